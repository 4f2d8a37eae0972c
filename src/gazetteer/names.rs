//! The names of a gazetteer, found in text by hashing at token starts.
//!
//! A name is a sequence of folded words (case, accents and hyphens make no difference), and each sequence is one hash.
//! A small table says of a first word how many words the longest name has that may start with it, so most tokens of a
//! text cost one look-up in a few kilobytes. The hashes themselves lie sorted, with a table of where each bucket begins.

use super::keys::{Keys, name_key, without_brackets};
use super::listing::{Entry, Listing};
use super::store::Store;
use super::{ActorIx, PlaceIx};
use crate::document::{Document, TokenKind};
use std::ops::Range;

/// What a name in the index stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A place's canonical name.
    Name(PlaceIx),
    /// Another spelling of a place.
    Alias(PlaceIx),
    /// An adjective or inhabitant of a place.
    Demonym(PlaceIx),
    /// A phrase in which a place's name is not the place.
    Ignored(PlaceIx),
    /// A person or body.
    Actor(ActorIx),
}

/// Every spelling of a gazetteer, by the hash of its folded words.
#[derive(Debug)]
pub struct Names {
    /// The most words of a name whose first word's hash starts with the bits of this number; and of those that need no
    /// capital at their start.
    starts: Vec<u8>,
    small_starts: Vec<u8>,
    /// Which first bits the hashes of two words have with which a name starts, a bit each.
    pairs: Vec<u64>,
    /// The hashes in order, and what each stands for.
    hashes: Vec<u64>,
    entries: Vec<Entry>,
    /// Where the hashes begin that start with the bits of this number.
    buckets: Vec<u32>,
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The tokens that it covers.
    pub tokens: Range<usize>,
    /// All that the name may stand for.
    pub named: Vec<Named>,
}

/// The number that the first bits of a hash make.
#[allow(clippy::cast_possible_truncation)] // a table has fewer than 2^32 rows
fn leading(hash: u64, bits: u32) -> usize {
    (hash >> (64 - bits)) as usize
}

/// So many bits name a row of a table for so many names, at about `each` rows a name.
fn bits_for(names: usize, each: usize) -> u32 {
    (names * each).next_power_of_two().trailing_zeros().clamp(8, 28)
}

/// Of the hash of two words so many bits are kept.
const PAIR_BITS: u32 = 24;

/// Where in a table of so many words of bits the hash of two words stands, and its bit there.
fn pair(hash: u64, words: usize) -> (usize, u64) {
    let row = leading(hash, words.trailing_zeros() + 6);
    (row / 64, 1 << (row % 64))
}

impl Names {
    /// Puts spellings in order.
    pub(super) fn of(listing: Listing, store: &Store) -> Self {
        let listed = listing.into_sorted(store);
        let starts_bits = bits_for(listed.len(), 4);
        let mut starts = vec![0u8; 1 << starts_bits];
        let mut small_starts = starts.clone();
        for one in &listed {
            let row = leading(u64::from(one.first) << 32, starts_bits);
            starts[row] = starts[row].max(one.words);
            if !one.entry.needs_capital() {
                small_starts[row] = small_starts[row].max(one.words);
            }
        }
        let mut pairs = vec![0u64; 1 << (bits_for(listed.len(), 16).min(PAIR_BITS) - 6)];
        for one in listed.iter().filter(|one| one.words > 1) {
            let [a, b, c] = one.pair;
            let (at, bit) = pair(u64::from_be_bytes([a, b, c, 0, 0, 0, 0, 0]), pairs.len());
            pairs[at] |= bit;
        }
        let bits = bits_for(listed.len() / 4, 1);
        let mut buckets = vec![0u32; (1 << bits) + 1];
        for one in &listed {
            buckets[leading(one.all, bits) + 1] += 1;
        }
        for at in 1..buckets.len() {
            buckets[at] = buckets[at].checked_add(buckets[at - 1]).expect("fewer than four billion names");
        }
        let hashes = listed.iter().map(|one| one.all).collect();
        let entries = listed.iter().map(|one| one.entry).collect();
        Self { starts, small_starts, pairs, hashes, entries, buckets }
    }

    /// What a spelling stands for, whatever its case, but for what only stands in works of reference.
    #[must_use]
    pub fn get(&self, spelling: &str) -> Vec<Named> {
        self.named(spelling, |entry| !entry.reference)
    }

    /// All that a spelling stands for, whatever its case.
    #[must_use]
    pub fn get_all(&self, spelling: &str) -> Vec<Named> {
        self.named(spelling, |_| true)
    }

    fn named(&self, spelling: &str, counts: impl Fn(&Entry) -> bool) -> Vec<Named> {
        let entries = name_key(spelling).map_or(&[][..], |all| self.entries(all));
        entries.iter().filter(|entry| counts(entry)).map(|entry| entry.named()).collect()
    }

    /// How many spellings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether a token is, by itself, a name of other than a work of reference.
    pub(crate) fn has_token(&self, doc: &Document, token: usize) -> bool {
        let mut count = 0;
        let hash = doc.add_name_words(token, 0, &mut count);
        count > 0 && self.entries(hash).iter().any(|entry| !entry.reference)
    }

    /// What the name stands for that `words` make with those before it, of which `before` is the hash.
    pub(crate) fn continued(&self, before: u64, words: &str, keys: &mut Keys) -> impl Iterator<Item = Named> {
        let hash = keys.extend(before, without_brackets(words));
        self.entries(hash).iter().map(|entry| entry.named())
    }

    #[inline]
    fn entries(&self, hash: u64) -> &[Entry] {
        let bucket = leading(hash, (self.buckets.len() - 1).trailing_zeros());
        let (start, end) = (self.buckets[bucket] as usize, self.buckets[bucket + 1] as usize);
        let Some(own) = self.hashes[start..end].iter().position(|h| *h == hash) else { return &[] };
        let count = self.hashes[start + own..end].iter().take_while(|h| **h == hash).count();
        &self.entries[start + own..start + own + count]
    }

    /// The longest name that starts at token `at` and ends before token `end`.
    #[must_use]
    pub fn longest_at(&self, doc: &Document, at: usize, end: usize) -> Option<Found> {
        let found = self.longest(doc, (at, end), |_| true, |_, named| Some(named));
        found.map(|(tokens, named)| Found { tokens, named })
    }

    /// [`longest_at`](Self::longest_at), but for the names that only stand in works of reference.
    #[must_use]
    pub fn longest_chosen_at(&self, doc: &Document, at: usize, end: usize) -> Option<Found> {
        let found = self.longest(doc, (at, end), |entry| !entry.reference, |_, named| Some(named));
        found.map(|(tokens, named)| Found { tokens, named })
    }

    /// The longest name of which `keep` makes something: its tokens, and what.
    pub fn longest_kept_at<T>(
        &self,
        doc: &Document,
        at: usize,
        end: usize,
        keep: impl FnMut(&Range<usize>, Vec<Named>) -> Option<T>,
    ) -> Option<(Range<usize>, T)> {
        self.longest(doc, (at, end), |_| true, keep)
    }

    /// Whether a name may start at token `at`: at most it does not, which one look into a small table tells.
    #[must_use]
    pub fn may_start(&self, doc: &Document, at: usize) -> bool {
        self.most_words_at(doc, at) > 0
    }

    /// The most words of a name that may start at a token.
    #[inline]
    fn most_words_at(&self, doc: &Document, at: usize) -> usize {
        let starts = if doc.tokens[at].any_capital { &self.starts } else { &self.small_starts };
        let most = |first| usize::from(starts[leading(first, starts.len().trailing_zeros())]);
        doc.first_name_word(at).map_or(0, most)
    }

    /// Whether any name may start with the two words of a hash: at most it does not, which one look into a small table
    /// tells.
    pub(crate) fn may_go_on(&self, hash: u64) -> bool {
        let (at, bit) = pair(hash, self.pairs.len());
        self.pairs[at] & bit != 0
    }

    fn longest<T>(
        &self,
        doc: &Document,
        (at, end): (usize, usize),
        counts: impl Fn(&Entry) -> bool,
        mut keep: impl FnMut(&Range<usize>, Vec<Named>) -> Option<T>,
    ) -> Option<(Range<usize>, T)> {
        let tokens = &doc.tokens;
        let most = self.most_words_at(doc, at);
        if most == 0 || tokens[at].kind == TokenKind::Mark {
            return None;
        }
        let (mut hash, mut count) = (0, 0);
        // Nearly always there is one at the most.
        let (mut last, mut others) = (None, Vec::new());
        // `haut-Karabakh` is one token.
        let starts_capital = tokens[at].any_capital;
        let mut any_capital = false;
        for (token, own) in (at..).zip(&tokens[at..end]) {
            let had = count;
            if own.kind == TokenKind::Mark || had >= most && doc.first_name_word(token).is_some() {
                break;
            }
            hash = doc.add_name_words(token, hash, &mut count);
            if count > most || count == 2 && had < 2 && !self.may_go_on(hash) {
                break;
            }
            any_capital |= own.any_capital;
            let entries = self.entries(hash);
            if !entries.is_empty() {
                others.extend(last.replace((token + 1, entries, any_capital)));
            }
        }
        let mut made = |(end, entries, any_capital): (usize, &[Entry], bool)| {
            let fits = |entry: &&Entry| {
                counts(entry) && (!entry.is_name() || any_capital && (starts_capital || !entry.capital))
            };
            let named: Vec<Named> = entries.iter().filter(fits).map(|entry| entry.named()).collect();
            if named.is_empty() {
                return None;
            }
            let tokens = at..end;
            let kept = keep(&tokens, named)?;
            Some((tokens, kept))
        };
        made(last?).or_else(|| others.into_iter().rev().find_map(made))
    }
}
