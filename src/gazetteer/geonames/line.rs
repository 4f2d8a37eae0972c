//! A line of a GeoNames dump, and how a file of them is told from other files.

use super::super::Problem;
use super::super::read::country_code;
use std::path::Path;

/// The columns of a dump, as the readme of GeoNames names them.
const COLUMNS: [&str; 19] = [
    "geonameid",
    "name",
    "asciiname",
    "alternatenames",
    "latitude",
    "longitude",
    "feature class",
    "feature code",
    "country code",
    "cc2",
    "admin1 code",
    "admin2 code",
    "admin3 code",
    "admin4 code",
    "population",
    "elevation",
    "dem",
    "timezone",
    "modification date",
];

/// What a file is by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Shape {
    /// A table of ours, or anything else.
    Csv,
    /// A dump of places: 19 columns separated by tabs.
    Dump,
    /// Alternate names: 8 or 10 columns separated by tabs.
    Alternates,
}

impl Shape {
    /// What the file is that starts with these bytes: most of its first lines decide, so that a bad one does not.
    pub fn of(start: &[u8]) -> Self {
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let lines = start.split(|b| *b == b'\n').filter(|line| !line.is_empty()).take(50);
        let (mut all, mut dump, mut alternates) = (0, 0, 0);
        for line in lines {
            let line = String::from_utf8_lossy(line);
            let cells: Vec<&str> = line.trim_end_matches('\r').split('\t').collect();
            let number = |at: usize| cells[at].bytes().all(|b| b.is_ascii_digit()) && !cells[at].is_empty();
            let degrees = |at: usize| cells[at].parse::<f64>().is_ok();
            all += 1;
            dump += usize::from(cells.len() == COLUMNS.len() && number(0) && degrees(4) && degrees(5));
            alternates += usize::from(matches!(cells.len(), 8 | 10) && number(0) && number(1));
        }
        match () {
            () if dump * 2 > all => Self::Dump,
            () if alternates * 2 > all => Self::Alternates,
            () => Self::Csv,
        }
    }
}

/// A line of a dump.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Feature<'a> {
    pub id: u32,
    pub name: &'a str,
    pub ascii: &'a str,
    pub alternates: &'a str,
    pub lat: f64,
    pub lon: f64,
    pub class: &'a str,
    pub code: &'a str,
    pub country: Option<[u8; 2]>,
    pub admin1: &'a str,
    pub admin2: &'a str,
    pub population: u64,
}

/// What is wrong with a line: the column, its value, what about it, and what to do.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    column: Option<usize>,
    value: String,
    what: String,
    mend: &'static str,
}

impl Wrong {
    pub fn at(self, file: &Path, line: u64) -> Problem {
        Problem {
            file: file.to_owned(),
            line,
            column: self.column.map(|at| COLUMNS[at].to_owned()),
            value: self.value,
            wrong: self.what,
            mend: self.mend.to_owned(),
        }
    }
}

const FETCH_AGAIN: &str = "unpack the file again, it may have been cut off or edited";

impl<'a> Feature<'a> {
    /// Reads a line without its end.
    pub fn read(line: &'a [u8]) -> Result<Self, Wrong> {
        let Ok(text) = std::str::from_utf8(line) else {
            let value = String::from_utf8_lossy(line).split('\t').nth(1).unwrap_or_default().to_owned();
            let wrong = "is not UTF-8".to_owned();
            return Err(Wrong { column: Some(1), value, what: wrong, mend: "save the file as UTF-8" });
        };
        let mut cells = [""; COLUMNS.len()];
        let mut count = 0;
        for cell in text.trim_end_matches('\r').split('\t') {
            if let Some(place) = cells.get_mut(count) {
                *place = cell;
            }
            count += 1;
        }
        if count != COLUMNS.len() {
            let wrong = format!("the line has {count} columns and a line of a dump {}", COLUMNS.len());
            return Err(Wrong { column: None, value: String::new(), what: wrong, mend: FETCH_AGAIN });
        }
        let bad = |column: usize, wrong: &str, mend| Wrong {
            column: Some(column),
            value: cells[column].to_owned(),
            what: wrong.to_owned(),
            mend,
        };
        let id = cells[0]
            .trim_start_matches('\u{feff}')
            .parse()
            .map_err(|_| bad(0, "is no number of a place", FETCH_AGAIN))?;
        if cells[1].trim().is_empty() {
            return Err(bad(1, "the cell is empty", "write the name of the place"));
        }
        let degrees = |column: usize, most: f64| match cells[column].parse::<f64>() {
            Ok(degrees) if degrees.is_finite() && degrees.abs() <= most => Ok(degrees),
            Ok(_) => Err(bad(column, &format!("is beyond ±{most}"), "write decimal degrees")),
            Err(_) => Err(bad(column, "is not a number", "write decimal degrees such as `39.76`")),
        };
        let (lat, lon) = (degrees(4, 90.0)?, degrees(5, 180.0)?);
        let population = match cells[14] {
            "" => 0,
            people => people.parse().map_err(|_| bad(14, "is not a number", "write how many live there, or 0"))?,
        };
        Ok(Self {
            id,
            name: cells[1].trim(),
            ascii: cells[2].trim(),
            alternates: cells[3],
            lat,
            lon,
            class: cells[6],
            code: cells[7],
            country: country_code(cells[8]),
            admin1: cells[10],
            admin2: cells[11],
            population,
        })
    }
}
