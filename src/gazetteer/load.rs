//! From paths to a gazetteer: which files are read, in which order, and what is made of all their rows.

use super::check::{self, Middles, Survey};
use super::geonames::{self, Dumps, Shape};
use super::keys::Keys;
use super::layers::{Layers, id_hash};
use super::listing::Listing;
use super::names::{Named, Names};
use super::read::{self, ActorRow, Line};
use super::store::{Shelf, Store, pieces};
use super::{Actor, Gazetteer, Kind, Loaded, PlaceIx, Problem, misspelt};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
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
    /// A file that should be a dump of GeoNames and is none.
    #[error("{}: is no dump of GeoNames, whose lines have 19 columns separated by tabs", path.display())]
    NoDump {
        /// The file.
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
    tables(built_in_tables().collect(), Base::default(), &Reference::default())
}

/// What paths hold.
#[derive(Default)]
struct Gathered {
    tables: Vec<Table<'static>>,
    dumps: Vec<PathBuf>,
    alternates: Vec<PathBuf>,
}

impl Gathered {
    fn of(paths: &[PathBuf]) -> Result<Self, LoadError> {
        let mut gathered = Self::default();
        for path in files(paths)? {
            match shape(&path).map_err(|source| LoadError::Read { path: path.clone(), source })? {
                Shape::Dump => gathered.dumps.push(path),
                Shape::Alternates => gathered.alternates.push(path),
                Shape::Csv => {
                    let bytes =
                        std::fs::read(&path).map_err(|source| LoadError::Read { path: path.clone(), source })?;
                    gathered.tables.push(Table { path, bytes: bytes.into() });
                }
            }
        }
        for beside in gathered.dumps.iter().filter_map(|dump| geonames::alternates_beside(dump)) {
            if !gathered.alternates.contains(&beside) {
                gathered.alternates.push(beside);
            }
        }
        if gathered.tables.is_empty() {
            gathered.tables.extend(built_in_tables());
        }
        Ok(gathered)
    }
}

/// Files and folders, as layers over the dumps among them; over dumps alone lies the built-in gazetteer.
pub(super) fn paths(paths: &[PathBuf]) -> Result<Loaded, LoadError> {
    let Gathered { tables: read, dumps, alternates } = Gathered::of(paths)?;
    let mut base = Base::default();
    base.read(&dumps, &alternates)?;
    Ok(tables(read, base, reference()))
}

/// [`paths`], over no dump but what `from`, which is one, has of these names.
pub(super) fn sought(paths: &[PathBuf], from: &Path, names: &[String]) -> Result<Loaded, LoadError> {
    let fail = |source| LoadError::Read { path: from.to_owned(), source };
    if shape(from).map_err(fail)? != Shape::Dump {
        return Err(LoadError::NoDump { path: from.to_owned() });
    }
    let read = Gathered::of(paths)?.tables;
    let alternates: Vec<PathBuf> = geonames::alternates_beside(from).into_iter().collect();
    let mut sought = geonames::Sought::new(names);
    for path in &alternates {
        let fail = |source| LoadError::Read { path: path.clone(), source };
        sought.look_into(File::open(path).map_err(fail)?).map_err(fail)?;
    }
    let mut base = Base { dumps: Dumps::only(sought), ..Base::default() };
    base.read(&[from.to_owned()], &alternates)?;
    Ok(tables(read, base, reference()))
}

/// One file that is in memory.
pub(super) fn bytes(file: &Path, bytes: &[u8]) -> Loaded {
    let mut base = Base::default();
    if Shape::of(&bytes[..bytes.len().min(SNIFFED_BYTES)]) == Shape::Dump && base.dump(file, bytes, false).is_ok() {
        return tables(Vec::new(), base, reference());
    }
    tables(vec![Table { path: file.to_owned(), bytes: bytes.into() }], base, reference())
}

/// So much of a file tells what it is.
const SNIFFED_BYTES: usize = 1 << 16;

/// What a file is by its content.
pub(super) fn shape(path: &Path) -> std::io::Result<Shape> {
    let mut start = Vec::with_capacity(SNIFFED_BYTES);
    File::open(path)?.take(SNIFFED_BYTES as u64).read_to_end(&mut start)?;
    Ok(Shape::of(&start))
}

/// What lies under all tables: dumps, with the problems of their lines.
#[derive(Default)]
struct Base {
    dumps: Dumps,
    problems: Vec<Problem>,
    paths: Vec<PathBuf>,
    hasher: Sha256,
}

impl Base {
    fn read(&mut self, dumps: &[PathBuf], alternates: &[PathBuf]) -> Result<(), LoadError> {
        for path in dumps {
            let fail = |source| LoadError::Read { path: path.clone(), source };
            self.dump(path, File::open(path).map_err(fail)?, !alternates.is_empty()).map_err(fail)?;
        }
        for path in alternates {
            let fail = |source| LoadError::Read { path: path.clone(), source };
            self.alternates(File::open(path).map_err(fail)?).map_err(fail)?;
        }
        Ok(())
    }

    fn dump(&mut self, path: &Path, reader: impl Read, alternates_apart: bool) -> std::io::Result<()> {
        let hash = self.dumps.read(path, reader, alternates_apart, &mut self.problems)?;
        self.hasher.update(hash);
        self.paths.push(path.to_owned());
        Ok(())
    }

    fn alternates(&mut self, reader: impl Read) -> std::io::Result<()> {
        let hash = self.dumps.read_alternates(reader)?;
        self.hasher.update(hash);
        Ok(())
    }
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
        found.retain(|p| p.is_file() && is_table(p));
        found.sort();
        if found.is_empty() {
            return Err(LoadError::NoCsv { path: path.clone() });
        }
        files.extend(found);
    }
    Ok(files)
}

/// Whether a file of a folder is read: every `*.csv`, and every `*.txt` that is a dump.
fn is_table(path: &Path) -> bool {
    let is = |extension: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension));
    is("csv") || is("txt") && shape(path).is_ok_and(|shape| shape == Shape::Dump)
}

/// What the built-in gazetteer knows of the countries.
#[derive(Default)]
struct Reference {
    middles: Middles,
    states: BTreeMap<[u8; 2], String>,
}

fn reference() -> &'static Reference {
    static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
        let mut survey = Survey::default();
        for table in built_in_tables() {
            each_place(&table, |_| true, |row| survey.add(row));
        }
        Reference { middles: survey.middles(), states: survey.names().clone() }
    });
    &REFERENCE
}

/// All usable rows of places of a table; what is wrong with the others is told another time.
fn each_place(table: &Table, wanted: impl Fn(Option<[u8; 2]>) -> bool, mut take: impl FnMut(&read::Row)) {
    read::each(&table.path, &table.bytes, &mut Vec::new(), wanted, |line, _| {
        if let Line::Place(row) = line {
            take(&row);
        }
    });
}

fn tables(tables: Vec<Table>, base: Base, reference: &Reference) -> Loaded {
    let Base { dumps, mut problems, paths, mut hasher } = base;
    let mut actors: Vec<Actor> = Vec::new();
    let mut survey = Survey::default();
    // What rows to come ask of the places of dumps.
    let mut wanted: FxHashSet<u64> = FxHashSet::default();
    let mut order: FxHashMap<PathBuf, usize> = (0..).zip(paths).map(|(number, path)| (path, number)).collect();
    let over_dumps = !order.is_empty();
    let mut keys = Keys::default();
    for table in &tables {
        hasher.update((table.bytes.len() as u64).to_le_bytes());
        hasher.update(&table.bytes);
        let number = order.len();
        order.entry(table.path.clone()).or_insert(number);
        // Where the countries of the built-in gazetteer are, need not be asked of the rows.
        let asked = |country: Option<[u8; 2]>| country.is_some_and(|code| !reference.middles.contains_key(&code));
        each_place(
            table,
            |country| over_dumps || asked(country),
            |row| {
                survey.add(row);
                if over_dumps {
                    let names = std::iter::once(row.name).chain(pieces(row.aliases)).chain(row.within);
                    wanted.extend(names.filter_map(|name| keys.name(name)));
                    wanted.extend(row.id.into_iter().chain(row.within).map(id_hash));
                }
            },
        );
    }
    let mut middles = survey.middles();
    middles.extend(&reference.middles);
    let store = dumps.settle(&reference.states);
    let listing = Listing::of(&store);
    let mut layers = Layers::over(store, listing, &wanted);
    for table in tables {
        layers.begin(&table.path);
        read::each(
            &table.path,
            &table.bytes,
            &mut problems,
            |_| true,
            |line, problems| match line {
                Line::Actor(row) => lay_actor(&mut actors, row),
                Line::Place(row) => match check::swapped(&table.path, &row, &middles) {
                    Some(swapped) => problems.push(swapped),
                    None => layers.lay(&row, problems),
                },
            },
        );
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
    let names = Names::of(listing, &store);
    let best = |name: &str| {
        let places_named = names.get_all(name).into_iter().filter_map(|named| match named {
            Named::Name(ix) | Named::Alias(ix) => Some(ix),
            _ => None,
        });
        // Who acts for a name shared by an area and a town acts for the area; for no namesake that nobody chose.
        places_named.min_by_key(|ix| (store.get(*ix).reference, store.get(*ix).kind, *ix)).filter(|ix| {
            let place = store.get(*ix);
            !place.reference || place.kind == Kind::Country
        })
    };
    for actor in &mut actors {
        actor.place = best(&actor.acts_for);
    }
    let capitals = store.capitals();
    let with_capital = capitals.iter().filter_map(|ix| store.get(*ix).country()).collect();
    let mut countries: FxHashMap<[u8; 2], PlaceIx> = FxHashMap::default();
    for (ix, place) in store.iter().filter(|(_, place)| place.kind == Kind::Country) {
        if let Some(code) = place.country() {
            let known = countries.entry(code).or_insert(ix);
            if store.get(*known).reference && !place.reference {
                *known = ix;
            }
        }
    }
    let spellings = misspelt::Spellings::of(&store);
    let by_id = OnceLock::new();
    Gazetteer { places: Shelf::new(store), actors, names, by_id, capitals, with_capital, countries, spellings, sha256 }
}
