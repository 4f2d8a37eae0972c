//! Places packed: a gazetteer of a million names holds a place in some eighty bytes and its letters, and makes a
//! [`Place`] of it when it is asked for.
//!
//! A text names a few hundred places of such a gazetteer; an owned string for every cell of every row would cost
//! several times the memory and most of the time of loading.

use super::read::Row;
use super::{Kind, Place, PlaceIx};
use geo::Point;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// No place.
const NONE: PlaceIx = PlaceIx::MAX;

/// Where the id of a place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Id {
    /// Behind its aliases, so many bytes.
    Written(u32),
    /// It is `geonames-` and this number.
    Geonames(u32),
    /// It is the slug of the name, with the country behind it or not, and this number where it is more than 1.
    Slug { country: bool, number: u32 },
}

/// A place; its letters stand in the text of the [`Store`]: name, aliases, id.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packed {
    pub lat: f64,
    pub lon: f64,
    radius_km: f64,
    population: u64,
    text: usize,
    name: u32,
    aliases: u32,
    within: PlaceIx,
    id: Id,
    country: [u8; 2],
    pub kind: Kind,
    /// It stands in a work of reference, and nobody chose it for these documents.
    pub reference: bool,
}

/// No one counted.
const UNCOUNTED: u64 = u64::MAX;

impl Packed {
    pub fn point(&self) -> Point<f64> {
        Point::new(self.lon, self.lat)
    }

    pub fn radius_km(&self) -> f64 {
        self.radius_km
    }

    pub fn country(&self) -> Option<[u8; 2]> {
        Some(self.country).filter(|code| *code != [0, 0])
    }

    pub fn population(&self) -> Option<u64> {
        Some(self.population).filter(|people| *people != UNCOUNTED)
    }

    pub fn within(&self) -> Option<PlaceIx> {
        Some(self.within).filter(|ix| *ix != NONE)
    }
}

/// What few places have.
#[derive(Clone, Debug, Default)]
struct Rare {
    demonyms: Vec<String>,
    capital_of: Option<String>,
    ignore: Vec<String>,
}

/// Packed places, numbered in the order they came.
#[derive(Debug, Default)]
pub(super) struct Store {
    text: String,
    rows: Vec<Packed>,
    rare: FxHashMap<PlaceIx, Rare>,
}

impl Store {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn get(&self, ix: PlaceIx) -> &Packed {
        &self.rows[ix as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = (PlaceIx, &Packed)> {
        (0..).zip(&self.rows)
    }

    pub fn name(&self, ix: PlaceIx) -> &str {
        let row = self.get(ix);
        &self.text[row.text..row.text + row.name as usize]
    }

    pub fn aliases(&self, ix: PlaceIx) -> impl Iterator<Item = &str> {
        let row = self.get(ix);
        let start = row.text + row.name as usize;
        pieces(&self.text[start..start + row.aliases as usize])
    }

    pub fn spellings(&self, ix: PlaceIx) -> impl Iterator<Item = &str> {
        std::iter::once(self.name(ix)).chain(self.aliases(ix))
    }

    pub fn demonyms(&self, ix: PlaceIx) -> &[String] {
        self.rare.get(&ix).map_or(&[], |rare| &rare.demonyms)
    }

    pub fn ignore(&self, ix: PlaceIx) -> &[String] {
        self.rare.get(&ix).map_or(&[], |rare| &rare.ignore)
    }

    /// The places under whose name a state speaks, in their order.
    pub fn capitals(&self) -> Vec<PlaceIx> {
        let mut capitals: Vec<PlaceIx> =
            self.rare.iter().filter(|(_, rare)| rare.capital_of.is_some()).map(|(ix, _)| *ix).collect();
        capitals.sort_unstable();
        capitals
    }

    /// The id as its row writes it; none where it is made of the name.
    pub fn written_id(&self, ix: PlaceIx) -> Option<&str> {
        let row = self.get(ix);
        match row.id {
            Id::Written(length) => {
                let start = row.text + (row.name + row.aliases) as usize;
                Some(&self.text[start..start + length as usize])
            }
            _ => None,
        }
    }

    pub fn id_of(&self, ix: PlaceIx) -> Id {
        self.get(ix).id
    }

    /// The number that GeoNames gave to a place.
    pub fn geonames(&self, ix: PlaceIx) -> Option<u32> {
        match self.get(ix).id {
            Id::Geonames(number) => Some(number),
            _ => None,
        }
    }

    /// The id of a place, written behind `out`.
    pub fn id_into(&self, ix: PlaceIx, out: &mut String) {
        use std::fmt::Write as _;
        let row = self.get(ix);
        match row.id {
            Id::Written(_) => out.push_str(self.written_id(ix).unwrap_or_default()),
            Id::Geonames(number) => {
                let _ = write!(out, "geonames-{number}");
            }
            Id::Slug { country, number } => {
                slug_into(self.name(ix), out);
                if country && let Some([one, other]) = row.country() {
                    out.push('-');
                    out.push(char::from(one.to_ascii_lowercase()));
                    out.push(char::from(other.to_ascii_lowercase()));
                }
                if number > 1 {
                    let _ = write!(out, "-{number}");
                }
            }
        }
    }

    pub fn set_slug(&mut self, ix: PlaceIx, country: bool, number: u32) {
        self.rows[ix as usize].id = Id::Slug { country, number };
    }

    pub fn set_geonames(&mut self, ix: PlaceIx, number: u32) {
        self.rows[ix as usize].id = Id::Geonames(number);
    }

    pub fn set_within(&mut self, ix: PlaceIx, within: Option<PlaceIx>) {
        self.rows[ix as usize].within = within.unwrap_or(NONE);
    }

    pub fn set_reference(&mut self, ix: PlaceIx, reference: bool) {
        self.rows[ix as usize].reference = reference;
    }

    pub fn set_capital_of(&mut self, ix: PlaceIx, state: &str) {
        self.rare.entry(ix).or_default().capital_of = Some(state.to_owned());
    }

    /// Packs a row; its `within` is left to whoever knows all rows.
    pub fn push(&mut self, row: &Row) -> PlaceIx {
        let ix = PlaceIx::try_from(self.rows.len()).ok().filter(|ix| *ix != NONE);
        let ix = ix.expect("fewer than four billion places");
        let text = self.text.len();
        self.text.push_str(row.name);
        self.text.push_str(row.aliases);
        self.text.push_str(row.id.unwrap_or_default());
        let length = |text: &str| u32::try_from(text.len()).expect("no cell of four gigabytes");
        self.rows.push(Packed {
            lat: row.lat,
            lon: row.lon,
            radius_km: row.radius_km.unwrap_or_else(|| row.kind.default_radius_km()),
            population: row.population.unwrap_or(UNCOUNTED),
            text,
            name: length(row.name),
            aliases: length(row.aliases),
            within: NONE,
            id: row.id.map_or(Id::Slug { country: false, number: 0 }, |id| Id::Written(length(id))),
            country: row.country.unwrap_or_default(),
            kind: row.kind,
            reference: false,
        });
        if !(row.demonyms.is_empty() && row.capital_of.is_none() && row.ignore.is_empty()) {
            let owned = |list: &str| pieces(list).map(str::to_owned).collect();
            let (demonyms, ignore) = (owned(row.demonyms), owned(row.ignore));
            self.rare.insert(ix, Rare { demonyms, capital_of: row.capital_of.map(str::to_owned), ignore });
        }
        ix
    }

    /// Gives a place another name and other aliases, in letters of their own behind all others.
    pub fn rename(&mut self, ix: PlaceIx, name: &str, aliases: &str) {
        let id = self.written_id(ix).map(str::to_owned);
        let text = self.text.len();
        for piece in [name, aliases, id.as_deref().unwrap_or_default()] {
            self.text.push_str(piece);
        }
        let length = |text: &str| u32::try_from(text.len()).expect("no cell of four gigabytes");
        let row = &mut self.rows[ix as usize];
        (row.text, row.name, row.aliases) = (text, length(name), length(aliases));
    }

    /// Replaces what the row states, joins what it lists.
    pub fn mend(&mut self, ix: PlaceIx, row: &Row) {
        // What a dump lists was chosen by nobody: of it only the name is joined to the aliases that somebody wrote.
        let chosen = self.geonames(ix).is_none();
        let mut aliases: Vec<String> = self.aliases(ix).filter(|_| chosen).map(str::to_owned).collect();
        join(&mut aliases, std::iter::once(self.name(ix)).chain(pieces(row.aliases)));
        aliases.retain(|alias| alias != row.name);
        let id = row.id.or(self.written_id(ix)).map(str::to_owned);
        if id.is_none() {
            // The same id, whether or not a dump lies below.
            self.rows[ix as usize].id = Id::Slug { country: false, number: 0 };
        }
        let (text, aliases) = (self.text.len(), aliases.join("|"));
        self.text.push_str(row.name);
        self.text.push_str(&aliases);
        self.text.push_str(id.as_deref().unwrap_or_default());
        let length = |text: &str| u32::try_from(text.len()).expect("no cell of four gigabytes");
        let packed = &mut self.rows[ix as usize];
        (packed.text, packed.name, packed.aliases) = (text, length(row.name), length(&aliases));
        if let Some(id) = &id {
            packed.id = Id::Written(length(id));
        }
        (packed.lat, packed.lon) = (row.lat, row.lon);
        if let Some(radius) = row.radius_km {
            packed.radius_km = radius;
        } else if packed.kind != row.kind {
            packed.radius_km = row.kind.default_radius_km();
        }
        packed.kind = row.kind;
        packed.country = row.country.unwrap_or(packed.country);
        packed.population = row.population.unwrap_or(packed.population);
        packed.reference = false;
        if !(row.demonyms.is_empty() && row.capital_of.is_none() && row.ignore.is_empty()) {
            let rare = self.rare.entry(ix).or_default();
            join(&mut rare.demonyms, pieces(row.demonyms));
            join(&mut rare.ignore, pieces(row.ignore));
            if let Some(state) = row.capital_of {
                rare.capital_of = Some(state.to_owned());
            }
        }
    }

    /// Takes over the places of another store, in their order behind its own.
    pub fn append(&mut self, other: Store) {
        let (text, first) = (self.text.len(), self.rows.len());
        self.text.push_str(&other.text);
        self.rows.extend(other.rows.into_iter().map(|row| Packed { text: row.text + text, ..row }));
        let first = PlaceIx::try_from(first).expect("fewer than four billion places");
        self.rare.extend(other.rare.into_iter().map(|(ix, rare)| (ix + first, rare)));
    }

    fn unpack(&self, ix: PlaceIx) -> Place {
        let row = self.get(ix);
        let rare = self.rare.get(&ix).cloned().unwrap_or_default();
        let mut id = String::new();
        self.id_into(ix, &mut id);
        Place {
            id,
            name: self.name(ix).to_owned(),
            lat: row.lat,
            lon: row.lon,
            kind: row.kind,
            country: row.country().map(|code| code.map(char::from).into_iter().collect()),
            within: row.within(),
            aliases: self.aliases(ix).map(str::to_owned).collect(),
            demonyms: rare.demonyms,
            capital_of: rare.capital_of,
            radius_km: row.radius_km,
            population: row.population(),
            ignore: rare.ignore,
        }
    }
}

/// A store to which nothing is added any more, with the places that were asked for.
#[derive(Debug)]
pub(super) struct Shelf {
    store: Store,
    places: Box<[OnceLock<Box<Place>>]>,
}

impl Shelf {
    pub fn new(mut store: Store) -> Self {
        store.text.shrink_to_fit();
        store.rows.shrink_to_fit();
        let places = (0..store.len()).map(|_| OnceLock::new()).collect();
        Self { store, places }
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    pub fn place(&self, ix: PlaceIx) -> &Place {
        self.places[ix as usize].get_or_init(|| Box::new(self.store.unpack(ix)))
    }
}

/// The pieces of a list that `|` separates.
pub(super) fn pieces(list: &str) -> impl Iterator<Item = &str> {
    list.split('|').map(str::trim).filter(|piece| !piece.is_empty())
}

fn join<'a>(list: &mut Vec<String>, more: impl Iterator<Item = &'a str>) {
    for item in more {
        if !list.iter().any(|known| known == item) {
            list.push(item.to_owned());
        }
    }
}

/// The letters and digits of a name, folded, with hyphens between its words.
pub(super) fn slug_into(name: &str, out: &mut String) {
    let folded = crate::document::fold::fold(name);
    let start = out.len();
    for piece in folded.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()) {
        if out.len() > start {
            out.push('-');
        }
        out.push_str(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_stays_small() {
        assert!(size_of::<Packed>() <= 80, "{}", size_of::<Packed>());
        assert_eq!(size_of::<OnceLock<Box<Place>>>(), 16);
    }
}
