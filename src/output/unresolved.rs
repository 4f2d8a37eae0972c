//! `unresolved.csv`: the names to look up, in the gazetteer's own columns.

use super::cell;
use crate::corpus::UnresolvedName;

/// How the file begins.
pub(super) const HEAD: &str = "name,lat,lon,kind,country";

/// The gazetteer's columns, in the order in which the contract lists them.
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
    "note",
];

/// The whole table: `lat` and `lon` empty, to be filled in; what is known of the name in `note`.
pub(super) fn table(names: &[UnresolvedName]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut row = |cells: [&str; 14]| table.write_record(cells).expect("a vector takes every row");
    row(COLUMNS);
    for name in names {
        row([
            &cell::text(&name.name),
            "",
            "",
            &cell::text(&name.kind),
            &cell::text(name.country.as_deref().unwrap_or_default()),
            &cell::text(name.within.as_deref().unwrap_or_default()),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            &cell::text(&note(name)),
        ]);
    }
    table.into_inner().expect("a vector takes every row")
}

fn note(name: &UnresolvedName) -> String {
    use std::fmt::Write;
    let documents = if name.documents == 1 { "document" } else { "documents" };
    let mut note = format!("{}× in {} {documents}", name.count, name.documents);
    if let Some(near) = &name.near {
        write!(note, "; perhaps {near}").expect("a string takes every text");
    }
    if let Some((lat, lon)) = name.guess {
        write!(note, "; perhaps near {lat:.3}, {lon:.3}").expect("a string takes every text");
    }
    if !name.context.is_empty() {
        note.push_str(": ");
        note.extend(name.context.split_whitespace().enumerate().flat_map(|(i, w)| [if i == 0 { "" } else { " " }, w]));
    }
    note
}
