//! `places.geojson`: the gazetteer places that the documents name.

use super::feature::Point;
use super::sheet::Bbox;
use super::view::View;
use crate::corpus::SettledPlace;
use serde::Serialize;
use serde_json::Value;

/// How the file begins.
pub(super) const HEAD: &str = r#"{"type":"FeatureCollection","#;

/// A place as a Feature. Millions of documents may name one, so those of this run are never made a tree of JSON values.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Feature {
    /// Of this run.
    New(Box<New>),
    /// Of a folder that was written before.
    Old(Value),
}

/// The members of a Feature, in their order.
#[derive(Serialize)]
pub(super) struct New {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    geometry: Option<Point>,
    properties: Properties,
}

#[derive(Serialize)]
struct Properties {
    place: String,
    place_id: String,
    kind: String,
    country: Option<String>,
    mentions: usize,
    documents: usize,
    events: usize,
    roles: Roles,
    sources: Vec<Source>,
}

#[derive(Serialize)]
struct Roles {
    location: usize,
    actor: usize,
    demonym: usize,
}

#[derive(Serialize)]
struct Source {
    doc: String,
    mentions: usize,
}

impl Feature {
    /// The Feature of a place.
    pub(super) fn of(place: SettledPlace) -> Self {
        let [location, actor, demonym] = place.roles;
        Self::New(Box::new(New {
            kind: "Feature",
            id: place.id.clone(),
            geometry: Point::new(place.lat, place.lon),
            properties: Properties {
                place: place.name,
                place_id: place.id,
                kind: place.kind,
                country: place.country,
                mentions: place.sources.iter().map(|(_, mentions)| mentions).sum(),
                documents: place.sources.len(),
                events: 0,
                roles: Roles { location, actor, demonym },
                sources: place.sources.into_iter().map(|(doc, mentions)| Source { doc, mentions }).collect(),
            },
        }))
    }

    /// Sets the number of its events, which `count` knows by the place's id.
    pub(super) fn count(&mut self, count: impl Fn(&str) -> usize) {
        match self {
            Self::New(place) => place.properties.events = count(&place.properties.place_id),
            Self::Old(place) => {
                let events = View(place).property("place_id").as_str().map(count).unwrap_or_default();
                place["properties"]["events"] = events.into();
            }
        }
    }
}

/// The box around places of these latitudes and longitudes.
pub(super) fn bbox(points: impl Iterator<Item = (f64, f64)>) -> Bbox {
    let mut bbox = Bbox::default();
    points.filter_map(|(lat, lon)| Point::new(lat, lon)).for_each(|point| bbox.add(point.coordinates()));
    bbox
}
