//! The alternate names of GeoNames: which of them a French text may use, and which is the one to show.

use super::super::PlaceIx;
use super::super::keys::Keys;
use super::super::store::Store;
use super::blocks;
use rustc_hash::FxHashMap;
use std::io::{self, Read};

/// The language whose names are shown and sought.
const LANGUAGE: &str = "fr";

/// What a name is to its place; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The one that the language prefers.
    Preferred,
    /// One of the language.
    Own,
    /// One of no language in particular.
    Unmarked,
    /// What the language called it once: sought, never shown.
    Former,
}

/// Reads a file of alternate names; gives what `take` makes of the number of a place and a name of it.
pub(super) fn each<T: Send>(
    reader: impl Read,
    take: impl Fn(u32, &str, &mut Keys) -> Option<T> + Sync,
) -> io::Result<Vec<T>> {
    let mut all = Vec::new();
    let work = |block: &[u8]| {
        let mut keys = Keys::default();
        let lines = blocks::lines(block).filter_map(|(_, line)| line_of(line));
        lines.filter_map(|(id, _, name)| take(id, name, &mut keys)).collect::<Vec<T>>()
    };
    blocks::map(reader, work, |own| all.extend(own))?;
    Ok(all)
}

/// The names of all files, in one text.
#[derive(Debug, Default)]
pub(super) struct Alternates {
    text: String,
    names: Vec<(PlaceIx, Rank, usize, u32)>,
}

impl Alternates {
    /// Reads a file of alternate names of these places; gives its SHA-256.
    pub fn read(&mut self, reader: impl Read, places: &FxHashMap<u32, PlaceIx>) -> io::Result<[u8; 32]> {
        let work = |block: &[u8]| {
            let mut own = Self::default();
            for (id, rank, name) in blocks::lines(block).filter_map(|(_, line)| line_of(line)) {
                if let Some(ix) = places.get(&id) {
                    own.add(*ix, rank, name);
                }
            }
            own
        };
        blocks::map(reader, work, |own| {
            let shift = self.text.len();
            self.text.push_str(&own.text);
            self.names.extend(own.names.into_iter().map(|(ix, rank, at, length)| (ix, rank, at + shift, length)));
        })
    }

    fn add(&mut self, ix: PlaceIx, rank: Rank, name: &str) {
        let Ok(length) = u32::try_from(name.len()) else { return };
        self.names.push((ix, rank, self.text.len(), length));
        self.text.push_str(name);
    }

    /// Gives the places their names.
    pub fn settle(mut self, store: &mut Store) {
        self.names.sort_unstable();
        for own in self.names.chunk_by(|a, b| a.0 == b.0) {
            let ix = own[0].0;
            let text = |at: usize, length: u32| &self.text[at..at + length as usize];
            let shown = own.first().filter(|(_, rank, ..)| *rank <= Rank::Own).map(|(.., at, len)| text(*at, *len));
            let shown = shown.unwrap_or_else(|| store.name(ix)).to_owned();
            let mut aliases: Vec<&str> = Vec::new();
            let others = own.iter().map(|(.., at, length)| text(*at, *length));
            for name in store.spellings(ix).chain(others) {
                if name != shown && !aliases.contains(&name) {
                    aliases.push(name);
                }
            }
            let aliases = aliases.join("|");
            store.rename(ix, &shown, &aliases);
        }
    }
}

/// The number of a place and a name that a line gives it; none where it is of no use.
fn line_of(line: &[u8]) -> Option<(u32, Rank, &str)> {
    let line = std::str::from_utf8(line).ok()?;
    let mut cells = line.split('\t').skip(1);
    let id = cells.next()?.parse().ok()?;
    let (language, name) = (cells.next()?, cells.next()?.trim());
    if !(language.is_empty() || language == LANGUAGE) {
        return None;
    }
    let mut is = || cells.next().is_some_and(|cell| cell == "1");
    let (preferred, _short, colloquial, historic) = (is(), is(), is(), is());
    let own = language == LANGUAGE;
    let rank = match () {
        // `la Ville lumière` is a phrase, no name.
        () if colloquial => return None,
        // What a place was called in no language in particular is mostly what another is called today.
        () if historic => own.then_some(Rank::Former)?,
        () if own && preferred => Rank::Preferred,
        () if own => Rank::Own,
        () => Rank::Unmarked,
    };
    is_spelling(name).then_some((id, rank, name))
}

/// Whether a text in the Latin script may use a name as it stands: no code of an airport, no other script.
pub(super) fn is_spelling(name: &str) -> bool {
    let latin = |c: char| !c.is_alphabetic() || u32::from(c) < 0x250 || (0x1e00..0x1f00).contains(&u32::from(c));
    let mut letters = name.chars();
    letters.next().is_some_and(char::is_uppercase)
        && name.chars().all(latin)
        && name.chars().nth(1).is_some()
        && letters.any(char::is_lowercase)
        && !name.contains('|')
}

#[cfg(test)]
mod tests {
    use super::is_spelling;

    #[test]
    fn what_a_text_may_use() {
        for name in ["Choucha", "Şuşa", "L'Haÿ-les-Roses", "Đà Nẵng", "Y", "Au"] {
            assert_eq!(is_spelling(name), name != "Y", "{name}");
        }
        for name in ["CDG", "Шуша", "ville lumière", "", "A|B", "FR-75"] {
            assert!(!is_spelling(name), "{name}");
        }
    }
}
