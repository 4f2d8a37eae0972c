//! The land, borders and lakes under the events, cut from Natural Earth to what the events need.
//!
//! The whole world is packed in `data/natural-earth/world.bin` (its README says where it comes from and how it is
//! laid out). A page needs a small part of it: [`sheets`] finds the regions where there are events, cuts each out
//! with a margin, and leaves out detail that a screen could not show. One coarse sheet of the whole world lies
//! under them, so that whoever zooms out is not lost.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use geo::{
    BooleanOps, BoundingRect, Coord, Intersects, LineString, MultiLineString, MultiPolygon, Polygon, Rect, Simplify,
    Translate,
};
use serde_json::{Value, json};

const WORLD: &[u8] = include_bytes!("../../data/natural-earth/world.bin");

/// Sheet coordinates are whole numbers, this many to a degree (111 m of latitude).
const UNITS: f64 = 1000.0;
/// The detail of the packed world, in degrees: nothing finer is in it.
const FINEST: f64 = 0.0026;
/// A region this many times its tolerance wide is sharp when it fills a large screen.
const STEPS_ACROSS: f64 = 2500.0;
/// Degrees around each event that a region's sheet shows: about 280 km.
const REACH: f64 = 2.5;
/// Degrees around each event that are shown in every detail: about 140 km.
const NEAR: f64 = 1.25;
/// Square degrees shown in every detail, at most: some hundred kilobytes.
const MOST_DETAIL: usize = 2500;
/// Mercator cannot show the poles.
const MAX_LATITUDE: f64 = 85.0;
/// The coarse sheet's tolerance in degrees.
const COARSE: f64 = 0.09;

/// One piece of the base map: everything inside `frame`, longitudes and latitudes in degrees.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What the sheet covers.
    pub frame: Rect<f64>,
    /// Land, islands included.
    pub land: MultiPolygon<f64>,
    /// Borders between countries; coasts are not among them.
    pub borders: MultiLineString<f64>,
    /// Lakes, to be drawn over the land.
    pub lakes: MultiPolygon<f64>,
}

/// Cuts the base map for events at these points (longitude, latitude in degrees): the coarse world, then each region
/// where events lie, then what is near them in every detail. To be drawn in this order: later sheets cover earlier
/// ones, and where two detailed ones meet they show the same.
///
/// ```
/// use dateline::output::basemap::sheets;
/// let sheets = sheets(&[(46.75, 39.76), (46.82, 39.91), (-77.04, 38.9)]);
/// assert_eq!(sheets.len(), 3); // the world, the Caucasus, the American east; small regions need no closer sheet
/// assert!(!sheets[1].borders.0.is_empty());
/// ```
#[must_use]
pub fn sheets(points: &[(f64, f64)]) -> Vec<Sheet> {
    let Some(world) = World::read(WORLD) else { return Vec::new() };
    let everywhere = Rect::new((-180.0, -MAX_LATITUDE), (180.0, MAX_LATITUDE));
    let cells = cells(points);
    // A small region is cut in every detail at once.
    let tolerance = |frame: &Rect<f64>| match frame.width().max(frame.height()) / STEPS_ACROSS {
        small if small < 2.0 * FINEST => FINEST,
        large => large,
    };
    let mut sheets = vec![world.cut(everywhere, COARSE)];
    sheets.extend(regions(&cells).into_iter().map(|frame| world.cut(frame, tolerance(&frame))));
    if sheets[1..].iter().any(|sheet| tolerance(&sheet.frame) > FINEST) {
        sheets.extend(close(&cells).into_iter().map(|frame| world.cut(frame, FINEST)));
    }
    sheets
}

impl Sheet {
    /// The sheet as the page reads it: `frame` in degrees; `land`, `borders` and `lakes` as lists of lines, each a
    /// flat list of whole numbers, the first point and then the steps from point to point, `units` to a degree.
    /// Holes are rings like any other; filling by the even-odd rule keeps them empty.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let rings = |shape: &MultiPolygon<f64>| -> Vec<Vec<i64>> {
            shape
                .iter()
                .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
                .map(steps)
                .filter(|ring| ring.len() >= 8)
                .collect()
        };
        let borders: Vec<Vec<i64>> = self.borders.iter().map(steps).filter(|line| line.len() >= 4).collect();
        let (min, max) = (self.frame.min(), self.frame.max());
        json!({
            "frame": [min.x, min.y, max.x, max.y],
            "units": UNITS,
            "land": rings(&self.land),
            "borders": borders,
            "lakes": rings(&self.lakes),
        })
    }
}

/// A line as its first point and the steps after it, without steps that go nowhere.
fn steps(line: &LineString<f64>) -> Vec<i64> {
    let mut flat = Vec::with_capacity(line.0.len() * 2);
    let (mut x, mut y) = (0_i64, 0_i64);
    for (i, point) in line.coords().enumerate() {
        // Degrees are at most 180, so the product is far inside an i64.
        #[allow(clippy::cast_possible_truncation)]
        let (next_x, next_y) = ((point.x * UNITS).round() as i64, (point.y * UNITS).round() as i64);
        if i > 0 && next_x == x && next_y == y {
            continue;
        }
        flat.extend([next_x - x, next_y - y]);
        (x, y) = (next_x, next_y);
    }
    flat
}

/// Where events lie, in tenths of a degree, and how many: a corpus of many thousand events stands on far fewer spots.
fn cells(points: &[(f64, f64)]) -> Vec<(Coord<f64>, usize)> {
    let mut cells: Vec<(i32, i32)> = points
        .iter()
        .filter(|(lon, lat)| (-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat))
        .map(|(lon, lat)| {
            // The range was just checked.
            #[allow(clippy::cast_possible_truncation)]
            ((lon * 10.0).round() as i32, (lat * 10.0).round() as i32)
        })
        .collect();
    cells.sort_unstable();
    let degrees = |cell: (i32, i32)| Coord { x: f64::from(cell.0) / 10.0, y: f64::from(cell.1) / 10.0 };
    cells.chunk_by(|a, b| a == b).map(|same| (degrees(same[0]), same.len())).collect()
}

/// A box that reaches as many kilometres east and west as north and south: a degree of longitude is shorter
/// towards the poles.
fn around(at: Coord<f64>, reach: f64) -> Rect<f64> {
    let wide = (reach / at.y.to_radians().cos().max(0.1)).min(20.0);
    Rect::new((at.x - wide, at.y - reach), (at.x + wide, at.y + reach))
}

fn union(a: &Rect<f64>, b: &Rect<f64>) -> Rect<f64> {
    Rect::new(
        Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) },
        Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) },
    )
}

fn clamp(frame: &Rect<f64>) -> Rect<f64> {
    let inside = |c: Coord<f64>| Coord { x: c.x.clamp(-180.0, 180.0), y: c.y.clamp(-MAX_LATITUDE, MAX_LATITUDE) };
    Rect::new(inside(frame.min()), inside(frame.max()))
}

/// Boxes by how many events they hold, most first; west before east where they hold as many.
fn ranked(mut groups: Vec<(Rect<f64>, usize)>) -> Vec<Rect<f64>> {
    groups.sort_by(|a, b| {
        let corner = |r: &Rect<f64>| (r.min().x, r.min().y);
        let ((ax, ay), (bx, by)) = (corner(&a.0), corner(&b.0));
        b.1.cmp(&a.1).then(ax.total_cmp(&bx)).then(ay.total_cmp(&by))
    });
    groups.into_iter().map(|(frame, _)| clamp(&frame)).collect()
}

/// The boxes that hold all events with a wide margin and do not overlap.
fn regions(cells: &[(Coord<f64>, usize)]) -> Vec<Rect<f64>> {
    let mut groups: Vec<(Rect<f64>, usize)> = Vec::new();
    for &(at, count) in cells {
        absorb(&mut groups, around(at, REACH), count);
    }
    // A wide region is looked at from further away: what is beside it comes into view too.
    let mut wide: Vec<(Rect<f64>, usize)> = Vec::new();
    for (group, count) in groups {
        let (margin_x, margin_y) = (group.width() * 0.35, group.height() * 0.35);
        let grown = Rect::new(
            Coord { x: group.min().x - margin_x, y: group.min().y - margin_y },
            Coord { x: group.max().x + margin_x, y: group.max().y + margin_y },
        );
        absorb(&mut wide, grown, count);
    }
    ranked(wide)
}

/// Boxes of whole degrees that together hold what is near the events, and nothing else: one box around them all would
/// ask for a continent where a chain of towns lies across it. Where there is too much, what is near most events stays.
fn close(cells: &[(Coord<f64>, usize)]) -> Vec<Rect<f64>> {
    let mut tiles: BTreeMap<(i32, i32), usize> = BTreeMap::new();
    for &(at, count) in cells {
        let frame = clamp(&around(at, NEAR));
        // At most 180 either way.
        #[allow(clippy::cast_possible_truncation)]
        let whole = |from: f64, to: f64| (from.floor() as i32)..(to.ceil() as i32);
        for y in whole(frame.min().y, frame.max().y) {
            for x in whole(frame.min().x, frame.max().x) {
                *tiles.entry((y, x)).or_default() += count;
            }
        }
    }
    let mut kept: Vec<((i32, i32), usize)> = tiles.into_iter().collect();
    kept.sort_by_key(|&(tile, count)| (Reverse(count), tile));
    kept.truncate(MOST_DETAIL);
    let mut open: BTreeSet<(i32, i32)> = kept.into_iter().map(|(tile, _)| tile).collect();
    let mut boxes = Vec::new();
    while let Some(&(south, west)) = open.first() {
        let east = (west..180).take_while(|&x| open.contains(&(south, x))).last().unwrap_or(west);
        let north = (south..90).take_while(|&y| (west..=east).all(|x| open.contains(&(y, x)))).last().unwrap_or(south);
        open.retain(|&(y, x)| !((south..=north).contains(&y) && (west..=east).contains(&x)));
        boxes.push(Rect::new((f64::from(west), f64::from(south)), (f64::from(east) + 1.0, f64::from(north) + 1.0)));
    }
    boxes
}

/// Adds a box to boxes that do not overlap, joining it with all it touches.
fn absorb(groups: &mut Vec<(Rect<f64>, usize)>, mut frame: Rect<f64>, mut count: usize) {
    while let Some(at) = groups.iter().position(|(other, _)| other.intersects(&frame)) {
        let (other, more) = groups.swap_remove(at);
        frame = union(&frame, &other);
        count += more;
    }
    groups.push((frame, count));
}

/// The packed world, unpacked. Land refers to arcs, so that a border ends exactly on its coast however much either
/// is simplified.
struct World {
    arcs: Vec<LineString<f64>>,
    /// Polygons of rings of arc numbers; `!n` is arc n backwards.
    land: Vec<Vec<Vec<i64>>>,
    borders: Vec<usize>,
    lakes: MultiPolygon<f64>,
}

impl World {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut unpack = Unpack { bytes: bytes.strip_prefix(b"DLNE1\n")?, units: 1.0 };
        unpack.units = f64::from(u32::try_from(unpack.unsigned()?).ok()?);
        let arcs = unpack.many(Unpack::line)?;
        let land = unpack.many(|u| u.many(|u| u.many(Unpack::signed)))?;
        let mut arc = 0;
        let borders = unpack.many(|u| {
            arc += u.count()?;
            Some(arc)
        })?;
        let lakes = unpack.many(|u| u.many(Unpack::line))?.into_iter().filter_map(polygon).collect();
        let known = |arc: i64| usize::try_from(arc.max(!arc)).is_ok_and(|arc| arc < arcs.len());
        let sound = land.iter().flatten().flatten().all(|&arc| known(arc)) && borders.iter().all(|&b| b < arcs.len());
        (sound && unpack.bytes.is_empty()).then_some(Self { arcs, land, borders, lakes })
    }

    /// What lies inside `frame`, without bends smaller than `tolerance` degrees.
    fn cut(&self, frame: Rect<f64>, tolerance: f64) -> Sheet {
        let coarser = tolerance > FINEST;
        let smooth = |line: &LineString<f64>| if coarser { line.simplify(tolerance) } else { line.clone() };
        let near = |line: &LineString<f64>| line.bounding_rect().is_some_and(|b| b.intersects(&frame));
        let around = |line: &LineString<f64>| [0.0, -360.0, 360.0].map(|turn| line.translate(turn, 0.0));
        // Islands and lakes of less than a few bends' size would only be specks.
        let visible = |ring: &LineString<f64>| {
            near(ring) && ring.bounding_rect().is_some_and(|b| b.width().max(b.height()) > tolerance * 3.0)
        };
        let arcs: Vec<LineString<f64>> = self.arcs.iter().map(smooth).collect();
        let land: MultiPolygon<f64> = self
            .land
            .iter()
            .flat_map(|rings| {
                let rings: Vec<_> = rings.iter().map(|ring| around(&join(&arcs, ring))).collect();
                [0, 1, 2].map(|turn| {
                    polygon(rings.iter().map(|ring| &ring[turn]).filter(|ring| visible(ring)).cloned().collect())
                })
            })
            .flatten()
            .collect();
        let borders = MultiLineString::new(self.borders.iter().flat_map(|&b| around(&arcs[b])).filter(near).collect());
        let lakes: MultiPolygon<f64> = self
            .lakes
            .iter()
            .filter(|lake| visible(lake.exterior()))
            .map(|lake| Polygon::new(smooth(lake.exterior()), lake.interiors().iter().map(smooth).collect()))
            .collect();
        let window = frame.to_polygon();
        Sheet {
            frame,
            land: land.intersection(&window),
            borders: window.clip(&borders, false),
            lakes: lakes.intersection(&window),
        }
    }
}

/// A ring of arcs as points. Natural Earth's rings cross the antimeridian; here they run on beyond 180°, and the
/// one around the south pole, which does not come back to where it began, is closed through the pole.
fn join(arcs: &[LineString<f64>], ring: &[i64]) -> LineString<f64> {
    let mut points: Vec<Coord<f64>> = Vec::new();
    for &arc in ring {
        // `World::read` has checked the numbers.
        let Ok(at) = usize::try_from(arc.max(!arc)) else { continue };
        let line = &arcs[at].0;
        let first = if arc < 0 { line.last() } else { line.first() };
        let turns = match (points.last(), first) {
            (Some(end), Some(next)) => ((end.x - next.x) / 360.0).round() * 360.0,
            _ => 0.0,
        };
        let moved = |point: &Coord<f64>| Coord { x: point.x + turns, y: point.y };
        let shared = usize::from(!points.is_empty());
        if arc < 0 {
            points.extend(line.iter().rev().skip(shared).map(moved));
        } else {
            points.extend(line.iter().skip(shared).map(moved));
        }
    }
    if let (Some(&first), Some(&last)) = (points.first(), points.last())
        && (last.x - first.x).abs() > 180.0
    {
        points.extend([Coord { x: last.x, y: -90.0 }, Coord { x: first.x, y: -90.0 }]);
    }
    LineString::new(points)
}

/// The first ring with the others as its holes; nothing where the first has no area.
fn polygon(rings: Vec<LineString<f64>>) -> Option<Polygon<f64>> {
    let mut rings = rings.into_iter().filter(|ring| ring.0.len() >= 4);
    Some(Polygon::new(rings.next()?, rings.collect()))
}

/// Reads the packed numbers: seven bits a byte, low bits first; signed numbers with the sign in the lowest bit.
struct Unpack<'a> {
    bytes: &'a [u8],
    units: f64,
}

impl Unpack<'_> {
    fn unsigned(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(value);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let value = self.unsigned()?;
        let half = i64::try_from(value >> 1).ok()?;
        Some(if value & 1 == 1 { -half - 1 } else { half })
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.unsigned()?).ok()
    }

    fn many<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        (0..count).map(|_| one(self)).collect()
    }

    fn line(&mut self) -> Option<LineString<f64>> {
        let (mut x, mut y) = (0_i64, 0_i64);
        // Half a world; a step over more than that is one over the antimeridian.
        #[allow(clippy::cast_possible_truncation)]
        let half = (180.0 * self.units) as i64;
        let mut started = false;
        let points = self.many(|u| {
            let step = u.signed()?;
            let short = (step + half).rem_euclid(2 * half) - half;
            x += if std::mem::replace(&mut started, true) { short } else { step };
            y += u.signed()?;
            // A thousandth of a degree each: exact in an f64.
            #[allow(clippy::cast_precision_loss)]
            Some(Coord { x: x as f64 / u.units, y: y as f64 / u.units })
        })?;
        Some(LineString::new(points))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, Contains, Point};

    #[test]
    fn the_packed_world_is_whole() {
        let world = World::read(WORLD).expect("world.bin as convert.mjs writes it");
        assert!(world.arcs.len() > 4000 && world.borders.len() > 300 && world.lakes.0.len() > 200);
        for cut in [0, 5, 6, 100, WORLD.len() - 1] {
            assert!(World::read(&WORLD[..cut]).is_none(), "a file cut at {cut} bytes is refused, not half read");
        }
    }

    #[test]
    fn land_sea_and_lakes_are_where_they_are() {
        let sheets = sheets(&[(46.75, 39.76)]);
        let [coarse, fine] = &sheets[..] else { panic!("a world and one region, not {}", sheets.len()) };
        let shusha = Point::new(46.75, 39.76);
        let caspian = Point::new(50.8, 40.0);
        let sevan = Point::new(45.35, 40.35);
        for sheet in [coarse, fine] {
            assert!(sheet.land.contains(&shusha));
            assert!(!sheet.land.contains(&caspian));
            let area = sheet.land.unsigned_area();
            assert!(area > 0.0 && area < sheet.frame.unsigned_area());
        }
        assert!(fine.lakes.contains(&sevan));
        assert!(fine.frame.width() < 14.0, "a region, not a continent: {:?}", fine.frame);
        assert!(fine.borders.0.iter().map(|line| line.0.len()).sum::<usize>() > 300, "borders with their bends");
    }

    #[test]
    fn nothing_is_drawn_across_the_world() {
        let pacific = sheets(&[(179.0, -17.0), (179.5, 68.0)]);
        for sheet in &pacific {
            let rings = sheet.land.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
            for line in rings.flat_map(LineString::lines).filter(|line| line.dx().abs() > 90.0) {
                assert!(line.start.y < -84.9, "only the cut edge of Antarctica is that long: {line:?}");
            }
        }
        assert!(pacific[0].land.contains(&Point::new(-175.0, 66.5)), "Chukotka goes on beyond 180°");
        assert!(pacific[0].land.contains(&Point::new(10.0, -80.0)), "Antarctica is land");
    }

    #[test]
    fn near_events_share_a_sheet_and_far_ones_do_not() {
        let frames = |points: &[(f64, f64)]| regions(&cells(points));
        let far = frames(&[(46.75, 39.76), (46.36, 40.68), (2.35, 48.86), (0.0, 100.0), (f64::NAN, 1.0)]);
        assert_eq!(far.len(), 2);
        assert!(far[0].contains(&Coord { x: 46.36, y: 40.68 }), "the sheet with more events comes first");
        assert!(!far[0].intersects(&far[1]));
        assert!(frames(&[]).is_empty());
        let edge = frames(&[(179.9, -84.0)]);
        assert!(edge[0].max().x <= 180.0 && edge[0].min().y >= -85.0);
    }

    #[test]
    fn a_chain_of_towns_keeps_its_detail() {
        let chain: Vec<(f64, f64)> = (0..30).map(|i| (f64::from(i) * 1.5, 30.0 + f64::from(i))).collect();
        let cells = cells(&chain);
        assert_eq!(regions(&cells).len(), 1, "one region");
        let close = close(&cells);
        let area: f64 = close.iter().map(Rect::unsigned_area).sum();
        assert!(area < 900.0, "{area} square degrees of a region of {}", regions(&cells)[0].unsigned_area());
        for (lon, lat) in chain {
            let inside = |frame: &Rect<f64>| frame.intersects(&Coord { x: lon, y: lat });
            assert!(close.iter().any(inside), "{lon}, {lat} in no detailed sheet");
        }
        let everywhere: Vec<(f64, f64)> =
            (-17..17).flat_map(|x| (-7..8).map(move |y| (f64::from(x) * 10.0, f64::from(y) * 10.0))).collect();
        let area: f64 = super::close(&super::cells(&everywhere)).iter().map(Rect::unsigned_area).sum();
        assert!(area > 2000.0 && area <= 2500.0);
    }

    #[test]
    fn steps_give_the_line_back() {
        let line = LineString::from(vec![(1.0, 2.0), (1.0, 2.000_01), (1.5, 1.0), (-0.5, 1.0)]);
        assert_eq!(steps(&line), [1000, 2000, 500, -1000, -2000, 0]);
    }
}
