//! People and bodies, and whom they act for.

use super::PlaceIx;

/// Number of an actor in its gazetteer.
pub type ActorIx = u32;

/// A person or body of `actors.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The name shown.
    pub name: String,
    /// Whom it acts for, as the file says.
    pub acts_for: String,
    /// The place of that name, where the gazetteer has one.
    pub place: Option<PlaceIx>,
    /// What it is, as the file says (`person`, `body`, `building` …); empty where it does not.
    pub kind: String,
    /// Other spellings.
    pub aliases: Vec<String>,
}
