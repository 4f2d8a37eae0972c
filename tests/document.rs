//! The `document` room: tables of blocks, datelines, tokens and sentences; files in every coding; properties.

#[path = "document/blocks.rs"]
mod blocks;
#[path = "document/hostile.rs"]
mod hostile;
#[path = "document/properties.rs"]
mod properties;
#[path = "document/reading.rs"]
mod reading;
#[path = "document/words.rs"]
mod words;

use std::path::PathBuf;

/// The rows of a table in tests/document.
fn table(name: &str) -> Vec<Vec<String>> {
    let path = folder().join(name);
    let mut rows = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    rows.records().map(|row| row.expect("a row of the table").iter().map(str::to_owned).collect()).collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/document")
}
