//! One place.

use serde::{Deserialize, Serialize};

/// Number of a place in its gazetteer.
pub type PlaceIx = u32;

/// What a place is; the contract's `kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // the contract's words
pub enum Kind {
    Country,
    Region,
    City,
    Town,
    Village,
    Landmark,
    Water,
    Road,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Stable id.
    pub id: String,
    /// The canonical name shown on the map.
    pub name: String,
    /// Decimal degrees, WGS 84.
    pub lat: f64,
    /// Decimal degrees, WGS 84.
    pub lon: f64,
    /// What it is.
    pub kind: Kind,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The place that contains it.
    pub within: Option<PlaceIx>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Adjectives and inhabitants.
    pub demonyms: Vec<String>,
    /// Name of the state or territory that speaks through this city.
    pub capital_of: Option<String>,
    /// How far from the point the place reaches, in kilometres.
    pub radius_km: f64,
    /// Inhabitants; only used to choose between places of one name.
    pub population: Option<u64>,
    /// Phrases in which the name is not the place.
    pub ignore: Vec<String>,
}
