//! One event as a GeoJSON Feature. The order of the fields below is the order of the keys in the files.

use super::sheet::Facts;
use super::style::Style;
use crate::corpus::{Event, EventPlace};
use crate::time::{Days, Iso, Precision};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};
use std::borrow::Cow;

/// The event as the GeoJSON Feature that stands in a day file, every key present, null where unknown.
///
/// # Panics
/// Never: the value holds nothing that JSON cannot.
#[must_use]
pub fn to_json(event: &Event) -> Value {
    serde_json::to_value(AsFeature(event)).expect("strings, numbers and lists are JSON")
}

/// An event that is written as [`to_json`] makes it, without the value in between.
pub(super) struct AsFeature<'a>(pub &'a Event);

impl Serialize for AsFeature<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        feature(self.0, Some(time(&self.0.days))).serialize(serializer)
    }
}

/// An event that is written as a line of GeoJSON: its Feature without the `time` member.
pub(super) struct AsLine<'a>(pub &'a Event);

impl Serialize for AsLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        feature(self.0, None).serialize(serializer)
    }
}

/// What the manifest counts of an event.
pub(super) fn facts(event: &Event) -> Facts<'_> {
    let mut documents: Vec<&str> = event.sources.iter().map(|s| s.doc.as_str()).collect();
    documents.sort_unstable();
    documents.dedup();
    Facts {
        kind: event.kind.name(),
        point: event.place.as_ref().and_then(|p| Point::new(p.lat, p.lon)).map(|p| p.coordinates),
        documents,
        place_id: event.place.as_ref().map(|p| p.id.as_str()),
    }
}

/// Whether an event stands in a day file, and in which.
pub(super) fn day_of(days: &Days) -> Option<NaiveDate> {
    days.first.filter(|_| days.precision.has_day())
}

/// The confidence as files keep it: two decimals, 0 to 1.
pub(super) fn confidence(event: &Event) -> f64 {
    if event.confidence.is_finite() { rounded(event.confidence.clamp(0.0, 1.0), 2) } else { 0.0 }
}

/// A GeoJSON point, longitude first, at most 5 decimals; none where a coordinate is no number.
#[derive(Serialize)]
pub(super) struct Point {
    #[serde(rename = "type")]
    kind: &'static str,
    coordinates: [f64; 2],
}

impl Point {
    pub(super) fn new(lat: f64, lon: f64) -> Option<Self> {
        (lat.is_finite() && lon.is_finite()).then(|| {
            // A place moved by a relation ("50 km east of") may have crossed the 180th meridian.
            let lon = if lon.abs() > 180.0 { (lon + 180.0).rem_euclid(360.0) - 180.0 } else { lon };
            Self { kind: "Point", coordinates: [rounded(lon, 5), rounded(lat.clamp(-90.0, 90.0), 5)] }
        })
    }
}

impl Point {
    /// Longitude and latitude.
    pub(super) fn coordinates(&self) -> [f64; 2] {
        self.coordinates
    }
}

/// `value` with at most so many decimals, and no negative zero.
fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    (value * scale).round() / scale + 0.0
}

/// A number of at most one decimal, written without `.0` where it is whole.
fn short(value: f64) -> Option<Number> {
    let value = rounded(value, 1);
    #[allow(clippy::cast_possible_truncation)] // whole and small
    if value.fract() == 0.0 && value.abs() < 1e9 { Some(Number::from(value as i64)) } else { Number::from_f64(value) }
}

#[derive(Serialize)]
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'a str,
    geometry: Option<Point>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Time>,
    properties: Properties<'a>,
}

/// The `time` member of JSON-FG. It has no null members: a day that is not known is left out.
#[derive(Serialize)]
struct Time {
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Iso>,
    interval: [Cow<'static, str>; 2],
}

#[derive(Serialize)]
struct Properties<'a> {
    title: &'a str,
    date: Option<Iso>,
    end_date: Option<Iso>,
    date_precision: Precision,
    time: Option<String>,
    #[serde(rename = "type")]
    kind: &'static str,
    mode: Option<&'a str>,
    status: &'static str,
    claimed_by: Option<&'a str>,
    denied_by: Option<&'a str>,
    place: Option<&'a str>,
    place_id: Option<&'a str>,
    country: Option<&'a str>,
    place_basis: Option<&'static str>,
    uncertainty_km: Option<Number>,
    killed_min: Option<u32>,
    killed_max: Option<u32>,
    wounded_min: Option<u32>,
    wounded_max: Option<u32>,
    confidence: f64,
    reports: usize,
    wordings: usize,
    #[serde(rename = "marker-color")]
    marker_color: &'static str,
    #[serde(rename = "marker-symbol")]
    marker_symbol: &'static str,
    actors: Vec<Actor<'a>>,
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Actor<'a> {
    name: &'a str,
    role: &'a str,
}

#[derive(Serialize)]
struct Source<'a> {
    doc: &'a str,
    title: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<Iso>,
    language: &'a str,
    quote: &'a str,
    span: (usize, usize),
    evidence: Vec<Evidence<'a>>,
}

#[derive(Serialize)]
struct Evidence<'a> {
    role: &'a str,
    text: &'a str,
    span: (usize, usize),
    value: &'a str,
    rule: &'a str,
}

fn feature(event: &Event, time: Option<Time>) -> Feature<'_> {
    Feature {
        kind: "Feature",
        id: &event.id,
        geometry: event.place.as_ref().and_then(|p| Point::new(p.lat, p.lon)),
        time,
        properties: properties(event),
    }
}

fn time(days: &Days) -> Time {
    let end = |day: Option<NaiveDate>| day.map_or(Cow::Borrowed(".."), |d| Iso::of(d).to_string().into());
    let date = days.first.filter(|_| days.precision == Precision::Day).map(Iso::of);
    Time { date, interval: [end(days.first), end(days.last)] }
}

fn properties(event: &Event) -> Properties<'_> {
    let place = event.place.as_ref();
    let style = Style::of(event.kind);
    let date = day_of(&event.days).map(Iso::of);
    Properties {
        title: &event.title,
        date,
        end_date: event.days.last.filter(|_| date.is_some()).map(Iso::of),
        date_precision: event.days.precision,
        time: date.map(|d| format!("{d}T00:00:00Z")),
        kind: event.kind.name(),
        mode: event.mode.as_deref(),
        status: event.status.name(),
        claimed_by: event.claimed_by.as_deref(),
        denied_by: event.denied_by.as_deref(),
        place: place.map(|p| p.name.as_str()),
        place_id: place.map(|p| p.id.as_str()),
        country: place.and_then(|p| p.country.as_deref()),
        place_basis: place.map(|p| p.basis.name()),
        uncertainty_km: place.and_then(|p: &EventPlace| short(p.uncertainty_km)),
        killed_min: event.killed.min,
        killed_max: event.killed.max,
        wounded_min: event.wounded.min,
        wounded_max: event.wounded.max,
        confidence: confidence(event),
        reports: event.reports,
        wordings: event.wordings,
        marker_color: style.colour,
        marker_symbol: style.symbol,
        actors: event.actors.iter().map(|a| Actor { name: &a.name, role: a.role }).collect(),
        sources: event.sources.iter().map(source).collect(),
    }
}

fn source(source: &crate::corpus::Source) -> Source<'_> {
    Source {
        doc: &source.doc,
        title: source.title.as_deref(),
        url: source.url.as_deref(),
        published: source.published.map(Iso::of),
        language: &source.language,
        quote: &source.quote,
        span: source.span,
        evidence: source
            .evidence
            .iter()
            .map(|e| Evidence { role: e.role, text: &e.text, span: e.span, value: &e.value, rule: &e.rule })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_stand_longitude_first_and_short() {
        let point = serde_json::to_string(&Point::new(39.760_123_456, 46.749_9).unwrap()).unwrap();
        assert_eq!(point, r#"{"type":"Point","coordinates":[46.7499,39.76012]}"#);
        assert!(Point::new(f64::NAN, 1.0).is_none());
        assert!((Point::new(0.0, 180.5).unwrap().coordinates[0] + 179.5).abs() < 1e-9);
        assert_eq!(serde_json::to_string(&rounded(-0.000_001, 5)).unwrap(), "0.0");
    }

    #[test]
    fn whole_numbers_have_no_decimals() {
        assert_eq!(short(3.0).unwrap().to_string(), "3");
        assert_eq!(short(2.54).unwrap().to_string(), "2.5");
        assert!(short(f64::INFINITY).is_none());
    }
}
