//! Which events to keep.

use super::feature;
use super::view::View;
use crate::corpus::{Event, Settled};
use crate::event::{EventType, Status};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::BTreeSet;

/// Which events to keep: those that satisfy every condition given. Without a condition, all.
///
/// ```
/// use dateline::{event::EventType, output::Filter};
/// let filter = Filter { types: vec![EventType::Assault], min_confidence: Some(0.5), ..Filter::default() };
/// assert!(!filter.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// The first day; an event counts when one of its days is not before. Events of which no day is known do not count.
    pub from: Option<NaiveDate>,
    /// The last day; an event counts when one of its days is not after.
    pub to: Option<NaiveDate>,
    /// The types; empty for all.
    pub types: Vec<EventType>,
    /// Ids of the places wanted and of all that lie within them; none for all places and for events without one.
    pub places: Option<BTreeSet<String>>,
    /// The statuses; empty for all.
    pub statuses: Vec<Status>,
    /// The least confidence, 0 to 1.
    pub min_confidence: Option<f64>,
}

/// What a filter looks at.
struct Facts<'a> {
    days: [Option<NaiveDate>; 2],
    kind: Option<EventType>,
    status: Option<Status>,
    place_id: Option<&'a str>,
    confidence: f64,
}

impl Filter {
    /// Whether it keeps everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an event is kept.
    #[must_use]
    pub fn keeps(&self, event: &Event) -> bool {
        self.accepts(&Facts {
            days: [event.days.first, event.days.last],
            kind: Some(event.kind),
            status: Some(event.status),
            place_id: event.place.as_ref().map(|p| p.id.as_str()),
            // As files keep it: the same event must not pass before writing and fail after.
            confidence: feature::confidence(event),
        })
    }

    /// Drops the events that are not kept. Documents, places and names stay as they are.
    pub fn apply(&self, settled: &mut Settled) {
        settled.events.retain(|e| self.keeps(e));
    }

    /// Whether an event of a written folder is kept.
    pub(super) fn keeps_feature(&self, feature: &Value) -> bool {
        let view = View(feature);
        self.accepts(&Facts {
            days: view.interval(),
            kind: EventType::parse(view.text("type")),
            status: Status::parse(view.text("status")),
            place_id: view.property("place_id").as_str(),
            confidence: view.property("confidence").as_f64().unwrap_or_default(),
        })
    }

    fn accepts(&self, facts: &Facts<'_>) -> bool {
        self.accepts_days(facts.days)
            && (self.types.is_empty() || facts.kind.is_some_and(|k| self.types.contains(&k)))
            && (self.statuses.is_empty() || facts.status.is_some_and(|s| self.statuses.contains(&s)))
            && self.places.as_ref().is_none_or(|ids| facts.place_id.is_some_and(|id| ids.contains(id)))
            && self.min_confidence.is_none_or(|least| facts.confidence >= least)
    }

    fn accepts_days(&self, [first, last]: [Option<NaiveDate>; 2]) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        (first.is_some() || last.is_some())
            && self.from.is_none_or(|from| last.is_none_or(|last| last >= from))
            && self.to.is_none_or(|to| first.is_none_or(|first| first <= to))
    }
}
