//! The words around a name: what they are, which stand left of it, which noun governs it.

use crate::document::{Document, TokenKind};
use crate::gazetteer::Gazetteer;
use crate::language::{Class, Language, PlaceTables, PlaceVerbs, PlaceWord, PlaceWords};
use crate::syntax::{GroupTense, Syntax, VerbGroup};

/// A document with all that is needed to read the places in it.
pub(super) struct Words<'a> {
    pub doc: &'a Document,
    pub syntax: &'a Syntax,
    pub gazetteer: &'a Gazetteer,
    pub language: &'a Language,
    pub tables: &'a PlaceTables,
}

/// The noun that governs a phrase behind `de` or `à`, with what the tables say of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun {
    pub token: usize,
    pub classes: PlaceWords,
}

/// Between a noun and its `de` stand three adjectives at the most.
const MOST_ADJECTIVES: usize = 3;

impl<'a> Words<'a> {
    pub fn new(doc: &'a Document, syntax: &'a Syntax, gazetteer: &'a Gazetteer, language: &'a Language) -> Self {
        Self { doc, syntax, gazetteer, language, tables: language.place() }
    }

    /// The classes of a token.
    #[inline]
    pub fn at(&self, token: usize) -> PlaceWords {
        self.doc.tokens[token].place
    }

    #[inline]
    pub fn has(&self, token: usize, class: PlaceWord) -> bool {
        self.at(token).has(class)
    }

    #[inline]
    pub fn class(&self, token: usize, class: Class) -> bool {
        self.language.lexicon().classes(self.doc.tokens[token].word).has(class)
    }

    #[inline]
    pub fn is_word(&self, token: usize) -> bool {
        self.doc.tokens[token].kind == TokenKind::Word
    }

    #[inline]
    pub fn is_mark(&self, token: usize, mark: char) -> bool {
        self.doc.tokens[token].is_mark(mark)
    }

    /// The tokens of the sentence that a token stands in.
    #[inline]
    pub fn sentence(&self, token: usize) -> std::ops::Range<usize> {
        self.doc.sentences[self.doc.sentence_at(token)].tokens.clone()
    }

    /// Whether a token is the preposition `à`, also written `A` at the head of a sentence.
    pub fn is_at(&self, token: usize) -> bool {
        if !self.has(token, PlaceWord::At) {
            return false;
        }
        match self.doc.lower(token) {
            // Without its accent it is the auxiliary, unless a capital shows that an accent could not be set.
            "a" => self.doc.tokens[token].capital && self.syntax.verb_at(token).is_none_or(|_| self.opens(token)),
            _ => true,
        }
    }

    /// Whether a token opens its sentence, bar marks and numbers before it.
    pub fn opens(&self, token: usize) -> bool {
        let first = self.sentence(token).start;
        (first..token).all(|t| !self.is_word(t))
    }

    /// Left past articles, possessives and softening adjectives: the first token of the noun phrase.
    pub fn phrase_start(&self, name: usize) -> usize {
        let first = self.sentence(name).start;
        let mut at = name;
        while at > first && self.has(at - 1, PlaceWord::Softener) && !self.doc.tokens[at - 1].capital {
            at -= 1;
        }
        let is_article = |t: usize| self.at(t).any(&[PlaceWord::Article, PlaceWord::Possessive]);
        if at > first && is_article(at - 1) {
            at -= 1;
            // `toute la Turquie`.
            if at > first && self.has(at - 1, PlaceWord::Softener) && self.doc.lower(at - 1).starts_with("tout") {
                at -= 1;
            }
            at
        } else if at < name && (at == first || !self.at(at - 1).any(&[PlaceWord::Of, PlaceWord::At, PlaceWord::In])) {
            // A softening adjective without an article is something else.
            name
        } else {
            at
        }
    }

    /// Whether an article stands before a name, merged (`du`, `au`) or not.
    pub fn has_article(&self, name: usize) -> bool {
        let first = self.sentence(name).start;
        name > first && self.at(name - 1).any(&[PlaceWord::Article, PlaceWord::MergedArticle])
    }

    /// The noun that governs what stands behind token `before` (exclusive): the nearest that the tables know, past
    /// adjectives and participles; else the nearest word.
    pub fn noun_before(&self, before: usize) -> Option<Noun> {
        let first = self.sentence(before.saturating_sub(1)).start;
        let mut nearest = None;
        let mut at = before;
        let mut step = 0;
        while at > first && step <= MOST_ADJECTIVES {
            at -= 1;
            // `"l'armée" du Karabakh`.
            if matches!(self.doc.tokens[at].mark, '"' | '»' | '”') {
                continue;
            }
            step += 1;
            if !self.is_word(at) {
                break;
            }
            let determined = at > first && self.at(at - 1).any(&[PlaceWord::Article, PlaceWord::Determiner]);
            let group = self.syntax.verb_at(at).map(|verb| &self.syntax.verbs[verb]).filter(|_| !determined);
            if let Some(group) = group {
                if group.tense == GroupTense::PastParticiple {
                    continue;
                }
                break;
            }
            let classes = self.at(at);
            if classes.any(&GOVERNING) {
                return Some(self.own_noun(Noun { token: at, classes }, first));
            }
            let closed = [PlaceWord::Article, PlaceWord::Of, PlaceWord::At, PlaceWord::In, PlaceWord::And];
            if classes.any(&closed) || self.class(at, Class::Preposition) {
                break;
            }
            if nearest.is_none() {
                nearest = Some(Noun { token: at, classes });
            }
        }
        nearest
    }

    /// Of two words that may be nouns side by side the second is an adjective: `la région séparatiste de`.
    fn own_noun(&self, noun: Noun, first: usize) -> Noun {
        if noun.classes.any(&[PlaceWord::Near, PlaceWord::Far, PlaceWord::Environs, PlaceWord::Unit]) {
            return noun;
        }
        let Some(token) = noun.token.checked_sub(1).filter(|t| *t >= first) else { return noun };
        let classes = self.at(token);
        let other = self.is_word(token)
            && classes.any(&GOVERNING)
            && !classes.any(&[PlaceWord::Of, PlaceWord::Article, PlaceWord::Near, PlaceWord::Unit])
            && self.syntax.verb_at(token).is_none();
        if other { self.own_noun(Noun { token, classes }, first) } else { noun }
    }

    /// The verb group of a token's clause where it stands before the token, with nothing but adverbs and times
    /// between: the token's noun phrase is its object.
    pub fn verb_before(&self, token: usize) -> Option<&VerbGroup> {
        let first = self.sentence(token).start;
        let mut at = token;
        for _ in 0..5 {
            if at <= first {
                return None;
            }
            at -= 1;
            if let Some(verb) = self.syntax.verb_at(at) {
                return Some(&self.syntax.verbs[verb]);
            }
            let time = self.class(at, Class::Weekday) || self.class(at, Class::Month) || self.is_number(at);
            let quiet = time
                || self.has(at, PlaceWord::Adverb)
                || self.class(at, Class::Adverb)
                || self.class(at, Class::AdverbInVerb);
            if !quiet || self.has(at, PlaceWord::And) {
                return None;
            }
        }
        None
    }

    pub fn is_number(&self, token: usize) -> bool {
        self.doc.tokens[token].kind == TokenKind::Number
    }

    /// What the tables say of a verb group's verb.
    pub fn verb(&self, group: &VerbGroup) -> PlaceVerbs {
        group.verb.map(|v| self.tables.verb(v)).unwrap_or_default()
    }
}

/// Nouns that say what a name behind them is.
const GOVERNING: [PlaceWord; 21] = [
    PlaceWord::Settlement,
    PlaceWord::Capital,
    PlaceWord::Area,
    PlaceWord::Country,
    PlaceWord::Polity,
    PlaceWord::Part,
    PlaceWord::Event,
    PlaceWord::Seizure,
    PlaceWord::Meeting,
    PlaceWord::Body,
    PlaceWord::Voice,
    PlaceWord::Recipient,
    PlaceWord::NameOf,
    PlaceWord::Route,
    PlaceWord::Border,
    PlaceWord::Topic,
    PlaceWord::Strike,
    PlaceWord::Near,
    PlaceWord::Environs,
    PlaceWord::Unit,
    PlaceWord::Street,
];
