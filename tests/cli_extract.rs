//! `dateline extract`, `explain`, `gazetteer` and `map` on small dispatches: what they write, say and return.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const BOMBED: &str = "Bakou, 5 oct 2020 (ACN) - Gandja a été bombardée lundi.";
const MET: &str = "Paris, 6 oct 2020 (ACN) - Le président a reçu mardi à Paris le Premier ministre arménien.";

/// A desk with a folder `docs` of two dispatches; commands run in it, with the gazetteer that is built in.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(desk.path("docs")).expect("a folder");
        desk.put("docs/a.txt", BOMBED);
        desk.put("docs/b.txt", MET);
        desk
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("the file can be written");
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(args).current_dir(self.0.path()).env_remove("NO_COLOR");
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the command starts")
    }

    fn run_with(&self, args: &[&str], input: &str) -> Output {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command starts");
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
        child.wait_with_output().expect("it ends")
    }

    /// Runs what must succeed in silence.
    fn quietly(&self, args: &[&str]) {
        let out = self.run(args);
        assert_eq!((out.status.code(), text(&out.stderr).as_str()), (Some(0), ""), "{args:?}");
    }

    /// Place and type of the events of a folder, by day file.
    fn events(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (name, text) in self.files(folder) {
            if !name.ends_with(".geojson") || name == "places.geojson" {
                continue;
            }
            let sheet: Value = serde_json::from_str(&text).expect("JSON");
            for feature in sheet["features"].as_array().expect("features") {
                let (place, kind) = (&feature["properties"]["place_id"], &feature["properties"]["type"]);
                let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
                found.push(format!("{} {} {}", name.trim_end_matches(".geojson"), word(place), word(kind)));
            }
        }
        found
    }

    fn files(&self, folder: &str) -> BTreeMap<String, String> {
        let entries =
            fs::read_dir(self.path(folder)).expect("the folder is there").map(|entry| entry.expect("an entry"));
        entries
            .map(|e| (e.file_name().into_string().expect("a name"), fs::read_to_string(e.path()).expect("a text")))
            .collect()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_written() {
    let desk = Desk::new();
    desk.put("lines.jsonl", "{\"text\": \"Gandja a été bombardée lundi.\"}\n{\"text\": oops}\n");
    let out = desk.run(&["extract", "docs", "missing.txt", "lines.jsonl", "-o", "out"]);
    let said = text(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("missing.txt") && said.contains("lines.jsonl, line 2"), "{said}");
    assert!(!said.contains("a.txt"), "{said}");
    assert!(desk.events("out").contains(&"2020-10-05 ganja ASSAULT".to_owned()), "{:?}", desk.events("out"));
    assert!(text(&out.stdout).contains("documents   3"), "{}", text(&out.stdout));
}

#[test]
fn a_text_without_events_is_one() {
    let desk = Desk::new();
    desk.put("calm.txt", "La nuit a été calme.");
    let out = desk.run(&["extract", "calm.txt", "-o", "out"]);
    assert_eq!((out.status.code(), text(&out.stderr).as_str()), (Some(1), ""));
    assert!(desk.path("out/index.json").exists(), "what there is stands all the same");
    assert_eq!(desk.run(&["extract", "calm.txt", "-o", "-"]).status.code(), Some(1));
    assert_eq!(desk.run(&["map", "out"]).status.code(), Some(1));
}

#[test]
fn a_gazetteer_with_bad_rows_fails_its_check_and_all_are_named() {
    let desk = Desk::new();
    desk.put(
        "places.csv",
        "name,lat,lon,kind\nBonville,45.0,6.0,town\nHautville,nord,6.0,town\n,45.0,6.0,town\nBasville,45.0,6.0,planet\n",
    );
    let out = desk.run(&["gazetteer", "check", "places.csv"]);
    let said = text(&out.stdout);
    assert_eq!(out.status.code(), Some(1), "{said}{}", text(&out.stderr));
    for row in ["places.csv, line 3", "places.csv, line 4", "places.csv, line 5"] {
        assert!(said.contains(row), "{row} is not named:\n{said}");
    }
    assert!(said.contains("planet") && said.contains("1 place, 3 rows cannot be used"), "{said}");
    desk.put("places.csv", "name,lat,lon,kind\nBonville,45.0,6.0,town\n");
    assert_eq!(desk.run(&["gazetteer", "check", "places.csv"]).status.code(), Some(0));
}

#[test]
fn a_place_holds_those_within_it() {
    let desk = Desk::new();
    desk.quietly(&["extract", "docs", "-o", "all", "-q"]);
    assert_eq!(desk.events("all").len(), 2, "{:?}", desk.events("all"));
    desk.quietly(&["extract", "docs", "-o", "some", "-q", "--place", "Azerbaïdjan"]);
    assert_eq!(desk.events("some"), ["2020-10-05 ganja ASSAULT"]);
    desk.quietly(&["filter", "all", "-o", "other", "-q", "--place", "France"]);
    assert_eq!(desk.events("other"), ["2020-10-06 paris CONSULT"]);
    let out = desk.run(&["filter", "all", "-o", "none", "--place", "Zzyzx"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("--place Zzyzx") && text(&out.stderr).contains("gazetteer find"));
}

#[test]
fn filtering_what_was_written_is_filtering_before_writing() {
    let desk = Desk::new();
    desk.quietly(&["extract", "docs", "-o", "all", "-q"]);
    for conditions in [
        &["--place", "Azerbaïdjan"][..],
        &["--type", "consult", "--from", "2020-10-06"],
        &["--status", "reported,claimed", "--min-confidence", "0.5", "--to", "2020-10-05"],
    ] {
        desk.run(&[&["extract", "docs", "-o", "before", "-q"], conditions].concat());
        desk.run(&[&["filter", "all", "-o", "after", "-q"], conditions].concat());
        assert_eq!(desk.files("before"), desk.files("after"), "{conditions:?}");
    }
}

#[test]
fn a_publication_day_can_be_given() {
    let desk = Desk::new();
    desk.put("undated.txt", "Gandja a été bombardée lundi.");
    desk.run(&["extract", "undated.txt", "-o", "out", "-q"]);
    assert_eq!(desk.events("out"), ["undated ganja ASSAULT"]);
    desk.quietly(&["extract", "undated.txt", "-o", "out", "-q", "--published", "2020-10-06"]);
    assert_eq!(desk.events("out"), ["2020-10-05 ganja ASSAULT"]);
    // What the text states counts for more.
    desk.quietly(&["extract", "docs/a.txt", "-o", "out", "-q", "--published", "2021-01-01"]);
    assert_eq!(desk.events("out"), ["2020-10-05 ganja ASSAULT"]);
}

#[test]
fn standard_input_and_output_can_be_named() {
    let desk = Desk::new();
    let out = desk.run_with(&["extract", "-", "-o", "-"], BOMBED);
    assert_eq!((out.status.code(), text(&out.stderr).as_str()), (Some(0), ""));
    let lines: Vec<Value> = text(&out.stdout).lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["properties"]["place_id"], "ganja");
    assert_eq!(lines[0]["properties"]["sources"][0]["doc"], "stdin");
    assert!(!desk.path("output").exists() && !desk.path("-").exists());
    let out = desk.run_with(&["explain", "-"], BOMBED);
    assert!(text(&out.stdout).contains("[Gandja|place:location]"), "{}", text(&out.stdout));
    // Twenty documents as lines.
    let line = format!("{}\n", serde_json::json!({ "text": BOMBED }));
    let out = desk.run_with(&["extract", "-", "-o", "out"], &line.repeat(20));
    assert!(text(&out.stdout).contains("documents   20\nevents      1 on 1 day\n"), "{}", text(&out.stdout));
}

/// A reader that takes one line and leaves.
#[test]
fn a_reader_that_has_enough_is_no_error() {
    let desk = Desk::new();
    let mut many = String::new();
    for i in 0..400 {
        many += &serde_json::json!({ "id": format!("{i}"), "text": BOMBED.repeat(20) }).to_string();
        many.push('\n');
    }
    desk.put("many.jsonl", &many);
    for args in [&["explain", "many.jsonl"][..], &["explain", "--json", "many.jsonl"]] {
        let mut command = desk.command(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
        let mut line = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let out = child.wait_with_output().unwrap();
        assert_eq!((out.status.code(), text(&out.stderr).as_str()), (Some(0), ""), "{args:?}");
        assert!(!line.is_empty());
    }
}

/// Progress is for people who wait; whoever reads the streams by program sees none.
#[test]
fn progress_stays_out_of_pipes() {
    let desk = Desk::new();
    let out = desk.run(&["extract", "docs", "-o", "out"]);
    assert_eq!(text(&out.stderr), "");
    assert!(!text(&out.stdout).contains("MB/s") && !text(&out.stdout).contains('\u{1b}'), "{}", text(&out.stdout));
    let out = desk.run(&["extract", "docs", "-o", "out", "--quiet"]);
    assert_eq!((text(&out.stdout).as_str(), text(&out.stderr).as_str()), ("", ""));
}

#[test]
fn colours_are_for_terminals() {
    let desk = Desk::new();
    desk.put("evil.txt", "Gandja a été bombardée \u{1b}]0;title\u{7}lundi \u{9b}31m soir.\r\nRien.\u{8}\u{8}");
    let out = desk.run(&["explain", "docs", "evil.txt"]);
    assert_eq!(out.status.code(), Some(0));
    let shown = text(&out.stdout);
    assert!(shown.contains("[Gandja|place:location]"), "{shown}");
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
}

#[test]
fn a_map_is_a_page_in_the_folder_or_where_it_is_wanted() {
    let desk = Desk::new();
    desk.put("front.geojson", r#"{"type":"LineString","coordinates":[[46,39],[47,40]]}"#);
    desk.quietly(&["extract", "docs", "-o", "out", "-q"]);
    let out = desk.run(&["map", "out"]);
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(text(&out.stdout), format!("map         {}\n", Path::new("out").join("map.html").display()));
    let page = fs::read_to_string(desk.path("out/map.html")).unwrap();
    assert!(page.contains("Gandja") && page.contains("\"own\":null"));
    desk.quietly(&["map", "out", "-q", "-o", "front.html", "--basemap", "front.geojson"]);
    assert!(fs::read_to_string(desk.path("front.html")).unwrap().contains(r#""own":{"type":"LineString""#));
    assert_eq!(text(&desk.run(&["map", "out", "-o", "-"]).stdout), page);

    // With the events at once; the page of the run before is no dispatch, wherever it lies.
    let both = &["extract", ".", "-o", "out", "-q", "--map", "--basemap", "front.geojson"];
    fs::remove_file(desk.path("front.html")).unwrap();
    desk.quietly(both);
    let first = desk.files("out");
    assert!(first["map.html"].contains(r#""own":{"type":"LineString""#));
    desk.quietly(both);
    assert_eq!(first, desk.files("out"));
    desk.quietly(&["extract", "docs", "-o", "out", "-q", "--map=far.html"]);
    assert!(desk.path("far.html").exists());
}

#[test]
fn errors_of_maps_say_what_to_do_before_the_long_work() {
    let desk = Desk::new();
    desk.put("notes.html", "<p>mine</p>");
    desk.put("bad.geojson", "{\"type\": \"Road\"}");
    desk.quietly(&["extract", "docs", "-o", "out", "-q"]);
    let cases: &[(&[&str], &[&str])] = &[
        (&["map", "docs"], &["docs", "index.json", "dateline extract"]),
        (&["map", "nowhere"], &["nowhere", "dateline extract"]),
        (&["map", "out", "-o", "notes.html"], &["notes.html was not written by dateline"]),
        (&["map", "out", "-o", "docs"], &["docs is a folder", "map.html"]),
        (&["map", "out", "-o", "no/such/map.html"], &["cannot write the map no/such/map.html"]),
        (&["map", "out", "--basemap", "bad.geojson"], &["bad.geojson: not GeoJSON"]),
        (&["map", "out", "--basemap", "gone.geojson"], &["gone.geojson"]),
        (&["extract", "docs", "-o", "new", "--map", "--basemap", "bad.geojson"], &["bad.geojson: not GeoJSON"]),
        (&["extract", "docs", "-o", "new", "--map=notes.html"], &["notes.html was not written by dateline"]),
        (&["extract", "docs", "-o", "new", "--basemap", "bad.geojson"], &["--map"]),
        (&["extract", "docs", "-o", "-", "--map"], &["name a folder with -o"]),
        (&["extract", "docs", "-o", "-", "--watch"], &["--watch", "name files or folders"]),
        (&["extract", "-", "-o", "new", "--watch"], &["--watch", "name files or folders"]),
    ];
    for (args, words) in cases {
        let out = desk.run(args);
        let said = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{args:?}: {said}");
        for word in *words {
            assert!(said.contains(word), "{args:?} does not say {word:?} but:\n{said}");
        }
    }
    assert!(!desk.path("new").exists(), "nothing was read or written");
    assert_eq!(fs::read_to_string(desk.path("notes.html")).unwrap(), "<p>mine</p>");
}

/// `--watch`: waits at most [`PATIENCE`] for each line it must say.
mod watch {
    use super::*;
    use std::process::Child;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, Instant};

    const PATIENCE: Duration = Duration::from_secs(30);

    struct Watching {
        child: Child,
        lines: Receiver<String>,
    }

    impl Watching {
        fn start(desk: &Desk, args: &[&str]) -> Self {
            let mut command = desk.command(args);
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
            let (send, lines) = channel();
            for stream in [
                Box::new(child.stdout.take().unwrap()) as Box<dyn std::io::Read + Send>,
                Box::new(child.stderr.take().unwrap()),
            ] {
                let send = send.clone();
                std::thread::spawn(move || {
                    for line in BufReader::new(stream).lines().map_while(Result::ok) {
                        let _ = send.send(line);
                    }
                });
            }
            Self { child, lines }
        }

        /// All that is said up to a line that begins so.
        fn until(&self, start: &str) -> String {
            let end = Instant::now() + PATIENCE;
            let mut said = String::new();
            loop {
                let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) else {
                    panic!("no {start:?} came after:\n{said}")
                };
                said += &line;
                said.push('\n');
                if line.starts_with(start) {
                    return said;
                }
            }
        }
    }

    impl Drop for Watching {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    #[test]
    fn a_change_is_read_and_only_what_it_changes_is_written() {
        let desk = Desk::new();
        fs::create_dir(desk.path("gaz")).unwrap();
        let places = "name,lat,lon,kind,id\nGandja,40.68,46.36,city,ganja\nParis,48.85,2.35,city,paris\n";
        desk.put("gaz/places.csv", places);
        // The output lies among what is watched: what is written there is no change.
        let args = ["extract", "docs", "-o", "docs/out", "--gazetteer", "gaz", "--map", "--watch"];
        let mut watching = Watching::start(&desk, &args);
        watching.until("watching ");
        assert_eq!(desk.events("docs/out"), ["2020-10-05 ganja ASSAULT", "2020-10-06 paris CONSULT"]);
        let changed = |name: &str| fs::metadata(desk.path("docs/out").join(name)).unwrap().modified().unwrap();
        let before = changed("2020-10-06.geojson");

        desk.put("docs/a.txt", &BOMBED.replace("lundi", "dimanche"));
        let said = watching.until("map ");
        assert!(said.contains(&format!("changed     {}\n", Path::new("docs").join("a.txt").display())), "{said}");
        assert!(said.contains("written to  docs/out, where ") && !said.contains("b.txt"), "{said}");
        assert_eq!(desk.events("docs/out"), ["2020-10-04 ganja ASSAULT", "2020-10-06 paris CONSULT"]);
        assert_eq!(changed("2020-10-06.geojson"), before, "a day without a change is not written again");

        desk.put("docs/c.txt", "Bakou, 7 oct 2020 (ACN) - Gandja a été bombardée mercredi.");
        assert!(watching.until("map ").contains("new         "));
        assert_eq!(desk.events("docs/out").len(), 3);
        fs::remove_file(desk.path("docs/c.txt")).unwrap();
        assert!(watching.until("map ").contains("removed     "));
        assert_eq!(desk.events("docs/out").len(), 2);

        // A place moved in the gazetteer moves on the map; a table that cannot be used is named, and the watch goes on.
        desk.put("gaz/places.csv", &places.replace("40.68", "40.7"));
        assert!(watching.until("map ").contains("places.csv"));
        assert!(desk.files("docs/out")["2020-10-04.geojson"].contains("[46.36,40.7]"));
        desk.put("gaz/places.csv", "nothing,of,this\n");
        assert!(watching.until("map ").contains("line 1, column name: the column is missing"));
        desk.put("gaz/places.csv", places);
        watching.until("map ");
        assert!(desk.files("docs/out")["2020-10-04.geojson"].contains("[46.36,40.68]"));
        assert!(watching.child.try_wait().unwrap().is_none(), "it still waits");
    }

    /// What Ctrl-C sends ends it, and nothing half written stays.
    #[cfg(unix)]
    #[test]
    fn an_interrupt_ends_it() {
        let desk = Desk::new();
        let mut watching = Watching::start(&desk, &["extract", "docs/a.txt", "-o", "out", "--watch"]);
        watching.until("watching ");
        let interrupt = Command::new("kill").args(["-INT", &watching.child.id().to_string()]).status().unwrap();
        assert!(interrupt.success());
        let end = Instant::now() + PATIENCE;
        while watching.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < end, "it did not end");
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(desk.files("out").keys().all(|name| !name.starts_with('.')));
    }
}
