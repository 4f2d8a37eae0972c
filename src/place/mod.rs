//! place
#![allow(dead_code)]
mod geometry;
mod mention;
pub use geometry::LatLon;
pub use mention::{PlaceMention, RelationKind, Role, Toponym};
