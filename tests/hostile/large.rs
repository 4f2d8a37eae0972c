//! What takes minutes: a gigabyte on one line, tables of millions of rows, a disk of a few kilobytes.

use super::desk::{Desk, GOOD, end};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::Command;

/// The most memory a run may take, however long its texts are, in kB.
#[cfg(target_os = "linux")]
const MOST_KB: u64 = 350 * 1024;

fn gigabyte(desk: &Desk, name: &str, start: &str, piece: &str, end: &str) {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(desk.path(name)).expect("a file"));
    let block = piece.repeat((1 << 20) / piece.len() + 1);
    out.write_all(start.as_bytes()).expect("it is written");
    let mut bytes = 0;
    while bytes < 1_000_000_000 {
        out.write_all(block.as_bytes()).expect("it is written");
        bytes += block.len();
    }
    out.write_all(end.as_bytes()).and_then(|()| out.flush()).expect("it is written");
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "minutes"]
fn a_gigabyte_on_one_line() {
    let sentence = "Les habitants attendaient le retour du courant, selon la mairie. ";
    for (name, start, piece, last) in [
        ("docs/line.txt", "", sentence, GOOD),
        ("docs/line.html", "<html><body><p>", sentence, "</p></body></html>"),
        ("docs/line.md", "", "mot ", ""),
        ("docs/signs.txt", "", "(", ""),
        ("docs/nothing.txt", "", " ", ""),
        ("docs/line.jsonl", "{\"text\":\"", sentence, "\"}\n"),
    ] {
        let desk = Desk::new();
        gigabyte(&desk, name, start, piece, last);
        let ended = desk.extract(name);
        // A line of JSON cannot be cut: it is too long, and told.
        let lost = name == "docs/line.jsonl";
        assert_eq!(ended.code, Some(if lost { 2 } else { 0 }), "{name}: {}", ended.said);
        let peak = ended.peak_kb.expect("Linux tells it");
        assert!(peak <= MOST_KB, "{name}: {peak} kB");
    }
}

#[test]
#[ignore = "minutes"]
fn a_table_of_two_million_rows() {
    let desk = Desk::new();
    let mut table = BufWriter::new(File::create(desk.path("big.csv")).expect("a file"));
    table.write_all(b"name,lat,lon,kind,id\n").expect("it is written");
    for row in 0..2_000_000u32 {
        let (lat, lon) = (f64::from(row % 170) - 85.0, f64::from(row % 359) - 179.0);
        let _ = writeln!(table, "Nomville{row},{lat},{lon},village,n{row}");
    }
    table.flush().expect("it is written");
    drop(table);
    desk.put("docs/x.txt", "Bakou, 6 oct 2020 (ACN) - Nomville1999999 a été bombardée mardi.");
    let gazetteer = concat!(env!("CARGO_MANIFEST_DIR"), "/gazetteer");
    let ended = desk.run(&["extract", "docs", "-o", "out", "--gazetteer", gazetteer, "--gazetteer", "big.csv"]);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    desk.good_is_there("two million rows");
    assert!(desk.events("out").contains(&"2020-10-06 n1999999 ASSAULT".to_owned()));
}

/// A real disk that is full, where this user may mount one.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "needs the right to mount"]
fn a_small_disk_that_fills_up() {
    let desk = Desk::new();
    let text =
        |n: u32| format!("Publié le {:02}/{:02}/2019 à 06h30\n\nBarda a été bombardée mardi.", 1 + n % 28, 1 + n / 28);
    for n in 0..300 {
        desk.put(&format!("many/{n}.txt"), text(n));
    }
    std::fs::create_dir(desk.path("disk")).expect("a folder");
    let script = r#"set -e
        mount -t tmpfs -o size=200k none disk
        "$0" extract docs -o disk/out -q
        find disk -type f | sort | xargs sha256sum >before
        code=0; "$0" extract docs many -o disk/out -q 2>said || code=$?
        find disk -type f | sort | xargs sha256sum >after
        cat said; cmp before after; test $code = 2; grep -q 'cannot write disk/out.*as they were' said
        mount -o remount,ro disk
        code=0; "$0" extract many -o disk/out -q 2>said || code=$?
        test $code = 2; grep -q 'cannot write disk/out' said
        find disk -type f | sort | xargs sha256sum | cmp before -"#;
    let mut command = Command::new("unshare");
    command.args(["--mount", "--map-root-user", "sh", "-c", script, env!("CARGO_BIN_EXE_dateline")]);
    command.current_dir(desk.path(""));
    let ended = end(command, b"");
    assert_eq!(ended.code, Some(0), "{} {}", ended.said, ended.out);
}
