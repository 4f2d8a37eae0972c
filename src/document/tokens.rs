//! Words, numbers and marks: the units that every later room counts in.

use super::{Span, fold};
use crate::language::{Language, WordId};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner hyphens (`cessez-le-feu`) and a closing apostrophe (`l'`).
    Word,
    /// Digits with their separators (`1.250`, `30 000`, `7,2`) and clock times (`12H00`), ordinals (`1er`).
    Number,
    /// One mark of punctuation or symbol.
    Mark,
}

/// One token. Its texts are reached through the [`Document`](super::Document).
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its lower-cased text in the document's buffer.
    pub(super) lower: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether all its letters (two or more) are capitals.
    pub all_caps: bool,
    /// Its entry in the language's lexicon; [`WordId::UNKNOWN`] where it has none.
    pub word: WordId,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// Cuts `text[span]` into tokens, lower-cased texts into `buffer`.
pub(super) fn tokenize(text: &str, span: Span, language: &Language, buffer: &mut String, out: &mut Vec<Token>) {
    let base = span.start as usize;
    let piece = span.of(text);
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = piece[at..].chars().next() {
        if c.is_whitespace() || c.is_control() || is_invisible(c) {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        let (end, kind) = if c.is_ascii_digit() {
            (at + number_len(&piece[at..]), TokenKind::Number)
        } else if c.is_alphabetic() {
            (at + word_len(&piece[at..], language), TokenKind::Word)
        } else {
            (at + c.len_utf8(), TokenKind::Mark)
        };
        push(text, base + at..base + end, kind, spaced, language, buffer, out);
        at = end;
        spaced = false;
    }
}

fn push(
    text: &str,
    range: std::ops::Range<usize>,
    kind: TokenKind,
    spaced: bool,
    language: &Language,
    buffer: &mut String,
    out: &mut Vec<Token>,
) {
    let raw = &text[range.clone()];
    let start = buffer.len();
    fold::lower_into(raw, buffer);
    let lower = Span::of_range(start..buffer.len());
    let word = language.lexicon().id(&buffer[start..]);
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    let all_caps = capital && {
        let mut letters = raw.chars().filter(|c| c.is_alphabetic());
        raw.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() && letters.all(char::is_uppercase)
    };
    out.push(Token { span: Span::of_range(range), lower, kind, capital, all_caps, word, spaced });
}

pub(in crate::document) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Length in bytes of the number that `text` starts with: groups of three behind `.`, ` ` or a no-break space,
/// decimals behind `,` or `.`, a clock time (`12H00`, `18h45`), or an ordinal (`1er`, `17e`).
fn number_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = digits(0);
    // Clock: one or two digits, h, and two digits at the most.
    if end <= 2 && matches!(bytes.get(end), Some(b'h' | b'H')) {
        let minutes = digits(end + 1);
        let after = text[end + 1 + minutes..].chars().next();
        if minutes <= 2 && !after.is_some_and(char::is_alphanumeric) {
            return end + 1 + minutes;
        }
    }
    if end <= 3 {
        while let Some(c) = text[end..].chars().next() {
            let gap = matches!(c, '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
            let from = end + c.len_utf8();
            if gap && digits(from) == 3 && !(c == ' ' && looks_like_year(&text[from..])) {
                end = from + 3;
            } else {
                break;
            }
        }
    }
    if matches!(bytes.get(end), Some(b',' | b'.')) && digits(end + 1) > 0 {
        let decimals = digits(end + 1);
        // `27.09.20` and `27.09.2020` are dates: each piece stays a token of its own.
        let date_like = bytes.get(end) == Some(&b'.') && bytes.get(end + 1 + decimals) == Some(&b'.');
        let back = end <= 2 && date_like;
        if !back {
            end += 1 + decimals;
        }
    }
    // Ordinals and glued units: letters directly behind, three at the most, then no further letter.
    let letters: usize = text[end..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    if letters > 0 && letters <= 4 {
        end += letters;
    }
    end
}

/// `12 202` is a number, `le 12 2020` is not: four digits follow, of which we would take three.
fn looks_like_year(text: &str) -> bool {
    text.as_bytes().iter().take_while(|b| b.is_ascii_digit()).count() != 3
}

/// Length in bytes of the word that `text` starts with: up to and with its elision (`l'`), or with inner hyphens
/// and apostrophes, but without a clitic turned behind the verb (`a-t-il`, `assure-t-on`, `dit-il`).
fn word_len(text: &str, language: &Language) -> usize {
    let letter_end = |from: usize| -> usize {
        from + text[from..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(*c) || *c == '\u{ad}')
            .map(char::len_utf8)
            .sum::<usize>()
    };
    let tables = language.tokens();
    let mut end = letter_end(0);
    loop {
        let Some(c) = text[end..].chars().next() else { return end };
        let next = end + c.len_utf8();
        let follows = text[next..].chars().next().is_some_and(char::is_alphanumeric);
        if is_apostrophe(c) {
            let so_far = fold::lower(&text[..end]);
            if tables.whole.iter().any(|whole| fold::lower(&text[..letter_end(next)]) == *whole) {
                end = letter_end(next);
                continue;
            }
            if tables.elisions.contains(&so_far) {
                return next;
            }
            if follows {
                end = letter_end(next);
                continue;
            }
            return end;
        }
        if is_hyphen(c) && follows {
            let piece_end = letter_end(next);
            let piece = fold::lower(&text[next..piece_end]);
            if tables.clitics.contains(&piece) {
                let after = text[piece_end..].chars().next();
                let is_linking_t = piece == tables.linking && after.is_some_and(is_hyphen);
                if is_linking_t || !after.is_some_and(|c| is_hyphen(c) || c.is_alphanumeric()) {
                    return end;
                }
            }
            end = piece_end;
            continue;
        }
        return end;
    }
}
