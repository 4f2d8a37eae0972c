//! Folding: one spelling for what people write in many.
//!
//! Two folds are used. [`lower`] keeps accents (French tells `tué` from `tue` by them) and only settles case,
//! composition and apostrophes; [`fold`] drops accents too, so that a gazetteer name is found however it is written.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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
    if text.is_ascii() {
        out.extend(text.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    for c in text.nfc() {
        match c {
            '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{00b4}' | '\u{2032}' => out.push('\''),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            '\u{00ad}' => {}
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            // Turkish and Azerbaijani dotted İ: its lower case is two characters, of which we want the letter.
            'İ' => out.push('i'),
            c => out.extend(c.to_lowercase()),
        }
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
            '\u{00ad}' => {}
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
