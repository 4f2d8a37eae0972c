//! One CSV file, row by row: what each cell says, and every cell that says nothing usable.

use super::{Kind, Problem};
use csv::ByteRecord;
use std::path::{Path, PathBuf};

/// The columns that a file of places must have.
const NEEDED: [&str; 4] = ["name", "lat", "lon", "kind"];

/// Headings that people write for the contract's columns.
const OTHER_HEADINGS: [(&str, &str); 10] = [
    ("latitude", "lat"),
    ("y", "lat"),
    ("longitude", "lon"),
    ("lng", "lon"),
    ("long", "lon"),
    ("x", "lon"),
    ("nom", "name"),
    ("place", "name"),
    ("type", "kind"),
    ("feature", "kind"),
];

/// A usable row of a file of places.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub line: u64,
    pub name: String,
    pub lat: f64,
    pub lon: f64,
    pub kind: Kind,
    pub country: Option<String>,
    pub within: Option<String>,
    pub aliases: Vec<String>,
    pub demonyms: Vec<String>,
    pub capital_of: Option<String>,
    pub radius_km: Option<f64>,
    pub population: Option<u64>,
    pub ignore: Vec<String>,
    pub id: Option<String>,
}

/// A usable row of a file of actors.
#[derive(Clone, Debug)]
pub(super) struct ActorRow {
    pub name: String,
    pub acts_for: String,
    pub kind: String,
    pub aliases: Vec<String>,
}

/// What a file holds.
#[derive(Debug)]
pub(super) enum Rows {
    Places(Vec<Row>),
    Actors(Vec<ActorRow>),
}

/// Reads one file; what cannot be used goes to `problems`, the rest comes back.
pub(super) fn rows(file: &Path, bytes: &[u8], problems: &mut Vec<Problem>) -> Rows {
    let mut reader = Reader { file, headings: Vec::new(), problems };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        reader.tell(1, None, "", "the file is UTF-16", "save it as UTF-8");
        return Rows::Places(Vec::new());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut records = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = ByteRecord::new();
    // A reader over bytes in memory, flexible and unaware of text, has no way to fail; should it ever, it ends the file.
    if !records.read_byte_record(&mut record).unwrap_or(false) {
        reader.tell(1, None, "", "the file is empty", "write a header row: `name,lat,lon,kind,country`");
        return Rows::Places(Vec::new());
    }
    reader.headings = record.iter().map(|h| String::from_utf8_lossy(h).trim().to_lowercase()).collect();
    let actors = reader.headings.iter().any(|h| h == "acts_for");
    if !reader.header_is_usable(actors) {
        return Rows::Places(Vec::new());
    }
    let (mut places, mut people) = (Vec::new(), Vec::new());
    while records.read_byte_record(&mut record).unwrap_or(false) {
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|cell| cell.iter().all(u8::is_ascii_whitespace)) {
            continue;
        }
        let Some(cells) = reader.cells(&record, line) else { continue };
        if actors {
            people.extend(reader.actor(&cells, line));
        } else {
            places.extend(reader.place(&cells, line));
        }
    }
    if actors { Rows::Actors(people) } else { Rows::Places(places) }
}

struct Reader<'a> {
    file: &'a Path,
    headings: Vec<String>,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn tell(&mut self, line: u64, column: Option<&str>, value: &str, wrong: &str, mend: &str) {
        self.problems.push(Problem {
            file: PathBuf::from(self.file),
            line,
            column: column.map(str::to_owned),
            value: value.to_owned(),
            wrong: wrong.to_owned(),
            mend: mend.to_owned(),
        });
    }

    fn header_is_usable(&mut self, actors: bool) -> bool {
        if let [only] = self.headings.as_slice()
            && let Some(mark) = [';', '\t'].into_iter().find(|m| only.contains(*m))
        {
            let mark = if mark == '\t' { "tabs" } else { "semicolons" };
            self.tell(1, None, "", &format!("the columns are separated by {mark}"), "separate them by commas");
            return false;
        }
        let needed: &[&str] = if actors { &["name", "acts_for"] } else { &NEEDED };
        let mut usable = true;
        for column in needed {
            if self.headings.iter().any(|h| h == column) {
                continue;
            }
            usable = false;
            let other = OTHER_HEADINGS.iter().find(|(o, c)| c == column && self.headings.iter().any(|h| h == o));
            let mend = match other {
                Some((other, _)) => format!("rename the column {other} to {column}"),
                None => format!("add the column {column} to the header row and to every row"),
            };
            self.tell(1, Some(column), "", "the column is missing", &mend);
        }
        usable
    }

    /// The cells of a row as text, in the header's order; none where the row cannot be read.
    fn cells(&mut self, record: &ByteRecord, line: u64) -> Option<Vec<String>> {
        let columns = self.headings.len();
        if record.len() != columns {
            let (has, more) = (record.len(), record.len() > columns);
            let wrong = format!("the row has {has} cells and the header {columns}");
            let mend = if more {
                "put a cell that holds a comma into double quotes, and write decimals with a point"
            } else {
                "end the row with a comma for every cell left empty"
            };
            self.tell(line, None, "", &wrong, mend);
            return None;
        }
        let mut cells = Vec::with_capacity(columns);
        for (at, cell) in record.iter().enumerate() {
            if let Ok(text) = std::str::from_utf8(cell) {
                cells.push(text.trim().to_owned());
            } else {
                let (column, value) = (self.headings[at].clone(), String::from_utf8_lossy(cell).into_owned());
                self.tell(line, Some(&column), &value, "is not UTF-8", "save the file as UTF-8");
                return None;
            }
        }
        Some(cells)
    }

    fn cell<'c>(&self, cells: &'c [String], column: &str) -> &'c str {
        self.headings.iter().position(|h| h == column).map_or("", |at| cells[at].as_str())
    }

    fn some(&self, cells: &[String], column: &str) -> Option<String> {
        Some(self.cell(cells, column)).filter(|c| !c.is_empty()).map(str::to_owned)
    }

    fn list(&self, cells: &[String], column: &str) -> Vec<String> {
        let pieces = self.cell(cells, column).split('|').map(str::trim);
        pieces.filter(|p| !p.is_empty()).map(str::to_owned).collect()
    }

    /// A coordinate, or the problem with it told.
    fn degrees(&mut self, cells: &[String], column: &str, most: f64, line: u64) -> Option<f64> {
        let value = self.cell(cells, column).to_owned();
        let (wrong, mend) = match value.parse::<f64>() {
            Ok(degrees) if degrees.is_finite() && degrees.abs() <= most => return Some(degrees),
            Ok(_) => (
                format!("is beyond ±{most}"),
                if most < 100.0 {
                    "write the latitude in decimal degrees, -90 to 90 (is it the longitude?)".to_owned()
                } else {
                    "write the longitude in decimal degrees, -180 to 180".to_owned()
                },
            ),
            Err(_) if value.is_empty() => {
                ("the cell is empty".to_owned(), format!("write decimal degrees, -{most} to {most}"))
            }
            Err(_) => {
                let pointed = value.replacen(',', ".", 1);
                if pointed.parse::<f64>().is_ok() {
                    ("has a decimal comma".to_owned(), format!("write `{pointed}`"))
                } else if value.contains('°') || value.contains('\'') {
                    ("is not in decimal degrees".to_owned(), "write `39.76` rather than `39°45'36\"`".to_owned())
                } else {
                    ("is not a number".to_owned(), "write decimal degrees such as `39.76`".to_owned())
                }
            }
        };
        self.tell(line, Some(column), &value, &wrong, &mend);
        None
    }

    /// A number that may be missing; a cell that is no number counts as missing, once it is told.
    fn number(&mut self, cells: &[String], column: &str, line: u64) -> Option<f64> {
        let value = self.cell(cells, column).to_owned();
        if value.is_empty() {
            return None;
        }
        let number = value.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
        if number.is_none() {
            let mend = "write a number of 0 or more, without unit or spaces, or leave the cell empty";
            self.tell(line, Some(column), &value, "is not a number", mend);
        }
        number
    }

    fn place(&mut self, cells: &[String], line: u64) -> Option<Row> {
        let name = self.cell(cells, "name").to_owned();
        if name.is_empty() {
            self.tell(line, Some("name"), "", "the cell is empty", "write the name to show on the map");
        }
        // Every cell is looked at, so that one run names all that is wrong with a row.
        let lat = self.degrees(cells, "lat", 90.0, line);
        let lon = self.degrees(cells, "lon", 180.0, line);
        let kind_cell = self.cell(cells, "kind").to_owned();
        let kind = Kind::parse(&kind_cell);
        if kind.is_none() {
            let known = Kind::ALL.map(Kind::name).join(", ");
            let wrong = if kind_cell.is_empty() { "the cell is empty" } else { "is no kind" };
            self.tell(line, Some("kind"), &kind_cell, wrong, &format!("write one of {known}"));
        }
        let country_cell = self.cell(cells, "country").to_owned();
        let country_fits =
            country_cell.is_empty() || country_cell.len() == 2 && country_cell.bytes().all(|b| b.is_ascii_alphabetic());
        if !country_fits {
            let mend = "write the two letters of ISO 3166-1, such as `AM`, or leave the cell empty";
            self.tell(line, Some("country"), &country_cell, "is no country code", mend);
        }
        let radius_km = self.number(cells, "radius_km", line);
        let population = self.number(cells, "population", line);
        if name.is_empty() || !country_fits {
            return None;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not negative, and no town has 2^64
        let population = population.map(|p| p as u64);
        Some(Row {
            line,
            name,
            lat: lat?,
            lon: lon?,
            kind: kind?,
            country: Some(country_cell.to_ascii_uppercase()).filter(|c| !c.is_empty()),
            within: self.some(cells, "within"),
            aliases: self.list(cells, "aliases"),
            demonyms: self.list(cells, "demonyms"),
            capital_of: self.some(cells, "capital_of"),
            radius_km,
            population,
            ignore: self.list(cells, "ignore"),
            id: self.some(cells, "id"),
        })
    }

    fn actor(&mut self, cells: &[String], line: u64) -> Option<ActorRow> {
        let mut usable = true;
        for column in ["name", "acts_for"] {
            if self.cell(cells, column).is_empty() {
                usable = false;
                let mend = if column == "name" { "write the name" } else { "write the place it acts for" };
                self.tell(line, Some(column), "", "the cell is empty", mend);
            }
        }
        usable.then(|| ActorRow {
            name: self.cell(cells, "name").to_owned(),
            acts_for: self.cell(cells, "acts_for").to_owned(),
            kind: self.cell(cells, "kind").to_owned(),
            aliases: self.list(cells, "aliases"),
        })
    }
}
