//! What every step of reading events looks at: one document with its mentions.

use crate::document::{Document, TokenKind};
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::language::{Class, EventTables, Language, NounClasses, VerbClassSet, VerbId, WordList, WordSketch};
use crate::place::{PlaceMention, Role};
use crate::syntax::{ClauseIx, Syntax, VerbIx};
use crate::time::TimeMention;
use std::cell::Cell;
use std::ops::Range;

/// A document with everything read from it so far.
pub(super) struct Context<'a> {
    pub doc: &'a Document,
    pub language: &'a Language,
    pub syntax: &'a Syntax,
    pub gazetteer: &'a Gazetteer,
    pub times: &'a [TimeMention],
    pub places: &'a [PlaceMention],
    /// For each token whether it stands in a phrase of time.
    in_time: Vec<bool>,
    /// For each token the number of the place mention that it is part of; [`NO_PLACE`] where it is of none.
    place_of: Vec<u32>,
    /// For each token what lists of words are asked for by; nought where none has been asked yet.
    sketches: Vec<Cell<WordSketch>>,
    /// For each token the mark that opened the quotation it stands in; the number of tokens where none did.
    quoted: Vec<u32>,
    /// The tokens at which `selon X` opens, each with the one behind its words.
    according: Vec<(usize, usize)>,
}

/// The number of no place mention.
const NO_PLACE: u32 = u32::MAX;

impl<'a> Context<'a> {
    pub fn new(
        doc: &'a Document,
        language: &'a Language,
        syntax: &'a Syntax,
        gazetteer: &'a Gazetteer,
        times: &'a [TimeMention],
        places: &'a [PlaceMention],
    ) -> Self {
        let mut in_time = vec![false; doc.tokens.len()];
        for mention in times {
            in_time[mention.tokens.clone()].fill(true);
            in_time[mention.value.phrase.clone()].fill(true);
        }
        let mut context = Self {
            doc,
            language,
            syntax,
            gazetteer,
            times,
            places,
            in_time,
            place_of: places_of(doc, places),
            sketches: vec![Cell::default(); doc.tokens.len()],
            quoted: openings(doc),
            according: Vec::new(),
        };
        for at in (0..doc.tokens.len()).filter(|at| doc.tokens[*at].opens_source) {
            let after = super::speaker::opens(&context, at, context.sentence(at).end);
            context.according.extend(after.map(|after| (at, after)));
        }
        context
    }

    /// The tokens of a sentence, or of a part of it, at which `selon X` opens, each with the one behind its words.
    pub fn according(&self, range: Range<usize>) -> &[(usize, usize)] {
        let rest = &self.according[self.according.partition_point(|(at, _)| *at < range.start)..];
        &rest[..rest.partition_point(|(at, _)| *at < range.end)]
    }

    /// The mark that opened the quotation in which a token stands, in its block.
    pub fn quoted_from(&self, token: usize) -> Option<usize> {
        self.quoted.get(token).map(|open| *open as usize).filter(|open| *open < self.doc.tokens.len())
    }

    /// Whether a token stands in a phrase of time.
    pub fn in_time(&self, token: usize) -> bool {
        self.in_time[token]
    }

    pub fn tables(&self) -> &'a EventTables {
        self.language.events()
    }

    pub fn has(&self, token: usize, class: Class) -> bool {
        self.language.lexicon().classes(self.doc.tokens[token].word).has(class)
    }

    pub fn is_word(&self, token: usize) -> bool {
        self.doc.tokens[token].kind == TokenKind::Word
    }

    #[inline] // so that the mark is compared as the byte or three that it is
    pub fn is_mark(&self, token: usize, mark: &str) -> bool {
        self.doc.tokens[token].kind == TokenKind::Mark && self.doc.word(token) == mark
    }

    /// Whether a list holds a word, or that of which the word is the plural.
    pub fn is_listed(&self, token: usize, words: &WordList) -> bool {
        let kept = &self.sketches[token];
        if kept.get() == WordSketch::default() {
            kept.set(WordSketch::of(self.doc.lower(token)));
        }
        words.may_hold(kept.get()) && words.holds(self.doc.lower(token))
    }

    pub fn noun_classes(&self, token: usize) -> NounClasses {
        self.tables().classes(self.doc.tokens[token].word)
    }

    pub fn verb_classes(&self, verb: VerbIx) -> VerbClassSet {
        self.syntax.verbs[verb].verb.map(|v| self.language.lexicon().verb_classes(v)).unwrap_or_default()
    }

    pub fn lemma(&self, verb: VerbIx) -> &'a str {
        self.syntax.verbs[verb].verb.map_or("", |v: VerbId| self.language.lexicon().verb(v))
    }

    /// The tokens of the sentence that holds a token.
    pub fn sentence(&self, token: usize) -> Range<usize> {
        self.doc.sentences[self.doc.sentence_at(token)].tokens.clone()
    }

    /// The nearest clause at or above one that has a verb, and the verb.
    pub fn verb_above(&self, clause: ClauseIx) -> Option<VerbIx> {
        let mut at = Some(clause);
        while let Some(index) = at {
            if let Some(verb) = self.syntax.clauses[index].verb {
                return Some(verb);
            }
            at = self.syntax.clauses[index].parent;
        }
        None
    }

    /// Whether `outer` is `inner` or stands above it.
    pub fn is_above(&self, outer: ClauseIx, inner: ClauseIx) -> bool {
        let mut at = Some(inner);
        while let Some(index) = at {
            if index == outer {
                return true;
            }
            at = self.syntax.clauses[index].parent;
        }
        false
    }

    /// Steps from `inner` up to `outer`, where `outer` stands above.
    pub fn steps_up(&self, inner: ClauseIx, outer: ClauseIx) -> Option<usize> {
        let mut at = Some(inner);
        let mut steps = 0;
        while let Some(index) = at {
            if index == outer {
                return Some(steps);
            }
            steps += 1;
            at = self.syntax.clauses[index].parent;
        }
        None
    }

    /// Place mentions whose tokens lie in a range.
    pub fn places_in(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &'a PlaceMention)> {
        let from = self.places.partition_point(|p| p.tokens.start < range.start);
        self.places[from..]
            .iter()
            .enumerate()
            .map(move |(i, p)| (from + i, p))
            .take_while(move |(_, p)| p.tokens.end <= range.end)
    }

    /// Whether a token is part of a place's name.
    pub fn in_place(&self, token: usize) -> bool {
        self.place_of[token] != NO_PLACE
    }

    /// The place mention that a token is part of.
    pub fn place_at(&self, token: usize) -> Option<&'a PlaceMention> {
        self.places.get(self.place_of[token] as usize)
    }

    /// The time mention that a token is part of, its preposition counted.
    pub fn time_at(&self, token: usize) -> Option<&'a TimeMention> {
        let next = self.times.partition_point(|t| t.tokens.start <= token);
        let near = next.saturating_sub(1)..self.times.len().min(next + 1);
        self.times[near].iter().find(|t| t.tokens.contains(&token) || t.value.phrase.contains(&token))
    }

    /// Time mentions whose tokens lie in a range.
    pub fn times_in(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &'a TimeMention)> {
        let from = self.times.partition_point(|p| p.tokens.start < range.start);
        self.times[from..]
            .iter()
            .enumerate()
            .map(move |(i, p)| (from + i, p))
            .take_while(move |(_, p)| p.tokens.end <= range.end)
    }

    /// Whether a place mention may be where something happens.
    pub fn is_site(mention: &PlaceMention) -> bool {
        mention.value.role == Role::Location && !mention.value.locates_only && mention.value.at.is_some()
    }

    /// Whether a token is a preposition, or a capital `A` that has lost its accent.
    pub fn is_preposition(&self, token: usize) -> bool {
        self.has(token, Class::Preposition) || self.doc.word(token) == "A"
    }

    /// Whether a semicolon in a range parts off a clause with a verb of its own.
    pub fn parts_off(&self, between: Range<usize>) -> bool {
        let mark = between.into_iter().find(|t| self.is_mark(*t, ";"));
        mark.is_some_and(|mark| {
            let rest = mark..self.sentence(mark).end;
            self.syntax.verbs_in(rest).any(|(_, group)| group.is_finite())
        })
    }

    /// Whether a range speaks of a person: a title, a name of two capitalised words or more, a known actor, a pronoun.
    pub fn has_person(&self, range: Range<usize>) -> bool {
        let mut run = 0;
        for token in range.clone() {
            if self.has(token, Class::Title) || matches!(self.doc.lower(token), "il" | "elle" | "ils" | "elles") {
                return true;
            }
            let name = self.is_word(token)
                && self.doc.tokens[token].capital
                && !self.has(token, Class::Determiner)
                && !self.has(token, Class::Preposition);
            // `Ursula von der Leyen`.
            if run > 0 && self.has(token, Class::NameParticle) {
                continue;
            }
            run = if name { run + 1 } else { 0 };
            if run >= 2 && self.place_at(token).is_none_or(|p| p.value.role == Role::Actor) {
                return true;
            }
        }
        false
    }

    /// Whether a range speaks of a state or body that acts.
    pub fn has_actor(&self, range: Range<usize>) -> bool {
        self.places_in(range).any(|(_, p)| matches!(p.value.role, Role::Actor | Role::Demonym))
    }

    /// The capital through which a country or territory speaks.
    pub fn seat_of(&self, place: PlaceIx) -> Option<PlaceIx> {
        let here = self.gazetteer.place(place);
        if here.capital_of.is_some() {
            return Some(place);
        }
        let found = self.gazetteer.capitals().iter().copied().find(|ix| {
            let of = self.gazetteer.place(*ix).capital_of.as_deref();
            of.is_some_and(|of| of == here.name || of == here.id || here.aliases.iter().any(|a| a == of))
        });
        if found.is_some() {
            return found;
        }
        // A building that is a government stands in its city; a state without a known capital speaks from itself.
        match here.kind {
            crate::gazetteer::Kind::Landmark | crate::gazetteer::Kind::City | crate::gazetteer::Kind::Country => {
                Some(place)
            }
            _ => None,
        }
    }
}

/// For each token the number of the mention that it is part of: of those that begin at or before it, the last one.
fn places_of(doc: &Document, places: &[PlaceMention]) -> Vec<u32> {
    let mut all = vec![NO_PLACE; doc.tokens.len()];
    for (number, place) in (0u32..).zip(places) {
        // One that begins within another hides what is left of that.
        let next = places.get(number as usize + 1).map_or(usize::MAX, |next| next.tokens.start);
        let end = place.tokens.end.min(next);
        if let Some(mine) = all.get_mut(place.tokens.start..end) {
            mine.fill(number);
        }
    }
    all
}

/// For each token the mark that opened the quotation before it: a block opens none for the next.
fn openings(doc: &Document) -> Vec<u32> {
    let none = u32::try_from(doc.tokens.len()).unwrap_or(u32::MAX);
    let mut all = vec![none; doc.tokens.len()];
    let (mut open, mut block) = (none, usize::MAX);
    for sentence in &doc.sentences {
        if std::mem::replace(&mut block, sentence.block) != sentence.block {
            open = none;
        }
        for token in sentence.tokens.clone() {
            all[token] = open;
            if doc.tokens[token].kind != TokenKind::Mark {
                continue;
            }
            let here = u32::try_from(token).unwrap_or(none);
            match doc.word(token) {
                "«" | "“" => open = here,
                "»" | "”" => open = none,
                "\"" => open = if open == none { here } else { none },
                _ => {}
            }
        }
    }
    all
}
