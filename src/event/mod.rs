//! Events of one document: which trigger, day and place belong together, and who says so.
//!
//! Takes a document with its mentions, gives [`Report`]s: what this document says happened, where, when, and on
//! whose word. What is only feared, asked for, negated or supposed is turned down, with the reason.

mod assemble;
mod company;
mod context;
mod counting;
mod denial;
mod ellipsis;
mod finishing;
mod grounds;
mod kinds;
mod placing;
mod report;
mod scope;
mod sides;
mod site;
mod speaker;
mod toll;
mod triggers;
mod when;

pub(crate) use assemble::reports;
pub use assemble::{Told, read};
pub use kinds::{EventType, PlaceBasis, Status};
pub use report::{Actor, Proof, Report, ReportPlace, Toll, TurnedDown, When};
