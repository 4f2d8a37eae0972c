//! Reads a folder that was written before.

use super::contents::Contents;
use super::error::Error;
use super::filter::Filter;
use super::index::Manifest;
use super::places;
use super::sheet::{self, Bbox, Sheet};
use super::view::{self, View};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use std::fs;
use std::io;
use std::path::Path;

/// How `index.json` begins.
pub(super) const INDEX_HEAD: &str = "{\n\"version\":";

/// The days of the manifest of an earlier run.
///
/// # Errors
/// Where a file of that name is there and is not dateline's: the folder belongs to something else.
pub(super) fn days(folder: &Path) -> Result<Vec<NaiveDate>, Error> {
    let path = folder.join("index.json");
    let file = match fs::File::open(&path) {
        Ok(file) => io::BufReader::new(file),
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(Error::Read { path, source }),
    };
    // Without the documents, of which there may be millions.
    let index: Marks = match serde_json::from_reader(file) {
        Ok(index) => index,
        Err(e) if e.is_io() && e.io_error_kind() != Some(io::ErrorKind::InvalidData) => {
            return Err(Error::Read { path, source: e.into() });
        }
        Err(_) => return Err(Error::Foreign(path)),
    };
    Ok(dates(&serde_json::json!({ "days": index.days })))
}

/// What tells a manifest of dateline's.
#[derive(Deserialize)]
struct Marks {
    #[serde(rename = "gazetteer_sha256")]
    _gazetteer: String,
    days: Vec<Value>,
}

/// The dates only, never the file names: what a manifest says must not name a file outside the folder.
fn dates(index: &Value) -> Vec<NaiveDate> {
    index["days"].as_array().into_iter().flatten().filter_map(|d| view::day(&d["date"])).collect()
}

/// What `filter` keeps of the contents of a folder.
pub(super) fn contents<'a>(folder: &'a Path, filter: &'a Filter) -> Result<Contents<'a>, Error> {
    let path = folder.join("index.json");
    if !path.exists() {
        return Err(Error::NoIndex(folder.to_owned()));
    }
    let mut index = json(&path)?;
    let text = |key: &str| index[key].as_str().unwrap_or_default().to_owned();
    let manifest = Manifest { version: text("version"), gazetteer_sha256: text("gazetteer_sha256") };
    let mut days = dates(&index);
    days.sort_unstable();
    days.dedup();
    let Value::Array(documents) = index["documents"].take() else {
        return Err(Error::Broken { path, what: "`documents` is no list".to_owned() });
    };
    let unresolved = folder.join("unresolved.csv");
    let places = features(&folder.join("places.geojson"))?;
    let mut places_bbox = Bbox::default();
    places.iter().filter_map(|place| View(place).point()).for_each(|point| places_bbox.add(point));
    let sheets = days.into_iter().map(Some).chain([None]).map(move |date| {
        let mut features = features(&folder.join(sheet::file_name(date)))?;
        features.retain(|f| filter.keeps_feature(f));
        Ok(Sheet::read(date, features))
    });
    Ok(Contents {
        manifest,
        documents: Box::new(documents.into_iter().map(Ok)),
        sheets: Box::new(sheets.filter(|s| s.as_ref().map_or(true, |s: &Sheet| s.len() > 0))),
        places_bbox,
        places: Box::new(places.into_iter().map(|place| Ok(places::Feature::Old(place)))),
        unresolved: fs::read(&unresolved).map_err(|source| Error::Read { path: unresolved, source })?,
        unresolved_names: index["unresolved"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or_default(),
    })
}

fn json(path: &Path) -> Result<Value, Error> {
    let bytes = fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    serde_json::from_slice(&bytes).map_err(|e| Error::Broken { path: path.to_owned(), what: e.to_string() })
}

fn features(path: &Path) -> Result<Vec<Value>, Error> {
    match json(path)?["features"].take() {
        // Features that are no objects would be lost on the way; better to say so.
        Value::Array(features) if features.iter().all(|f| f["properties"].is_object()) => Ok(features),
        _ => Err(Error::Broken { path: path.to_owned(), what: "it is no FeatureCollection".to_owned() }),
    }
}
