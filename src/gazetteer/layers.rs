//! Layers of rows become places: a later row that is the same place mends the earlier one.

use super::keys::Keys;
use super::listing::{Listed, Listing};
use super::read::Row;
use super::store::{Id, Store, pieces};
use super::{Kind, PlaceIx, Problem};
use geo::{Distance, Geodesic, Point};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::cmp::Reverse;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// Within one file, two settlements (or two other spots) that share a name are one spot when nearer than this.
const SAME_SPOT_KM: f64 = 5.0;
/// Across layers, two settlements that share a name are the same place when nearer than this.
const SAME_PLACE_KM: f64 = 25.0;

/// More degrees of latitude than [`SAME_PLACE_KM`] spans anywhere.
const SAME_PLACE_DEGREES: f64 = 0.25;

/// A file of more rows than this is a work of reference: nobody chose its names for the documents at hand.
const MOST_CHOSEN_ROWS: usize = 50_000;

/// Where the row of a place stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub layer: u16,
    pub line: u32,
}

/// The places of all layers so far.
#[derive(Debug, Default)]
pub(super) struct Layers {
    pub store: Store,
    pub listing: Listing,
    pub by_name: ByName,
    /// So many places stand before all others: those of dumps.
    below: usize,
    /// Of every place of a CSV file.
    origins: Vec<Origin>,
    /// Of the places of dumps that a CSV file mends.
    origins_below: FxHashMap<PlaceIx, Origin>,
    files: Vec<PathBuf>,
    /// Cells of `within`, by number; and the number of each place that has one, in order.
    within_cells: Cells,
    within: Vec<(PlaceIx, u32)>,
    /// Places whose spellings are listed under what they were called before.
    renamed: FxHashSet<PlaceIx>,
    by_id: FxHashMap<u64, PlaceIx>,
    keys: Keys,
}

/// Places by the hashes of their spellings, each with the one before it of the same hash.
#[derive(Debug, Default)]
pub(super) struct ByName {
    last: FxHashMap<u64, u32>,
    links: Vec<(PlaceIx, u32)>,
}

const END: u32 = u32::MAX;

impl ByName {
    fn add(&mut self, key: u64, ix: PlaceIx) {
        let next = u32::try_from(self.links.len()).ok().filter(|n| *n != END).expect("fewer than four billion names");
        let before = self.last.insert(key, next).unwrap_or(END);
        self.links.push((ix, before));
    }

    /// The places of a spelling, the last one first.
    pub fn get(&self, key: u64) -> impl Iterator<Item = PlaceIx> {
        let mut at = self.last.get(&key).copied().unwrap_or(END);
        std::iter::from_fn(move || {
            let (ix, before) = *self.links.get(at as usize)?;
            at = before;
            Some(ix)
        })
    }
}

/// Texts of which many are the same, by number.
#[derive(Debug, Default)]
struct Cells {
    numbers: FxHashMap<String, u32>,
    texts: Vec<String>,
}

impl Cells {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).expect("fewer than four billion cells");
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }
}

pub(super) fn id_hash(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(id.as_bytes());
    hasher.finish()
}

impl Layers {
    /// Starts from the places of dumps. `wanted` tells of the hash of a spelling or an id whether rows to come ask for it.
    pub(super) fn over(store: Store, listing: Listing, wanted: &FxHashSet<u64>) -> Self {
        let mut layers = Self { below: store.len(), store, listing, ..Self::default() };
        if wanted.is_empty() {
            return layers;
        }
        for Listed { all, entry, .. } in layers.listing.all() {
            if let Some(ix) = entry.place().filter(|_| wanted.contains(all)) {
                layers.by_name.add(*all, ix);
            }
        }
        let mut id = String::new();
        for (ix, _) in layers.store.iter() {
            id.clear();
            layers.store.id_into(ix, &mut id);
            if wanted.contains(&id_hash(&id)) {
                layers.by_id.insert(id_hash(&id), ix);
            }
        }
        layers
    }

    /// Starts a file, to be laid over what is there.
    pub(super) fn begin(&mut self, file: &Path) {
        self.files.push(file.to_owned());
    }

    /// Ends a file: where it has very many rows, they are no choice of anyone.
    pub(super) fn end(&mut self) {
        let layer = self.layer();
        let own = self.origins.iter().filter(|o| o.layer == layer).count();
        if own > MOST_CHOSEN_ROWS {
            for (ix, _) in (number(self.below)..).zip(&self.origins).filter(|(_, origin)| origin.layer == layer) {
                self.store.set_reference(ix, true);
            }
        }
    }

    fn layer(&self) -> u16 {
        u16::try_from(self.files.len() - 1).expect("fewer than 65,536 files")
    }

    fn origin(&self, ix: PlaceIx) -> Option<Origin> {
        match (ix as usize).checked_sub(self.below) {
            Some(at) => self.origins.get(at).copied(),
            None => self.origins_below.get(&ix).copied(),
        }
    }

    /// The file and line of a place's row; none of a dump's.
    pub(super) fn row_of(&self, ix: PlaceIx) -> Option<(&Path, u64)> {
        self.origin(ix).map(|o| (self.files[usize::from(o.layer)].as_path(), u64::from(o.line)))
    }

    /// What the rows say of where they lie, place by place.
    pub(super) fn within(&self) -> impl Iterator<Item = (PlaceIx, &str)> {
        self.within.iter().map(|(ix, cell)| (*ix, self.within_cells.texts[*cell as usize].as_str()))
    }

    /// The place of an id that a row or a cell of `within` writes.
    pub(super) fn find_id(&self, id: &str) -> Option<PlaceIx> {
        self.by_id.get(&id_hash(id)).copied()
    }

    /// Lays a row over what is there.
    pub(super) fn lay(&mut self, row: &Row, problems: &mut Vec<Problem>) {
        let known = row.id.and_then(|id| self.by_id.get(&id_hash(id)).copied());
        let Some(other) = known.or_else(|| self.same(row)) else {
            self.push(row);
            return;
        };
        let Some(earlier) = self.origin(other).filter(|o| o.layer == self.layer()) else {
            self.mend(other, row);
            return;
        };
        let (column, value, wrong, mend) = if known.is_some() {
            let wrong = format!("is the id of line {} too", earlier.line);
            ("id", row.id.unwrap_or_default(), wrong, "give each place of a file an id of its own")
        } else {
            let wrong = format!("stands at the spot of line {} ({}) too", earlier.line, self.store.name(other));
            ("name", row.name, wrong, "join the two rows, or write coordinates of its own")
        };
        problems.push(Problem {
            file: self.files[usize::from(earlier.layer)].clone(),
            line: row.line,
            column: Some(column.to_owned()),
            value: value.to_owned(),
            wrong,
            mend: mend.to_owned(),
        });
    }

    /// The place that a row is, by the contract's rules for layers; within one file, the row it repeats.
    fn same(&mut self, row: &Row) -> Option<PlaceIx> {
        let layer = self.layer();
        let mut best: Option<PlaceIx> = None;
        let mut keys = std::mem::take(&mut self.keys);
        for spelling in std::iter::once(row.name).chain(pieces(row.aliases)) {
            let Some(key) = keys.name(spelling) else { continue };
            for ix in self.by_name.get(key) {
                // The order of rows decides between several, never the order of spellings.
                if best.is_none_or(|best| self.rank(ix) < self.rank(best)) && self.is_same(ix, row, layer) {
                    best = Some(ix);
                }
            }
        }
        self.keys = keys;
        best
    }

    /// The first row; of the places of dumps the one with the most people.
    fn rank(&self, ix: PlaceIx) -> (bool, Reverse<u64>, PlaceIx) {
        let below = (ix as usize) < self.below;
        let people = if below { self.store.get(ix).population().unwrap_or(0) } else { 0 };
        (below, Reverse(people), ix)
    }

    fn is_same(&self, ix: PlaceIx, row: &Row, layer: u16) -> bool {
        let (place, here) = (self.store.get(ix), Point::new(row.lon, row.lat));
        let areas = place.kind.is_area() && row.kind.is_area();
        // Most places of one name are told apart by their latitude alone.
        if !areas && (place.lat - row.lat).abs() > SAME_PLACE_DEGREES {
            return false;
        }
        let km = || Geodesic.distance(place.point(), here) / 1000.0;
        if matches!((place.country(), row.country), (Some(one), Some(other)) if one != other) {
            return false;
        }
        let (one, other) = (place.kind, row.kind);
        if self.origin(ix).is_some_and(|o| o.layer == layer) {
            class(one) == class(other) && km() < SAME_SPOT_KM
        } else if one.is_area() || other.is_area() {
            one == other
        } else {
            one.is_settlement() == other.is_settlement() && km() < SAME_PLACE_KM
        }
    }

    /// Ends all files: every place has an id, and is listed under its own spellings alone.
    pub(super) fn finish(&mut self) {
        if !self.renamed.is_empty() {
            let renamed = std::mem::take(&mut self.renamed);
            self.listing.forget(|ix| renamed.contains(&ix));
            for ix in renamed {
                self.listing.add_place(&self.store, ix, |_| {});
            }
        }
        self.name_ids();
    }

    /// Gives an id to every place whose rows state none: a slug of its name, with the country where two share it.
    fn name_ids(&mut self) {
        let store = &self.store;
        let slugs: Vec<(PlaceIx, u64)> = (0..store.len())
            .into_par_iter()
            .with_min_len(1_000)
            // The number of a dump's place is no other's.
            .filter(|at| !matches!(store.id_of(number(*at)), Id::Geonames(_)))
            .map_init(String::new, |slug, at| {
                let ix = number(at);
                slug.clear();
                store.id_into(ix, slug);
                (ix, id_hash(slug))
            })
            .collect();
        let made = |ix: PlaceIx| matches!(store.id_of(ix), Id::Slug { .. });
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        for (_, slug) in &slugs {
            *counts.entry(*slug).or_default() += 1;
        }
        let asked_for: FxHashSet<u64> = self.within_cells.texts.iter().map(|cell| id_hash(cell)).collect();
        let mut taken: FxHashSet<u64> = slugs.iter().filter(|(ix, _)| !made(*ix)).map(|(_, id)| *id).collect();
        // How often an id was asked for, so that the hundredth place of a name need not try ninety-nine.
        let mut asked: FxHashMap<u64, u32> = FxHashMap::default();
        let mut id = String::new();
        for (ix, slug) in slugs {
            if !matches!(self.store.id_of(ix), Id::Slug { .. }) {
                continue;
            }
            if counts[&slug] == 1 && taken.insert(slug) {
                self.store.set_slug(ix, false, 1);
                if asked_for.contains(&slug) {
                    self.by_id.insert(slug, ix);
                }
                continue;
            }
            let country = counts[&slug] > 1;
            self.store.set_slug(ix, country, 1);
            id.clear();
            self.store.id_into(ix, &mut id);
            let count = asked.entry(id_hash(&id)).or_insert(0);
            loop {
                *count += 1;
                self.store.set_slug(ix, country, *count);
                id.clear();
                self.store.id_into(ix, &mut id);
                if taken.insert(id_hash(&id)) {
                    if asked_for.contains(&id_hash(&id)) {
                        self.by_id.insert(id_hash(&id), ix);
                    }
                    break;
                }
            }
        }
    }

    fn origin_of(&self, row: &Row) -> Origin {
        Origin { layer: self.layer(), line: u32::try_from(row.line).unwrap_or(u32::MAX) }
    }

    fn push(&mut self, row: &Row) {
        let ix = self.store.push(row);
        self.origins.push(self.origin_of(row));
        if let Some(id) = row.id {
            self.by_id.insert(id_hash(id), ix);
        }
        if let Some(within) = row.within {
            let cell = self.within_cells.number(within);
            self.within.push((ix, cell));
        }
        self.listing.add_place(&self.store, ix, |key| self.by_name.add(key, ix));
    }

    fn mend(&mut self, ix: PlaceIx, row: &Row) {
        self.store.mend(ix, row);
        if let Some(id) = row.id {
            self.by_id.insert(id_hash(id), ix);
        }
        if let Some(within) = row.within {
            let cell = self.within_cells.number(within);
            match self.within.binary_search_by_key(&ix, |w| w.0) {
                Ok(at) => self.within[at].1 = cell,
                Err(at) => self.within.insert(at, (ix, cell)),
            }
        }
        let origin = self.origin_of(row);
        if let Some(at) = (ix as usize).checked_sub(self.below) {
            self.origins[at] = origin;
        } else {
            self.origins_below.insert(ix, origin);
        }
        self.renamed.insert(ix);
        for spelling in std::iter::once(row.name).chain(pieces(row.aliases)) {
            if let Some(key) = self.keys.name(spelling)
                && !self.by_name.get(key).any(|known| known == ix)
            {
                self.by_name.add(key, ix);
            }
        }
    }
}

/// Places of one class may be one spot; a city and the region around it are not.
fn class(kind: Kind) -> u8 {
    match kind {
        Kind::Country => 0,
        Kind::Region => 1,
        Kind::City | Kind::Town | Kind::Village => 2,
        Kind::Landmark | Kind::Water | Kind::Road => 3,
    }
}

fn number(at: usize) -> PlaceIx {
    PlaceIx::try_from(at).expect("fewer than four billion places")
}
