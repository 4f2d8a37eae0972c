//! The names in a document: those of the gazetteer, and those that stand where only a place can.

use super::LatLon;
use super::relation::Relation;
use super::words::{Noun, Words};
use crate::document::BlockKind;
use crate::gazetteer::{Found, Kind, Named, PlaceIx};
use crate::language::{Called, Class, PlaceVerb, PlaceWord};
use crate::syntax::VerbGroup;
use std::ops::Range;

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

/// A name as it stands in the text.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub tokens: Range<usize>,
    /// All that the gazetteer has under it; empty for a name it lacks.
    pub named: Vec<Named>,
    pub slot: Slot,
    pub relation: Option<Relation>,
    /// The name (by its number) that this one says the whereabouts of: `Valence, dans la Drôme`.
    pub qualifies: Option<usize>,
    /// What the text calls a name that the gazetteer lacks.
    pub called: Option<Called>,
    /// The place that it probably misspells.
    pub misspells: Option<PlaceIx>,
}

impl Name {
    /// The places that it may be.
    pub fn places(&self) -> impl Iterator<Item = PlaceIx> {
        let listed = self.named.iter().filter_map(|named| match named {
            Named::Name(ix) | Named::Alias(ix) => Some(*ix),
            _ => None,
        });
        listed.chain(self.misspells)
    }

    pub fn is_demonym(&self) -> bool {
        self.named.iter().any(|n| matches!(n, Named::Demonym(_))) && self.places().next().is_none()
    }

    pub fn is_ignored(&self) -> bool {
        self.named.iter().any(|n| matches!(n, Named::Ignored(_)))
    }
}

/// Places further apart than this are not near each other.
const NEAR_KM: f64 = 40.0;
/// A port of a sea, a town of a valley lies no further from its point.
const COAST_KM: f64 = 150.0;
/// Between a verb of giving and `à` stand the words of the gift, so many at the most.
const MOST_GIFT_WORDS: usize = 5;
/// A name that the gazetteer lacks has three words at the most.
const MOST_UNKNOWN_WORDS: usize = 3;

impl Words<'_> {
    /// All names of the document, in text order.
    pub fn names(&self) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for sentence in &self.doc.sentences {
            if self.doc.blocks[sentence.block].kind == BlockKind::Residue {
                continue;
            }
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                let found = self.gazetteer.names().longest_at(self.doc, self.folded, at, sentence.tokens.end);
                let found = found.filter(|found| self.is_name(&found.tokens, &found.named));
                let known = found.is_some();
                let unknown = || {
                    let tokens = self.unknown_at(at, sentence.tokens.end)?;
                    Some(Found { tokens, named: Vec::new() })
                };
                let Some(Found { tokens, named }) = found.or_else(unknown) else {
                    at += 1;
                    continue;
                };
                let tokens = self.inside_ignored(tokens, &named);
                at = if known { tokens.end } else { tokens.start + 1 };
                let mut name = Name {
                    slot: Slot::Bare,
                    relation: None,
                    qualifies: None,
                    called: None,
                    misspells: None,
                    tokens,
                    named,
                };
                if !name.is_demonym() && !name.is_ignored() {
                    name.slot = self.slot(&name, &names);
                    name.relation = self.relation(name.tokens.start);
                    name.called = self.called(&name);
                    if !known && !self.may_be_place(&name, &names) {
                        continue;
                    }
                    name.qualifies = self.qualifies(&name, &names);
                    if !known {
                        at = name.tokens.end;
                        let text = self.doc.text_of(name.tokens.clone());
                        name.misspells = self.gazetteer.find_misspelt(text).map(|(place, ..)| place);
                    }
                }
                names.push(name);
            }
        }
        names
    }

    /// Of a phrase in which a place's name is not the place (`groupe de Minsk`), the name.
    fn inside_ignored(&self, tokens: Range<usize>, named: &[Named]) -> Range<usize> {
        let Some(place) = named.iter().find_map(|n| match n {
            Named::Ignored(ix) => Some(*ix),
            _ => None,
        }) else {
            return tokens;
        };
        let own = |named: &Named| matches!(named, Named::Name(ix) | Named::Alias(ix) if *ix == place);
        tokens
            .clone()
            .filter_map(|at| self.gazetteer.names().longest_at(self.doc, self.folded, at, tokens.end))
            .find(|found| found.named.iter().any(own))
            .map_or(tokens, |found| found.tokens)
    }

    /// Whether a name of the gazetteer is one here: a common word that is also a place (`Nice`, `Tours`, `Que`) needs
    /// its capital within a sentence and a slot for a place.
    fn is_name(&self, tokens: &Range<usize>, named: &[Named]) -> bool {
        if tokens.len() > 1 || !named.iter().all(|n| matches!(n, Named::Name(_) | Named::Alias(_))) {
            return true;
        }
        let at = tokens.start;
        // `l'Afrique de l'Est`.
        if self.tables.bearing(self.folded.get(at)).is_some() {
            return false;
        }
        let word = self.doc.tokens[at].word;
        let lexicon = self.language.lexicon();
        let listed = self.at(at).without(PlaceWord::GivenName);
        let common = !lexicon.classes(word).is_empty() || !lexicon.forms(word).is_empty() || !listed.is_empty();
        if !common {
            return true;
        }
        let phrase = self.phrase_start(at);
        !self.opens(at) && !self.doc.tokens[at].all_caps && phrase > self.sentence(at).start && {
            let before = self.at(phrase - 1);
            self.is_at(phrase - 1) || before.any(&[PlaceWord::In, PlaceWord::Of, PlaceWord::Toward])
        }
    }

    /// Words with a capital that no gazetteer and no lexicon knows.
    fn unknown_at(&self, at: usize, end: usize) -> Option<Range<usize>> {
        let fits = |t: usize| {
            let token = &self.doc.tokens[t];
            let written = self.doc.word(t);
            let acronym = token.all_caps && !written.contains('-') && written.chars().count() <= 6;
            self.is_word(t)
                && written.chars().any(char::is_uppercase)
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
        let named = |t: usize| self.gazetteer.names().longest_at(self.doc, self.folded, t, end).is_some();
        while last < end && fits(last) && self.doc.tokens[last].capital && !named(last) {
            last += 1;
        }
        (last - at <= MOST_UNKNOWN_WORDS).then_some(at..last)
    }

    /// What the noun before a name calls it.
    fn called(&self, name: &Name) -> Option<Called> {
        let noun = match name.slot {
            Slot::Of(Some(noun), _) | Slot::Kind(noun) => Some(noun),
            _ => None,
        };
        let called = noun.and_then(|n| self.tables.called(self.folded.get(n.token)));
        called.or_else(|| self.apposition(name.tokens.end).and_then(|t| self.tables.called(self.folded.get(t))))
    }

    /// The noun of place in apposition behind a name: `X, un petit village de …`, `X, ville …`.
    pub fn apposition(&self, end: usize) -> Option<usize> {
        let last = self.sentence(end.checked_sub(1)?).end;
        if end >= last || !self.is_mark(end, ",") {
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
    fn may_be_place(&self, name: &Name, names: &[Name]) -> bool {
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
                                && self.tables.called(self.folded.get(noun.token)).is_some())
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

    /// Whether the verb before `à` gives or says something to what follows.
    pub fn is_given(&self, prep: usize) -> bool {
        if let Some(group) = self.verb_before(prep) {
            return self.verb(group).has(PlaceVerb::Give) && !group.reflexive;
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

    /// Whether capitals make a person rather than a place: a given name, a title before, a name known to act.
    fn person(&self, tokens: &Range<usize>) -> bool {
        let first = self.sentence(tokens.start).start;
        let titled = |t: usize| self.class(t, Class::Title) || self.has(t, PlaceWord::PersonTitle);
        tokens.clone().any(|t| self.has(t, PlaceWord::GivenName) && tokens.len() > 1)
            || tokens.start > first && titled(tokens.start - 1)
            || tokens.start > first + 1 && self.is_mark(tokens.start - 1, ".") && titled(tokens.start - 2)
    }

    fn slot(&self, name: &Name, names: &[Name]) -> Slot {
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
            () if self.is_mark(before, ",") && phrase == start && self.apposed(before) => Slot::Apposed,
            () => Slot::Bare,
        }
    }

    /// `les régions de X et de Y`: the noun before the first name governs the second too.
    fn continued_noun(&self, of: usize, names: &[Name]) -> Option<Noun> {
        let last = names.last().filter(|n| !n.is_demonym() && !n.is_ignored() && n.tokens.end < of)?;
        let joined = (last.tokens.end..of).all(|t| self.has(t, PlaceWord::And) || self.is_mark(t, ","));
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
        let joins = |t: usize| self.at(t).any(&[PlaceWord::And, PlaceWord::Join]) || self.is_mark(t, ",");
        if between.len() > 4 || !between.clone().all(joins) {
            return None;
        }
        let only_comma = between.len() == 1 && self.is_mark(between.start, ",");
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
        let joiner = at < end && self.is_mark(at, ",");
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
        if at < end && self.is_mark(at, "(") {
            match (at..end.min(at + 6)).find(|t| self.is_mark(*t, ")")) {
                Some(close) => at = close + 1,
                None => return false,
            }
        }
        if at < end && self.is_mark(at, ",") {
            at += 1;
        }
        at + 1 < end && self.is_number(at) && self.class(at + 1, Class::Month)
            || at + 2 < end && self.is_number(at) && self.is_mark(at + 2, ".") && self.class(at + 1, Class::Month)
            || at + 2 < end && self.is_number(at) && self.is_number(at + 2)
    }

    /// The name that this one says the whereabouts of: `Valence, dans la Drôme`, `Tripoli (Liban)`, `X, à 15 km de Y`.
    fn qualifies(&self, name: &Name, names: &[Name]) -> Option<usize> {
        let sentence = self.sentence(name.tokens.start);
        let (last, before) = names.iter().enumerate().next_back()?;
        let actor = before.places().next().is_none() && !before.named.is_empty();
        if before.tokens.start < sentence.start || before.is_demonym() || before.is_ignored() || actor {
            return self.far_qualified(name, names);
        }
        // From the name left to the comma or bracket behind the other name: no verb, no other mark.
        let mut at = self.phrase_start(name.tokens.start);
        let mut lead = at;
        let opener = loop {
            if at == before.tokens.end {
                // `Kocaeli dans le nord-ouest de …` without a comma.
                break None;
            }
            at -= 1;
            if self.is_mark(at, ",") || self.is_mark(at, "(") {
                break Some(at);
            }
            let verb = self.syntax.verb_at(at).is_some() && !self.has(at, PlaceWord::Situated);
            if !self.is_word(at) && !self.is_number(at) || verb || self.has(at, PlaceWord::And) {
                return self.far_qualified(name, names);
            }
            lead = at;
        };
        let Some(opener) = opener else {
            // `l'Allée des martyrs de Bakou`: a spot of the town.
            let spot = before.places().all(|ix| {
                let kind = self.gazetteer.place(ix).kind;
                !kind.is_area() && !kind.is_settlement()
            });
            let of = lead < name.tokens.start && self.has(lead, PlaceWord::Of) && lead == before.tokens.end;
            return (spot && of && !before.named.is_empty()).then_some(last);
        };
        if opener != before.tokens.end {
            return self.far_qualified(name, names);
        }
        let root = before.qualifies.unwrap_or(last);
        let closed = |mark: &str| name.tokens.end < sentence.end && self.is_mark(name.tokens.end, mark);
        if self.is_mark(opener, "(") {
            return closed(")").then_some(root);
        }
        if matches!(before.slot, Slot::By | Slot::According | Slot::With(_)) || !self.plausible(&names[root], name) {
            return None;
        }
        let area = name.places().any(|ix| self.gazetteer.place(ix).kind.is_area()) || name.named.is_empty();
        let opens = (lead..name.tokens.start).find(|t| {
            let skip = [PlaceWord::Article, PlaceWord::Determiner, PlaceWord::Situated, PlaceWord::Adverb];
            !self.is_number(*t)
                && !self.at(*t).any(&skip)
                && !matches!(self.folded.get(*t), "non" | "tout" | "deuxieme")
        })?;
        let placing = [
            PlaceWord::In,
            PlaceWord::At,
            PlaceWord::Near,
            PlaceWord::Far,
            PlaceWord::Settlement,
            PlaceWord::Capital,
            PlaceWord::Area,
            PlaceWord::Part,
        ];
        let adjective =
            |t: usize| t + 1 < name.tokens.start && self.at(t + 1).any(&placing) && !self.class(t, Class::Preposition);
        let places = self.at(opens).any(&placing) || adjective(opens);
        let whole = names[root].places().all(|ix| self.gazetteer.place(ix).kind == Kind::Country);
        let settled = !whole || names[root].named.is_empty();
        (places && settled && (area || name.relation.is_some() || self.has(opens, PlaceWord::Settlement)))
            .then_some(root)
    }

    /// Whether some places of two names are near enough for one to say where the other lies.
    fn plausible(&self, name: &Name, by: &Name) -> bool {
        let mut pairs = name.places().flat_map(|one| by.places().map(move |other| (one, other))).peekable();
        if pairs.peek().is_none() {
            return true;
        }
        pairs.any(|(one, other)| {
            let (inner, outer) = (self.gazetteer.place(one), self.gazetteer.place(other));
            let told = by.relation.map_or(COAST_KM, |r| r.km.unwrap_or(NEAR_KM));
            let most = told * 1.5 + inner.radius_km.min(100.0) + outer.radius_km * 1.5;
            let km = LatLon::new(inner.lat, inner.lon).km_to(LatLon::new(outer.lat, outer.lon));
            self.gazetteer.contains(other, one) || km <= most
        })
    }

    /// `Mingatchevir, qui …, à une soixantaine de kilomètres à l'est de Gandja,`: set off by commas.
    fn far_qualified(&self, name: &Name, names: &[Name]) -> Option<usize> {
        let relation = name.relation.filter(|r| r.km.is_some())?;
        let sentence = self.sentence(name.tokens.start);
        // `Solhan se trouve à 15 km de Sebba`.
        if let Some(group) = self.verb_before(relation.start)
            && self.verb(group).has(PlaceVerb::Lie)
            && let Some(subject) = &group.subject
        {
            return names.iter().rposition(|n| {
                subject.contains(&n.tokens.start)
                    && !n.is_demonym()
                    && self.phrase_start(n.tokens.start) == subject.start
            });
        }
        if relation.start <= sentence.start || !self.is_mark(relation.start - 1, ",") {
            return None;
        }
        let closed = name.tokens.end >= sentence.end || !self.is_word(name.tokens.end);
        let (ix, _) = names.iter().enumerate().rev().find(|(_, n)| {
            n.tokens.start >= sentence.start
                && n.qualifies.is_none()
                && !n.is_demonym()
                && !n.is_ignored()
                && (n.named.is_empty() || n.places().any(|ix| self.gazetteer.place(ix).kind != Kind::Country))
        })?;
        closed.then_some(ix)
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
