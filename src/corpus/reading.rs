//! One document, read: what the corpus needs of it, without its text.

use super::publication::Clues;
use crate::document::Document;
use crate::event::{self, Report, Told};
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::language::Language;
use crate::place::{self, PlaceMention, Role};
use crate::syntax::Syntax;
use crate::time::{self, TimeMention};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A document as the corpus sees it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The document's id.
    pub doc: String,
    /// Its headline.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// Its time mentions; days come with a publication day.
    pub times: Vec<TimeMention>,
    /// What says when it was published.
    pub clues: Clues,
    /// What it tells.
    pub reports: Vec<Report>,
    /// Places named: mentions as location, actor, demonym.
    pub places: Vec<(PlaceIx, [usize; 3])>,
    /// Names that look like places and are not in the gazetteer.
    pub wanted: Vec<Wanted>,
    /// Sentences that tell a day, by a fingerprint of their words, with the first such time mention.
    pub sentences: Vec<(u64, usize)>,
}

/// A name that looks like a place and is not in the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// As the document writes it.
    pub name: String,
    /// Latitude and longitude where a relation puts it.
    pub guess: Option<(f64, f64)>,
    /// What the text calls it, in the gazetteer's words.
    pub kind: &'static str,
    /// The likely containing place.
    pub within: Option<PlaceIx>,
    /// The place whose spelling is nearest, where this one is probably a misspelling.
    pub near: Option<PlaceIx>,
    /// The sentence it stands in.
    pub context: String,
}

/// What `explain` shows beside the reading.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The place mentions.
    pub places: Vec<PlaceMention>,
    /// Reports and what was turned down.
    pub told: Told,
}

/// How the events of a document are read: with what was turned down, or without.
type Events = fn(&Document, &Language, &Syntax, &Gazetteer, &[TimeMention], &[PlaceMention]) -> Told;

impl Reading {
    /// Reads a document.
    ///
    /// ```
    /// use dateline::{corpus::Reading, document::Document, gazetteer::Gazetteer, language::Language};
    /// let language = Language::french();
    /// let text = "Bakou, 5 oct 2020 (AFP) - Gandja a été bombardée lundi.";
    /// let reading = Reading::of(&Document::new("a.txt", text, language), Gazetteer::builtin(), language);
    /// assert_eq!(reading.reports[0].kind.name(), "ASSAULT");
    /// ```
    #[must_use]
    pub fn of(doc: &Document, gazetteer: &Gazetteer, language: &Language) -> Self {
        let (mut reading, detail) = Self::read(doc, gazetteer, language, event::reports);
        reading.reports = detail.told.reports;
        reading
    }

    /// Reads a document and keeps what `explain` shows.
    #[must_use]
    pub fn detailed(doc: &Document, gazetteer: &Gazetteer, language: &Language) -> (Self, Detail) {
        let (mut reading, detail) = Self::read(doc, gazetteer, language, event::read);
        reading.reports.clone_from(&detail.told.reports);
        (reading, detail)
    }

    /// A document's reading still without its reports, which are in the detail.
    fn read(doc: &Document, gazetteer: &Gazetteer, language: &Language, events: Events) -> (Self, Detail) {
        let syntax = Syntax::of(doc, language);
        let times = time::find(doc, &syntax, language);
        let places = place::find(doc, &syntax, gazetteer, language);
        let told = events(doc, language, &syntax, gazetteer, &times, &places);
        let reading = Self {
            doc: doc.id.clone(),
            title: doc.title.clone(),
            url: doc.url.clone(),
            language: doc.language.clone(),
            clues: Clues::of(doc, &syntax, &times),
            reports: Vec::new(),
            places: named(doc, &places),
            wanted: wanted(doc, &places, gazetteer),
            sentences: fingerprints(doc, &times),
            times,
        };
        (reading, Detail { places, told })
    }
}

/// The gazetteer's places that a document names, with how often and as what.
fn named(doc: &Document, mentions: &[PlaceMention]) -> Vec<(PlaceIx, [usize; 3])> {
    let mut out: Vec<(PlaceIx, [usize; 3])> = Vec::new();
    let mut count = |place: PlaceIx, slot: usize| {
        let at = out.iter().position(|(p, _)| *p == place).unwrap_or_else(|| {
            out.push((place, [0; 3]));
            out.len() - 1
        });
        out[at].1[slot] += 1;
    };
    for mention in mentions {
        let kind = doc.block_of(doc.sentence_at(mention.tokens.start)).kind;
        if kind == crate::document::BlockKind::Residue {
            continue;
        }
        let slot = match mention.value.role {
            Role::Location => 0,
            Role::Actor => 1,
            Role::Demonym => 2,
            Role::PartOfName => continue,
        };
        for place in
            mention.value.place.or(mention.value.acts_for).into_iter().chain(mention.value.parts.iter().copied())
        {
            count(place, slot);
        }
    }
    out.sort_by_key(|(place, _)| *place);
    out
}

fn wanted(doc: &Document, mentions: &[PlaceMention], gazetteer: &Gazetteer) -> Vec<Wanted> {
    place::unresolved(doc, mentions, gazetteer)
        .into_iter()
        .map(|name| Wanted {
            name: name.name,
            guess: name.guess.map(|at| (at.lat, at.lon)),
            kind: name.kind,
            within: name.within,
            near: name.near,
            context: name.context.of(&doc.text).split_whitespace().collect::<Vec<_>>().join(" "),
        })
        .collect()
}

/// Fingerprints of the sentences that tell a day: documents that reuse one another's sentences share them.
fn fingerprints(doc: &Document, times: &[TimeMention]) -> Vec<(u64, usize)> {
    let mut out = Vec::new();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if !doc.block_of(number).kind.is_story() || sentence.tokens.len() < 8 {
            continue;
        }
        let first =
            times.iter().position(|t| sentence.tokens.contains(&t.tokens.start) && t.value.expression.tells_day());
        let Some(first) = first else { continue };
        let mut hasher = FxHasher::default();
        for token in sentence.tokens.clone() {
            if doc.tokens[token].kind != crate::document::TokenKind::Mark {
                doc.lower(token).hash(&mut hasher);
            }
        }
        out.push((hasher.finish(), first));
    }
    out
}
