//! A folder to work in, with a dispatch whose event must always come out.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub const GOOD: &str = "Bakou, 5 oct 2020 (ACN) - Gandja a été bombardée lundi.";
const GOOD_EVENT: &str = "2020-10-05 ganja ASSAULT";

/// What hangs has not ended by then. No measure of speed: thousands of times what any of this takes.
const PATIENCE: Duration = Duration::from_mins(5);

pub struct Desk(tempfile::TempDir);

/// How a command ended and what it said.
pub struct Ended {
    pub code: Option<i32>,
    pub said: String,
    pub out: String,
    /// The most memory it held at once, in kB, as far as the system tells.
    pub peak_kb: Option<u64>,
}

impl Desk {
    /// An empty folder with `docs/good.txt` in it.
    pub fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        desk.put("docs/good.txt", GOOD);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("the file can be written");
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(args).current_dir(self.0.path());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ended {
        end(self.command(args), b"")
    }

    /// Reads `docs` into `out`: the good event must be there, and nobody may have panicked.
    pub fn extract(&self, what: &str) -> Ended {
        let ended = self.run(&["extract", "docs", "-o", "out"]);
        assert!(matches!(ended.code, Some(0 | 2)), "{what}: {:?} {}", ended.code, ended.said);
        self.good_is_there(what);
        ended
    }

    pub fn good_is_there(&self, what: &str) {
        let events = self.events("out");
        assert!(events.iter().any(|e| e == GOOD_EVENT), "{what} costs the event of another document: {events:?}");
    }

    /// Day, place and type of the events of a folder, with whatever files are wrong.
    pub fn events(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (name, bytes) in self.files(folder) {
            if !name.ends_with(".geojson") || name == "places.geojson" {
                continue;
            }
            let sheet: Value = serde_json::from_slice(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
            for feature in sheet["features"].as_array().expect("features") {
                if let [Value::Number(lon), Value::Number(lat)] =
                    feature["geometry"]["coordinates"].as_array().map_or(&[][..], Vec::as_slice)
                {
                    let (lon, lat) = (lon.as_f64().expect("a number"), lat.as_f64().expect("a number"));
                    assert!(lon.abs() <= 180.0 && lat.abs() <= 90.0, "{name}: {lon} {lat} is nowhere");
                }
                let word = |key: &str| feature["properties"][key].as_str().unwrap_or("-").to_owned();
                found.push(format!("{} {} {}", name.trim_end_matches(".geojson"), word("place_id"), word("type")));
            }
        }
        found
    }

    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        files(&self.path(folder))
    }
}

/// The files of a folder, by name.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    entries
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_file())
        .map(|e| (e.file_name().into_string().expect("a name"), fs::read(e.path()).expect("a file")))
        .collect()
}

/// Waits for the end of a command that reads `input`; one that hangs or panics fails the test.
pub fn end(mut command: Command, input: &[u8]) -> Ended {
    let shown = format!("{command:?}");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect(&shown);
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut read = [
        Box::new(child.stdout.take().expect("a pipe")) as Box<dyn Read + Send>,
        Box::new(child.stderr.take().expect("a pipe")),
    ]
    .map(|mut stream| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = stream.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
    })
    .into_iter();
    // A command that has enough closes its end.
    let _ = stdin.write_all(input);
    drop(stdin);
    let (code, peak_kb) = wait(&mut child, &shown);
    let mut text = || read.next().expect("two streams").join().expect("what was said");
    let (out, said) = (text(), text());
    assert!(!said.contains("panicked"), "{shown}: {said}");
    Ended { code, said, out, peak_kb }
}

fn wait(child: &mut Child, shown: &str) -> (Option<i32>, Option<u64>) {
    let begun = Instant::now();
    let mut peak = None;
    loop {
        // Linux tells the high-water mark of what still runs.
        peak = peak.max(peak_of(child.id()));
        if let Some(status) = child.try_wait().expect("its state") {
            return (status.code(), peak);
        }
        if begun.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("{shown} hangs");
        }
        std::thread::sleep(Duration::from_millis(4));
    }
}

fn peak_of(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()
}
