//! Across documents: when undated ones were published, and which reports are one event.
//!
//! Sees compact [`Reading`]s, never texts. [`settle`] is independent of the order of the documents and linear in
//! their number: what documents share is found through indexes.

mod archive;
mod confidence;
mod event;
mod id;
mod linking;
mod merge;
mod names;
mod pack;
mod publication;
mod reading;
mod settle;
mod spool;
mod telling;
mod text;
mod words;

pub use crate::event::Toll;
pub use archive::{Archive, DayOfEvents, Packed, Packer, SettledArchive};
pub use event::{
    Actor, Basis, Candidate, Event, EventPlace, Evidence, Published, Settled, SettledDocument, SettledPlace, Source,
    UnresolvedName,
};
pub use linking::days_of;
pub use publication::Clues;
pub use reading::{Detail, Reading, Wanted};
pub use settle::settle;
pub use text::Text;
