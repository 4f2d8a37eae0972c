//! From paths to a gazetteer: which files are read, in which order, and what is made of all their rows.

use super::check::{self, Middles, Survey};
use super::keys::Keys;
use super::layers::{Layers, id_hash};
use super::listing::Listing;
use super::names::{Named, Names};
use super::read::{self, ActorRow, Line};
use super::store::{Shelf, Store, pieces};
use super::{Actor, Gazetteer, Kind, Loaded, PlaceIx, Problem, misspelt};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

/// Why no gazetteer could be loaded at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A path that cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A folder without any CSV file.
    #[error("{}: holds no .csv file", path.display())]
    NoCsv {
        /// The folder.
        path: PathBuf,
    },
}

/// A table that was read, under the name by which problems speak of it.
struct Table<'a> {
    path: PathBuf,
    bytes: std::borrow::Cow<'a, [u8]>,
}

const BUILT_IN: [(&str, &str); 2] = [
    ("gazetteer/actors.csv", include_str!("../../gazetteer/actors.csv")),
    ("gazetteer/places.csv", include_str!("../../gazetteer/places.csv")),
];

fn built_in_tables() -> impl Iterator<Item = Table<'static>> {
    BUILT_IN.into_iter().map(|(path, text)| Table { path: path.into(), bytes: text.as_bytes().into() })
}

/// The gazetteer that is built into the program.
pub(super) fn built_in() -> Loaded {
    tables(built_in_tables().collect(), &Middles::new())
}

/// Files and folders, as layers.
pub(super) fn paths(paths: &[PathBuf]) -> Result<Loaded, LoadError> {
    let mut read = Vec::new();
    for path in files(paths)? {
        let bytes = std::fs::read(&path).map_err(|source| LoadError::Read { path: path.clone(), source })?;
        read.push(Table { path, bytes: bytes.into() });
    }
    Ok(tables(read, reference()))
}

/// One file that is in memory.
pub(super) fn bytes(file: &Path, bytes: &[u8]) -> Loaded {
    tables(vec![Table { path: file.to_owned(), bytes: bytes.into() }], reference())
}

/// The files that paths name: themselves, and of folders the tables in the order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, LoadError> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let fail = |source| LoadError::Read { path: path.clone(), source };
        let entries: Result<Vec<_>, _> = std::fs::read_dir(path).map_err(fail)?.collect();
        let mut found: Vec<PathBuf> = entries.map_err(fail)?.into_iter().map(|entry| entry.path()).collect();
        found.retain(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) && p.is_file());
        found.sort();
        if found.is_empty() {
            return Err(LoadError::NoCsv { path: path.clone() });
        }
        files.extend(found);
    }
    Ok(files)
}

/// Where the countries are, as the built-in gazetteer has them.
fn reference() -> &'static Middles {
    static MIDDLES: LazyLock<Middles> = LazyLock::new(|| {
        let mut survey = Survey::default();
        for table in built_in_tables() {
            each_place(&table, |row| survey.add(row));
        }
        survey.middles()
    });
    &MIDDLES
}

/// All usable rows of places of a table; what is wrong with the others is told another time.
fn each_place(table: &Table, mut take: impl FnMut(&read::Row)) {
    read::each(&table.path, &table.bytes, &mut Vec::new(), |line, _| {
        if let Line::Place(row) = line {
            take(&row);
        }
    });
}

fn tables(tables: Vec<Table>, reference: &Middles) -> Loaded {
    let mut problems = Vec::new();
    let mut actors: Vec<Actor> = Vec::new();
    let mut hasher = Sha256::new();
    let mut survey = Survey::default();
    let mut order: FxHashMap<PathBuf, usize> = FxHashMap::default();
    for (number, table) in tables.iter().enumerate() {
        hasher.update((table.bytes.len() as u64).to_le_bytes());
        hasher.update(&table.bytes);
        order.insert(table.path.clone(), number);
        each_place(table, |row| survey.add(row));
    }
    let mut middles = survey.middles();
    middles.extend(reference);
    let mut layers = Layers::over(Store::default(), Listing::default(), &FxHashSet::default());
    for table in tables {
        layers.begin(&table.path);
        read::each(&table.path, &table.bytes, &mut problems, |line, problems| match line {
            Line::Actor(row) => lay_actor(&mut actors, row),
            Line::Place(row) => match check::swapped(&table.path, &row, &middles) {
                Some(swapped) => problems.push(swapped),
                None => layers.lay(&row, problems),
            },
        });
        layers.end();
    }
    layers.finish();
    check::resolve_within(&mut layers, &mut problems);
    problems.sort_by_key(|p| (order.get(&p.file).copied(), p.line));
    let sha256 = hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    Loaded { gazetteer: index(layers.store, layers.listing, actors, sha256), problems }
}

fn lay_actor(actors: &mut Vec<Actor>, row: ActorRow) {
    let actor = Actor {
        name: row.name.to_owned(),
        acts_for: row.acts_for.to_owned(),
        place: None,
        kind: row.kind.to_owned(),
        aliases: pieces(row.aliases).map(str::to_owned).collect(),
    };
    match actors.iter_mut().find(|a| a.name == actor.name) {
        Some(earlier) => *earlier = actor,
        None => actors.push(actor),
    }
}

fn index(store: Store, mut listing: Listing, mut actors: Vec<Actor>, sha256: String) -> Gazetteer {
    for (ix, actor) in (0..).zip(&actors) {
        for spelling in std::iter::once(&actor.name).chain(&actor.aliases) {
            listing.add(spelling, Named::Actor(ix));
        }
    }
    let names = Names::of(listing);
    let best = |name: &str| {
        let places_named = names.get(name).into_iter().filter_map(|named| match named {
            Named::Name(ix) | Named::Alias(ix) => Some(ix),
            _ => None,
        });
        // Who acts for a name shared by an area and a town acts for the area.
        places_named.min_by_key(|ix| (store.get(*ix).kind, *ix))
    };
    for actor in &mut actors {
        actor.place = best(&actor.acts_for);
    }
    let capitals = store.capitals();
    let with_capital = capitals.iter().filter_map(|ix| store.get(*ix).country()).collect();
    let mut countries: FxHashMap<[u8; 2], PlaceIx> = FxHashMap::default();
    for (ix, place) in store.iter().filter(|(_, place)| place.kind == Kind::Country) {
        if let Some(code) = place.country() {
            countries.entry(code).or_insert(ix);
        }
    }
    let spellings = misspelt::Spellings::of(&store);
    let by_id = OnceLock::new();
    Gazetteer { places: Shelf::new(store), actors, names, by_id, capitals, with_capital, countries, spellings, sha256 }
}
