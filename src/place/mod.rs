//! Places: which place a name is, where exactly, and whether it is a place here at all.
//!
//! Takes a document's tokens and a gazetteer, gives [`PlaceMention`]s in text order. Decided by language tables
//! (`place.toml`) and the clause's grammar, never by lists of places.

mod coreference;
mod geometry;
mod locate;
mod mention;
mod names;
mod qualifies;
mod reference;
mod relation;
mod roles;
mod slots;
mod unknown;
mod unresolved;
mod which;
mod words;

pub use geometry::LatLon;
pub use mention::{PlaceMention, RelationKind, Role, Toponym};
pub use unresolved::{Unresolved, unresolved};

use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::language::Language;
use crate::syntax::Syntax;
use words::Words;

/// Finds every mention of a place, in text order.
///
/// ```
/// use dateline::{document::Document, gazetteer::Gazetteer, language::Language, place, syntax::Syntax};
/// let csv = "name,lat,lon,kind\nTerter,40.3444,46.9272,town\nBakou,40.4093,49.8671,city\n";
/// let gazetteer = Gazetteer::read("places.csv", csv.as_bytes()).gazetteer;
/// let language = Language::french();
/// let doc = Document::new("a", "Bakou affirme que des roquettes ont touché Terter.", language);
/// let mentions = place::find(&doc, &Syntax::of(&doc, language), &gazetteer, language);
/// assert_eq!(mentions[0].value.role, place::Role::Actor);
/// assert_eq!(mentions[1].value.role, place::Role::Location);
/// ```
#[must_use]
pub fn find(doc: &Document, syntax: &Syntax, gazetteer: &Gazetteer, language: &Language) -> Vec<PlaceMention> {
    let words = Words::new(doc, syntax, gazetteer, language);
    let names = words.names();
    let rankings = which::rank(&words, &names);
    let chosen: Vec<_> = rankings.iter().map(|r| r.first().map(|best| best.0)).collect();
    let decisions = words.roles(&names, &chosen);
    let mut mentions = locate::mentions(&words, &names, &rankings, &decisions);
    coreference::add(&words, &mut mentions);
    mentions
}
