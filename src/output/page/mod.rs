//! The map page: one HTML file with the events, the map under them and the script that shows both.
//!
//! The file works from disk. Its content security policy forbids every request, so what it shows is all in it:
//! the events, the places and the base map as JSON, the style and the script as written in this folder.

mod folder;

pub use folder::{PageError, read_basemap, read_folder, render_folder};

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::basemap;

const TEMPLATE: &str = include_str!("index.html");
const STYLE: &str = include_str!("page.css");
/// The parts of the page's one script, in the order they build on each other.
const SCRIPT: [&str; 10] = [
    include_str!("model.js"),
    include_str!("marks.js"),
    include_str!("base.js"),
    include_str!("clusters.js"),
    include_str!("names.js"),
    include_str!("map.js"),
    include_str!("time.js"),
    include_str!("list.js"),
    include_str!("event.js"),
    include_str!("address.js"),
];

/// What a page shows.
///
/// ```
/// use dateline::output::page::{PageInput, render};
/// let page = render(&PageInput { title: "Octobre <2020>".into(), ..PageInput::default() });
/// assert!(page.starts_with("<!doctype html>"));
/// assert!(page.contains("<title>Octobre &lt;2020></title>"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct PageInput {
    /// Event features as in the day files and `undated.geojson`.
    pub features: Vec<Value>,
    /// Place features as in `places.geojson`: the names on the map.
    pub places: Vec<Value>,
    /// The page's heading.
    pub title: String,
    /// A user's own `GeoJSON`, drawn over the base map and under the events.
    pub basemap: Option<Value>,
}

/// The page as one string of HTML.
///
/// Nothing in the input can leave its place: text from documents stands in JSON whose `<` is escaped, and the
/// script sets it as text only.
#[must_use]
pub fn render(input: &PageInput) -> String {
    let points: Vec<(f64, f64)> = input.features.iter().filter_map(position).collect();
    let sheets: Vec<Value> = basemap::sheets(&points).iter().map(basemap::Sheet::to_json).collect();
    let map = json!({ "sheets": sheets, "own": input.basemap });
    let events: Vec<Value> = input.features.iter().map(lean).collect();
    let title = input.title.replace('&', "&amp;").replace('<', "&lt;");
    let script = SCRIPT.concat();
    let parts = [
        ("TITLE", title.as_str()),
        ("STYLE", STYLE),
        ("HEADING", title.as_str()),
        ("EVENTS", &embed(&Value::Array(events))),
        ("PLACES", &embed(&Value::Array(input.places.clone()))),
        ("MAP", &embed(&map)),
        ("SCRIPT", &script),
    ];
    // The template is walked once: a mark in an event's text is never taken for one of the template's.
    let mut page = String::with_capacity(TEMPLATE.len() + parts.iter().map(|(_, text)| text.len()).sum::<usize>());
    let mut rest = TEMPLATE;
    for (name, text) in parts {
        let Some((before, after)) = rest.split_once(&format!("<!--{name}-->")) else { continue };
        page.push_str(before);
        page.push_str(text);
        rest = after;
    }
    page.push_str(rest);
    page
}

/// Renders the page and puts it at `path`, whole or not at all. A file that holds the same page is left alone.
///
/// # Errors
/// When the folder of `path` cannot be written to.
pub fn write(input: &PageInput, path: &Path) -> io::Result<()> {
    let page = render(input);
    if std::fs::read(path).is_ok_and(|old| old == page.as_bytes()) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // Without this only the writer could read the page, and a web server could not.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(page.as_bytes())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// JSON that can stand inside a `<script>` element: no `<`, so neither an end tag nor a comment.
fn embed(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// A feature without what only other programs' maps look at.
fn lean(feature: &Value) -> Value {
    let mut feature = feature.clone();
    if let Some(properties) = feature.get_mut("properties").and_then(Value::as_object_mut) {
        properties.shift_remove("marker-symbol");
    }
    feature
}

/// Longitude and latitude of a feature that has a point.
fn position(feature: &Value) -> Option<(f64, f64)> {
    let coordinates = feature.get("geometry")?.get("coordinates")?.as_array()?;
    Some((coordinates.first()?.as_f64()?, coordinates.get(1)?.as_f64()?))
}

#[cfg(test)]
mod tests;
