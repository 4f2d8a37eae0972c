//! All spellings of a gazetteer while it is being loaded, before they are put in order.

use super::keys::{Keys, without_article, without_brackets};
use super::store::Store;
use super::{Named, PlaceIx};
use rayon::prelude::*;

/// A spelling: its hashes, and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Listed {
    /// The hash of all its words.
    pub all: u64,
    pub entry: Entry,
    /// The upper half of the hash of its first word.
    pub first: u32,
    pub words: u8,
    /// The upper bits of the hash of its first two words.
    pub pair: [u8; 3],
}

/// What a spelling stands for, in eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    as_what: What,
    ix: u32,
    /// The spelling starts with a capital, so a text must write its first word with one.
    pub capital: bool,
    /// It is a spelling of a place that only stands in a work of reference.
    pub reference: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Name,
    Alias,
    Demonym,
    Ignored,
    Actor,
}

impl Entry {
    fn new(named: Named, capital: bool) -> Self {
        let (as_what, ix) = match named {
            Named::Name(ix) => (What::Name, ix),
            Named::Alias(ix) => (What::Alias, ix),
            Named::Demonym(ix) => (What::Demonym, ix),
            Named::Ignored(ix) => (What::Ignored, ix),
            Named::Actor(ix) => (What::Actor, ix),
        };
        Self { as_what, ix, capital, reference: false }
    }

    pub fn named(self) -> Named {
        match self.as_what {
            What::Name => Named::Name(self.ix),
            What::Alias => Named::Alias(self.ix),
            What::Demonym => Named::Demonym(self.ix),
            What::Ignored => Named::Ignored(self.ix),
            What::Actor => Named::Actor(self.ix),
        }
    }

    /// Whether it is the name or another spelling of a place, and of which.
    pub fn place(self) -> Option<PlaceIx> {
        matches!(self.as_what, What::Name | What::Alias).then_some(self.ix)
    }

    /// Whether it is more than an adjective or a phrase, so that a text must write it with a capital.
    pub fn is_name(self) -> bool {
        !matches!(self.as_what, What::Demonym | What::Ignored)
    }

    /// Whether a text must write its first word with a capital.
    pub fn needs_capital(self) -> bool {
        self.capital && self.is_name()
    }

    fn is_actor(self) -> bool {
        self.as_what == What::Actor
    }
}

/// Spellings in the order they came.
#[derive(Debug, Default)]
pub(super) struct Listing {
    all: Vec<Listed>,
    keys: Keys,
}

impl Listing {
    /// All of them.
    pub fn all(&self) -> &[Listed] {
        &self.all
    }

    /// Adds a spelling, and those that it goes without saying; gives its own hash.
    pub fn add(&mut self, spelling: &str, named: Named) -> Option<u64> {
        let plain = without_brackets(spelling);
        let own = self.push(plain, named);
        match named {
            Named::Name(_) | Named::Alias(_) => {
                if let Some(rest) = without_article(plain) {
                    self.push(rest, named);
                }
            }
            // The plural people forget to list.
            Named::Demonym(_) if !plain.ends_with(['s', 'x']) => {
                self.push(&format!("{plain}s"), named);
            }
            _ => {}
        }
        own
    }

    /// Adds all spellings of a place; `each` gets the hashes of its name and aliases.
    pub fn add_place(&mut self, store: &Store, ix: PlaceIx, mut each: impl FnMut(u64)) {
        self.add(store.name(ix), Named::Name(ix)).into_iter().for_each(&mut each);
        for alias in store.aliases(ix) {
            self.add(alias, Named::Alias(ix)).into_iter().for_each(&mut each);
        }
        for demonym in store.demonyms(ix) {
            self.add(demonym, Named::Demonym(ix));
        }
        for phrase in store.ignore(ix) {
            self.add(phrase, Named::Ignored(ix));
        }
    }

    /// Forgets the spellings of places and of no actor for which `gone` holds.
    pub fn forget(&mut self, gone: impl Fn(PlaceIx) -> bool) {
        self.all.retain(|listed| listed.entry.is_actor() || !gone(listed.entry.ix));
    }

    /// All spellings of all places of a store.
    pub fn of(store: &Store) -> Self {
        const MANY: usize = 1 << 14;
        let all = (0..store.len().div_ceil(MANY)).into_par_iter().map(|part| {
            let mut own = Self::default();
            for at in part * MANY..((part + 1) * MANY).min(store.len()) {
                own.add_place(store, PlaceIx::try_from(at).expect("fewer than four billion places"), |_| {});
            }
            own.all
        });
        Self { all: all.collect::<Vec<_>>().concat(), keys: Keys::default() }
    }

    /// In order of their hashes, each meaning of one once.
    pub fn into_sorted(mut self, store: &Store) -> Vec<Listed> {
        self.all.par_iter_mut().for_each(|listed| {
            let entry = &mut listed.entry;
            entry.reference = !entry.is_actor() && store.get(entry.ix).reference;
        });
        self.all.par_sort_unstable();
        self.all.dedup_by(|a, b| a.all == b.all && (a.entry.as_what, a.entry.ix) == (b.entry.as_what, b.entry.ix));
        self.drop_aliases_like_names();
        self.all
    }

    /// Of a place of a work of reference whose alias differs from its name in case or accents alone, the name.
    fn drop_aliases_like_names(&mut self) {
        let (mut group, mut hash) = (Vec::new(), 0);
        self.all.retain(|listed| {
            if listed.all != hash {
                hash = listed.all;
                group.clear();
            }
            match listed.entry.as_what {
                What::Name => group.push(listed.entry.ix),
                What::Alias if listed.entry.reference => return group.binary_search(&listed.entry.ix).is_err(),
                _ => {}
            }
            true
        });
    }

    fn push(&mut self, spelling: &str, named: Named) -> Option<u64> {
        let key = self.keys.of(spelling)?;
        let capital = spelling.chars().next().is_some_and(char::is_uppercase);
        let first = u32::try_from(key.first >> 32).unwrap_or_default();
        let [a, b, c, ..] = key.pair.to_be_bytes();
        let entry = Entry::new(named, capital);
        self.all.push(Listed { all: key.all, entry, first, words: key.words, pair: [a, b, c] });
        Some(key.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_stays_small() {
        assert_eq!((size_of::<Entry>(), size_of::<Listed>()), (8, 24));
    }
}
