//! Disks that are full or closed, runs that are killed, and two runs at once.

use super::desk::{Desk, GOOD, end, files};
use std::fmt::Write;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Many days with an event each, so that writing takes a while.
fn many_days(town: &str, days: u32) -> String {
    let mut lines = String::new();
    for n in 0..days {
        let day = format!("{:02}/{:02}/{}", 1 + n % 28, 1 + n / 28 % 12, 2000 + n / 336);
        let text = format!("Publié le {day} à 06h30\n\n{town} a été bombardée mardi.");
        let _ = writeln!(lines, "{}", serde_json::json!({ "text": text }));
    }
    lines
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_leaves_the_old_files() {
    let desk = Desk::new();
    desk.extract("a first run");
    let before = desk.files("out");
    desk.put("docs/more.jsonl", many_days("Barda", 400));
    // A limit on the size of files plays the full disk.
    let script = r#"trap '' XFSZ; ulimit -f 4; exec "$0" "$@""#;
    for formats in ["csv", "kml", "geojsonl", "fgb", "parquet"] {
        let mut command = Command::new("sh");
        command.args([
            "-c",
            script,
            env!("CARGO_BIN_EXE_dateline"),
            "extract",
            "docs",
            "-o",
            "out",
            "--format",
            formats,
        ]);
        command.current_dir(desk.path(""));
        let ended = end(command, b"");
        assert_eq!(ended.code, Some(2), "{}", ended.said);
        assert!(ended.said.contains("cannot write") && ended.said.contains("as they were"), "{}", ended.said);
        assert_eq!(before, desk.files("out"), "{formats}");
    }
}

/// `/dev/full` takes nothing, as a full disk behind `>`.
#[cfg(target_os = "linux")]
#[test]
fn a_full_stream_is_told() {
    let desk = Desk::new();
    desk.extract("a first run");
    for args in [
        &["extract", "docs", "-o", "-"][..],
        &["extract", "docs", "-o", "out"],
        &["filter", "out", "-o", "-"],
        &["explain", "docs"],
        &["explain", "--json", "docs"],
        &["map", "out", "-o", "-"],
        &["gazetteer", "check"],
        &["gazetteer", "find", "Bakou"],
        &["man"],
        &["completions", "bash"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").expect("/dev/full");
        let child =
            desk.command(args).stdout(full).stderr(Stdio::piped()).stdin(Stdio::null()).spawn().expect("it starts");
        let out = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains("No space left") && !said.contains("panicked"), "{args:?}: {said}");
    }
    // One whose complaints go nowhere either.
    let full = || fs::File::options().write(true).open("/dev/full").expect("/dev/full");
    let status =
        desk.command(&["extract", "gone.txt", "-o", "-"]).stdout(full()).stderr(full()).status().expect("it ends");
    assert_eq!(status.code(), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.put("a_file", "mine");
    for folder in ["/proc/dateline", "/sys/dateline", "a_file", "a_file/below", "/dev/null", ""] {
        let ended = desk.run(&["extract", "docs", "-o", folder]);
        assert_eq!(ended.code, Some(2), "{folder}: {}", ended.said);
        assert!(ended.said.contains(if folder.is_empty() { "-o" } else { folder }), "{folder:?}: {}", ended.said);
    }
    assert_eq!(fs::read_to_string(desk.path("a_file")).expect("it is there"), "mine");
    // For all but root, a folder without the right to write.
    desk.extract("a first run");
    let before = desk.files("out");
    fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(0o555)).expect("rights");
    let may = fs::write(desk.path("out/try"), "").is_ok();
    let _ = fs::remove_file(desk.path("out/try"));
    desk.put("docs/good.txt", GOOD.replace("lundi", "dimanche"));
    let ended = desk.run(&["extract", "docs", "-o", "out"]);
    fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(0o755)).expect("rights");
    assert!(may || ended.code == Some(2) && ended.said.contains("cannot write out"), "{}", ended.said);
    assert!(may || before == desk.files("out"));
}

/// Whenever it is killed: every file is whole, either the old one or the new one, and the next run clears up.
#[cfg(unix)]
#[test]
fn a_kill_in_the_middle_of_writing_leaves_whole_files() {
    let desk = Desk::new();
    let run = |docs: &str, out: &str| {
        let ended = desk.run(&["extract", docs, "-o", out, "-q", "--format", "csv"]);
        assert_eq!(ended.code, Some(0), "{}", ended.said);
        desk.files(out)
    };
    desk.put("old/a.jsonl", many_days("Barda", 150));
    desk.put("new/a.jsonl", many_days("Terter", 300));
    let old = run("old", "out");
    let new = run("new", "other");
    let (mut before_any, mut after_all, mut between) = (0, 0, 0);
    let mut delay = Duration::from_millis(1);
    for _ in 0..16 {
        run("old", "out");
        let mut child =
            desk.command(&["extract", "new", "-o", "out", "-q", "--format", "csv"]).spawn().expect("it starts");
        std::thread::sleep(delay);
        let _ = child.kill();
        let status = child.wait().expect("it ends");
        for (name, bytes) in files(&desk.path("out")).iter().filter(|(name, _)| !name.starts_with('.')) {
            let whole = [&old, &new].into_iter().any(|run| run.get(name) == Some(bytes));
            assert!(whole, "{name} is neither the old file nor the new one, {delay:?} after the start");
        }
        let now = desk.files("out");
        match (now == old, status.success()) {
            (_, true) => after_all += 1,
            (true, _) => before_any += 1,
            _ => between += 1,
        }
        // Nearer to the writing each time, whatever the speed of the machine.
        delay = if status.success() { delay * 3 / 4 } else { delay * 5 / 4 + Duration::from_millis(1) };
        assert_eq!(run("new", "out"), new, "the next run is as if nothing had been");
    }
    assert!(before_any > 0 && after_all + between > 0, "killed {before_any} times before and {between} in the middle");
}

#[cfg(unix)]
#[test]
fn the_second_of_two_runs_says_so() {
    let desk = Desk::new();
    desk.extract("a first run");
    let folder = fs::File::open(desk.path("out")).expect("the folder");
    // What a run that is writing holds.
    folder.lock().expect("the lock");
    for args in [
        &["extract", "docs", "-o", "out"][..],
        &["filter", "out", "-o", "out2"],
        &["map", "out"],
        &["extract", "docs", "-o", "./out/"],
    ] {
        let ended = desk.run(args);
        if args.contains(&"out2") || args[0] == "map" {
            assert_eq!(ended.code, Some(0), "reading is no writing: {}", ended.said);
            continue;
        }
        assert_eq!(ended.code, Some(2), "{args:?}");
        assert!(ended.said.contains("another run of dateline is writing to"), "{args:?}: {}", ended.said);
    }
    folder.unlock().expect("the lock");
    desk.extract("a run after it");
}

/// Many at once: some may be told to wait, none harms another.
#[test]
fn runs_at_once_leave_one_whole_folder() {
    let desk = Desk::new();
    desk.put("docs/more.jsonl", many_days("Barda", 200));
    desk.extract("a first run");
    let alone = desk.files("out");
    let args = ["extract", "docs", "-o", "out", "-q"];
    let children: Vec<_> =
        (0..6).map(|_| desk.command(&args).stderr(Stdio::piped()).spawn().expect("it starts")).collect();
    let mut done = 0;
    for child in children {
        let out = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        match out.status.code() {
            Some(0) => done += 1,
            Some(2) => assert!(said.contains("another run of dateline is writing to out"), "{said}"),
            other => panic!("{other:?}: {said}"),
        }
    }
    assert!(done > 0);
    assert_eq!(desk.files("out"), alone);
}
