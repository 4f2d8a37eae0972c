//! The company that a frame of triggers asks for: classes of nouns, and kinds of names and numbers.

use super::events::NounClasses;
use super::shape::Sketch;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Deref;

/// What no table of nouns lists and a column of a frame may ask for all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Asked {
    /// `toponym`: a place where something may happen.
    Toponym,
    /// `town`: a settlement.
    Town,
    /// `actor`: a state or body that acts.
    Actor,
    /// `person`: someone.
    Person,
    /// `number`: a number other than `un`.
    Number,
    /// `none`: nothing at all.
    None,
}

/// A column of `triggers.toml` that names classes of nouns, or what stands in for them.
///
/// The names are compared once, when the table is compiled: a text is asked with sets of bits.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Company {
    words: WordList,
    asks: Asks,
    loose: Asks,
}

/// What a column asks for, as sets of bits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asks {
    /// Classes of nouns.
    pub classes: NounClasses,
    others: u8,
}

/// Classes of places: what only stands in the complement of a head noun is none.
const PLACES: [&str; 4] = ["land", "territory", "building", "toponym"];

/// A column of `triggers.toml` that lists words.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct WordList {
    words: Vec<String>,
    sketch: Sketch,
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        let sketch = Sketch::of(words.iter().map(String::as_str));
        Self { words, sketch }
    }
}

/// What tells of most words, without a look at a list, that it does not hold them. Nought for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordSketch(Sketch);

impl WordSketch {
    /// That of a lower-cased word.
    #[must_use]
    pub fn of(lower: &str) -> Self {
        Self(Sketch::of(std::iter::once(lower).chain(lower.strip_suffix('s'))))
    }
}

impl WordList {
    /// Whether it may hold a word of this sketch.
    #[must_use]
    #[inline]
    pub fn may_hold(&self, word: WordSketch) -> bool {
        self.sketch.meets(word.0)
    }

    /// Whether it lists a word, or that of which the word is the plural in `s`.
    #[must_use]
    pub fn holds(&self, lower: &str) -> bool {
        let listed = |word: &str| self.sketch.may_hold(word) && self.words.iter().any(|w| w == word);
        listed(lower) || lower.strip_suffix('s').is_some_and(listed)
    }
}

impl Deref for WordList {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.words
    }
}

impl From<Vec<String>> for Company {
    fn from(names: Vec<String>) -> Self {
        Self { words: names.into(), asks: Asks::default(), loose: Asks::default() }
    }
}

impl Asks {
    fn of(names: &[impl AsRef<str>], class_names: &BTreeMap<String, u32>) -> Self {
        let others = names.iter().fold(0, |set, name| {
            let asked = match name.as_ref() {
                "toponym" => Asked::Toponym,
                "town" => Asked::Town,
                "actor" => Asked::Actor,
                "person" => Asked::Person,
                "number" => Asked::Number,
                "none" => Asked::None,
                _ => return set,
            };
            set | 1 << asked as u8
        });
        Self { classes: NounClasses::of(names, class_names), others }
    }

    /// Whether this is among it.
    #[must_use]
    pub fn has(self, asked: Asked) -> bool {
        self.others & 1 << asked as u8 != 0
    }
}

impl Company {
    /// Takes note of the bits under which `nouns.toml` has its classes.
    pub(super) fn settle(&mut self, class_names: &BTreeMap<String, u32>) {
        self.asks = Asks::of(&self.words, class_names);
        let loose: Vec<&String> = self.words.iter().filter(|name| !PLACES.contains(&name.as_str())).collect();
        self.loose = Asks::of(&loose, class_names);
    }

    /// What it asks for.
    #[must_use]
    pub fn asks(&self) -> Asks {
        self.asks
    }

    /// The same without places and their classes.
    #[must_use]
    pub fn loose(&self) -> Asks {
        self.loose
    }
}

impl Deref for Company {
    type Target = WordList;

    /// The names, as the table has them.
    fn deref(&self) -> &WordList {
        &self.words
    }
}
