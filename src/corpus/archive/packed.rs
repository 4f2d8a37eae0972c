//! Readings as bytes: what a document tells, ready for the disk, and back.

use crate::corpus::event::{Basis, Published};
use crate::corpus::id;
use crate::corpus::linking::{self, Fact, Linked, Tale, days_of};
use crate::corpus::names;
use crate::corpus::pack::{self, Pack};
use crate::corpus::publication::{self, Clues};
use crate::corpus::reading::{Reading, Wanted};
use crate::corpus::telling::{self, Teller};
use crate::event::{EventType, When};
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::time::{Days, TimeMention};
use chrono::{Datelike, NaiveDate};

/// The chains of the spool.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Chain {
    /// Reports of a day.
    Day(NaiveDate),
    /// Reports of which only a month, a year … is known, by its first day.
    Coarse(NaiveDate),
    /// Reports without any day, by place and type as their ids name them: so they come back in order.
    Undated(String),
    /// Who names a place.
    Place(PlaceIx),
    /// Facts and sentences of documents that date themselves.
    Facts,
    Sentences,
    /// Documents that others must date.
    Held,
    /// Documents as the manifest names them.
    Documents,
}

/// A document's reading, packed where it was read, on any core.
pub struct Packed {
    pub(super) doc: String,
    /// As the manifest names it; of one that is held only what is known so far.
    pub(super) record: Vec<u8>,
    /// Its reports, or all of it where others must date it.
    pub(super) reports: Reports,
    pub(super) held: Option<Vec<u8>>,
    pub(super) facts: Vec<u8>,
    pub(super) sentences: Vec<u8>,
    pub(super) places: Vec<(PlaceIx, [usize; 3])>,
    pub(super) wanted: Vec<Wanted>,
    pub(super) countries: Vec<Option<String>>,
    pub(super) year: Option<i32>,
    pub(super) warnings: Vec<String>,
}

/// The reports of a document, one behind the other, and where each ends, with its chain.
#[derive(Default)]
pub(super) struct Reports {
    pub bytes: Vec<u8>,
    pub ends: Vec<(Chain, usize)>,
}

/// What packing needs to know.
#[derive(Clone, Copy)]
pub struct Packer<'g> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) given: Option<NaiveDate>,
}

impl Packer<'_> {
    /// Packs a reading.
    #[must_use]
    pub fn pack(&self, reading: &Reading) -> Packed {
        let (mut published, notes) = publication::decide(&reading.clues, &reading.times);
        if let Some(given) = self.given.filter(|_| published.date.is_none()) {
            published = Published { date: Some(given), basis: Some(Basis::Given), candidates: vec![given] };
        }
        // A day of the others may be missing still, and so may the years in which it is to be tried.
        let held = published.date.is_none()
            && (!published.candidates.is_empty() || publication::is_without_year(&reading.clues, &reading.times));
        let mut packed = Packed {
            doc: reading.doc.clone(),
            record: Vec::new(),
            reports: Reports::default(),
            held: None,
            facts: Vec::new(),
            sentences: Vec::new(),
            places: reading.places.clone(),
            wanted: reading.wanted.clone(),
            countries: reading.wanted.iter().map(|w| names::likely_country(reading, w, self.gazetteer)).collect(),
            year: published.date.map(|d| d.year()),
            warnings: notes.into_iter().map(|note| format!("{}: {note}", reading.doc)).collect(),
        };
        if held {
            packed.held = Some(hold(reading, &published));
            return packed;
        }
        packed.record = record(reading.title.as_deref(), &reading.language, &published);
        let (resolved, linked) = (linking::resolve(&reading.times, &published, |_| true), Linked::of(reading));
        let (teller, reports) = (Teller::of(reading), &mut packed.reports);
        reports.bytes.reserve(reading.reports.len() << 10);
        for (index, report) in reading.reports.iter().enumerate() {
            let days = days_of(report.when, &resolved, published.date);
            telling::pack_days(published.date, days, &mut reports.bytes);
            telling::pack(index, teller, report, &mut reports.bytes);
            let place = report.place.as_ref().map(|p| (p.place, p.name.as_str()));
            reports.ends.push((self.chain(days, report.kind, place), reports.bytes.len()));
        }
        linking::told(&linked, published.date, &resolved).for_each(|fact| pack_fact(&fact, &mut packed.facts));
        linking::sentences(&linked, &resolved).for_each(|sentence| sentence.pack(&mut packed.sentences));
        packed
    }

    /// The chain of a report.
    pub(super) fn chain(&self, days: Option<Days>, kind: EventType, place: Option<(Option<PlaceIx>, &str)>) -> Chain {
        let known = days.and_then(|d| d.first.or(d.last));
        match (days, known) {
            (Some(Days { first: Some(first), precision, .. }), _) if precision.has_day() => Chain::Day(first),
            (_, Some(known)) => Chain::Coarse(known),
            _ => {
                let place = place
                    .map_or_else(|| "nowhere".to_owned(), |(place, name)| id::of_place(place, name, self.gazetteer));
                Chain::Undated(format!("{place}-{}", kind.name().to_lowercase()))
            }
        }
    }
}

pub(super) fn pack_fact((kind, place, day, toll): &Fact, out: &mut Vec<u8>) {
    kind.pack(out);
    place.pack(out);
    day.pack(out);
    toll.pack(out);
}

pub(super) fn unpack_fact(from: &mut &[u8]) -> Option<Fact> {
    Some((EventType::unpack(from)?, PlaceIx::unpack(from)?, NaiveDate::unpack(from)?, Pack::unpack(from)?))
}

/// A document as the manifest names it, without its id.
pub(super) fn record(title: Option<&str>, language: &str, published: &Published) -> Vec<u8> {
    let mut out = Vec::with_capacity(128);
    pack::pack_some_text(title, &mut out);
    pack::pack_text(language, &mut out);
    published.pack(&mut out);
    out
}

impl Pack for Published {
    fn pack(&self, out: &mut Vec<u8>) {
        self.date.pack(out);
        self.basis.pack(out);
        self.candidates.pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(Self { date: Pack::unpack(from)?, basis: Pack::unpack(from)?, candidates: Pack::unpack(from)? })
    }
}

impl Pack for Basis {
    fn pack(&self, out: &mut Vec<u8>) {
        (*self as usize).pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        const ALL: [Basis; 7] = [
            Basis::Stated,
            Basis::Dateline,
            Basis::Caption,
            Basis::Header,
            Basis::Weekday,
            Basis::Corpus,
            Basis::Given,
        ];
        ALL.get(usize::unpack(from)?).copied()
    }
}

impl Pack for Tale {
    fn pack(&self, out: &mut Vec<u8>) {
        self.kind.pack(out);
        self.place.pack(out);
        self.when.pack(out);
        self.killed.pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            kind: Pack::unpack(from)?,
            place: Pack::unpack(from)?,
            when: Pack::unpack(from)?,
            killed: Pack::unpack(from)?,
        })
    }
}

/// A document that others must date. What dating takes stands before the rest: it is unpacked several times over, the
/// rest once, when its reports go to those of the others.
pub(super) struct Held<'a> {
    /// Its number.
    pub doc: u32,
    pub linked: Linked<'static>,
    /// The days that it may have been published on.
    pub candidates: Vec<NaiveDate>,
    times: &'a [u8],
    rest: &'a [u8],
}

/// Everything that dating a document and writing its reports needs.
fn hold(reading: &Reading, published: &Published) -> Vec<u8> {
    let linked = Linked::of(reading);
    let mut first = Vec::with_capacity(1024);
    linked.tales.pack(&mut first);
    reading.sentences.pack(&mut first);
    published.candidates.pack(&mut first);
    // Times and clues have many forms, none of which can fail: reading them would find what is missing.
    first = postcard::to_extend(&(&reading.times, &reading.clues), first).unwrap_or_default();
    let mut rest = Vec::with_capacity(4096);
    reading.title.pack(&mut rest);
    reading.language.pack(&mut rest);
    let (teller, mut packed) = (Teller::of(reading), Vec::with_capacity(1024));
    for (index, report) in reading.reports.iter().enumerate() {
        packed.clear();
        telling::pack(index, teller, report, &mut packed);
        report.when.pack(&mut rest);
        packed.len().pack(&mut rest);
        rest.extend_from_slice(&packed);
    }
    let mut out = Vec::with_capacity(first.len() + rest.len() + 8);
    for part in [first, rest] {
        part.len().pack(&mut out);
        out.extend_from_slice(&part);
    }
    out
}

impl<'a> Held<'a> {
    /// The bytes of the next one, which [`unpack`](Self::unpack) understands.
    pub fn cut(from: &mut &'a [u8]) -> Option<&'a [u8]> {
        let whole = *from;
        u32::unpack(from)?;
        pack::bytes(from)?;
        pack::bytes(from)?;
        Some(&whole[..whole.len() - from.len()])
    }

    /// What [`hold`] packed, behind the document's number.
    pub fn unpack(from: &mut &'a [u8]) -> Option<Self> {
        let doc = u32::unpack(from)?;
        let (mut first, rest) = (pack::bytes(from)?, pack::bytes(from)?);
        let linked = Linked { tales: Pack::unpack(&mut first)?, sentences: Vec::unpack(&mut first)?.into() };
        Some(Self { doc, linked, candidates: Pack::unpack(&mut first)?, times: first, rest })
    }

    /// Its time mentions.
    pub fn times(&self) -> Option<Vec<TimeMention>> {
        postcard::take_from_bytes(self.times).ok().map(|(times, _)| times)
    }

    /// Its time mentions, and what in it says when it was published.
    pub fn clues(&self) -> Option<(Vec<TimeMention>, Clues)> {
        postcard::from_bytes(self.times).ok()
    }

    /// Its record and its reports, now that it is known when it was published.
    pub fn dated(&self, published: &Published, packer: Packer<'_>) -> Option<(Vec<u8>, Reports)> {
        let mut rest = self.rest;
        let title = if bool::unpack(&mut rest)? { Some(pack::text(&mut rest)?) } else { None };
        let record = record(title, pack::text(&mut rest)?, published);
        let mut told: Vec<(When, &[u8])> = Vec::new();
        while !rest.is_empty() {
            told.push((Pack::unpack(&mut rest)?, pack::bytes(&mut rest)?));
        }
        let mentioned =
            |mention| told.iter().any(|(when, _)| matches!(when, When::Mention { index, .. } if *index == mention));
        let resolved = linking::resolve(&self.times()?, published, mentioned);
        let mut reports = Reports { bytes: Vec::with_capacity(self.rest.len() + 1024), ends: Vec::new() };
        for (when, report) in told {
            let days = days_of(when, &resolved, published.date);
            let (kind, place) = telling::kind_and_place(&mut &*report)?;
            telling::pack_days(published.date, days, &mut reports.bytes);
            reports.bytes.extend_from_slice(report);
            reports.ends.push((packer.chain(days, kind, place), reports.bytes.len()));
        }
        Some((record, reports))
    }
}
