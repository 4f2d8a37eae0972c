//! Files and folders that lead in circles, go away, or will not be read.

use super::desk::{Desk, GOOD};
use dateline::document::read;
use dateline::language::Language;
use std::fs;

#[test]
fn two_files_of_one_name_are_two_documents() {
    let desk = Desk::new();
    for folder in ["a", "b", "c"] {
        desk.put(&format!("{folder}/x.txt"), GOOD);
    }
    let ended = desk.run(&["extract", "a/x.txt", "b/x.txt", "c/x.txt", "b/x.txt", "-o", "out"]);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    let index: serde_json::Value = serde_json::from_slice(&desk.files("out")["index.json"]).expect("JSON");
    let docs: Vec<&str> =
        index["documents"].as_array().expect("documents").iter().map(|d| d["doc"].as_str().expect("an id")).collect();
    assert_eq!(docs, ["x.txt", "x.txt (2)", "x.txt (3)"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_links_to_itself_is_read_once() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    symlink(".", desk.path("docs/again")).expect("a link");
    symlink("..", desk.path("docs/up")).expect("a link");
    symlink("loop.txt", desk.path("docs/loop.txt")).expect("a link");
    symlink("nowhere.txt", desk.path("docs/broken.txt")).expect("a link");
    let ended = desk.run(&["extract", "docs", "-o", "out"]);
    assert_eq!(ended.code, Some(2), "broken links are named");
    assert!(ended.said.contains("loop.txt") && ended.said.contains("broken.txt"), "{}", ended.said);
    assert!(ended.out.contains("documents   1\n"), "{}", ended.out);
    desk.good_is_there("links");
}

#[test]
fn folders_deeper_than_any_stack() {
    let desk = Desk::new();
    // As deep as a path may be long.
    let mut path = desk.path("docs");
    for _ in 0..1500 {
        path.push("d");
        if fs::create_dir(&path).is_err() {
            path.pop();
            break;
        }
    }
    fs::write(path.join("b.txt"), GOOD).expect("a file");
    desk.extract("deep folders");
}

/// Between the look at the folder and the reading anything may happen to a file.
#[test]
fn what_vanishes_meanwhile_is_named_and_the_rest_is_read() {
    let desk = Desk::new();
    for name in ["a", "b", "c"] {
        desk.put(&format!("docs/{name}.txt"), GOOD);
    }
    let (sources, _) = read::sources(&[desk.path("docs")]);
    fs::remove_file(desk.path("docs/a.txt")).expect("it goes");
    fs::remove_file(desk.path("docs/c.txt")).expect("it goes");
    fs::create_dir(desk.path("docs/c.txt")).expect("a folder of its name");
    let (mut docs, mut problems) = (Vec::new(), Vec::new());
    read::in_parallel(
        &sources,
        Language::french(),
        |doc| doc.id,
        |done| match done {
            Ok(id) => docs.push(id),
            Err(problem) => problems.push(problem),
        },
    );
    assert_eq!(docs, ["b.txt", "good.txt"]);
    assert_eq!(problems.len(), 2);
    assert!(problems[0].to_string().contains("a.txt: there is no such file or folder; check how"), "{}", problems[0]);
    assert!(problems[1].file.ends_with("c.txt") && !problems[1].is_warning(), "{}", problems[1]);
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_is_named() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new();
    // Opens and fails at the first byte, for everyone.
    symlink("/proc/self/mem", desk.path("docs/memory.txt")).expect("a link");
    desk.put("docs/closed.txt", GOOD);
    fs::set_permissions(desk.path("docs/closed.txt"), fs::Permissions::from_mode(0o000)).expect("rights");
    let for_all = fs::read(desk.path("docs/closed.txt")).is_ok();
    let ended = desk.extract("unreadable files");
    assert_eq!(ended.code, Some(2));
    assert!(ended.said.contains("memory.txt: it cannot be read"), "{}", ended.said);
    // Root may read everything.
    assert!(for_all || ended.said.contains("closed.txt: it may not be opened; give yourself"), "{}", ended.said);
    for device in ["/dev/zero", "/dev/full", "/proc/self/mem"] {
        let ended = desk.run(&["extract", "docs", device, "-o", "out"]);
        assert!(ended.code == Some(2) && ended.said.contains(device), "{device}: {}", ended.said);
    }
    let ended = desk.run(&["extract", "docs", "--gazetteer", "/proc/self/mem", "-o", "out"]);
    assert!(ended.code == Some(2) && ended.said.contains("/proc/self/mem"), "{}", ended.said);
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_in_a_folder_are_no_texts() {
    let desk = Desk::new();
    let made = std::process::Command::new("mkfifo").arg(desk.path("docs/pipe.txt")).status().expect("mkfifo");
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("docs/socket.txt")).expect("a socket");
    let ended = desk.extract("a pipe");
    assert!(ended.out.contains("documents   1\n"), "{}", ended.out);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_read() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    for name in [b"\xff\xfe.txt".as_slice(), b"a\nb.txt", b"\x1b]0;x\x07.txt", b"-o.txt", b"=1+1.txt", b"<img>.txt"] {
        fs::write(desk.path("docs").join(OsStr::from_bytes(name)), GOOD).expect("a file");
    }
    let ended = desk.extract("odd names");
    assert!(ended.out.contains("documents   7\n"), "{}", ended.out);
    for (name, bytes) in desk.files("out") {
        assert!(!String::from_utf8(bytes).expect("UTF-8").contains('\u{1b}'), "{name}");
    }
    let ended = desk.run(&["explain", "docs"]);
    assert!(!ended.out.contains('\u{1b}'), "a terminal takes it for an order");
    // Nor may what is said of a file that cannot be read.
    fs::write(desk.path("docs").join(OsStr::from_bytes(b"\x1b]0;y\x07.jsonl")), "{").expect("a file");
    let ended = desk.extract("an odd name with a problem");
    assert!(ended.code == Some(2) && !ended.said.contains('\u{1b}'), "{:?}", ended.said);
}
