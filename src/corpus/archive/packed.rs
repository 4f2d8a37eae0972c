//! Readings as bytes: what a document tells, ready for the disk, and back.

use crate::corpus::event::{Basis, Published};
use crate::corpus::id;
use crate::corpus::linking::{self, Fact, Linked, Tale, days_of};
use crate::corpus::names;
use crate::corpus::pack::{self, Pack};
use crate::corpus::publication::{self, Clues};
use crate::corpus::reading::{Reading, Wanted};
use crate::event::{EventType, Report};
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
    /// Its reports with their chains, or all of it where others must date it.
    pub(super) reports: Vec<(Chain, Vec<u8>)>,
    pub(super) held: Option<Vec<u8>>,
    pub(super) facts: Vec<u8>,
    pub(super) sentences: Vec<u8>,
    pub(super) places: Vec<(PlaceIx, [usize; 3])>,
    pub(super) wanted: Vec<Wanted>,
    pub(super) countries: Vec<Option<String>>,
    pub(super) year: Option<i32>,
    pub(super) warnings: Vec<String>,
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
            reports: Vec::new(),
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
        packed.record = record(reading, &published);
        let (resolved, linked) = (linking::resolve(&reading.times, &published), Linked::of(reading));
        packed.reports = self.reports(reading, &published, &resolved);
        linking::told(&linked, published.date, &resolved).for_each(|fact| pack_fact(&fact, &mut packed.facts));
        linking::sentences(&linked, &resolved).for_each(|sentence| sentence.pack(&mut packed.sentences));
        packed
    }

    /// Reports with their days, by chain.
    pub(super) fn reports(
        &self,
        reading: &Reading,
        published: &Published,
        resolved: &[Option<Days>],
    ) -> Vec<(Chain, Vec<u8>)> {
        let mut out = Vec::with_capacity(reading.reports.len());
        for (number, report) in reading.reports.iter().enumerate() {
            let days = days_of(report.when, resolved, published.date);
            let known = days.and_then(|d| d.first.or(d.last));
            let chain = match (days, known) {
                (Some(Days { first: Some(first), precision, .. }), _) if precision.has_day() => Chain::Day(first),
                (_, Some(known)) => Chain::Coarse(known),
                _ => Chain::Undated(format!("{}-{}", self.place_id(report), report.kind.name().to_lowercase())),
            };
            let mut bytes = Vec::with_capacity(512);
            number.pack(&mut bytes);
            reading.title.pack(&mut bytes);
            reading.url.pack(&mut bytes);
            reading.language.pack(&mut bytes);
            published.date.pack(&mut bytes);
            days.pack(&mut bytes);
            report.pack(&mut bytes);
            out.push((chain, bytes));
        }
        out
    }

    fn place_id(&self, report: &Report) -> String {
        match &report.place {
            None => "nowhere".to_owned(),
            Some(place) => id::of_place(place, self.gazetteer),
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
pub(super) fn record(reading: &Reading, published: &Published) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    reading.title.pack(&mut out);
    reading.language.pack(&mut out);
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
    pub clues: Clues,
    pub linked: Linked<'static>,
    /// The days that it may have been published on.
    pub candidates: Vec<NaiveDate>,
    rest: &'a [u8],
}

/// Everything that dating a document and writing its reports needs.
fn hold(reading: &Reading, published: &Published) -> Vec<u8> {
    let linked = Linked::of(reading);
    let mut first = Vec::with_capacity(1024);
    // Clues and times have many forms, none of which can fail: `held` would find what is missing.
    first = postcard::to_extend(&(&reading.clues, &reading.times), first).unwrap_or_default();
    linked.tales.pack(&mut first);
    reading.sentences.pack(&mut first);
    published.candidates.pack(&mut first);
    let mut rest = Vec::with_capacity(4096);
    reading.title.pack(&mut rest);
    reading.url.pack(&mut rest);
    reading.language.pack(&mut rest);
    reading.reports.pack(&mut rest);
    let mut out = Vec::with_capacity(first.len() + rest.len() + 8);
    for part in [first, rest] {
        part.len().pack(&mut out);
        out.extend(part);
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
        let (first, rest) = (pack::bytes(from)?, pack::bytes(from)?);
        let ((clues, times), mut first): ((Clues, Vec<TimeMention>), _) = postcard::take_from_bytes(first).ok()?;
        let tales = Pack::unpack(&mut first)?;
        let sentences = Vec::unpack(&mut first)?;
        let linked = Linked { times: times.into(), tales, sentences: sentences.into() };
        Some(Self { doc, clues, linked, candidates: Pack::unpack(&mut first)?, rest })
    }

    /// All of it, but for what was told of it before.
    pub fn into_reading(self) -> Option<Reading> {
        let mut rest = self.rest;
        Some(Reading {
            doc: self.doc.to_string(),
            title: Pack::unpack(&mut rest)?,
            url: Pack::unpack(&mut rest)?,
            language: Pack::unpack(&mut rest)?,
            times: self.linked.times.into_owned(),
            clues: self.clues,
            reports: Pack::unpack(&mut rest)?,
            places: Vec::new(),
            wanted: Vec::new(),
            sentences: self.linked.sentences.into_owned(),
        })
    }
}
