//! A table, a row an event.

use super::Formatter;
use super::columns::{COLUMNS, Cell, cell};
use crate::output::cell;
use crate::output::sheet::Sheet;
use crate::output::view::View;
use std::io::{self, Write};

/// Before this column stand the coordinates.
const AFTER_POINT: &str = "uncertainty_km";

pub(super) struct Table<'a> {
    out: csv::Writer<&'a mut (dyn Write + Send)>,
    headed: bool,
}

impl<'a> Table<'a> {
    pub(super) fn new(out: &'a mut (dyn Write + Send)) -> Self {
        Self { out: csv::Writer::from_writer(out), headed: false }
    }

    fn head(&mut self) -> csv::Result<()> {
        if std::mem::replace(&mut self.headed, true) {
            return Ok(());
        }
        for (name, _) in COLUMNS {
            if name == AFTER_POINT {
                self.out.write_field("lat")?;
                self.out.write_field("lon")?;
            }
            self.out.write_field(name)?;
        }
        self.out.write_record(None::<&[u8]>)
    }

    fn row(&mut self, view: View<'_>) -> csv::Result<()> {
        let point = view.point();
        let coordinate = |i: usize| point.map_or(String::new(), |p| p[i].to_string());
        for column in COLUMNS {
            if column.0 == AFTER_POINT {
                self.out.write_field(coordinate(1))?;
                self.out.write_field(coordinate(0))?;
            }
            match cell(view, column) {
                None => self.out.write_field("")?,
                Some(Cell::Text(text)) => self.out.write_field(&*cell::text(&text))?,
                // Numbers as they are, below zero too.
                Some(Cell::Integer(number)) => self.out.write_field(number.to_string())?,
                Some(Cell::Number(number)) => self.out.write_field(number.to_string())?,
                Some(Cell::Day(day)) => self.out.write_field(day.to_string())?,
            }
        }
        self.out.write_record(None::<&[u8]>)
    }
}

impl Formatter for Table<'_> {
    fn sheet(&mut self, sheet: &Sheet) -> io::Result<()> {
        self.head()?;
        for feature in sheet.features() {
            self.row(View(feature))?;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.head()?;
        self.out.flush()
    }
}
