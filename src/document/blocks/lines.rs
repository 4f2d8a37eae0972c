//! Lines as they stand, before anything is said of their meaning.

use std::ops::Range;

/// A line with something on it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its bytes, without the white space around them.
    pub span: Range<usize>,
    /// Blank lines before it.
    pub gap: u32,
    /// Characters, combining marks not counted: what a wrapping program counts.
    pub width: u32,
}

/// The lines of a text that hold more than white space.
pub(super) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = 0u32;
    let mut at = 0;
    while at < text.len() {
        let (end, next) = line_end(text, at);
        let span = trim(text, at..end);
        if span.is_empty() {
            gap = gap.saturating_add(1);
        } else {
            lines.push(Line { width: width(&text[span.clone()]), span, gap });
            gap = 0;
        }
        at = next;
    }
    lines
}

/// Where the line that begins at `from` ends, and where the next begins.
fn line_end(text: &str, from: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    // Lines are long: sixteen bytes without an end of one are passed by together.
    let holds_end = |some: &[u8]| some.iter().fold(false, |any, b| any | (b'\n'..=b'\r').contains(b));
    let whole = bytes[from..].chunks_exact(16).take_while(|some| !holds_end(some)).count() * 16;
    let Some(found) = bytes[from + whole..].iter().position(|b| (b'\n'..=b'\r').contains(b)) else {
        return (bytes.len(), bytes.len());
    };
    let end = from + whole + found;
    // CR LF is one end of line, or every line of a file from Windows would have a blank one behind it.
    let pair = bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
    (end, end + 1 + usize::from(pair))
}

/// `range` without the white space and invisible characters at its ends.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let ends = piece.as_bytes().first().zip(piece.as_bytes().last());
    if ends.is_some_and(|(first, last)| first.is_ascii_graphic() && last.is_ascii_graphic()) {
        return range;
    }
    let front = piece.trim_start_matches(is_blank);
    let start = range.end - front.len();
    start..start + front.trim_end_matches(is_blank).len()
}

/// White space, control characters and characters without a shape.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || crate::document::tokens::is_invisible(c)
}

/// Characters of a line, combining accents not counted: those of the two blocks French uses begin with these bytes.
fn width(line: &str) -> u32 {
    if line.is_ascii() {
        return u32::try_from(line.len()).unwrap_or(u32::MAX);
    }
    // Beside the bytes that go on with a character, those that begin an accent.
    let not_counted = |b: &u8| matches!(b, 0x80..=0xbf | 0xcc | 0xcd);
    let counted = |some: &[u8]| some.iter().map(|b| u8::from(!not_counted(b))).sum::<u8>();
    line.as_bytes().chunks(128).fold(0u32, |sum, some| sum.saturating_add(u32::from(counted(some))))
}

/// The mark that a piece of text ends its last sentence with, behind which only quotes and brackets close.
pub(super) fn final_stop(text: &str) -> Option<char> {
    if text.ends_with('.') {
        return Some('.');
    }
    let open = text.trim_end_matches(|c: char| is_blank(c) || is_closer(c));
    open.chars().next_back().filter(|c| matches!(c, '.' | '!' | '?' | '…'))
}

/// As [`final_stop`], and a credit in brackets may stand behind it: `… ont péri. (AFP)`.
pub(super) fn story_stop(text: &str) -> Option<char> {
    final_stop(text).or_else(|| {
        let inner = text.trim_end().strip_suffix([')', ']'])?;
        let open = inner.rfind(['(', '['])?;
        (inner.len() - open <= 80).then(|| final_stop(&inner[..open])).flatten()
    })
}

/// Closing quotes and brackets.
fn is_closer(c: char) -> bool {
    matches!(c, '»' | '”' | '"' | '\'' | '’' | ')' | ']' | '*' | '_')
}

/// Whether a sentence is under way at the start of `text`: a small letter, or a mark that never begins one.
pub(super) fn goes_on(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some(',' | ';' | ')' | '»' | '”') => true,
        Some(c) if c.is_lowercase() => true,
        // A wrapped line may begin with a quote that opens inside the sentence.
        Some('«' | '“' | '"' | '(') => chars.find(|c| !is_blank(*c)).is_some_and(char::is_lowercase),
        _ => false,
    }
}
