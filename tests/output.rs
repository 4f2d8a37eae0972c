//! The output folder, as other programs depend on it.

mod common;
#[path = "output/properties.rs"]
mod properties;

use common::{day, manifest, settled};
use dateline::corpus::Settled;
use dateline::event::{EventType, Status};
use dateline::output::{self, Error, Filter, Format};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Those that are text; `tests/formats.rs` has the others.
const FORMATS: &[Format] = &[Format::Csv, Format::Kml, Format::Geojsonl];

fn write(settled: &Settled, folder: &Path) -> output::Written {
    output::write(settled, &manifest(), folder, FORMATS).expect("the folder can be written")
}

/// All files of a folder.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|e| e.expect("an entry"));
    entries
        .map(|e| (e.file_name().into_string().expect("a name"), fs::read_to_string(e.path()).expect("a text")))
        .collect()
}

fn json(folder: &Path, file: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join(file)).expect("the file is there")).expect("it is JSON")
}

fn ids(folder: &Path, file: &str) -> Vec<String> {
    let features = json(folder, file)["features"].as_array().expect("features").clone();
    features.iter().map(|f| f["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn every_file_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let written = write(&settled(), folder.path());
    assert_eq!((written.events, written.days, written.undated, written.places, written.unresolved), (7, 2, 3, 2, 1));
    let mut all = String::new();
    for (name, text) in files(folder.path()) {
        assert!(name == "events.geojsonl" || text.ends_with('\n'), "{name}");
        all.extend(["=== ", &name, "\n", &text]);
    }
    insta::assert_snapshot!("folder", all);
}

/// RFC 7946: what must be there, of which type, in which range.
#[test]
fn collections_are_geojson() {
    let folder = tempfile::tempdir().unwrap();
    write(&settled(), folder.path());
    let mut seen = 0;
    for (name, text) in files(folder.path()).into_iter().filter(|(name, _)| name.ends_with(".geojson")) {
        let parsed: geojson::GeoJson = text.parse().expect("GeoJSON");
        let geojson::GeoJson::FeatureCollection(collection) = parsed else { panic!("{name} is no collection") };
        let value: Value = serde_json::from_str(&text).unwrap();
        let points: Vec<&Value> =
            value["features"].as_array().unwrap().iter().map(|f| &f["geometry"]).filter(|g| !g.is_null()).collect();
        for point in &points {
            let at = point["coordinates"].as_array().unwrap();
            assert_eq!((point["type"].as_str(), at.len()), (Some("Point"), 2));
            let (lon, lat) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
            assert!((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat));
            let bbox = collection.bbox.as_ref().expect("a box where there is a point");
            assert!(bbox[0] <= lon && lon <= bbox[2] && bbox[1] <= lat && lat <= bbox[3]);
        }
        for feature in value["features"].as_array().unwrap() {
            let keys: Vec<&String> = feature.as_object().unwrap().keys().collect();
            let expected: &[&str] = if name == "places.geojson" {
                &["type", "id", "geometry", "properties"]
            } else {
                &["type", "id", "geometry", "time", "properties"]
            };
            assert_eq!(keys, expected, "{name}");
            seen += 1;
        }
        if name != "places.geojson" {
            let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
            assert_eq!(&keys[..2], ["type", "conformsTo"]);
            assert_eq!(keys.last().unwrap().as_str(), "features");
        }
    }
    assert_eq!(seen, 9);
}

#[test]
fn days_are_told_as_exactly_as_they_are_known() {
    let folder = tempfile::tempdir().unwrap();
    write(&settled(), folder.path());
    let mut told = BTreeMap::new();
    for file in ["2020-10-30.geojson", "2020-10-31.geojson", "undated.geojson"] {
        for f in json(folder.path(), file)["features"].as_array().unwrap() {
            let p = &f["properties"];
            let row = serde_json::json!([p["date"], p["end_date"], p["date_precision"], p["time"], f["time"]]);
            told.insert(f["id"].as_str().unwrap().to_owned(), row.to_string());
        }
    }
    let expected = [
        (
            "2020-10-30-nowhere-consult-0003",
            r#"["2020-10-30",null,"range","2020-10-30T00:00:00Z",{"interval":["2020-10-30",".."]}]"#,
        ),
        (
            "2020-10-30-stepanakert-assault-0001",
            r#"["2020-10-30","2020-10-31","part-of-day","2020-10-30T00:00:00Z",{"interval":["2020-10-30","2020-10-31"]}]"#,
        ),
        (
            "2020-10-31-santiago-protest-0002",
            r#"["2020-10-31","2020-11-02","range","2020-10-31T00:00:00Z",{"interval":["2020-10-31","2020-11-02"]}]"#,
        ),
        (
            "2020-10-31-shusha-assault-7c1f",
            r#"["2020-10-31","2020-10-31","day","2020-10-31T00:00:00Z",{"date":"2020-10-31","interval":["2020-10-31","2020-10-31"]}]"#,
        ),
        ("undated-a", r#"[null,null,"unknown",null,{"interval":["..",".."]}]"#),
        ("undated-b", r#"[null,null,"month",null,{"interval":["2020-09-01","2020-09-30"]}]"#),
        ("undated-c", r#"[null,null,"range",null,{"interval":["..","2020-10-05"]}]"#),
    ];
    for (id, row) in expected {
        assert_eq!(told[id], row, "{id}");
    }
    assert_eq!(
        ids(folder.path(), "undated.geojson"),
        ["undated-b", "undated-c", "undated-a"],
        "unknown days stand last"
    );
}

#[test]
fn the_manifest_counts() {
    let folder = tempfile::tempdir().unwrap();
    write(&settled(), folder.path());
    let index = json(folder.path(), "index.json");
    let keys: Vec<&String> = index.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["version", "gazetteer_sha256", "bbox", "documents", "days", "undated", "unresolved"]);
    assert_eq!(index["documents"][0]["events"], 1, "told by two sources, named once each");
    assert_eq!(index["documents"][1]["events"], 7);
    assert_eq!(index["days"][1]["types"].to_string(), r#"{"PROTEST":1,"ASSAULT":1}"#);
    let places = json(folder.path(), "places.geojson");
    let shusha = places["features"].as_array().unwrap().iter().find(|f| f["id"] == "shusha").unwrap().clone();
    assert_eq!((&shusha["properties"]["events"], &shusha["properties"]["mentions"]), (&2.into(), &4.into()));
}

#[test]
fn the_order_of_events_does_not_matter() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut other = settled();
    other.events.reverse();
    write(&settled(), a.path());
    write(&other, b.path());
    assert_eq!(files(a.path()), files(b.path()));
}

#[test]
fn a_second_run_changes_nothing_and_a_smaller_one_clears_its_days() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("2019-01-01.geojson", "mine"), ("notes.txt", "mine too")] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    assert!(write(&settled(), folder.path()).changed > 0);
    let before = files(folder.path());
    assert_eq!(write(&settled(), folder.path()).changed, 0);
    assert_eq!(before, files(folder.path()));

    let mut smaller = settled();
    smaller.events.retain(|e| e.days.first != Some(day("2020-10-30")));
    write(&smaller, folder.path());
    let after = files(folder.path());
    assert!(!after.contains_key("2020-10-30.geojson"));
    assert_eq!(after["2019-01-01.geojson"], "mine");
    assert_eq!(after["notes.txt"], "mine too");
    assert!(after.keys().all(|name| !name.starts_with('.')), "nothing of the making is left: {:?}", after.keys());
}

#[test]
fn files_of_others_are_not_overwritten() {
    for name in ["index.json", "2020-10-31.geojson", "places.geojson", "unresolved.csv", "events.csv", "events.kml"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), r#"{"name":"someone else's"}"#).unwrap();
        let error = output::write(&settled(), &manifest(), folder.path(), FORMATS).unwrap_err();
        assert!(matches!(error, Error::Foreign(_)), "{name}: {error}");
        assert_eq!(files(folder.path()).len(), 1, "{name}: nothing was written beside it");
    }
}

#[test]
fn a_manifest_cannot_name_files_outside_the_folder() {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("output");
    fs::write(top.path().join("precious.geojson"), "mine").unwrap();
    write(&settled(), &folder);
    let index = fs::read_to_string(folder.join("index.json")).unwrap();
    let planted = index.replace(
        r#""date":"2020-10-30","file":"2020-10-30.geojson""#,
        r#""date":"../precious","file":"../precious.geojson""#,
    );
    assert_ne!(index, planted);
    fs::write(folder.join("index.json"), planted).unwrap();
    write(&Settled::default(), &folder);
    assert!(top.path().join("precious.geojson").exists());
    assert_eq!(fs::read_dir(top.path()).unwrap().count(), 2, "no document name leads out of the folder");
}

#[test]
fn a_run_that_fails_leaves_the_old_files_whole() {
    let folder = tempfile::tempdir().unwrap();
    write(&settled(), folder.path());
    let before = files(folder.path());
    // A file of another program where a later day is to stand: the files before it are made already by then.
    fs::write(folder.path().join("2020-12-01.geojson"), "mine").unwrap();
    let mut more = settled();
    more.events.push(common::event(
        "x",
        EventType::Aid,
        None,
        common::days(Some("2020-12-01"), Some("2020-12-01"), dateline::time::Precision::Day),
    ));
    more.events.retain(|e| e.days.first != Some(day("2020-10-30")));
    assert!(matches!(output::write(&more, &manifest(), folder.path(), &[]), Err(Error::Foreign(_))));
    let mut after = files(folder.path());
    assert_eq!(after.remove("2020-12-01.geojson").as_deref(), Some("mine"));
    assert_eq!(before, after);
}

#[test]
fn one_run_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    write(&settled(), folder.path());
    let handle = fs::File::open(folder.path()).unwrap();
    if cfg!(unix) && handle.try_lock().is_ok() {
        let error = output::write(&settled(), &manifest(), folder.path(), &[]).unwrap_err();
        assert!(matches!(error, Error::Busy(_)), "{error}");
        handle.unlock().unwrap();
    }
    assert_eq!(write(&settled(), folder.path()).changed, 0);
}

#[test]
fn what_a_killed_run_left_is_cleared() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".dateline-abc.new"), "half").unwrap();
    write(&settled(), folder.path());
    assert!(!folder.path().join(".dateline-abc.new").exists());
}

#[cfg(unix)]
#[test]
fn files_can_be_read_by_a_web_server() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    write(&settled(), folder.path());
    fs::write(folder.path().join("as-usual"), "").unwrap();
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("index.json"), mode("as-usual"));
}

#[test]
fn a_file_is_no_folder() {
    let file = tempfile::NamedTempFile::new().unwrap();
    assert!(matches!(output::write(&settled(), &manifest(), file.path(), &[]), Err(Error::NotAFolder(_))));
    let below = file.path().join("output");
    let error = output::write(&settled(), &manifest(), &below, &[]).unwrap_err();
    assert!(matches!(error, Error::Write { .. }), "{error}");
}

/// Each filter with the ids it keeps.
fn filters() -> Vec<(Filter, Vec<&'static str>)> {
    let all = Filter::default;
    let range = |from: &str, to: &str| Filter { from: Some(day(from)), to: Some(day(to)), ..all() };
    vec![
        (Filter { min_confidence: Some(0.86), ..all() }, vec!["2020-10-31-shusha-assault-7c1f"]),
        (Filter { min_confidence: Some(0.87), ..all() }, vec![]),
        (
            Filter { types: vec![EventType::Protest, EventType::Agree], ..all() },
            vec!["2020-10-31-santiago-protest-0002", "undated-a"],
        ),
        (Filter { statuses: vec![Status::Claimed], ..all() }, vec!["2020-10-31-shusha-assault-7c1f"]),
        (
            Filter { places: Some(["shusha".to_owned()].into()), ..all() },
            vec!["2020-10-31-shusha-assault-7c1f", "undated-b"],
        ),
        (
            range("2020-11-02", "2020-12-01"),
            vec!["2020-10-30-nowhere-consult-0003", "2020-10-31-santiago-protest-0002"],
        ),
        (range("2020-09-30", "2020-09-30"), vec!["undated-b", "undated-c"]),
        (
            Filter { to: Some(day("2020-10-30")), ..all() },
            vec!["2020-10-30-nowhere-consult-0003", "2020-10-30-stepanakert-assault-0001", "undated-b", "undated-c"],
        ),
        (Filter { from: Some(day("2020-11-03")), ..all() }, vec!["2020-10-30-nowhere-consult-0003"]),
    ]
}

#[test]
fn filtering_a_folder_is_filtering_before_writing() {
    let whole = tempfile::tempdir().unwrap();
    write(&settled(), whole.path());
    for (filter, expected) in filters() {
        let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut kept = settled();
        filter.apply(&mut kept);
        let mut ids: Vec<&str> = kept.events.iter().map(|e| e.id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{filter:?}");
        write(&kept, before.path());
        let written = output::filter(whole.path(), after.path(), &filter, FORMATS).unwrap();
        assert_eq!(written.events, expected.len());
        assert_eq!(files(before.path()), files(after.path()), "{filter:?}");
    }
}

#[test]
fn filtering_keeps_what_it_does_not_know() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(&settled(), from.path());
    let path = from.path().join("2020-10-31.geojson");
    let text = fs::read_to_string(&path).unwrap();
    let later = text.replace(r#""reports":"#, r#""of_a_later_version":{"b":1,"a":[2.5]},"reports":"#);
    fs::write(&path, &later).unwrap();
    output::filter(from.path(), to.path(), &Filter::default(), &[]).unwrap();
    assert_eq!(fs::read_to_string(to.path().join("2020-10-31.geojson")).unwrap(), later);
}

#[test]
fn filtering_says_what_is_wrong_with_the_folder() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let run = |from: &Path, to: &Path| output::filter(from, to, &Filter::default(), &[]).unwrap_err();
    assert!(matches!(run(from.path(), to.path()), Error::NoIndex(_)));
    write(&settled(), from.path());
    assert!(matches!(run(from.path(), from.path()), Error::SameFolder(_)));
    fs::write(from.path().join("2020-10-31.geojson"), "{\"type\":\n\"Feat").unwrap();
    let error = run(from.path(), to.path());
    assert!(matches!(error, Error::Broken { .. }) && error.to_string().contains("line 2"), "{error}");
    fs::remove_file(from.path().join("2020-10-31.geojson")).unwrap();
    assert!(matches!(run(from.path(), to.path()), Error::Read { .. }));
    assert_eq!(files(to.path()).len(), 0);
}

#[test]
fn lines_have_no_time_member() {
    let mut out = Vec::new();
    assert_eq!(output::lines(&settled(), &mut out).unwrap(), 7);
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.lines().count(), 7);
    for line in text.lines() {
        let feature: Value = serde_json::from_str(line).unwrap();
        assert!(feature.get("time").is_none() && feature["properties"].get("time").is_some());
    }
}

#[test]
fn no_cell_starts_a_formula() {
    let mut dangerous = settled();
    for (event, title) in dangerous.events.iter_mut().zip(["=1+1", "+1", "-1", "@a", "\t=1", " =1", "\r=1"]) {
        event.title = title.into();
        event.sources[0].quote = title.into();
        event.sources[0].doc = title.into();
    }
    dangerous.unresolved[0].name = "=HYPERLINK(\"http://x\")".into();
    let folder = tempfile::tempdir().unwrap();
    write(&dangerous, folder.path());
    for file in ["events.csv", "unresolved.csv"] {
        let mut table = csv::Reader::from_path(folder.path().join(file)).unwrap();
        for row in table.records() {
            for cell in row.unwrap().iter().filter(|cell| cell.parse::<f64>().is_err()) {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{file}: {cell:?}");
            }
        }
    }
}

#[test]
fn an_empty_corpus_gives_a_whole_folder() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        write(&Settled::default(), folder.path());
    }
    let names: Vec<String> = files(folder.path()).into_keys().collect();
    assert_eq!(
        names,
        [
            "events.csv",
            "events.geojsonl",
            "events.kml",
            "index.json",
            "places.geojson",
            "undated.geojson",
            "unresolved.csv"
        ]
    );
}
