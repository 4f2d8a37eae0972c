//! Across documents: publication days, and which reports are one event.

mod event;

pub use event::{
    Actor, Basis, Candidate, Event, EventPlace, Evidence, Published, Settled, SettledDocument, SettledPlace, Source,
    Toll, UnresolvedName,
};
