//! Reads news dispatches into dated, placed events.
//!
//! A dispatch begins with a dateline: a place and a day. This crate finds the place and the day of everything else in
//! it, who says so, and which dispatches tell the same event. What the command `dateline` does, a program can do:
//!
//! ```
//! use dateline::corpus::{self, Reading};
//! use dateline::{document::Document, gazetteer::Gazetteer, language::Language, output};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let gazetteer = Gazetteer::load(&["gazetteer".into()])?.gazetteer;
//!     let language = Language::french();
//!     let text = "Bakou, 5 oct 2020 (ACN) - Gandja a été bombardée lundi, selon le parquet.";
//!     let document = Document::new("depeche.txt", text, language);
//!     let readings = vec![Reading::of(&document, &gazetteer, language)];
//!     let (settled, _warnings) = corpus::settle(readings, &gazetteer, None);
//!     for event in &settled.events {
//!         assert_eq!(event.title, "Bombardement — Gandja — 2020-10-05");
//!         assert_eq!(event.status.name(), "claimed");
//!     }
//!     output::lines(&settled, std::io::stdout())?;
//!     Ok(())
//! }
//! ```
//!
//! Whole folders are read by [`document::read`], on every core; [`output::write`](output::write()) makes the folder of
//! day files; [`output::Filter`] chooses among the events; [`output::explain`] shows why each is one.
//!
//! # The rooms
//!
//! One job a room, and each knows only the rooms above it:
//!
//! | room | takes | gives |
//! | --- | --- | --- |
//! | [`language`] | tables | what a language says, as data; decides nothing |
//! | [`document`] | bytes | [`Document`](document::Document)s: text, blocks, sentences, tokens |
//! | [`syntax`] | tokens | verb groups and clauses |
//! | [`time`] | tokens, verbs | what time expressions say; with a publication day, which [`Days`](time::Days) |
//! | [`gazetteer`] | CSV files | a [`Gazetteer`](gazetteer::Gazetteer): places, people and bodies, their names |
//! | [`place`] | tokens, a gazetteer | which place a name is, and whether it is a place there at all |
//! | [`event`] | a document and its mentions | [`Report`](event::Report)s: what it says happened, where, when, who says so |
//! | [`corpus`] | the reports of all documents | publication days; [`Event`](corpus::Event)s |
//! | [`output`] | events, places, names | files |
//!
//! # What holds everywhere
//!
//! * The text is never changed. Whatever is said of it is a [`Span`](document::Span) of it, with the rule that said it.
//! * A time expression is first what it says; only a publication day makes it days. So an undated document can be tried
//!   at every day.
//! * No clock, no network, no chance: the same documents, gazetteer and version give the same bytes.
//! * Bad input never panics and never costs the good input beside it.
//!
//! What counts as an event is laid down in `docs/coding.md` of the repository.

pub mod corpus;
pub mod document;
pub mod event;
pub mod gazetteer;
pub mod language;
pub mod output;
pub mod place;
pub mod syntax;
pub mod time;

/// The README's example runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
