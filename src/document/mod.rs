//! What a dispatch is made of: text, blocks, sentences, tokens.
//!
//! Takes bytes, gives [`Document`]s. Decides what is text and what is page residue, and where paragraphs really end
//! in hard-wrapped copies. The text itself is never changed: everything said of it is a [`Span`].

mod blocks;
pub mod fold;
mod mention;
pub mod read;
mod sentences;
mod span;
pub(crate) mod spelling;
mod tokens;

pub use blocks::{Block, BlockKind};
pub use mention::Mention;
pub use sentences::Sentence;
pub use span::Span;
pub use tokens::{Token, TokenKind};

use crate::language::Language;
use spelling::FirstWord;

/// One dispatch, cut into blocks, sentences and tokens.
///
/// ```
/// use dateline::{document::Document, language::Language};
/// let language = Language::french();
/// let doc = Document::new("a.txt", "Erevan, 31 oct 2020 (AFP) - Samedi, les combats se poursuivaient.", language);
/// assert_eq!(doc.lower(0), "erevan");
/// ```
#[derive(Debug, Clone)]
pub struct Document {
    /// The name under which files speak of it: its path as given, or the `id` of its line.
    pub id: String,
    /// The text, as it was read, never changed.
    pub text: String,
    /// The headline, where the page or the line states one.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The publication day as the page or the line states it outside the text (`published`, a meta element).
    pub published: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// The pieces of the page, in order, without overlap.
    pub blocks: Vec<Block>,
    /// The sentences of all blocks, in order.
    pub sentences: Vec<Sentence>,
    /// The tokens of all sentences, in order.
    pub tokens: Vec<Token>,
    /// Words in lower case and folded, as far as they are written otherwise.
    lowered: String,
    /// For each token the sentence that holds it: every later room asks, many times a word.
    sentence_of: Vec<u32>,
}

impl Document {
    /// Reads `text` as plain text.
    ///
    /// Texts beyond 2 GiB cannot be spoken of in spans: what lies behind is dropped ([`read`] never gives such).
    #[must_use]
    pub fn new(id: &str, text: &str, language: &Language) -> Self {
        Self::of_text(id.to_owned(), text.to_owned(), language)
    }

    /// [`Document::new`] without a copy.
    fn of_text(id: String, mut text: String, language: &Language) -> Self {
        text.truncate(text.floor_char_boundary(u32::MAX as usize / 2));
        let cut = blocks::cut(&text, language);
        let length = text.len();
        let mut doc = Self {
            // A word of three has capitals or accents.
            lowered: String::with_capacity(text.len() / 2),
            id,
            text,
            title: cut.title,
            url: None,
            published: None,
            language: language.code().to_owned(),
            blocks: cut.blocks,
            // French has a token for five bytes and a sentence for a hundred and fifty.
            sentences: Vec::with_capacity(length / 150 + 1),
            tokens: Vec::with_capacity(length / 5 + 8),
            sentence_of: Vec::new(),
        };
        for (index, block) in doc.blocks.iter().enumerate() {
            let first = doc.tokens.len();
            tokens::tokenize(&doc.text, block.span, language, &mut doc.lowered, &mut doc.tokens);
            sentences::cut(&doc.text, &doc.tokens, first, index, &doc.lowered, language, &mut doc.sentences);
        }
        doc.sentence_of.reserve_exact(doc.tokens.len());
        for (number, sentence) in (0..).zip(&doc.sentences) {
            doc.sentence_of.resize(sentence.tokens.end, number);
        }
        doc
    }

    /// The lower-cased text (accents kept) of a token.
    ///
    /// # Panics
    /// Where there is no such token.
    #[must_use]
    #[inline]
    pub fn lower(&self, token: usize) -> &str {
        self.tokens[token].lower_in(&self.text, &self.lowered)
    }

    /// The lower-cased text of a token without accents, as [`fold::fold`] makes it.
    ///
    /// # Panics
    /// Where there is no such token.
    #[must_use]
    #[inline]
    pub fn folded(&self, token: usize) -> &str {
        self.tokens[token].folded_in(&self.text, &self.lowered)
    }

    /// The hash of the words of names that end before a token, and of its own; how many its own are is added to `count`.
    pub(crate) fn add_name_words(&self, token: usize, hash: u64, count: &mut usize) -> u64 {
        let own = &self.tokens[token];
        match own.first {
            FirstWord::None => hash,
            FirstWord::Whole => {
                *count += 1;
                if hash == 0 { own.hash } else { spelling::add_word(hash, self.folded(token)) }
            }
            FirstWord::Cut => spelling::words(self.folded(token)).fold(hash, |hash, word| {
                *count += 1;
                spelling::add_word(hash, word)
            }),
        }
    }

    /// The hash of the first of the words that a token is cut into by names.
    #[inline]
    pub(crate) fn first_name_word(&self, token: usize) -> Option<u64> {
        let own = &self.tokens[token];
        (own.first != FirstWord::None).then_some(own.hash)
    }

    /// The text of a token as written.
    ///
    /// # Panics
    /// Where there is no such token.
    #[must_use]
    #[inline]
    pub fn word(&self, token: usize) -> &str {
        self.tokens[token].span.of(&self.text)
    }

    /// The text that a range of tokens covers, with what stands between them.
    #[must_use]
    pub fn text_of(&self, tokens: std::ops::Range<usize>) -> &str {
        self.span_of(tokens).of(&self.text)
    }

    /// The span that a range of tokens covers; empty at the end of the text where the range is empty.
    #[must_use]
    pub fn span_of(&self, tokens: std::ops::Range<usize>) -> Span {
        if tokens.is_empty() || tokens.end > self.tokens.len() {
            let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
            return Span::new(end, end);
        }
        self.tokens[tokens.start].span.join(self.tokens[tokens.end - 1].span)
    }

    /// The sentence that holds a token.
    #[must_use]
    #[inline]
    pub fn sentence_at(&self, token: usize) -> usize {
        self.sentence_of.get(token).map_or(self.sentences.len(), |number| *number as usize)
    }

    /// The block that a sentence stands in.
    #[must_use]
    #[inline]
    pub fn block_of(&self, sentence: usize) -> &Block {
        &self.blocks[self.sentences[sentence].block]
    }

    /// Translates byte offsets into Unicode code points, as files count. `spans` need not be sorted.
    #[must_use]
    pub fn code_points(&self, spans: &[Span]) -> Vec<(usize, usize)> {
        let mut wanted: Vec<u32> = spans.iter().flat_map(|s| [s.start, s.end]).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut found = Vec::with_capacity(wanted.len());
        let (mut bytes, mut points) = (0usize, 0usize);
        for &offset in &wanted {
            let to = (offset as usize).min(self.text.len());
            points += self.text[bytes..to].chars().count();
            bytes = to;
            found.push(points);
        }
        let at = |offset: u32| wanted.binary_search(&offset).map_or(0, |i| found[i]);
        spans.iter().map(|s| (at(s.start), at(s.end))).collect()
    }
}
