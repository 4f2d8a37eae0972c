//! Texts that are pieces of a longer one.

use std::borrow::Borrow;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A text, or a piece of a longer one that others hold pieces of too: what comes back from disk is not taken apart into
/// a text for each of its words.
///
/// ```
/// use dateline::corpus::Text;
/// let text = Text::from("Gandja a été bombardée.");
/// assert_eq!(text, "Gandja a été bombardée.");
/// assert!(text.starts_with("Gandja"));
/// ```
#[derive(Clone)]
pub struct Text {
    whole: Arc<str>,
    /// Between characters of `whole`.
    at: Range<usize>,
}

impl Text {
    /// A piece of a longer text; none where it has no such piece.
    pub(super) fn piece(whole: &Arc<str>, at: Range<usize>) -> Option<Self> {
        whole.get(at.clone())?;
        Some(Self { whole: Arc::clone(whole), at })
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.whole[self.at.clone()]
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { at: 0..text.len(), whole: text.into() }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<Text> for String {
    fn eq(&self, other: &Text) -> bool {
        self.as_str() == other.as_str()
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl std::hash::Hash for Text {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

/// Texts by number, one behind the other.
#[derive(Default)]
pub(super) struct Texts {
    whole: Arc<str>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Texts {
    /// The pieces of `whole` that end at `ends`.
    pub fn of(whole: &str, ends: Vec<usize>) -> Self {
        Self { whole: whole.into(), ends }
    }

    fn at(&self, number: u32) -> Range<usize> {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[number]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a number.
    pub fn get(&self, number: u32) -> &str {
        &self.whole[self.at(number)]
    }

    /// The text of a number, to be kept.
    pub fn keep(&self, number: u32) -> Text {
        Text { whole: Arc::clone(&self.whole), at: self.at(number) }
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let (mut whole, mut ends) = (String::new(), Vec::new());
        for text in texts {
            whole.push_str(text);
            ends.push(whole.len());
        }
        Self::of(&whole, ends)
    }
}
