//! Paragraphs that say again what stands before: the teaser that pages print once more, cut with `...`.

use super::{BlockKind, Piece};
use rustc_hash::FxHashMap;
use std::hash::Hasher;

/// Letters that must agree before two paragraphs are compared in full.
const KEY: usize = 24;

/// Marks every undecided paragraph that repeats an earlier one, or the opening of one, as residue.
pub(super) fn mark(text: &str, pieces: &mut [Piece]) {
    if pieces.iter().filter(|piece| piece.kind.is_none()).nth(1).is_none() {
        return;
    }
    let mut seen: FxHashMap<u64, usize> = FxHashMap::with_capacity_and_hasher(pieces.len(), rustc_hash::FxBuildHasher);
    for i in 0..pieces.len() {
        if pieces[i].kind.is_some() {
            continue;
        }
        let piece = &text[pieces[i].span.clone()];
        let Some(key) = key(piece) else { continue };
        if let Some(&start) = seen.get(&key) {
            let before = &text[start..pieces[i].span.start];
            if repeats(piece, before) {
                pieces[i].kind = Some(BlockKind::Residue);
            }
        } else {
            seen.insert(key, pieces[i].span.start);
        }
    }
}

/// Letters and digits in lower case: quotes, dashes and spaces change between copies.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(lower_letter)
}

fn lower_letter(c: char) -> impl Iterator<Item = char> {
    c.is_alphanumeric().then(|| c.to_lowercase()).into_iter().flatten()
}

fn key(text: &str) -> Option<u64> {
    let mut hasher = rustc_hash::FxHasher::default();
    let (mut count, mut at) = (0, 0);
    while count < KEY {
        // Nearly all are letters of one byte.
        let byte = *text.as_bytes().get(at)?;
        if byte.is_ascii() {
            at += 1;
            if byte.is_ascii_alphanumeric() {
                hasher.write_u32(u32::from(byte.to_ascii_lowercase()));
                count += 1;
            }
            continue;
        }
        let c = text[at..].chars().next()?;
        at += c.len_utf8();
        for c in lower_letter(c).take(KEY - count) {
            hasher.write_u32(u32::from(c));
            count += 1;
        }
    }
    Some(hasher.finish())
}

/// Whether the letters of `piece` are those that `before` opens with.
fn repeats(piece: &str, before: &str) -> bool {
    let mut earlier = letters(before);
    letters(piece).all(|c| earlier.next() == Some(c))
}
