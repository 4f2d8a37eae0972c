//! Points on the globe: what a distance, a direction or a line between two places comes to.
//!
//! All of it is geodesic on the WGS 84 ellipsoid (`geo`): right across the antimeridian and at the poles.

use crate::gazetteer::{Gazetteer, PlaceIx};
use geo::{Destination, Distance, Geodesic, InterpolatePoint, Point};
use std::cell::RefCell;

/// A point of latitude and longitude in decimal degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LatLon {
    /// -90 to 90.
    pub lat: f64,
    /// -180 to 180.
    pub lon: f64,
}

impl LatLon {
    /// The point of a latitude and a longitude.
    #[must_use]
    pub fn new(lat: f64, lon: f64) -> Self {
        Self { lat, lon }
    }

    /// Where the gazetteer has a place.
    pub(super) fn of_place(gazetteer: &Gazetteer, ix: PlaceIx) -> Self {
        let (lat, lon) = gazetteer.position_of(ix);
        Self { lat, lon }
    }

    fn point(self) -> Point<f64> {
        Point::new(self.lon, self.lat)
    }

    fn of(point: Point<f64>) -> Self {
        // 180 and -180 are one meridian; files show one of them.
        let mut lon = point.x();
        while lon >= 180.0 {
            lon -= 360.0;
        }
        while lon < -180.0 {
            lon += 360.0;
        }
        Self { lat: point.y(), lon }
    }

    /// Kilometres to another point.
    ///
    /// ```
    /// use dateline::place::LatLon;
    /// let km = LatLon::new(48.8566, 2.3522).km_to(LatLon::new(51.5074, -0.1278));
    /// assert!((km - 343.9).abs() < 0.5);
    /// ```
    #[must_use]
    pub fn km_to(self, other: Self) -> f64 {
        Geodesic.distance(self.point(), other.point()) / 1000.0
    }

    /// [`km_to`](Self::km_to), kept for the next time the two are asked for: texts speak of the same places again and again,
    /// and the ellipsoid is dear.
    pub(super) fn km_to_again(self, other: Self) -> f64 {
        KEPT.with_borrow_mut(|kept| {
            let points = [self.lat, self.lon, other.lat, other.lon].map(f64::to_bits);
            let mixed =
                points.iter().fold(0u64, |all, one| (all.rotate_left(17) ^ one).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            #[allow(clippy::cast_possible_truncation)] // the upper bits are the row
            let own = &mut kept[(mixed >> 48) as usize % DISTANCES];
            if own.0 != points {
                *own = (points, self.km_to(other));
            }
            own.1
        })
    }

    /// Whether another point is at most so many kilometres off: most are plainly nearer or plainly further, which a sphere
    /// tells at less cost than the ellipsoid.
    #[must_use]
    pub fn is_within(self, other: Self, km: f64) -> bool {
        let roughly = SpherePoint::of(self).km_to(SpherePoint::of(other));
        if roughly * SPHERE_TOLERANCE + 0.001 < km {
            return true;
        }
        roughly <= km * SPHERE_TOLERANCE + 0.001 && self.km_to(other) <= km
    }

    /// The point so many kilometres off in the direction of `bearing`, in degrees clockwise from north.
    ///
    /// ```
    /// use dateline::place::LatLon;
    /// let north = LatLon::new(40.0, 46.0).towards(0.0, 111.0);
    /// assert!((north.lat - 41.0).abs() < 0.01 && (north.lon - 46.0).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn towards(self, bearing: f64, km: f64) -> Self {
        Self::of(Geodesic.destination(self.point(), bearing, km * 1000.0))
    }

    /// The point half way to another on the shortest line.
    ///
    /// ```
    /// use dateline::place::LatLon;
    /// let middle = LatLon::new(0.0, 179.0).middle(LatLon::new(0.0, -179.0));
    /// assert!(middle.lon.abs() > 179.999);
    /// ```
    #[must_use]
    pub fn middle(self, other: Self) -> Self {
        Self::of(Geodesic.point_at_ratio_between(self.point(), other.point(), 0.5))
    }
}

/// Distances kept at once. One takes the place of another of the same bits.
const DISTANCES: usize = 1 << 10;

thread_local! {
    /// The distances asked for last; no point is nowhere.
    static KEPT: RefCell<Vec<([u64; 4], f64)>> = RefCell::new(vec![([u64::MAX; 4], 0.0); DISTANCES]);
}

/// The radius of curvature of the Earth's ellipsoid lies between 6,335 and 6,400 km, so the distances of two pairs of
/// places that on a sphere of a radius between differ by more than their ratio, 1.0101, are in the same order on the
/// ellipsoid.
pub(super) const SPHERE_TOLERANCE: f64 = 1.011;

/// The radius of that sphere.
pub(super) const SPHERE_KM: f64 = 6371.0;

/// A point of the sphere.
#[derive(Clone, Copy)]
pub(super) struct SpherePoint([f64; 3]);

impl SpherePoint {
    pub fn of(at: LatLon) -> Self {
        let (lat, lon) = (at.lat.to_radians(), at.lon.to_radians());
        Self([lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()])
    }

    /// Kilometres along the sphere.
    pub fn km_to(self, other: Self) -> f64 {
        2.0 * (self.chord_squared(other).sqrt() / 2.0).min(1.0).asin() * SPHERE_KM
    }

    /// The square of the straight line to another, of which the sphere's radius is one: in the order of the distances.
    pub fn chord_squared(self, other: Self) -> f64 {
        self.0.iter().zip(other.0).map(|(a, b)| (a - b) * (a - b)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::LatLon;
    use proptest::prelude::*;

    fn near(found: LatLon, lat: f64, lon: f64) {
        assert!(found.km_to(LatLon::new(lat, lon)) < 0.2, "{found:?} is not near {lat}, {lon}");
    }

    #[test]
    fn known_distances() {
        // Karney's test line JFK–LHR, and a degree of latitude at the equator and at the pole.
        let km = LatLon::new(40.6, -73.8).km_to(LatLon::new(51.6, -0.5));
        assert!((km - 5551.759).abs() < 0.001, "{km}");
        assert!((LatLon::new(0.0, 0.0).km_to(LatLon::new(1.0, 0.0)) - 110.574).abs() < 0.001);
        assert!((LatLon::new(89.0, 0.0).km_to(LatLon::new(90.0, 0.0)) - 111.694).abs() < 0.001);
        // Half the equator is longer than the way over the pole.
        assert!((LatLon::new(0.0, 0.0).km_to(LatLon::new(0.0, 180.0)) - 20003.931).abs() < 0.001);
    }

    #[test]
    fn within() {
        let paris = LatLon::new(48.8566, 2.3522);
        for (lat, lon) in [(51.5074, -0.1278), (48.86, 2.36), (-33.9, 151.2), (48.8566, 2.3522), (-48.8566, -177.6)] {
            let other = LatLon::new(lat, lon);
            let km = paris.km_to(other);
            for share in [0.5, 0.98, 0.9999, 1.0, 1.0001, 1.02, 2.0] {
                assert_eq!(paris.is_within(other, km * share), km <= km * share, "{lat} {lon} {share}");
            }
        }
    }

    #[test]
    fn directions() {
        let equator = LatLon::new(0.0, 0.0);
        near(equator.towards(90.0, 111.3195), 0.0, 1.0);
        near(equator.towards(180.0, 110.574), -1.0, 0.0);
        near(equator.towards(270.0, 111.3195), 0.0, -1.0);
    }

    #[test]
    fn across_the_antimeridian() {
        let fiji = LatLon::new(-17.0, 179.9);
        let east = fiji.towards(90.0, 50.0);
        assert!(east.lon < -179.0, "{east:?}");
        near(east.towards(270.0, 50.0), -17.0, 179.9);
        near(LatLon::new(10.0, 170.0).middle(LatLon::new(10.0, -170.0)), 10.151, -180.0);
        assert!(LatLon::new(0.0, 179.0).km_to(LatLon::new(0.0, -179.0)) < 223.0);
    }

    #[test]
    fn at_the_poles() {
        // Over the pole and down the other side.
        let over = LatLon::new(89.5, 30.0).towards(0.0, 111.694);
        assert!((over.lat - 89.5).abs() < 0.001 && (over.lon + 150.0).abs() < 0.01, "{over:?}");
        near(LatLon::new(80.0, 0.0).middle(LatLon::new(80.0, 180.0)), 90.0, 0.0);
        let from_pole = LatLon::new(-90.0, 0.0).towards(0.0, 100.0);
        assert!(from_pole.lat > -89.2 && from_pole.lat < -89.0, "{from_pole:?}");
    }

    proptest! {
        #[test]
        fn going_somewhere_is_that_far(lat in -89.9..89.9, lon in -180.0..180.0, bearing in 0.0..360.0, km in 0.0..2000.0) {
            let from = LatLon::new(lat, lon);
            let to = from.towards(bearing, km);
            prop_assert!(to.lat.abs() <= 90.0 && to.lon >= -180.0 && to.lon < 180.0);
            prop_assert!((from.km_to(to) - km).abs() < 1e-6);
        }

        #[test]
        fn the_middle_is_as_far_from_both(a in (-89.0..89.0, -180.0..180.0), b in (-89.0..89.0, -180.0..180.0)) {
            let (one, other) = (LatLon::new(a.0, a.1), LatLon::new(b.0, b.1));
            let middle = one.middle(other);
            let (left, right) = (one.km_to(middle), middle.km_to(other));
            prop_assert!((left - right).abs() < 1e-5 && (left + right - one.km_to(other)).abs() < 1e-5);
        }
    }
}
