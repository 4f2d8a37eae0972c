//! Names in places' slots that the gazetteer lacks: the work-list.

use super::LatLon;
use super::mention::{PlaceMention, Role};
use crate::document::{Document, Span};
use crate::gazetteer::{Gazetteer, PlaceIx};

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
    /// The likely containing place.
    pub within: Option<PlaceIx>,
    /// The place whose spelling is so near that this one is probably wrong.
    pub near: Option<PlaceIx>,
    /// The sentence it stands in.
    pub context: Span,
}

/// The names of a document that its mentions could not be resolved for, in text order.
#[must_use]
pub fn unresolved(doc: &Document, mentions: &[PlaceMention], gazetteer: &Gazetteer) -> Vec<Unresolved> {
    let _ = gazetteer;
    mentions
        .iter()
        .filter(|m| m.value.role == Role::Location && m.value.parts.is_empty())
        .filter(|m| m.value.place.is_none() || m.value.misspelled)
        .map(|m| Unresolved {
            name: m.value.name.clone(),
            span: m.span,
            guess: m.value.at.filter(|_| !m.value.misspelled),
            kind: m.value.called.unwrap_or("town"),
            within: m.value.qualified_by.and_then(|by| mentions[by].value.place),
            near: m.value.place.filter(|_| m.value.misspelled),
            context: doc.sentences[doc.sentence_at(m.tokens.start)].span,
        })
        .collect()
}
