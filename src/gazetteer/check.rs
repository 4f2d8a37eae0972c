//! What only the other rows can tell of a row: a containing place that is not there, coordinates in the wrong order.

use super::keys::Keys;
use super::layers::Layers;
use super::read::Row;
use super::store::Store;
use super::{Kind, PlaceIx, Problem};
use geo::{Distance, Geodesic, Haversine, Point};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A country's middle and reach, as rows known to be right or the bulk of all rows give them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Middle {
    pub point: Point<f64>,
    pub reach_km: f64,
}

/// Of the countries by their codes.
pub(super) type Middles = BTreeMap<[u8; 2], Middle>;

/// Fewer rows than this say nothing of how far a country reaches.
const ENOUGH_ROWS: usize = 4;
/// No country is taken to reach less than this from its middle.
const LEAST_REACH_KM: f64 = 150.0;

/// Fills in `within` of every place whose row says where it lies, and tells what cannot be found.
pub(super) fn resolve_within(layers: &mut Layers, problems: &mut Vec<Problem>) {
    let stated: Vec<(PlaceIx, Option<PlaceIx>)> = {
        let (store, mut keys) = (&layers.store, Keys::default());
        // Of the many rows of one region each asks for the same name.
        let mut last: (&str, Vec<PlaceIx>) = ("", Vec::new());
        let resolved = layers.within().map(|(ix, cell)| {
            if last.0 != cell {
                let named = keys.name(cell).into_iter().flat_map(|key| layers.by_name.get(key));
                let mut named: Vec<PlaceIx> = named.collect();
                named.sort_unstable();
                named.dedup();
                last = (cell, named);
            }
            let outer = layers.find_id(cell).filter(|outer| *outer != ix);
            (ix, outer.or_else(|| best(store, ix, &last.1)))
        });
        resolved.collect()
    };
    let wrong = "is no place of the gazetteer";
    let mend = "write the name or id of a place that has a row, or leave the cell empty";
    problems.extend(
        layers
            .within()
            .zip(&stated)
            .filter(|(_, (_, outer))| outer.is_none())
            .filter_map(|((ix, cell), _)| problem(layers, ix, cell, wrong, mend)),
    );
    for (ix, outer) in &stated {
        layers.store.set_within(*ix, *outer);
    }
    cut_circles(layers, &stated, problems);
}

/// Of several of that name: an area before a town, one of the same country, the nearest.
fn best(store: &Store, ix: PlaceIx, named: &[PlaceIx]) -> Option<PlaceIx> {
    let own = store.get(ix);
    let mut others = named.iter().copied().filter(|other| *other != ix).peekable();
    let first = others.next()?;
    if others.peek().is_none() {
        return Some(first);
    }
    let fitness = |ix: PlaceIx| {
        let place = store.get(ix);
        let km = Geodesic.distance(place.point(), own.point()) / 1000.0;
        (!place.kind.is_area(), place.country() != own.country(), km)
    };
    std::iter::once(first)
        .chain(others)
        .map(|ix| (fitness(ix), ix))
        .min_by(|(a, _), (b, _)| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)))
        .map(|(_, ix)| ix)
}

fn problem(layers: &Layers, ix: PlaceIx, cell: &str, wrong: &str, mend: &str) -> Option<Problem> {
    let (file, line) = layers.row_of(ix)?;
    Some(Problem {
        file: file.to_owned(),
        line,
        column: Some("within".to_owned()),
        value: cell.to_owned(),
        wrong: wrong.to_owned(),
        mend: mend.to_owned(),
    })
}

/// A place that lies within itself by way of others lies in none of them: the first row of a circle is cut out of it.
fn cut_circles(layers: &mut Layers, stated: &[(PlaceIx, Option<PlaceIx>)], problems: &mut Vec<Problem>) {
    const UNSEEN: u32 = u32::MAX;
    let mut walk_of = vec![UNSEEN; layers.store.len()];
    let mut cut = BTreeSet::new();
    for (walk, &(start, _)) in (0..).zip(stated) {
        let mut at = start;
        while walk_of[at as usize] == UNSEEN {
            walk_of[at as usize] = walk;
            let Some(outer) = layers.store.get(at).within() else { break };
            at = outer;
        }
        let is_circle = walk_of[at as usize] == walk && layers.store.get(at).within().is_some();
        if is_circle && !cut.contains(&at) {
            let next = |ix: &PlaceIx| layers.store.get(*ix).within().filter(|outer| *outer != at);
            let circle = std::iter::successors(Some(at), next);
            // Only a row's own cell can close a circle.
            let first = circle.filter(|ix| stated.binary_search_by_key(ix, |s| s.0).is_ok()).min().unwrap_or(at);
            layers.store.set_within(first, None);
            cut.insert(first);
        }
    }
    let mend = "write a place that contains it, or leave the cell empty";
    let told = layers.within().filter(|(ix, _)| cut.contains(ix));
    problems.extend(told.filter_map(|(ix, cell)| problem(layers, ix, cell, "lies itself within this place", mend)));
}

/// What rows say of where the countries are.
#[derive(Debug, Default)]
pub(super) struct Survey {
    points: BTreeMap<[u8; 2], Vec<Point<f64>>>,
    countries: BTreeMap<[u8; 2], (Point<f64>, Option<f64>)>,
    names: BTreeMap<[u8; 2], String>,
}

impl Survey {
    pub fn add(&mut self, row: &Row) {
        let Some(code) = row.country else { return };
        let point = Point::new(row.lon, row.lat);
        if row.kind == Kind::Country {
            self.countries.entry(code).or_insert((point, row.radius_km));
            self.names.entry(code).or_insert_with(|| row.name.to_owned());
        } else {
            self.points.entry(code).or_default().push(point);
        }
    }

    /// The names of the countries that have a row.
    pub fn names(&self) -> &BTreeMap<[u8; 2], String> {
        &self.names
    }

    /// The middle and reach of every country that the rows speak of.
    pub fn middles(&self) -> Middles {
        let codes: BTreeSet<[u8; 2]> = self.points.keys().chain(self.countries.keys()).copied().collect();
        let mut out = Middles::new();
        for code in codes {
            let rows = self.points.get(&code).map_or(&[][..], Vec::as_slice);
            let own = self.countries.get(&code);
            let Some(point) = own.map(|own| own.0).or_else(|| median(rows)) else { continue };
            let reach_km = own.and_then(|own| own.1).unwrap_or_else(|| spread(point, rows));
            out.insert(code, Middle { point, reach_km: reach_km.max(LEAST_REACH_KM) });
        }
        out
    }
}

fn median(points: &[Point<f64>]) -> Option<Point<f64>> {
    if points.len() < ENOUGH_ROWS {
        return None;
    }
    let middle = |mut values: Vec<f64>| {
        values.sort_unstable_by(f64::total_cmp);
        values[values.len() / 2]
    };
    Some(Point::new(middle(points.iter().map(|p| p.x()).collect()), middle(points.iter().map(|p| p.y()).collect())))
}

/// How far most of a country's rows are from its middle, and half as far again.
fn spread(middle: Point<f64>, rows: &[Point<f64>]) -> f64 {
    if rows.len() < ENOUGH_ROWS {
        return Kind::Country.default_radius_km();
    }
    let mut km: Vec<f64> = rows.iter().map(|p| Haversine.distance(middle, *p) / 1000.0).collect();
    km.sort_unstable_by(f64::total_cmp);
    km[km.len() * 3 / 4] * 1.5
}

/// The problem of a row whose latitude and longitude stand in each other's column: far outside its country as
/// written, well inside the other way round.
pub(super) fn swapped(file: &Path, row: &Row, middles: &Middles) -> Option<Problem> {
    let country = row.country?;
    let middle = middles.get(&country)?;
    if row.lon.abs() > 90.0 {
        return None;
    }
    // On a sphere: a fiftieth of the time, and half a percent is no matter here.
    let away = |lat, lon| Haversine.distance(middle.point, Point::new(lon, lat)) / 1000.0;
    let as_written = away(row.lat, row.lon);
    if as_written <= 2.0 * middle.reach_km {
        return None;
    }
    let other_way = away(row.lon, row.lat);
    let country: String = country.map(char::from).into_iter().collect();
    (other_way <= middle.reach_km).then(|| Problem {
        file: file.to_owned(),
        line: row.line,
        column: Some("lat".to_owned()),
        value: row.lat.to_string(),
        wrong: format!(
            "with lon `{}` lies {as_written:.0} km from the middle of {country}, the other way round {other_way:.0} km",
            row.lon,
        ),
        mend: format!("write lat `{}` and lon `{}`", row.lon, row.lat),
    })
}
