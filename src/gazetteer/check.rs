//! What only the other rows can tell of a row: a containing place that is not there, coordinates in the wrong order.

use super::layers::Draft;
use super::names::name_key;
use super::read::Row;
use super::{Kind, PlaceIx, Problem};
use geo::{Distance, Geodesic, Haversine, Point};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::path::Path;

/// A country's middle and reach, as rows known to be right or the bulk of all rows give them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Middle {
    pub point: Point<f64>,
    pub reach_km: f64,
}

/// Fewer rows than this say nothing of how far a country reaches.
const ENOUGH_ROWS: usize = 4;
/// No country is taken to reach less than this from its middle.
const LEAST_REACH_KM: f64 = 150.0;

/// Fills in `within` of every place, and tells what cannot be found.
pub(super) fn resolve_within(drafts: &mut [Draft], problems: &mut Vec<Problem>) {
    if drafts.iter().all(|draft| draft.within.is_none()) {
        return;
    }
    let mut by_name: FxHashMap<u64, Vec<PlaceIx>> = FxHashMap::default();
    let mut by_id: FxHashMap<&str, PlaceIx> = FxHashMap::default();
    for (ix, draft) in (0..).zip(drafts.iter()) {
        by_id.insert(&draft.place.id, ix);
        for key in draft.place.spellings().filter_map(name_key) {
            by_name.entry(key).or_default().push(ix);
        }
    }
    let mut found = vec![None; drafts.len()];
    for (at, draft) in drafts.iter().enumerate() {
        let Some(within) = draft.within.as_deref() else { continue };
        let named = name_key(within).and_then(|key| by_name.get(&key)).map_or(&[][..], Vec::as_slice);
        // Of several of that name: an area before a town, one of the same country, the nearest.
        let fitness = |ix: PlaceIx| {
            let (place, own) = (&drafts[ix as usize].place, &draft.place);
            let km = Geodesic.distance(place.point(), own.point()) / 1000.0;
            (!place.kind.is_area(), place.country != own.country, km)
        };
        let best = named.iter().copied().filter(|&ix| ix as usize != at).min_by(|a, b| {
            let (a, b) = (fitness(*a), fitness(*b));
            (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2))
        });
        found[at] = by_id.get(within).copied().filter(|&ix| ix as usize != at).or(best);
        if found[at].is_none() {
            problems.push(Problem {
                file: draft.file.to_path_buf(),
                line: draft.line,
                column: Some("within".to_owned()),
                value: within.to_owned(),
                wrong: "is no place of the gazetteer".to_owned(),
                mend: "write the name or id of a place that has a row, or leave the cell empty".to_owned(),
            });
        }
    }
    for (draft, within) in drafts.iter_mut().zip(&found) {
        draft.place.within = *within;
    }
    cut_circles(drafts, problems);
}

/// A place that lies within itself by way of others lies in none of them.
fn cut_circles(drafts: &mut [Draft], problems: &mut Vec<Problem>) {
    for at in 0..drafts.len() {
        let (mut steps, mut outer) = (0, drafts[at].place.within);
        while let Some(ix) = outer {
            if ix as usize == at {
                problems.push(Problem {
                    file: drafts[at].file.to_path_buf(),
                    line: drafts[at].line,
                    column: Some("within".to_owned()),
                    value: drafts[at].within.clone().unwrap_or_default(),
                    wrong: "lies itself within this place".to_owned(),
                    mend: "write a place that contains it, or leave the cell empty".to_owned(),
                });
                drafts[at].place.within = None;
                break;
            }
            steps += 1;
            if steps > drafts.len() {
                break;
            }
            outer = drafts[ix as usize].place.within;
        }
    }
}

/// The middle and reach of every country that the rows speak of.
pub(super) fn middles<'a>(rows: impl Iterator<Item = &'a Row>) -> BTreeMap<String, Middle> {
    let mut points: BTreeMap<&str, Vec<Point<f64>>> = BTreeMap::new();
    let mut countries: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in rows {
        let Some(code) = row.country.as_deref() else { continue };
        if row.kind == Kind::Country {
            countries.entry(code).or_insert(row);
        } else {
            points.entry(code).or_default().push(Point::new(row.lon, row.lat));
        }
    }
    let codes: std::collections::BTreeSet<&str> = points.keys().chain(countries.keys()).copied().collect();
    let mut out = BTreeMap::new();
    for code in codes {
        let rows = points.get(code).map_or(&[][..], Vec::as_slice);
        let own = countries.get(code);
        let Some(point) = own.map(|row| Point::new(row.lon, row.lat)).or_else(|| median(rows)) else { continue };
        let reach_km = own.and_then(|row| row.radius_km).unwrap_or_else(|| spread(point, rows));
        out.insert(code.to_owned(), Middle { point, reach_km: reach_km.max(LEAST_REACH_KM) });
    }
    out
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
pub(super) fn swapped(file: &Path, row: &Row, middles: &BTreeMap<String, Middle>) -> Option<Problem> {
    let country = row.country.as_deref()?;
    let middle = middles.get(country)?;
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
