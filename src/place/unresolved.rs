//! Names in places' slots that the gazetteer lacks: the work-list.

use super::LatLon;
use super::mention::{PlaceMention, Role};
use crate::document::{Document, Span};
use crate::gazetteer::{Gazetteer, PlaceIx};
use std::collections::BTreeMap;

/// A name that the gazetteer lacks, or probably a misspelling of one it has.
#[derive(Clone, Debug, PartialEq)]
pub struct Unresolved {
    /// As the document writes it.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// Where a relation puts it.
    pub guess: Option<LatLon>,
    /// What the text calls it, in the gazetteer's words; `town` where it does not say.
    pub kind: &'static str,
    /// The likely containing place: the one the text names beside it.
    pub within: Option<PlaceIx>,
    /// The likely country: that of the containing place, else of the places the document names most.
    pub country: Option<PlaceIx>,
    /// The place whose spelling is so near that this one is probably wrong.
    pub near: Option<PlaceIx>,
    /// The sentence it stands in.
    pub context: Span,
}

/// The names of a document that its mentions could not be resolved for, in text order.
#[must_use]
pub fn unresolved(doc: &Document, mentions: &[PlaceMention], gazetteer: &Gazetteer) -> Vec<Unresolved> {
    let about = country_of_all(mentions, gazetteer);
    mentions
        .iter()
        .filter(|m| m.value.role == Role::Location && m.value.parts.is_empty() && !m.value.reason.starts_with("coref/"))
        .filter(|m| m.value.place.is_none() || m.value.misspelled)
        .map(|m| {
            let beside = m.value.qualified_by.and_then(|by| mentions[by].value.place);
            let within = beside.filter(|ix| gazetteer.place(*ix).kind.is_area());
            let near = m.value.place.filter(|_| m.value.misspelled);
            Unresolved {
                name: m.value.name.clone(),
                span: m.span,
                guess: m.value.at.filter(|_| !m.value.misspelled),
                kind: m.value.called.unwrap_or("town"),
                within,
                country: near.or(beside).and_then(|ix| gazetteer.country_of(ix)).or(about),
                near,
                context: doc.sentences[doc.sentence_at(m.tokens.start)].span,
            }
        })
        .collect()
}

/// The country that most of a document's locations lie in.
fn country_of_all(mentions: &[PlaceMention], gazetteer: &Gazetteer) -> Option<PlaceIx> {
    let mut counts: BTreeMap<PlaceIx, usize> = BTreeMap::new();
    for mention in mentions.iter().filter(|m| m.value.role == Role::Location && m.value.reason != "loc/dateline") {
        if let Some(country) = mention.value.place.and_then(|ix| gazetteer.country_of(ix)) {
            *counts.entry(country).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(ix, count)| (*count, std::cmp::Reverse(*ix))).map(|(ix, _)| ix)
}
