//! Expressions of time, tested by the table `time/fr.csv`: publication day, sentence, the phrases as TIMEX3 spans them,
//! their values, the days they mean. A row with `-` must give nothing. Several expressions stand with ` | ` between.

#[path = "common/in_words.rs"]
mod in_words;
#[path = "time/properties.rs"]
mod properties;

use chrono::{Datelike, Days as Count, NaiveDate};
use dateline::{
    document::Document,
    language::{Language, TimeUnit},
    syntax::Syntax,
    time::{self, Day, Days, Expression, TimeMention},
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;

struct Row {
    line: usize,
    published: NaiveDate,
    sentence: String,
    phrases: String,
    values: String,
    days: String,
}

fn rows() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/time/fr.csv");
    let mut reader = csv::Reader::from_path(path).expect("tests/time/fr.csv");
    reader
        .records()
        .enumerate()
        .map(|(index, record)| {
            let record = record.unwrap_or_else(|error| panic!("tests/time/fr.csv: {error}"));
            let field = |i: usize| record.get(i).expect("five columns").to_owned();
            let published = field(0).parse().unwrap_or_else(|_| panic!("line {}: not a day: {}", index + 2, &field(0)));
            Row { line: index + 2, published, sentence: field(1), phrases: field(2), values: field(3), days: field(4) }
        })
        .collect()
}

fn read(sentence: &str) -> (Document, Vec<TimeMention>) {
    let language = Language::french();
    let doc = Document::new("row", sentence, language);
    let mentions = time::find(&doc, &Syntax::of(&doc, language), language);
    (doc, mentions)
}

/// `2020-10-31 day`, `2020-10-03/2020-10-05 range`, `2020-09-27/.. day`, `none`.
fn shown(days: Option<&Days>) -> String {
    let Some(days) = days else { return "none".to_owned() };
    let end = |day: Option<NaiveDate>| day.map_or_else(|| "..".to_owned(), |d| d.to_string());
    let precision = serde_json::to_value(days.precision).expect("a name");
    let precision = precision.as_str().expect("a name").to_owned();
    if days.first == days.last {
        format!("{} {precision}", end(days.first))
    } else {
        format!("{}/{} {precision}", end(days.first), end(days.last))
    }
}

/// What a sentence gives, as the columns of the table write it: phrases, values, days.
fn given(sentence: &str, published: NaiveDate) -> [String; 3] {
    let (doc, mentions) = read(sentence);
    let days = time::resolve(&mentions, Some(published));
    let mut columns: [Vec<String>; 3] = Default::default();
    for (mention, days) in mentions.iter().zip(&days) {
        for timex in time::timexes(&doc, mention, days.as_ref()) {
            columns[0].push(timex.span.of(&doc.text).to_owned());
            columns[1].push(timex.value);
            columns[2].push(shown(days.as_ref()));
        }
    }
    columns.map(|column| if column.is_empty() { "-".to_owned() } else { column.join(" | ") })
}

#[test]
fn every_row_of_the_table() {
    let mut failures = String::new();
    let rows = rows();
    for row in &rows {
        let given = given(&row.sentence, row.published);
        let wanted = [&row.phrases, &row.values, &row.days];
        if given.iter().zip(wanted).any(|(g, w)| g != w) {
            let _ = writeln!(
                failures,
                "line {}, published {}: {}\n  wanted {} = {} ({})\n  given  {} = {} ({})",
                row.line, row.published, row.sentence, row.phrases, row.values, row.days, given[0], given[1], given[2]
            );
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(rows.len() >= 400 && rows.iter().filter(|r| r.phrases == "-").count() >= 80);
}

#[test]
fn every_rule_is_used_by_a_row() {
    let used: BTreeSet<&str> = rows().iter().flat_map(|row| read(&row.sentence).1).map(|m| m.rule).collect();
    // Rules that say that their words are no time at all leave no mention.
    let silent = ["fr/some-weekday", "fr/named-weekday", "fr/overnight", "fr/minute-of-silence", "fr/way"];
    let unused: Vec<&str> = time::rule_names().filter(|name| !used.contains(name) && !silent.contains(name)).collect();
    assert!(unused.is_empty(), "no row uses {unused:?}");
}

/// How a mention's days move when the publication day does.
#[derive(PartialEq)]
enum Moves {
    /// Not at all: a full date.
    Not,
    /// By the same weeks: weekdays, distances in days and weeks.
    ByWeeks,
    /// By the same years only: months and days of the month.
    ByYears,
    /// As the moon does.
    Freely,
}

fn moves(mentions: &[TimeMention], index: usize) -> Moves {
    let value = &mentions[index].value;
    if let time::Anchor::Mention(earlier) = value.anchor {
        return moves(mentions, earlier);
    }
    let stated = |day: Day| matches!(day, Day::MonthDay { year: Some(_), .. });
    let dated = |day: Day| matches!(day, Day::MonthDay { .. });
    match value.expression {
        Expression::Easter { year: None, .. } => Moves::Freely,
        Expression::MonthDay { year: Some(_), .. }
        | Expression::Month { year: Some(_), .. }
        | Expression::Months { year: Some(_), .. }
        | Expression::Season { year: Some(_), .. }
        | Expression::NthOfYear { year: Some(_), .. }
        | Expression::Easter { .. }
        | Expression::Year { .. }
        | Expression::Years { .. }
        | Expression::Decade { .. }
        | Expression::Century { .. }
        | Expression::NoYear { .. } => Moves::Not,
        Expression::Range { to, .. } if stated(to) => Moves::Not,
        Expression::Night { last: Some(day), .. } | Expression::Night { first: Some(day), last: None, .. }
            if stated(day) =>
        {
            Moves::Not
        }
        Expression::Range { to, .. } if dated(to) => Moves::ByYears,
        Expression::Night { last: Some(day), .. } | Expression::Night { first: Some(day), last: None, .. }
            if dated(day) =>
        {
            Moves::ByYears
        }
        Expression::MonthDay { .. }
        | Expression::Month { .. }
        | Expression::Months { .. }
        | Expression::NthOfYear { .. }
        | Expression::Season { .. } => Moves::ByYears,
        Expression::Relative { unit, .. } | Expression::Distance { unit, .. } | Expression::PieceOf { unit, .. }
            if !matches!(unit, TimeUnit::Day | TimeUnit::Week | TimeUnit::Weekend) =>
        {
            Moves::ByYears
        }
        _ => Moves::ByWeeks,
    }
}

/// The same day 28 years on, when the weekdays are the same again. No row comes near 2100, whose February is short.
fn in_28_years(day: NaiveDate) -> NaiveDate {
    day.with_year(day.year() + 28).expect("leap years come back after 28 years")
}

#[test]
fn rows_move_with_the_publication_day() {
    let mut failures = String::new();
    for row in rows() {
        let (_, mentions) = read(&row.sentence);
        let then = time::resolve(&mentions, Some(row.published));
        let later = time::resolve(&mentions, Some(in_28_years(row.published)));
        for (index, (then, later)) in then.iter().zip(&later).enumerate() {
            let wanted = match moves(&mentions, index) {
                Moves::Freely => continue,
                Moves::Not => *then,
                _ => then.map(|d| Days { first: d.first.map(in_28_years), last: d.last.map(in_28_years), ..d }),
            };
            if *later != wanted {
                let _ = writeln!(
                    failures,
                    "line {}, 28 years on: {}: {later:?}, wanted {wanted:?}",
                    row.line, row.sentence
                );
            }
        }
        for weeks in [1u64, 3, 26, 52, 260] {
            let moved = |day: NaiveDate| day.checked_add_days(Count::new(7 * weeks)).expect("within the calendar");
            let later = time::resolve(&mentions, Some(moved(row.published)));
            for (index, (then, later)) in then.iter().zip(&later).enumerate() {
                let wanted = match moves(&mentions, index) {
                    Moves::Not => *then,
                    Moves::ByWeeks => then.map(|d| Days { first: d.first.map(moved), last: d.last.map(moved), ..d }),
                    Moves::ByYears | Moves::Freely => continue,
                };
                if *later != wanted {
                    let _ = writeln!(
                        failures,
                        "line {}, {weeks} weeks on: {}: {later:?}, wanted {wanted:?}",
                        row.line, row.sentence
                    );
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn without_a_publication_day_only_full_dates_have_days() {
    let (_, mentions) =
        read("Mardi, puis le 12 mai 1994, et enfin le 14 mai, la ville a tremblé. Le lendemain, elle dormait.");
    let days = time::resolve(&mentions, None);
    let first = |i: usize| days[i].and_then(|d| d.first).map(|d| d.to_string());
    assert_eq!(first(0), None);
    assert_eq!(first(1).as_deref(), Some("1994-05-12"));
    assert_eq!(first(2).as_deref(), Some("1994-05-14"), "the year of the document's full date");
    assert_eq!(first(3).as_deref(), Some("1994-05-15"));
}

/// Words and marks that rules look for, in any order.
fn words() -> impl Strategy<Value = String> {
    let pieces: Vec<&'static str> = "le la les l' un une du au à de des d' en dans depuis jusqu' avant après entre et vers il y a ce cette \
        même dernier prochain suivant lundi mardi samedi dimanche janvier février mars avril mai août 31 30 29 1er 0 00 99999 2020 2999 1000 \
        98 '98 18h45 24h00 99h99 25 h 61 midi minuit nuit soir matin soirée jour jours semaine mois ans siècle années 1990 XIXe 39e hier \
        demain veille lendemain trois vingt et un mille cent cents dizaine demi quart , . ( ) - / : « » % 31/02/2020 2020-13-45 99.99.9999 \
        999999999999999999999 1,5 7,123456 plus tard tôt partir compter ici Noël Pâques été hiver début fin mi-octobre jour-là mois-ci"
        .split_whitespace()
        .collect();
    prop::collection::vec(prop::sample::select(pieces), 1..14).prop_map(|words| words.join(" "))
}

fn check(text: &str, published: Option<NaiveDate>) {
    let (doc, mentions) = read(text);
    let days = time::resolve(&mentions, published);
    assert_eq!(days.len(), mentions.len());
    let mut end = 0;
    for (mention, days) in mentions.iter().zip(&days) {
        assert!(mention.tokens.start >= end && mention.tokens.start < mention.tokens.end, "{text}");
        assert!(mention.value.phrase.start <= mention.tokens.start && mention.tokens.end <= mention.value.phrase.end);
        end = mention.tokens.end;
        for timex in time::timexes(&doc, mention, days.as_ref()) {
            assert!(mention.span.contains(timex.span) && !timex.span.of(text).is_empty());
        }
        assert!(!time::timex(mention, days.as_ref()).is_empty());
        if let Some(days) = days {
            assert!(!mention.value.expression.is_timeless(), "{text}: {mention:?}");
            assert!(days.first.is_some() || days.last.is_some());
            assert!(days.first.zip(days.last).is_none_or(|(first, last)| first <= last), "{text}: {days:?}");
        }
    }
}

proptest! {
    #[test]
    fn no_words_panic(text in words(), day in -3_000_000i32..3_000_000, known in any::<bool>()) {
        check(&text, NaiveDate::from_num_days_from_ce_opt(day).filter(|_| known));
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,80}") {
        check(&text, NaiveDate::from_ymd_opt(2020, 10, 31));
    }

    #[test]
    fn no_end_of_the_calendar_panics(text in words(), last in any::<bool>()) {
        check(&text, Some(if last { NaiveDate::MAX } else { NaiveDate::MIN }));
    }
}
