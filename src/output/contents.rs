//! What is to be written, whether it comes from a corpus or from a folder written before.

use super::error::Error;
use super::index::{self, Manifest};
use super::sheet::Sheet;
use super::{feature, places, unresolved};
use crate::corpus::{Event, Settled};
use rayon::prelude::*;
use serde_json::Value;

/// The contents of an output folder. Events come a file at a time, so that no more than a day of them is held as JSON.
pub(super) struct Contents<'a> {
    pub manifest: Manifest,
    /// The manifest's `documents`; their events are counted while writing.
    pub documents: Vec<Value>,
    /// Day files in order of day, the undated last; none is empty.
    pub sheets: Box<dyn Iterator<Item = Result<Sheet, Error>> + 'a>,
    /// The Features of `places.geojson`; their events are counted while writing.
    pub places: Vec<Value>,
    /// `unresolved.csv` whole.
    pub unresolved: Vec<u8>,
    /// The names in it.
    pub unresolved_names: usize,
}

impl<'a> Contents<'a> {
    /// The contents of a settled corpus.
    pub(super) fn of(settled: &'a Settled, manifest: &Manifest) -> Self {
        let mut events: Vec<&Event> = settled.events.iter().collect();
        events.sort_by_cached_key(|e| order(e));
        Self {
            manifest: manifest.clone(),
            documents: settled.documents.iter().map(index::document).collect(),
            sheets: Box::new(Sheets { events, next: 0 }),
            places: settled.places.iter().map(places::feature).collect(),
            unresolved: unresolved::table(&settled.unresolved),
            unresolved_names: settled.unresolved.len(),
        }
    }
}

/// Dated events by day and id; then the undated by what is known of their days, those of which nothing is known last.
fn order(event: &Event) -> impl Ord + use<> {
    let days = &event.days;
    let date = feature::day_of(days);
    let known = if date.is_some() { None } else { days.first.or(days.last) };
    (date.is_none(), date, known.is_none() && date.is_none(), known, event.id.clone())
}

struct Sheets<'a> {
    events: Vec<&'a Event>,
    next: usize,
}

impl Iterator for Sheets<'_> {
    type Item = Result<Sheet, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.events[self.next..];
        let date = feature::day_of(&rest.first()?.days);
        let count = rest.iter().take_while(|e| feature::day_of(&e.days) == date).count();
        self.next += count;
        Some(Ok(Sheet { date, features: rest[..count].par_iter().map(|e| feature::to_json(e)).collect() }))
    }
}
