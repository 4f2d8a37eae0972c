//! What README.md, the crate's front page and docs/coding.md show is what the program does.
//!
//! The README's `sh` and `console` blocks are run in order, as a reader would type them, in a copy of the folder. In a
//! `console` block the lines behind a `$ ` are what the command prints; `DATELINE_README=update cargo test --test readme`
//! writes what it prints now. A `json` block is a part of an event that was written on the way.

#[path = "readme/page.rs"]
mod page;

use page::{Block, blocks, rust_of_doc_comment};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const BINARY: &str = env!("CARGO_BIN_EXE_dateline");

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(repository().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn readme_blocks() -> Vec<Block> {
    blocks(&read("README.md"))
}

#[cfg(unix)]
mod commands {
    use super::*;
    use page::{Shown, matches_shown, with_output};
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;

    /// Commands that build; one test of its own does what the first says, the others are this run itself.
    const BUILDING: [&str; 2] = ["cargo install --path .", "cargo test"];

    /// A folder as a reader of the README has it: the dispatches, the gazetteer, the program on the path.
    struct Desk {
        top: tempfile::TempDir,
    }

    impl Desk {
        fn new() -> Self {
            let top = tempfile::tempdir().expect("a folder");
            for folder in ["seeds", "gazetteer"] {
                copy(&repository().join(folder), &top.path().join("here").join(folder));
            }
            let bin = top.path().join("bin");
            fs::create_dir(&bin).expect("a folder");
            std::os::unix::fs::symlink(BINARY, bin.join("dateline")).expect("a link");
            // What `cargo run --release -- …` does once it has built.
            let cargo = bin.join("cargo");
            let run = "#!/bin/sh\n[ \"$1 $2 $3\" = 'run --release --' ] || exit 99\nshift 3\nexec dateline \"$@\"\n";
            fs::write(&cargo, run).expect("a script");
            fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).expect("a script");
            Self { top }
        }

        fn here(&self) -> PathBuf {
            self.top.path().join("here")
        }

        /// Runs a line; what it printed, the two streams together.
        fn run(&self, line: &str) -> Result<String, String> {
            let path = std::env::var("PATH").unwrap_or_default();
            let out = Command::new("sh")
                .args(["-c", &format!("{{ {line}\n}} 2>&1")])
                .current_dir(self.here())
                .env("PATH", format!("{}:{path}", self.top.path().join("bin").display()))
                .env("COLUMNS", "100")
                .output()
                .expect("a shell");
            let said = String::from_utf8_lossy(&out.stdout).into_owned();
            if out.status.success() { Ok(said) } else { Err(format!("`{line}`: {}\n{said}", out.status)) }
        }
    }

    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
            let entry = entry.expect("an entry");
            if entry.path().is_dir() {
                copy(&entry.path(), &to.join(entry.file_name()));
            } else {
                fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
            }
        }
    }

    #[test]
    fn every_command_runs_and_prints_what_is_shown() {
        let desk = Desk::new();
        let updating = std::env::var("DATELINE_README").is_ok_and(|value| value == "update");
        let mut text = read("README.md");
        let mut failures = Vec::new();
        let mut events = Vec::new();
        let mut shown_events = Vec::new();
        let mut run = 0;
        for block in readme_blocks() {
            match block.language.as_str() {
                "sh" => {
                    for line in block.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                        if BUILDING.contains(&line) {
                            continue;
                        }
                        run += 1;
                        failures.extend(desk.run(line).err());
                        events.extend(features_under(&desk.here()));
                    }
                }
                "console" => {
                    let mut now = String::new();
                    for Shown { command, output } in block.shown() {
                        run += 1;
                        match desk.run(&command) {
                            Ok(said) if updating => now += &with_output(&command, &output, &said),
                            Ok(said) if matches_shown(&output, &said) => {}
                            Ok(said) => {
                                failures.push(format!("`{command}` prints\n{said}and README.md shows\n{output}"));
                            }
                            Err(error) => failures.push(error),
                        }
                        events.extend(features_under(&desk.here()));
                    }
                    if updating && !now.is_empty() {
                        text = text.replacen(&block.text, &now, 1);
                    }
                }
                "dispatch" => fs::write(desk.here().join("depeche.txt"), &block.text).expect("a file"),
                "json" => shown_events.push(block),
                "rust" | "csv" | "text" => {}
                other => failures.push(format!("README.md, line {}: what is a block of {other:?}?", block.line)),
            }
        }
        if updating {
            fs::write(repository().join("README.md"), text).expect("README.md");
        }
        assert!(run >= 10, "only {run} commands were found");
        assert!(!shown_events.is_empty(), "the README shows an event");
        for block in shown_events {
            let shown: Value = serde_json::from_str(&block.text).expect("JSON");
            if !events.iter().any(|event| holds(event, &shown)) {
                failures.push(format!("README.md, line {}: no event that was written holds this", block.line));
            }
        }
        let accept = "DATELINE_README=update cargo test --test readme";
        assert!(failures.is_empty(), "{}\nIf the program is right: {accept}", failures.join("\n\n"));
    }

    /// The features of all day files below a folder.
    fn features_under(folder: &Path) -> Vec<Value> {
        let mut out = Vec::new();
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                out.extend(features_under(&entry));
            } else if entry.extension().is_some_and(|e| e == "geojson") {
                let text = fs::read_to_string(&entry).expect("a day file");
                let file: Value = serde_json::from_str(&text).expect("GeoJSON");
                out.extend(file["features"].as_array().expect("features").iter().cloned());
            }
        }
        out
    }

    /// Whether `whole` has all that `part` shows.
    fn holds(whole: &Value, part: &Value) -> bool {
        match (whole, part) {
            (Value::Object(whole), Value::Object(part)) => {
                part.iter().all(|(key, value)| whole.get(key).is_some_and(|has| holds(has, value)))
            }
            (Value::Array(whole), Value::Array(part)) if part.iter().all(Value::is_object) => {
                part.iter().all(|value| whole.iter().any(|has| holds(has, value)))
            }
            _ => whole == part,
        }
    }

    #[test]
    #[ignore = "builds in release mode: cargo test --test readme -- --ignored"]
    fn it_installs() {
        let top = tempfile::tempdir().expect("a folder");
        let out = Command::new(env!("CARGO"))
            .args(["install", "--path", ".", "--locked", "--root"])
            .arg(top.path())
            .current_dir(repository())
            .output()
            .expect("cargo");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        assert!(top.path().join("bin/dateline").is_file());
    }
}

/// The options that a help text or a page names.
fn options_in(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter_map(|word| word.strip_prefix("--"))
        .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|name| format!("--{name}"))
        .collect()
}

fn help(command: &[&str]) -> String {
    let out = Command::new(BINARY).args(command).arg("--help").output().expect("the command starts");
    assert!(out.status.success(), "{command:?} --help");
    String::from_utf8(out.stdout).expect("UTF-8")
}

#[test]
fn the_tables_of_options_agree_with_help() {
    let readme = read("README.md");
    let commands: [&[&str]; 7] = [
        &["extract"],
        &["filter"],
        &["map"],
        &["explain"],
        &["gazetteer", "check"],
        &["gazetteer", "find"],
        &["gazetteer", "add"],
    ];
    for command in commands {
        let name = format!("`dateline {}", command.join(" "));
        let row = readme
            .lines()
            .find(|line| line.starts_with(&format!("| {name}")))
            .unwrap_or_else(|| panic!("the table of commands has no {name}"));
        let mut real = options_in(&help(command));
        real.remove("--help");
        assert_eq!(options_in(row), real, "left what README.md says of {name}, right what --help says");
    }
    // Every command has a row, and every option is told of in the table of options.
    let all = help(&[]);
    let listed = all.split("Commands:").nth(1).and_then(|rest| rest.split("Options:").next()).expect("commands");
    for command in listed.lines().filter_map(|line| line.split_whitespace().next()).filter(|c| *c != "help") {
        assert!(readme.contains(&format!("| `dateline {command}")), "README.md does not tell of {command}");
    }
    let told: BTreeSet<String> = readme
        .lines()
        .filter(|line| line.starts_with("| `-"))
        .flat_map(|line| options_in(line.split('|').nth(1).unwrap_or_default()))
        .collect();
    let real: BTreeSet<String> = commands.iter().flat_map(|command| options_in(&help(command))).collect();
    let real: BTreeSet<String> = real.into_iter().filter(|option| option != "--help").collect();
    assert_eq!(told, real, "left the table of options, right all of --help");
}

#[test]
fn types_statuses_and_formats_are_those_of_the_program() {
    let readme = read("README.md");
    for format in dateline::output::Format::ALL {
        assert!(readme.contains(format.file_name()), "README.md does not name {}", format.file_name());
    }
    let coding = read("docs/coding.md");
    for kind in dateline::event::EventType::ALL {
        assert!(coding.contains(&format!("### {}", kind.name())), "docs/coding.md does not tell of {}", kind.name());
    }
}

/// Every type and mode that a frame of the language gives is told of, under its type.
#[test]
fn modes_are_told_of() {
    let coding = read("docs/coding.md");
    let table: toml::Table = read("src/language/fr/triggers.toml").parse().expect("TOML");
    let frames = table["frame"].as_array().expect("frames");
    assert!(frames.len() > 20);
    for frame in frames {
        let Some(mode) = frame.get("mode").and_then(toml::Value::as_str) else { continue };
        let kind = frame["type"].as_str().expect("a type");
        let section = coding.split(&format!("### {kind}")).nth(1).and_then(|rest| rest.split("\n## ").next());
        let section = section.and_then(|rest| rest.split("\n### ").next()).unwrap_or_default();
        assert!(section.contains(&format!("`{mode}`")), "docs/coding.md, {kind}: what is the mode {mode}?");
    }
}

/// The weights of docs/coding.md are those of the one file that has them.
#[test]
fn confidence_weighs_as_told() {
    let coding = read("docs/coding.md");
    let section = coding.split("## Confidence").nth(1).expect("a section").split("\n## ").next().expect("a section");
    let told: Vec<&str> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split('|').nth(1).map(str::trim))
        .filter(|cell| cell.parse::<f64>().is_ok())
        .collect();
    let source = read("src/corpus/confidence.rs");
    let table = source.split("/// The confidence, 0 to 1").next().expect("the weights");
    let used: Vec<&str> = table
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .filter(|word| word.len() > 2 && word.parse::<f64>().is_ok())
        .collect();
    assert!(used.len() > 8, "{used:?}");
    assert_eq!(told, used, "left docs/coding.md, right src/corpus/confidence.rs, in order");
}

#[test]
fn the_front_page_has_the_example_of_the_readme() {
    let blocks = readme_blocks();
    let example = blocks.iter().find(|block| block.language == "rust").expect("an example");
    assert_eq!(rust_of_doc_comment(&read("src/lib.rs")), example.text, "left src/lib.rs, right README.md");
    let lines = example.text.lines().filter(|line| !line.trim().is_empty()).count();
    assert!(lines <= 16, "an example of ten lines and its frame, not {lines}");
}

/// Links within the repository lead somewhere, to a heading too where they name one.
#[test]
fn links_lead_somewhere() {
    let mut seen = 0;
    for page in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/coding.md"] {
        let text = read(page);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            seen += 1;
            let (file, heading) = link.split_once('#').map_or((link, None), |(f, h)| (f, Some(h)));
            let target = if file.is_empty() {
                repository().join(page)
            } else {
                repository().join(page).parent().expect("a folder").join(file)
            };
            assert!(target.exists(), "{page} links to {link}");
            if let Some(heading) = heading {
                let there = fs::read_to_string(&target).expect("a page");
                assert!(there.lines().any(|line| page::anchor(line).as_deref() == Some(heading)), "{page}: no {link}");
            }
        }
    }
    assert!(seen > 10, "only {seen} links were found");
}
