//! The table of places: `tests/place/fr.csv`, read against `tests/place/gazetteer.csv`.
//!
//! A row names a sentence, a mention in it, and what it is: `location`, `locates` (it only says where something else
//! is), `topic` (what something is about), `actor`, `demonym`, `part-of-name`, or `none` where it must not be a
//! mention at all. `place` is a gazetteer id or `-`; `relation` a kind of relation; `lat` and `lon` right to 3 km.

use dateline::document::Document;
use dateline::gazetteer::{Gazetteer, Kind};
use dateline::language::Language;
use dateline::place::{self, LatLon, PlaceMention, Role};
use dateline::syntax::Syntax;
use std::path::PathBuf;

#[derive(Debug)]
struct Row {
    sentence: String,
    mention: String,
    role: String,
    place: String,
    relation: String,
    at: Option<LatLon>,
}

fn rows() -> Vec<Row> {
    let mut reader = csv::Reader::from_path("tests/place/fr.csv").expect("the table");
    reader
        .records()
        .map(|record| {
            let record = record.expect("a row of seven cells");
            let cell = |at: usize| record[at].to_owned();
            let at = record[5].parse().ok().zip(record[6].parse().ok()).map(|(lat, lon)| LatLon::new(lat, lon));
            Row { sentence: cell(0), mention: cell(1), role: cell(2), place: cell(3), relation: cell(4), at }
        })
        .collect()
}

fn gazetteer() -> Gazetteer {
    let files = ["tests/place/gazetteer.csv", "tests/place/actors.csv"].map(PathBuf::from);
    let loaded = Gazetteer::load(&files).expect("the gazetteer of the tests");
    assert_eq!(loaded.problems, []);
    loaded.gazetteer
}

fn read(sentence: &str, gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let language = Language::french();
    let doc = Document::new("row", sentence, language);
    place::find(&doc, &Syntax::of(&doc, language), gazetteer, language)
}

/// What is wrong with a row; none where it holds.
fn wrong(row: &Row, gazetteer: &Gazetteer) -> Option<String> {
    let mentions = read(&row.sentence, gazetteer);
    let found = mentions.iter().find(|m| m.value.name == row.mention);
    let Some(mention) = found else {
        return (row.role != "none").then(|| {
            let names: Vec<&str> = mentions.iter().map(|m| m.value.name.as_str()).collect();
            format!("no mention; found {names:?}")
        });
    };
    let value = &mention.value;
    let role = match value.role {
        Role::Location if value.reason.starts_with("topic/") => "topic",
        Role::Location if value.locates_only => "locates",
        role => role.name(),
    };
    if role != row.role {
        return Some(format!("is {role} by {}", value.reason));
    }
    let place = value.place.map_or("-", |ix| gazetteer.place(ix).id.as_str());
    if place != row.place {
        return Some(format!("stands for {place}"));
    }
    let relation = value.relation.map_or("", |(kind, _)| kind.name());
    if !row.relation.is_empty() && relation != row.relation {
        return Some(format!("has the relation `{relation}`"));
    }
    let off = row.at.map(|at| value.at.map_or(f64::INFINITY, |found| at.km_to(found)));
    off.filter(|km| *km > 3.0).map(|km| format!("is {km:.1} km off at {:?}", value.at))
}

#[test]
fn french_places() {
    let gazetteer = gazetteer();
    let rows = rows();
    let failures: Vec<String> = rows
        .iter()
        .filter_map(|row| wrong(row, &gazetteer).map(|why| (row, why)))
        .map(|(row, why)| format!("{}\n    {} should be {} {}: {why}", row.sentence, row.mention, row.role, row.place))
        .collect();
    assert!(failures.is_empty(), "{} of {} rows fail:\n{}", failures.len(), rows.len(), failures.join("\n"));
}

/// A gazetteer must know the words by which the table of places speaks of kinds.
#[test]
fn nouns_call_places_by_their_kinds() {
    let nouns = Language::french().place().nouns();
    let unknown: Vec<_> = nouns.iter().filter(|(_, kind)| Kind::parse(kind).is_none()).collect();
    assert!(nouns.len() > 40 && unknown.is_empty(), "{unknown:?} of {}", nouns.len());
}

#[test]
fn the_table_is_large_enough() {
    let rows = rows();
    let elsewhere = rows.iter().filter(|row| row.role != "location" && row.role != "locates").count();
    assert!(rows.len() >= 300 && elsewhere >= 100, "{} rows, {elsewhere} of them no locations", rows.len());
}

/// Every mention lies in the text, in order, and its name is what stands there.
fn sound(text: &str, gazetteer: &Gazetteer) {
    let language = Language::french();
    let doc = Document::new("row", text, language);
    let mentions = place::find(&doc, &Syntax::of(&doc, language), gazetteer, language);
    let mut last = 0;
    for mention in &mentions {
        assert!(mention.span.start >= last, "{text:?}: out of order at {:?}", mention.value.name);
        last = mention.span.start;
        assert_eq!(mention.span.of(&doc.text), mention.value.name);
        assert_eq!(doc.span_of(mention.tokens.clone()), mention.span);
        if let Some((_, span)) = mention.value.relation {
            assert!(!span.is_empty() && doc.text.get(span.range()).is_some());
        }
        assert!(mention.value.qualified_by.is_none_or(|by| by < mentions.len()));
        assert!((0.0..=1.0).contains(&mention.value.confidence));
        if let Some(at) = mention.value.at {
            assert!(at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0 && mention.value.uncertainty_km > 0.0);
        }
    }
    for row in place::unresolved(&doc, &mentions, gazetteer) {
        assert_eq!(row.span.of(&doc.text), row.name);
        assert!(row.context.contains(row.span));
    }
}

proptest::proptest! {
    /// Sentences of the table, cut and glued anywhere, and any characters at all.
    #[test]
    fn no_text_breaks_it(pieces in proptest::collection::vec((0usize..400, 0usize..200, 0usize..60, ".{0,8}"), 0..5)) {
        static SENTENCES: std::sync::LazyLock<(Vec<Row>, Gazetteer)> = std::sync::LazyLock::new(|| (rows(), gazetteer()));
        let (rows, gazetteer) = &*SENTENCES;
        let mut text = String::new();
        for (row, start, count, noise) in pieces {
            text.extend(rows[row % rows.len()].sentence.chars().skip(start % 40).take(count));
            text.push_str(&noise);
        }
        sound(&text, gazetteer);
    }
}
