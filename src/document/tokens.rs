//! Words, numbers and marks: the units that every later room counts in.

use super::spelling::{FirstWord, Spellings};
use super::{Span, fold};
use crate::language::{Language, PlaceWords, WordId};
use rustc_hash::FxHashSet;
use unicode_normalization::char::is_combining_mark;

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
#[allow(clippy::struct_excessive_bools)] // each is a question of its own
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its lower-cased text, and the same without accents: in the document's text where that is how it is written,
    /// else in the document's buffer.
    pub(super) lower: Span,
    pub(super) folded: Span,
    /// Whether each stands in the buffer.
    pub(super) lower_kept: bool,
    pub(super) folded_kept: bool,
    /// The first of the words that names are cut into, and its hash.
    pub(super) first: FirstWord,
    pub(super) hash: u64,
    /// What it is made of.
    pub kind: TokenKind,
    /// The mark that it is; NUL for words and numbers.
    pub mark: char,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether all its letters (two or more) are capitals.
    pub all_caps: bool,
    /// Whether any of its letters is a capital (`haut-Karabakh`).
    pub any_capital: bool,
    /// Its entry in the language's lexicon; [`WordId::UNKNOWN`] where it has none.
    pub word: WordId,
    /// Whether it may be the form of a verb.
    pub verbal: bool,
    /// Whether a clause may begin or end at it: a conjunction or relative, a comma, a dash.
    pub hinge: bool,
    /// Its number in the language's tables of time, as [`TimeTables::id`](crate::language::TimeTables::id) and
    /// [`id_of_capital`](crate::language::TimeTables::id_of_capital) give it.
    pub time: u16,
    /// Its classes in the language's tables of places.
    pub place: PlaceWords,
    /// Whether a number, or a phrase before one, may begin with it.
    pub counts: bool,
    /// Whether a phrase that names a source (`selon`, `d'après`) may begin with it.
    pub opens_source: bool,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// Longest run of letters that is one word, in bytes: a megabyte without a space is no word, and folding it as one
/// would cost more than its length.
const WORD: usize = 256;
/// Longest word, in bytes, that the tables of elisions, clitics and whole words are asked for.
const ASKED: usize = 40;

impl Token {
    /// Whether it is a mark, and this one.
    #[must_use]
    #[inline]
    pub fn is_mark(&self, mark: char) -> bool {
        self.mark == mark
    }

    /// Its lower-cased text, of the document's text and buffer.
    #[inline]
    pub(super) fn lower_in<'a>(&self, text: &'a str, buffer: &'a str) -> &'a str {
        self.lower.of(if self.lower_kept { buffer } else { text })
    }

    /// Its folded text, of the same.
    #[inline]
    pub(super) fn folded_in<'a>(&self, text: &'a str, buffer: &'a str) -> &'a str {
        self.folded.of(if self.folded_kept { buffer } else { text })
    }
}

/// Cuts `text[span]` into tokens, what they are in lower case and folded into `buffer`.
pub(super) fn tokenize(text: &str, span: Span, language: &Language, buffer: &mut String, out: &mut Vec<Token>) {
    Spellings::with(|spellings| {
        cut(text, span, language, buffer, |range, kind, spaced, buffer| {
            let spelling = spellings.get(text, range.clone(), language);
            let span = Span::of_range(range);
            let (mut lower, mut folded) = (span, span);
            let facts = &spelling.facts;
            let (lower_kept, folded_kept) = (facts.lowers, facts.lowers || facts.folds);
            if folded_kept {
                (lower, folded) = spelling.append(span, buffer);
            }
            out.push(Token {
                span,
                lower,
                folded,
                lower_kept,
                folded_kept,
                first: facts.first,
                hash: facts.hash,
                kind,
                mark: if kind == TokenKind::Mark { facts.mark } else { '\0' },
                capital: facts.capital,
                all_caps: facts.all_caps,
                any_capital: facts.any_capital,
                word: facts.word,
                verbal: facts.verbal,
                hinge: facts.hinge,
                time: facts.time,
                place: facts.place,
                counts: kind == TokenKind::Number || facts.counts,
                opens_source: facts.opens_source,
                spaced,
            });
        });
    });
}

/// Where each token of `text[span]` stands, of what kind it is, and whether white space stands before it. The end of
/// `buffer` serves as scratch.
fn cut(
    text: &str,
    span: Span,
    language: &Language,
    buffer: &mut String,
    mut push: impl FnMut(std::ops::Range<usize>, TokenKind, bool, &mut String),
) {
    let base = span.start as usize;
    let piece = span.of(text);
    let bytes = piece.as_bytes();
    let mut at = 0;
    let mut spaced = true;
    // Up to here digits belong to a date and are tokens of their own: `27.09.2020` is five, however it is punctuated.
    let mut date_end = 0;
    while let Some(byte) = bytes.get(at) {
        // Nearly all characters are one byte: what it is shows without decoding.
        let (class, length) = match BYTES[usize::from(*byte)] {
            Byte::Wide => wide(&piece[at..]),
            class => (class, 1),
        };
        let (end, kind) = match class {
            Byte::Blank => {
                at += length;
                spaced = true;
                continue;
            }
            Byte::Letter => (word_end(piece, at, language, buffer), TokenKind::Word),
            Byte::Digit => {
                let rest = &piece[at..];
                if at >= date_end {
                    date_end = at + date_len(rest.as_bytes());
                }
                let length = if at < date_end { digits(rest.as_bytes(), 0) } else { number_len(rest) };
                (at + length, TokenKind::Number)
            }
            Byte::Mark | Byte::Wide => (at + length, TokenKind::Mark),
        };
        push(base + at..base + end, kind, spaced, buffer);
        at = end;
        spaced = false;
    }
}

/// What the character of more than one byte is that `text` begins with, and its length.
fn wide(text: &str) -> (Byte, usize) {
    if french_letter(text.as_bytes(), 0) {
        return (Byte::Letter, 2);
    }
    let c = text.chars().next().unwrap_or_default();
    let class = match c {
        '\u{2019}' | '«' | '»' => Byte::Mark,
        c if c.is_whitespace() || c.is_control() || is_invisible(c) => Byte::Blank,
        c if c.is_alphabetic() => Byte::Letter,
        _ => Byte::Mark,
    };
    (class, c.len_utf8())
}

/// Whether a letter of the block that French accents are in begins at `at`: the tables of Unicode are searched.
fn french_letter(bytes: &[u8], at: usize) -> bool {
    // All of the block but the signs of multiplication and division.
    bytes[at] == 0xc3 && bytes.get(at + 1).is_some_and(|b| !matches!(b, 0x97 | 0xb7))
}

/// Characters without a shape or width: joiners, marks of writing direction, byte order marks, soft hyphens.
pub(in crate::document) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Digits from `from` on.
fn digits(bytes: &[u8], from: usize) -> usize {
    bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count())
}

/// Length of the date in figures that `bytes` start with, 0 where there is none: day, month, year with `.`, `/` or `-`
/// between, or year, month, day with `-`.
fn date_len(bytes: &[u8]) -> usize {
    let first = digits(bytes, 0);
    if !matches!(first, 1 | 2 | 4) {
        return 0;
    }
    let Some(mark) = bytes.get(first).copied().filter(|b| matches!(b, b'.' | b'/' | b'-')) else { return 0 };
    let second = digits(bytes, first + 1);
    let third_at = first + second + 2;
    if !matches!(second, 1 | 2) || bytes.get(third_at - 1) != Some(&mark) {
        return 0;
    }
    let third = digits(bytes, third_at);
    let fits = if first == 4 { mark != b'.' && matches!(third, 1 | 2) } else { matches!(third, 2 | 4) };
    if fits { third_at + third } else { 0 }
}

/// Length in bytes of the number that `text` starts with: groups of three behind `.`, ` ` or a no-break space,
/// decimals behind `,` or `.`, a clock time (`12H00`, `18h45`), or an ordinal (`1er`, `17e`).
fn number_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = digits(bytes, 0);
    // Clock: one or two digits, h, and two digits at the most.
    if end <= 2 && matches!(bytes.get(end), Some(b'h' | b'H')) {
        let minutes = digits(bytes, end + 1);
        let after = text[end + 1 + minutes..].chars().next();
        if minutes <= 2 && !after.is_some_and(char::is_alphanumeric) {
            return end + 1 + minutes;
        }
    }
    if end <= 3 {
        while let Some(c) = text[end..].chars().next() {
            let gap = matches!(c, '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
            let from = end + c.len_utf8();
            if gap && digits(bytes, from) == 3 {
                end = from + 3;
            } else {
                break;
            }
        }
    }
    if matches!(bytes.get(end), Some(b',' | b'.')) {
        let decimals = digits(bytes, end + 1);
        if decimals > 0 {
            end += 1 + decimals;
        }
    }
    // Ordinals and glued units: letters directly behind, three or four, then no further letter.
    let letters = text[end..].chars().take(6).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    if (1..=4).contains(&letters) {
        end += letters;
    }
    end
}

/// What a byte is to tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    /// White space, or a control character.
    Blank,
    Letter,
    Digit,
    Mark,
    /// Of a character of more than one byte.
    Wide,
}

/// What each byte is: nearly all of a text is told by one look at this.
static BYTES: [Byte; 256] = bytes();

const fn bytes() -> [Byte; 256] {
    let mut table = [Byte::Wide; 256];
    let mut byte = 0u8;
    while byte < 0x80 {
        table[byte as usize] = if byte.is_ascii_alphabetic() {
            Byte::Letter
        } else if byte.is_ascii_digit() {
            Byte::Digit
        } else if byte <= b' ' || byte == 0x7f {
            Byte::Blank
        } else {
            Byte::Mark
        };
        byte += 1;
    }
    table
}

/// The end of the letters and digits from `from` on, with the accents and invisible characters between them.
fn letters_end(text: &str, from: usize) -> usize {
    let bytes = &text.as_bytes()[..text.len().min(from + WORD)];
    let (mut end, mut at) = (from, from);
    while let Some(eight) = bytes.get(at..at + 8).and_then(|eight| <[u8; 8]>::try_from(eight).ok()) {
        let run = first_letters(u64::from_le_bytes(eight));
        at += run;
        if run < 8 {
            break;
        }
    }
    end = end.max(at);
    while let Some(byte) = bytes.get(at) {
        match BYTES[usize::from(*byte)] {
            Byte::Letter | Byte::Digit => {
                at += 1;
                end = at;
            }
            Byte::Wide if french_letter(text.as_bytes(), at) => {
                at += 2;
                end = at;
            }
            Byte::Wide => {
                let Some(c) = text[at..].chars().next() else { break };
                at += c.len_utf8();
                if c == '\u{2019}' {
                    break;
                } else if c.is_alphanumeric() || is_combining_mark(c) {
                    end = at;
                } else if !is_invisible(c) {
                    break;
                }
            }
            Byte::Blank | Byte::Mark => break,
        }
    }
    end
}

/// The end of the word that begins at `start`, where it plainly is one: French letters, with white space or a mark behind
/// that joins nothing, or one letter elided before a vowel.
fn plain_end(bytes: &[u8], start: usize, language: &Language) -> Option<usize> {
    let mut end = start;
    loop {
        let eight = u64::from_le_bytes(bytes.get(end..end + 8)?.try_into().ok()?);
        let run = first_letters(eight);
        end += run;
        if run == 8 && end < start + WORD / 2 {
            continue;
        }
        let next = *bytes.get(end)?;
        let length = match next {
            0xc3 if french_letter(bytes, end) && end < start + WORD / 2 => {
                end += 2;
                continue;
            }
            b'\'' => 1,
            0xe2 if bytes[end..].starts_with("\u{2019}".as_bytes()) => 3,
            b'-' => return None,
            next => return (next.is_ascii() && !next.is_ascii_alphanumeric()).then_some(end),
        };
        let elided = end == start + 1 && language.tokens().elides_letter(bytes[start], *bytes.get(end + length)?);
        return elided.then_some(end + length);
    }
}

/// How many of eight bytes, from the lowest on, are letters of ASCII.
fn first_letters(eight: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let small = (eight & (0x7f * EACH)) | (0x20 * EACH);
    // The highest bit of a byte shows whether it is `a` or beyond, and whether it is beyond `z`.
    let letters = (small + (0x80 - 0x61) * EACH) & !(small + (0x80 - 0x7b) * EACH) & !eight & (0x80 * EACH);
    ((letters ^ (0x80 * EACH)).trailing_zeros() / 8) as usize
}

/// The end of the word that begins at `start`: up to and with its elision (`l'`), or with inner hyphens and
/// apostrophes, but without a clitic turned behind the verb (`a-t-il`, `assure-t-on`, `dit-il`). What stands in
/// `buffer` is left as it was.
fn word_end(text: &str, start: usize, language: &Language, buffer: &mut String) -> usize {
    if let Some(end) = plain_end(text.as_bytes(), start, language) {
        return end;
    }
    let end = letters_end(text, start);
    // Most words end here: what joins them to more is a hyphen, an apostrophe, or more than one byte.
    match text.as_bytes().get(end) {
        None => end,
        Some(b) if b.is_ascii() && !matches!(b, b'-' | b'\'') => end,
        Some(_) => start + joined_len(&text[start..], end - start, language, buffer),
    }
}

/// Length in bytes of the word that `text` starts with, of which `end` bytes are letters and something that may join
/// them to more stands behind.
fn joined_len(text: &str, mut end: usize, language: &Language, buffer: &mut String) -> usize {
    let tables = language.tokens();
    let may_be_whole = tables.may_open_whole(text, end);
    while let Some(c) = text[end..].chars().next() {
        let next = end + c.len_utf8();
        if !(is_apostrophe(c) || is_hyphen(c)) || end >= WORD {
            break;
        }
        let piece_end = letters_end(text, next);
        let follows = piece_end > next;
        if is_apostrophe(c) {
            if may_be_whole && is_one_of(&tables.whole, &text[..piece_end], buffer) {
                end = piece_end;
            } else if elides(&text[next..piece_end], language) && is_one_of(&tables.elisions, &text[..end], buffer) {
                return next;
            } else if follows {
                end = piece_end;
            } else {
                break;
            }
        } else if follows {
            let whole = may_be_whole && is_one_of(&tables.whole, &text[..piece_end], buffer);
            if !whole && is_clitic(text, next..piece_end, language, buffer) {
                break;
            }
            end = piece_end;
        } else {
            break;
        }
    }
    end
}

/// Whether a word may stand behind an elision: none (a quote follows), one with a vowel or h, or an acronym, whose
/// letters are spoken. `N'Djamena` and `M'Bour` are names.
fn elides(next: &str, language: &Language) -> bool {
    let mut chars = next.chars();
    let Some(first) = chars.next() else { return true };
    let acronym = first.is_uppercase() && chars.next().is_none_or(|c| !c.is_lowercase());
    !first.is_alphabetic() || acronym || !language.tokens().consonants.contains(first.to_ascii_lowercase())
}

/// Whether `text[range]`, behind a hyphen, is a pronoun turned behind its verb, and not the inside of a compound.
fn is_clitic(text: &str, range: std::ops::Range<usize>, language: &Language, buffer: &mut String) -> bool {
    let tables = language.tokens();
    let piece = &text[range.clone()];
    let shouted = !text[..range.start].chars().any(char::is_lowercase);
    // `Al-Il` is a name; `DIT-IL` is shouted.
    if piece.starts_with(char::is_uppercase) && !(shouted && piece.chars().all(char::is_uppercase)) {
        return false;
    }
    if !is_one_of(&tables.clitics, piece, buffer) {
        return false;
    }
    match text[range.end..].chars().next() {
        Some(c) if is_hyphen(c) => piece.eq_ignore_ascii_case(&tables.linking),
        after => !after.is_some_and(char::is_alphanumeric),
    }
}

/// Whether a word, lower-cased, is in a table. The end of `buffer` serves as scratch.
fn is_one_of(table: &FxHashSet<String>, word: &str, buffer: &mut String) -> bool {
    if word.len() > ASKED {
        return false;
    }
    let start = buffer.len();
    fold::lower_into(word, buffer);
    let found = table.contains(&buffer[start..]);
    buffer.truncate(start);
    found
}
