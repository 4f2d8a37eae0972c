//! The columns of the formats that are tables, with the types of their cells.

use crate::output::view::{self, View};
use chrono::NaiveDate;
use serde_json::Value;
use std::borrow::Cow;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Day,
    Integer,
    Number,
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Text(Cow<'a, str>),
    Day(NaiveDate),
    Integer(i64),
    Number(f64),
}

/// Names and kinds, in order. Latitude and longitude stand before `uncertainty_km` where the format has no geometry.
pub(super) const COLUMNS: [(&str, Kind); 27] = [
    ("id", Kind::Text),
    ("title", Kind::Text),
    ("date", Kind::Day),
    ("end_date", Kind::Day),
    ("date_precision", Kind::Text),
    ("time", Kind::Text),
    ("type", Kind::Text),
    ("mode", Kind::Text),
    ("status", Kind::Text),
    ("claimed_by", Kind::Text),
    ("denied_by", Kind::Text),
    ("place", Kind::Text),
    ("place_id", Kind::Text),
    ("country", Kind::Text),
    ("place_basis", Kind::Text),
    ("uncertainty_km", Kind::Number),
    ("killed_min", Kind::Integer),
    ("killed_max", Kind::Integer),
    ("wounded_min", Kind::Integer),
    ("wounded_max", Kind::Integer),
    ("confidence", Kind::Number),
    ("reports", Kind::Integer),
    ("wordings", Kind::Integer),
    ("actors", Kind::Text),
    ("documents", Kind::Text),
    ("url", Kind::Text),
    ("quote", Kind::Text),
];

/// The cell of an event in a column; none where nothing is known, or where another program has put what is not of the
/// column's kind.
pub(super) fn cell<'a>(view: View<'a>, (name, kind): (&str, Kind)) -> Option<Cell<'a>> {
    let joined = |text: String| if text.is_empty() { None } else { Some(Cell::Text(text.into())) };
    let value = match name {
        "id" => return Some(Cell::Text(view.id().into())),
        "actors" => return joined(actors(view)),
        "documents" => return joined(view.documents().join("; ")),
        "url" | "quote" => &view.property("sources")[0][name],
        _ => view.property(name),
    };
    match (kind, value) {
        (Kind::Text, Value::String(text)) => Some(Cell::Text(text.into())),
        (Kind::Text, Value::Number(number)) => Some(Cell::Text(number.to_string().into())),
        (Kind::Day, value) => view::day(value).map(Cell::Day),
        (Kind::Integer, value) => value.as_i64().map(Cell::Integer),
        (Kind::Number, value) => value.as_f64().map(Cell::Number),
        _ => None,
    }
}

/// `Azerbaïdjan (actor); Nagorno-Karabakh (recipient)`
fn actors(view: View<'_>) -> String {
    let actors = view.property("actors").as_array().into_iter().flatten();
    let named = actors.filter_map(|a| Some(format!("{} ({})", a["name"].as_str()?, a["role"].as_str()?)));
    named.collect::<Vec<_>>().join("; ")
}
