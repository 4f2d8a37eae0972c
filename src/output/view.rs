//! Reads a Feature of an output folder, whichever version wrote it.

use super::sheet::Facts;
use chrono::NaiveDate;
use serde_json::Value;

/// A look at one Feature.
#[derive(Clone, Copy)]
pub(super) struct View<'a>(pub &'a Value);

impl<'a> View<'a> {
    pub(super) fn property(self, key: &str) -> &'a Value {
        &self.0["properties"][key]
    }

    /// The text of a property; empty where it is null or absent.
    pub(super) fn text(self, key: &str) -> &'a str {
        self.property(key).as_str().unwrap_or_default()
    }

    pub(super) fn id(self) -> &'a str {
        self.0["id"].as_str().unwrap_or_default()
    }

    /// Longitude and latitude.
    pub(super) fn point(self) -> Option<[f64; 2]> {
        let at = &self.0["geometry"]["coordinates"];
        Some([at.get(0)?.as_f64()?, at.get(1)?.as_f64()?])
    }

    /// First and last day; none at an end that is open.
    pub(super) fn interval(self) -> [Option<NaiveDate>; 2] {
        let interval = &self.0["time"]["interval"];
        [day(&interval[0]), day(&interval[1])]
    }

    /// What the manifest counts.
    pub(super) fn facts(self) -> Facts<'a> {
        Facts {
            kind: self.text("type"),
            point: self.point(),
            documents: self.documents(),
            place_id: self.property("place_id").as_str(),
        }
    }

    /// The documents that tell it, each once.
    pub(super) fn documents(self) -> Vec<&'a str> {
        let mut docs: Vec<&str> =
            self.property("sources").as_array().into_iter().flatten().filter_map(|s| s["doc"].as_str()).collect();
        docs.sort_unstable();
        docs.dedup();
        docs
    }
}

/// The day that a JSON string names.
pub(super) fn day(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
}
