//! What is to be written, whether it comes from a corpus or from a folder written before.

use super::error::Error;
use super::filter::Filter;
use super::index::{self, Manifest};
use super::sheet::{AT_ONCE, Bbox, Sheet};
use super::{feature, places, unresolved};
use crate::corpus::{Event, Settled, SettledArchive};
use serde_json::Value;
use std::borrow::Cow;

/// Elements of a list that are made one at a time.
pub(super) type Values<'a> = Box<dyn Iterator<Item = Result<Value, Error>> + Send + 'a>;

/// Sheets, made one at a time.
pub(super) type Sheets<'a> = Box<dyn Iterator<Item = Result<Sheet<'a>, Error>> + Send + 'a>;

/// The contents of an output folder. Events come a file at a time, so that no more than a day of them is held as JSON.
pub(super) struct Contents<'a> {
    pub manifest: Manifest,
    /// The manifest's `documents`; their events are counted while writing.
    pub documents: Values<'a>,
    /// Day files in order of day, the undated last, which may come in several pieces; none is empty.
    pub sheets: Sheets<'a>,
    /// The Features of `places.geojson`; their events are counted while writing.
    pub places: Box<dyn Iterator<Item = Result<places::Feature, Error>> + Send + 'a>,
    /// The box around those.
    pub places_bbox: Bbox,
    /// `unresolved.csv` whole.
    pub unresolved: Vec<u8>,
    /// The names in it.
    pub unresolved_names: usize,
}

impl<'a> Contents<'a> {
    /// The contents of a settled corpus.
    pub(super) fn of(settled: &'a Settled, manifest: &Manifest) -> Self {
        Self {
            manifest: manifest.clone(),
            documents: Box::new(settled.documents.iter().map(|document| Ok(index::document(document)))),
            sheets: sheets_of(settled),
            places: Box::new(settled.places.iter().map(|place| Ok(places::Feature::of(place.clone())))),
            places_bbox: places::bbox(settled.places.iter().map(|place| (place.lat, place.lon))),
            unresolved: unresolved::table(&settled.unresolved),
            unresolved_names: settled.unresolved.len(),
        }
    }
}

impl<'a> Contents<'a> {
    /// The contents of a settled archive, as far as `filter` keeps its events.
    pub(super) fn of_archive(archive: &'a SettledArchive<'_>, filter: &'a Filter, manifest: &Manifest) -> Self {
        Self {
            manifest: manifest.clone(),
            documents: Box::new(archive.documents().map(|d| d.map(|d| index::document(&d)).map_err(Error::Archive))),
            sheets: sheets_of_archive(archive, filter),
            places: Box::new(archive.places().map(|p| p.map(places::Feature::of).map_err(Error::Archive))),
            places_bbox: places::bbox(archive.place_points()),
            unresolved: unresolved::table(archive.unresolved()),
            unresolved_names: archive.unresolved().len(),
        }
    }
}

/// The events of a settled corpus.
pub(super) fn sheets_of(settled: &Settled) -> Sheets<'_> {
    let mut events: Vec<&Event> = settled.events.iter().collect();
    events.sort_by_cached_key(|e| order(e));
    Box::new(ByDay { events, next: 0 })
}

/// The events of a settled archive, as far as `filter` keeps them.
pub(super) fn sheets_of_archive<'a>(archive: &'a SettledArchive<'_>, filter: &'a Filter) -> Sheets<'a> {
    let days = archive.events().map(|day| day.map_err(Error::Archive)).filter_map(|day| {
        let sheet = day.map(|(date, mut events)| {
            if !filter.is_empty() {
                events.retain(|event| filter.keeps(event));
            }
            Sheet::told(date, events.into_iter().map(Cow::Owned).collect())
        });
        Some(sheet).filter(|sheet| !sheet.as_ref().is_ok_and(|sheet| sheet.len() == 0))
    });
    Box::new(days)
}

/// The next sheets, with some hundred events: while they are written, those behind them are made.
pub(super) fn some_sheets<'a>(
    sheets: &mut (impl Iterator<Item = Result<Sheet<'a>, Error>> + ?Sized),
) -> Result<Vec<Sheet<'a>>, Error> {
    let (mut some, mut events) = (Vec::new(), 0);
    while events < AT_ONCE
        && let Some(sheet) = sheets.next().transpose()?
    {
        events += sheet.len();
        some.push(sheet);
    }
    Ok(some)
}

/// Dated events by day and id; then the undated by what is known of their days, those of which nothing is known last.
fn order(event: &Event) -> impl Ord + use<> {
    let days = &event.days;
    let date = feature::day_of(days);
    let known = if date.is_some() { None } else { days.first.or(days.last) };
    (date.is_none(), date, known.is_none() && date.is_none(), known, event.id.clone())
}

struct ByDay<'a> {
    events: Vec<&'a Event>,
    next: usize,
}

impl<'a> Iterator for ByDay<'a> {
    type Item = Result<Sheet<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.events[self.next..];
        let date = feature::day_of(&rest.first()?.days);
        let count = rest.iter().take_while(|e| feature::day_of(&e.days) == date).count();
        self.next += count;
        Some(Ok(Sheet::told(date, rest[..count].iter().map(|event| Cow::Borrowed(*event)).collect())))
    }
}
