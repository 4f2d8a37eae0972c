//! Number words.

use super::shape::Shapes;
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
    /// By their first word, the longest first: their further words, and what they make of a number.
    bounds: FxHashMap<Box<str>, Vec<Bound>>,
    values_shapes: Shapes,
    scales_shapes: Shapes,
    bounds_shapes: Shapes,
}

/// The further words of a phrase before a number, and what it makes of it: `min`, `max`, `about`, `range`.
pub type Bound = (Vec<Box<str>>, String);

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
        let mut by_first: FxHashMap<Box<str>, Vec<Bound>> = FxHashMap::default();
        for (mut words, kind) in bounds {
            let first = words.remove(0);
            by_first.entry(first).or_default().push((words, kind));
        }
        let round = table.round.into_values().flatten().collect();
        Self {
            values_shapes: Shapes::of(table.values.keys().map(String::as_str)),
            scales_shapes: Shapes::of(table.scales.keys().map(String::as_str)),
            bounds_shapes: Shapes::of(by_first.keys().map(AsRef::as_ref)),
            values: table.values,
            scales: table.scales,
            round,
            bounds: by_first,
        }
    }

    /// The value of a number word.
    #[must_use]
    pub fn value(&self, word: &str) -> Option<u32> {
        if !self.values_shapes.may_hold(word) {
            return None;
        }
        self.values.get(word).copied()
    }

    /// Whether a number, or a phrase before one, may begin with a word: few of a text do.
    #[must_use]
    pub fn may_begin(&self, word: &str) -> bool {
        self.value(word).is_some() || !self.bounds(word).is_empty() || word.as_bytes().contains(&b'-')
    }

    /// What a word multiplies the number before it by.
    #[must_use]
    pub fn scale(&self, word: &str) -> Option<u32> {
        if !self.scales_shapes.may_hold(word) {
            return None;
        }
        self.scales.get(word).copied()
    }

    /// Whether a number word is round (`une vingtaine`).
    #[must_use]
    pub fn is_round(&self, word: &str) -> bool {
        self.round.contains(word)
    }

    /// Phrases before a number that begin with a word, the longest first.
    #[must_use]
    pub fn bounds(&self, first: &str) -> &[Bound] {
        if !self.bounds_shapes.may_hold(first) {
            return &[];
        }
        self.bounds.get(first).map_or(&[], Vec::as_slice)
    }
}
