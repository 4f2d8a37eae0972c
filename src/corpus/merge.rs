//! One event from all reports of it.

use super::event::{Event, EventPlace, Evidence, Published, Source};
use super::linking::{self, days_of};
use super::reading::Reading;
use super::{confidence, id};
use crate::event::{EventType, PlaceBasis, Proof, Report, Status, Toll};
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::language::Language;
use crate::time::{Days, Iso, Precision};
use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::ops::Range;

/// What the sources of an event say of the document that tells it.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub doc: &'a str,
    pub title: Option<&'a str>,
    pub url: Option<&'a str>,
    pub language: &'a str,
}

/// A report with its days, and the document it stands in.
#[derive(Clone)]
pub(super) struct Dated<'a> {
    pub teller: Teller<'a>,
    pub published: Option<NaiveDate>,
    pub report: Cow<'a, Report>,
    pub days: Option<Days>,
}

/// What reports of one event share: type, place and first day; where the day is unknown, the document too.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    day: Option<NaiveDate>,
    coarse: bool,
    pub place: Option<PlaceIx>,
    /// The point in ten-thousandths of a degree, where the place is not the gazetteer's own point.
    pub point: Option<(i64, i64)>,
    pub kind: EventType,
    pub doc: Option<usize>,
}

/// All events, in order of first day and id, of the reports of each document.
pub(super) fn events(
    readings: &[Reading],
    mut reports: Vec<Vec<Report>>,
    published: &[Published],
    gazetteer: &Gazetteer,
    language: &Language,
) -> Vec<Event> {
    let mut groups = Groups::default();
    linking::each_resolved(readings, published, |number, resolved| {
        let (reading, published) = (&readings[number], &published[number]);
        let teller = Teller {
            doc: &reading.doc,
            title: reading.title.as_deref(),
            url: reading.url.as_deref(),
            language: &reading.language,
        };
        for report in std::mem::take(&mut reports[number]) {
            let days = days_of(report.when, resolved, published.date);
            groups.add(number, Dated { teller, published: published.date, report: Cow::Owned(report), days });
        }
    });
    groups.join_nights();
    let mut out = groups.into_events(&FxHashSet::default(), gazetteer, language);
    out.sort_by(|a, b| (a.days.first, &a.id).cmp(&(b.days.first, &b.id)));
    out.dedup_by(|a, b| a.id == b.id);
    out
}

/// Reports by the event they tell of, in the order in which the documents first tell of each: no hash order reaches the
/// output.
#[derive(Default)]
pub(super) struct Groups<'a> {
    groups: Vec<(Key, Vec<Dated<'a>>)>,
    at: FxHashMap<Key, usize>,
}

impl<'a> Groups<'a> {
    /// Adds a report of the document of this number; documents come in order of their ids.
    pub fn add(&mut self, number: usize, dated: Dated<'a>) {
        let key = key(&dated.report, dated.days, number);
        if let Some(index) = self.at.get(&key) {
            self.groups[*index].1.push(dated);
        } else {
            self.at.insert(key.clone(), self.groups.len());
            self.groups.push((key, vec![dated]));
        }
    }

    /// The same night told by its first and by its second day is one event. A group that is taken takes none.
    fn join_nights(&mut self) {
        let mut pairs: Vec<(NaiveDate, usize, usize)> = Vec::new();
        for (to, (key, reports)) in self.groups.iter().enumerate() {
            let Some((day, next)) = next(key) else { continue };
            let Some(&from) = self.at.get(&next) else { continue };
            if is_one_night(day, reports, &self.groups[from].1) {
                pairs.push((day, to, from));
            }
        }
        pairs.sort_unstable();
        let mut taken = FxHashSet::default();
        for (_, to, from) in pairs {
            if !taken.contains(&to) {
                taken.insert(from);
                let moved = std::mem::take(&mut self.groups[from].1);
                self.groups[to].1.extend(moved);
            }
        }
    }

    /// [`Groups::join_nights`] of one day with the next: takes from `tomorrow`, but not for what is taken itself, and says
    /// what it took.
    pub fn join_tomorrow(&mut self, tomorrow: &Groups<'a>, taken: &FxHashSet<Key>) -> FxHashSet<Key> {
        let mut joined = FxHashSet::default();
        for (key, reports) in self.groups.iter_mut().filter(|(key, _)| !taken.contains(key)) {
            let Some((day, next)) = next(key) else { continue };
            let Some(&from) = tomorrow.at.get(&next) else { continue };
            if is_one_night(day, reports, &tomorrow.groups[from].1) {
                reports.extend_from_slice(&tomorrow.groups[from].1);
                joined.insert(next);
            }
        }
        joined
    }

    /// The events of all groups but those that are taken.
    pub fn into_events(self, taken: &FxHashSet<Key>, gazetteer: &Gazetteer, language: &Language) -> Vec<Event> {
        // A group is little work.
        let left = self
            .groups
            .into_par_iter()
            .with_min_len(16)
            .filter(|(key, reports)| !reports.is_empty() && !taken.contains(key));
        left.map(|(key, reports)| event(&key, reports, gazetteer, language)).collect()
    }
}

fn key(report: &Report, days: Option<Days>, doc: usize) -> Key {
    let day = days.and_then(|d| d.first);
    let coarse = days.is_none_or(|d| !d.precision.has_day());
    let place = report.place.as_ref().and_then(|p| p.place);
    #[allow(clippy::cast_possible_truncation)] // degrees times ten thousand fit
    let point = report
        .place
        .as_ref()
        .filter(|p| p.moved || p.place.is_none())
        .map(|p| ((p.lat * 1e4).round() as i64, (p.lon * 1e4).round() as i64));
    Key { day, coarse, place, point, kind: report.kind, doc: (day.is_none() || coarse).then_some(doc) }
}

/// The day of a group, and the key of what is told of the day after.
fn next(key: &Key) -> Option<(NaiveDate, Key)> {
    let day = key.day.filter(|_| !key.coarse)?;
    Some((day, Key { day: Some(day.succ_opt()?), ..key.clone() }))
}

/// Whether reports of a day and of the next, of one place and type, tell of one night: one of them says so, in another
/// document, with the same toll.
fn is_one_night(day: NaiveDate, first: &[Dated<'_>], second: &[Dated<'_>]) -> bool {
    let night = |d: Days| d.last == day.succ_opt() && d.precision == Precision::PartOfDay;
    let toll = |g: &[Dated<'_>]| g.iter().filter_map(|r| r.report.killed.min).max();
    let docs: FxHashSet<&str> = first.iter().map(|r| r.teller.doc).collect();
    first.iter().any(|r| r.days.is_some_and(night))
        && toll(first).is_some()
        && toll(first) == toll(second)
        && second.iter().all(|r| !docs.contains(r.teller.doc))
}

fn event(key: &Key, reports: Vec<Dated<'_>>, gazetteer: &Gazetteer, language: &Language) -> Event {
    // The report that knows most leads: the most precise day, the surest place.
    let lead = reports
        .iter()
        .min_by_key(|r| {
            let basis = r.report.place.as_ref().map_or(9, |p| rank(p.basis));
            (r.days.map_or(Precision::Unknown, |d| d.precision), basis, r.teller.doc, r.report.span)
        })
        .unwrap_or(&reports[0]);
    let days = lead.days.unwrap_or(Days { first: None, last: None, precision: Precision::Unknown, part: None });
    let mode = reports.iter().find_map(|r| r.report.mode.clone());
    let (status, claimed_by, denied_by) = standing(&reports, &days);
    let place = lead.report.place.as_ref().map(|p| EventPlace {
        name: p.name.clone(),
        id: id::of_place(p, gazetteer),
        country: p.place.and_then(|ix| gazetteer.place(ix).country.clone()),
        lat: p.lat,
        lon: p.lon,
        uncertainty_km: p.uncertainty_km,
        // One report that names the place with the event is enough for all.
        basis: reports
            .iter()
            .filter_map(|r| r.report.place.as_ref())
            .map(|other| other.basis)
            .min_by_key(|basis| rank(*basis))
            .unwrap_or(p.basis),
    });
    let toll = |of: fn(&Report) -> Toll| reports.iter().fold(Toll::default(), |sum, r| sum.join(of(&r.report)));
    let mut actors: Vec<crate::event::Actor> = reports.iter().flat_map(|r| r.report.actors.clone()).collect();
    actors.sort();
    actors.dedup();
    let documents: std::collections::BTreeSet<&str> = reports.iter().map(|r| r.teller.doc).collect();
    let reports_of = documents.len();
    let wordings = wordings(&reports).min(reports_of);
    let (killed, wounded) = (toll(|r| r.killed), toll(|r| r.wounded));
    let day = days.first.filter(|_| days.precision.has_day()).map(Iso::of);
    let mut title = language.labels().name(key.kind.name(), mode.as_deref()).to_owned();
    for part in [place.as_ref().map(|p| p.name.as_str()), day.as_ref().map(Iso::as_str)].into_iter().flatten() {
        title.push_str(" — ");
        title.push_str(part);
    }
    let own_day =
        reports.iter().any(|r| r.report.proofs.iter().any(|p| p.role == "date" && inside(p.span, r.report.span)));
    Event {
        id: id::of(key, &days, place.as_ref().map(|p| (p.id.as_str(), p.lat, p.lon)), lead),
        title,
        kind: key.kind,
        mode,
        status,
        claimed_by,
        denied_by,
        days,
        confidence: confidence::of(confidence::Known {
            kind: key.kind,
            status,
            basis: place.as_ref().map(|p| p.basis),
            precision: days.precision,
            own_day,
            wordings,
        }),
        place,
        killed,
        wounded,
        reports: reports_of,
        wordings,
        actors,
        // Last, for it takes the reports apart.
        sources: sources(reports),
    }
}

fn inside(inner: (usize, usize), outer: (usize, usize)) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

fn rank(basis: PlaceBasis) -> u8 {
    match basis {
        PlaceBasis::Stated => 0,
        PlaceBasis::Inherited => 1,
        PlaceBasis::Dateline => 2,
        PlaceBasis::Seat => 3,
    }
}

/// Who stands behind the event: its own voice in any document, or both sides, make it reported.
fn standing(reports: &[Dated<'_>], days: &Days) -> (Status, Option<String>, Option<String>) {
    let ahead = |r: &Dated<'_>| r.published.zip(days.first).is_some_and(|(published, first)| first > published);
    let statuses: Vec<Status> = reports
        .iter()
        .map(|r| match r.report.status {
            // What is told as fixed for a day after its telling is a plan.
            Status::Reported | Status::Claimed if ahead(r) && days.precision.has_day() => Status::Planned,
            status => status,
        })
        .collect();
    let denied_by = reports.iter().find_map(|r| r.report.denied_by.clone());
    let claimed_by = reports.iter().find_map(|r| r.report.claimed_by.clone());
    let both = reports.iter().any(|r| r.report.both_sides);
    let status = if statuses.contains(&Status::Reported) || both && statuses.iter().any(|s| *s != Status::Planned) {
        Status::Reported
    } else if statuses.contains(&Status::Denied) {
        Status::Denied
    } else if statuses.contains(&Status::Claimed) {
        Status::Claimed
    } else {
        Status::Planned
    };
    let claimed_by = claimed_by.filter(|_| matches!(status, Status::Claimed | Status::Denied));
    (status, claimed_by, denied_by)
}

fn sources(reports: Vec<Dated<'_>>) -> Vec<Source> {
    let mut out: Vec<Source> = reports
        .into_iter()
        .map(|r| {
            let report = r.report.into_owned();
            Source {
                doc: r.teller.doc.to_owned(),
                title: r.teller.title.map(str::to_owned),
                url: r.teller.url.map(str::to_owned),
                published: r.published,
                language: r.teller.language.to_owned(),
                quote: report.quote,
                span: report.span,
                evidence: report.proofs.into_iter().map(|p| evidence(p, r.days.as_ref())).collect(),
            }
        })
        .collect();
    out.sort_by(|a, b| (&a.doc, a.span).cmp(&(&b.doc, b.span)));
    out.dedup_by(|a, b| a.doc == b.doc && a.span == b.span);
    out
}

fn evidence(proof: Proof, days: Option<&Days>) -> Evidence {
    let value = if proof.role == "date" {
        days.and_then(|d| d.first).map_or(Cow::Borrowed(""), |d| Iso::of(d).to_string().into())
    } else {
        proof.value
    };
    Evidence { role: proof.role, text: proof.text, span: proof.span, value, rule: proof.rule }
}

/// Distinct wordings: sentences that share most of their words are copies of one wire.
fn wordings(reports: &[Dated<'_>]) -> usize {
    if reports.len() < 2 {
        return reports.len();
    }
    let mut distinct: Vec<WordSet> = Vec::new();
    // Beyond a few, further wordings change nothing.
    for report in reports.iter().take(64) {
        let mine = WordSet::of(&report.report.quote);
        let copy = distinct.iter().any(|other| mine.shared(other) * 10 >= mine.words.len().max(other.words.len()) * 7);
        if !copy {
            distinct.push(mine);
        }
    }
    distinct.len()
}

/// The distinct words of a quotation of three bytes and more, in lower case.
struct WordSet {
    text: String,
    /// Where they stand in `text`, in the order of the alphabet.
    words: Vec<Range<usize>>,
}

impl WordSet {
    fn of(quote: &str) -> Self {
        let (mut text, mut words) = (String::with_capacity(quote.len()), Vec::new());
        for word in quote.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 2) {
            let start = text.len();
            if word.is_ascii() {
                text.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
            } else {
                text.push_str(&word.to_lowercase());
            }
            words.push(start..text.len());
        }
        words.sort_unstable_by(|a, b| text[a.clone()].cmp(&text[b.clone()]));
        words.dedup_by(|a, b| text[a.clone()] == text[b.clone()]);
        Self { text, words }
    }

    /// How many words two have in common.
    fn shared(&self, other: &Self) -> usize {
        let (mut at, mut count) = (0, 0);
        for word in &self.words {
            let word = &self.text[word.clone()];
            while other.words.get(at).is_some_and(|w| other.text[w.clone()] < *word) {
                at += 1;
            }
            count += usize::from(other.words.get(at).is_some_and(|w| other.text[w.clone()] == *word));
        }
        count
    }
}

pub(super) fn slug(name: &str) -> String {
    let folded = crate::document::fold::fold(name);
    let mut out = String::new();
    for c in folded.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-').to_owned();
    if out.is_empty() { "place".to_owned() } else { out }
}
