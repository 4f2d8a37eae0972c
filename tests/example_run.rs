//! The example run: `seeds/` read anew gives `output/`, byte for byte, however the documents are named.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ACCEPT: &str = "If the new output is right: `cargo run --release -- extract seeds`, and read `git diff output`.";

type Files = BTreeMap<String, Vec<u8>>;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs `extract` in a folder, with the gazetteer of the repository; what it wrote.
fn extract(inputs: &[&str], to: &Path) -> Files {
    let out = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .current_dir(repository())
        .args(["extract", "--gazetteer", "gazetteer", "--quiet", "-o"])
        .arg(to)
        .args(inputs)
        .output()
        .expect("the command starts");
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    files(to)
}

fn files(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}. {ACCEPT}", folder.display()));
    entries
        .map(|entry| entry.expect("an entry"))
        .map(|entry| (entry.file_name().into_string().expect("UTF-8"), fs::read(entry.path()).expect("a file")))
        .collect()
}

/// What differs between two folders, a line a file.
fn differences(kept: &Files, new: &Files) -> Vec<String> {
    let names: BTreeSet<&String> = kept.keys().chain(new.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| match (kept.get(name), new.get(name)) {
            (Some(_), None) => Some(format!("{name}: is not written any more")),
            (None, Some(_)) => Some(format!("{name}: is new")),
            (Some(a), Some(b)) if a != b => Some(format!("{name}: {}", first_difference(a, b))),
            _ => None,
        })
        .collect()
}

/// The first line in which two files differ, from where they do.
fn first_difference(kept: &[u8], new: &[u8]) -> String {
    let same = kept.iter().zip(new).take_while(|(a, b)| a == b).count();
    let line = kept[..same].split(|b| *b == b'\n').count();
    let show = |bytes: &[u8]| {
        let from = same.saturating_sub(60);
        String::from_utf8_lossy(&bytes[from..bytes.len().min(same + 60)]).into_owned()
    };
    format!("line {line}\n    kept … {}\n    new  … {}", show(kept), show(new))
}

#[test]
fn the_seeds_give_the_output_that_is_kept() {
    let top = tempfile::tempdir().expect("a folder");
    let new = extract(&["seeds"], &top.path().join("new"));
    let kept = files(&repository().join("output"));
    let differing = differences(&kept, &new);
    assert!(differing.is_empty(), "{} files differ:\n{}\n{ACCEPT}", differing.len(), differing.join("\n"));
}

#[test]
fn a_second_run_and_another_order_give_the_same_bytes() {
    let top = tempfile::tempdir().expect("a folder");
    let to = top.path().join("out");
    let first = extract(&["seeds"], &to);
    assert!(first.len() > 10, "only {} files", first.len());
    assert_eq!(differences(&first, &extract(&["seeds"], &to)), [""; 0], "a second run into the same folder");

    let mut one_by_one: Vec<String> = fs::read_dir(repository().join("seeds"))
        .expect("seeds")
        .map(|entry| format!("seeds/{}", entry.expect("an entry").file_name().to_str().expect("UTF-8")))
        .collect();
    one_by_one.sort();
    one_by_one.reverse();
    let middle = one_by_one.len() / 2;
    one_by_one.rotate_left(middle);
    let inputs: Vec<&str> = one_by_one.iter().map(String::as_str).collect();
    let other = extract(&inputs, &top.path().join("other"));
    assert_eq!(differences(&first, &other), [""; 0], "the documents named in another order");
}

#[test]
fn days_that_have_no_event_any_more_go_and_nothing_else_does() {
    let top = tempfile::tempdir().expect("a folder");
    let to = top.path().join("out");
    let days = |files: &Files| files.keys().filter(|name| name.starts_with("20")).cloned().collect::<BTreeSet<_>>();
    let all = days(&extract(&["seeds"], &to));
    for own in ["notes.txt", "2020-10-31.geojson.bak", "2020-01-01.geojson"] {
        fs::write(to.join(own), "mine").expect("a file");
    }
    let one = fs::read_dir(repository().join("seeds")).expect("seeds").map(|e| e.expect("an entry").path()).min();
    let one = one.as_deref().and_then(Path::to_str).expect("a seed");
    let left = extract(&[one], &to);
    let fresh = extract(&[one], &top.path().join("fresh"));
    assert!(days(&fresh).len() < all.len(), "one dispatch tells of fewer days than all");
    for (name, bytes) in &fresh {
        assert_eq!(left.get(name), Some(bytes), "{name}");
    }
    let others: BTreeSet<&str> = left.keys().filter(|name| !fresh.contains_key(*name)).map(String::as_str).collect();
    assert_eq!(others, BTreeSet::from(["2020-01-01.geojson", "2020-10-31.geojson.bak", "notes.txt"]));
    assert!(others.iter().all(|name| left[*name] == b"mine"));
}

/// Issue and mend: a name that is unknown is told of; with its place filled in, its event is there.
#[test]
fn a_name_that_is_looked_up_becomes_an_event() {
    let top = tempfile::tempdir().expect("a folder");
    let gazetteer = top.path().join("gazetteer");
    fs::create_dir(&gazetteer).expect("a folder");
    for file in ["places.csv", "actors.csv"] {
        fs::copy(repository().join("gazetteer").join(file), gazetteer.join(file)).expect("a copy");
    }
    let dispatch = top.path().join("depeche.txt");
    let text = "Erevan, 12 mai 2021 (ACN) - Des obus sont tombés mardi sur le village de Vartachen, selon la mairie.";
    fs::write(&dispatch, text).expect("a file");
    let to = top.path().join("out");
    let run = || -> Files {
        let out = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["extract", "--gazetteer"])
            .args([&gazetteer, Path::new("-o"), &to, &dispatch])
            .output()
            .expect("the command starts");
        assert!(matches!(out.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&out.stderr));
        files(&to)
    };
    let at_the_place = |files: &Files| {
        files
            .get("2021-05-11.geojson")
            .is_some_and(|day| String::from_utf8_lossy(day).contains(r#""place":"Vartachen""#))
    };

    let before = run();
    assert!(!at_the_place(&before));
    let list = String::from_utf8(before["unresolved.csv"].clone()).expect("UTF-8");
    assert!(list.contains("\nVartachen,,,village,"), "{list}");

    // The work-list itself, filled in, is a file of the gazetteer.
    let filled: PathBuf = gazetteer.join("unresolved.csv");
    fs::write(&filled, list.replace("\nVartachen,,,", "\nVartachen,39.9,45.5,")).expect("a file");
    let after = run();
    assert!(at_the_place(&after), "{:?}", after.keys());
    assert!(!String::from_utf8_lossy(&after["unresolved.csv"]).contains("Vartachen"));

    // And so is a row written behind the others.
    fs::remove_file(&filled).expect("removed");
    assert!(!at_the_place(&run()));
    let places = gazetteer.join("places.csv");
    let mut rows = fs::read_to_string(&places).expect("places");
    let columns = rows.lines().next().expect("a header").split(',').count();
    assert!(rows.starts_with("name,lat,lon,kind,country"), "the columns that the row below is written for");
    rows.extend(["Vartachen,39.9,45.5,village,AM", &",".repeat(columns - 5), "\n"]);
    fs::write(&places, rows).expect("a file");
    assert!(at_the_place(&run()));
}
