//! What holds for every date: written out in words or figures it is the day it names, or no day at all.

use super::in_words::in_words;
use super::read;
use chrono::{Datelike, Days as Count, NaiveDate};
use dateline::time::{self, Days, Precision};
use proptest::prelude::*;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// The days of all mentions of a sentence.
fn days(sentence: &str, published: Option<NaiveDate>) -> Vec<Option<Days>> {
    time::resolve(&read(sentence).1, published)
}

fn published() -> impl Strategy<Value = NaiveDate> {
    (1950i32..2100, 1u32..=366).prop_map(|(year, day)| {
        NaiveDate::from_yo_opt(year, day).unwrap_or_else(|| NaiveDate::from_ymd_opt(year, 12, 31).expect("a day"))
    })
}

/// `1er`, `31`.
fn ordinal(day: u32) -> String {
    if day == 1 { "1er".to_owned() } else { day.to_string() }
}

fn month(number: u32) -> &'static str {
    MONTHS[number as usize - 1]
}

proptest! {
    #[test]
    fn a_full_date_is_its_day_in_every_writing(
        year in 1000i32..3000,
        month_number in 1u32..=12,
        day in 1u32..=31,
        published in proptest::option::of(published()),
    ) {
        let meant = NaiveDate::from_ymd_opt(year, month_number, day).map(Days::day);
        let named = month(month_number);
        let mut writings = vec![
            format!("le {} {named} {year}", ordinal(day)),
            format!("le {day} {} {year}", named.to_uppercase()),
            format!("le {day:02}/{month_number:02}/{year}"),
            format!("le {day:02}.{month_number:02}.{year}"),
            format!("le {year}-{month_number:02}-{day:02}"),
        ];
        if let Some(Days { first: Some(first), .. }) = meant {
            writings.push(format!("le {} {day} {named} {year}", WEEKDAYS[first.weekday().num_days_from_monday() as usize]));
        }
        for writing in writings {
            prop_assert_eq!(days(&format!("Le pont a sauté {writing}."), published), [meant], "{}", writing);
        }
    }

    /// Without its year a date is a day of that name, and the nearest behind the day of publication where told as past.
    #[test]
    fn a_date_without_a_year_lies_behind_what_tells_it(published in published(), back in 0u64..300) {
        let meant = published.checked_sub_days(Count::new(back)).expect("a day");
        prop_assume!((meant.month(), meant.day()) != (2, 29));
        let found = days(&format!("Le pont a sauté le {} {}.", ordinal(meant.day()), month(meant.month())), Some(published));
        prop_assert_eq!(found, [Some(Days::day(meant))]);
    }

    #[test]
    fn a_number_that_is_no_year_leaves_no_day(
        day in 1u32..=28,
        month_number in 1u32..=12,
        year in prop_oneof![10_000u64..100_000, 10_000u64..],
        published in published(),
    ) {
        for sentence in [
            format!("Le pont a sauté le {} {} {year}.", ordinal(day), month(month_number)),
            format!("Le pont a sauté dans la nuit du {day} au {} {} {year}.", day + 1, month(month_number)),
            format!("Depuis le {day} {} {year}, la ville brûle.", month(month_number)),
        ] {
            let found = days(&sentence, Some(published));
            prop_assert!(!found.is_empty() && found.iter().all(Option::is_none), "{} {:?}", sentence, found);
        }
        // What it counts leaves the day as it is.
        let counted = format!("Le {} {} {year} personnes ont fui.", ordinal(day), month(month_number));
        prop_assert!(days(&counted, Some(published))[0].is_some(), "{}", counted);
    }

    #[test]
    fn the_ends_of_an_interval_are_the_days_named_in_order(
        year in 1990i32..2060, month_number in 1u32..=12, first in 1u32..=31, last in 1u32..=31, published in published(),
    ) {
        let ends = format!("{} {} {year}", last, month(month_number));
        for sentence in [
            format!("La trêve a tenu du {first} au {ends}."),
            format!("La trêve a tenu entre le {first} et le {ends}."),
        ] {
            let found = days(&sentence, Some(published));
            prop_assert_eq!(found.len(), 1, "{}", sentence);
            let Some(found) = found[0] else {
                // Only a day that is none may leave nothing.
                let exists = |day| NaiveDate::from_ymd_opt(year, month_number, day).is_some();
                prop_assert!(!(first <= last && exists(last)) , "{}", sentence);
                continue;
            };
            prop_assert_eq!(found.precision, Precision::Range);
            prop_assert!(found.first <= found.last, "{}: {:?}", sentence, found);
            prop_assert_eq!(found.last, NaiveDate::from_ymd_opt(year, month_number, last));
            prop_assert_eq!(found.first.map(|d| d.day()), Some(first));
            if first <= last {
                prop_assert_eq!(found.first, NaiveDate::from_ymd_opt(year, month_number, first));
            }
        }
    }

    #[test]
    fn a_weekday_told_as_past_is_of_the_week_behind(published in published(), weekday in 0usize..7) {
        let found = days(&format!("Le pont a sauté {}.", WEEKDAYS[weekday]), Some(published));
        let day = found[0].and_then(|d| d.first).expect("a day");
        prop_assert_eq!(day.weekday().num_days_from_monday() as usize, weekday);
        prop_assert!((0..7).contains(&published.signed_duration_since(day).num_days()), "{} of {}", day, published);
    }

    #[test]
    fn days_ago_are_counted_in_words_as_in_figures(published in published(), count in 2u64..9999) {
        let meant = published.checked_sub_days(Count::new(count)).map(Days::day);
        for number in [count.to_string(), in_words(count)] {
            prop_assert_eq!(days(&format!("Le pont a sauté il y a {number} jours."), Some(published)), [meant], "{}", number);
        }
    }

    /// What is read does not hang on what stands in another paragraph, but for the words that point back to it.
    #[test]
    fn full_dates_stand_alone(dates in proptest::collection::vec((1900i32..2100, 1u32..=12, 1u32..=28), 1..6)) {
        let text = dates
            .iter()
            .map(|(year, month_number, day)| format!("Le pont a sauté le {} {} {year}.\n\n", ordinal(*day), month(*month_number)))
            .collect::<Vec<String>>()
            .concat();
        let meant: Vec<_> = dates.iter().map(|(y, m, d)| NaiveDate::from_ymd_opt(*y, *m, *d).map(Days::day)).collect();
        prop_assert_eq!(days(&text, None), meant);
    }
}
