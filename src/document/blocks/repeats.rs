//! Paragraphs that say again what stands before: the teaser that pages print once more, cut with `...`.

use super::{BlockKind, Piece};
use rustc_hash::FxHashMap;
use std::hash::{Hash, Hasher};

/// Letters that must agree before two paragraphs are compared in full.
const KEY: usize = 24;

/// Marks every undecided paragraph that repeats an earlier one, or the opening of one, as residue.
pub(super) fn mark(text: &str, pieces: &mut [Piece]) {
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
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
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn key(text: &str) -> Option<u64> {
    let mut hasher = rustc_hash::FxHasher::default();
    let mut count = 0;
    for c in letters(text).take(KEY) {
        c.hash(&mut hasher);
        count += 1;
    }
    (count == KEY).then(|| hasher.finish())
}

/// Whether the letters of `piece` are those that `before` opens with.
fn repeats(piece: &str, before: &str) -> bool {
    let mut earlier = letters(before);
    letters(piece).all(|c| earlier.next() == Some(c))
}
