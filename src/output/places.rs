//! `places.geojson`: the gazetteer places that the documents name.

use super::feature::Point;
use super::sheet::Bbox;
use crate::corpus::SettledPlace;
use serde_json::{Value, json};

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

/// The box around places of these latitudes and longitudes.
pub(super) fn bbox(points: impl Iterator<Item = (f64, f64)>) -> Bbox {
    let mut bbox = Bbox::default();
    points.filter_map(|(lat, lon)| Point::new(lat, lon)).for_each(|point| bbox.add(point.coordinates()));
    bbox
}
