//! One CSV file, row by row: what each cell says, and every cell that says nothing usable.

use super::{Kind, Problem};
use csv::{ByteRecord, StringRecord};
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

/// A usable row of a file of places; lists as their cells write them, separated by `|`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub line: u64,
    pub name: &'a str,
    pub lat: f64,
    pub lon: f64,
    pub kind: Kind,
    pub country: Option<[u8; 2]>,
    pub within: Option<&'a str>,
    pub aliases: &'a str,
    pub demonyms: &'a str,
    pub capital_of: Option<&'a str>,
    pub radius_km: Option<f64>,
    pub population: Option<u64>,
    pub ignore: &'a str,
    pub id: Option<&'a str>,
}

/// A usable row of a file of actors.
#[derive(Clone, Copy, Debug)]
pub(super) struct ActorRow<'a> {
    pub name: &'a str,
    pub acts_for: &'a str,
    pub kind: &'a str,
    pub aliases: &'a str,
}

/// What a file holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Line<'a> {
    Place(Row<'a>),
    Actor(ActorRow<'a>),
}

/// Reads one file: what cannot be used goes to `problems`, and `take` gets the other rows one after the other, of those
/// whose country is `wanted`.
pub(super) fn each(
    file: &Path,
    bytes: &[u8],
    problems: &mut Vec<Problem>,
    wanted: impl Fn(Option<[u8; 2]>) -> bool,
    mut take: impl FnMut(Line, &mut Vec<Problem>),
) {
    let mut reader = Reader { file, headings: Vec::new(), columns: [None; COLUMNS.len()], problems };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        reader.tell(1, None, "", "the file is UTF-16", "save it as UTF-8");
        return;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut records = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = ByteRecord::new();
    // A reader over bytes in memory, flexible and unaware of text, has no way to fail; should it ever, it ends the file.
    if !records.read_byte_record(&mut record).unwrap_or(false) {
        reader.tell(1, None, "", "the file is empty", "write a header row: `name,lat,lon,kind,country`");
        return;
    }
    reader.headings = record.iter().map(|h| String::from_utf8_lossy(h).trim().to_lowercase()).collect();
    reader.columns = COLUMNS.map(|column| reader.headings.iter().position(|heading| heading == column));
    let actors = reader.headings.iter().any(|h| h == "acts_for");
    if !reader.header_is_usable(actors) {
        return;
    }
    while records.read_byte_record(&mut record).unwrap_or(false) {
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|cell| cell.iter().all(u8::is_ascii_whitespace)) {
            continue;
        }
        let text = match reader.text(record, line) {
            Ok(text) => text,
            Err(unread) => {
                record = unread;
                continue;
            }
        };
        if !wanted(country_code(reader.cell(&text, Column::Country))) {
            record = text.into_byte_record();
            continue;
        }
        let usable = if actors {
            reader.actor(&text, line).map(Line::Actor)
        } else {
            reader.place(&text, line).map(Line::Place)
        };
        if let Some(usable) = usable {
            take(usable, reader.problems);
        }
        record = text.into_byte_record();
    }
}

/// The columns that are read, in the order of [`Column`].
const COLUMNS: [&str; 14] = [
    "name",
    "lat",
    "lon",
    "kind",
    "country",
    "within",
    "aliases",
    "demonyms",
    "capital_of",
    "radius_km",
    "population",
    "ignore",
    "id",
    "acts_for",
];

/// A column that is read.
#[derive(Clone, Copy)]
enum Column {
    Name,
    Lat,
    Lon,
    Kind,
    Country,
    Within,
    Aliases,
    Demonyms,
    CapitalOf,
    RadiusKm,
    Population,
    Ignore,
    Id,
    ActsFor,
}

impl Column {
    fn name(self) -> &'static str {
        COLUMNS[self as usize]
    }
}

struct Reader<'a> {
    file: &'a Path,
    headings: Vec<String>,
    columns: [Option<usize>; COLUMNS.len()],
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

    /// The cells of a row as text, in the header's order; the row itself where it cannot be read.
    fn text(&mut self, record: ByteRecord, line: u64) -> Result<StringRecord, ByteRecord> {
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
            return Err(record);
        }
        StringRecord::from_byte_record(record).map_err(|error| {
            let at = error.utf8_error().field();
            let record = error.into_byte_record();
            let value = record.get(at).map(|cell| String::from_utf8_lossy(cell).into_owned()).unwrap_or_default();
            let column = self.headings.get(at).cloned();
            self.tell(line, column.as_deref(), &value, "is not UTF-8", "save the file as UTF-8");
            record
        })
    }

    fn cell<'c>(&self, cells: &'c StringRecord, column: Column) -> &'c str {
        self.columns[column as usize].and_then(|at| cells.get(at)).unwrap_or_default().trim()
    }

    fn some<'c>(&self, cells: &'c StringRecord, column: Column) -> Option<&'c str> {
        Some(self.cell(cells, column)).filter(|c| !c.is_empty())
    }

    /// A coordinate, or the problem with it told.
    fn degrees(&mut self, cells: &StringRecord, column: Column, most: f64, line: u64) -> Option<f64> {
        let value = self.cell(cells, column);
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
        self.tell(line, Some(column.name()), value, &wrong, &mend);
        None
    }

    /// A number that may be missing; a cell that is no number counts as missing, once it is told.
    fn number(&mut self, cells: &StringRecord, column: Column, line: u64) -> Option<f64> {
        let value = self.some(cells, column)?;
        let number = value.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
        if number.is_none() {
            let mend = "write a number of 0 or more, without unit or spaces, or leave the cell empty";
            self.tell(line, Some(column.name()), value, "is not a number", mend);
        }
        number
    }

    fn place<'c>(&mut self, cells: &'c StringRecord, line: u64) -> Option<Row<'c>> {
        let name = self.cell(cells, Column::Name);
        let named = is_name(name);
        if !named {
            let wrong = if name.is_empty() { "the cell is empty" } else { "holds no letter and no digit" };
            self.tell(line, Some("name"), name, wrong, "write the name to show on the map");
        }
        // Every cell is looked at, so that one run names all that is wrong with a row.
        let lat = self.degrees(cells, Column::Lat, 90.0, line);
        let lon = self.degrees(cells, Column::Lon, 180.0, line);
        let kind_cell = self.cell(cells, Column::Kind);
        let kind = Kind::parse(kind_cell);
        if kind.is_none() {
            let known = Kind::ALL.map(Kind::name).join(", ");
            let wrong = if kind_cell.is_empty() { "the cell is empty" } else { "is no kind" };
            self.tell(line, Some("kind"), kind_cell, wrong, &format!("write one of {known}"));
        }
        let country_cell = self.cell(cells, Column::Country);
        let country = country_code(country_cell);
        let country_fits = country_cell.is_empty() || country.is_some();
        if !country_fits {
            let mend = "write the two letters of ISO 3166-1, such as `AM`, or leave the cell empty";
            self.tell(line, Some("country"), country_cell, "is no country code", mend);
        }
        let radius_km = self.number(cells, Column::RadiusKm, line);
        let population = self.number(cells, Column::Population, line);
        if !named || !country_fits {
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
            country,
            within: self.some(cells, Column::Within),
            aliases: self.cell(cells, Column::Aliases),
            demonyms: self.cell(cells, Column::Demonyms),
            capital_of: self.some(cells, Column::CapitalOf),
            radius_km,
            population,
            ignore: self.cell(cells, Column::Ignore),
            id: self.some(cells, Column::Id),
        })
    }

    fn actor<'c>(&mut self, cells: &'c StringRecord, line: u64) -> Option<ActorRow<'c>> {
        let mut usable = true;
        for column in [Column::Name, Column::ActsFor] {
            if self.cell(cells, column).is_empty() {
                usable = false;
                let mend = match column {
                    Column::Name => "write the name",
                    _ => "write the place it acts for",
                };
                self.tell(line, Some(column.name()), "", "the cell is empty", mend);
            }
        }
        usable.then(|| ActorRow {
            name: self.cell(cells, Column::Name),
            acts_for: self.cell(cells, Column::ActsFor),
            kind: self.cell(cells, Column::Kind),
            aliases: self.cell(cells, Column::Aliases),
        })
    }
}

/// Whether something is left of a name when it is folded: no text can be searched for signs alone, nor an id be made of
/// them.
fn is_name(name: &str) -> bool {
    name.bytes().any(|b| b.is_ascii_alphanumeric())
        || !name.is_ascii() && crate::document::fold::fold(name).chars().any(char::is_alphanumeric)
}

/// A country's code in capitals; none where it is none.
pub(super) fn country_code(cell: &str) -> Option<[u8; 2]> {
    match cell.as_bytes() {
        [one, other] if one.is_ascii_alphabetic() && other.is_ascii_alphabetic() => {
            Some([one.to_ascii_uppercase(), other.to_ascii_uppercase()])
        }
        _ => None,
    }
}
