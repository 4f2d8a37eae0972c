//! Time expressions: what they say, symbolically, and which days that is, given a publication day.

mod days;

pub use days::{Days, PartOfDay, Precision};
