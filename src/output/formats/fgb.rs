//! `FlatGeobuf`, with its index: a map reads the part it shows.

use super::Formatter;
use super::columns::{COLUMNS, Cell, Kind, cell};
use crate::output::sheet::Sheet;
use crate::output::view::View;
use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::error::Result;
use geozero::{ColumnValue, GeomProcessor, GeozeroGeometry, PropertyProcessor};
use std::io::{self, Write};

/// How the file begins: the magic number of version 3.
pub(super) const HEAD: &str = "fgb\u{3}fgb";

pub(super) struct Fgb<'a> {
    out: &'a mut (dyn Write + Send),
    writer: FgbWriter<'static>,
    is_empty: bool,
}

impl<'a> Fgb<'a> {
    pub(super) fn new(out: &'a mut (dyn Write + Send)) -> io::Result<Self> {
        Ok(Self { out, writer: writer(true)?, is_empty: true })
    }
}

fn writer(with_index: bool) -> io::Result<FgbWriter<'static>> {
    let options = FgbWriterOptions {
        write_index: with_index,
        crs: FgbCrs { org: Some("EPSG"), code: 4326, name: Some("WGS 84"), ..FgbCrs::default() },
        title: Some("dateline"),
        ..FgbWriterOptions::default()
    };
    let mut writer =
        FgbWriter::create_with_options("events", GeometryType::Point, options).map_err(io::Error::other)?;
    for (name, kind) in COLUMNS {
        let kind = match kind {
            Kind::Text => ColumnType::String,
            Kind::Day => ColumnType::DateTime,
            Kind::Integer => ColumnType::Long,
            Kind::Number => ColumnType::Double,
        };
        writer.add_column(name, kind, |_, _| {});
    }
    Ok(writer)
}

impl Formatter for Fgb<'_> {
    fn sheet(&mut self, sheet: &Sheet) -> io::Result<()> {
        for feature in sheet.features() {
            let view = View(feature);
            let mut cells = Ok(());
            let added = self.writer.add_feature_geom(Point(view.point()), |properties| cells = row(view, properties));
            added.and(cells).map_err(io::Error::other)?;
            self.is_empty = false;
        }
        Ok(())
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        // An index of nothing is one that GDAL cannot read.
        let writer = if self.is_empty { writer(false)? } else { self.writer };
        writer.write(&mut *self.out).map_err(io::Error::other)?;
        self.out.flush()
    }
}

fn row(view: View<'_>, properties: &mut impl PropertyProcessor) -> Result<()> {
    for (i, column) in COLUMNS.into_iter().enumerate() {
        let day;
        let value = match cell(view, column) {
            None => continue,
            Some(Cell::Text(text)) => {
                properties.property(i, column.0, &ColumnValue::String(&text))?;
                continue;
            }
            Some(Cell::Integer(number)) => ColumnValue::Long(number),
            Some(Cell::Number(number)) => ColumnValue::Double(number),
            Some(Cell::Day(date)) => {
                // Without a zone, so that no viewer moves the day into its own.
                day = format!("{date}T00:00:00");
                ColumnValue::DateTime(&day)
            }
        };
        properties.property(i, column.0, &value)?;
    }
    Ok(())
}

/// Longitude and latitude. The format has no feature without a geometry; an empty point stands for none, and the index
/// never finds it.
struct Point(Option<[f64; 2]>);

impl GeozeroGeometry for Point {
    fn process_geom<P: GeomProcessor>(&self, processor: &mut P) -> Result<()> {
        let [lon, lat] = self.0.unwrap_or([f64::NAN; 2]);
        processor.point_begin(0)?;
        processor.xy(lon, lat, 0)?;
        processor.point_end(0)
    }
}
