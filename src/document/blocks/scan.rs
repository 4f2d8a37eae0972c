//! A cursor over the beginning of a paragraph.

use super::lines::is_blank;
use crate::document::fold::fold_into;
use crate::language::Phrases;

/// A word as the cursor reads it: letters, or digits, with inner hyphens and apostrophes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// As written.
    pub text: &'a str,
}

impl Word<'_> {
    /// Whether it begins with a capital.
    pub fn capital(self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it has two letters at least, and all of them are capitals.
    pub fn all_caps(self) -> bool {
        let letters = || self.text.chars().filter(|c| c.is_alphabetic());
        letters().nth(1).is_some() && letters().all(char::is_uppercase)
    }

    /// Its number, where it is one of at most four digits.
    pub fn number(self) -> Option<u16> {
        (self.text.len() <= 4 && self.text.bytes().all(|b| b.is_ascii_digit())).then(|| self.text.parse().ok())?
    }
}

/// Reads from left to right; whoever fails puts it back with [`Scan::at`].
#[derive(Clone, Debug)]
pub(super) struct Scan<'a> {
    text: &'a str,
    /// The byte it stands at.
    pub at: usize,
}

impl<'a> Scan<'a> {
    /// Over the first `most` bytes of `text`.
    pub fn new(text: &'a str, most: usize) -> Self {
        Self { text: &text[..text.floor_char_boundary(most)], at: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next character.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Skips white space; says whether there was any.
    pub fn space(&mut self) -> bool {
        let rest = self.rest();
        let skipped = rest.len() - rest.trim_start_matches(is_blank).len();
        self.at += skipped;
        skipped > 0
    }

    /// Takes one of `marks`, if it is next.
    pub fn mark(&mut self, marks: &[char]) -> Option<char> {
        let c = self.peek().filter(|c| marks.contains(c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Takes the next word.
    pub fn word(&mut self) -> Option<Word<'a>> {
        let rest = self.rest();
        let digits = rest.starts_with(|c: char| c.is_ascii_digit());
        let part = |c: char| if digits { c.is_alphanumeric() } else { c.is_alphanumeric() || is_mark_above(c) };
        let mut end = 0;
        for (i, c) in rest.char_indices() {
            let inner = !digits && end > 0 && matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’');
            if part(c) {
                end = i + c.len_utf8();
            } else if !(inner && i == end && rest[i + c.len_utf8()..].starts_with(char::is_alphanumeric)) {
                break;
            }
        }
        (end > 0).then(|| {
            self.at += end;
            Word { text: &rest[..end] }
        })
    }

    /// Takes the longest phrase of `table` that stands here, its words with white space, hyphens or apostrophes between.
    pub fn phrase(&mut self, table: &Phrases) -> bool {
        let start = self.at;
        if !self.peek().is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’') || is_blank(c)) {
            return false;
        }
        // Most words begin none of them: told by their first letter, before anything is folded.
        let opens = self.rest().chars().find(|c| !(matches!(c, '-' | '\'' | '’') || is_blank(*c)));
        if opens.is_some_and(|c| c.is_ascii_alphanumeric() && !table.may_begin(c)) {
            return false;
        }
        let (mut folded, mut best) = (String::with_capacity(48), None);
        for _ in 0..table.longest() {
            let from = self.at;
            self.mark(&['-', '\'', '’']);
            self.space();
            let rest = self.rest();
            let end = rest.find(|c: char| !(c.is_alphanumeric() || is_mark_above(c))).unwrap_or(rest.len());
            if end == 0 {
                self.at = from;
                break;
            }
            if !folded.is_empty() {
                folded.push(' ');
            }
            fold_into(&rest[..end], &mut folded);
            self.at += end;
            if from == start && !table.begins(&folded) {
                break;
            }
            if table.contains(&folded) {
                best = Some(self.at);
            }
        }
        self.at = best.unwrap_or(start);
        best.is_some()
    }

    /// Whether nothing but white space is left of the text; false where only the first part of it was looked at.
    pub fn done(&self, whole: &str) -> bool {
        self.rest().chars().all(is_blank) && self.text.len() == whole.len()
    }
}

fn is_mark_above(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}
