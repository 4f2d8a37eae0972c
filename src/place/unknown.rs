//! Names that the gazetteer lacks: capitals that stand where only a place can.

use super::names::Name;
use super::slots::Slot;
use super::words::Words;
use crate::gazetteer::Kind;
use crate::language::{Class, PlaceVerb, PlaceWord};
use crate::syntax::VerbGroup;
use std::ops::Range;

/// A name that the gazetteer lacks has three words at the most.
const MOST_UNKNOWN_WORDS: usize = 3;

impl Words<'_> {
    /// Words with a capital that no gazetteer and no lexicon knows.
    pub fn unknown_at(&self, at: usize, end: usize) -> Option<Range<usize>> {
        let fits = |t: usize| {
            let token = &self.doc.tokens[t];
            if !token.any_capital {
                return false;
            }
            let written = self.doc.word(t);
            let acronym = token.all_caps && !written.contains('-') && written.chars().count() <= 6;
            self.is_word(t)
                && written.chars().nth(1).is_some()
                && !acronym
                && !written.ends_with(['\'', '’'])
                && !self.class(t, Class::Weekday)
                && !self.class(t, Class::Month)
                && !self.class(t, Class::Title)
                && !self.class(t, Class::Preposition)
                && !self.class(t, Class::Determiner)
                && !self.at(t).any(&[PlaceWord::Body, PlaceWord::Polity, PlaceWord::NameOf, PlaceWord::Area])
        };
        if !fits(at) || self.opens(at) {
            return None;
        }
        let mut last = at + 1;
        let named = |t: usize| self.gazetteer.names().longest_chosen_at(self.doc, t, end).is_some();
        while last < end && fits(last) && self.doc.tokens[last].capital && !named(last) {
            last += 1;
        }
        (last - at <= MOST_UNKNOWN_WORDS).then_some(at..last)
    }

    /// What the noun before a name calls it.
    pub fn called(&self, name: &Name) -> Option<Kind> {
        let noun = match name.slot {
            Slot::Of(Some(noun), _) | Slot::Kind(noun) => Some(noun),
            _ => None,
        };
        let called = noun.and_then(|n| self.tables.called(self.doc.folded(n.token)));
        called
            .or_else(|| self.apposition(name.tokens.end).and_then(|t| self.tables.called(self.doc.folded(t))))
            .and_then(Kind::parse)
    }

    /// The noun of place in apposition behind a name: `X, un petit village de …`, `X, ville …`.
    pub fn apposition(&self, end: usize) -> Option<usize> {
        let last = self.sentence(end.checked_sub(1)?).end;
        if end >= last || !self.is_mark(end, ',') {
            return None;
        }
        let kinds = [PlaceWord::Settlement, PlaceWord::Capital, PlaceWord::Area];
        for token in end + 1..last.min(end + 5) {
            if self.at(token).any(&kinds) {
                // `X, la ville …`: not behind a preposition, which would start another phrase.
                return Some(token);
            }
            let opens = self.at(token).any(&[PlaceWord::Determiner, PlaceWord::Article]) || self.is_number(token);
            let adjective =
                self.is_word(token) && !self.class(token, Class::Preposition) && !self.doc.tokens[token].capital;
            if !(opens || adjective) || self.syntax.verb_at(token).is_some() {
                return None;
            }
        }
        None
    }

    /// Whether a name that the gazetteer lacks stands where only a place can.
    pub fn may_be_place(&self, name: &Name, names: &[Name]) -> bool {
        let start = name.tokens.start;
        if self.person(&name.tokens) {
            return false;
        }
        if self.apposition(name.tokens.end).is_some() && !matches!(name.slot, Slot::According | Slot::By) {
            return !self.has_article(start);
        }
        if name.relation.is_some() {
            return !self.has_article(start) && name.tokens.len() < MOST_UNKNOWN_WORDS;
        }
        let kinds = [PlaceWord::Settlement, PlaceWord::Area];
        match name.slot {
            Slot::Kind(noun) => noun.classes.any(&kinds),
            Slot::Of(Some(noun), _) => {
                noun.classes.any(&kinds)
                    || !self.has_article(start)
                        && (noun.classes.has(PlaceWord::Part) && self.in_slot(noun)
                            || noun.classes.any(&[PlaceWord::Event, PlaceWord::Part])
                                && self.tables.called(self.doc.folded(noun.token)).is_some())
            }
            Slot::At(noun, prep) => {
                let given = noun.is_some_and(|n| n.classes.has(PlaceWord::Recipient)) || self.is_given(prep);
                !self.has(prep, PlaceWord::MergedArticle) && prep + 1 == start && !given
            }
            Slot::On(noun) | Slot::Against(noun) => {
                let strike = noun.is_some_and(|n| n.classes.has(PlaceWord::Strike)) || self.rains(start - 1);
                !self.has_article(start) && strike
            }
            Slot::Toward(_) => !self.has_article(start),
            Slot::Bare => name.tokens.len() == 1 && !self.has_article(start) && self.razed(start),
            Slot::List(before) => {
                names[before].named.is_empty()
                    || matches!(names[before].slot, Slot::At(..) | Slot::On(_) | Slot::List(_))
                        && !self.has_article(start)
                        && name.tokens.len() == 1
                        && self.syntax.clause_at(start) == self.syntax.clause_at(names[before].tokens.start)
            }
            _ => false,
        }
    }

    /// Whether a name is what a verb bombards or conquers.
    fn razed(&self, start: usize) -> bool {
        let raze = |group: &VerbGroup| self.verb(group).has(PlaceVerb::Raze);
        self.verb_before(start).is_some_and(|group| raze(group) && !group.passive)
            || self.subject_of(start).is_some_and(|group| raze(group) && group.passive)
    }

    /// Whether capitals make a person rather than a place: a given name, a title before, a name known to act.
    fn person(&self, tokens: &Range<usize>) -> bool {
        let first = self.sentence(tokens.start).start;
        let titled = |t: usize| self.class(t, Class::Title) || self.has(t, PlaceWord::PersonTitle);
        tokens.clone().any(|t| self.has(t, PlaceWord::GivenName) && tokens.len() > 1)
            || tokens.start > first && titled(tokens.start - 1)
            || tokens.start > first + 1 && self.is_mark(tokens.start - 1, '.') && titled(tokens.start - 2)
    }
}
