//! The hash of a spelling: case, accents, hyphens and what stands in brackets make no difference.

use crate::document::fold;
use crate::document::spelling::{add_word, words};

/// The hashes of a spelling.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// Of its first word.
    pub first: u64,
    /// Of its first two words; nothing where it has one.
    pub pair: u64,
    /// Of all its words.
    pub all: u64,
    /// How many words it has.
    pub words: u8,
}

/// A buffer to fold spellings in, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    folded: String,
}

impl Keys {
    /// The hashes of a spelling; none where it has no word or more than anyone writes.
    pub(super) fn of(&mut self, spelling: &str) -> Option<Key> {
        self.folded.clear();
        fold::fold_into(spelling, &mut self.folded);
        let mut key = Key { first: 0, pair: 0, all: 0, words: 0 };
        for word in words(&self.folded) {
            key.all = add_word(key.all, word);
            match key.words {
                0 => key.first = key.all,
                1 => key.pair = key.all,
                _ => {}
            }
            key.words = key.words.checked_add(1)?;
        }
        (key.words > 0).then_some(key)
    }

    /// The hash of some words and those of a spelling behind them.
    pub fn extend(&mut self, hash: u64, spelling: &str) -> u64 {
        self.folded.clear();
        fold::fold_into(spelling, &mut self.folded);
        words(&self.folded).fold(hash, add_word)
    }

    /// One number for all ways to write a name.
    pub fn name(&mut self, spelling: &str) -> Option<u64> {
        self.of(without_brackets(spelling)).map(|key| key.all)
    }
}

/// One number for all ways to write a name.
pub(super) fn name_key(spelling: &str) -> Option<u64> {
    Keys::default().name(spelling)
}

/// Without what stands in brackets behind it: `Martouni (Arménie)` is looked for as `Martouni`.
pub(super) fn without_brackets(spelling: &str) -> &str {
    match spelling.find('(') {
        Some(at) if at > 0 => spelling[..at].trim_end(),
        _ => spelling,
    }
}

/// Without its article, which `à` and `de` swallow (`au Caire`); none where it has none.
pub(super) fn without_article(spelling: &str) -> Option<&str> {
    ["Le ", "La ", "Les ", "L'", "L’"].into_iter().find_map(|article| spelling.strip_prefix(article))
}
