//! Reads an output folder back for its page.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{PageInput, render};

/// Why no page could be made of a folder.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The folder has no `index.json`, so dateline has not written it.
    #[error("{}: no index.json here; give the folder that `dateline extract` wrote", .0.display())]
    NotOutput(PathBuf),
    /// A file cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file is not JSON.
    #[error("{}: not JSON: {source}", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// Where and why, with line and column.
        source: serde_json::Error,
    },
    /// A file is JSON, but not what belongs there.
    #[error("{}: {problem}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong and how to mend it.
        problem: String,
    },
}

/// Makes the page of an output folder: its day files as `index.json` lists them, `undated.geojson`,
/// `places.geojson`, and under the events the `GeoJSON` file `basemap`, where one is given.
///
/// # Errors
/// When the folder is not an output folder, or a file of it or the base map cannot be read or is not `GeoJSON`.
pub fn render_folder(folder: &Path, basemap: Option<&Path>) -> Result<String, PageError> {
    let basemap = basemap.map(read_basemap).transpose()?;
    Ok(render(&PageInput { basemap, ..read_folder(folder)? }))
}

/// Reads an output folder for its page, without a base map.
///
/// # Errors
/// When the folder is not an output folder, or a file of it cannot be read or is not `GeoJSON`.
pub fn read_folder(folder: &Path) -> Result<PageInput, PageError> {
    let index_path = folder.join("index.json");
    if !index_path.is_file() {
        return Err(PageError::NotOutput(folder.to_path_buf()));
    }
    let index = read_json(&index_path)?;
    let days = index.get("days").and_then(Value::as_array).ok_or_else(|| PageError::Content {
        path: index_path.clone(),
        problem: "no list of `days`; run `dateline extract` again".into(),
    })?;
    let mut features = Vec::new();
    for day in days {
        let Some(file) = day.get("file").and_then(Value::as_str) else { continue };
        // A day file lies in the folder itself; anything else was not written by dateline.
        if Path::new(file).file_name().is_some_and(|name| name == file) {
            features.extend(read_features(&folder.join(file))?);
        }
    }
    let optional = |name: &str| {
        let path = folder.join(name);
        if path.is_file() { read_features(&path) } else { Ok(Vec::new()) }
    };
    features.extend(optional("undated.geojson")?);
    let places = optional("places.geojson")?;
    Ok(PageInput { features, places, title: title(days), basemap: None })
}

/// A heading from the days there are.
fn title(days: &[Value]) -> String {
    let date = |day: Option<&Value>| day?.get("date")?.as_str().map(str::to_owned);
    match (date(days.first()), date(days.last())) {
        (Some(first), Some(last)) if first == last => format!("Events of {first}"),
        (Some(first), Some(last)) => format!("Events {first} to {last}"),
        _ => "Events".into(),
    }
}

fn read_json(path: &Path) -> Result<Value, PageError> {
    let bytes = fs::read(path).map_err(|source| PageError::Read { path: path.to_path_buf(), source })?;
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    serde_json::from_slice(text).map_err(|source| PageError::Json { path: path.to_path_buf(), source })
}

fn read_features(path: &Path) -> Result<Vec<Value>, PageError> {
    match read_json(path)?.get_mut("features").map(Value::take) {
        Some(Value::Array(features)) => Ok(features),
        _ => Err(PageError::Content { path: path.to_path_buf(), problem: "not a GeoJSON FeatureCollection".into() }),
    }
}

/// Reads a user's `GeoJSON`, checked here so that the mistake is told where it can be mended and not by an empty map.
///
/// # Errors
/// When the file cannot be read or is not `GeoJSON`.
pub fn read_basemap(path: &Path) -> Result<Value, PageError> {
    let value = read_json(path)?;
    match serde_json::from_value::<geojson::GeoJson>(value.clone()) {
        Ok(_) => Ok(value),
        Err(error) => Err(PageError::Content { path: path.to_path_buf(), problem: format!("not GeoJSON: {error}") }),
    }
}
