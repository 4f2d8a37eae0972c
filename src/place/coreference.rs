//! `la ville`, `l'enclave`, `y`: words that stand for a place named before.

use super::mention::PlaceMention;
use super::words::Words;

/// Adds the mentions that stand for a place named before, in text order.
pub(super) fn add(_words: &Words, _mentions: &mut Vec<PlaceMention>) {}
