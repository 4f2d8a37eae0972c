//! Names of a work of reference: a list of a million names has one for nearly every word, so a capital is no evidence.
//!
//! Whoever writes a row of a gazetteer chose its name for the documents at hand. Of a name that only stands in a work of
//! reference three things are asked: where it stands in its sentence, whether the language or the document knows the word
//! otherwise, and how many people live there.

use super::names::Name;
use super::slots::Slot;
use super::which::Ranking;
use super::words::Words;
use crate::document::TokenKind;
use crate::gazetteer::{Gazetteer, Kind, Named, PlaceIx};
use crate::language::{PlaceWord, WordId};
use std::ops::Range;

/// A place of so many people is named without being placed.
const KNOWN_PEOPLE: u64 = 50_000;
/// Of more namesakes than this the largest are enough to choose from.
const MOST_NAMESAKES: usize = 30;

/// What a name may stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Meant {
    pub named: Vec<Named>,
    /// Places of a work of reference that share the name of one that was chosen.
    pub namesakes: Vec<PlaceIx>,
}

impl Words<'_> {
    /// What a name of the gazetteer may stand for here; nothing where it is a word like any other.
    pub fn meant(&self, tokens: &Range<usize>, named: Vec<Named>, before: &[Name]) -> Option<Meant> {
        let is_reference = |named: &Named| place_of(*named).is_some_and(|ix| self.gazetteer.is_reference(ix));
        if !named.iter().any(is_reference) {
            return self.is_name(tokens, &named).then(|| Meant { named, namesakes: Vec::new() });
        }
        let (mut reference, chosen): (Vec<Named>, Vec<Named>) = named.into_iter().partition(is_reference);
        if chosen.is_empty() {
            if !self.stands_as_place(tokens, &reference, before) {
                return None;
            }
            self.keep_largest(&mut reference);
            return Some(Meant { named: reference, namesakes: Vec::new() });
        }
        if !self.is_name(tokens, &chosen) {
            return None;
        }
        // A body or a people of this name is meant rather than some hamlet; a place has its namesakes.
        let places_only = chosen.iter().all(|named| place_of(*named).is_some());
        reference.retain(|_| places_only);
        self.keep_largest(&mut reference);
        Some(Meant { named: chosen, namesakes: reference.into_iter().filter_map(place_of).collect() })
    }

    fn keep_largest(&self, named: &mut Vec<Named>) {
        if named.len() > MOST_NAMESAKES {
            let people = |named: &Named| place_of(*named).and_then(|ix| self.gazetteer.people_of(ix)).unwrap_or(0);
            named.sort_by_key(|named| (std::cmp::Reverse(people(named)), *named));
            named.truncate(MOST_NAMESAKES);
        }
    }

    /// Whether a name that only stands in a work of reference is a place here.
    fn stands_as_place(&self, tokens: &Range<usize>, named: &[Named], before: &[Name]) -> bool {
        let first = tokens.start;
        let token = &self.doc.tokens[first];
        if !token.capital || token.kind != TokenKind::Word {
            return false;
        }
        let common = tokens.len() == 1 && self.is_common(first);
        let evident = !self.opens(first) && !token.all_caps;
        if common && !evident {
            return false;
        }
        if self.placed(tokens, named, before) {
            return true;
        }
        !common && evident && !self.joined(tokens) && named.iter().any(|named| self.is_known(*named))
    }

    /// Whether a capital stands directly beside a name: it is a piece of a longer one.
    fn joined(&self, tokens: &Range<usize>) -> bool {
        let sentence = self.sentence(tokens.start);
        let capital = |t: usize| self.is_word(t) && self.doc.tokens[t].capital;
        let before = tokens.start > sentence.start && capital(tokens.start - 1) && !self.opens(tokens.start - 1);
        before || tokens.end < sentence.end && capital(tokens.end)
    }

    /// Whether a word is one of the language's, or one that the document writes without a capital.
    fn is_common(&self, at: usize) -> bool {
        let folded = self.doc.folded(at);
        let listed = self.tables.word(folded).without(PlaceWord::GivenName);
        let small = |t: usize| {
            let token = &self.doc.tokens[t];
            token.kind == TokenKind::Word && !token.capital && self.doc.folded(t) == folded
        };
        self.doc.tokens[at].word != WordId::UNKNOWN || !listed.is_empty() || (0..self.doc.tokens.len()).any(small)
    }

    /// Whether a place is known under this name by those who do not live there.
    fn is_known(&self, named: Named) -> bool {
        let Named::Name(ix) = named else { return false };
        self.gazetteer.kind_of(ix) == Kind::Country
            || self.gazetteer.people_of(ix).is_some_and(|people| people >= KNOWN_PEOPLE)
    }

    /// Whether a name stands where only a place can.
    fn placed(&self, tokens: &Range<usize>, named: &[Named], before: &[Name]) -> bool {
        let mut name = Name::new(tokens.clone(), Vec::new());
        name.slot = self.slot(&name, before);
        name.relation = self.relation(tokens.start);
        name.called = self.called(&name);
        let areas = || named.iter().filter_map(|named| place_of(*named)).any(|ix| self.gazetteer.kind_of(ix).is_area());
        match name.slot {
            Slot::Dateline => true,
            // `en X` is of countries and regions, `dans X` of what has an article or none.
            Slot::In => {
                let opener = self.phrase_start(tokens.start) - 1;
                self.has(opener, PlaceWord::Until)
                    || self.is_inside(opener) && (!self.has(opener, PlaceWord::En) || areas())
            }
            _ => self.may_be_place(&name, before),
        }
    }

    /// `dans`, `en`, `depuis`, but not `chez` or `dès`.
    fn is_inside(&self, opener: usize) -> bool {
        self.has(opener, PlaceWord::In) && !self.has(opener, PlaceWord::NotInside)
    }
}

/// Of namesakes those that somebody wrote a row for; one in a work of reference only where the text beside the name
/// says more for it (`said`) than for any of them.
pub(super) fn prefer_chosen(gazetteer: &Gazetteer, ranking: &mut Ranking, said: impl Fn(PlaceIx) -> f64) {
    let chosen = ranking.iter().map(|ranked| ranked.0).filter(|ix| !gazetteer.is_reference(*ix));
    if let Some(most) = chosen.map(&said).reduce(f64::max) {
        ranking.retain(|(ix, _)| !gazetteer.is_reference(*ix) || said(*ix) > most);
    }
}

fn place_of(named: Named) -> Option<PlaceIx> {
    match named {
        Named::Name(ix) | Named::Alias(ix) => Some(ix),
        _ => None,
    }
}
