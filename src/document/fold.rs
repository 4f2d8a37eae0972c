//! Folding: one spelling for what people write in many.
//!
//! Two folds are used. [`lower`] keeps accents (French tells `tué` from `tue` by them) and only settles case,
//! composition and apostrophes; [`fold`] drops accents too, so that a gazetteer name is found however it is written.

use super::tokens::is_invisible;
use std::sync::LazyLock;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
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
    if text.is_ascii() {
        let start = out.len();
        out.push_str(text);
        out[start..].make_ascii_lowercase();
    } else if is_composed(text) {
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
    text.bytes().all(|b| b < 0xcc) || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

fn lower_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if let Some(letter) = LATIN.get(c as usize).filter(|l| l.lower != '\0') {
        out.push(letter.lower);
        return;
    }
    match c {
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

/// A letter of the Latin blocks in lower case, with and without its accent; NUL where it takes more than a letter.
#[derive(Clone, Copy)]
struct Letter {
    lower: char,
    bare: char,
}

/// Nearly all letters beyond ASCII that are met: looked up, because the tables of Unicode are searched.
static LATIN: LazyLock<[Letter; 0x180]> = LazyLock::new(|| {
    let mut table = [Letter { lower: '\0', bare: '\0' }; 0x180];
    for (code, letter) in (0u32..).zip(table.iter_mut()).skip(0xa0) {
        let Some(c) = char::from_u32(code).filter(|c| c.is_alphabetic()) else { continue };
        let (mut lower, mut bare) = (c.to_lowercase(), String::new());
        fold_char(c, &mut bare);
        if let (Some(one), None, false) = (lower.next(), lower.next(), matches!(c, 'œ' | 'Œ' | 'æ' | 'Æ' | 'İ')) {
            letter.lower = one;
        }
        let mut bare = bare.chars();
        if let (Some(one), None) = (bare.next(), bare.next()) {
            letter.bare = one;
        }
    }
    table
});

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
    for c in text.chars() {
        if c.is_ascii() {
            out.push(if c == '-' { ' ' } else { c.to_ascii_lowercase() });
        } else if let Some(letter) = LATIN.get(c as usize).filter(|l| l.bare != '\0') {
            out.push(letter.bare);
        } else {
            fold_char(c, out);
        }
    }
}

/// Folds one character beyond ASCII: marks are dropped, so that each can be taken apart by itself.
fn fold_char(c: char, out: &mut String) {
    decompose_canonical(c, |c| match c {
        c if is_combining_mark(c) => {}
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
    });
}

#[cfg(test)]
mod tests {
    use super::{fold, lower};
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    proptest! {
        /// However the same characters are put together, they fold alike, and what is folded stays as it is.
        #[test]
        fn folding_is_settled_and_knows_no_composition(
            text in "([A-Za-zÀ-ſƏəŁłİıœÆß’ʼ‐ -]|[\u{300}-\u{33f}]|\\PC){0,12}",
        ) {
            let (composed, apart): (String, String) = (text.nfc().collect(), text.nfd().collect());
            prop_assert_eq!(fold(&composed), fold(&text));
            prop_assert_eq!(fold(&apart), fold(&text));
            prop_assert_eq!(lower(&composed), lower(&apart));
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert_eq!(fold(&lower(&text)), fold(&text));
            prop_assert!(!fold(&text).chars().any(is_combining_mark), "{:?}", fold(&text));
        }
    }

    #[test]
    fn the_looked_up_letters_are_those_of_unicode() {
        for c in (0xa0u32..0x250).filter_map(char::from_u32).filter(|c| c.is_alphabetic()) {
            if !matches!(c, 'œ' | 'Œ' | 'æ' | 'Æ' | 'İ') {
                assert_eq!(lower(&c.to_string()), c.to_lowercase().collect::<String>());
            }
            let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(c.to_string().as_str()).collect();
            assert_eq!(fold(&c.to_string()), fold(&decomposed), "{c}");
        }
    }

    #[test]
    fn what_is_written_alike_folds_alike() {
        for (a, b) in [
            ("Xankəndi", "XANKƏNDİ"),
            ("Ağdam", "AĞDAM"),
            ("Łódź", "lodz"),
            ("Kyïv", "KYI\u{308}V"),
            ("Straße", "strasse"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_eq!(lower("Œuvre d’ART"), "oeuvre d'art");
    }
}
