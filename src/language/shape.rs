//! Which shapes the words of a table have: most words of a text are told apart from them without hashing.

/// For each first byte, which lengths in bytes (63 and more are one) some word has that begins with it.
#[derive(Clone, Debug)]
pub(super) struct Shapes([u64; 256]);

impl Default for Shapes {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl Shapes {
    /// The shapes of some words.
    pub(super) fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut shapes = Self::default();
        words.into_iter().for_each(|word| shapes.add(word));
        shapes
    }

    pub(super) fn add(&mut self, word: &str) {
        if let Some(first) = word.as_bytes().first() {
            self.0[usize::from(*first)] |= 1 << word.len().min(63);
        }
    }

    /// Whether any of them begins with this letter of ASCII.
    pub(super) fn may_begin(&self, first: char) -> bool {
        u8::try_from(first).is_ok_and(|first| self.0[usize::from(first)] != 0)
    }

    /// Whether `word` has the shape of one of them: if not, it is none of them. The empty word never is.
    #[inline]
    pub(super) fn may_hold(&self, word: &str) -> bool {
        word.as_bytes().first().is_some_and(|first| self.0[usize::from(*first)] & (1 << word.len().min(63)) != 0)
    }
}

/// The same in one word, for the many short lists of a table: a bit for first byte, last byte and length together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch(u64);

impl Sketch {
    /// The sketch of some words.
    pub(super) fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(words.into_iter().fold(0, |set, word| set | Self::bit(word)))
    }

    /// Whether any word may be of both.
    #[inline]
    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether `word` may be one of them.
    #[inline]
    pub(super) fn may_hold(self, word: &str) -> bool {
        self.0 & Self::bit(word) != 0
    }

    #[inline]
    fn bit(word: &str) -> u64 {
        let bytes = word.as_bytes();
        let ends = bytes.first().copied().unwrap_or(0).wrapping_mul(5).wrapping_add(bytes.last().copied().unwrap_or(0));
        1 << ((usize::from(ends) + 3 * bytes.len()) & 63)
    }
}

#[cfg(test)]
mod tests {
    use super::{Shapes, Sketch};

    #[test]
    fn what_may_be_in_a_list() {
        let sketch = Sketch::of(["ville", "été"]);
        assert!(sketch.may_hold("ville") && sketch.may_hold("été"));
        assert!(sketch.meets(Sketch::of(["ville"])) && !sketch.meets(Sketch::default()));
        assert!(!sketch.may_hold("villes") && !Sketch::default().may_hold("ville"));
    }

    #[test]
    fn what_may_be_in_a_table() {
        let long = "a".repeat(70);
        let shapes = Shapes::of(["mille", "été", long.as_str()]);
        assert!(shapes.may_hold("mille") && shapes.may_hold("merci") && shapes.may_hold(&"a".repeat(64)));
        assert!(!shapes.may_hold("mil") && !shapes.may_hold("aille") && !shapes.may_hold(""));
    }
}
