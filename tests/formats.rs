//! The binary formats: what their files hold, read with the crates that readers of theirs are made of.
//!
//! `.ci/run output` has programs that are not ours open the same files.

#![cfg(any(feature = "flatgeobuf", feature = "parquet"))]

mod common;

use common::{manifest, settled};
use dateline::corpus::Settled;
use dateline::output::{self, Error, Format};
use std::fs;
use std::path::Path;

fn write(settled: &Settled, folder: &Path, format: Format) -> Vec<u8> {
    output::write(settled, &manifest(), folder, &[format]).expect("the folder can be written");
    fs::read(folder.join(format.file_name())).expect("the file is there")
}

/// Same events, same bytes; and a file of another program under the same name stays.
fn is_kept_and_the_same_again(format: Format, foreign: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let first = write(&settled(), folder.path(), format);
    let again = output::write(&settled(), &manifest(), folder.path(), &[format]).unwrap();
    assert_eq!(again.changed, 0, "nothing is written that is there");
    let mut turned = settled();
    turned.events.reverse();
    assert_eq!(write(&turned, folder.path(), format), first, "in whatever order the events come");

    let other = tempfile::tempdir().unwrap();
    let path = other.path().join(format.file_name());
    fs::write(&path, foreign).unwrap();
    let error = output::write(&settled(), &manifest(), other.path(), &[format]).unwrap_err();
    assert!(matches!(&error, Error::Foreign(at) if *at == path), "{error}");
    assert_eq!(fs::read(&path).unwrap(), foreign);
    fs::write(&path, "").unwrap();
    assert_eq!(write(&settled(), other.path(), format), first, "an empty file loses nothing");
}

#[cfg(feature = "flatgeobuf")]
mod fgb {
    use super::*;
    use flatgeobuf::{ColumnType, FallibleStreamingIterator, FeatureProperties, FgbReader, GeometryType};
    use std::io::Cursor;

    #[test]
    fn features_have_their_columns_and_their_points() {
        let folder = tempfile::tempdir().unwrap();
        let bytes = write(&settled(), folder.path(), Format::Fgb);
        let mut cursor = Cursor::new(&bytes);
        let reader = FgbReader::open(&mut cursor).expect("a FlatGeobuf file");
        let header = reader.header();
        assert_eq!((header.features_count(), header.geometry_type()), (7, GeometryType::Point));
        assert_eq!(header.crs().map(|crs| crs.code()), Some(4326));
        assert!(header.index_node_size() > 0, "it has an index");
        let columns = header.columns().expect("columns");
        let kind = |name: &str| columns.iter().find(|c| c.name() == name).map(|c| c.type_());
        assert_eq!(kind("date"), Some(ColumnType::DateTime));
        assert_eq!(kind("killed_min"), Some(ColumnType::Long));
        assert_eq!(kind("confidence"), Some(ColumnType::Double));

        let mut features = reader.select_all().expect("features");
        let mut seen = 0;
        while let Some(feature) = features.next().expect("a feature") {
            let properties = feature.properties().expect("properties");
            if properties["id"] == "2020-10-31-shusha-assault-7c1f" {
                seen += 1;
                let expected = [
                    ("date", "2020-10-31T00:00:00"),
                    ("status", "claimed"),
                    ("killed_min", "1"),
                    ("confidence", "0.86"),
                ];
                for (name, value) in expected {
                    assert_eq!(properties[name], value, "{name}");
                }
                assert_eq!(properties["actors"], "Azerbaïdjan (actor); Nagorny-Karabakh (recipient)");
                assert!(!properties.contains_key("denied_by"), "what is not known has no cell");
            }
        }
        assert_eq!(seen, 1);
    }

    #[test]
    fn the_index_finds_what_lies_in_a_box() {
        let folder = tempfile::tempdir().unwrap();
        let bytes = write(&settled(), folder.path(), Format::Fgb);
        let found = |[west, south, east, north]: [f64; 4]| {
            let mut cursor = Cursor::new(&bytes);
            let reader = FgbReader::open(&mut cursor).expect("a FlatGeobuf file");
            let mut features = reader.select_bbox(west, south, east, north).expect("a search");
            let mut points = Vec::new();
            while let Some(feature) = features.next().expect("a feature") {
                let at = feature.geometry().and_then(|geometry| geometry.xy()).expect("a point");
                points.push(format!("{} {}", at.get(0), at.get(1)));
            }
            points.sort();
            points
        };
        assert_eq!(found([-71.0, -34.0, -70.0, -33.0]), ["-70.66 -33.45"]);
        let karabakh = ["46.7499 39.76012", "46.7499 39.76012", "46.7519 39.8153"];
        assert_eq!(found([46.0, 39.0, 47.0, 40.0]), karabakh);
        assert_eq!(found([-180.0, -90.0, 180.0, 90.0]).len(), 4, "events without a place are nowhere");
        assert_eq!(found([0.0, 0.0, 1.0, 1.0]), [""; 0]);
    }

    #[test]
    fn a_file_without_events_has_no_index() {
        let folder = tempfile::tempdir().unwrap();
        let bytes = write(&Settled::default(), folder.path(), Format::Fgb);
        let mut cursor = Cursor::new(&bytes);
        let reader = FgbReader::open(&mut cursor).expect("a FlatGeobuf file");
        assert_eq!((reader.header().features_count(), reader.header().index_node_size()), (0, 0));
    }

    #[test]
    fn it_is_kept() {
        is_kept_and_the_same_again(Format::Fgb, b"fgb\x03fgb\x00another program's");
    }
}

#[cfg(feature = "parquet")]
mod parquet {
    use super::*;
    use ::parquet::basic::{LogicalType, Type};
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::file::statistics::Statistics;
    use ::parquet::record::{Field, RowAccessor};
    use serde_json::Value;
    use std::fs::File;

    fn written(settled: &Settled) -> SerializedFileReader<File> {
        let folder = tempfile::tempdir().unwrap();
        write(settled, folder.path(), Format::Parquet);
        let file = File::open(folder.path().join("events.parquet")).expect("the file is there");
        SerializedFileReader::new(file).expect("a Parquet file")
    }

    fn geo(reader: &SerializedFileReader<File>) -> Value {
        let metadata = reader.metadata().file_metadata().key_value_metadata().expect("metadata");
        let geo = metadata.iter().find(|entry| entry.key == "geo").and_then(|entry| entry.value.as_deref());
        serde_json::from_str(geo.expect("a geo member")).expect("JSON")
    }

    #[test]
    fn rows_have_dates_points_and_boxes() {
        let reader = written(&settled());
        let columns = reader.metadata().file_metadata().schema_descr();
        let column = |name: &str| columns.columns().iter().find(|c| c.path().string() == name).expect("the column");
        assert_eq!(column("date").logical_type_ref(), Some(&LogicalType::Date));
        assert_eq!(column("title").logical_type_ref(), Some(&LogicalType::String));
        assert_eq!(column("bbox.xmin").physical_type(), Type::DOUBLE);

        let rows: Vec<_> = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), 7);
        let cell = |row: usize, name: &str| {
            rows[row].get_column_iter().find(|(column, _)| *column == name).map(|(_, field)| field.clone())
        };
        let at = rows.iter().position(|row| row.get_string(0).is_ok_and(|id| id == "2020-10-31-shusha-assault-7c1f"));
        let at = at.expect("the event");
        assert_eq!(cell(at, "date"), Some(Field::Date(18_566)));
        assert_eq!(cell(at, "killed_min"), Some(Field::Long(1)));
        assert_eq!(cell(at, "denied_by"), Some(Field::Null));
        let Some(Field::Bytes(wkb)) = cell(at, "geometry") else { panic!("a point") };
        let number = |from: usize| f64::from_le_bytes(wkb.data()[from..from + 8].try_into().unwrap());
        assert_eq!((wkb.len(), number(5), number(13)), (21, 46.7499, 39.760_12));
        let Some(Field::Group(bounds)) = cell(at, "bbox") else { panic!("a box") };
        assert_eq!((bounds.get_double(0).ok(), bounds.get_double(3).ok()), (Some(46.7499), Some(39.760_12)));

        let nowhere = (0..7).filter(|row| cell(*row, "geometry") == Some(Field::Null)).count();
        assert_eq!(nowhere, (0..7).filter(|row| cell(*row, "bbox") == Some(Field::Null)).count());
        assert_eq!(nowhere, 3);
    }

    #[test]
    fn readers_are_told_where_the_geometry_is() {
        let reader = written(&settled());
        let geo = geo(&reader);
        assert_eq!((&geo["version"], &geo["primary_column"]), (&"1.1.0".into(), &"geometry".into()));
        let geometry = &geo["columns"]["geometry"];
        assert_eq!(geometry["encoding"], "WKB");
        assert_eq!(geometry["bbox"], serde_json::json!([-70.66, -33.45, 46.7519, 39.8153]));
        assert_eq!(geometry["covering"]["bbox"]["ymax"], serde_json::json!(["bbox", "ymax"]));
        // By which readers skip what lies elsewhere.
        let group = reader.metadata().row_group(0);
        let west = group.columns().iter().find(|c| c.column_path().string() == "bbox.xmin").expect("the column");
        let Some(Statistics::Double(range)) = west.statistics() else { panic!("statistics") };
        assert_eq!((range.min_opt(), range.max_opt()), (Some(&-70.66), Some(&46.7519)));
    }

    #[test]
    fn a_file_without_events_is_whole() {
        let reader = written(&Settled::default());
        assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
        assert_eq!(geo(&reader)["columns"]["geometry"]["bbox"], Value::Null);
    }

    #[test]
    fn it_is_kept() {
        is_kept_and_the_same_again(Format::Parquet, b"PAR1another program'sPAR1");
    }
}
