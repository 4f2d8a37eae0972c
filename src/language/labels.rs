//! What the headline of an event calls it.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Names of event types and modes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    labels: BTreeMap<String, String>,
}

impl Labels {
    /// # Panics
    /// Where the table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(table: &str) -> Self {
        toml::from_str(table).expect("labels.toml")
    }

    /// The name of a type, by its mode where that has one of its own.
    ///
    /// ```
    /// let labels = dateline::language::Language::french().labels();
    /// assert_eq!(labels.name("ASSAULT", Some("heavy-weapons")), "Bombardement");
    /// assert_eq!(labels.name("CONSULT", None), "Rencontre");
    /// ```
    #[must_use]
    pub fn name(&self, kind: &str, mode: Option<&str>) -> &str {
        mode.and_then(|m| self.labels.get(&format!("{kind}/{m}")))
            .or_else(|| self.labels.get(kind))
            .map_or("", String::as_str)
    }
}
