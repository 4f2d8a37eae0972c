//! The command as people run it: exit codes, what it says, and where it says it.

mod common;

use common::{manifest, settled};
use dateline::output;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn dateline() -> Command {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
}

fn run(args: &[&str]) -> Output {
    dateline().args(args).output().expect("the command starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A folder with the events of `common::settled` under `in`.
fn written() -> (tempfile::TempDir, String, String) {
    let top = tempfile::tempdir().expect("a folder");
    let (from, to) = (top.path().join("in"), top.path().join("out"));
    output::write(&settled(), &manifest(), &from, &[]).expect("the folder can be written");
    let path = |p: &Path| p.to_str().expect("a path").to_owned();
    (top, path(&from), path(&to))
}

/// The help names the formats that the program was built with.
#[cfg(all(feature = "flatgeobuf", feature = "parquet"))]
#[test]
fn help_says_what_there_is() {
    let mut all = String::new();
    for args in [
        &["--help"][..],
        &["extract", "--help"],
        &["filter", "--help"],
        &["map", "--help"],
        &["explain", "--help"],
        &["gazetteer", "--help"],
        &["gazetteer", "add", "--help"],
    ] {
        let out = run(args);
        assert_eq!(out.status.code(), Some(0));
        all.extend(["$ dateline ", &args.join(" "), "\n", &text(&out.stdout), "\n"]);
    }
    insta::assert_snapshot!("help", all);
}

#[test]
fn filter_writes_the_part_and_says_so() {
    let (_top, from, to) = written();
    let out =
        run(&["filter", &from, "-o", &to, "--from", "2020-10-31", "--type", "assault,protest", "--format", "csv"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let expected = format!(
        "documents   2\nevents      3 on 2 days\nplaces      2\nunresolved  1 name, listed in {}\nwritten to  {to}\n",
        Path::new(&to).join("unresolved.csv").display()
    );
    assert_eq!(text(&out.stdout), expected);
    assert_eq!(text(&out.stderr), "");
    assert_eq!(fs::read_to_string(Path::new(&to).join("events.csv")).unwrap().lines().count(), 4);
    assert_eq!(text(&run(&["filter", &from, "-o", &to, "--quiet"]).stdout), "");
}

#[test]
fn nothing_found_is_one() {
    let (_top, from, to) = written();
    let out = run(&["filter", &from, "-o", &to, "--from", "2021-01-01", "--status", "claimed"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(Path::new(&to).join("index.json").exists(), "what there is stands all the same");
    assert_eq!(run(&["filter", &from, "-o", "-", "--min-confidence", "1"]).status.code(), Some(1));
}

/// Arguments and inputs that are wrong, each with words that the error must hold.
#[test]
fn errors_say_what_is_wrong_and_what_to_write() {
    let (top, from, to) = written();
    let file = top.path().join("file").to_str().unwrap().to_owned();
    fs::write(&file, "").unwrap();
    let day = "year-month-day, for example 2020-10-31";
    let cases: &[(&[&str], &[&str])] = &[
        (&["filter", &from, "-o", &to, "--from", "31/10/2020"], &["--from", "31/10/2020", day]),
        (&["filter", &from, "-o", &to, "--to", "2020-02-30"], &["--to", "no such day"]),
        (&["extract", &file, "--published", "hier"], &["--published", day]),
        (&["filter", &from, "-o", &to, "--from", "2020-11-01", "--to", "2020-10-01"], &["exchange --from and --to"]),
        (&["filter", &from, "-o", &to, "--type", "BOMB"], &["BOMB", "ASSAULT", "DISASTER"]),
        (&["filter", &from, "-o", &to, "--status", "true"], &["true", "reported, claimed, denied, planned"]),
        (&["filter", &from, "-o", &to, "--min-confidence", "86"], &["from 0 to 1"]),
        (&["filter", &from, "-o", &to, "--format", "shp"], &["csv, kml, geojsonl"]),
        (&["filter", &from, "-o", "-", "--format", "kml"], &["name a folder with -o"]),
        (&["filter", &from, "-o", &from], &["another folder"]),
        (&["filter", &from, "-o", &file], &[&file, "not a folder"]),
        (&["filter", &file, "-o", &to], &["index.json", "dateline extract"]),
        (&["filter", &from], &["--output"]),
        (&["extract"], &["<INPUT>"]),
        (&["man", "nothing"], &["no command", "--help"]),
        (&[], &["Usage"]),
    ];
    for (args, words) in cases {
        let out = run(args);
        let said = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{args:?}: {said}");
        assert_eq!(text(&out.stdout), "", "{args:?}");
        for word in *words {
            assert!(said.contains(word), "{args:?} does not say {word:?} but:\n{said}");
        }
    }
    assert!(!Path::new(&to).exists(), "nothing was written");
}

#[test]
fn events_go_to_standard_output_as_lines() {
    let (_top, from, _) = written();
    let out = run(&["filter", &from, "-o", "-"]);
    assert_eq!(out.status.code(), Some(0));
    let lines = text(&out.stdout);
    assert_eq!(lines.lines().filter(|l| l.starts_with(r#"{"type":"Feature","id":"#)).count(), 7);
    assert_eq!(lines.lines().count(), 7);
}

/// More lines than a pipe holds, of which the reader takes one.
#[test]
fn a_broken_pipe_is_no_error() {
    let top = tempfile::tempdir().unwrap();
    let mut many = settled();
    let event = many.events[0].clone();
    many.events = (0..2000).map(|i| dateline::corpus::Event { id: format!("e{i:04}"), ..event.clone() }).collect();
    output::write(&many, &manifest(), top.path(), &[]).unwrap();
    let folder = top.path().to_str().unwrap();
    for args in [&["filter", folder, "-o", "-"][..], &["completions", "bash"]] {
        let mut child =
            dateline().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
        let mut line = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let out = child.wait_with_output().unwrap();
        assert_eq!((out.status.code(), text(&out.stderr).as_str()), (Some(0), ""), "{args:?}");
        assert!(!line.is_empty());
    }
}

/// A full disk, as a limit on the size of files plays it.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_files() {
    let (_top, from, to) = written();
    assert!(run(&["filter", &from, "-o", &to, "--from", "2020-11-01"]).status.success());
    let all = || {
        let files = fs::read_dir(&to).unwrap().map(|e| e.unwrap().path());
        files.map(|p| (p.clone(), fs::read(p).unwrap())).collect::<std::collections::BTreeMap<_, _>>()
    };
    let before = all();
    let script = r#"trap '' XFSZ; ulimit -f 1; exec "$0" "$@""#;
    let out = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_dateline"), "filter", &from, "-o", &to, "--format", "kml"])
        .output()
        .unwrap();
    let said = text(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write") && said.contains("as they were"), "{said}");
    assert_eq!(before, all());
}

#[test]
fn shells_and_man_are_served() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let out = run(&["completions", shell]);
        assert!(out.status.success() && text(&out.stdout).contains("min-confidence"), "{shell}");
    }
    for command in ["map", "extract", "filter", "explain", "gazetteer"] {
        assert!(text(&run(&["completions", "fish"]).stdout).contains(&format!("-a \"{command}\"")), "{command}");
        assert!(text(&run(&["man"]).stdout).contains(&format!("dateline\\-{command}(1)")), "{command}");
    }
    let bash = text(&run(&["completions", "bash"]).stdout);
    for value in ["--watch", "--basemap", "geojsonl", "DISASTER", "planned"] {
        assert!(bash.contains(value), "bash does not complete {value}");
    }
    assert!(text(&run(&["man"]).stdout).contains(".TH dateline 1"));
    assert!(text(&run(&["man", "extract"]).stdout).contains("min\\-confidence"));
}

/// The program reads files and nothing else: no crate in its tree can open a connection.
#[test]
fn no_crate_reaches_the_network() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", text(&tree.stderr));
    let tree = text(&tree.stdout);
    let crates: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains(&"clap"), "the tree is listed");
    // The names that `deny.toml` bans.
    let deny: toml::Table = fs::read_to_string("deny.toml").unwrap().parse().unwrap();
    let banned: Vec<&str> =
        deny["bans"]["deny"].as_array().unwrap().iter().map(|b| b["crate"].as_str().unwrap()).collect();
    assert!(banned.len() > 10 && banned.contains(&"reqwest"));
    for name in banned {
        assert!(!crates.contains(&name), "{name} can open a connection");
    }
}
