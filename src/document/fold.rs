//! Folding: one spelling for what people write in many.
//!
//! Two folds are used. [`lower`] keeps accents (French tells `tué` from `tue` by them) and only settles case,
//! composition and apostrophes; [`fold`] drops accents too, so that a gazetteer name is found however it is written.

use super::tokens::is_invisible;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Lower case, composed accents, `'` for every apostrophe, `-` for every hyphen.
///
/// ```
/// assert_eq!(dateline::document::fold::lower("L’E\u{301}lyse\u{301}e"), "l'élysée");
/// ```
#[must_use]
pub fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    lower_into(text, &mut out);
    out
}

/// [`lower`], appended to `out`.
pub fn lower_into(text: &str, out: &mut String) {
    if is_composed(text) {
        for c in text.chars() {
            lower_char(c, out);
        }
    } else {
        for c in text.nfc() {
            lower_char(c, out);
        }
    }
}

/// Whether composition would change nothing; most words are told by their letters lying below the combining marks.
fn is_composed(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|c| c < '\u{300}') || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

fn lower_char(c: char, out: &mut String) {
    match c {
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{00b4}' | '\u{2032}' => out.push('\''),
        '\u{2010}' | '\u{2011}' => out.push('-'),
        c if is_invisible(c) => {}
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        // Turkish and Azerbaijani dotted İ: its lower case is two characters, of which we want the letter.
        'İ' => out.push('i'),
        c => out.extend(c.to_lowercase()),
    }
}

/// [`lower`] without accents, hyphens as spaces: the key under which gazetteer names are found.
///
/// ```
/// use dateline::document::fold::fold;
/// assert_eq!(fold("Nagorny-Karabakh"), "nagorny karabakh");
/// assert_eq!(fold("Xankəndi"), fold("XANKƏNDİ"));
/// assert_eq!(fold("États-Unis"), "etats unis");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// [`fold`], appended to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.extend(text.chars().map(|c| if c == '-' { ' ' } else { c.to_ascii_lowercase() }));
        return;
    }
    for c in text.nfd() {
        if is_combining_mark(c) {
            continue;
        }
        match c {
            '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{00b4}' | '\u{2032}' => out.push('\''),
            '-' | '\u{2010}' | '\u{2011}' => out.push(' '),
            c if is_invisible(c) => {}
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ı' => out.push('i'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' => out.push('d'),
            'ø' | 'Ø' => out.push('o'),
            'ß' => out.push_str("ss"),
            c => out.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
        }
    }
}
