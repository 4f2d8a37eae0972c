//! The gazetteer: places and the people and bodies that speak for them, from CSV files that anyone can edit.
//!
//! Takes CSV files, gives a [`Gazetteer`]. A row that cannot be used is a [`Problem`] and never costs another row;
//! all problems are told in one run. Files are layers: a row of a later one mends the same place of an earlier one.

mod actor;
mod check;
mod geonames;
mod keys;
mod layers;
mod listing;
mod load;
mod misspelt;
mod names;
mod place;
mod problem;
mod read;
mod store;

pub use actor::{Actor, ActorIx};
pub(crate) use keys::Keys;
pub use load::LoadError;
pub use names::{Found, Named, Names};
pub use place::{Kind, Place, PlaceIx};
pub use problem::Problem;

use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};
use store::Shelf;

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
    places: Shelf,
    actors: Vec<Actor>,
    names: Names,
    /// By the hash of the id; made when first asked for.
    by_id: OnceLock<FxHashMap<u64, PlaceIx>>,
    /// Places under whose name a state speaks, in their order.
    capitals: Vec<PlaceIx>,
    /// Countries whose capital is known.
    with_capital: FxHashSet<[u8; 2]>,
    /// The first place that is the country of a code.
    countries: FxHashMap<[u8; 2], PlaceIx>,
    spellings: misspelt::Spellings,
    sha256: String,
}

/// Whether a file is a dump of GeoNames, by its content; false where it cannot be read.
#[must_use]
pub fn is_dump(path: &Path) -> bool {
    load::shape(path).is_ok_and(|shape| shape == geonames::Shape::Dump)
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

/// All places of a [`Gazetteer`], in the order of their files and rows.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    shelf: &'a Shelf,
}

impl<'a> Places<'a> {
    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.shelf.store().len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// One after the other. Each is made when it is asked for, and kept: of a very large gazetteer, ask for few.
    pub fn iter(self) -> impl Iterator<Item = &'a Place> {
        self.shelf.store().iter().map(move |(ix, _)| self.shelf.place(ix))
    }
}

static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| load::built_in().gazetteer);

impl Gazetteer {
    /// The gazetteer that is built into the program.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Loads files and folders (every `*.csv` in name order) as layers, each over the ones before.
    ///
    /// Dumps of GeoNames (`allCountries.txt`, `cities500.txt`, `FR.txt` …), told by their content, lie under all tables,
    /// whatever the order of the paths, with the `alternateNamesV2.txt` beside them where there is one. Where only dumps
    /// are named, the built-in gazetteer lies over them.
    ///
    /// # Errors
    /// Where a path cannot be read or a folder holds no CSV file. Rows that cannot be used are no error; they come
    /// back as [`Loaded::problems`].
    pub fn load(paths: &[PathBuf]) -> Result<Loaded, LoadError> {
        load::paths(paths)
    }

    /// [`load`](Self::load), over no dump but what `from`, a dump of GeoNames, has of these names: its places are the
    /// [reference](Self::is_reference) ones.
    ///
    /// # Errors
    /// Where a path cannot be read, a folder holds no CSV file, or `from` is no dump.
    pub fn load_sought(paths: &[PathBuf], from: &Path, names: &[String]) -> Result<Loaded, LoadError> {
        load::sought(paths, from, names)
    }

    /// Reads one file that is already in memory; `file` is the name under which problems speak of it.
    #[must_use]
    pub fn read(file: impl AsRef<Path>, bytes: &[u8]) -> Loaded {
        load::bytes(file.as_ref(), bytes)
    }

    /// A place.
    ///
    /// # Panics
    /// Where there is no place of that number.
    #[must_use]
    pub fn place(&self, ix: PlaceIx) -> &Place {
        self.places.place(ix)
    }

    /// All places, in the order of their files and rows.
    #[must_use]
    pub fn places(&self) -> Places<'_> {
        Places { shelf: &self.places }
    }

    /// The places under whose name a state or territory speaks, in the order of [`places`](Self::places).
    #[must_use]
    pub fn capitals(&self) -> &[PlaceIx] {
        &self.capitals
    }

    /// Whether a state or territory speaks under the name of a place.
    #[must_use]
    pub fn is_capital(&self, ix: PlaceIx) -> bool {
        self.capitals.binary_search(&ix).is_ok()
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
        let store = self.places.store();
        let by_id = self.by_id.get_or_init(|| {
            let mut own = String::new();
            let hash = |(ix, _)| {
                own.clear();
                store.id_into(ix, &mut own);
                (layers::id_hash(&own), ix)
            };
            store.iter().map(hash).collect()
        });
        by_id.get(&layers::id_hash(id)).copied().filter(|ix| self.place(*ix).id == id)
    }

    /// Of the places that the name leads to which `words` make behind some of the hash `before`, the first that fits, in the
    /// order of [`find_name`](Self::find_name).
    pub(crate) fn first_named(
        &self,
        (before, words): (u64, &str),
        keys: &mut Keys,
        fits: impl Fn(PlaceIx) -> bool,
    ) -> Option<PlaceIx> {
        let hits = self.names.continued(before, words, keys).filter_map(|named| self.hit(named));
        hits.filter(|hit| fits(hit.place)).min_by_key(|hit| (hit.through, hit.place)).map(|hit| hit.place)
    }

    fn hit(&self, named: Named) -> Option<NameHit> {
        let (place, through) = match named {
            Named::Name(ix) => (ix, Through::Name),
            Named::Alias(ix) => (ix, Through::Alias),
            Named::Demonym(ix) => (ix, Through::Demonym),
            Named::Ignored(ix) => (ix, Through::Ignored),
            Named::Actor(ix) => (self.actor(ix).place?, Through::Actor(ix)),
        };
        Some(NameHit { place, through })
    }

    /// All places that a name leads to, however it is spelt, canonical names first.
    #[must_use]
    pub fn find_name(&self, name: &str) -> Vec<NameHit> {
        let mut hits: Vec<NameHit> = self.names.get_all(name).into_iter().filter_map(|named| self.hit(named)).collect();
        hits.sort_by_key(|hit| (hit.through, hit.place));
        hits
    }

    /// The spelling of a place by which a name leads to it, as its row writes it; none where only an article, a plural or
    /// an actor's name does.
    #[must_use]
    pub fn spelling_of(&self, hit: NameHit, name: &str) -> Option<&str> {
        let place = self.place(hit.place);
        let listed: Box<dyn Iterator<Item = &str>> = match hit.through {
            Through::Name | Through::Alias => Box::new(place.spellings()),
            Through::Demonym => Box::new(place.demonyms.iter().map(String::as_str)),
            Through::Ignored => Box::new(place.ignore.iter().map(String::as_str)),
            Through::Actor(actor) => {
                let actor = self.actor(actor);
                Box::new(std::iter::once(&actor.name).chain(&actor.aliases).map(String::as_str))
            }
        };
        let key = keys::name_key(name);
        listed.into_iter().find(|spelling| keys::name_key(spelling) == key)
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
        let store = self.places.store();
        let mut at = store.get(inner).within();
        while let Some(ix) = at {
            if ix == outer {
                return true;
            }
            at = store.get(ix).within();
        }
        let place = store.get(outer);
        place.kind == Kind::Country && place.country().is_some() && place.country() == store.get(inner).country()
    }

    /// A place and all that lie in it.
    pub fn inside(&self, outer: PlaceIx) -> impl Iterator<Item = PlaceIx> {
        let all = self.places.store().iter().map(|(ix, _)| ix);
        all.filter(move |ix| *ix == outer || self.contains(outer, *ix))
    }

    /// The country that a place lies in; itself where it is one.
    #[must_use]
    pub fn country_of(&self, ix: PlaceIx) -> Option<PlaceIx> {
        let store = self.places.store();
        let of_code = || self.countries.get(&store.get(ix).country()?).copied();
        let mut at = Some(ix);
        while let Some(place) = at {
            if store.get(place).kind == Kind::Country {
                // A dump calls it by another name than whoever wrote its row.
                return of_code().filter(|_| store.get(place).reference).or(Some(place));
            }
            at = store.get(place).within();
        }
        of_code()
    }

    /// Whether a state or territory may speak under the name of this place: a capital; any city of a country whose
    /// capital no row states.
    #[must_use]
    pub fn may_speak(&self, ix: PlaceIx) -> bool {
        let place = self.places.store().get(ix);
        self.is_capital(ix)
            || place.kind == Kind::City && !place.country().is_some_and(|country| self.with_capital.contains(&country))
    }

    /// What a place is; for very many places cheaper than [`place`](Self::place).
    #[must_use]
    pub fn kind_of(&self, ix: PlaceIx) -> Kind {
        self.places.store().get(ix).kind
    }

    /// Where a place lies, in degrees north and east; for very many places cheaper than [`place`](Self::place).
    #[must_use]
    pub fn position_of(&self, ix: PlaceIx) -> (f64, f64) {
        let place = self.places.store().get(ix);
        (place.lat, place.lon)
    }

    /// How far a place reaches, in kilometres; for very many places cheaper than [`place`](Self::place).
    #[must_use]
    pub fn radius_of(&self, ix: PlaceIx) -> f64 {
        self.places.store().get(ix).radius_km()
    }

    /// Whether the rows of two places name the same country, or both none.
    #[must_use]
    pub fn same_country(&self, one: PlaceIx, other: PlaceIx) -> bool {
        let store = self.places.store();
        store.get(one).country() == store.get(other).country()
    }

    /// Whether the row of a place names a country.
    #[must_use]
    pub fn has_country(&self, ix: PlaceIx) -> bool {
        self.places.store().get(ix).country().is_some()
    }

    /// How many live in a place, where its row says; for very many places cheaper than [`place`](Self::place).
    #[must_use]
    pub fn people_of(&self, ix: PlaceIx) -> Option<u64> {
        self.places.store().get(ix).population()
    }

    /// Whether a place only stands in a work of reference (a very long list of names that nobody chose for the
    /// documents at hand), so that a word like its name needs more than a capital to be it.
    #[must_use]
    pub fn is_reference(&self, ix: PlaceIx) -> bool {
        self.places.store().get(ix).reference
    }

    /// SHA-256 of all files that were loaded, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}
