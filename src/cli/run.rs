//! The one place where the commands call the rooms that read.

use anyhow::{Result, bail};
use chrono::NaiveDate;
use dateline::corpus::Settled;
use dateline::output::Manifest;
use dateline::output::explain::Explained;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is to be read, and with what.
pub struct Inputs<'a> {
    /// Files, folders, or `-`.
    pub paths: &'a [PathBuf],
    /// Gazetteer files and folders, later ones over the ones before; the built-in one where there is none.
    pub gazetteer: &'a [PathBuf],
    /// The publication day of documents that state none.
    pub published: Option<NaiveDate>,
}

/// Something that went wrong and stopped nothing.
pub struct Problem {
    /// What, where, and how to mend it.
    pub message: String,
    /// Whether a document is lost by it.
    pub lost: bool,
}

/// What was read.
pub struct Read {
    pub settled: Settled,
    pub manifest: Manifest,
    pub problems: Vec<Problem>,
}

/// A place as `gazetteer find` shows it.
pub struct Found {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub country: Option<String>,
    pub within: Option<String>,
    pub lat: f64,
    pub lon: f64,
    pub aliases: Vec<String>,
}

/// Reads the documents and settles the corpus.
pub fn extract(inputs: &Inputs<'_>) -> Result<Read> {
    not_wired(inputs.paths, inputs.gazetteer, inputs.published)
}

/// Reads the documents and says of each what was read in it.
pub fn explain(inputs: &Inputs<'_>) -> Result<(Vec<Explained>, Vec<Problem>)> {
    not_wired(inputs.paths, inputs.gazetteer, inputs.published)
}

/// The ids of the places of these names and of all that lies within them.
///
/// # Errors
/// Where the gazetteer has no place of a name.
pub fn places(gazetteer: &[PathBuf], names: &[String]) -> Result<BTreeSet<String>> {
    not_wired(names, gazetteer, None)
}

/// Checks a gazetteer: the number of its places, and every row that cannot be used.
pub fn check(gazetteer: &[PathBuf]) -> Result<(usize, Vec<String>)> {
    not_wired::<(), _>(&[], gazetteer, None)
}

/// The places of a name.
pub fn find(gazetteer: &[PathBuf], name: &str) -> Result<Vec<Found>> {
    not_wired(&[name], gazetteer, None)
}

fn not_wired<N, T>(_names: &[N], _gazetteer: &[PathBuf], _published: Option<NaiveDate>) -> Result<T> {
    bail!("not wired: this build cannot read documents or gazetteers yet")
}
