//! What cuts words and sentences: elisions, clitics, abbreviations.

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// The table `tokens.toml` of a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenTables {
    /// Words that end in an apostrophe and stand before a vowel (`l`, `qu`, `jusqu`), without it.
    pub elisions: FxHashSet<String>,
    /// Words with an apostrophe or hyphen inside that are one word all the same (`aujourd'hui`, `rendez-vous`).
    pub whole: FxHashSet<String>,
    /// Pronouns that stand behind their verb with a hyphen (`dit-il`).
    pub clitics: FxHashSet<String>,
    /// The letter that links a vowel to them (`a-t-il`).
    pub linking: String,
    /// The letters before which no vowel is elided; an apostrophe before one of them is part of a name (`N'Djamena`).
    pub consonants: String,
    /// Words whose full stop does not end a sentence even before a capital, without it (`M. Dupont`).
    pub abbreviations: FxHashSet<String>,
    /// Words whose full stop does not end a sentence before a number, without it (`oct. 2020`); before a capital it does.
    pub before_numbers: FxHashSet<String>,
    /// For each length of what stands before the first mark of one of `whole`, the letters that begin it, a bit each.
    #[serde(skip)]
    heads: [u32; 16],
    /// The letters that are elided alone and begin none of `whole`, and those before which they are, a bit each.
    #[serde(skip)]
    elided: u32,
    #[serde(skip)]
    eliding: u32,
}

impl TokenTables {
    /// # Panics
    /// Where the table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(table: &str) -> Self {
        let mut tables: Self = toml::from_str(table).expect("tokens.toml");
        for word in &tables.whole {
            let head = word.find(['\'', '-']).unwrap_or(word.len());
            match letter(word.as_bytes(), 0).zip(tables.heads.get_mut(head)) {
                Some((bit, heads)) if word[..head].is_ascii() => *heads |= bit,
                _ => panic!("tokens.toml: whole: {word} begins with other than a few letters of ASCII and a mark"),
            }
        }
        let letters = |fits: &dyn Fn(char) -> bool| {
            ('a'..='z').filter(|c| fits(*c)).fold(0, |set, c| set | 1 << (u32::from(c) - u32::from('a')))
        };
        tables.elided = letters(&|c| tables.elisions.contains(c.encode_utf8(&mut [0; 4]) as &str)) & !tables.heads[1];
        tables.eliding = letters(&|c| !tables.consonants.contains(c));
        tables
    }

    /// Whether a letter of ASCII before an apostrophe is elided before another for sure.
    #[must_use]
    pub(crate) fn elides_letter(&self, own: u8, next: u8) -> bool {
        let is = |byte: u8, set: u32| letter(&[byte], 0).is_some_and(|bit| set & bit != 0);
        is(own, self.elided) && is(next, self.eliding)
    }

    /// Whether one of [`whole`](Self::whole) may begin with the first `head` bytes of a text, behind which a mark stands;
    /// most do not, and this is told without folding.
    #[must_use]
    pub(crate) fn may_open_whole(&self, text: &str, head: usize) -> bool {
        // What is not of ASCII may be written in more ways than one.
        let plain = text.as_bytes()[..head].is_ascii();
        !plain || letter(text.as_bytes(), 0).zip(self.heads.get(head)).is_some_and(|(bit, heads)| heads & bit != 0)
    }
}

/// The bit of a letter of ASCII in either case.
fn letter(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at).filter(|b| b.is_ascii_alphabetic()).map(|b| 1 << (b.to_ascii_lowercase() - b'a'))
}
