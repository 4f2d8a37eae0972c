//! Events of one document: which trigger, day and place belong together, and who says so.

mod kinds;

pub use kinds::{EventType, PlaceBasis, Status};
