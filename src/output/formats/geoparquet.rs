//! `GeoParquet` 1.1: points as WKB, a box a row that readers skip by, days as dates.

use super::Formatter;
use super::columns::{COLUMNS, Cell, Kind, cell};
use crate::output::sheet::{Bbox, Sheet};
use crate::output::view::View;
use chrono::NaiveDate;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::json;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

/// How the file begins.
pub(super) const HEAD: &str = "PAR1";

/// Rows that are held in memory before they are written as one group.
const GROUP: usize = 20_000;
const BOX: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

pub(super) struct GeoParquet<'a> {
    writer: SerializedFileWriter<&'a mut (dyn Write + Send)>,
    rows: usize,
    columns: Vec<Column>,
    points: Values<ByteArray>,
    boxes: [Values<f64>; 4],
    bbox: Bbox,
}

/// The values of a column that are there, and for each row whether its is.
struct Values<T> {
    values: Vec<T>,
    there: Vec<i16>,
}

enum Column {
    Text(Values<ByteArray>),
    Day(Values<i32>),
    Integer(Values<i64>),
    Number(Values<f64>),
}

impl<'a> GeoParquet<'a> {
    pub(super) fn new(out: &'a mut (dyn Write + Send)) -> io::Result<Self> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("dateline {}", env!("CARGO_PKG_VERSION")));
        let schema = parse_message_type(&schema()).map_err(io::Error::other)?;
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties.build()));
        let columns = COLUMNS.map(|(_, kind)| match kind {
            Kind::Text => Column::Text(Values::none()),
            Kind::Day => Column::Day(Values::none()),
            Kind::Integer => Column::Integer(Values::none()),
            Kind::Number => Column::Number(Values::none()),
        });
        Ok(Self {
            writer: writer.map_err(io::Error::other)?,
            rows: 0,
            columns: columns.into(),
            points: Values::none(),
            boxes: BOX.map(|_| Values::none()),
            bbox: Bbox::default(),
        })
    }

    fn row(&mut self, view: View<'_>) {
        for (column, values) in COLUMNS.into_iter().zip(&mut self.columns) {
            match (values, cell(view, column)) {
                (Column::Text(values), Some(Cell::Text(text))) => values.push(Some(text.as_bytes().to_vec().into())),
                (Column::Day(values), Some(Cell::Day(day))) => values.push(days_since_1970(day)),
                (Column::Integer(values), Some(Cell::Integer(number))) => values.push(Some(number)),
                (Column::Number(values), Some(Cell::Number(number))) => values.push(Some(number)),
                (Column::Text(values), _) => values.push(None),
                (Column::Day(values), _) => values.push(None),
                (Column::Integer(values), _) => values.push(None),
                (Column::Number(values), _) => values.push(None),
            }
        }
        let point = view.point();
        if let Some(point) = point {
            self.bbox.add(point);
        }
        self.points.push(point.map(|[lon, lat]| wkb(lon, lat).into()));
        for (side, values) in self.boxes.iter_mut().enumerate() {
            values.push(point.map(|p| p[side % 2]));
        }
        self.rows += 1;
    }

    /// Writes the rows held.
    fn flush(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            match column {
                Column::Text(values) => values.write::<ByteArrayType>(&mut group)?,
                Column::Day(values) => values.write::<Int32Type>(&mut group)?,
                Column::Integer(values) => values.write::<Int64Type>(&mut group)?,
                Column::Number(values) => values.write::<DoubleType>(&mut group)?,
            }
        }
        self.points.write::<ByteArrayType>(&mut group)?;
        for side in &mut self.boxes {
            side.write::<DoubleType>(&mut group)?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        self.flush()?;
        let geo = metadata(self.bbox);
        self.writer.append_key_value_metadata(KeyValue::new("geo".to_owned(), geo));
        self.writer.close().map(|_| ())
    }
}

impl Formatter for GeoParquet<'_> {
    fn sheet(&mut self, sheet: &Sheet) -> io::Result<()> {
        for feature in sheet.features() {
            self.row(View(feature));
            if self.rows >= GROUP {
                self.flush().map_err(io::Error::other)?;
            }
        }
        Ok(())
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        self.finish().map_err(io::Error::other)
    }
}

impl<T> Values<T> {
    fn none() -> Self {
        Self { values: Vec::new(), there: Vec::new() }
    }

    fn push(&mut self, value: Option<T>) {
        self.there.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    /// Writes them as the group's next column, and holds none any more.
    fn write<D: DataType<T = T>>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, &mut (dyn Write + Send)>,
    ) -> Result<()> {
        if let Some(mut column) = group.next_column()? {
            column.typed::<D>().write_batch(&self.values, Some(&self.there), None)?;
            column.close()?;
        }
        self.values.clear();
        self.there.clear();
        Ok(())
    }
}

/// The columns in Parquet's words.
fn schema() -> String {
    let mut schema = String::from("message events {\n");
    for (name, kind) in COLUMNS {
        let kind = match kind {
            Kind::Text => ("BYTE_ARRAY", " (STRING)"),
            Kind::Day => ("INT32", " (DATE)"),
            Kind::Integer => ("INT64", ""),
            Kind::Number => ("DOUBLE", ""),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(schema, "OPTIONAL {} {name}{};", kind.0, kind.1);
    }
    schema.push_str("OPTIONAL BYTE_ARRAY geometry;\nOPTIONAL group bbox {\n");
    for side in BOX {
        let _ = writeln!(schema, "REQUIRED DOUBLE {side};");
    }
    schema + "}\n}\n"
}

/// What tells readers of `GeoParquet` where the geometry is. Without a `crs` it is longitude and latitude in WGS 84.
fn metadata(bbox: Bbox) -> String {
    let covering: serde_json::Map<_, _> = BOX.iter().map(|side| ((*side).to_owned(), json!(["bbox", side]))).collect();
    let mut geometry = json!({
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": { "bbox": covering },
    });
    if let Some(bbox) = bbox.corners() {
        geometry["bbox"] = json!(bbox);
    }
    json!({ "version": "1.1.0", "primary_column": "geometry", "columns": { "geometry": geometry } }).to_string()
}

/// A point in well-known binary: little endian, geometry type 1.
fn wkb(lon: f64, lat: f64) -> Vec<u8> {
    let mut bytes = vec![1, 1, 0, 0, 0];
    bytes.extend(lon.to_le_bytes());
    bytes.extend(lat.to_le_bytes());
    bytes
}

fn days_since_1970(day: NaiveDate) -> Option<i32> {
    i32::try_from(day.signed_duration_since(NaiveDate::default()).num_days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        let day = |text: &str| days_since_1970(text.parse().expect("a day"));
        assert_eq!((day("1970-01-01"), day("1969-12-31"), day("2020-10-31")), (Some(0), Some(-1), Some(18566)));
    }

    #[test]
    fn a_point_is_21_bytes() {
        assert_eq!(wkb(1.0, -2.0)[..5], [1, 1, 0, 0, 0]);
        assert_eq!(wkb(1.0, -2.0)[13..], (-2.0_f64).to_le_bytes());
    }
}
