//! How sure an event is, from what is known of it: one table of weights.
//!
//! The weights multiply. They order events; they are no probabilities. `docs/coding.md` shows how they were checked.

use crate::event::{EventType, PlaceBasis, Status};
use crate::time::Precision;

/// What confidence depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub kind: EventType,
    pub status: Status,
    pub basis: Option<PlaceBasis>,
    pub precision: Precision,
    /// The day stands in the event's own sentence.
    pub own_day: bool,
    /// Documents that tell it in wordings of their own.
    pub wordings: usize,
}

const PLACE: [(PlaceBasis, f64); 4] =
    [(PlaceBasis::Stated, 0.95), (PlaceBasis::Inherited, 0.48), (PlaceBasis::Dateline, 0.6), (PlaceBasis::Seat, 0.6)];
const STATUS: [(Status, f64); 4] =
    [(Status::Reported, 1.0), (Status::Claimed, 0.9), (Status::Planned, 0.85), (Status::Denied, 0.7)];
const STATEMENT: f64 = 0.75;
const NO_PLACE: f64 = 0.4;
const INHERITED_DAY: f64 = 0.75;
const COARSE_DAY: f64 = 0.8;
const NO_DAY: f64 = 0.5;
/// What each further wording takes off the doubt that is left.
const WORDING: f64 = 0.35;

/// The confidence, 0 to 1, two decimals.
pub(super) fn of(known: Known) -> f64 {
    let weigh = |value: f64, factor: f64| value * factor;
    let mut value = 1.0;
    value = weigh(
        value,
        known.basis.map_or(NO_PLACE, |b| PLACE.iter().find(|(k, _)| *k == b).map_or(NO_PLACE, |(_, w)| *w)),
    );
    value = weigh(value, STATUS.iter().find(|(s, _)| *s == known.status).map_or(0.7, |(_, w)| *w));
    if known.kind.is_statement() {
        value = weigh(value, STATEMENT);
    }
    if known.precision == Precision::Unknown {
        value = weigh(value, NO_DAY);
    } else if !known.precision.has_day() {
        value = weigh(value, COARSE_DAY);
    } else if !known.own_day {
        value = weigh(value, INHERITED_DAY);
    }
    for _ in 1..known.wordings.min(5) {
        value += (1.0 - value) * WORDING;
    }
    (value * 100.0).round() / 100.0
}
