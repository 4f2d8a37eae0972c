//! The events of one file, and GeoJSON collections as they are laid out: a Feature a line, so that a change of one event
//! is a change of one line.

use super::error::Error;
use super::feature;
use super::view::View;
use crate::corpus::Event;
use chrono::NaiveDate;
use rayon::prelude::*;
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::borrow::Cow;
use std::io::{self, Read, Write};
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
    events: Vec<Cow<'a, Event>>,
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
    pub(super) fn told(date: Option<NaiveDate>, events: Vec<Cow<'a, Event>>) -> Self {
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
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut bbox = Bbox::default();
        self.widen(&mut bbox);
        head(&mut *out, &[JSON_FG_CORE], bbox)?;
        let mut lines = Lines::new(&mut *out)?;
        self.lines(&mut lines)?;
        lines.end()?;
        out.write_all(b"}\n")
    }

    /// Widens a box to hold its points.
    pub(super) fn widen(&self, bbox: &mut Bbox) {
        self.facts().iter().filter_map(|f| f.point).for_each(|p| bbox.add(p));
    }

    /// Writes its Features without their `time` member, a line each.
    pub(super) fn timeless_lines(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        self.timeless_text()?.iter().try_for_each(|some| out.write_all(some))
    }

    /// Its Features without their `time` member, a line each, some at a time.
    pub(super) fn timeless_text(&self) -> io::Result<Vec<Vec<u8>>> {
        match self.features.get() {
            Some(features) => lines_of(features, |feature, out| Ok(serde_json::to_writer(out, &Timeless(feature))?)),
            None => lines_of(&self.events, |event, out| {
                feature::write_timeless(event, out);
                Ok(())
            }),
        }
    }

    /// Writes its Features as lines of a list.
    pub(super) fn lines(&self, lines: &mut Lines<impl Write>) -> io::Result<()> {
        if let Some(features) = self.features.get() {
            return lines.add(features);
        }
        lines.add_as(&self.events, |event| {
            let mut text = Vec::with_capacity(2048);
            feature::write(event, &mut text);
            Ok(text)
        })
    }
}

/// A Feature that is written without its `time` member.
struct Timeless<'a>(&'a Value);

impl Serialize for Timeless<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.as_object().into_iter().flatten().filter(|(key, _)| *key != "time"))
    }
}

/// Every element as a line of its own, some at a time, made text on any core.
fn lines_of<T: Sync>(
    elements: &[T],
    write: impl Fn(&T, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> io::Result<Vec<Vec<u8>>> {
    let text = |some: &[T]| {
        let mut text = Vec::with_capacity(some.len() << 11);
        for element in some {
            write(element, &mut text)?;
            text.push(b'\n');
        }
        Ok(text)
    };
    if elements.len() <= TOGETHER {
        return Ok(vec![text(elements)?]);
    }
    elements.par_chunks(TOGETHER).map(text).collect()
}

/// Elements that are made one text.
const TOGETHER: usize = 16;

/// The beginning of a FeatureCollection, up to its list: `conformsTo` where it has any, then `bbox` where there is a point.
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
    mut out: impl Write + Send,
    bbox: Bbox,
    features: impl Iterator<Item = Result<impl Serialize + Send + Sync, Error>> + Send,
    name: impl Fn(io::Error) -> Error,
) -> Result<usize, Error> {
    head(&mut out, &[], bbox).map_err(&name)?;
    // One at a time: each may be as large as the corpus has documents.
    let count = list_of_each(&mut out, features, 1, &name)?;
    out.write_all(b"}\n").map_err(name)?;
    Ok(count)
}

/// Writes a JSON array whose elements are made some at a time, beside the writing of those before, and says how many
/// there were.
pub(super) fn list_of_each(
    mut out: impl Write + Send,
    mut elements: impl Iterator<Item = Result<impl Serialize + Send + Sync, Error>> + Send,
    at_once: usize,
    name: impl Fn(io::Error) -> Error,
) -> Result<usize, Error> {
    let mut lines = Lines::new(&mut out).map_err(&name)?;
    let mut some = || elements.by_ref().take(at_once).collect::<Result<Vec<_>, _>>();
    let mut batch = some()?;
    while !batch.is_empty() {
        let (written, next) = rayon::join(|| lines.add(&batch), &mut some);
        written.map_err(&name)?;
        batch = next?;
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
        self.add_as(elements, |element| Ok(serde_json::to_vec(element)?))
    }

    /// [`Lines::add`] for elements that `text` makes JSON of.
    fn add_as<T: Sync>(&mut self, elements: &[T], text: impl Fn(&T) -> io::Result<Vec<u8>> + Sync) -> io::Result<()> {
        for batch in elements.chunks(AT_ONCE) {
            let lines: Vec<_> = batch.par_iter().map(&text).collect();
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
pub(super) const AT_ONCE: usize = 1024;

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
        Sheet::told(None, vec![]).write(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), format!("{HEAD},\"features\":[]}}\n"));
    }
}
