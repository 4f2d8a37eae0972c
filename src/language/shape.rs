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

    /// Whether `word` has the shape of one of them: if not, it is none of them. The empty word never is.
    #[inline]
    pub(super) fn may_hold(&self, word: &str) -> bool {
        word.as_bytes().first().is_some_and(|first| self.0[usize::from(*first)] & (1 << word.len().min(63)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::Shapes;

    #[test]
    fn what_may_be_in_a_table() {
        let long = "a".repeat(70);
        let shapes = Shapes::of(["mille", "été", long.as_str()]);
        assert!(shapes.may_hold("mille") && shapes.may_hold("merci") && shapes.may_hold(&"a".repeat(64)));
        assert!(!shapes.may_hold("mil") && !shapes.may_hold("aille") && !shapes.may_hold(""));
    }
}
