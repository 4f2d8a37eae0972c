//! Time expressions: what they say, symbolically, and which days that is, given a publication day.
//!
//! Takes tokens and verbs, gives [`TimeMention`]s ([`find`]); with a publication day, their [`Days`] ([`resolve`]) and
//! TIMEX3 values ([`timexes`]). Decides what a time expression means, never what happened then.

mod calendar;
mod days;
mod expression;
mod find;
mod iso;
mod numbers;
mod openers;
mod pattern;
mod resolve;
mod rules;
mod scan;
mod timex;

pub use days::{Days, PartOfDay, Precision};
pub use expression::{Amount, Anchor, Bound, Day, Expression, Modifier, Piece, TimeMention, Timed};
pub use find::{find, rule_names};
pub(crate) use iso::Iso;
pub use resolve::resolve;
pub use timex::{Timex, timex, timexes};
