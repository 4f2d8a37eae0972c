//! The words of a line's beginning, folded: what tables are asked with.

use crate::document::fold::fold_into;
use crate::document::tokens::is_invisible;
use crate::language::Phrases;
use unicode_normalization::char::is_combining_mark;

/// Page furniture is short: of longer lines only the opening is looked at.
pub(super) const SHORT: usize = 160;
const OPENING: usize = 48;

/// The words at a line's beginning in lower case without accents, one space between; reused from line to line.
#[derive(Debug, Default)]
pub(super) struct Words {
    joined: String,
    ends: Vec<u32>,
    whole: bool,
}

impl Words {
    /// Reads the words of `line`.
    pub fn read(&mut self, line: &str) {
        self.read_some(line, usize::MAX);
    }

    /// Reads the first word of a line too long to be read as a whole; none where there is none in its opening.
    pub fn first(&mut self, line: &str) -> Option<&str> {
        self.read_some(line, 1);
        (self.len() > 0).then(|| self.word(0))
    }

    /// Reads so many words of `line`.
    fn read_some(&mut self, line: &str, most: usize) {
        self.joined.clear();
        self.ends.clear();
        let cut = if line.len() <= SHORT { line.len() } else { line.floor_char_boundary(OPENING) };
        self.whole = cut == line.len();
        let line = &line[..cut];
        let (mut open, mut at) = (false, 0);
        while let Some(byte) = line.as_bytes().get(at) {
            if byte.is_ascii_alphanumeric() {
                if !open && !self.joined.is_empty() {
                    self.joined.push(' ');
                }
                let rest = &line[at..];
                let run = rest.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
                let start = self.joined.len();
                self.joined.push_str(&rest[..run]);
                self.joined[start..].make_ascii_lowercase();
                open = true;
                at += run;
                continue;
            }
            if byte.is_ascii() {
                at += 1;
                self.close(&mut open);
            } else {
                let c = line[at..].chars().next().unwrap_or_default();
                at += c.len_utf8();
                if c.is_alphanumeric() && c != '\u{2bc}' {
                    open |= self.push(c, open);
                } else if !(is_combining_mark(c) || is_invisible(c)) {
                    self.close(&mut open);
                }
            }
            if self.ends.len() >= most {
                return;
            }
        }
        self.close(&mut open);
    }

    /// Adds a letter beyond ASCII; some letters are marks, and fold to nothing.
    fn push(&mut self, letter: char, open: bool) -> bool {
        let before = self.joined.len();
        if !open && before > 0 {
            self.joined.push(' ');
        }
        let start = self.joined.len();
        fold_into(letter.encode_utf8(&mut [0; 4]), &mut self.joined);
        let folds = self.joined.len() > start;
        if !folds {
            self.joined.truncate(before);
        }
        folds
    }

    /// Ends the word that is open.
    fn close(&mut self, open: &mut bool) {
        if std::mem::replace(open, false) {
            self.ends.push(u32::try_from(self.joined.len()).unwrap_or(u32::MAX));
        }
    }

    /// How many words were read.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the line was short enough to be read to its end.
    pub fn whole(&self) -> bool {
        self.whole
    }

    /// A word.
    pub fn word(&self, index: usize) -> &str {
        self.phrase(index, index + 1)
    }

    fn phrase(&self, from: usize, to: usize) -> &str {
        let start = if from == 0 { 0 } else { self.ends[from - 1] as usize + 1 };
        &self.joined[start..self.ends[to - 1] as usize]
    }

    /// How many words from `from` on are the longest phrase of `table`; 0 where none is.
    pub fn longest(&self, table: &Phrases, from: usize) -> usize {
        if from >= self.len() || !table.begins(self.word(from)) {
            return 0;
        }
        let most = table.longest().min(self.len() - from);
        (1..=most).rev().find(|n| table.contains(self.phrase(from, from + n))).unwrap_or(0)
    }

    /// Whether the words are phrases of `tables` and nothing else.
    pub fn covered_by(&self, tables: &[&Phrases]) -> bool {
        let mut at = 0;
        while at < self.len() {
            match tables.iter().map(|t| self.longest(t, at)).max().unwrap_or(0) {
                0 => return false,
                n => at += n,
            }
        }
        self.whole && at > 0
    }

    /// Whether any of the words begins a phrase of `table`.
    pub fn holds(&self, table: &Phrases) -> bool {
        (0..self.len()).any(|i| self.longest(table, i) > 0)
    }
}
