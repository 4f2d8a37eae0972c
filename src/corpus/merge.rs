//! One event from all reports of it.

use super::event::{Actor, Event, EventPlace, Published, Source};
use super::linking::{self, days_of};
use super::reading::Reading;
use super::telling::{Teller, Telling};
use super::text::{Text, Texts};
use super::{confidence, id};
use crate::event::{EventType, PlaceBasis, Status, Toll};
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::language::Language;
use crate::time::{Days, Iso, Precision};
use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::ops::Range;

/// What reports of one event share: type, place and first day; where the day is unknown, the document too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    day: Option<NaiveDate>,
    coarse: bool,
    pub place: Option<PlaceIx>,
    /// The point in ten-thousandths of a degree, where the place is not the gazetteer's own point.
    pub point: Option<(i64, i64)>,
    pub kind: EventType,
    pub doc: Option<u32>,
}

/// What making an event takes beside its reports.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// The ids of the documents.
    pub ids: &'a Texts,
    pub gazetteer: &'a Gazetteer,
    pub language: &'a Language,
}

/// All events, in order of first day and id, of the reports of each document.
pub(super) fn events(
    readings: &[Reading],
    published: &[Published],
    gazetteer: &Gazetteer,
    language: &Language,
) -> Vec<Event> {
    let mut tellings = Vec::new();
    linking::each_resolved(readings, published, |number, resolved| {
        let (reading, published) = (&readings[number], &published[number]);
        let teller = Teller::of(reading);
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        tellings.extend(reading.reports.iter().enumerate().filter_map(|(index, report)| {
            let days = days_of(report.when, resolved, published.date);
            Telling::of((number, index), teller, published.date, days, report)
        }));
    });
    let mut groups = Groups::of(tellings);
    let ids: Texts = readings.iter().map(|reading| reading.doc.as_str()).collect();
    groups.join_nights(&ids);
    let mut out = groups.events(&FxHashSet::default(), Known { ids: &ids, gazetteer, language });
    out.sort_by(|a, b| (a.days.first, &a.id).cmp(&(b.days.first, &b.id)));
    out.dedup_by(|a, b| a.id == b.id);
    out
}

/// Reports by the event they tell of, in the order in which the documents first tell of each: no hash order reaches the
/// output.
#[derive(Default)]
pub(super) struct Groups {
    tellings: Vec<Telling>,
    list: Vec<Group>,
    at: FxHashMap<Key, usize>,
}

/// The reports of one event. Of most there is but one.
struct Group {
    key: Key,
    /// Their numbers: the first, and the others.
    first: u32,
    more: Vec<u32>,
    /// Those that stood in another day's groups.
    joined: Vec<Telling>,
    /// Whether they all went to another group.
    gone: bool,
}

impl Group {
    fn tellings<'a>(&'a self, all: &'a [Telling]) -> impl Iterator<Item = &'a Telling> + Clone {
        let numbers = std::iter::once(&self.first).chain(&self.more);
        numbers.map(|number| &all[*number as usize]).chain(&self.joined)
    }
}

impl Groups {
    /// The groups of reports that come in order of the documents' ids.
    pub fn of(tellings: Vec<Telling>) -> Self {
        let mut groups: Vec<Group> = Vec::with_capacity(tellings.len());
        let mut at: FxHashMap<Key, usize> = FxHashMap::with_capacity_and_hasher(tellings.len(), FxBuildHasher);
        for (number, telling) in (0u32..).zip(&tellings) {
            let key = key(telling);
            let index = *at.entry(key).or_insert(groups.len());
            match groups.get_mut(index) {
                Some(group) => group.more.push(number),
                None => {
                    groups.push(Group { key, first: number, more: Vec::new(), joined: Vec::new(), gone: false });
                }
            }
        }
        Self { tellings, list: groups, at }
    }

    /// The same night told by its first and by its second day is one event. A group that is taken takes none.
    fn join_nights(&mut self, ids: &Texts) {
        let mut pairs: Vec<(NaiveDate, usize, usize)> = Vec::new();
        for (to, group) in self.list.iter().enumerate() {
            let Some((day, next)) = next(&group.key) else { continue };
            let Some(&from) = self.at.get(&next) else { continue };
            if is_one_night(day, group.tellings(&self.tellings), self.list[from].tellings(&self.tellings), ids) {
                pairs.push((day, to, from));
            }
        }
        pairs.sort_unstable();
        let mut taken = FxHashSet::default();
        for (_, to, from) in pairs {
            if !taken.contains(&to) {
                taken.insert(from);
                let from = &mut self.list[from];
                from.gone = true;
                let mut moved = vec![from.first];
                moved.append(&mut from.more);
                self.list[to].more.extend(moved);
            }
        }
    }

    /// [`Groups::join_nights`] of one day with the next: takes from `tomorrow`, but not for what is taken itself, and says
    /// what it took.
    pub fn join_tomorrow(&mut self, tomorrow: &Self, taken: &FxHashSet<Key>, ids: &Texts) -> FxHashSet<Key> {
        let mut joined = FxHashSet::default();
        if tomorrow.list.is_empty() {
            return joined;
        }
        for group in self.list.iter_mut().filter(|group| !taken.contains(&group.key)) {
            let Some((day, next)) = next(&group.key) else { continue };
            let Some(&from) = tomorrow.at.get(&next) else { continue };
            let theirs = tomorrow.list[from].tellings(&tomorrow.tellings);
            if is_one_night(day, group.tellings(&self.tellings), theirs.clone(), ids) {
                group.joined.extend(theirs.cloned());
                joined.insert(next);
            }
        }
        joined
    }

    /// The events of all groups but those that are taken.
    pub fn events(&self, taken: &FxHashSet<Key>, known: Known<'_>) -> Vec<Event> {
        let one = |group: &Group| {
            (!group.gone && !taken.contains(&group.key)).then(|| {
                let reports: Vec<&Telling> = group.tellings(&self.tellings).collect();
                event(&group.key, &reports, known)
            })
        };
        if self.list.len() < FEW {
            return self.list.iter().filter_map(one).collect();
        }
        // A group is little work.
        self.list.par_iter().with_min_len(FEW / 2).filter_map(one).collect()
    }
}

/// So many groups are not worth a second core.
const FEW: usize = 32;

fn key(telling: &Telling) -> Key {
    let day = telling.days.and_then(|d| d.first);
    let coarse = telling.days.is_none_or(|d| !d.precision.has_day());
    let place = telling.place.as_ref().and_then(|p| p.place);
    #[allow(clippy::cast_possible_truncation)] // degrees times ten thousand fit
    let point = telling
        .place
        .as_ref()
        .filter(|p| p.moved || p.place.is_none())
        .map(|p| ((p.lat * 1e4).round() as i64, (p.lon * 1e4).round() as i64));
    let doc = (day.is_none() || coarse).then_some(telling.number);
    Key { day, coarse, place, point, kind: telling.kind, doc }
}

/// The day of a group, and the key of what is told of the day after.
fn next(key: &Key) -> Option<(NaiveDate, Key)> {
    let day = key.day.filter(|_| !key.coarse)?;
    Some((day, Key { day: Some(day.succ_opt()?), ..*key }))
}

/// Whether reports of a day and of the next, of one place and type, tell of one night: one of them says so, in another
/// document, with the same toll.
fn is_one_night<'a, 'b>(
    day: NaiveDate,
    first: impl Iterator<Item = &'a Telling> + Clone,
    mut second: impl Iterator<Item = &'b Telling> + Clone,
    ids: &Texts,
) -> bool {
    let night = |d: Days| d.last == day.succ_opt() && d.precision == Precision::PartOfDay;
    if !first.clone().any(|r| r.days.is_some_and(night)) {
        return false;
    }
    let toll = first.clone().filter_map(|r| r.killed.min).max();
    if toll.is_none() || toll != second.clone().filter_map(|r| r.killed.min).max() {
        return false;
    }
    let docs: FxHashSet<&str> = first.map(|r| ids.get(r.number)).collect();
    second.all(|r| !docs.contains(ids.get(r.number)))
}

fn event(key: &Key, reports: &[&Telling], Known { ids, gazetteer, language }: Known<'_>) -> Event {
    // The report that knows most leads: the most precise day, the surest place.
    let lead = reports
        .iter()
        .min_by_key(|r| {
            let basis = r.place.as_ref().map_or(9, |p| rank(p.basis));
            (r.days.map_or(Precision::Unknown, |d| d.precision), basis, ids.get(r.number), r.span)
        })
        .unwrap_or(&reports[0]);
    let days = lead.days.unwrap_or(Days { first: None, last: None, precision: Precision::Unknown, part: None });
    let mode = reports.iter().find_map(|r| r.mode.clone());
    let (status, claimed_by, denied_by) = standing(reports, &days);
    let place = lead.place.as_ref().map(|p| EventPlace {
        name: p.name.clone(),
        id: id::of_place(p.place, &p.name, gazetteer),
        country: p.place.and_then(|ix| gazetteer.place(ix).country.clone()),
        lat: p.lat,
        lon: p.lon,
        uncertainty_km: p.uncertainty_km,
        // One report that names the place with the event is enough for all.
        basis: reports
            .iter()
            .filter_map(|r| r.place.as_ref())
            .map(|other| other.basis)
            .min_by_key(|basis| rank(*basis))
            .unwrap_or(p.basis),
    });
    let toll = |of: fn(&Telling) -> Toll| reports.iter().fold(Toll::default(), |sum, r| sum.join(of(r)));
    let mut actors: Vec<Actor> = reports.iter().flat_map(|r| r.actors.iter().cloned()).collect();
    actors.sort();
    actors.dedup();
    let reports_of = documents(reports, ids);
    let wordings = wordings(reports).min(reports_of);
    let (killed, wounded) = (toll(|r| r.killed), toll(|r| r.wounded));
    let day = days.first.filter(|_| days.precision.has_day()).map(Iso::of);
    let name = language.labels().name(key.kind.name(), mode.as_deref());
    let mut title = String::with_capacity(name.len() + 40);
    title.push_str(name);
    for part in [place.as_ref().map(|p| p.name.as_str()), day.as_ref().map(Iso::as_str)].into_iter().flatten() {
        title.push_str(" — ");
        title.push_str(part);
    }
    let own_day = reports.iter().any(|r| r.evidence.iter().any(|e| e.role == "date" && inside(e.span, r.span)));
    let at = place.as_ref().map(|p| (p.id.as_str(), p.lat, p.lon));
    Event {
        id: id::of(key, &days, at, (ids.get(lead.number), lead.span)),
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
        sources: sources(reports, ids),
    }
}

/// How many documents tell an event.
fn documents(reports: &[&Telling], ids: &Texts) -> usize {
    if reports.len() < 2 {
        return reports.len();
    }
    let mut documents: Vec<&str> = reports.iter().map(|r| ids.get(r.number)).collect();
    documents.sort_unstable();
    documents.dedup();
    documents.len()
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
fn standing(reports: &[&Telling], days: &Days) -> (Status, Option<Text>, Option<Text>) {
    let ahead = |r: &Telling| r.published.zip(days.first).is_some_and(|(published, first)| first > published);
    let status = |r: &Telling| match r.status {
        // What is told as fixed for a day after its telling is a plan.
        Status::Reported | Status::Claimed if ahead(r) && days.precision.has_day() => Status::Planned,
        status => status,
    };
    let any = |wanted: Status| reports.iter().any(|r| status(r) == wanted);
    let denied_by = reports.iter().find_map(|r| r.denied_by.clone());
    let both = reports.iter().any(|r| r.both_sides);
    let status = if any(Status::Reported) || both && reports.iter().any(|r| status(r) != Status::Planned) {
        Status::Reported
    } else if any(Status::Denied) {
        Status::Denied
    } else if any(Status::Claimed) {
        Status::Claimed
    } else {
        Status::Planned
    };
    let claimed = matches!(status, Status::Claimed | Status::Denied);
    let claimed_by = claimed.then(|| reports.iter().find_map(|r| r.claimed_by.clone())).flatten();
    (status, claimed_by, denied_by)
}

fn sources(reports: &[&Telling], ids: &Texts) -> Vec<Source> {
    let source = |r: &&Telling| Source {
        doc: ids.keep(r.number),
        title: r.title.clone(),
        url: r.url.clone(),
        published: r.published,
        language: r.language.clone(),
        quote: r.quote.clone(),
        span: r.span,
        evidence: r.evidence.clone(),
    };
    let mut out: Vec<Source> = reports.iter().map(source).collect();
    out.sort_by(|a, b| (&a.doc, a.span).cmp(&(&b.doc, b.span)));
    out.dedup_by(|a, b| a.doc == b.doc && a.span == b.span);
    out
}

/// Distinct wordings: sentences that share most of their words are copies of one wire.
fn wordings(reports: &[&Telling]) -> usize {
    if reports.len() < 2 {
        return reports.len();
    }
    let mut distinct: Vec<WordSet> = Vec::new();
    // Beyond a few, further wordings change nothing.
    for report in reports.iter().take(64) {
        let mine = WordSet::of(&report.quote);
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
