//! The events of the hand-made lists that are found, by name: the test fails when a listed one is lost and when one that
//! is not listed is found, so that the list stays true. The lists and their texts are not part of the project; where
//! they do not stand beside it there is nothing to compare.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const KEPT: &str = include_str!("kept.txt");

/// Where the hand-made lists are: `$DATELINE_GOLD`, or `shared` beside the project.
fn gold() -> PathBuf {
    std::env::var_os("DATELINE_GOLD")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Kilometres between two points, each longitude and latitude, by the haversine formula on a sphere of 6,371 km.
fn km(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (lat_a, lat_b) = (a[1].to_radians(), b[1].to_radians());
    let (dlat, dlon) = (lat_b - lat_a, (b[0] - a[0]).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

/// The names of the listed events that some written event is: of its document, day, type, and near one of its places.
fn found(texts: &Path, list: &Path, gazetteers: &[PathBuf], places: &Value) -> BTreeSet<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.arg("extract").arg(texts).arg("-o").arg(folder.path()).arg("--quiet");
    for gazetteer in gazetteers {
        command.arg("--gazetteer").arg(gazetteer);
    }
    assert!(command.status().expect("it runs").success());
    let mut events = Vec::new();
    for entry in std::fs::read_dir(folder.path()).expect("the folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        if name.starts_with(|c: char| c.is_ascii_digit()) && name.ends_with(".geojson") {
            events.extend(json(&path)["features"].as_array().cloned().unwrap_or_default());
        }
    }
    let list = json(list);
    let mut names = BTreeSet::new();
    for doc in list["docs"].as_array().into_iter().flatten() {
        for wanted in doc["events"].as_array().into_iter().flatten().filter(|e| e["must"] == true) {
            let near = |event: &Value| {
                let at = &event["geometry"]["coordinates"];
                let (Some(lon), Some(lat)) = (at[0].as_f64(), at[1].as_f64()) else { return false };
                strings(&wanted["places"]).iter().any(|name| {
                    let place = if places[*name].is_null() { &list["places"][*name] } else { &places[*name] };
                    let point = place["lon"].as_f64().zip(place["lat"].as_f64());
                    point.is_some_and(|(x, y)| km([lon, lat], [x, y]) <= place["km"].as_f64().unwrap_or(0.0))
                })
            };
            let is = |event: &&Value| {
                let p = &event["properties"];
                let told = p["sources"].as_array().into_iter().flatten().any(|s| s["doc"] == doc["doc"]);
                told && strings(&wanted["dates"]).contains(&p["date"].as_str().unwrap_or_default())
                    && strings(&wanted["types"]).contains(&p["type"].as_str().unwrap_or_default())
                    && near(event)
            };
            if events.iter().any(|e| is(&e)) {
                names.extend(wanted["id"].as_str().map(str::to_owned));
            }
        }
    }
    names
}

#[test]
fn the_kept_list_is_what_is_found() {
    let gold = gold();
    if !gold.join("gold/seeds.json").is_file() {
        println!("no hand-made lists in {}: nothing to compare", gold.display());
        return;
    }
    let places = json(&gold.join("gold/places.json"));
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer");
    let mut now = found(&gold.join("seeds"), &gold.join("gold/seeds.json"), std::slice::from_ref(&own), &places);
    let layers = [own, gold.join("dev/gazetteer.csv")];
    now.extend(found(&gold.join("dev"), &gold.join("dev/gold.json"), &layers, &places));
    let kept: BTreeSet<String> = KEPT.split_whitespace().map(str::to_owned).collect();
    let lost: Vec<_> = kept.difference(&now).collect();
    let new: Vec<_> = now.difference(&kept).collect();
    assert!(
        lost.is_empty() && new.is_empty(),
        "lost: {lost:?}; found and not listed: {new:?} (add these to tests/kept.txt)"
    );
}
