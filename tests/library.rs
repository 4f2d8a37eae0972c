//! What the command does, a program can do with the library alone.

use dateline::corpus::{self, Reading, Settled};
use dateline::document::read;
use dateline::event::{EventType, Status};
use dateline::gazetteer::Gazetteer;
use dateline::language::Language;
use dateline::output::{self, Filter, Manifest};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn gazetteer() -> Gazetteer {
    let loaded = Gazetteer::load(&[repository().join("gazetteer")]).expect("a gazetteer");
    assert_eq!(loaded.problems, [], "every row of our own can be used");
    loaded.gazetteer
}

/// The events of `seeds/`, read and settled as `extract` does.
fn seeds(gazetteer: &Gazetteer) -> Settled {
    let language = Language::french();
    let (sources, problems) = read::sources(&[repository().join("seeds")]);
    assert!(problems.is_empty(), "{problems:?}");
    let mut readings = Vec::new();
    read::in_parallel(
        &sources,
        language,
        |document| Reading::of(&document, gazetteer, language),
        |done| match done {
            Ok(reading) => readings.push(reading),
            Err(problem) => assert!(problem.is_warning(), "{problem}"),
        },
    );
    corpus::settle(readings, gazetteer, None).0
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| (path.strip_prefix(folder).expect("below").to_owned(), fs::read(&path).expect("a file")))
        .collect()
}

#[test]
fn it_writes_what_the_command_writes() {
    let top = tempfile::tempdir().expect("a folder");
    let (ours, its) = (top.path().join("ours"), top.path().join("its"));
    let gazetteer = gazetteer();
    let manifest =
        Manifest { version: env!("CARGO_PKG_VERSION").to_owned(), gazetteer_sha256: gazetteer.sha256().to_owned() };
    let mut settled = seeds(&gazetteer);
    let filter = Filter { types: vec![EventType::Assault], statuses: vec![Status::Reported], ..Filter::default() };
    filter.apply(&mut settled);
    let written = output::write(&settled, &manifest, &ours, &[]).expect("written");
    assert!(written.events > 5, "{written:?}");

    let out = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .current_dir(repository())
        .args(["extract", "seeds", "--gazetteer", "gazetteer", "--type", "assault", "--status", "reported", "-o"])
        .arg(&its)
        .output()
        .expect("the command starts");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let (ours, its) = (files(&ours), files(&its));
    assert_eq!(ours.keys().collect::<Vec<_>>(), its.keys().collect::<Vec<_>>());
    for (name, bytes) in &ours {
        assert!(its[name] == *bytes, "{} differs", name.display());
    }
}

/// Everything that an event says of itself, a program can ask it, and follow to the words of a document.
#[test]
fn events_can_be_walked_to_their_words() {
    let gazetteer = gazetteer();
    let settled = seeds(&gazetteer);
    assert!(settled.events.len() > 50, "{}", settled.events.len());
    let folder = repository().join("seeds");
    let mut checked = 0;
    for event in &settled.events {
        assert!((0.0..=1.0).contains(&event.confidence), "{}", event.id);
        assert!(!event.sources.is_empty(), "{} comes from nowhere", event.id);
        assert!(event.wordings <= event.reports, "{}", event.id);
        if let (Some(first), Some(last)) = (event.days.first, event.days.last) {
            assert!(first <= last, "{}", event.id);
        }
        for source in &event.sources {
            assert!(settled.documents.iter().any(|document| document.doc == source.doc), "{}", source.doc);
            let path = folder.join(source.doc.as_str());
            let Ok(text) = fs::read_to_string(&path) else { continue };
            if path.extension().is_none_or(|ending| ending != "txt") {
                continue;
            }
            let text: Vec<char> = text.trim_start_matches('\u{feff}').chars().collect();
            let slice = |(from, to): (usize, usize)| text[from..to].iter().collect::<String>();
            assert_eq!(slice(source.span), source.quote, "{}", event.id);
            for evidence in &source.evidence {
                assert_eq!(slice(evidence.span), evidence.text, "{}", event.id);
                assert!(!evidence.rule.is_empty(), "{}: which rule said so?", event.id);
                checked += 1;
            }
        }
    }
    assert!(checked > 150, "only {checked} words were looked up");
    for status in [Status::Reported, Status::Claimed, Status::Planned] {
        assert!(settled.events.iter().any(|event| event.status == status), "no event is {}", status.name());
    }
}
