//! The formats beside the day files, one file each.

mod columns;
#[cfg(feature = "flatgeobuf")]
mod fgb;
mod geojsonl;
#[cfg(feature = "parquet")]
mod geoparquet;
mod kml;
mod table;

use super::sheet::Sheet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

pub(super) use geojsonl::Lines;

/// A format that the events are written in beside the day files, as one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// `events.csv`: a row an event; no cell starts a formula.
    Csv,
    /// `events.kml`: folders by day, with time spans for Google Earth's slider.
    Kml,
    /// `events.geojsonl`: a Feature a line, without the `time` member.
    Geojsonl,
    /// `events.fgb`: `FlatGeobuf` with its index. With the feature `flatgeobuf`, which is on by default.
    #[cfg(feature = "flatgeobuf")]
    Fgb,
    /// `events.parquet`: `GeoParquet` 1.1. With the feature `parquet`, which is on by default.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// Writes the sheets of a run, one after the other.
pub(super) trait Formatter {
    /// Writes the events of a file; those without a day come last.
    fn sheet(&mut self, sheet: &Sheet) -> io::Result<()>;

    /// Writes what has to stand at the end.
    fn end(self: Box<Self>) -> io::Result<()>;
}

impl Format {
    /// All that this program was built with.
    pub const ALL: &[Self] = &[
        Self::Csv,
        Self::Kml,
        Self::Geojsonl,
        #[cfg(feature = "flatgeobuf")]
        Self::Fgb,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// The name on the command line, and the ending of the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Kml => "kml",
            Self::Geojsonl => "geojsonl",
            #[cfg(feature = "flatgeobuf")]
            Self::Fgb => "fgb",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }

    /// The format of a name.
    ///
    /// ```
    /// use dateline::output::Format;
    /// assert_eq!(Format::parse("KML"), Some(Format::Kml));
    /// assert_eq!(Format::parse("xls"), None);
    /// ```
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.name().eq_ignore_ascii_case(name.trim()))
    }

    /// The file in the output folder.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Csv => "events.csv",
            Self::Kml => "events.kml",
            Self::Geojsonl => "events.geojsonl",
            #[cfg(feature = "flatgeobuf")]
            Self::Fgb => "events.fgb",
            #[cfg(feature = "parquet")]
            Self::Parquet => "events.parquet",
        }
    }

    /// How the file begins when dateline wrote it.
    pub(super) fn head(self) -> &'static str {
        match self {
            Self::Csv => "id,title,date,end_date",
            Self::Kml => kml::HEAD,
            Self::Geojsonl => r#"{"type":"Feature","id":"#,
            #[cfg(feature = "flatgeobuf")]
            Self::Fgb => fgb::HEAD,
            #[cfg(feature = "parquet")]
            Self::Parquet => geoparquet::HEAD,
        }
    }

    /// Whether a file that begins with this format's head may be another program's: every file of a binary format
    /// begins alike, and it is the writer's name near one of its ends that tells.
    pub(super) fn is_foreign(self, path: &Path) -> bool {
        let is_text = matches!(self, Self::Csv | Self::Kml | Self::Geojsonl);
        !is_text && near_ends(path).map_or_else(|error| error.kind() != io::ErrorKind::NotFound, |named| !named)
    }

    /// Writes this format to `out`.
    // Only the formats that are features can fail here.
    #[cfg_attr(not(any(feature = "flatgeobuf", feature = "parquet")), allow(clippy::unnecessary_wraps))]
    pub(super) fn formatter<'a>(self, out: &'a mut (dyn Write + Send)) -> io::Result<Box<dyn Formatter + 'a>> {
        Ok(match self {
            Self::Csv => Box::new(table::Table::new(out)),
            Self::Kml => Box::new(kml::Kml::new(out)),
            Self::Geojsonl => Box::new(Lines::new(out)),
            #[cfg(feature = "flatgeobuf")]
            Self::Fgb => Box::new(fgb::Fgb::new(out)?),
            #[cfg(feature = "parquet")]
            Self::Parquet => Box::new(geoparquet::GeoParquet::new(out)?),
        })
    }
}

/// Whether a file is empty or names dateline in its first or last bytes.
fn near_ends(path: &Path) -> io::Result<bool> {
    const NEAR: u64 = 16 << 10;
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    (&file).take(NEAR).read_to_end(&mut bytes)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(NEAR)))?;
    (&file).take(NEAR).read_to_end(&mut bytes)?;
    Ok(length == 0 || bytes.windows(8).any(|word| word == b"dateline"))
}
