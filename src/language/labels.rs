//! What the headline of an event calls it.

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Names of event types and modes.
#[derive(Debug)]
pub struct Labels {
    /// By type: its name, and those of its modes.
    kinds: FxHashMap<String, (String, FxHashMap<String, String>)>,
}

/// The table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    labels: FxHashMap<String, String>,
}

impl Labels {
    /// # Panics
    /// Where the table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(table: &str) -> Self {
        let table: Table = toml::from_str(table).expect("labels.toml");
        let mut kinds: FxHashMap<String, (String, FxHashMap<String, String>)> = FxHashMap::default();
        for (key, name) in table.labels {
            match key.split_once('/') {
                Some((kind, mode)) => {
                    kinds.entry(kind.to_owned()).or_default().1.insert(mode.to_owned(), name);
                }
                None => kinds.entry(key).or_default().0 = name,
            }
        }
        Self { kinds }
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
        self.kinds.get(kind).map_or("", |(name, modes)| mode.and_then(|mode| modes.get(mode)).unwrap_or(name))
    }
}
