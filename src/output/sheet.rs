//! The events of one file, and GeoJSON collections as they are laid out: a Feature a line, so that a change of one event
//! is a change of one line.

use super::error::Error;
use super::view::View;
use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Read, Write};

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
    /// Widens a box to hold its points.
    pub(super) fn widen(&self, bbox: &mut Bbox) {
        self.features.iter().filter_map(|f| View(f).point()).for_each(|p| bbox.add(p));
    }

    /// Writes the sheet as a JSON-FG collection.
    pub(super) fn write(&self, out: impl Write) -> io::Result<()> {
        let mut bbox = Bbox::default();
        self.widen(&mut bbox);
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
    head(&mut out, conforms_to, bbox)?;
    list(&mut out, features)?;
    out.write_all(b"}\n")
}

/// The beginning of a collection, up to its list.
fn head(mut out: impl Write, conforms_to: &[&str], bbox: Bbox) -> io::Result<()> {
    out.write_all(br#"{"type":"FeatureCollection""#)?;
    if !conforms_to.is_empty() {
        out.write_all(br#","conformsTo":"#)?;
        serde_json::to_writer(&mut out, conforms_to)?;
    }
    if let Some(bbox) = bbox.corners() {
        out.write_all(br#","bbox":"#)?;
        serde_json::to_writer(&mut out, &bbox)?;
    }
    out.write_all(br#","features":"#)
}

/// Writes a JSON-FG collection whose features stand in `lines` already, as [`Lines`] wrote them.
pub(super) fn collection_of_lines(mut out: impl Write, bbox: Bbox, mut lines: impl Read) -> io::Result<()> {
    head(&mut out, &[JSON_FG_CORE], bbox)?;
    io::copy(&mut lines, &mut out)?;
    out.write_all(b"}\n")
}

/// Writes a collection without a `time` member, a feature at a time.
pub(super) fn collection_of_each(
    mut out: impl Write,
    bbox: Bbox,
    features: impl Iterator<Item = Result<impl Serialize + Sync, Error>>,
    name: impl Fn(io::Error) -> Error,
) -> Result<usize, Error> {
    head(&mut out, &[], bbox).map_err(&name)?;
    // One at a time: each may be as large as the corpus has documents.
    let count = list_of_each(&mut out, features, 1, &name)?;
    out.write_all(b"}\n").map_err(name)?;
    Ok(count)
}

/// Writes a JSON array whose elements are made some at a time, and says how many there were.
pub(super) fn list_of_each(
    mut out: impl Write,
    elements: impl Iterator<Item = Result<impl Serialize + Sync, Error>>,
    at_once: usize,
    name: impl Fn(io::Error) -> Error,
) -> Result<usize, Error> {
    let mut lines = Lines::new(&mut out).map_err(&name)?;
    let mut batch = Vec::with_capacity(at_once);
    let mut elements = elements.peekable();
    while elements.peek().is_some() {
        for element in elements.by_ref().take(at_once) {
            batch.push(element?);
        }
        lines.add(&batch).map_err(&name)?;
        batch.clear();
    }
    let count = lines.count;
    lines.end().map_err(name)?;
    Ok(count)
}

/// A JSON array being written, an element a line.
pub(super) struct Lines<W> {
    out: W,
    count: usize,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"[")?;
        Ok(Self { out, count: 0 })
    }

    pub(super) fn add(&mut self, elements: &[impl Serialize + Sync]) -> io::Result<()> {
        for batch in elements.chunks(AT_ONCE) {
            let lines: Vec<_> = batch.par_iter().map(serde_json::to_vec).collect();
            for line in lines {
                self.out.write_all(if self.count == 0 { b"\n" } else { b",\n" })?;
                self.out.write_all(&line?)?;
                self.count += 1;
            }
        }
        Ok(())
    }

    pub(super) fn end(mut self) -> io::Result<W> {
        self.out.write_all(if self.count == 0 { b"]" } else { b"\n]" })?;
        Ok(self.out)
    }
}

/// Elements that are made text at once, each on any core, before they are written in their order.
pub(super) const AT_ONCE: usize = 256;

/// Writes a JSON array, an element a line.
pub(super) fn list(out: impl Write, elements: &[impl Serialize + Sync]) -> io::Result<()> {
    let mut lines = Lines::new(out)?;
    lines.add(elements)?;
    lines.end().map(|_| ())
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
