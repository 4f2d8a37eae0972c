//! What a token's text says wherever it stands.
//!
//! Texts repeat their words, and every room asks the same of them: their lower case, their bare letters, their numbers
//! in the tables. So all of it is found out together, and kept for the next time the text is met.

use super::{Span, fold};
use crate::language::{Language, PlaceWords, WordId};
use rustc_hash::FxHasher;
use std::cell::RefCell;
use std::hash::Hasher;

/// Texts kept at once, by the low bits of their hash: a power of two. A text takes the place of another of the same bits.
const KEPT: usize = 1 << 12;
/// The longest text, in bytes, that is kept.
const LONGEST: usize = 64;

/// What does not depend on where a text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools)] // each is a question of its own
pub(super) struct Facts {
    /// Whether its first letter is a capital, all (of two and more) are, any is.
    pub capital: bool,
    pub all_caps: bool,
    pub any_capital: bool,
    pub word: WordId,
    /// Its number in the tables of time, its classes in those of places.
    pub time: u16,
    pub place: PlaceWords,
    /// Whether a number in words, or a phrase before one, may begin with it.
    pub counts: bool,
    /// Whether a phrase that names a source may begin with it.
    pub opens_source: bool,
    pub first: FirstWord,
}

/// The first of the words that names are cut into, in a folded text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum FirstWord {
    /// It has none.
    #[default]
    None,
    /// It is all of the text; the upper half of its hash.
    Whole(u32),
    /// Others may follow.
    Cut(u32),
}

/// The words of a folded text, as names are cut: at spaces, and behind an apostrophe.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split_inclusive(['\'', ' ']).map(bare).filter(|word| !word.is_empty())
}

/// A word without what stands around its letters and digits.
fn bare(piece: &str) -> &str {
    let word = piece.strip_suffix(' ').unwrap_or(piece);
    if word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'\'') {
        return word;
    }
    word.trim().trim_matches(|c: char| !c.is_alphanumeric() && c != '\'')
}

/// The hash of some words and one more.
pub(crate) fn add_word(hash: u64, word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(hash);
    // One spelling for `St-Etienne` and `Saint-Etienne`.
    hasher.write(match word {
        "st" => b"saint",
        "ste" => b"sainte",
        word => word.as_bytes(),
    });
    hasher.finish()
}

/// A text and what is known of it.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    /// The text, and behind it its lower case where that is another.
    text: String,
    raw: usize,
    /// Where in `text` its lower case stands.
    lower: Span,
    /// Its lower case without accents, where that is another: `folds` says so.
    folded: String,
    folds: bool,
    pub facts: Facts,
}

impl Spelling {
    fn is_of(&self, raw: &str) -> bool {
        self.raw == raw.len() && self.text.as_bytes()[..self.raw] == *raw.as_bytes()
    }

    fn fill(&mut self, raw: &str, language: &Language) {
        self.raw = raw.len();
        self.text.clear();
        self.text.push_str(raw);
        fold::lower_into(raw, &mut self.text);
        self.lower = Span::of_range(raw.len()..self.text.len());
        if self.text[raw.len()..] == *raw {
            self.text.truncate(raw.len());
            self.lower = Span::of_range(0..raw.len());
        }
        let lower = self.lower.of(&self.text);
        self.folded.clear();
        // Most texts are without accents: nothing is left to fold.
        let bare = lower.bytes().all(|b| b.is_ascii_alphanumeric());
        if !bare {
            fold::fold_into(lower, &mut self.folded);
        }
        self.folds = !bare && self.folded != lower;
        let folded = if self.folds { self.folded.as_str() } else { lower };
        self.facts = facts(raw, lower, folded, language);
    }

    /// Appends lower case and folded text to `buffer`, and says where they stand.
    pub fn append(&self, buffer: &mut String) -> (Span, Span) {
        let start = buffer.len();
        buffer.push_str(self.lower.of(&self.text));
        let lower = Span::of_range(start..buffer.len());
        if !self.folds {
            return (lower, lower);
        }
        let start = buffer.len();
        buffer.push_str(&self.folded);
        (lower, Span::of_range(start..buffer.len()))
    }
}

fn facts(raw: &str, lower: &str, folded: &str, language: &Language) -> Facts {
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    let mut letters = raw.chars().filter(|c| c.is_alphabetic());
    let all_caps = capital && letters.clone().nth(1).is_some() && letters.all(char::is_uppercase);
    let time = language.time();
    let plain = !folded.is_empty() && folded.bytes().all(|b| b.is_ascii_alphanumeric());
    #[allow(clippy::cast_possible_truncation)] // the upper half of a hash is one
    let hash = |word| (add_word(0, word) >> 32) as u32;
    let first = if plain {
        FirstWord::Whole(hash(folded))
    } else {
        words(folded).next().map(hash).map_or(FirstWord::None, FirstWord::Cut)
    };
    Facts {
        capital,
        all_caps,
        any_capital: raw.chars().any(char::is_uppercase),
        word: language.lexicon().id(lower),
        time: if capital { time.id_of_capital(lower) } else { time.id(lower) },
        place: language.place().word(folded),
        counts: language.numbers().may_begin(lower),
        opens_source: language.events().status().according.beginning(lower).next().is_some(),
        first,
    }
}

/// The texts met last.
#[derive(Debug)]
pub(super) struct Spellings {
    kept: Vec<Spelling>,
    /// Of a text too long to be kept.
    long: Spelling,
}

thread_local! {
    static MINE: RefCell<Spellings> = RefCell::new(Spellings::keeping(KEPT));
}

impl Spellings {
    /// None yet, with room for so many: a power of two.
    fn keeping(most: usize) -> Self {
        Self { kept: std::iter::repeat_with(Spelling::default).take(most).collect(), long: Spelling::default() }
    }

    /// The thread's own. There is one [`Language`], so a text means the same at every call.
    pub fn with<T>(work: impl FnOnce(&mut Self) -> T) -> T {
        MINE.with_borrow_mut(work)
    }

    /// What is known of a text.
    pub fn get(&mut self, raw: &str, language: &Language) -> &Spelling {
        if raw.len() > LONGEST {
            self.long.fill(raw, language);
            return &self.long;
        }
        let mut hasher = FxHasher::default();
        hasher.write(raw.as_bytes());
        #[allow(clippy::cast_possible_truncation)] // only the low bits are asked for
        let slot = hasher.finish() as usize & (self.kept.len() - 1);
        let kept = &mut self.kept[slot];
        if !kept.is_of(raw) {
            kept.fill(raw, language);
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_kept_is_what_is_found_out_anew(texts in prop::collection::vec("[a-zA-ZéÉœ'’ 0-9.-]{1,4}|.{1,80}", 1..200)) {
            let language = Language::french();
            let mut kept = Spellings::keeping(8);
            for raw in texts.iter().chain(&texts) {
                let (mut anew, mut buffer, mut other) = (Spelling::default(), String::new(), String::new());
                anew.fill(raw, language);
                let spelling = kept.get(raw, language);
                prop_assert_eq!(spelling.facts, anew.facts);
                let (lower, folded) = spelling.append(&mut buffer);
                prop_assert_eq!((lower, folded), anew.append(&mut other));
                prop_assert_eq!(lower.of(&buffer), fold::lower(raw));
                prop_assert_eq!(folded.of(&buffer), fold::fold(&fold::lower(raw)));
                prop_assert_eq!(&buffer, &other);
            }
        }
    }
}
