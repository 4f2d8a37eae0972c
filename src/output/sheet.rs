//! The events of one file, and GeoJSON collections as they are laid out: a Feature a line, so that a change of one event
//! is a change of one line.

use super::feature::{self, AsFeature};
use super::view::View;
use crate::corpus::Event;
use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};
use std::sync::OnceLock;

/// The conformance class that a JSON-FG file declares.
const JSON_FG_CORE: &str = "http://www.opengis.net/spec/json-fg-1/1.0/conf/core";

/// How every collection with a `time` member begins; a file that begins so was written by dateline.
pub(super) const HEAD: &str =
    r#"{"type":"FeatureCollection","conformsTo":["http://www.opengis.net/spec/json-fg-1/1.0/conf/core"]"#;

/// The events of one file of the folder, in order.
pub(super) struct Sheet<'a> {
    /// The day on which they start; none for `undated.geojson`.
    pub date: Option<NaiveDate>,
    events: Vec<&'a Event>,
    /// The Features; of events that were just settled, they are made only where a format asks for them.
    features: OnceLock<Vec<Value>>,
}

/// What the manifest counts of one event.
pub(super) struct Facts<'a> {
    pub kind: &'a str,
    /// Longitude and latitude.
    pub point: Option<[f64; 2]>,
    /// The documents that tell it, each once.
    pub documents: Vec<&'a str>,
    pub place_id: Option<&'a str>,
}

/// The name of the file that holds the events of a day.
pub(super) fn file_name(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "undated.geojson".to_owned(), |d| format!("{d}.geojson"))
}

impl<'a> Sheet<'a> {
    /// The sheet of events that were just settled.
    pub(super) fn told(date: Option<NaiveDate>, events: Vec<&'a Event>) -> Self {
        Self { date, events, features: OnceLock::new() }
    }

    /// The sheet of Features that were read from a folder.
    pub(super) fn read(date: Option<NaiveDate>, features: Vec<Value>) -> Self {
        Self { date, events: Vec::new(), features: features.into() }
    }

    /// How many events it holds.
    pub(super) fn len(&self) -> usize {
        self.features.get().map_or(self.events.len(), Vec::len)
    }

    /// The Features.
    pub(super) fn features(&self) -> &[Value] {
        self.features.get_or_init(|| self.events.par_iter().map(|event| feature::to_json(event)).collect())
    }

    /// What the manifest counts of each event.
    pub(super) fn facts(&self) -> Vec<Facts<'_>> {
        match self.features.get() {
            Some(features) => features.iter().map(|f| View(f).facts()).collect(),
            None => self.events.iter().map(|event| feature::facts(event)).collect(),
        }
    }

    /// Writes the sheet as a JSON-FG collection.
    pub(super) fn write(&self, out: impl Write) -> io::Result<()> {
        let mut bbox = Bbox::default();
        self.facts().iter().filter_map(|f| f.point).for_each(|p| bbox.add(p));
        match self.features.get() {
            Some(features) => collection(out, &[JSON_FG_CORE], bbox, features),
            None => {
                let events: Vec<_> = self.events.iter().map(|event| AsFeature(event)).collect();
                collection(out, &[JSON_FG_CORE], bbox, &events)
            }
        }
    }
}

/// Writes a FeatureCollection: `conformsTo` where it has any, then `bbox` where there is a point, then the features.
pub(super) fn collection(
    mut out: impl Write,
    conforms_to: &[&str],
    bbox: Bbox,
    features: &[impl Serialize + Sync],
) -> io::Result<()> {
    out.write_all(br#"{"type":"FeatureCollection""#)?;
    if !conforms_to.is_empty() {
        out.write_all(br#","conformsTo":"#)?;
        serde_json::to_writer(&mut out, conforms_to)?;
    }
    if let Some(bbox) = bbox.corners() {
        out.write_all(br#","bbox":"#)?;
        serde_json::to_writer(&mut out, &bbox)?;
    }
    out.write_all(br#","features":"#)?;
    list(&mut out, features)?;
    out.write_all(b"}\n")
}

/// Elements that are made text at once, each on any core, before they are written in their order.
const AT_ONCE: usize = 256;

/// Writes a JSON array, an element a line.
pub(super) fn list(mut out: impl Write, elements: &[impl Serialize + Sync]) -> io::Result<()> {
    out.write_all(b"[")?;
    for (number, batch) in elements.chunks(AT_ONCE).enumerate() {
        let lines: Vec<_> = batch.par_iter().map(serde_json::to_vec).collect();
        for (i, line) in lines.into_iter().enumerate() {
            out.write_all(if number + i == 0 { b"\n" } else { b",\n" })?;
            out.write_all(&line?)?;
        }
    }
    out.write_all(if elements.is_empty() { b"]" } else { b"\n]" })
}

/// The smallest box around points.
#[derive(Clone, Copy, Default)]
pub(super) struct Bbox(Option<[f64; 4]>);

impl Bbox {
    /// Widens the box to hold a longitude and latitude.
    pub(super) fn add(&mut self, [lon, lat]: [f64; 2]) {
        let [w, s, e, n] = self.0.unwrap_or([lon, lat, lon, lat]);
        self.0 = Some([w.min(lon), s.min(lat), e.max(lon), n.max(lat)]);
    }

    /// West, south, east, north.
    pub(super) fn corners(self) -> Option<[f64; 4]> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_begins_with_the_head() {
        let mut out = Vec::new();
        Sheet::told(None, vec![]).write(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), format!("{HEAD},\"features\":[]}}\n"));
    }
}
