//! The events of one file, and GeoJSON collections as they are laid out: a Feature a line, so that a change of one event
//! is a change of one line.

use super::view::View;
use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};

/// The conformance class that a JSON-FG file declares.
const JSON_FG_CORE: &str = "http://www.opengis.net/spec/json-fg-1/1.0/conf/core";

/// How every collection with a `time` member begins; a file that begins so was written by dateline.
pub(super) const HEAD: &str =
    r#"{"type":"FeatureCollection","conformsTo":["http://www.opengis.net/spec/json-fg-1/1.0/conf/core"]"#;

/// The events of one file of the folder, in order.
pub(super) struct Sheet {
    /// The day on which they start; none for `undated.geojson`.
    pub date: Option<NaiveDate>,
    /// The Features.
    pub features: Vec<Value>,
}

/// The name of the file that holds the events of a day.
pub(super) fn file_name(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "undated.geojson".to_owned(), |d| format!("{d}.geojson"))
}

impl Sheet {
    /// Writes the sheet as a JSON-FG collection.
    pub(super) fn write(&self, out: impl Write) -> io::Result<()> {
        let mut bbox = Bbox::default();
        self.features.iter().filter_map(|f| View(f).point()).for_each(|p| bbox.add(p));
        collection(out, &[JSON_FG_CORE], bbox, &self.features)
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
        Sheet { date: None, features: vec![] }.write(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), format!("{HEAD},\"features\":[]}}\n"));
    }
}
