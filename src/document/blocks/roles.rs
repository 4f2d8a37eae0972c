//! What is title, heading, caption and paragraph, told by what stands around it.

use super::furniture::{self, Credit};
use super::lines::{final_stop, is_blank, story_stop};
use super::words::Words;
use super::{BlockKind, Piece, repeats};
use crate::language::DocumentTables;

/// A headline has at most so many words, a heading between paragraphs so many.
const TITLE: usize = 30;
const HEADING: usize = 16;

/// Words of a text, counted no further than needed.
fn count(text: &str) -> usize {
    count_to(text, TITLE + 2)
}

fn count_to(text: &str, most: usize) -> usize {
    let (mut count, mut inside, mut at) = (0, false, 0);
    while let Some(byte) = text.as_bytes().get(at) {
        let (blank, part, length) = if byte.is_ascii() {
            let c = char::from(*byte);
            (c.is_whitespace(), byte.is_ascii_alphanumeric(), 1)
        } else {
            let c = text[at..].chars().next().unwrap_or_default();
            (c.is_whitespace(), c.is_alphanumeric(), c.len_utf8())
        };
        at += length;
        // A word is counted at its first letter.
        if part && !inside {
            count += 1;
            if count >= most {
                break;
            }
        }
        inside = !blank && (inside || part);
    }
    count
}

/// Whether a line reads like the head of an entry: empty, or short and without a full stop.
pub(super) fn is_head(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    matches!(final_stop(text), None | Some('?' | '!')) && count(text) <= HEADING + 4 && !text.ends_with([',', ';'])
}

/// Whether a piece is told in sentences.
fn is_story(text: &str) -> bool {
    match story_stop(text) {
        Some('?' | '!') => count(text) > 14,
        Some(_) => count_to(text, 3) >= 3,
        None => count(text) > TITLE,
    }
}

/// Gives every piece its kind.
pub(super) fn assign(text: &str, pieces: &mut [Piece], words: &mut Words, tables: &DocumentTables) {
    captions(text, pieces, words, tables);
    let story: Vec<bool> = pieces.iter().map(|p| p.kind.is_none() && is_story(&text[p.span.clone()])).collect();
    let Some(first) = story.iter().position(|s| *s) else {
        repeats::mark(text, pieces);
        return;
    };
    let last = story.iter().rposition(|s| *s).unwrap_or(first);
    for piece in pieces.iter_mut().filter(|p| p.kind.is_none()) {
        if furniture::byline(&text[piece.span.clone()], words, tables) {
            piece.kind = Some(BlockKind::Residue);
        }
    }
    titles(text, &mut pieces[..first]);
    teasers(text, pieces, words, tables);
    headings(text, pieces, &story, first..last + 1);
    trailing(text, pieces, last + 1);
    repeats::mark(text, pieces);
}

/// Marks what stands under pictures. A paragraph signed `(AFP)` is one only where the story goes on behind it, and not
/// where half the story is signed so.
fn captions(text: &str, pieces: &mut [Piece], words: &mut Words, tables: &DocumentTables) {
    let mut signed = Vec::new();
    let mut stories = Vec::new();
    for i in 0..pieces.len() {
        if pieces[i].kind.is_some() {
            continue;
        }
        let piece = &text[pieces[i].span.clone()];
        match furniture::caption(piece, words, tables) {
            Some(Credit::Sure) => pieces[i].kind = Some(BlockKind::Caption),
            Some(Credit::Signed) => signed.push(i),
            None if is_story(piece) => stories.push(i),
            None => {}
        }
    }
    let last = stories.last().copied().unwrap_or(0);
    if signed.len() * 2 <= stories.len() {
        for i in signed.into_iter().filter(|i| *i < last) {
            pieces[i].kind = Some(BlockKind::Caption);
        }
    }
}

/// Decides what stands before the story: one headline, maybe printed twice; names of sections before it, a subtitle
/// behind it.
fn titles(text: &str, pieces: &mut [Piece]) {
    let open: Vec<usize> = (0..pieces.len())
        .filter(|i| pieces[*i].kind.is_none() && !furniture::bullet(&text[pieces[*i].span.clone()]))
        .collect();
    let of = |i: usize| plain(&text[pieces[i].span.clone()]);
    let twice = open.iter().enumerate().find(|(n, i)| {
        let here = of(**i);
        here.len() > 12 && open[n + 1..].iter().take(8).any(|j| of(*j) == here)
    });
    let marked = (0..pieces.len())
        .find(|i| pieces[*i].kind == Some(BlockKind::Heading) && text[pieces[*i].span.clone()].starts_with("# "));
    let title = match (marked, twice) {
        (Some(marked), _) => marked,
        (None, Some((_, i))) => *i,
        // A section's name is short; a headline says something.
        (None, None) => match open.iter().find(|i| count(&text[pieces[**i].span.clone()]) > 3).or(open.last()) {
            Some(i) => *i,
            None => return,
        },
    };
    let headline = of(title);
    pieces[title].kind = Some(BlockKind::Title);
    for i in open {
        if pieces[i].kind.is_none() {
            let piece = &text[pieces[i].span.clone()];
            let kind = if plain(piece) == headline {
                BlockKind::Title
            } else if i < title {
                BlockKind::Residue
            } else {
                BlockKind::Heading
            };
            pieces[i].kind = Some(kind);
        }
    }
}

/// Letters and digits of a short line in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).take(400).flat_map(char::to_lowercase).collect()
}

/// Marks the titles of other pieces under `Sur le même sujet`.
fn teasers(text: &str, pieces: &mut [Piece], words: &mut Words, tables: &DocumentTables) {
    let mut listing = false;
    for piece in pieces {
        let line = &text[piece.span.clone()];
        match piece.kind {
            Some(BlockKind::Residue) => {
                words.read(line);
                let head = words.longest(&tables.list_heads, 0);
                listing = listing && head == 0 || head > 0 && head == words.len() && words.whole();
            }
            None if listing && !is_story(line) => piece.kind = Some(BlockKind::Residue),
            _ => listing = false,
        }
    }
}

/// Marks the headings between paragraphs. Where most of the text is short lines, they are the text.
fn headings(text: &str, pieces: &mut [Piece], story: &[bool], range: std::ops::Range<usize>) {
    let candidate = |piece: &Piece| {
        let line = &text[piece.span.clone()];
        piece.kind.is_none()
            && is_head(line)
            && !furniture::bullet(line)
            && !line.ends_with(':')
            && !line.starts_with(['"', '«', '“'])
    };
    let found: Vec<usize> = range.clone().filter(|i| !story[*i] && candidate(&pieces[*i])).collect();
    let stories = range.filter(|i| story[*i]).count();
    if found.len() > stories * 2 {
        return;
    }
    for i in found {
        pieces[i].kind = Some(BlockKind::Heading);
    }
}

/// Decides short lines behind the story's last paragraph: titles of other pieces on a page, a last sentence cut short
/// in a bare text.
fn trailing(text: &str, pieces: &mut [Piece], from: usize) {
    let page = pieces.iter().any(|p| p.kind == Some(BlockKind::Residue));
    let open: Vec<usize> = (from..pieces.len()).filter(|i| pieces[*i].kind.is_none()).collect();
    for &i in &open {
        let words = count(&text[pieces[i].span.clone()]);
        if page || open.len() > 2 || words <= 4 {
            pieces[i].kind = Some(BlockKind::Residue);
        }
    }
}
