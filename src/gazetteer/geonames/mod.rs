//! Dumps of GeoNames as they can be fetched: `allCountries.txt`, `cities500.txt`, `FR.txt`, with their alternate names.
//!
//! A dump is a work of reference. It lies under every table of ours, whatever the order of the paths, and its names need
//! more than a capital to be read as places (see [`Gazetteer::is_reference`](super::Gazetteer::is_reference)).

mod admin;
mod alternates;
mod blocks;
mod features;
mod line;

pub(super) use line::Shape;

use super::keys::{Keys, name_key};
use super::read::Row;
use super::store::Store;
use super::{Kind, PlaceIx, Problem};
use admin::Admin;
use alternates::{Alternates, is_spelling};
use line::{Feature, Wrong};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Bad lines of a file beyond these are counted, not told one by one.
const MOST_PROBLEMS: usize = 100;

/// The names under which alternate names are looked for beside a dump, the better first.
const BESIDE: [&str; 2] = ["alternateNamesV2.txt", "alternateNames.txt"];

/// The file of alternate names beside a dump.
pub(super) fn alternates_beside(dump: &Path) -> Option<PathBuf> {
    BESIDE.iter().map(|name| dump.with_file_name(name)).find(|path| path.is_file())
}

/// The places of all dumps.
#[derive(Debug, Default)]
pub(super) struct Dumps {
    store: Store,
    admin: Admin,
    capitals: Vec<PlaceIx>,
    ids: FxHashSet<u32>,
    alternates: Alternates,
    sought: Option<Sought>,
}

/// Names that are looked for in a dump: only their places are read, and the regions that places lie in.
#[derive(Debug)]
pub(super) struct Sought {
    keys: FxHashSet<u64>,
    /// Places that have one of the names in a file of alternate names.
    ids: FxHashSet<u32>,
}

impl Sought {
    pub fn new(names: &[String]) -> Self {
        Self { keys: names.iter().filter_map(|name| name_key(name)).collect(), ids: FxHashSet::default() }
    }

    /// Notes the places that have one of the names in a file of alternate names.
    pub fn look_into(&mut self, alternates: impl Read) -> io::Result<()> {
        alternates::each(alternates, |id, name, keys| {
            keys.name(name).is_some_and(|key| self.keys.contains(&key)).then_some(id)
        })
        .map(|ids| self.ids.extend(ids))
    }

    fn wants(&self, feature: &Feature, keys: &mut Keys) -> bool {
        let mut listed = |name: &str| keys.name(name).is_some_and(|key| self.keys.contains(&key));
        self.ids.contains(&feature.id)
            || matches!(feature.code, "ADM1" | "ADM2" | "PCLI")
            || listed(feature.name)
            || listed(feature.ascii)
            || feature.alternates.split(',').any(listed)
    }
}

/// What a block of lines comes to.
#[derive(Default)]
struct Part {
    store: Store,
    admin: Admin,
    capitals: Vec<PlaceIx>,
    wrong: Vec<(u64, Wrong)>,
    more_wrong: usize,
    lines: u64,
}

impl Dumps {
    /// No places yet; of the dumps to come only what is sought is taken.
    pub fn only(sought: Sought) -> Self {
        Self { sought: Some(sought), ..Self::default() }
    }

    /// Reads a dump; gives its SHA-256. The names in its fourth column are taken where no file of alternate names tells
    /// their languages.
    pub fn read(
        &mut self,
        path: &Path,
        reader: impl Read,
        alternates_apart: bool,
        problems: &mut Vec<Problem>,
    ) -> io::Result<[u8; 32]> {
        let first = self.store.len();
        let (mut line, mut told, mut untold) = (1, 0, 0);
        let known = std::mem::take(&mut self.ids);
        let sought = self.sought.take();
        let hash = blocks::map(
            reader,
            |block| Part::of(block, &known, sought.as_ref(), alternates_apart),
            |part| {
                let shift = PlaceIx::try_from(self.store.len()).expect("fewer than four billion places");
                self.store.append(part.store);
                self.admin.append(part.admin, shift);
                self.capitals.extend(part.capitals.into_iter().map(|ix| ix + shift));
                untold += part.more_wrong;
                for (at, wrong) in part.wrong {
                    if told < MOST_PROBLEMS {
                        problems.push(wrong.at(path, line + at));
                        told += 1;
                    } else {
                        untold += 1;
                    }
                }
                line += part.lines;
            },
        )?;
        if untold > 0 {
            problems.push(Problem {
                file: path.to_owned(),
                line,
                column: None,
                value: String::new(),
                wrong: format!("{untold} more lines cannot be used"),
                mend: "unpack the file again, it may have been cut off or edited".to_owned(),
            });
        }
        self.sought = sought;
        self.ids = known;
        self.ids.extend(self.store.iter().skip(first).filter_map(|(ix, _)| self.store.geonames(ix)));
        Ok(hash)
    }

    /// Reads a file of alternate names; gives its SHA-256.
    pub fn read_alternates(&mut self, reader: impl Read) -> io::Result<[u8; 32]> {
        let store = &self.store;
        let places = store.iter().filter_map(|(ix, _)| Some((store.geonames(ix)?, ix))).collect();
        self.alternates.read(reader, &places)
    }

    /// The places, each with its names and where it lies. `states` names the countries that no dump has.
    pub fn settle(self, states: &BTreeMap<[u8; 2], String>) -> Store {
        let mut store = self.store;
        self.alternates.settle(&mut store);
        let mut countries: FxHashMap<[u8; 2], PlaceIx> = FxHashMap::default();
        for (ix, place) in store.iter().filter(|(_, place)| place.kind == Kind::Country) {
            if let Some(code) = place.country() {
                countries.entry(code).or_insert(ix);
            }
        }
        self.admin.settle(&mut store, &countries);
        for ix in self.capitals {
            let Some(code) = store.get(ix).country() else { continue };
            let own = countries.get(&code).map(|country| store.name(*country).to_owned());
            if let Some(state) = own.or_else(|| states.get(&code).cloned()) {
                store.set_capital_of(ix, &state);
            }
        }
        store
    }
}

impl Part {
    fn of(block: &[u8], known: &FxHashSet<u32>, sought: Option<&Sought>, alternates_apart: bool) -> Self {
        let mut part = Self { lines: blocks::count(block), ..Self::default() };
        let (mut aliases, mut keys) = (String::new(), Keys::default());
        for (at, line) in blocks::lines(block) {
            match Feature::read(line) {
                Ok(feature) => {
                    let wanted = sought.is_none_or(|sought| sought.wants(&feature, &mut keys));
                    if wanted && !known.contains(&feature.id) {
                        part.add(&feature, alternates_apart, &mut aliases);
                    }
                }
                Err(wrong) if part.wrong.len() < MOST_PROBLEMS => part.wrong.push((at, wrong)),
                Err(_) => part.more_wrong += 1,
            }
        }
        part
    }

    fn add(&mut self, feature: &Feature, alternates_apart: bool, aliases: &mut String) {
        let Some(kind) = features::kind(feature.class, feature.code, feature.population) else { return };
        aliases.clear();
        let ascii = Some(feature.ascii).filter(|ascii| *ascii != feature.name && is_spelling(ascii));
        let listed =
            Some(feature.alternates).filter(|_| !alternates_apart).into_iter().flat_map(|list| list.split(','));
        let listed = listed.map(str::trim).filter(|name| *name != feature.name && is_spelling(name));
        for name in ascii.into_iter().chain(listed) {
            if !aliases.is_empty() {
                aliases.push('|');
            }
            aliases.push_str(name);
        }
        let ix = self.store.push(&Row {
            line: 0,
            name: feature.name,
            lat: feature.lat,
            lon: feature.lon,
            kind,
            country: feature.country,
            within: None,
            aliases,
            demonyms: "",
            capital_of: None,
            radius_km: None,
            population: Some(feature.population).filter(|people| *people > 0),
            ignore: "",
            id: None,
        });
        self.store.set_geonames(ix, feature.id);
        self.store.set_reference(ix, true);
        self.admin.add(ix, feature);
        if features::is_capital(feature.class, feature.code) {
            self.capitals.push(ix);
        }
    }
}
