//! What a language says, as data: word classes, verbs, triggers, patterns. One folder a language.
//!
//! Decides nothing. The tables are TOML files built into the binary and checked by the tests when built in; the
//! grammar that combines them is in the rooms to the right.

mod conjugation;
mod lexicon;
mod place_tables;
mod tokens;

pub use conjugation::{Inflection, Tense, VerbForm, VerbId};
pub use lexicon::{Class, ClassSet, Lexicon, VerbClass, VerbClassSet, WordId};
pub use place_tables::{Called, PlaceTables, PlaceVerb, PlaceVerbs, PlaceWord, PlaceWords};
pub use tokens::TokenTables;

use std::sync::LazyLock;

/// The tables of one language, compiled.
#[derive(Debug)]
pub struct Language {
    code: &'static str,
    lexicon: Lexicon,
    tokens: TokenTables,
    place: PlaceTables,
}

static FRENCH: LazyLock<Language> = LazyLock::new(|| {
    let lexicon = Lexicon::compile(
        include_str!("fr/words.toml"),
        include_str!("fr/conjugation.toml"),
        include_str!("fr/verbs.toml"),
        include_str!("fr/verb_classes.toml"),
    );
    Language {
        code: "fr",
        tokens: TokenTables::compile(include_str!("fr/tokens.toml")),
        place: PlaceTables::compile(include_str!("fr/place.toml"), &lexicon),
        lexicon,
    }
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

    /// What the words around a name make of it.
    #[must_use]
    pub fn place(&self) -> &PlaceTables {
        &self.place
    }
}
