//! When documents without a day of their own were published: the day on which what they tell agrees with dated ones.

use super::event::{Basis, Published};
use super::reading::Reading;
use crate::event::{EventType, Report, When};
use crate::gazetteer::{Gazetteer, Kind, PlaceIx};
use crate::time::{self, Days, TimeMention};
use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::hash::Hash;

/// What finding the day of a document takes of it: far less than all that it tells.
pub(super) struct Linked<'a> {
    /// What it tells at a place and with a day in its own sentence; a day only taken over links nothing.
    pub tales: Vec<Tale>,
    /// Its sentences that tell a day, as [`Reading::sentences`].
    pub sentences: Cow<'a, [(u64, usize)]>,
}

/// A report as far as another document may share it.
pub(super) struct Tale {
    /// Its [`group`].
    pub kind: EventType,
    pub place: PlaceIx,
    pub when: When,
    pub killed: Option<u32>,
}

impl<'a> Linked<'a> {
    pub fn of(reading: &'a Reading) -> Self {
        let tale = |report: &Report| {
            let own =
                |p: &crate::event::Proof| p.role == "date" && report.span.0 <= p.span.0 && p.span.1 <= report.span.1;
            let place = report.place.as_ref()?.place?;
            let dated = report.proofs.iter().any(own);
            dated.then(|| Tale { kind: group(report.kind), place, when: report.when, killed: report.killed.min })
        };
        Self { tales: reading.reports.iter().filter_map(tale).collect(), sentences: Cow::Borrowed(&reading.sentences) }
    }

    /// Whether it tells anything by this time mention.
    pub fn tells_by(&self, mention: usize) -> bool {
        self.tales.iter().any(|tale| matches!(tale.when, When::Mention { index, .. } if index == mention))
            || self.sentences.iter().any(|(_, index)| *index == mention)
    }
}

/// What dated documents tell, by what undated ones may share with it. A large corpus has millions of these: flat tables
/// of small entries.
#[derive(Default)]
pub(super) struct Known {
    /// Type and place, with who tells them; on which day, and with which toll.
    pairs: FxHashMap<(EventType, PlaceIx), Tellers>,
    events: FxHashMap<(EventType, PlaceIx, NaiveDate), Tellers>,
    tolls: FxHashMap<(EventType, PlaceIx, NaiveDate, u32), Tellers>,
    /// Sentences, with who tells them, and who with which day as that of their first time mention.
    sentences: FxHashMap<u64, Tellers>,
    days: FxHashMap<(u64, NaiveDate), Tellers>,
}

/// Who tells something, as far as it takes to know whether another than a document itself does.
#[derive(Clone, Copy)]
struct Tellers {
    /// The number of the first.
    first: u32,
    /// Whether there are others.
    several: bool,
}

impl Tellers {
    fn has_other_than(self, number: u32) -> bool {
        self.several || self.first != number
    }
}

/// Takes note that a document tells something.
fn add<K: Eq + Hash>(known: &mut FxHashMap<K, Tellers>, what: K, number: u32) {
    let tellers = known.entry(what).or_insert(Tellers { first: number, several: false });
    tellers.several |= tellers.first != number;
}

/// Whether another document than the one of this number tells something.
fn others<K: Eq + Hash>(known: &FxHashMap<K, Tellers>, what: &K, number: u32) -> bool {
    known.get(what).is_some_and(|tellers| tellers.has_other_than(number))
}

/// The day of a report, once its document's mentions are resolved.
#[must_use]
pub fn days_of(when: When, resolved: &[Option<Days>], published: Option<NaiveDate>) -> Option<Days> {
    let (days, shift) = match when {
        When::Mention { index, shift } => (*resolved.get(index)?.as_ref()?, shift),
        When::Publication { shift } => (Days::day(published?), shift),
        When::Unknown => return None,
    };
    if shift == 0 {
        return Some(days);
    }
    let first = days.first?.checked_add_signed(chrono::TimeDelta::try_days(i64::from(shift))?)?;
    Some(Days::day(first))
}

/// The days of a document's mentions: by its publication day, or, where several days remain possible, what all of
/// them agree on. Those that are not wanted may come to nothing.
pub(super) fn resolve(
    times: &[TimeMention],
    published: &Published,
    wanted: impl Fn(usize) -> bool,
) -> Vec<Option<Days>> {
    let (None, [first, others @ ..]) = (published.date, published.candidates.as_slice()) else {
        return time::resolve(times, published.date);
    };
    let mut agreed = time::resolve(times, Some(*first));
    for (index, days) in agreed.iter_mut().enumerate() {
        *days = days.filter(|_| wanted(index));
    }
    for candidate in others {
        if agreed.iter().all(Option::is_none) {
            break;
        }
        let other = time::resolve(times, Some(*candidate));
        for (mine, theirs) in agreed.iter_mut().zip(other) {
            if *mine != theirs {
                *mine = None;
            }
        }
    }
    agreed
}

/// Documents whose mentions are resolved at once, each on any core.
const AT_ONCE: usize = 1024;

/// Resolves the mentions of every document, and shows what came of them in the order of the documents.
pub(super) fn each_resolved(
    readings: &[Reading],
    published: &[Published],
    mut look: impl FnMut(usize, &[Option<Days>]),
) {
    for (number, (readings, published)) in readings.chunks(AT_ONCE).zip(published.chunks(AT_ONCE)).enumerate() {
        let resolved: Vec<_> =
            readings.par_iter().zip(published).map(|(r, p)| resolve(&r.times, p, |_| true)).collect();
        for (within, days) in resolved.iter().enumerate() {
            look(number * AT_ONCE + within, days);
        }
    }
}

/// Sets documents that fit several days on the one where they agree with others. Decisions of one round are made from
/// the same knowledge, so that their order does not matter; what they add may decide others in the next.
pub(super) fn link(readings: &[Reading], published: &mut [Published], gazetteer: &Gazetteer) {
    let name = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let linked: Vec<Linked> = readings.par_iter().map(Linked::of).collect();
    let mut known = Known::default();
    each_resolved(readings, published, |number, resolved| {
        known.learn(name(number), &linked[number], published[number].date, resolved);
    });
    for _ in 0..4 {
        let decisions: Vec<(usize, NaiveDate)> = linked
            .par_iter()
            .zip(&*published)
            .enumerate()
            .filter(|(_, (_, p))| p.date.is_none() && !p.candidates.is_empty())
            .filter(|(i, (linked, _))| known.may_date(name(*i), linked))
            .filter_map(|(i, (linked, p))| {
                Some((i, known.best(name(i), linked, &readings[i].times, &p.candidates, gazetteer)?))
            })
            .collect();
        if decisions.is_empty() {
            return;
        }
        for (index, day) in decisions {
            published[index].date = Some(day);
            published[index].basis = Some(Basis::Corpus);
            let resolved = time::resolve(&readings[index].times, Some(day));
            known.learn(name(index), &linked[index], Some(day), &resolved);
        }
    }
}

/// The day of a tale, where it is known.
fn day_of(tale: &Tale, resolved: &[Option<Days>], day: Option<NaiveDate>) -> Option<NaiveDate> {
    days_of(tale.when, resolved, day).filter(|d| d.precision.has_day()).and_then(|d| d.first)
}

impl Known {
    /// Takes note of what a document tells: of an undated one, the days that it dates itself.
    pub fn learn(&mut self, number: u32, linked: &Linked, published: Option<NaiveDate>, resolved: &[Option<Days>]) {
        told(linked, published, resolved).for_each(|fact| self.note(number, fact));
        sentences(linked, resolved).for_each(|sentence| self.note_sentence(number, sentence));
    }

    /// Takes note of a fact that the document of this number tells.
    pub fn note(&mut self, number: u32, (kind, place, day, toll): Fact) {
        add(&mut self.pairs, (kind, place), number);
        add(&mut self.events, (kind, place, day), number);
        if let Some(toll) = toll {
            add(&mut self.tolls, (kind, place, day, toll), number);
        }
    }

    /// Takes note of a sentence and its day.
    pub fn note_sentence(&mut self, number: u32, (sentence, day): (u64, NaiveDate)) {
        add(&mut self.sentences, sentence, number);
        add(&mut self.days, (sentence, day), number);
    }

    /// Whether a document shares anything with others, on whatever day: without it, no day is [`best`](Self::best).
    pub fn may_date(&self, number: u32, linked: &Linked) -> bool {
        linked.tales.iter().any(|tale| others(&self.pairs, &(tale.kind, tale.place), number))
            || linked.sentences.iter().any(|(sentence, _)| others(&self.sentences, sentence, number))
    }

    /// The candidate on which a document agrees best with what is known, where it is clearly better than the others.
    pub fn best(
        &self,
        number: u32,
        linked: &Linked,
        times: &[TimeMention],
        candidates: &[NaiveDate],
        gazetteer: &Gazetteer,
    ) -> Option<NaiveDate> {
        let mut scores: Vec<(i64, NaiveDate)> =
            candidates.iter().map(|day| (self.score(number, linked, times, *day, gazetteer), *day)).collect();
        // Of a single candidate the whole agreement counts, of several only what tells them apart.
        let least = if scores.len() == 1 { 0 } else { scores.iter().map(|(s, _)| *s).min()? };
        scores.sort_by_key(|(score, day)| (std::cmp::Reverse(*score), *day));
        let (best, day) = scores[0];
        let second = scores.get(1).map_or(least, |(s, _)| *s);
        (best - least >= 4 && best - second >= 3).then_some(day)
    }

    /// How well a document published on a day agrees with others: shared sentences weigh most, then shared tolls, then
    /// places.
    fn score(&self, number: u32, linked: &Linked, times: &[TimeMention], day: NaiveDate, gazetteer: &Gazetteer) -> i64 {
        let resolved = time::resolve(times, Some(day));
        let mut score = 0;
        let mut seen = FxHashSet::default();
        for tale in &linked.tales {
            let Some(on) = day_of(tale, &resolved, Some(day)) else { continue };
            let fact = (tale.kind, tale.place, on);
            if !seen.insert(fact) {
                continue;
            }
            if !others(&self.events, &fact, number) {
                continue;
            }
            let small =
                matches!(gazetteer.place(tale.place).kind, Kind::City | Kind::Town | Kind::Village | Kind::Landmark);
            score += if small { 4 } else { 1 };
            if tale.killed.is_some_and(|k| others(&self.tolls, &(tale.kind, tale.place, on, k), number)) {
                score += 6;
            }
        }
        for (sentence, mention) in linked.sentences.iter() {
            if !others(&self.sentences, sentence, number) {
                continue;
            }
            let Some(on) = resolved.get(*mention).copied().flatten().and_then(|d| d.first) else { continue };
            score += if others(&self.days, &(*sentence, on), number) { 8 } else { -4 };
        }
        score
    }
}

/// Type, place, day and toll of something that a document tells with a day of its own.
pub(super) type Fact = (EventType, PlaceIx, NaiveDate, Option<u32>);

/// What a document tells that another may tell too.
pub(super) fn told<'a>(
    linked: &'a Linked,
    published: Option<NaiveDate>,
    resolved: &'a [Option<Days>],
) -> impl Iterator<Item = Fact> + 'a {
    linked
        .tales
        .iter()
        .filter_map(move |tale| Some((tale.kind, tale.place, day_of(tale, resolved, published)?, tale.killed)))
}

/// The sentences of a document that tell a day, with it.
pub(super) fn sentences<'a>(
    linked: &'a Linked,
    resolved: &'a [Option<Days>],
) -> impl Iterator<Item = (u64, NaiveDate)> + 'a {
    linked.sentences.iter().filter_map(|(sentence, mention)| {
        Some((*sentence, resolved.get(*mention).copied().flatten().and_then(|d| d.first)?))
    })
}

/// Fighting for a town and taking it are told of one day.
pub(super) fn group(kind: EventType) -> EventType {
    match kind {
        EventType::Coerce => EventType::Assault,
        other => other,
    }
}
