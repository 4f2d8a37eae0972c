//! A table, a row an event.

use super::Formatter;
use crate::output::cell;
use crate::output::sheet::Sheet;
use crate::output::view::View;
use serde_json::Value;
use std::borrow::Cow;
use std::io::{self, Write};

/// Properties that stand in a column of their own name, before the coordinates and after them.
const BEFORE: [&str; 14] = [
    "title",
    "date",
    "end_date",
    "date_precision",
    "time",
    "type",
    "mode",
    "status",
    "claimed_by",
    "denied_by",
    "place",
    "place_id",
    "country",
    "place_basis",
];
const AFTER: [&str; 8] =
    ["uncertainty_km", "killed_min", "killed_max", "wounded_min", "wounded_max", "confidence", "reports", "wordings"];

pub(super) struct Table<'a> {
    out: csv::Writer<&'a mut dyn Write>,
    headed: bool,
}

impl<'a> Table<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out: csv::Writer::from_writer(out), headed: false }
    }

    fn head(&mut self) -> csv::Result<()> {
        if std::mem::replace(&mut self.headed, true) {
            return Ok(());
        }
        let columns = ["id"].into_iter().chain(BEFORE).chain(["lat", "lon"]).chain(AFTER);
        self.out.write_record(columns.chain(["actors", "documents", "url", "quote"]))
    }

    fn row(&mut self, view: View<'_>) -> csv::Result<()> {
        let point = view.point();
        let coordinate = |i: usize| point.map_or(String::new(), |p| p[i].to_string());
        let source = &view.property("sources")[0];
        self.out.write_field(&*cell::text(view.id()))?;
        for key in BEFORE {
            self.out.write_field(&*cell_of(view.property(key)))?;
        }
        self.out.write_field(coordinate(1))?;
        self.out.write_field(coordinate(0))?;
        for key in AFTER {
            self.out.write_field(&*cell_of(view.property(key)))?;
        }
        self.out.write_field(&*cell::text(&actors(view)))?;
        self.out.write_field(&*cell::text(&view.documents().join("; ")))?;
        self.out.write_field(&*cell_of(&source["url"]))?;
        self.out.write_field(&*cell_of(&source["quote"]))?;
        self.out.write_record(None::<&[u8]>)
    }
}

impl Formatter for Table<'_> {
    fn sheet(&mut self, sheet: &Sheet) -> io::Result<()> {
        self.head()?;
        for feature in &sheet.features {
            self.row(View(feature))?;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.head()?;
        self.out.flush()
    }
}

/// A JSON scalar as a cell: numbers as they are, below zero too.
fn cell_of(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => cell::text(text),
        Value::Number(number) => number.to_string().into(),
        Value::Bool(truth) => truth.to_string().into(),
        _ => Cow::Borrowed(""),
    }
}

/// `Azerbaïdjan (actor); Nagorno-Karabakh (recipient)`
fn actors(view: View<'_>) -> String {
    let actors = view.property("actors").as_array().into_iter().flatten();
    let named = actors.filter_map(|a| Some(format!("{} ({})", a["name"].as_str()?, a["role"].as_str()?)));
    named.collect::<Vec<_>>().join("; ")
}
