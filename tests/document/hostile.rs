//! Texts that no newspaper prints: they are read, and in time that follows their length.

#[allow(dead_code)] // the words are for the rooms behind
#[path = "../hostile/pieces.rs"]
mod pieces;

use dateline::document::Document;
use dateline::language::Language;
use std::time::{Duration, Instant};

fn read(text: &str) -> (Document, Duration) {
    let start = Instant::now();
    let doc = Document::new("t", text, Language::french());
    (doc, start.elapsed())
}

#[test]
fn time_follows_length() {
    for piece in pieces::SIGNS {
        let short = piece.repeat(200_000 / piece.len());
        let long = piece.repeat(1_600_000 / piece.len());
        read(&short);
        let (_, first) = read(&short);
        let (_, second) = read(&long);
        // Eight times the text; a square would cost 64 times.
        assert!(second < first * 24 + Duration::from_millis(60), "{piece:?}: {first:?}, then {second:?}");
    }
}

#[test]
fn one_line_without_end_is_cut_into_sentences() {
    let (doc, _) = read(&"mot ".repeat(300_000));
    assert_eq!(doc.tokens.len(), 300_000);
    assert!(doc.sentences.iter().all(|s| s.tokens.len() <= 1000));
}

#[test]
fn nothing_gives_nothing() {
    for text in ["", " ", "\n\n\n", "\u{feff}", "\0\0", "\u{200b}"] {
        let (doc, _) = read(text);
        assert!(doc.blocks.is_empty() && doc.tokens.is_empty(), "{text:?}");
    }
}

#[test]
fn an_odd_byte_behind_utf_16_is_no_endless_file() {
    let folder = tempfile::tempdir().expect("a folder");
    for ending in ["txt", "md", "html", "jsonl"] {
        let path = folder.path().join(format!("a.{ending}"));
        std::fs::write(&path, b"\xff\xfeA\0b\0\n\0c").expect("a file");
        let (sources, _) = dateline::document::read::sources(&[path]);
        let read = dateline::document::read::documents(&sources[0], Language::french()).take(9).count();
        assert!(read < 9, "{ending}: read again and again");
    }
}
