//! What a language says, as data: word classes, verbs, triggers, patterns. One folder a language.
//!
//! Decides nothing. The tables are TOML files built into the binary and checked by the tests when built in; the
//! grammar that combines them is in the rooms to the right.

mod company;
mod conjugation;
mod document_tables;
mod events;
mod interner;
mod labels;
mod lexicon;
mod numbers;
mod place_tables;
mod shape;
mod time_tables;
mod tokens;

pub use company::{Asked, Asks, Company, WordList, WordSketch};
pub use conjugation::{Inflection, Tense, VerbForm, VerbId};
pub use document_tables::{DocumentTables, Phrases};
pub use events::{EventTables, Frame, NounClasses, NounFrame, NounSets, Openings, StatusTables};
pub(crate) use interner::Interner;
pub use labels::Labels;
pub use lexicon::{Class, ClassSet, Lexicon, VerbClass, VerbClassSet, WordId};
pub use numbers::Numbers;
pub use place_tables::{PlaceTables, PlaceVerb, PlaceVerbs, PlaceWord, PlaceWords};
pub use time_tables::{DayPart, Feast, Reference, Role, Season, TimeTables, TimeUnit, TimeWord};
pub use tokens::TokenTables;

use std::sync::LazyLock;

/// The tables of one language, compiled.
#[derive(Debug)]
pub struct Language {
    code: &'static str,
    lexicon: Lexicon,
    tokens: TokenTables,
    document: DocumentTables,
    events: EventTables,
    labels: Labels,
    numbers: Numbers,
    place: PlaceTables,
    time: TimeTables,
}

static FRENCH: LazyLock<Language> = LazyLock::new(|| {
    let mut lexicon = Lexicon::compile(
        include_str!("fr/words.toml"),
        include_str!("fr/conjugation.toml"),
        include_str!("fr/verbs.toml"),
        include_str!("fr/verb_classes.toml"),
    );
    let events = EventTables::compile(
        include_str!("fr/triggers.toml"),
        include_str!("fr/nouns.toml"),
        include_str!("fr/status.toml"),
        &mut lexicon,
    );
    Language {
        code: "fr",
        place: PlaceTables::compile(include_str!("fr/place.toml"), &lexicon),
        lexicon,
        tokens: TokenTables::compile(include_str!("fr/tokens.toml")),
        document: DocumentTables::compile(include_str!("fr/document.toml")),
        events,
        labels: Labels::compile(include_str!("fr/labels.toml")),
        numbers: Numbers::compile(include_str!("fr/numbers.toml")),
        time: TimeTables::compile(include_str!("fr/time.toml")),
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

    /// What a page prints around its story: stamps, credits, navigation, datelines.
    #[must_use]
    pub fn document(&self) -> &DocumentTables {
        &self.document
    }

    /// What tells an event: frames of triggers, classes of nouns, words of status.
    #[must_use]
    pub fn events(&self) -> &EventTables {
        &self.events
    }

    /// Number words.
    #[must_use]
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// What the language says of time.
    #[must_use]
    pub fn time(&self) -> &TimeTables {
        &self.time
    }

    /// What the words around a name make of it.
    #[must_use]
    pub fn place(&self) -> &PlaceTables {
        &self.place
    }

    /// What the headline of an event calls it.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        &self.labels
    }
}
