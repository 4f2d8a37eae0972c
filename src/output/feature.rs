//! One event as a GeoJSON Feature. The order in which its members are written below is their order in the files.

use super::json::Json;
use super::sheet::Facts;
use super::style::Style;
use crate::corpus::{Actor, Event, EventPlace, Evidence, Source};
use crate::time::{Days, Iso, Precision};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

/// The event as the GeoJSON Feature that stands in a day file, every key present, null where unknown.
///
/// # Panics
/// Never: what is read is what was just written.
#[must_use]
pub fn to_json(event: &Event) -> Value {
    let mut text = Vec::with_capacity(2048);
    write(event, &mut text);
    serde_json::from_slice(&text).expect("a Feature is JSON")
}

/// Writes an event as the Feature that stands in a day file.
pub(super) fn write(event: &Event, out: &mut Vec<u8>) {
    feature(event, true, &mut Json::to(out));
}

/// Writes an event as a line of GeoJSON: its Feature without the `time` member.
pub(super) fn write_timeless(event: &Event, out: &mut Vec<u8>) {
    feature(event, false, &mut Json::to(out));
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

/// Writes a number of at most one decimal, without `.0` where it is whole.
fn short(value: f64, out: &mut Json) {
    let value = rounded(value, 1);
    #[allow(clippy::cast_possible_truncation)] // whole and small
    if value.fract() == 0.0 && value.abs() < 1e9 { out.whole(value as i64) } else { out.number(value) }
}

fn feature(event: &Event, timed: bool, out: &mut Json) {
    out.raw(r#"{"type":"Feature","id":"#);
    out.text(&event.id);
    out.raw(r#","geometry":"#);
    out.or_null(event.place.as_ref().and_then(|p| Point::new(p.lat, p.lon)), |out, point| {
        out.raw(r#"{"type":"Point","coordinates":["#);
        out.number(point.coordinates[0]);
        out.raw(",");
        out.number(point.coordinates[1]);
        out.raw("]}");
    });
    if timed {
        time(&event.days, out);
    }
    out.raw(r#","properties":{"title":"#);
    out.text(&event.title);
    days(&event.days, out);
    out.raw(r#","type":"#);
    out.text(event.kind.name());
    out.raw(r#","mode":"#);
    out.text_or_null(event.mode.as_deref());
    out.raw(r#","status":"#);
    out.text(event.status.name());
    out.raw(r#","claimed_by":"#);
    out.text_or_null(event.claimed_by.as_deref());
    out.raw(r#","denied_by":"#);
    out.text_or_null(event.denied_by.as_deref());
    place(event.place.as_ref(), out);
    for (key, count) in [
        (r#","killed_min":"#, event.killed.min),
        (r#","killed_max":"#, event.killed.max),
        (r#","wounded_min":"#, event.wounded.min),
        (r#","wounded_max":"#, event.wounded.max),
    ] {
        out.raw(key);
        out.or_null(count, |out, count| out.whole(i64::from(count)));
    }
    out.raw(r#","confidence":"#);
    out.number(confidence(event));
    out.raw(r#","reports":"#);
    out.count(event.reports);
    out.raw(r#","wordings":"#);
    out.count(event.wordings);
    let style = Style::of(event.kind);
    out.raw(r#","marker-color":"#);
    out.text(style.colour);
    out.raw(r#","marker-symbol":"#);
    out.text(style.symbol);
    out.raw(r#","actors":"#);
    out.list(&event.actors, actor);
    out.raw(r#","sources":"#);
    out.list(&event.sources, source);
    out.raw("}}");
}

/// The `time` member of JSON-FG. It has no null members: a day that is not known is left out.
fn time(days: &Days, out: &mut Json) {
    out.raw(r#","time":{"#);
    if let Some(date) = days.first.filter(|_| days.precision == Precision::Day) {
        out.raw(r#""date":"#);
        out.day(date);
        out.raw(",");
    }
    out.raw(r#""interval":["#);
    for (before, end) in [("", days.first), (",", days.last)] {
        out.raw(before);
        match end {
            Some(day) => out.day(day),
            None => out.raw(r#""..""#),
        }
    }
    out.raw("]}");
}

/// The members that say when.
fn days(days: &Days, out: &mut Json) {
    let date = day_of(days);
    out.raw(r#","date":"#);
    out.or_null(date, Json::day);
    out.raw(r#","end_date":"#);
    out.or_null(days.last.filter(|_| date.is_some()), Json::day);
    out.raw(r#","date_precision":"#);
    out.text(days.precision.name());
    out.raw(r#","time":"#);
    out.or_null(date, |out, date| {
        out.raw("\"");
        out.raw(Iso::of(date).as_str());
        out.raw(r#"T00:00:00Z""#);
    });
}

/// The members that say where.
fn place(place: Option<&EventPlace>, out: &mut Json) {
    let Some(place) = place else {
        out.raw(r#","place":null,"place_id":null,"country":null,"place_basis":null,"uncertainty_km":null"#);
        return;
    };
    out.raw(r#","place":"#);
    out.text(&place.name);
    out.raw(r#","place_id":"#);
    out.text(&place.id);
    out.raw(r#","country":"#);
    out.text_or_null(place.country.as_deref());
    out.raw(r#","place_basis":"#);
    out.text(place.basis.name());
    out.raw(r#","uncertainty_km":"#);
    short(place.uncertainty_km, out);
}

fn actor(out: &mut Json, actor: &Actor) {
    out.raw(r#"{"name":"#);
    out.text(&actor.name);
    out.raw(r#","role":"#);
    out.text(actor.role);
    out.raw("}");
}

fn source(out: &mut Json, source: &Source) {
    out.raw(r#"{"doc":"#);
    out.text(&source.doc);
    out.raw(r#","title":"#);
    out.text_or_null(source.title.as_deref());
    out.raw(r#","url":"#);
    out.text_or_null(source.url.as_deref());
    out.raw(r#","published":"#);
    out.or_null(source.published, Json::day);
    out.raw(r#","language":"#);
    out.text(&source.language);
    out.raw(r#","quote":"#);
    out.text(&source.quote);
    span(source.span, out);
    out.raw(r#","evidence":"#);
    out.list(&source.evidence, evidence);
    out.raw("}");
}

fn evidence(out: &mut Json, evidence: &Evidence) {
    out.raw(r#"{"role":"#);
    out.text(evidence.role);
    out.raw(r#","text":"#);
    out.text(&evidence.text);
    span(evidence.span, out);
    out.raw(r#","value":"#);
    out.text(&evidence.value);
    out.raw(r#","rule":"#);
    out.text(&evidence.rule);
    out.raw("}");
}

fn span((start, end): (usize, usize), out: &mut Json) {
    out.raw(r#","span":["#);
    out.count(start);
    out.raw(",");
    out.count(end);
    out.raw("]");
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
        let written = |value| {
            let mut text = Vec::new();
            short(value, &mut Json::to(&mut text));
            String::from_utf8(text).unwrap()
        };
        assert_eq!(written(3.0), "3");
        assert_eq!(written(-20.0), "-20");
        assert_eq!(written(2.54), "2.5");
        assert_eq!(written(f64::INFINITY), "null");
    }
}
