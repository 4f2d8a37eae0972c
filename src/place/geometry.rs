//! Points on the globe: what a distance, a direction or a line between two places comes to.
//!
//! All of it is geodesic on the WGS 84 ellipsoid (`geo`): right across the antimeridian and at the poles.

use geo::{Destination, Distance, Geodesic, InterpolatePoint, Point};

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
