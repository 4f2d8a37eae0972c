//! A document that has been read and not yet cut.

use super::LONGEST_TEXT;
use crate::document::Document;
use crate::language::Language;

/// What a file or line says of its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub id: String,
    pub text: String,
    pub title: Option<String>,
    pub url: Option<String>,
    pub published: Option<String>,
    pub language: Option<String>,
}

impl Draft {
    /// Cuts it into blocks, sentences and tokens.
    pub fn document(self, language: &Language) -> Document {
        let mut doc = Document::of_text(self.id, self.text, language);
        doc.title = self.title.filter(|t| !t.trim().is_empty()).or(doc.title);
        doc.url = self.url;
        doc.published = self.published;
        if let Some(code) = self.language.and_then(|l| code(&l)) {
            doc.language = code;
        }
        doc
    }

    /// Itself, or its pieces where it is longer than any dispatch.
    pub fn split(self) -> Vec<Self> {
        if self.text.len() <= LONGEST_TEXT {
            return vec![self];
        }
        let mut out = Vec::new();
        let mut rest = self.text.as_str();
        while !rest.is_empty() {
            let end = cut(rest.as_bytes(), LONGEST_TEXT);
            // The cut of bytes keeps characters whole in UTF-8.
            let (piece, after) = rest.split_at(end);
            out.push(Self { text: piece.to_owned(), ..self.bare(part(&self.id, out.len())) });
            rest = after;
        }
        out
    }

    fn bare(&self, id: String) -> Self {
        Self {
            id,
            text: String::new(),
            title: self.title.clone(),
            url: self.url.clone(),
            published: self.published.clone(),
            language: self.language.clone(),
        }
    }
}

/// The id of a piece of a long text.
pub(super) fn part(id: &str, index: usize) -> String {
    if index == 0 { id.to_owned() } else { format!("{id} (part {})", index + 1) }
}

/// Where to cut `bytes` so that at most `most` come before: behind the last end of line, or space, or whole character.
pub(super) fn cut(bytes: &[u8], most: usize) -> usize {
    if bytes.len() <= most {
        return bytes.len();
    }
    let floor = most - most / 4;
    let last = |wanted: u8| bytes[floor..most].iter().rposition(|b| *b == wanted).map(|at| floor + at + 1);
    last(b'\n')
        .or_else(|| last(b' '))
        .unwrap_or_else(|| (most - 3..=most).rev().find(|at| bytes[*at] & 0xc0 != 0x80).unwrap_or(most))
}

/// `fr-FR`, `FR_ca` → `fr`.
fn code(language: &str) -> Option<String> {
    let first = language.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    ((2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase())).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Cut anywhere, a text is its pieces again, each short enough and of whole characters.
        #[test]
        fn pieces_are_the_text(text in "(\\PC| |\n|é|😀){0,120}", most in 4usize..40) {
            let mut pieces = Vec::new();
            let mut rest = text.as_str();
            while !rest.is_empty() {
                let end = cut(rest.as_bytes(), most);
                prop_assert!((1..=most).contains(&end) && rest.is_char_boundary(end), "{} of {:?}", end, rest);
                let (piece, after) = rest.split_at(end);
                pieces.push(piece);
                rest = after;
            }
            prop_assert_eq!(pieces.concat(), text);
        }

        #[test]
        fn a_language_is_its_first_letters(code_ in "[a-z]{2,3}", country in "([-_][A-Za-z]{2,4})?") {
            prop_assert_eq!(code(&format!(" {}{country}", code_.to_uppercase())), Some(code_));
        }
    }
}
