//! `places.geojson`: the gazetteer places that the documents name.

use super::feature::Point;
use super::sheet::{self, Bbox};
use super::view::View;
use crate::corpus::SettledPlace;
use serde_json::{Value, json};
use std::io::{self, Write};

/// How the file begins.
pub(super) const HEAD: &str = r#"{"type":"FeatureCollection","#;

/// A place as a Feature.
pub(super) fn feature(place: &SettledPlace) -> Value {
    let [location, actor, demonym] = place.roles;
    let sources: Vec<Value> =
        place.sources.iter().map(|(doc, mentions)| json!({ "doc": doc, "mentions": mentions })).collect();
    json!({
        "type": "Feature",
        "id": place.id,
        "geometry": Point::new(place.lat, place.lon),
        "properties": {
            "place": place.name,
            "place_id": place.id,
            "kind": place.kind,
            "country": place.country,
            "mentions": place.sources.iter().map(|(_, mentions)| mentions).sum::<usize>(),
            "documents": place.sources.len(),
            "events": 0,
            "roles": { "location": location, "actor": actor, "demonym": demonym },
            "sources": sources,
        },
    })
}

/// Writes the places.
pub(super) fn write(out: impl Write, places: &[Value]) -> io::Result<()> {
    let mut bbox = Bbox::default();
    places.iter().filter_map(|p| View(p).point()).for_each(|p| bbox.add(p));
    sheet::collection(out, &[], bbox, places)
}
