//! The gazetteer: places and the people and bodies that speak for them, from CSV files that anyone can edit.
//!
//! Takes CSV files, gives a [`Gazetteer`]. A row that cannot be used is a [`Problem`] and never costs another row;
//! all problems are told in one run. Files are layers: a row of a later one mends the same place of an earlier one.

mod actor;
mod check;
mod layers;
mod misspelt;
mod names;
mod place;
mod problem;
mod read;

pub use actor::{Actor, ActorIx};
pub use names::{Folded, Found, Named, Names};
pub use place::{Kind, Place, PlaceIx};
pub use problem::Problem;

use layers::Layers;
use read::Rows;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

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

/// What loading gives: the usable rows as a gazetteer, and every problem with the others.
#[derive(Debug)]
pub struct Loaded {
    /// The usable rows.
    pub gazetteer: Gazetteer,
    /// The other ones, in the order of files and lines.
    pub problems: Vec<Problem>,
}

/// Places, actors and the index of their names.
///
/// ```
/// use dateline::gazetteer::Gazetteer;
/// let csv = b"name,lat,lon,kind,country,within,aliases\n\
///     Arm\xc3\xa9nie,40.2,44.9,country,AM,,Armenia\n\
///     Erevan,40.1792,44.4991,city,AM,Arm\xc3\xa9nie,Yerevan\n";
/// let gazetteer = Gazetteer::read("places.csv", csv).gazetteer;
/// let erevan = gazetteer.find_id("erevan").unwrap();
/// assert_eq!(gazetteer.place(erevan).name, "Erevan");
/// assert!(gazetteer.contains(gazetteer.find_id("armenie").unwrap(), erevan));
/// assert_eq!(gazetteer.find_name("YEREVAN")[0].place, erevan);
/// ```
#[derive(Debug)]
pub struct Gazetteer {
    places: Vec<Place>,
    actors: Vec<Actor>,
    names: Names,
    by_id: FxHashMap<String, PlaceIx>,
    capitals: FxHashSet<String>,
    spellings: misspelt::Spellings,
    sha256: String,
}

/// How a name leads to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Through {
    /// It is the canonical name.
    Name,
    /// It is another spelling.
    Alias,
    /// It is an adjective or inhabitant.
    Demonym,
    /// It is a phrase in which the name is not the place.
    Ignored,
    /// It is a person or body that acts for the place.
    Actor(ActorIx),
}

/// A place that a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameHit {
    /// The place.
    pub place: PlaceIx,
    /// How the name leads there.
    pub through: Through,
}

static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| {
    let files = [
        ("gazetteer/actors.csv", include_str!("../../gazetteer/actors.csv")),
        ("gazetteer/places.csv", include_str!("../../gazetteer/places.csv")),
    ];
    let files = files.map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()));
    load(files.into(), &std::collections::BTreeMap::new()).gazetteer
});

impl Gazetteer {
    /// The gazetteer that is built into the program.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Loads files and folders (every `*.csv` in name order) as layers, each over the ones before.
    ///
    /// # Errors
    /// Where a path cannot be read or a folder holds no CSV file. Rows that cannot be used are no error; they come
    /// back as [`Loaded::problems`].
    pub fn load(paths: &[PathBuf]) -> Result<Loaded, LoadError> {
        let mut files = Vec::new();
        for path in paths {
            let fail = |source| LoadError::Read { path: path.clone(), source };
            if path.is_dir() {
                let entries: Result<Vec<_>, _> = std::fs::read_dir(path).map_err(fail)?.collect();
                let mut found: Vec<PathBuf> = entries.map_err(fail)?.into_iter().map(|entry| entry.path()).collect();
                found.retain(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) && p.is_file());
                found.sort();
                if found.is_empty() {
                    return Err(LoadError::NoCsv { path: path.clone() });
                }
                files.extend(found);
            } else {
                files.push(path.clone());
            }
        }
        let mut read = Vec::with_capacity(files.len());
        for path in files {
            let bytes = std::fs::read(&path).map_err(|source| LoadError::Read { path: path.clone(), source })?;
            read.push((path, bytes));
        }
        Ok(load(read, Self::reference()))
    }

    /// Reads one file that is already in memory; `file` is the name under which problems speak of it.
    #[must_use]
    pub fn read(file: impl AsRef<Path>, bytes: &[u8]) -> Loaded {
        load(vec![(file.as_ref().to_owned(), bytes.to_vec())], Self::reference())
    }

    /// Where the countries are, as the built-in gazetteer has them.
    fn reference() -> &'static std::collections::BTreeMap<String, check::Middle> {
        static MIDDLES: LazyLock<std::collections::BTreeMap<String, check::Middle>> = LazyLock::new(|| {
            let bytes = include_bytes!("../../gazetteer/places.csv");
            match read::rows(Path::new("gazetteer/places.csv"), bytes, &mut Vec::new()) {
                Rows::Places(rows) => check::middles(rows.iter()),
                Rows::Actors(_) => std::collections::BTreeMap::new(),
            }
        });
        &MIDDLES
    }

    /// A place.
    ///
    /// # Panics
    /// Where there is no place of that number.
    #[must_use]
    pub fn place(&self, ix: PlaceIx) -> &Place {
        &self.places[ix as usize]
    }

    /// All places, in the order of their files and rows.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// All people and bodies.
    #[must_use]
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// A person or body.
    ///
    /// # Panics
    /// Where there is none of that number.
    #[must_use]
    pub fn actor(&self, ix: ActorIx) -> &Actor {
        &self.actors[ix as usize]
    }

    /// The index of all names.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The place of an id.
    #[must_use]
    pub fn find_id(&self, id: &str) -> Option<PlaceIx> {
        self.by_id.get(id).copied()
    }

    /// All places that a name leads to, however it is spelt, canonical names first.
    #[must_use]
    pub fn find_name(&self, name: &str) -> Vec<NameHit> {
        let mut hits: Vec<NameHit> = self
            .names
            .get(name)
            .into_iter()
            .filter_map(|named| {
                let (place, through) = match named {
                    Named::Name(ix) => (ix, Through::Name),
                    Named::Alias(ix) => (ix, Through::Alias),
                    Named::Demonym(ix) => (ix, Through::Demonym),
                    Named::Ignored(ix) => (ix, Through::Ignored),
                    Named::Actor(ix) => (self.actor(ix).place?, Through::Actor(ix)),
                };
                Some(NameHit { place, through })
            })
            .collect();
        hits.sort_by_key(|hit| (hit.through, hit.place));
        hits
    }

    /// The one place whose spelling is so near to `name` that `name` is probably a misspelling of it, with that
    /// spelling and the number of letters between them; none where the name is short or two places are as near.
    #[must_use]
    pub fn find_misspelt(&self, name: &str) -> Option<(PlaceIx, &str, u8)> {
        self.spellings.nearest(name).map(|(place, spelling, edits)| {
            let spelling = self.place(place).spellings().nth(usize::from(spelling)).unwrap_or_default();
            (place, spelling, edits)
        })
    }

    /// Whether `inner` lies in `outer`, by way of any number of places or by the code of a country; a place does not
    /// lie in itself.
    #[must_use]
    pub fn contains(&self, outer: PlaceIx, inner: PlaceIx) -> bool {
        if outer == inner {
            return false;
        }
        let mut at = self.place(inner).within;
        while let Some(ix) = at {
            if ix == outer {
                return true;
            }
            at = self.place(ix).within;
        }
        let place = self.place(outer);
        place.kind == Kind::Country && place.country.is_some() && place.country == self.place(inner).country
    }

    /// The country that a place lies in; itself where it is one.
    #[must_use]
    pub fn country_of(&self, ix: PlaceIx) -> Option<PlaceIx> {
        let mut at = Some(ix);
        while let Some(place) = at {
            if self.place(place).kind == Kind::Country {
                return Some(place);
            }
            at = self.place(place).within;
        }
        let code = self.place(ix).country.as_deref()?;
        let at = self.places.iter().position(|p| p.kind == Kind::Country && p.country.as_deref() == Some(code))?;
        PlaceIx::try_from(at).ok()
    }

    /// Whether a state or territory may speak under the name of this place: a capital; any city of a country whose
    /// capital no row states.
    #[must_use]
    pub fn may_speak(&self, ix: PlaceIx) -> bool {
        let place = self.place(ix);
        place.capital_of.is_some()
            || place.kind == Kind::City
                && !place.country.as_ref().is_some_and(|country| self.capitals.contains(country))
    }

    /// SHA-256 of all files that were loaded, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

fn load(files: Vec<(PathBuf, Vec<u8>)>, reference: &std::collections::BTreeMap<String, check::Middle>) -> Loaded {
    let mut problems = Vec::new();
    let mut layers = Layers::default();
    let mut actors: Vec<Actor> = Vec::new();
    let mut hasher = Sha256::new();
    let mut order: FxHashMap<PathBuf, usize> = FxHashMap::default();
    let mut of_places: Vec<(PathBuf, Vec<read::Row>)> = Vec::new();
    for (number, (path, bytes)) in files.into_iter().enumerate() {
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
        order.insert(path.clone(), number);
        match read::rows(&path, &bytes, &mut problems) {
            Rows::Places(rows) => of_places.push((path, rows)),
            Rows::Actors(rows) => lay_actors(&mut actors, rows),
        }
    }
    let mut middles = check::middles(of_places.iter().flat_map(|(_, rows)| rows));
    middles.extend(reference.iter().map(|(code, middle)| (code.clone(), *middle)));
    for (path, mut rows) in of_places {
        rows.retain(|row| {
            let swapped = check::swapped(&path, row, &middles);
            let fits = swapped.is_none();
            problems.extend(swapped);
            fits
        });
        layers.lay(&path, rows, &mut problems);
    }
    layers.name_ids();
    check::resolve_within(&mut layers.drafts, &mut problems);
    problems.sort_by_key(|p| (order.get(&p.file).copied(), p.line));
    let places: Vec<Place> = layers.drafts.into_iter().map(|draft| draft.place).collect();
    let sha256 = hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    Loaded { gazetteer: index(places, actors, sha256), problems }
}

fn lay_actors(actors: &mut Vec<Actor>, rows: Vec<read::ActorRow>) {
    for row in rows {
        let actor = Actor { name: row.name, acts_for: row.acts_for, place: None, kind: row.kind, aliases: row.aliases };
        match actors.iter_mut().find(|a| a.name == actor.name) {
            Some(earlier) => *earlier = actor,
            None => actors.push(actor),
        }
    }
}

fn index(places: Vec<Place>, mut actors: Vec<Actor>, sha256: String) -> Gazetteer {
    let of_places = (0..).zip(&places).flat_map(|(ix, place)| {
        let aliases = place.aliases.iter().map(move |s| (s.as_str(), Named::Alias(ix)));
        let demonyms = place.demonyms.iter().map(move |s| (s.as_str(), Named::Demonym(ix)));
        let ignored = place.ignore.iter().map(move |s| (s.as_str(), Named::Ignored(ix)));
        std::iter::once((place.name.as_str(), Named::Name(ix))).chain(aliases).chain(demonyms).chain(ignored)
    });
    let of_actors = (0..).zip(&actors).flat_map(|(ix, actor)| {
        let spellings = std::iter::once(&actor.name).chain(&actor.aliases);
        spellings.map(move |s| (s.as_str(), Named::Actor(ix)))
    });
    let names = Names::index(of_places.chain(of_actors));
    let best = |name: &str| {
        let places_named = names.get(name).into_iter().filter_map(|named| match named {
            Named::Name(ix) | Named::Alias(ix) => Some(ix),
            _ => None,
        });
        // Who acts for a name shared by an area and a town acts for the area.
        places_named.min_by_key(|ix| (places[*ix as usize].kind, *ix))
    };
    for actor in &mut actors {
        actor.place = best(&actor.acts_for);
    }
    let by_id = (0..).zip(&places).map(|(ix, place)| (place.id.clone(), ix)).collect();
    let capitals = places.iter().filter(|p| p.capital_of.is_some()).filter_map(|p| p.country.clone()).collect();
    let spellings = misspelt::Spellings::of(&places);
    Gazetteer { places, actors, names, by_id, capitals, spellings, sha256 }
}
