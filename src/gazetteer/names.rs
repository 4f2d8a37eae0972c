//! The names of a gazetteer, found in text by hashing at token starts.
//!
//! A name is a sequence of folded words (case, accents and hyphens make no difference). Each sequence is one hash;
//! the first word's hash says how many words the longest name has that starts with it, so most tokens of a text cost
//! one look-up.

use super::{ActorIx, PlaceIx};
use crate::document::{Document, Span, TokenKind, fold};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    named: Named,
    /// The spelling starts with a capital, so a text must write its first word with one.
    capital: bool,
}

/// Every spelling of a gazetteer, by the hash of its folded words.
#[derive(Debug, Default)]
pub struct Names {
    starts: FxHashMap<u64, u8>,
    spans: FxHashMap<u64, (u32, u32)>,
    entries: Vec<Entry>,
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The tokens that it covers.
    pub tokens: Range<usize>,
    /// All that the name may stand for.
    pub named: Vec<Named>,
}

/// The tokens of a document, folded: what names are compared with.
#[derive(Debug)]
pub struct Folded {
    buffer: String,
    spans: Vec<Span>,
    /// For each token whether it is one word as names are cut: nothing but letters and digits of ASCII.
    plain: Vec<bool>,
}

impl Folded {
    /// Folds every token.
    #[must_use]
    pub fn of(doc: &Document) -> Self {
        let mut buffer = String::with_capacity(doc.text.len());
        let mut spans = Vec::with_capacity(doc.tokens.len());
        let mut plain = Vec::with_capacity(doc.tokens.len());
        for token in 0..doc.tokens.len() {
            let (lower, start) = (doc.lower(token), buffer.len());
            // Most tokens are in lower case and without accents: nothing is left to fold.
            if lower.bytes().all(|b| b.is_ascii_alphanumeric()) {
                buffer.push_str(lower);
            } else {
                fold::fold_into(lower, &mut buffer);
            }
            spans.push(Span::of_range(start..buffer.len()));
            plain.push(buffer.as_bytes()[start..].iter().all(u8::is_ascii_alphanumeric) && buffer.len() > start);
        }
        Self { buffer, spans, plain }
    }

    /// The words of a token, as names are cut.
    fn words(&self, token: usize) -> impl Iterator<Item = &str> {
        let folded = self.get(token);
        let (whole, cut) = if self.plain[token] { (Some(folded), "") } else { (None, folded) };
        whole.into_iter().chain(words(cut))
    }

    /// The folded text of a token.
    ///
    /// # Panics
    /// Where there is no such token.
    #[must_use]
    pub fn get(&self, token: usize) -> &str {
        self.spans[token].of(&self.buffer)
    }
}

/// The words of a folded text: cut at spaces, and behind an apostrophe.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split_inclusive(['\'', ' '])
        .map(str::trim)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\''))
        .filter(|word| !word.is_empty())
}

fn add(hash: u64, word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(hash);
    // One spelling for `St-Etienne` and `Saint-Etienne`.
    hasher.write(match word {
        "st" => b"saint",
        "ste" => b"sainte",
        word => word.as_bytes(),
    });
    hasher.finish()
}

/// The hashes of a spelling: first word, all words; none where it has no word or more than anyone writes.
fn key(spelling: &str) -> Option<(u64, u64, u8)> {
    let folded = fold::fold(spelling);
    let (mut first, mut all, mut count) = (0, 0, 0u8);
    for word in words(&folded) {
        all = add(all, word);
        if count == 0 {
            first = all;
        }
        count = count.checked_add(1)?;
    }
    (count > 0).then_some((first, all, count))
}

/// One number for all ways to write a name: case, accents, hyphens and what stands in brackets make no difference.
pub(super) fn name_key(spelling: &str) -> Option<u64> {
    key(without_brackets(spelling)).map(|(_, all, _)| all)
}

/// Without what stands in brackets behind it: `Martouni (Arménie)` is looked for as `Martouni`.
fn without_brackets(spelling: &str) -> &str {
    match spelling.find('(') {
        Some(at) if at > 0 => spelling[..at].trim_end(),
        _ => spelling,
    }
}

/// Without its article, which `à` and `de` swallow (`au Caire`); none where it has none.
fn without_article(spelling: &str) -> Option<&str> {
    ["Le ", "La ", "Les ", "L'", "L’"].into_iter().find_map(|article| spelling.strip_prefix(article))
}

impl Names {
    /// Indexes spellings with what they stand for.
    pub(super) fn index<'a>(spellings: impl Iterator<Item = (&'a str, Named)>) -> Self {
        let mut pairs: Vec<(u64, Entry)> = Vec::new();
        let mut names = Self::default();
        let mut push = |spelling: &str, named| {
            let Some((first, all, count)) = key(spelling) else { return };
            let most = names.starts.entry(first).or_insert(0);
            *most = (*most).max(count);
            let capital = spelling.chars().next().is_some_and(char::is_uppercase);
            pairs.push((all, Entry { named, capital }));
        };
        for (spelling, named) in spellings {
            let plain = without_brackets(spelling);
            push(plain, named);
            match named {
                Named::Name(_) | Named::Alias(_) => {
                    if let Some(rest) = without_article(plain) {
                        push(rest, named);
                    }
                }
                // The plural people forget to list.
                Named::Demonym(_) if !plain.ends_with(['s', 'x']) => push(&format!("{plain}s"), named),
                _ => {}
            }
        }
        pairs.sort_unstable();
        pairs.dedup_by(|a, b| a.0 == b.0 && a.1.named == b.1.named);
        names.spans.reserve(pairs.len());
        names.entries.reserve_exact(pairs.len());
        let mut start = 0;
        while start < pairs.len() {
            let hash = pairs[start].0;
            let end = start + pairs[start..].iter().take_while(|p| p.0 == hash).count();
            let at = |n: usize| u32::try_from(n).expect("fewer than four billion names");
            names.spans.insert(hash, (at(start), at(end)));
            start = end;
        }
        names.entries.extend(pairs.into_iter().map(|p| p.1));
        names
    }

    /// All that a spelling stands for, whatever its case.
    #[must_use]
    pub fn get(&self, spelling: &str) -> Vec<Named> {
        name_key(spelling).map_or(Vec::new(), |all| self.entries(all).iter().map(|e| e.named).collect())
    }

    fn entries(&self, hash: u64) -> &[Entry] {
        self.spans.get(&hash).map_or(&[], |(start, end)| &self.entries[*start as usize..*end as usize])
    }

    /// The longest name that starts at token `at` and ends before token `end`.
    #[must_use]
    pub fn longest_at(&self, doc: &Document, folded: &Folded, at: usize, end: usize) -> Option<Found> {
        if doc.tokens[at].kind == TokenKind::Mark {
            return None;
        }
        let first = folded.words(at).next()?;
        let most = usize::from(*self.starts.get(&add(0, first))?);
        let (mut hash, mut count, mut found) = (0, 0, None);
        // `haut-Karabakh` is one token.
        let starts_capital = doc.tokens[at].any_capital;
        let mut any_capital = false;
        for token in at..end {
            if doc.tokens[token].kind == TokenKind::Mark {
                break;
            }
            for word in folded.words(token) {
                hash = add(hash, word);
                count += 1;
            }
            if count > most {
                break;
            }
            any_capital |= doc.tokens[token].any_capital;
            let fits = |entry: &&Entry| match entry.named {
                Named::Demonym(_) | Named::Ignored(_) => true,
                _ => any_capital && (starts_capital || !entry.capital),
            };
            let named: Vec<Named> = self.entries(hash).iter().filter(fits).map(|e| e.named).collect();
            if !named.is_empty() {
                found = Some(Found { tokens: at..token + 1, named });
            }
        }
        found
    }
}
