//! Which region a feature lies in: the codes of its country and of the first and second level below.

use super::super::PlaceIx;
use super::super::store::Store;
use super::line::Feature;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// No region is told by its codes.
const NOWHERE: u64 = 0;

/// The hash of the codes of a region; for the first level without the second.
fn key(country: [u8; 2], admin1: &str, admin2: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(&country);
    hasher.write(admin1.as_bytes());
    hasher.write_u8(0xff);
    hasher.write(admin2.as_bytes());
    hasher.finish().max(1)
}

/// A code that says something: `00` is for what lies in no region.
fn told(code: &str) -> bool {
    !code.is_empty() && code != "00"
}

/// The codes of places and of regions, while files are read.
#[derive(Debug, Default)]
pub(super) struct Admin {
    /// Of every place the innermost region of its codes.
    inner: Vec<u64>,
    /// The region around a region of the second level.
    outer: FxHashMap<u64, u64>,
    regions: Vec<(u64, PlaceIx)>,
}

impl Admin {
    /// Notes the codes of the next place.
    pub fn add(&mut self, ix: PlaceIx, feature: &Feature) {
        let codes = feature.country.filter(|_| told(feature.admin1));
        let Some(country) = codes else {
            self.inner.push(NOWHERE);
            return;
        };
        let first = key(country, feature.admin1, "");
        let second = told(feature.admin2).then(|| key(country, feature.admin1, feature.admin2));
        if let Some(second) = second {
            self.outer.insert(second, first);
        }
        let inner = match (feature.class, feature.code) {
            ("A", "ADM1") => {
                self.regions.push((first, ix));
                NOWHERE
            }
            ("A", "ADM2") => {
                self.regions.extend(second.map(|second| (second, ix)));
                first
            }
            _ => second.unwrap_or(first),
        };
        self.inner.push(inner);
    }

    /// Takes over what was noted of other places, whose numbers are higher by `shift` here.
    pub fn append(&mut self, other: Self, shift: PlaceIx) {
        self.inner.extend(other.inner);
        self.outer.extend(other.outer);
        self.regions.extend(other.regions.into_iter().map(|(key, ix)| (key, ix + shift)));
    }

    /// Says of every place which region it lies in, else which country.
    pub fn settle(self, store: &mut Store, countries: &FxHashMap<[u8; 2], PlaceIx>) {
        let mut regions: FxHashMap<u64, PlaceIx> = FxHashMap::default();
        for (key, ix) in self.regions {
            // Of two with the same codes the first.
            regions.entry(key).or_insert(ix);
        }
        for (ix, inner) in (0..).zip(self.inner) {
            let region = regions.get(&inner).or_else(|| regions.get(self.outer.get(&inner)?)).copied();
            let country = || countries.get(&store.get(ix).country()?).copied();
            store.set_within(ix, region.filter(|r| *r != ix).or_else(country).filter(|outer| *outer != ix));
        }
    }
}
