//! What a name in a text comes to.

use super::LatLon;
use crate::document::{Mention, Span};
use crate::gazetteer::{ActorIx, PlaceIx};

/// What a name of a place is to the sentence it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Something is or happens there.
    Location,
    /// A government, an army, a team speaks or acts under the name.
    Actor,
    /// An adjective or the people.
    Demonym,
    /// A piece of another name: `groupe de Minsk`.
    PartOfName,
}

impl Role {
    /// The name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Location => "location",
            Self::Actor => "actor",
            Self::Demonym => "demonym",
            Self::PartOfName => "part-of-name",
        }
    }
}

/// How a text places something by way of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RelationKind {
    /// `à 15 km de X`: so far off, in no direction told.
    Distance,
    /// `à 15 km au nord de X`.
    DistanceDirection,
    /// `au nord de X`, a settlement: beyond it.
    Beyond,
    /// `dans le nord de X`, `au nord de` a region: that part of it.
    Part,
    /// `près de X`, `aux abords de X`, `autour de X`.
    Near,
    /// `entre X et Y`.
    Between,
    /// `sur la route reliant X à Y`.
    Road,
    /// `à la frontière entre X et Y`.
    Border,
    /// `X et ses environs`.
    Environs,
    /// `la région de X`.
    Region,
}

impl RelationKind {
    /// The name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Distance => "distance",
            Self::DistanceDirection => "distance-direction",
            Self::Beyond => "beyond",
            Self::Part => "part",
            Self::Near => "near",
            Self::Between => "between",
            Self::Road => "road",
            Self::Border => "border",
            Self::Environs => "environs",
            Self::Region => "region",
        }
    }
}

/// What a mention of a place says.
#[derive(Clone, Debug, PartialEq)]
pub struct Toponym {
    /// What the name is to its sentence.
    pub role: Role,
    /// Why: the slot it stands in (`loc/at`, `actor/subject`, `name/of` …).
    pub reason: &'static str,
    /// The gazetteer's place; none for a name it lacks, for an actor that is no place, and for `entre X et Y`.
    pub place: Option<PlaceIx>,
    /// The name as the document writes it.
    pub name: String,
    /// The places that the relation goes between, where it goes between two.
    pub parts: Vec<PlaceIx>,
    /// The place that speaks under this name, where it is an actor.
    pub acts_for: Option<PlaceIx>,
    /// The person or body of the gazetteer's actors that this is.
    pub actor: Option<ActorIx>,
    /// Where it is, the relation applied; none where neither the gazetteer nor the text says.
    pub at: Option<LatLon>,
    /// Radius in kilometres within which the meant point lies.
    pub uncertainty_km: f64,
    /// The relation that moves the point, with the words that say so.
    pub relation: Option<(RelationKind, Span)>,
    /// The mention (by its number) that says where this one lies: `Valence, dans la Drôme`.
    pub qualified_by: Option<usize>,
    /// It only says where something else is: nothing is told to have happened there.
    pub locates_only: bool,
    /// Other places of the name, with what speaks for them; the best first.
    pub alternatives: Vec<(PlaceIx, f64)>,
    /// By how much the chosen place beats the best other one; infinite where there is none.
    pub margin: f64,
    /// What the text calls a name that the gazetteer lacks: `village`, `region` …
    pub called: Option<&'static str>,
    /// The name is probably a misspelling of the place's.
    pub misspelled: bool,
    /// 0 to 1.
    pub confidence: f64,
}

/// A place's name in a text.
pub type PlaceMention = Mention<Toponym>;
