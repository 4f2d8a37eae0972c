//! What one document says happened.

use super::{EventType, PlaceBasis, Status};
use crate::gazetteer::PlaceIx;
use std::borrow::Cow;

/// Killed or wounded, at least and at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Toll {
    /// At least.
    pub min: Option<u32>,
    /// At most.
    pub max: Option<u32>,
}

impl Toll {
    /// Whether no number is given.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    /// The range that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        if self.is_none() {
            return other;
        }
        if other.is_none() {
            return self;
        }
        let max = match (self.max, other.max) {
            (Some(a), Some(b)) => Some(a.max(b)),
            _ => None,
        };
        Self { min: self.min.min(other.min).or(self.min).or(other.min), max }
    }
}

/// Who did, or had done to them, what the event tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Actor {
    /// The name of the side.
    pub name: String,
    /// `actor` or `recipient`.
    pub role: &'static str,
}

/// When it happened, by the document's time mentions; only a publication day turns it into days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// On the day of a time mention, so many days earlier or later (`au lendemain de X` puts X a day before).
    Mention {
        /// Index among the document's time mentions.
        index: usize,
        /// Days to add.
        shift: i8,
    },
    /// On the publication day, so many days earlier or later.
    Publication {
        /// Days to add.
        shift: i8,
    },
    /// Not told.
    Unknown,
}

/// The place of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportPlace {
    /// The gazetteer's place; none for a village that only the text places.
    pub place: Option<PlaceIx>,
    /// As the document writes it.
    pub name: String,
    /// Decimal degrees, after any relation.
    pub lat: f64,
    /// Decimal degrees, after any relation.
    pub lon: f64,
    /// Radius within which the event lies.
    pub uncertainty_km: f64,
    /// Where the place was found.
    pub basis: PlaceBasis,
    /// Whether a relation (`au nord de`) moved the point.
    pub moved: bool,
}

/// Words that gave a report its type, day or place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// `trigger`, `date`, `place`, `relation`, `speech`, `toll`.
    pub role: &'static str,
    /// The words.
    pub text: String,
    /// Unicode code points of the document's text.
    pub span: (usize, usize),
    /// What they were read as; empty for days, which only the publication day gives.
    pub value: Cow<'static, str>,
    /// The rule.
    pub rule: Cow<'static, str>,
}

/// Something a document says happened, or will, at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Its type.
    pub kind: EventType,
    /// Its PLOVER mode.
    pub mode: Option<String>,
    /// The rule that read it: `fr/shell`.
    pub rule: &'static str,
    /// Who stands behind it.
    pub status: Status,
    /// Who claims it.
    pub claimed_by: Option<String>,
    /// Who denies it, or denies having done it.
    pub denied_by: Option<String>,
    /// Whether both sides say so.
    pub both_sides: bool,
    /// Where; none where no place is known.
    pub place: Option<ReportPlace>,
    /// When.
    pub when: When,
    /// Killed.
    pub killed: Toll,
    /// Wounded.
    pub wounded: Toll,
    /// Sides.
    pub actors: Vec<Actor>,
    /// The sentence, as it stands.
    pub quote: String,
    /// Its code points.
    pub span: (usize, usize),
    /// The sentence's number in the document.
    pub sentence: usize,
    /// The words that count.
    pub proofs: Vec<Proof>,
}

/// A near-event that was turned down, and why; `explain` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnedDown {
    /// The words.
    pub text: String,
    /// Code points.
    pub span: (usize, usize),
    /// The sentence.
    pub sentence: usize,
    /// The rule that would have read it.
    pub rule: String,
    /// Why it is no event.
    pub why: String,
}
