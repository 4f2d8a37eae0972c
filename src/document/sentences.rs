//! Sentences: where one ends and the next begins.

use super::{Span, Token, TokenKind};
use crate::language::Language;

/// A sentence of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: std::ops::Range<usize>,
    /// The block it stands in.
    pub block: usize,
}

/// Tokens of the longest sentence. A text without a full stop for pages is cut all the same: every later room looks at
/// sentences, and may look at one more than once.
const LONGEST: usize = 400;

/// Cuts the tokens from `first` on, all of one block, into sentences.
pub(super) fn cut(
    text: &str,
    tokens: &[Token],
    first: usize,
    block: usize,
    lowered: &str,
    language: &Language,
    out: &mut Vec<Sentence>,
) {
    let cutter = Cutter { text, tokens, first, lowered, language };
    let mut start = first;
    let mut at = first;
    // Straight quotes open and close with one mark: the count tells which, where spaces do not.
    let mut quote_open = false;
    while at < tokens.len() {
        let mark = tokens[at].mark;
        // Most tokens are words, and end nothing.
        let ends = mark != '\0' && {
            quote_open ^= mark == '"';
            cutter.ends_sentence(at, quote_open)
        };
        at += 1;
        if ends {
            // Closing quotes and brackets belong to the sentence they close.
            while at < tokens.len() && cutter.closes(at, quote_open) {
                quote_open ^= cutter.mark(at) == '"';
                at += 1;
            }
        }
        if ends || at - start >= LONGEST {
            push(tokens, start..at, block, out);
            start = at;
        }
    }
    if start < tokens.len() {
        push(tokens, start..tokens.len(), block, out);
    }
}

fn push(tokens: &[Token], range: std::ops::Range<usize>, block: usize, out: &mut Vec<Sentence>) {
    let span = tokens[range.start].span.join(tokens[range.end - 1].span);
    out.push(Sentence { span, tokens: range, block });
}

/// The tokens of one block, and what they are asked with.
struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    first: usize,
    lowered: &'a str,
    language: &'a Language,
}

impl Cutter<'_> {
    /// The mark at `at`; NUL for words, numbers and behind the end.
    fn mark(&self, at: usize) -> char {
        self.tokens.get(at).map_or('\0', |token| token.mark)
    }

    fn lower(&self, at: usize) -> &str {
        self.tokens[at].lower_in(self.text, self.lowered)
    }

    fn ends_sentence(&self, at: usize, quote_open: bool) -> bool {
        match self.mark(at) {
            '!' | '?' | '…' => self.next_opens(at, quote_open),
            '.' => !self.abbreviates(at) && (self.next_opens(at, quote_open) || self.glued(at)),
            _ => false,
        }
    }

    /// Whether the full stop at `at` shortens a word (`M.`, `oct. 2020`) or is an initial's.
    fn abbreviates(&self, at: usize) -> bool {
        if at == self.first || self.tokens[at].spaced {
            return false;
        }
        let before = &self.tokens[at - 1];
        if before.kind != TokenKind::Word {
            return false;
        }
        let word = self.lower(at - 1);
        let tables = self.language.tokens();
        let counted = at - 1 > self.first && self.tokens[at - 2].kind == TokenKind::Number;
        let initial = before.capital && word.chars().count() == 1;
        let number_next = self.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number);
        // `300 m. Le village` ends with a unit, no title.
        initial
            || !counted && tables.abbreviations.contains(word)
            || number_next && (tables.before_numbers.contains(word) || tables.abbreviations.contains(word))
    }

    /// Whether a sentence may begin behind `at`: nothing follows but what closes it, or a capital, a number or an opening
    /// mark behind a space.
    fn next_opens(&self, at: usize, quote_open: bool) -> bool {
        let mut next = at + 1;
        // A closing bracket may have a full stop of its own behind it; there the sentence ends, not here.
        let mut open = quote_open;
        while next < self.tokens.len() && next - at < 8 && self.closes(next, open) {
            open ^= self.mark(next) == '"';
            next += 1;
        }
        let Some(token) = self.tokens.get(next) else { return true };
        match token.kind {
            TokenKind::Word => token.capital && (token.spaced || next > at + 1),
            TokenKind::Number => token.spaced,
            TokenKind::Mark => match self.mark(next) {
                '.' | ',' | ';' | ':' | '!' | '?' | '…' | '/' | ')' | ']' => false,
                // `« Non ! » - a-t-il dit` goes on; `- Qui ?` begins.
                '-' | '–' | '—' => self.tokens.get(next + 1).is_some_and(|t| t.capital) && token.spaced,
                '«' | '“' | '"' | '(' | '[' | '‘' | '\'' => self
                    .tokens
                    .get(next + 1)
                    .is_none_or(|t| t.kind != TokenKind::Word || t.capital || !token.spaced && next > at + 1),
                _ => true,
            },
        }
    }

    /// `… à Erevan.Bakou a …`: a copy that lost its space, between a word in small letters and a capital.
    fn glued(&self, at: usize) -> bool {
        let (Some(next), true) = (self.tokens.get(at + 1), at > self.first) else { return false };
        let before = &self.tokens[at - 1];
        let is_word = |t: &Token| t.kind == TokenKind::Word && t.span.len() > 2 && !t.all_caps;
        let followed = self.tokens.get(at + 2).is_none_or(|t| t.spaced);
        is_word(before) && !self.tokens[at].spaced && is_word(next) && next.capital && !next.spaced && followed
    }

    /// Whether the mark at `at` closes what was opened before it.
    fn closes(&self, at: usize, quote_open: bool) -> bool {
        match self.mark(at) {
            '»' | '”' | ')' | ']' | '’' => true,
            '"' => {
                let tight = self.tokens.get(at + 1).is_some_and(|t| !t.spaced && t.kind != TokenKind::Mark);
                match (self.tokens[at].spaced, tight) {
                    (false, false) => true,
                    (true, true) => false,
                    _ => quote_open,
                }
            }
            _ => false,
        }
    }
}
