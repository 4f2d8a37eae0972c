//! Slots: what stands before a name and governs it.

use super::names::Name;
use super::words::{Noun, Words};
use crate::document::BlockKind;
use crate::language::{Class, PlaceVerb, PlaceWord};

/// What stands before a name and governs it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    /// The place a dispatch opens with.
    Dateline,
    /// `à X`, with the noun before and the preposition.
    At(Option<Noun>, usize),
    /// `dans X`, `en X`, `depuis X`, `jusqu'à X`.
    In,
    /// `sur X`.
    On(Option<Noun>),
    /// `vers X`.
    Toward(Option<Noun>),
    /// `contre X`.
    Against(Option<Noun>),
    /// `de X`, with the noun before and the preposition.
    Of(Option<Noun>, usize),
    /// `par X`.
    By,
    /// `pour X`.
    For,
    /// `avec X`.
    With(Option<Noun>),
    /// `selon X`.
    According,
    /// `entre X et …`.
    Between(Option<Noun>),
    /// `… et Y` behind `entre X`: the number of X.
    BetweenSecond(usize),
    /// `capitale X`: the noun stands directly before.
    Kind(Noun),
    /// `la capitale, X`.
    Apposed,
    /// `X, Y et Z`: the number of the name before.
    List(usize),
    /// Nothing.
    Bare,
}

/// Between a verb of giving and `à` stand the words of the gift, so many at the most.
const MOST_GIFT_WORDS: usize = 5;

impl Words<'_> {
    pub fn slot(&self, name: &Name, names: &[Name]) -> Slot {
        let start = name.tokens.start;
        let sentence = self.sentence(start);
        if self.is_dateline(name) {
            return Slot::Dateline;
        }
        let phrase = self.phrase_start(start);
        if phrase == sentence.start {
            return Slot::Bare;
        }
        let before = phrase - 1;
        if let Some(slot) = self.listed(start, phrase, names) {
            return slot;
        }
        let classes = self.at(before);
        let noun = || self.noun_before(before);
        if self.is_at(before) {
            return if before > sentence.start && self.has(before - 1, PlaceWord::Until) {
                Slot::In
            } else {
                Slot::At(inherited_noun(before, names).or_else(noun), before)
            };
        }
        if classes.has(PlaceWord::Of) {
            return Slot::Of(self.continued_noun(before, names).or_else(noun), before);
        }
        if classes.has(PlaceWord::After) && before > sentence.start && self.has(before - 1, PlaceWord::Of) {
            return Slot::According;
        }
        let table = [
            (PlaceWord::According, Slot::According),
            (PlaceWord::Until, Slot::In),
            (PlaceWord::In, Slot::In),
            (PlaceWord::By, Slot::By),
            (PlaceWord::For, Slot::For),
        ];
        if let Some((_, slot)) = table.into_iter().find(|(class, _)| classes.has(*class)) {
            return slot;
        }
        match () {
            () if classes.has(PlaceWord::On) => Slot::On(noun()),
            () if classes.has(PlaceWord::Toward) => Slot::Toward(noun()),
            () if classes.has(PlaceWord::Against) => Slot::Against(noun()),
            () if classes.has(PlaceWord::With) => Slot::With(noun()),
            () if classes.has(PlaceWord::Between) => Slot::Between(noun()),
            () if phrase == start
                && classes.any(&[PlaceWord::Settlement, PlaceWord::Capital, PlaceWord::Area])
                && !self.doc.tokens[before].capital =>
            {
                Slot::Kind(Noun { token: before, classes })
            }
            () if self.is_mark(before, ',') && phrase == start && self.apposed(before) => Slot::Apposed,
            () => Slot::Bare,
        }
    }

    /// `les régions de X et de Y`: the noun before the first name governs the second too.
    fn continued_noun(&self, of: usize, names: &[Name]) -> Option<Noun> {
        let last = names.last().filter(|n| !n.is_demonym() && !n.is_ignored() && n.tokens.end < of)?;
        let joined = (last.tokens.end..of).all(|t| self.has(t, PlaceWord::And) || self.is_mark(t, ','));
        match last.slot {
            Slot::Of(noun, _) if joined => noun,
            _ => None,
        }
    }

    /// Whether the comma at a token follows a phrase of a noun of place: `dans la capitale du territoire, X`.
    fn apposed(&self, comma: usize) -> bool {
        let first = self.sentence(comma).start;
        let mut at = comma;
        for _ in 0..8 {
            if at == first {
                return false;
            }
            at -= 1;
            if !self.is_word(at) || self.syntax.verb_at(at).is_some() || self.has(at, PlaceWord::And) {
                return false;
            }
            if self.at(at).any(&[PlaceWord::Settlement, PlaceWord::Capital]) {
                return true;
            }
        }
        false
    }

    /// The slot of a name that continues a list: `X, Y et Z`, `X ainsi que Y`.
    fn listed(&self, start: usize, phrase: usize, names: &[Name]) -> Option<Slot> {
        let last = names.len().checked_sub(1)?;
        let before = &names[last];
        if before.is_demonym() || before.is_ignored() || before.tokens.end >= phrase {
            return None;
        }
        if self.doc.sentence_at(before.tokens.start) != self.doc.sentence_at(start) {
            return None;
        }
        let between = before.tokens.end..phrase;
        let joins = |t: usize| self.at(t).any(&[PlaceWord::And, PlaceWord::Join]) || self.is_mark(t, ',');
        if between.len() > 4 || !between.clone().all(joins) {
            return None;
        }
        let only_comma = between.len() == 1 && self.is_mark(between.start, ',');
        // With an article of its own the second is a phrase of its own, unless the first has one too.
        let same_form = self.has_article(start) == self.has_article(before.tokens.start);
        let other_clause = self.syntax.clause_at(start) != self.syntax.clause_at(before.tokens.start);
        if matches!(before.slot, Slot::Between(_)) && !only_comma {
            return Some(Slot::BetweenSecond(last));
        }
        if other_clause && !matches!(before.slot, Slot::Bare | Slot::List(_)) {
            return None;
        }
        if only_comma && !self.list_goes_on(start) {
            return None;
        }
        same_form.then_some(Slot::List(last))
    }

    /// Whether behind the name at `start` follows `, Z`, `et Z` with a capital: the comma before it makes a list.
    fn list_goes_on(&self, start: usize) -> bool {
        let end = self.sentence(start).end;
        let mut at = start + 1;
        // Over the name's own further words.
        while at < end && self.is_word(at) && self.doc.tokens[at].capital {
            at += 1;
        }
        if at < end && self.has(at, PlaceWord::And) {
            return true;
        }
        let joiner = at < end && self.is_mark(at, ',');
        let next = (at + 1..end.min(at + 4)).find(|t| {
            !self.at(*t).any(&[PlaceWord::Article, PlaceWord::And, PlaceWord::Of, PlaceWord::At, PlaceWord::In])
        });
        joiner && next.is_some_and(|t| self.is_word(t) && self.doc.tokens[t].capital)
    }

    /// Whether a name is the place a dispatch opens with: in a dateline's block, or at the head of a block before a
    /// day (`Bakou, 5 oct 2020 (AFP) -`).
    fn is_dateline(&self, name: &Name) -> bool {
        let start = name.tokens.start;
        let sentence = self.doc.sentence_at(start);
        let block = self.doc.block_of(sentence);
        if block.kind == BlockKind::Dateline {
            return self.opens(start);
        }
        if !self.opens(start) || name.tokens.start > self.doc.sentences[sentence].tokens.start + 6 {
            return false;
        }
        let end = self.doc.sentences[sentence].tokens.end;
        let mut at = name.tokens.end;
        if at < end && self.is_mark(at, '(') {
            match (at..end.min(at + 6)).find(|t| self.is_mark(*t, ')')) {
                Some(close) => at = close + 1,
                None => return false,
            }
        }
        if at < end && self.is_mark(at, ',') {
            at += 1;
        }
        at + 1 < end && self.is_number(at) && self.class(at + 1, Class::Month)
            || at + 2 < end && self.is_number(at) && self.is_mark(at + 2, '.') && self.class(at + 1, Class::Month)
            || at + 2 < end && self.is_number(at) && self.is_number(at + 2)
    }

    /// Whether the verb before `à` gives or says something to what follows.
    pub fn is_given(&self, prep: usize) -> bool {
        if let Some(group) = self.verb_before(prep) {
            // `ont été interdites mardi à Paris`: with the day between, it says where.
            let apart = group.passive && group.tokens.end < prep;
            return self.verb(group).has(PlaceVerb::Give) && !group.reflexive && !apart;
        }
        // `livrera des chars à Kiev`: over the gift.
        let first = self.sentence(prep).start;
        for at in (first.max(prep.saturating_sub(MOST_GIFT_WORDS))..prep).rev() {
            if let Some(verb) = self.syntax.verb_at(at) {
                let group = &self.syntax.verbs[verb];
                return self.verb(group).has(PlaceVerb::Transfer) && !group.passive;
            }
            let classes = self.at(at);
            let partitive = classes.has(PlaceWord::Of);
            if !self.is_word(at)
                || classes.has(PlaceWord::Meeting)
                || !partitive && (self.class(at, Class::Preposition) || classes.any(&[PlaceWord::In, PlaceWord::On]))
            {
                return false;
            }
        }
        false
    }

    /// Whether the verb before `sur` lets something fall on what follows.
    pub fn rains(&self, prep: usize) -> bool {
        self.verb_before(prep).is_some_and(|group| self.verb(group).has(PlaceVerb::Rain))
    }
}

/// `d'Erevan à Moscou`: the noun before the first name governs the second too.
fn inherited_noun(prep: usize, names: &[Name]) -> Option<Noun> {
    let last = names.last().filter(|n| n.tokens.end == prep)?;
    match last.slot {
        Slot::Of(noun, _) => noun,
        _ => None,
    }
}
