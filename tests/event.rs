//! What happened, where, when, on whose word: short French texts against the events that they tell.
//!
//! `tests/event/fr.csv` has a publication day, a text, the events expected of it and a note. Events are joined by
//! ` ; ` in any order, `-` stands for none:
//!
//! `TYPE[/mode]@place@YYYY-MM-DD[..YYYY-MM-DD]#status[#k=killed_min][#w=wounded_min]`
//!
//! `?` stands for a day that no text gives. Places are those of the built-in gazetteer, by name or id. Modes, statuses
//! and tolls are compared as strictly as types, places and days.

#[path = "common/in_words.rs"]
mod in_words;
#[path = "event/properties.rs"]
mod properties;

use chrono::NaiveDate;
use dateline::corpus::{self, Event, Reading};
use dateline::document::Document;
use dateline::gazetteer::Gazetteer;
use dateline::language::Language;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;

#[derive(Debug, Deserialize)]
struct Row {
    published: NaiveDate,
    text: String,
    events: String,
    note: String,
}

fn rows() -> Vec<Row> {
    let mut table = csv::Reader::from_path("tests/event/fr.csv").expect("the table");
    table.deserialize().map(|row| row.expect("a row")).collect()
}

/// An event in the form of the table.
fn written(event: &Event, gazetteer: &Gazetteer) -> String {
    let mut out = event.kind.name().to_owned();
    if let Some(mode) = &event.mode {
        let _ = write!(out, "/{mode}");
    }
    let place = event.place.as_ref().map_or_else(
        || "?".to_owned(),
        |place| {
            gazetteer.find_id(&place.id).map_or_else(|| place.name.to_string(), |ix| gazetteer.place(ix).name.clone())
        },
    );
    let _ = write!(out, "@{place}@");
    match (event.days.first, event.days.last) {
        (Some(first), Some(last)) if first != last => {
            let _ = write!(out, "{first}..{last}");
        }
        (Some(first), _) => {
            let _ = write!(out, "{first}");
        }
        _ => out.push('?'),
    }
    let _ = write!(out, "#{}", event.status.name());
    if let Some(killed) = event.killed.min {
        let _ = write!(out, "#k={killed}");
    }
    if let Some(wounded) = event.wounded.min {
        let _ = write!(out, "#w={wounded}");
    }
    out
}

/// An expected event with its place by the gazetteer's name, where an id stands for it.
fn canonical(wanted: &str, gazetteer: &Gazetteer) -> String {
    let mut parts: Vec<String> = wanted.trim().splitn(3, '@').map(str::to_owned).collect();
    if let Some(place) = parts.get_mut(1)
        && let Some(found) = gazetteer.find_id(place)
    {
        place.clone_from(&gazetteer.place(found).name);
    }
    parts.join("@")
}

/// The events of a row, expected and found, each in order.
fn compared(row: &Row, gazetteer: &Gazetteer) -> (Vec<String>, Vec<String>) {
    let language = Language::french();
    let mut doc = Document::new("row.txt", &row.text, language);
    doc.published = Some(row.published.to_string());
    let reading = Reading::of(&doc, gazetteer, language);
    let (settled, _) = corpus::settle(vec![reading], gazetteer, Some(row.published));
    let mut found: Vec<String> = settled.events.iter().map(|e| written(e, gazetteer)).collect();
    let mut wanted: Vec<String> = match row.events.trim() {
        "-" => Vec::new(),
        events => events.split(" ; ").map(|e| canonical(e, gazetteer)).collect(),
    };
    found.sort();
    wanted.sort();
    (wanted, found)
}

#[test]
fn every_row_of_the_table_holds() {
    let gazetteer = Gazetteer::builtin();
    let mut failures = String::new();
    let mut failed = 0;
    for (number, row) in rows().iter().enumerate() {
        let (wanted, found) = compared(row, gazetteer);
        if wanted != found {
            failed += 1;
            let list = |events: &[String]| if events.is_empty() { "-".to_owned() } else { events.join(" ; ") };
            let _ = write!(
                failures,
                "\nline {} ({}): {}\n  wanted {}\n  found  {}\n",
                number + 2,
                row.note,
                row.text,
                list(&wanted),
                list(&found)
            );
        }
    }
    assert!(failed == 0, "{failed} rows of tests/event/fr.csv do not hold:\n{failures}");
}

/// A text that breaks off anywhere, or begins anywhere, is read like any other.
#[test]
fn no_piece_of_a_row_panics() {
    let (language, gazetteer) = (Language::french(), Gazetteer::builtin());
    for row in rows() {
        let text = row.text.as_str();
        let cuts: Vec<usize> = text
            .char_indices()
            .filter(|(_, c)| !c.is_alphanumeric())
            .flat_map(|(i, c)| [i, i + c.len_utf8()])
            .collect();
        for cut in cuts {
            for piece in [&text[..cut], &text[cut..]] {
                std::hint::black_box(Reading::of(&Document::new("a.txt", piece, language), gazetteer, language));
            }
        }
    }
}

#[test]
fn the_table_is_large_and_says_no_often() {
    let rows = rows();
    let none = rows.iter().filter(|r| r.events.trim() == "-").count();
    let texts: BTreeSet<&str> = rows.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(texts.len(), rows.len(), "a text stands twice");
    assert!(rows.len() >= 400, "{} rows", rows.len());
    assert!(none >= 150, "{none} rows tell no event");
}

#[test]
fn every_type_stands_in_the_table() {
    let all = rows().iter().map(|r| r.events.as_str()).collect::<Vec<_>>().join(" ");
    for kind in dateline::event::EventType::ALL {
        assert!(all.contains(&format!(" {}", kind.name())), "{} stands in no row", kind.name());
    }
}
