//! What a language says about places: the words around a name that make it a location, an actor or part of a name.

use super::VerbId;
use super::lexicon::Lexicon;
use super::shape::Shapes;
use crate::document::fold::fold;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A class of words that `place.toml` lists under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[allow(missing_docs)] // each is described where its words stand, in place.toml
pub enum PlaceWord {
    At,
    In,
    On,
    Toward,
    Against,
    Of,
    By,
    For,
    With,
    According,
    After,
    En,
    Not,
    Join,
    Filler,
    Extreme,
    ThatOne,
    Territory,
    Between,
    Until,
    Article,
    MergedArticle,
    Determiner,
    Definite,
    Possessive,
    And,
    Softener,
    Near,
    Far,
    Environs,
    About,
    Unit,
    SmallUnit,
    Situated,
    Adverb,
    Present,
    PersonTitle,
    CorefSettlement,
    CorefArea,
    CorefCountry,
    NameTail,
    StreetOf,
    GivenName,
    Settlement,
    Capital,
    Area,
    Country,
    Polity,
    Part,
    Event,
    Seizure,
    Meeting,
    Body,
    Voice,
    Recipient,
    NameOf,
    Street,
    Route,
    Border,
    Topic,
    Strike,
    NotInside,
    Isle,
    OfRegion,
}

/// A set of [`PlaceWord`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceWords(u64);

impl PlaceWords {
    /// Whether `class` is one of them.
    #[must_use]
    #[inline]
    pub fn has(self, class: PlaceWord) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether any of `classes` is one of them.
    #[must_use]
    #[inline] // a list that is written out becomes one number
    pub fn any(self, classes: &[PlaceWord]) -> bool {
        self.0 & classes.iter().fold(0, |set, class| set | 1 << *class as u8) != 0
    }

    /// All of them but `class`.
    #[must_use]
    pub fn without(self, class: PlaceWord) -> Self {
        Self(self.0 & !(1 << class as u8))
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A class of verbs that `place.toml` lists under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[allow(missing_docs)] // each is described where its verbs stand, in place.toml
pub enum PlaceVerb {
    Speak,
    Affect,
    Undergo,
    Leave,
    Link,
    Lie,
    Remain,
    Bind,
    Transfer,
    Withdraw,
    Rain,
    Raze,
    Sway,
    Give,
    NotThere,
}

/// A set of [`PlaceVerb`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceVerbs(u16);

impl PlaceVerbs {
    /// Whether `class` is one of them.
    #[must_use]
    #[inline]
    pub fn has(self, class: PlaceVerb) -> bool {
        self.0 & (1 << class as u8) != 0
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    words: BTreeMap<PlaceWord, Vec<String>>,
    nouns: BTreeMap<PlaceWord, Vec<String>>,
    verbs: BTreeMap<PlaceVerb, Vec<String>>,
    bearings: BTreeMap<String, f64>,
    numbers: BTreeMap<String, f64>,
    called: BTreeMap<String, String>,
}

/// The table `place.toml` of a language.
#[derive(Debug)]
pub struct PlaceTables {
    words: FxHashMap<String, PlaceWords>,
    shapes: Shapes,
    /// By the number of the verb.
    verbs: Vec<PlaceVerbs>,
    bearings: FxHashMap<String, f64>,
    numbers: FxHashMap<String, f64>,
    called: FxHashMap<String, Box<str>>,
    of: Vec<String>,
    unknown_verbs: Vec<String>,
}

impl PlaceTables {
    /// # Panics
    /// Where the table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(table: &str, lexicon: &Lexicon) -> Self {
        let table: Table = toml::from_str(table).expect("place.toml");
        let mut words: FxHashMap<String, PlaceWords> = FxHashMap::default();
        let mut put = |word: String, class: PlaceWord| words.entry(word).or_default().0 |= 1 << class as u8;
        for (class, list) in &table.words {
            for word in list {
                put(fold(word), *class);
            }
        }
        for (class, list) in &table.nouns {
            for word in list {
                let folded = fold(word);
                if !folded.ends_with(['s', 'x', 'z']) {
                    put(format!("{folded}s"), *class);
                }
                put(folded, *class);
            }
        }
        let of = table.words.get(&PlaceWord::Of).cloned().unwrap_or_default();
        let mut verbs = vec![PlaceVerbs::default(); lexicon.verb_count()];
        let mut unknown_verbs = Vec::new();
        for (class, list) in table.verbs {
            for infinitive in list {
                match lexicon.verb_id(&infinitive) {
                    Some(id) => verbs[id.index()].0 |= 1 << class as u8,
                    None => unknown_verbs.push(infinitive),
                }
            }
        }
        let folded = |map: BTreeMap<String, f64>| map.into_iter().map(|(k, v)| (fold(&k), v)).collect();
        let mut called: FxHashMap<String, Box<str>> = FxHashMap::default();
        for (noun, kind) in table.called {
            let (noun, kind) = (fold(&noun), kind.into_boxed_str());
            called.insert(format!("{noun}s"), kind.clone());
            called.insert(noun, kind);
        }
        let (bearings, numbers) = (folded(table.bearings), folded(table.numbers));
        let shapes = Shapes::of(words.keys().map(String::as_str));
        Self { words, shapes, verbs, bearings, numbers, called, of, unknown_verbs }
    }

    /// The classes of a folded word.
    #[must_use]
    pub fn word(&self, folded: &str) -> PlaceWords {
        if !self.shapes.may_hold(folded) {
            return PlaceWords::default();
        }
        self.words.get(folded).copied().unwrap_or_default()
    }

    /// The classes of a verb.
    #[must_use]
    #[inline]
    pub fn verb(&self, verb: VerbId) -> PlaceVerbs {
        self.verbs[verb.index()]
    }

    /// Degrees from north of a folded word for a direction.
    #[must_use]
    pub fn bearing(&self, folded: &str) -> Option<f64> {
        self.bearings.get(folded).copied()
    }

    /// The value of a folded word for a number.
    #[must_use]
    pub fn number(&self, folded: &str) -> Option<f64> {
        self.numbers.get(folded).copied()
    }

    /// What a folded noun before a name makes of it, in the words of gazetteers: `town`.
    #[must_use]
    pub fn called(&self, folded: &str) -> Option<&str> {
        self.called.get(folded).map(AsRef::as_ref)
    }

    /// The nouns that make something of a name, folded, with what they make of it, in order.
    #[must_use]
    pub fn nouns(&self) -> Vec<(&str, &str)> {
        let mut all: Vec<_> = self.called.iter().map(|(noun, kind)| (noun.as_str(), kind.as_ref())).collect();
        all.sort_unstable();
        all
    }

    /// The words that join a noun and a name (`de`, `d'`), as written.
    #[must_use]
    pub fn of(&self) -> &[String] {
        &self.of
    }

    /// Verbs of the table that the language's lexicon cannot conjugate.
    #[must_use]
    pub fn unknown_verbs(&self) -> &[String] {
        &self.unknown_verbs
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;

    #[test]
    fn every_verb_of_the_table_can_be_conjugated() {
        assert_eq!(Language::french().place().unknown_verbs(), [] as [&str; 0]);
    }
}
