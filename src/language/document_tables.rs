//! What a page prints around its story: navigation, stamps, credits, datelines. Words only; the shapes they stand in
//! are the `document` room's.

use super::shape::Shapes;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Deserializer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A set of phrases, each kept as its words in lower case without accents, one space between them.
///
/// ```
/// let phrases = dateline::language::Language::french().document();
/// assert!(phrases.months.contains("decembre") && !phrases.months.contains("décembre"));
/// ```
#[derive(Debug, Default)]
pub struct Phrases {
    set: FxHashSet<Box<str>>,
    firsts: FxHashSet<Box<str>>,
    shapes: Shapes,
    longest: usize,
}

impl Phrases {
    /// Whether a phrase, already in lower case and without accents, is one of them.
    #[must_use]
    pub fn contains(&self, phrase: &str) -> bool {
        self.set.contains(phrase)
    }

    /// Whether any of them begins with `word`: asked first, for most words begin none.
    #[must_use]
    pub fn begins(&self, word: &str) -> bool {
        self.shapes.may_hold(word) && self.firsts.contains(word)
    }

    /// Whether any of them may begin with a word that begins with `first`.
    #[must_use]
    pub fn may_begin(&self, first: char) -> bool {
        !first.is_ascii() || self.shapes.may_begin(first.to_ascii_lowercase())
    }

    /// Words in the longest phrase.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The phrases, in no order: for tests of the tables.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.set.iter().map(AsRef::as_ref)
    }
}

impl<'de> Deserialize<'de> for Phrases {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut phrases = Self::default();
        for phrase in Vec::<String>::deserialize(deserializer)? {
            let plain = plain(&phrase);
            phrases.longest = phrases.longest.max(plain.split(' ').count());
            let first = plain.split(' ').next().unwrap_or_default();
            phrases.shapes.add(first);
            phrases.firsts.insert(first.into());
            phrases.set.insert(plain.into());
        }
        Ok(phrases)
    }
}

/// The words of a phrase in lower case without accents: tables may be written as people write.
fn plain(phrase: &str) -> String {
    let folded: String = phrase.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

/// The table `document.toml` of a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentTables {
    /// Names of months and their abbreviations.
    pub months: Phrases,
    /// Names of weekdays and their abbreviations.
    pub weekdays: Phrases,
    /// The word before the month that a crawler glues to the first sentence.
    pub header_words: Phrases,
    /// Names of front matter lines (`Titre: …`).
    pub fields: Phrases,
    /// Those of them that hold the headline.
    pub title_fields: Phrases,
    /// What a publication stamp opens with (`Publié le`).
    pub stamp_openers: Phrases,
    /// All other words a publication stamp may hold.
    pub stamp_words: Phrases,
    /// News agencies.
    pub agencies: Phrases,
    /// Words of a picture's credit (`photo`, `archives`).
    pub credit_words: Phrases,
    /// What a line of picture credit opens with, before a colon or dash.
    pub credit_openers: Phrases,
    /// Navigation: a line of nothing but these is residue.
    pub residue: Phrases,
    /// A line that opens with one of these and has no verb of its own, is residue to its end.
    pub residue_openers: Phrases,
    /// Openers behind which the titles of other pieces follow, a line each.
    pub list_heads: Phrases,
    /// Words before which a headline is no dateline (`DIRECT - …`).
    pub kickers: Phrases,
    /// What a line with the writer's name opens with.
    pub bylines: Phrases,
    /// What a dateline by a correspondent opens with, before the preposition of the place.
    pub correspondents: Phrases,
    /// Small words inside the name of a place (`de`, `sur`, `aux`).
    pub name_particles: Phrases,
    /// Prepositions of place.
    pub at: Phrases,
    /// The article before a day of the month.
    pub day_articles: Phrases,
    /// The first of the month.
    pub first_days: Phrases,
    /// Words between agencies (`avec`, `et`).
    pub agency_links: Phrases,
    /// Time zones and what stands for them behind a clock time.
    pub zones: Phrases,
    /// Words that stand together in a note on how long the reading takes.
    pub reading_time: Phrases,
}

impl DocumentTables {
    /// # Panics
    /// Where the table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(table: &str) -> Self {
        toml::from_str(table).expect("document.toml")
    }
}
