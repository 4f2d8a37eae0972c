//! What a token's text says wherever it stands.
//!
//! Texts repeat their words, and every room asks the same of them: their lower case, their bare letters, their numbers
//! in the tables. So all of it is found out together, and kept for the next time the text is met.

use super::{Span, fold};
use crate::language::{Class, Language, PlaceWords, WordId};
use rustc_hash::FxHasher;
use std::cell::RefCell;
use std::hash::Hasher;
use std::ops::Range;

/// Texts kept at once, by the low bits of their hash: a power of two. A text takes the place of another of the same bits.
const KEPT: usize = 1 << 13;
/// The longest text, in bytes, that is kept.
const LONGEST: usize = 64;

/// What does not depend on where a text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools)] // each is a question of its own
pub(super) struct Facts {
    /// Whether its lower case is another text, and whether that without accents is another again.
    pub lowers: bool,
    pub folds: bool,
    /// Its first character.
    pub mark: char,
    /// Whether its first letter is a capital, all (of two and more) are, any is.
    pub capital: bool,
    pub all_caps: bool,
    pub any_capital: bool,
    pub word: WordId,
    /// Whether it may be the form of a verb, and whether a clause may begin or end at it.
    pub verbal: bool,
    pub hinge: bool,
    /// Its number in the tables of time, its classes in those of places.
    pub time: u16,
    pub place: PlaceWords,
    /// Whether a number in words, or a phrase before one, may begin with it.
    pub counts: bool,
    /// Whether a phrase that names a source may begin with it.
    pub opens_source: bool,
    /// The first of the words that names are cut into, and its hash.
    pub first: FirstWord,
    pub hash: u64,
}

/// The first of the words that names are cut into, in a folded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum FirstWord {
    /// It has none.
    #[default]
    None,
    /// It is all of the text.
    Whole,
    /// Others may follow.
    Cut,
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

/// A short text as a number, which no other text of its length is.
type Key = u128;
const KEY: usize = size_of::<Key>();

/// The key of a piece of text of at most [`KEY`] bytes.
fn key(text: &str, range: &Range<usize>) -> Key {
    let bytes = text.as_bytes();
    let bits = 8 * (KEY - range.len());
    if let Some(own) = bytes.get(range.start..range.start + KEY).and_then(|own| <[u8; KEY]>::try_from(own).ok()) {
        // What stands behind the piece is shifted out.
        return Key::from_le_bytes(own).checked_shl(u32::try_from(bits).unwrap_or(0)).unwrap_or(0);
    }
    let mut own = [0; KEY];
    own[KEY - range.len()..].copy_from_slice(&bytes[range.clone()]);
    Key::from_le_bytes(own)
}

/// A text and what is known of it.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    /// Its length, and its key or, where it is too long for one, itself.
    length: usize,
    key: Key,
    long: String,
    /// Its lower case where that is another, and that without accents where it is another again.
    others: String,
    lower: usize,
    pub facts: Facts,
}

impl Spelling {
    fn fill(&mut self, raw: &str, key: Key, scratch: &mut String, language: &Language) {
        self.length = raw.len();
        self.key = key;
        self.long.clear();
        if raw.len() > KEY {
            self.long.push_str(raw);
        }
        self.others.clear();
        let mut lowers = !raw.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        if lowers {
            fold::lower_into(raw, &mut self.others);
            lowers = self.others != raw;
            if !lowers {
                self.others.clear();
            }
        }
        self.lower = self.others.len();
        let lower = if lowers { self.others.as_str() } else { raw };
        // Most texts are without accents: nothing is left to fold.
        let mut folds = !lower.bytes().all(|b| b.is_ascii_alphanumeric());
        if folds {
            scratch.clear();
            fold::fold_into(lower, scratch);
            folds = *scratch != *lower;
        }
        let folded = if folds { scratch.as_str() } else { lower };
        self.facts = Facts { lowers, folds, ..facts(raw, lower, folded, language) };
        if folds {
            self.others.push_str(scratch);
        }
    }

    /// Appends lower case and folded text to `buffer`, as far as they are other than the text, which stands at `raw`, and
    /// says where they stand.
    pub fn append(&self, raw: Span, buffer: &mut String) -> (Span, Span) {
        let start = buffer.len();
        buffer.push_str(&self.others);
        let middle = start + self.lower;
        let lower = if self.facts.lowers { Span::of_range(start..middle) } else { raw };
        (lower, if self.facts.folds { Span::of_range(middle..buffer.len()) } else { lower })
    }
}

fn facts(raw: &str, lower: &str, folded: &str, language: &Language) -> Facts {
    let (capital, all_caps, any_capital) = capitals(raw);
    let time = language.time();
    let (word, mark) = (language.lexicon().id(lower), raw.chars().next().unwrap_or_default());
    let plain = !folded.is_empty() && folded.bytes().all(|b| b.is_ascii_alphanumeric());
    let (first, hash) = if plain {
        (FirstWord::Whole, add_word(0, folded))
    } else {
        words(folded).next().map_or((FirstWord::None, 0), |word| (FirstWord::Cut, add_word(0, word)))
    };
    Facts {
        lowers: false,
        folds: false,
        mark,
        capital,
        all_caps,
        any_capital,
        word,
        verbal: !language.lexicon().forms(word).is_empty(),
        hinge: matches!(mark, ',' | '-' | '–' | ')' | ';' | ':')
            || language.lexicon().classes(word).any(&[
                Class::That,
                Class::Relative,
                Class::Conditional,
                Class::TimeConjunction,
            ]),
        time: if capital { time.id_of_capital(lower) } else { time.id(lower) },
        place: language.place().word(folded),
        counts: language.numbers().may_begin(lower),
        opens_source: language.events().status().according.beginning(lower).next().is_some(),
        first,
        hash,
    }
}

/// Whether the first letter of a text is a capital, all of two and more are, any is.
fn capitals(raw: &str) -> (bool, bool, bool) {
    if raw.is_ascii() {
        let any = raw.bytes().any(|b| b.is_ascii_uppercase());
        let capital = any && raw.as_bytes()[0].is_ascii_uppercase();
        let all = capital
            && !raw.bytes().any(|b| b.is_ascii_lowercase())
            && raw.bytes().filter(u8::is_ascii_uppercase).nth(1).is_some();
        return (capital, all, any);
    }
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    let mut letters = raw.chars().filter(|c| c.is_alphabetic());
    let all = capital && letters.clone().nth(1).is_some() && letters.all(char::is_uppercase);
    (capital, all, capital || raw.chars().any(char::is_uppercase))
}

/// The texts met last.
#[derive(Debug)]
pub(super) struct Spellings {
    kept: Vec<Spelling>,
    /// Of a text too long to be kept.
    long: Spelling,
    scratch: String,
}

thread_local! {
    static MINE: RefCell<Spellings> = RefCell::new(Spellings::keeping(KEPT));
}

impl Spellings {
    /// None yet, with room for so many: a power of two.
    fn keeping(most: usize) -> Self {
        let kept = std::iter::repeat_with(Spelling::default).take(most).collect();
        Self { kept, long: Spelling::default(), scratch: String::new() }
    }

    /// The thread's own. There is one [`Language`], so a text means the same at every call.
    pub fn with<T>(work: impl FnOnce(&mut Self) -> T) -> T {
        MINE.with_borrow_mut(work)
    }

    /// What is known of a piece of text.
    pub fn get(&mut self, text: &str, range: Range<usize>, language: &Language) -> &Spelling {
        let length = range.len();
        if length > LONGEST {
            self.long.fill(&text[range], 0, &mut self.scratch, language);
            return &self.long;
        }
        let (key, hash) = if length <= KEY {
            let key = key(text, &range);
            (key, mixed(key))
        } else {
            let mut hasher = FxHasher::default();
            hasher.write(&text.as_bytes()[range.clone()]);
            (0, hasher.finish())
        };
        let mask = self.kept.len() - 1;
        #[allow(clippy::cast_possible_truncation)] // only the low bits are asked for
        let kept = &mut self.kept[hash as usize & mask];
        let same = kept.length == length && kept.key == key && (length <= KEY || kept.long == text[range.clone()]);
        if !same {
            kept.fill(&text[range], key, &mut self.scratch, language);
        }
        kept
    }
}

/// The bits of a key, mixed.
#[allow(clippy::cast_possible_truncation)] // both halves are taken
fn mixed(key: Key) -> u64 {
    let halves = (key as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (key >> 64) as u64;
    let mixed = u128::from(halves) * 0xd6e8_feb8_6659_fd93;
    (mixed >> 64) as u64 ^ mixed as u64
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
                let (mut anew, mut buffer, mut scratch) = (Spelling::default(), String::new(), String::new());
                anew.fill(raw, 0, &mut scratch, language);
                // What stands around a piece is not read.
                let (text, span) = (format!("{raw}aA é"), Span::of_range(0..raw.len()));
                prop_assert_eq!(kept.get(raw, 0..raw.len(), language).facts, anew.facts);
                let spelling = kept.get(&text, 0..raw.len(), language);
                prop_assert_eq!(spelling.facts, anew.facts);
                let (lower, folded) = spelling.append(span, &mut buffer);
                let of = |kept: bool, span: Span| span.of(if kept { &buffer } else { raw }).to_owned();
                prop_assert_eq!(of(anew.facts.lowers, lower), fold::lower(raw));
                prop_assert_eq!(of(anew.facts.lowers || anew.facts.folds, folded), fold::fold(&fold::lower(raw)));
            }
        }
    }
}
