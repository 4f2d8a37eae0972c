//! Blocks: which piece of a page is a paragraph of the story and which is something else.

use super::Span;
use crate::language::Language;

/// What a block is to the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A headline.
    Title,
    /// A machine's line such as ` date 2020-10 `.
    Header,
    /// `Publié le 13/09/2022 à 18h45`, `Date: 2022-09-13`.
    FrontMatter,
    /// The place and day a dispatch opens with: `Erevan, 31 oct 2020 (AFP) -`.
    Dateline,
    /// What stands under a picture.
    Caption,
    /// A heading between paragraphs.
    Heading,
    /// A paragraph of the story.
    Paragraph,
    /// Navigation, teasers of other pieces, the repeated opening.
    Residue,
}

impl BlockKind {
    /// Whether events are read from it.
    #[must_use]
    pub fn is_story(self) -> bool {
        matches!(self, Self::Paragraph)
    }
}

/// A piece of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
}

/// Cuts a text into blocks.
pub(super) fn cut(text: &str, _language: &Language) -> Vec<Block> {
    let mut out = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive("\n\n") {
        let end = start + piece.len();
        if !piece.trim().is_empty() {
            out.push(Block { kind: BlockKind::Paragraph, span: Span::of_range(start..end) });
        }
        start = end;
    }
    out
}
