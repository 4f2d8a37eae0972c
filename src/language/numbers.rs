//! Number words.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    values: FxHashMap<String, u32>,
    scales: FxHashMap<String, u32>,
    round: BTreeMap<String, FxHashSet<String>>,
    bounds: BTreeMap<String, Vec<String>>,
}

/// The words that stand for numbers, and those that make a number a minimum, a maximum or a range.
#[derive(Debug)]
pub struct Numbers {
    values: FxHashMap<String, u32>,
    scales: FxHashMap<String, u32>,
    round: FxHashSet<String>,
    bounds: Vec<(Vec<Box<str>>, String)>,
}

impl Numbers {
    /// # Panics
    /// Where the table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(table: &str) -> Self {
        let table: Table = toml::from_str(table).expect("numbers.toml");
        let mut bounds: Vec<(Vec<Box<str>>, String)> = Vec::new();
        for (kind, phrases) in &table.bounds {
            for phrase in phrases {
                let words = phrase.split(' ').flat_map(super::events::elided).map(|w| w.as_str().into()).collect();
                bounds.push((words, kind.clone()));
            }
        }
        // The longest first, so that `plus de` is not read as less.
        bounds.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let round = table.round.into_values().flatten().collect();
        Self { values: table.values, scales: table.scales, round, bounds }
    }

    /// The value of a number word.
    #[must_use]
    pub fn value(&self, word: &str) -> Option<u32> {
        self.values.get(word).copied()
    }

    /// What a word multiplies the number before it by.
    #[must_use]
    pub fn scale(&self, word: &str) -> Option<u32> {
        self.scales.get(word).copied()
    }

    /// Whether a number word is round (`une vingtaine`).
    #[must_use]
    pub fn is_round(&self, word: &str) -> bool {
        self.round.contains(word)
    }

    /// Phrases before a number with what they make of it: `min`, `max`, `about`, `range`; the longest first.
    #[must_use]
    pub fn bounds(&self) -> &[(Vec<Box<str>>, String)] {
        &self.bounds
    }
}
