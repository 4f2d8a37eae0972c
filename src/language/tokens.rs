//! What cuts words and sentences: elisions, clitics, abbreviations.

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// The table `tokens.toml` of a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenTables {
    /// Words that end in an apostrophe and stand before a vowel (`l`, `qu`, `jusqu`), without it.
    pub elisions: FxHashSet<String>,
    /// Words with an apostrophe or hyphen inside that are one word all the same (`aujourd'hui`, `rendez-vous`).
    pub whole: FxHashSet<String>,
    /// Pronouns that stand behind their verb with a hyphen (`dit-il`).
    pub clitics: FxHashSet<String>,
    /// The letter that links a vowel to them (`a-t-il`).
    pub linking: String,
    /// The letters before which no vowel is elided; an apostrophe before one of them is part of a name (`N'Djamena`).
    pub consonants: String,
    /// Words whose full stop does not end a sentence even before a capital, without it (`M. Dupont`).
    pub abbreviations: FxHashSet<String>,
    /// Words whose full stop does not end a sentence before a number, without it (`oct. 2020`); before a capital it does.
    pub before_numbers: FxHashSet<String>,
}

impl TokenTables {
    /// # Panics
    /// Where the table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(table: &str) -> Self {
        toml::from_str(table).expect("tokens.toml")
    }
}
