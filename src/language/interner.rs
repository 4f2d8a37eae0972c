//! Words to numbers: all text in one string, found by an open hash table.
//!
//! A map of boxed strings would ask the allocator for every one of some hundred thousand verb forms each time the
//! program starts.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A slot of the table that holds nothing: no word has this number, since that of the last word is less.
const FREE: u32 = u32::MAX;

/// Distinct words, numbered from 0 in the order they came.
#[derive(Debug)]
pub(crate) struct Interner {
    text: String,
    /// Where each word ends in the text; it begins where the one before it ends.
    ends: Vec<u32>,
    /// Hash and number of a word, at the slot its hash names or the first free one after it. A power of two.
    slots: Vec<(u32, u32)>,
}

impl Default for Interner {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

impl Interner {
    /// None yet, with room for so many words.
    pub(super) fn with_capacity(words: usize) -> Self {
        let slots = (words * 4 / 3 + 1).next_power_of_two();
        Self { text: String::with_capacity(words * 12), ends: Vec::with_capacity(words), slots: vec![(0, FREE); slots] }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a word.
    pub(crate) fn get(&self, word: &str) -> Option<u32> {
        self.find(hash(word), word).ok()
    }

    /// The number of a word, which is the next one if the word is new.
    ///
    /// # Panics
    /// Where the words outgrow four gigabytes.
    pub(crate) fn insert(&mut self, word: &str) -> u32 {
        let hash = hash(word);
        let slot = match self.find(hash, word) {
            Ok(number) => return number,
            Err(slot) => slot,
        };
        let number = u32::try_from(self.ends.len()).expect("fewer than four billion words");
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).expect("less than four gigabytes of words"));
        self.slots[slot] = (hash, number);
        if self.ends.len() * 4 > self.slots.len() * 3 {
            self.grow();
        }
        number
    }

    /// The number of a word, or the free slot where it belongs.
    fn find(&self, hash: u32, word: &str) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (found, number) = self.slots[slot];
            if number == FREE {
                return Err(slot);
            }
            if found == hash && self.word(number) == word {
                return Ok(number);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn word(&self, number: u32) -> &str {
        let at = number as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.text[start..self.ends[at] as usize]
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let old = std::mem::replace(&mut self.slots, vec![(0, FREE); mask + 1]);
        for (hash, number) in old.into_iter().filter(|(_, number)| *number != FREE) {
            let mut slot = hash as usize & mask;
            while self.slots[slot].1 != FREE {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = (hash, number);
        }
    }
}

#[allow(clippy::cast_possible_truncation)] // the low half of a hash is one
fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number_while_the_table_grows() {
        let mut interner = Interner::with_capacity(0);
        for round in 0..2 {
            for n in 0..5_000 {
                assert_eq!(interner.insert(&format!("mot{n}")), n, "round {round}");
            }
        }
        assert_eq!(interner.len(), 5_000);
        assert_eq!(interner.get("mot4999"), Some(4_999));
        assert_eq!(interner.get("mot5000"), None);
        assert_eq!(interner.get(""), None);
    }
}
