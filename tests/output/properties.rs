//! What holds for every folder: what was written is what is read again.

use crate::common::{day, days, event, manifest, settled};
use dateline::corpus::{Event, Settled};
use dateline::event::{EventType, Status};
use dateline::output::{self, Filter};
use dateline::time::{Days, Precision};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

fn when() -> impl Strategy<Value = Days> {
    let end = || proptest::option::weighted(0.8, 0u64..40);
    let precision = prop::sample::select(vec![
        Precision::PartOfDay,
        Precision::Day,
        Precision::Range,
        Precision::Week,
        Precision::Month,
        Precision::Year,
        Precision::Unknown,
    ]);
    (end(), end(), precision).prop_map(|(first, length, precision)| {
        let at = |n: u64| day("2020-10-01").checked_add_days(chrono::Days::new(n)).expect("a day").to_string();
        let last = length.map(|length| at(first.unwrap_or_default() + length));
        let first = first.map(at);
        // What has a day has its first one.
        match (&first, precision) {
            (None, _) if last.is_none() => days(None, None, Precision::Unknown),
            (Some(first), Precision::Day) => days(Some(first), Some(first), precision),
            _ => days(first.as_deref(), last.as_deref(), precision),
        }
    })
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let one = (
        prop::sample::select(EventType::ALL.to_vec()),
        prop::sample::select(vec![None, Some("shusha"), Some("santiago")]),
        when(),
        prop::sample::select(vec![Status::Reported, Status::Claimed, Status::Denied, Status::Planned]),
        0.0..=1.0f64,
        "\\PC{0,12}",
    );
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let make = |(number, (kind, place, when, status, confidence, words)): (usize, _)| Event {
            status,
            confidence,
            title: words,
            ..event(&format!("e{number:02}"), kind, place, when)
        };
        all.into_iter().enumerate().map(make).collect()
    })
}

fn filter() -> impl Strategy<Value = Filter> {
    let bound = || proptest::option::of((1u32..=31).prop_map(|d| day(&format!("2020-10-{d:02}"))));
    (
        bound(),
        bound(),
        prop::sample::subsequence(EventType::ALL.to_vec(), 0..4),
        proptest::option::of(Just(["shusha".to_owned()].into())),
        prop::sample::subsequence(vec![Status::Reported, Status::Claimed, Status::Planned], 0..3),
        proptest::option::of(0.0..=1.0f64),
    )
        .prop_map(|(from, to, types, places, statuses, min_confidence)| Filter {
            from,
            to,
            types,
            places,
            statuses,
            min_confidence,
        })
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("the folder").map(|e| e.expect("an entry").path());
    entries
        .map(|p| (p.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read(&p).expect("a file")))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Filtering what is written gives the bytes of filtering before writing, and filtering by nothing those that were.
    #[test]
    fn a_folder_read_again_is_the_folder(events in events(), filter in filter()) {
        let settled = Settled { events, ..settled() };
        let folder = tempfile::tempdir()?;
        let at = |name: &str| folder.path().join(name);
        output::write(&settled, &manifest(), &at("whole"), &[]).expect("a folder");
        output::filter(&at("whole"), &at("again"), &Filter::default(), &[]).expect("a folder");
        prop_assert_eq!(files(&at("again")), files(&at("whole")));
        let mut kept = settled.clone();
        filter.apply(&mut kept);
        prop_assert!(kept.events.iter().all(|e| filter.keeps(e)) && kept.events.len() <= settled.events.len());
        output::write(&kept, &manifest(), &at("before"), &[]).expect("a folder");
        let written = output::filter(&at("whole"), &at("after"), &filter, &[]).expect("a folder");
        prop_assert_eq!(written.events, kept.events.len());
        prop_assert_eq!(files(&at("after")), files(&at("before")));
        let mut lines = Vec::new();
        prop_assert_eq!(output::filter_lines(&at("whole"), &filter, &mut lines).expect("lines"), kept.events.len());
        for line in String::from_utf8(lines)?.lines() {
            prop_assert!(serde_json::from_str::<serde_json::Value>(line)?.is_object());
        }
    }

    /// One event alone is kept or not as it is among others, and a condition more never brings one back.
    #[test]
    fn a_condition_more_keeps_no_more(events in events(), filter in filter()) {
        for event in &events {
            let fewer = Filter { from: None, types: Vec::new(), ..filter.clone() };
            prop_assert!(!filter.keeps(event) || fewer.keeps(event));
            // A day on which an event lies keeps it, and no other day does.
            if let (Some(first), Some(last)) = (event.days.first, event.days.last) {
                let only = |day| Filter { from: Some(day), to: Some(day), ..Filter::default() };
                prop_assert!(only(first).keeps(event) && only(last).keeps(event));
                let (before, after) = (first.pred_opt().expect("a day"), last.succ_opt().expect("a day"));
                prop_assert!(!only(before).keeps(event) && !only(after).keeps(event));
            }
        }
    }

    /// A manifest that says anything names no file and stops the run, or is read.
    #[test]
    fn a_damaged_folder_is_refused_and_left(
        events in events(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>(),
    ) {
        let folder = tempfile::tempdir()?;
        let whole = folder.path().join("whole");
        output::write(&Settled { events, ..settled() }, &manifest(), &whole, &[]).expect("a folder");
        let mut bytes = std::fs::read(whole.join("index.json"))?;
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        std::fs::write(whole.join("index.json"), &bytes)?;
        let before = files(&whole);
        let target = folder.path().join("target");
        match output::filter(&whole, &target, &Filter::default(), &[]) {
            Ok(_) => prop_assert!(files(&target).len() >= 4),
            Err(error) => {
                prop_assert!(error.to_string().contains("whole") , "{}", error);
                prop_assert!(!target.join("index.json").exists(), "nothing is written");
            }
        }
        prop_assert_eq!(files(&whole), before, "what was read is as it was");
    }
}
