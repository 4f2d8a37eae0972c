//! Writes what the corpus settled: a GeoJSON file a day, the places, the work-list, the manifest, and other formats.
//!
//! Decides nothing about meaning. Every file is made in full before the first one is put in its place, so a reader sees
//! the file of the run before or of this one, never half, and a run that fails leaves the folder as it was.
//!
//! ```
//! use dateline::corpus::Settled;
//! use dateline::output::{self, Manifest};
//! let folder = tempfile::tempdir()?;
//! let manifest = Manifest { version: "0.1.0".into(), gazetteer_sha256: "e3b0c442".into() };
//! let written = output::write(&Settled::default(), &manifest, folder.path(), &[])?;
//! assert_eq!(written.events, 0);
//! assert!(folder.path().join("index.json").is_file());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod basemap;
mod cell;
mod contents;
mod error;
pub mod explain;
mod feature;
mod filter;
mod folder;
mod formats;
mod index;
mod json;
pub mod page;
mod places;
mod reread;
mod sheet;
mod style;
mod unresolved;
mod view;

pub use error::Error;
pub use feature::to_json;
pub use filter::Filter;
pub use formats::Format;
pub use index::Manifest;
pub use style::Style;

use crate::corpus::{Settled, SettledArchive};
use contents::{Contents, Sheets};
use sheet::Sheet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What was written, in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The folder.
    pub folder: PathBuf,
    /// Documents in the manifest.
    pub documents: usize,
    /// Events, those without a day among them.
    pub events: usize,
    /// Day files.
    pub days: usize,
    /// Events in `undated.geojson`.
    pub undated: usize,
    /// Places in `places.geojson`.
    pub places: usize,
    /// Names in `unresolved.csv`.
    pub unresolved: usize,
    /// Files whose bytes differ from those of the run before, removed ones among them.
    pub changed: usize,
}

/// Writes the output folder, and beside the day files one file for each of `formats`.
///
/// The folder is made where there is none. Day files of an earlier run whose day has no event any more are removed;
/// a file whose bytes would not change is left alone; nothing that dateline did not write is touched.
///
/// # Errors
/// Where the folder cannot be written, another run is writing it, or a file of another program stands in the way. The
/// folder is then as it was.
pub fn write(settled: &Settled, manifest: &Manifest, folder: &Path, formats: &[Format]) -> Result<Written, Error> {
    folder::write(Contents::of(settled, manifest), folder, formats)
}

/// [`write()`] for a settled archive, of whose events only those are written that `filter` keeps.
///
/// # Errors
/// As [`write()`], and where the archive cannot be read.
pub fn write_archive(
    archive: &SettledArchive<'_>,
    filter: &Filter,
    manifest: &Manifest,
    folder: &Path,
    formats: &[Format],
) -> Result<Written, Error> {
    folder::write(Contents::of_archive(archive, filter, manifest), folder, formats)
}

/// [`lines`] for a settled archive, of whose events only those are written that `filter` keeps.
///
/// # Errors
/// Where `out` cannot be written or the archive cannot be read.
pub fn archive_lines(archive: &SettledArchive<'_>, filter: &Filter, out: impl Write) -> Result<usize, Error> {
    write_lines(contents::sheets_of_archive(archive, filter), out)
}

/// Reads the folder `from`, which [`write()`] wrote, and writes what `filter` keeps of it to `to`.
///
/// Members that this version does not know are kept. Documents, places and unresolved names stay, with the events
/// counted anew, so that filtering a written folder and filtering before writing give the same bytes.
///
/// # Errors
/// Where `from` is no such folder or cannot be read, where `to` is the same folder, and as [`write()`] does.
pub fn filter(from: &Path, to: &Path, filter: &Filter, formats: &[Format]) -> Result<Written, Error> {
    if let (Ok(a), Ok(b)) = (from.canonicalize(), to.canonicalize())
        && a == b
    {
        return Err(Error::SameFolder(to.to_owned()));
    }
    folder::write(reread::contents(from, filter)?, to, formats)
}

/// Writes what `filter` keeps of the folder `from` as GeoJSON lines, and says how many.
///
/// # Errors
/// Where `from` cannot be read, or `out` written.
pub fn filter_lines(from: &Path, filter: &Filter, out: impl Write) -> Result<usize, Error> {
    write_lines(reread::contents(from, filter)?.sheets, out)
}

/// Writes the events as GeoJSON lines: one Feature a line, without the `time` member. Says how many.
///
/// # Errors
/// Where `out` cannot be written.
pub fn lines(settled: &Settled, out: impl Write) -> Result<usize, Error> {
    write_lines(contents::sheets_of(settled), out)
}

fn write_lines(mut sheets: Sheets<'_>, out: impl Write) -> Result<usize, Error> {
    let mut out = io::BufWriter::new(out);
    let mut count = 0;
    let (mut some, mut text) = (contents::some_sheets(&mut *sheets)?, Vec::new());
    while !(some.is_empty() && text.is_empty()) {
        count += some.iter().map(Sheet::len).sum::<usize>();
        // While the text of the sheets before is written, these become text and the next ones are made.
        let (mut made, mut next) = (Ok(Vec::new()), Ok(Vec::new()));
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| made = some.iter().map(Sheet::timeless_text).collect::<io::Result<Vec<_>>>());
            scope.spawn(|_| next = contents::some_sheets(&mut *sheets));
            text.iter().flatten().try_for_each(|line: &Vec<u8>| out.write_all(line))
        })
        .map_err(Error::Stream)?;
        text = made.map_err(Error::Stream)?;
        some = next?;
    }
    out.flush().map_err(Error::Stream)?;
    Ok(count)
}
