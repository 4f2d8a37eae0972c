//! What the corpus gives: events, documents with their publication day, places named, names not found.

use super::text::Text;
use crate::event::{EventType, PlaceBasis, Status, Toll};
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::time::Days;
use chrono::NaiveDate;

/// The place of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventPlace {
    /// As the document writes it.
    pub name: Text,
    /// The gazetteer's id.
    pub id: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Decimal degrees, WGS 84, after any relation ("15 km north of") is applied.
    pub lat: f64,
    /// Decimal degrees, WGS 84.
    pub lon: f64,
    /// Radius within which the event lies.
    pub uncertainty_km: f64,
    /// Where the place was found.
    pub basis: PlaceBasis,
}

/// Who did, or had done to them, what the event tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Actor {
    /// The name of the side.
    pub name: Text,
    /// `actor` or `recipient`.
    pub role: &'static str,
}

/// Words of the text that gave an event its type, day or place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// `trigger`, `date`, `place`, `relation`, `speech`, `toll`.
    pub role: &'static str,
    /// The words.
    pub text: Text,
    /// Unicode code points of the document's text, end exclusive.
    pub span: (usize, usize),
    /// What they were read as.
    pub value: Text,
    /// The rule that read them.
    pub rule: Text,
}

/// One document's words for an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The document's id.
    pub doc: Text,
    /// Its headline.
    pub title: Option<Text>,
    /// Where it was published.
    pub url: Option<Text>,
    /// When it was published, where that is known.
    pub published: Option<NaiveDate>,
    /// ISO 639-1 code.
    pub language: Text,
    /// The sentence, as it stands in the text.
    pub quote: Text,
    /// Unicode code points of the quote.
    pub span: (usize, usize),
    /// The words that count.
    pub evidence: Vec<Evidence>,
}

/// Something that happened at a place on a day, as all documents tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Stable id: day, place, type and a hash of the sources.
    pub id: String,
    /// A headline in the language of the document read first.
    pub title: String,
    /// Its type.
    pub kind: EventType,
    /// Its PLOVER mode.
    pub mode: Option<Text>,
    /// Who stands behind it.
    pub status: Status,
    /// Who claims it.
    pub claimed_by: Option<Text>,
    /// Who denies it, or denies having done it.
    pub denied_by: Option<Text>,
    /// When, where a publication day allows to say so.
    pub days: Days,
    /// Where; none where no place is known.
    pub place: Option<EventPlace>,
    /// Killed.
    pub killed: Toll,
    /// Wounded.
    pub wounded: Toll,
    /// 0 to 1.
    pub confidence: f64,
    /// Documents that tell it.
    pub reports: usize,
    /// Distinct wordings among them.
    pub wordings: usize,
    /// Sides.
    pub actors: Vec<Actor>,
    /// The words behind it.
    pub sources: Vec<Source>,
}

/// How a publication day was found; the contract's `published.basis`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the contract's words
pub enum Basis {
    Stated,
    Dateline,
    Caption,
    Header,
    Weekday,
    Corpus,
    Given,
}

impl Basis {
    /// The name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Dateline => "dateline",
            Self::Caption => "caption",
            Self::Header => "header",
            Self::Weekday => "weekday",
            Self::Corpus => "corpus",
            Self::Given => "given",
        }
    }
}

/// A day a document may have been published on.
pub type Candidate = NaiveDate;

/// When a document was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// The day, where the evidence allows one.
    pub date: Option<NaiveDate>,
    /// What decided.
    pub basis: Option<Basis>,
    /// The days that remain possible, in order; at most 31 of them are kept.
    pub candidates: Vec<Candidate>,
}

/// A document as the manifest names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledDocument {
    /// Its id.
    pub doc: String,
    /// Its headline.
    pub title: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// When it was published.
    pub published: Published,
}

/// A gazetteer place that documents name.
#[derive(Clone, Debug, PartialEq)]
pub struct SettledPlace {
    /// The gazetteer's name.
    pub name: String,
    /// The gazetteer's id.
    pub id: String,
    /// The gazetteer's kind, as in the CSV.
    pub kind: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Decimal degrees.
    pub lat: f64,
    /// Decimal degrees.
    pub lon: f64,
    /// Mentions with role `location`, `actor`, `demonym`.
    pub roles: [usize; 3],
    /// Document ids with the mentions in each, in order of id.
    pub sources: Vec<(String, usize)>,
}

impl SettledPlace {
    /// A place of the gazetteer, with the mentions of it by role and by document.
    pub(super) fn of(gazetteer: &Gazetteer, ix: PlaceIx, roles: [usize; 3], sources: Vec<(String, usize)>) -> Self {
        let place = gazetteer.place(ix);
        Self {
            name: place.name.clone(),
            id: place.id.clone(),
            kind: place.kind.name().to_owned(),
            country: place.country.clone(),
            lat: place.lat,
            lon: place.lon,
            roles,
            sources,
        }
    }
}

/// A name that looks like a place and is not in the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct UnresolvedName {
    /// The name.
    pub name: String,
    /// A guess where the text places it by a relation: latitude, longitude.
    pub guess: Option<(f64, f64)>,
    /// `village`, `region` … as the text calls it; `town` where it does not say.
    pub kind: String,
    /// Likely country.
    pub country: Option<String>,
    /// Likely containing place.
    pub within: Option<String>,
    /// The nearest gazetteer spelling, where it is a probable misspelling.
    pub near: Option<String>,
    /// How often it stands in all documents.
    pub count: usize,
    /// The documents that name it.
    pub documents: usize,
    /// One sentence it stands in.
    pub context: String,
}

/// All that the corpus settles: what the output is written from.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// In order of first day, then id.
    pub events: Vec<Event>,
    /// In order of id.
    pub documents: Vec<SettledDocument>,
    /// In order of id.
    pub places: Vec<SettledPlace>,
    /// Most frequent first, then by name.
    pub unresolved: Vec<UnresolvedName>,
}
