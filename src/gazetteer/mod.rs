//! The gazetteer: places and the people and bodies that speak for them, from CSV files that anyone can edit.

mod place;

pub use place::{Kind, Place, PlaceIx};
