//! One event from all reports of it.

use super::confidence;
use super::event::{Event, EventPlace, Evidence, Published, Source};
use super::linking::{self, days_of};
use super::reading::Reading;
use crate::event::{EventType, PlaceBasis, Proof, Report, Status, Toll};
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::language::Language;
use crate::time::{Days, Precision};
use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::ops::Range;

/// A report with its days, and the document it stands in.
struct Dated<'a> {
    reading: &'a Reading,
    published: &'a Published,
    report: &'a Report,
    days: Option<Days>,
}

/// What reports of one event share: type, place and first day; where the day is unknown, the document too.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key {
    day: Option<NaiveDate>,
    coarse: bool,
    place: Option<PlaceIx>,
    /// The point in ten-thousandths of a degree, where the place is not the gazetteer's own point.
    point: Option<(i64, i64)>,
    kind: EventType,
    doc: Option<usize>,
}

/// All events, in order of first day and id.
pub(super) fn events(
    readings: &[Reading],
    published: &[Published],
    gazetteer: &Gazetteer,
    language: &Language,
) -> Vec<Event> {
    // In the order in which the documents, sorted by now, first tell of each: no hash order reaches the output.
    let mut groups: Vec<(Key, Vec<Dated<'_>>)> = Vec::new();
    let mut at: FxHashMap<Key, usize> = FxHashMap::default();
    linking::each_resolved(readings, published, |number, resolved| {
        let (reading, published) = (&readings[number], &published[number]);
        for report in &reading.reports {
            let days = days_of(report.when, resolved, published.date);
            let key = key(report, days, number);
            let dated = Dated { reading, published, report, days };
            if let Some(index) = at.get(&key) {
                groups[*index].1.push(dated);
            } else {
                at.insert(key.clone(), groups.len());
                groups.push((key, vec![dated]));
            }
        }
    });
    join_nights(&mut groups, &at);
    let mut out: Vec<Event> =
        groups.par_iter().map(|(key, reports)| event(key, reports, gazetteer, language)).collect();
    out.sort_by(|a, b| (a.days.first, &a.id).cmp(&(b.days.first, &b.id)));
    out.dedup_by(|a, b| a.id == b.id);
    out
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

/// The same night told by its first and by its second day, of one place, type and toll, is one event.
fn join_nights(groups: &mut Vec<(Key, Vec<Dated<'_>>)>, index: &FxHashMap<Key, usize>) {
    let mut into: Vec<Option<usize>> = vec![None; groups.len()];
    for (i, (key, reports)) in groups.iter().enumerate() {
        let Some(next) = key.day.and_then(|d| d.succ_opt()).filter(|_| !key.coarse) else { continue };
        let night =
            reports.iter().any(|r| r.days.is_some_and(|d| d.last == Some(next) && d.precision == Precision::PartOfDay));
        let Some(&other) = index.get(&Key { day: Some(next), ..key.clone() }) else { continue };
        let toll = |g: &[Dated<'_>]| g.iter().filter_map(|r| r.report.killed.min).max();
        let docs = |g: &[Dated<'_>]| g.iter().map(|r| r.reading.doc.clone()).collect::<std::collections::BTreeSet<_>>();
        let apart = docs(reports).is_disjoint(&docs(&groups[other].1));
        if night && apart && toll(reports).is_some() && toll(reports) == toll(&groups[other].1) {
            into[other] = Some(i);
        }
    }
    for from in (0..groups.len()).rev() {
        if let Some(to) = into[from] {
            let moved = std::mem::take(&mut groups[from].1);
            groups[to].1.extend(moved);
        }
    }
    groups.retain(|(_, reports)| !reports.is_empty());
}

fn event(key: &Key, reports: &[Dated<'_>], gazetteer: &Gazetteer, language: &Language) -> Event {
    // The report that knows most leads: the most precise day, the surest place.
    let lead = reports
        .iter()
        .min_by_key(|r| {
            let basis = r.report.place.as_ref().map_or(9, |p| rank(p.basis));
            (r.days.map_or(Precision::Unknown, |d| d.precision), basis, &r.reading.doc, r.report.span)
        })
        .unwrap_or(&reports[0]);
    let days = lead.days.unwrap_or(Days { first: None, last: None, precision: Precision::Unknown, part: None });
    let mode = reports.iter().find_map(|r| r.report.mode.clone());
    let (status, claimed_by, denied_by) = standing(reports, &days);
    let place = lead.report.place.as_ref().map(|p| EventPlace {
        name: p.name.clone(),
        id: p.place.map_or_else(|| slug(&p.name), |ix| gazetteer.place(ix).id.clone()),
        country: p.place.and_then(|ix| gazetteer.place(ix).country.clone()),
        lat: p.lat,
        lon: p.lon,
        uncertainty_km: p.uncertainty_km,
        basis: p.basis,
    });
    let toll = |of: fn(&Report) -> Toll| reports.iter().fold(Toll::default(), |sum, r| sum.join(of(r.report)));
    let mut actors: Vec<crate::event::Actor> = reports.iter().flat_map(|r| r.report.actors.clone()).collect();
    actors.sort();
    actors.dedup();
    let sources = sources(reports);
    let documents: std::collections::BTreeSet<&str> = reports.iter().map(|r| r.reading.doc.as_str()).collect();
    let wordings = wordings(reports).min(documents.len());
    let label = language.labels().name(key.kind.name(), mode.as_deref());
    let what = place.as_ref().map_or_else(String::new, |p| format!(" — {}", p.name));
    let day = if days.precision.has_day() {
        days.first.map_or_else(String::new, |d| format!(" — {d}"))
    } else {
        String::new()
    };
    let own_day =
        reports.iter().any(|r| r.report.proofs.iter().any(|p| p.role == "date" && inside(p.span, r.report.span)));
    Event {
        id: id(key, &days, place.as_ref(), lead),
        title: format!("{label}{what}{day}"),
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
        killed: toll(|r| r.killed),
        wounded: toll(|r| r.wounded),
        reports: documents.len(),
        wordings,
        actors,
        sources,
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
    let ahead = |r: &Dated<'_>| r.published.date.zip(days.first).is_some_and(|(published, first)| first > published);
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

fn sources(reports: &[Dated<'_>]) -> Vec<Source> {
    let mut out: Vec<Source> = reports
        .iter()
        .map(|r| Source {
            doc: r.reading.doc.clone(),
            title: r.reading.title.clone(),
            url: r.reading.url.clone(),
            published: r.published.date,
            language: r.reading.language.clone(),
            quote: r.report.quote.clone(),
            span: r.report.span,
            evidence: r.report.proofs.iter().map(|p| evidence(p, r.days.as_ref())).collect(),
        })
        .collect();
    out.sort_by(|a, b| (&a.doc, a.span).cmp(&(&b.doc, b.span)));
    out.dedup_by(|a, b| a.doc == b.doc && a.span == b.span);
    out
}

fn evidence(proof: &Proof, days: Option<&Days>) -> Evidence {
    let value = if proof.role == "date" {
        days.and_then(|d| d.first).map_or_else(String::new, |d| d.to_string())
    } else {
        proof.value.clone()
    };
    Evidence { role: proof.role, text: proof.text.clone(), span: proof.span, value, rule: proof.rule.clone() }
}

/// Distinct wordings: sentences that share most of their words are copies of one wire.
fn wordings(reports: &[Dated<'_>]) -> usize {
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

/// Day, place, type and four digits of a hash of the point and what else tells two such events apart.
fn id(key: &Key, days: &Days, place: Option<&EventPlace>, lead: &Dated<'_>) -> String {
    let day = match (days.first, days.precision.has_day()) {
        (Some(day), true) => day.to_string(),
        (Some(day), false) => day.format("%Y-%m").to_string(),
        _ => "undated".to_owned(),
    };
    let mut hasher = Sha256::new();
    hasher.update(format!("{day} {:?} {:?} {:?} {}", key.place, key.point, days.precision, key.kind.name()));
    hasher.update(place.map_or_else(String::new, |p| format!("{:.5} {:.5}", p.lat, p.lon)));
    if key.doc.is_some() {
        hasher.update(&lead.reading.doc);
        hasher.update(format!("{:?}", lead.report.span));
    }
    let mut digits = String::new();
    for byte in &hasher.finalize()[..2] {
        let _ = write!(digits, "{byte:02x}");
    }
    let place = place.map_or_else(|| "nowhere".to_owned(), |p| p.id.clone());
    format!("{day}-{place}-{}-{digits}", key.kind.name().to_lowercase())
}

fn slug(name: &str) -> String {
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
