//! Blocks: which piece of a page is a paragraph of the story and which is something else.
//!
//! Lines are looked at alone first ([`furniture`]), those of one paragraph joined ([`wrap`]), openings parted
//! ([`opening`]); what is left is decided by what stands around it ([`roles`]).

mod furniture;
mod lines;
mod opening;
mod repeats;
mod roles;
mod scan;
mod words;
mod wrap;

use super::Span;
use crate::language::{DocumentTables, Language};
use lines::Line;
use std::ops::Range;
use words::Words;
use wrap::Wrap;

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
    /// A heading between paragraphs, with its clock time where it heads an entry of a live page.
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

/// A paragraph on its way to being a block.
#[derive(Clone, Debug)]
struct Piece {
    span: Range<usize>,
    /// What it is, once that is known.
    kind: Option<BlockKind>,
}

/// The blocks of a text and the headline it states.
pub(super) struct Cut {
    pub blocks: Vec<Block>,
    pub title: Option<String>,
}

/// Cuts a text into blocks. Together they hold every character of it that is not white space.
pub(super) fn cut(text: &str, language: &Language) -> Cut {
    let tables = language.document();
    let mut words = Words::default();
    let mut lines = lines::split(text);
    let mut pieces = Vec::with_capacity(lines.len() / 2 + 2);
    let header = peel_header(text, &mut lines, tables);
    let kinds = line_kinds(text, &lines, &mut words, tables);
    let title = stated_title(text, &lines, &kinds, &mut words, tables);
    join(text, &lines, &kinds, tables, &mut pieces);
    part_openings(text, &mut pieces, tables);
    roles::assign(text, &mut pieces, &mut words, tables);
    let mut blocks: Vec<Block> = Vec::with_capacity(pieces.len() + 1);
    blocks.extend(header.map(|span| Block { kind: BlockKind::Header, span: Span::of_range(span) }));
    blocks.extend(
        pieces
            .into_iter()
            .map(|p| Block { kind: p.kind.unwrap_or(BlockKind::Paragraph), span: Span::of_range(p.span) }),
    );
    let title = title.or_else(|| headline(text, &blocks));
    Cut { blocks, title }
}

/// Takes the crawler's header off the first line.
fn peel_header(text: &str, lines: &mut Vec<Line>, tables: &DocumentTables) -> Option<Range<usize>> {
    let first = lines.first_mut()?;
    let end = first.span.start + opening::header(&text[first.span.clone()], tables)?;
    let header = first.span.start..end;
    let rest = lines::trim(text, end..first.span.end);
    if rest.is_empty() {
        lines.remove(0);
    } else {
        let taken = text[first.span.start..rest.start].chars().count();
        first.width = first.width.saturating_sub(u32::try_from(taken).unwrap_or(u32::MAX));
        first.span = rest;
    }
    Some(header)
}

/// What each line is by itself.
fn line_kinds(text: &str, lines: &[Line], words: &mut Words, tables: &DocumentTables) -> Vec<Option<BlockKind>> {
    let mut kinds = vec![None; lines.len()];
    let mut from = 0;
    if let Some(last) = fence(text, lines) {
        kinds[..=last].fill(Some(BlockKind::FrontMatter));
        from = last + 1;
    }
    let mut before_story = true;
    for i in from..lines.len() {
        let line = &text[lines[i].span.clone()];
        // A wrapped line may hold by chance what stands alone elsewhere.
        let inside = i > 0 && kinds[i - 1].is_none() && lines[i - 1].width >= 40 && {
            lines::final_stop(&text[lines[i - 1].span.clone()]).is_none() && lines::goes_on(line)
        };
        if inside {
            continue;
        }
        kinds[i] = furniture::kind(line, words, tables, before_story);
        if kinds[i].is_none() {
            if opening::clock(line, tables).is_some_and(|at| roles::is_head(&line[at..])) {
                kinds[i] = Some(BlockKind::Heading);
            }
            before_story = before_story && lines[i].width <= 200 && {
                lines::story_stop(line).is_none() || {
                    words.read(line);
                    words.len() <= 12
                }
            };
        }
    }
    kinds
}

/// The last line of front matter between `---` and `---`.
fn fence(text: &str, lines: &[Line]) -> Option<usize> {
    let is_rule = |line: &Line| matches!(&text[line.span.clone()], "---" | "+++");
    if !is_rule(lines.first()?) {
        return None;
    }
    lines.iter().take(60).skip(1).position(is_rule).map(|at| at + 1)
}

fn stated_title(
    text: &str,
    lines: &[Line],
    kinds: &[Option<BlockKind>],
    words: &mut Words,
    tables: &DocumentTables,
) -> Option<String> {
    lines
        .iter()
        .zip(kinds)
        .filter(|(_, kind)| **kind == Some(BlockKind::FrontMatter))
        .take(60)
        .find_map(|(line, _)| furniture::title_of(&text[line.span.clone()], words, tables))
}

/// Joins the lines of each paragraph.
fn join(text: &str, lines: &[Line], kinds: &[Option<BlockKind>], tables: &DocumentTables, out: &mut Vec<Piece>) {
    let wrap = Wrap::of(text, lines, |i| kinds[i].is_some());
    for (i, line) in lines.iter().enumerate() {
        let joins = i > 0
            && kinds[i].is_none()
            && kinds[i - 1].is_none()
            && wrap.joins(text, lines, i)
            && !furniture::bullet(&text[line.span.clone()])
            && opening::clock(&text[line.span.clone()], tables).is_none();
        match out.last_mut() {
            Some(piece) if joins => piece.span.end = line.span.end,
            _ => out.push(Piece { span: line.span.clone(), kind: kinds[i] }),
        }
    }
}

/// Parts datelines and clock times from their paragraphs.
fn part_openings(text: &str, pieces: &mut Vec<Piece>, tables: &DocumentTables) {
    let mut parted = Vec::with_capacity(pieces.len() + 2);
    for piece in pieces.drain(..) {
        let whole = &text[piece.span.clone()];
        let opening = if piece.kind.is_some() {
            None
        } else if let Some(length) = opening::clock(whole, tables) {
            Some((BlockKind::Heading, length))
        } else {
            opening::dateline(whole, tables).map(|length| (BlockKind::Dateline, length))
        };
        let Some((kind, length)) = opening else {
            parted.push(piece);
            continue;
        };
        let at = piece.span.start + length;
        let head = lines::trim(text, piece.span.start..at);
        let rest = lines::trim(text, at..piece.span.end);
        parted.push(Piece { span: head, kind: Some(kind) });
        if !rest.is_empty() {
            parted.push(Piece { span: rest, kind: None });
        }
    }
    *pieces = parted;
}

/// The first headline, without the marks of Markdown.
fn headline(text: &str, blocks: &[Block]) -> Option<String> {
    let title = blocks.iter().find(|b| b.kind == BlockKind::Title)?;
    let words: Vec<&str> = title.span.of(text).trim_start_matches(['#', ' ']).split_whitespace().collect();
    Some(words.join(" "))
}
