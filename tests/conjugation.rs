//! The forms of French verbs, against a table written by hand.
//!
//! `tests/language/conjugation.csv` has an infinitive, a tense, who (`1s` to `3p`; `ms`, `fs`, `mp`, `fp` of a
//! participle; `-` where the form has none), a form, and whether the verb has it (`yes`, `no`).

use dateline::language::{Inflection, Language, Tense};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Row {
    infinitive: String,
    tense: Tense,
    who: String,
    form: String,
    holds: String,
}

/// Why a row does not hold.
fn failure(row: &Row) -> Option<String> {
    let lexicon = Language::french().lexicon();
    let Some(verb) = lexicon.verb_id(&row.infinitive) else { return Some("no such verb".to_owned()) };
    let (person, plural, feminine) = match row.who.as_bytes() {
        b"-" => (0, false, false),
        [gender @ (b'm' | b'f'), number] => (0, *number == b'p', *gender == b'f'),
        [person, number] => (person - b'0', *number == b'p', false),
        _ => return Some(format!("who is {}?", row.who)),
    };
    let wanted = Inflection { tense: row.tense, person, plural, feminine };
    let has = lexicon.forms(lexicon.id(&row.form)).iter().any(|f| f.verb == verb && f.inflection == wanted);
    match (row.holds.as_str(), has) {
        ("yes", true) | ("no", false) => None,
        ("yes", false) => Some("is not made".to_owned()),
        ("no", true) => Some("is made and must not be".to_owned()),
        (other, _) => Some(format!("holds is {other}?")),
    }
}

#[test]
fn every_row_of_the_table_holds() {
    let mut table = csv::Reader::from_path("tests/language/conjugation.csv").expect("the table");
    let mut failures = Vec::new();
    let mut rows = 0;
    for row in table.deserialize() {
        let row: Row = row.expect("a row of the table");
        rows += 1;
        if let Some(why) = failure(&row) {
            failures.push(format!("{} {:?} {}: {} {why}", row.infinitive, row.tense, row.who, row.form));
        }
    }
    assert!(failures.is_empty(), "{} of {rows} rows:\n{}", failures.len(), failures.join("\n"));
    assert!(rows >= 300, "only {rows} rows");
}

#[test]
#[ignore = "a measurement: cargo test --release --test conjugation -- --ignored --nocapture"]
fn french_is_ready_in_eight_milliseconds() {
    let start = std::time::Instant::now();
    let code = Language::french().code();
    let took = start.elapsed();
    assert_eq!(code, "fr");
    println!("Language::french() took {took:?}");
    assert!(took.as_millis() <= 8, "{took:?}");
}
