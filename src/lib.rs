//! dateline reads news dispatches into dated, placed events.

pub mod corpus;
pub mod document;
pub mod event;
pub mod gazetteer;
pub mod language;
pub mod output;
pub mod place;
pub mod syntax;
pub mod time;
