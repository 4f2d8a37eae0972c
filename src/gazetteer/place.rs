//! One place.

use geo::Point;
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

impl Kind {
    /// All of them, in the contract's order.
    pub const ALL: [Self; 8] =
        [Self::Country, Self::Region, Self::City, Self::Town, Self::Village, Self::Landmark, Self::Water, Self::Road];

    /// The name in files: `city`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::City => "city",
            Self::Town => "town",
            Self::Village => "village",
            Self::Landmark => "landmark",
            Self::Water => "water",
            Self::Road => "road",
        }
    }

    /// The kind of a name, in any case.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name().eq_ignore_ascii_case(name.trim()))
    }

    /// Whether people live in it side by side: a city, a town, a village.
    #[must_use]
    pub fn is_settlement(self) -> bool {
        matches!(self, Self::City | Self::Town | Self::Village)
    }

    /// Whether it is a stretch of land that contains others: a country or a region.
    #[must_use]
    pub fn is_area(self) -> bool {
        matches!(self, Self::Country | Self::Region)
    }

    /// How far from its point a place of this kind reaches where its row does not say, in kilometres.
    #[must_use]
    pub fn default_radius_km(self) -> f64 {
        match self {
            Self::Country => 250.0,
            Self::Region => 60.0,
            Self::City | Self::Road => 10.0,
            Self::Town => 4.0,
            Self::Village => 2.0,
            Self::Landmark => 1.0,
            Self::Water => 20.0,
        }
    }
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

impl Place {
    /// Its point, longitude first as everywhere in `geo`.
    #[must_use]
    pub fn point(&self) -> Point<f64> {
        Point::new(self.lon, self.lat)
    }

    /// Its name and every other spelling.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// What speaks for it among places of its name before any text is read: its kind, whether a state speaks through
    /// it, and how many live there. Between 0 and 4.
    #[must_use]
    pub fn prominence(&self) -> f64 {
        let kind = match self.kind {
            Kind::Country => 1.5,
            Kind::City => 1.0,
            Kind::Town => 0.5,
            Kind::Region => 0.3,
            _ => 0.0,
        };
        let capital = if self.capital_of.is_some() { 0.8 } else { 0.0 };
        #[allow(clippy::cast_precision_loss)] // a magnitude is wanted
        let people = self.population.map_or(0.0, |p| (p.max(1) as f64).log10() / 5.0);
        kind + capital + people
    }
}
