//! Layers of rows become places: a later row that is the same place mends the earlier one.

use super::names::name_key;
use super::read::Row;
use super::{Kind, Place, PlaceIx, Problem};
use geo::{Distance, Geodesic, Point};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::Path;
use std::rc::Rc;

/// Within one file, two settlements (or two other spots) that share a name are one spot when nearer than this.
const SAME_SPOT_KM: f64 = 5.0;
/// Across layers, two settlements that share a name are the same place when nearer than this.
const SAME_PLACE_KM: f64 = 25.0;

/// More degrees of latitude than [`SAME_PLACE_KM`] spans anywhere.
const SAME_PLACE_DEGREES: f64 = 0.25;

/// A place while layers are laid: its row's file and line, and what only later rows can resolve.
#[derive(Debug)]
pub(super) struct Draft {
    pub place: Place,
    pub file: Rc<Path>,
    pub line: u64,
    pub within: Option<String>,
    layer: usize,
    explicit_id: bool,
}

/// The places of all layers so far.
#[derive(Debug, Default)]
pub(super) struct Layers {
    pub drafts: Vec<Draft>,
    by_name: FxHashMap<u64, Vec<PlaceIx>>,
    by_id: FxHashMap<String, PlaceIx>,
    layer: usize,
}

impl Layers {
    /// Lays the rows of one file over what is there.
    pub(super) fn lay(&mut self, file: &Path, rows: Vec<Row>, problems: &mut Vec<Problem>) {
        self.layer += 1;
        let file: Rc<Path> = Rc::from(file);
        for row in rows {
            self.lay_row(&file, row, problems);
        }
    }

    fn lay_row(&mut self, file: &Rc<Path>, row: Row, problems: &mut Vec<Problem>) {
        let problem = |column: &str, value: &str, wrong: String, mend: &str| Problem {
            file: file.to_path_buf(),
            line: row.line,
            column: Some(column.to_owned()),
            value: value.to_owned(),
            wrong,
            mend: mend.to_owned(),
        };
        if let Some(id) = &row.id
            && let Some(&other) = self.by_id.get(id)
        {
            let earlier = &self.drafts[other as usize];
            if earlier.layer == self.layer {
                let wrong = format!("is the id of line {} too", earlier.line);
                problems.push(problem("id", id, wrong, "give each place of a file an id of its own"));
            } else {
                self.mend(other, file, row);
            }
            return;
        }
        match self.same(&row) {
            Some(other) if self.drafts[other as usize].layer == self.layer => {
                let earlier = &self.drafts[other as usize];
                let wrong = format!("stands at the spot of line {} ({}) too", earlier.line, earlier.place.name);
                let mend = "join the two rows, or write coordinates of its own";
                problems.push(problem("name", &row.name, wrong, mend));
            }
            Some(other) => self.mend(other, file, row),
            None => self.push(file, row),
        }
    }

    /// The place that a row is, by the contract's rules for layers; within one file, the row it repeats.
    fn same(&self, row: &Row) -> Option<PlaceIx> {
        let spellings = std::iter::once(&row.name).chain(&row.aliases);
        let mut shared: Vec<PlaceIx> =
            spellings.filter_map(|s| self.by_name.get(&name_key(s)?)).flatten().copied().collect();
        // The order of rows decides between several, never the order of spellings.
        shared.sort_unstable();
        shared.dedup();
        shared.into_iter().find(|&ix| {
            let (draft, here) = (&self.drafts[ix as usize], Point::new(row.lon, row.lat));
            let areas = draft.place.kind.is_area() && row.kind.is_area();
            // Most places of one name are told apart by their latitude alone.
            if !areas && (draft.place.lat - row.lat).abs() > SAME_PLACE_DEGREES {
                return false;
            }
            let km = || Geodesic.distance(draft.place.point(), here) / 1000.0;
            let countries_differ =
                matches!((&draft.place.country, &row.country), (Some(one), Some(other)) if one != other);
            if countries_differ {
                return false;
            }
            let (one, other) = (draft.place.kind, row.kind);
            if draft.layer == self.layer {
                class(one) == class(other) && km() < SAME_SPOT_KM
            } else if one.is_area() || other.is_area() {
                one == other
            } else {
                one.is_settlement() == other.is_settlement() && km() < SAME_PLACE_KM
            }
        })
    }

    fn push(&mut self, file: &Rc<Path>, row: Row) {
        let ix = PlaceIx::try_from(self.drafts.len()).expect("fewer than four billion places");
        let explicit_id = row.id.is_some();
        if let Some(id) = &row.id {
            self.by_id.insert(id.clone(), ix);
        }
        let draft = Draft {
            file: Rc::clone(file),
            line: row.line,
            within: row.within,
            layer: self.layer,
            explicit_id,
            place: Place {
                id: row.id.unwrap_or_default(),
                name: row.name,
                lat: row.lat,
                lon: row.lon,
                kind: row.kind,
                country: row.country,
                within: None,
                aliases: row.aliases,
                demonyms: row.demonyms,
                capital_of: row.capital_of,
                radius_km: row.radius_km.unwrap_or_else(|| row.kind.default_radius_km()),
                population: row.population,
                ignore: row.ignore,
            },
        };
        self.drafts.push(draft);
        self.list_names(ix);
    }

    fn list_names(&mut self, ix: PlaceIx) {
        for key in self.drafts[ix as usize].place.spellings().filter_map(name_key) {
            let places = self.by_name.entry(key).or_default();
            if places.last() != Some(&ix) {
                places.push(ix);
            }
        }
    }

    /// Replaces what the row states, joins what it lists.
    fn mend(&mut self, ix: PlaceIx, file: &Rc<Path>, row: Row) {
        let draft = &mut self.drafts[ix as usize];
        let place = &mut draft.place;
        let old_name = std::mem::replace(&mut place.name, row.name);
        join(&mut place.aliases, std::iter::once(old_name).chain(row.aliases));
        let name = place.name.clone();
        place.aliases.retain(|alias| *alias != name);
        join(&mut place.demonyms, row.demonyms.into_iter());
        join(&mut place.ignore, row.ignore.into_iter());
        (place.lat, place.lon) = (row.lat, row.lon);
        if let Some(radius) = row.radius_km {
            place.radius_km = radius;
        } else if place.kind != row.kind {
            place.radius_km = row.kind.default_radius_km();
        }
        place.kind = row.kind;
        place.country = row.country.or(place.country.take());
        place.capital_of = row.capital_of.or(place.capital_of.take());
        place.population = row.population.or(place.population);
        if row.within.is_some() {
            draft.within = row.within;
        }
        if let Some(id) = row.id {
            place.id.clone_from(&id);
            draft.explicit_id = true;
            self.by_id.insert(id, ix);
        }
        (draft.file, draft.line, draft.layer) = (Rc::clone(file), row.line, self.layer);
        self.list_names(ix);
    }

    /// Gives an id to every place whose rows state none: a slug of its name, with the country where two share it.
    pub(super) fn name_ids(&mut self) {
        let slugs: Vec<String> = self
            .drafts
            .iter()
            .map(|draft| if draft.explicit_id { draft.place.id.clone() } else { slug(&draft.place.name) })
            .collect();
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        for id in &slugs {
            *counts.entry(id).or_default() += 1;
        }
        let mut taken: FxHashSet<String> =
            self.drafts.iter().filter(|d| d.explicit_id).map(|d| d.place.id.clone()).collect();
        // How often an id was asked for, so that the hundredth place of a name need not try ninety-nine.
        let mut asked: FxHashMap<String, u32> = FxHashMap::default();
        for (draft, own) in self.drafts.iter_mut().zip(&slugs).filter(|(draft, _)| !draft.explicit_id) {
            let mut id = own.clone();
            if counts[own.as_str()] > 1
                && let Some(country) = &draft.place.country
            {
                id = format!("{id}-{}", country.to_lowercase());
            }
            let count = asked.entry(id.clone()).or_insert(0);
            let mut unique = id.clone();
            loop {
                *count += 1;
                if *count > 1 {
                    unique = format!("{id}-{count}");
                }
                if taken.insert(unique.clone()) {
                    break;
                }
            }
            draft.place.id = unique;
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

fn join(list: &mut Vec<String>, more: impl Iterator<Item = String>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}

fn slug(name: &str) -> String {
    let folded = crate::document::fold::fold(name);
    let pieces: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    pieces.join("-")
}
