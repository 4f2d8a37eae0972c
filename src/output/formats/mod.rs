//! The formats beside the day files, one file each.

mod geojsonl;
mod kml;
mod table;

use super::sheet::Sheet;
use std::io::{self, Write};

/// A format that the events are written in beside the day files, as one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// `events.csv`: a row an event; no cell starts a formula.
    Csv,
    /// `events.kml`: folders by day, with time spans for Google Earth's slider.
    Kml,
    /// `events.geojsonl`: a Feature a line, without the `time` member.
    Geojsonl,
}

/// Writes the sheets of a run, one after the other.
pub(super) trait Formatter {
    /// Writes the events of a file; those without a day come last.
    fn sheet(&mut self, sheet: &Sheet) -> io::Result<()>;

    /// Writes what has to stand at the end.
    fn end(self: Box<Self>) -> io::Result<()>;
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Kml, Self::Geojsonl];

    /// The name on the command line, and the ending of the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Kml => "kml",
            Self::Geojsonl => "geojsonl",
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
        Self::ALL.into_iter().find(|f| f.name().eq_ignore_ascii_case(name.trim()))
    }

    /// The file in the output folder.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Csv => "events.csv",
            Self::Kml => "events.kml",
            Self::Geojsonl => "events.geojsonl",
        }
    }

    /// How the file begins when dateline wrote it.
    pub(super) fn head(self) -> &'static str {
        match self {
            Self::Csv => "id,title,date,end_date",
            Self::Kml => kml::HEAD,
            Self::Geojsonl => r#"{"type":"Feature","id":"#,
        }
    }

    /// Writes this format to `out`.
    pub(super) fn formatter<'a>(self, out: &'a mut dyn Write) -> Box<dyn Formatter + 'a> {
        match self {
            Self::Csv => Box::new(table::Table::new(out)),
            Self::Kml => Box::new(kml::Kml::new(out)),
            Self::Geojsonl => Box::new(geojsonl::Lines::new(out)),
        }
    }
}
