//! What a language says, as data: word classes, verbs, triggers, patterns. One folder a language.
//!
//! Decides nothing. The tables are TOML files built into the binary and checked by the tests when built in; the
//! grammar that combines them is in the rooms to the right.

mod conjugation;
mod lexicon;
mod time_tables;
mod tokens;

pub use conjugation::{Inflection, Tense, VerbForm, VerbId};
pub use lexicon::{Class, ClassSet, Lexicon, WordId};
pub use time_tables::{DayPart, Feast, Reference, Role, Season, TimeTables, TimeUnit, TimeWord};
pub use tokens::TokenTables;

use std::sync::LazyLock;

/// The tables of one language, compiled.
#[derive(Debug)]
pub struct Language {
    code: &'static str,
    lexicon: Lexicon,
    tokens: TokenTables,
    time: TimeTables,
}

static FRENCH: LazyLock<Language> = LazyLock::new(|| Language {
    code: "fr",
    lexicon: Lexicon::compile(
        include_str!("fr/words.toml"),
        include_str!("fr/conjugation.toml"),
        include_str!("fr/verbs.toml"),
    ),
    tokens: TokenTables::compile(include_str!("fr/tokens.toml")),
    time: TimeTables::compile(include_str!("fr/time.toml")),
});

impl Language {
    /// French.
    #[must_use]
    pub fn french() -> &'static Self {
        &FRENCH
    }

    /// ISO 639-1 code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Words, their classes and the verbs they are forms of.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What cuts words: elisions, clitics, abbreviations.
    #[must_use]
    pub fn tokens(&self) -> &TokenTables {
        &self.tokens
    }

    /// What the language says of time.
    #[must_use]
    pub fn time(&self) -> &TimeTables {
        &self.time
    }
}
