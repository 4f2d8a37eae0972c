//! What holds for everything that is read in a document, and for what a corpus makes of it.

use super::in_words::in_words;
use super::rows;
use chrono::NaiveDate;
use dateline::corpus::{self, Archive, Basis, Event, Reading};
use dateline::document::Document;
use dateline::event::When;
use dateline::gazetteer::Gazetteer;
use dateline::language::Language;
use proptest::prelude::*;
use std::sync::LazyLock;

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| rows().into_iter().map(|row| row.text).collect());

/// Texts of the table, cut and glued anywhere, under a dateline or without one.
fn dispatch() -> impl Strategy<Value = String> {
    let piece = (any::<prop::sample::Index>(), 0usize..60, 20usize..200, "(\\PC{0,4}|\n\n|\\. |« )");
    let head = prop_oneof![
        Just(String::new()),
        (1u32..=28).prop_map(|day| format!("Bakou, {day} octobre 2020 (ACN) - ")),
        (1u32..=28).prop_map(|day| format!("Bakou, {day} octobre (ACN) - ")),
    ];
    (head, prop::collection::vec(piece, 0..5)).prop_map(|(head, pieces)| {
        let mut text = head;
        for (which, skipped, taken, noise) in pieces {
            text.extend(TEXTS[which.index(TEXTS.len())].chars().skip(skipped % 30).take(taken));
            text.push_str(&noise);
        }
        text
    })
}

fn read(id: &str, text: &str) -> Reading {
    Reading::of(&Document::new(id, text, Language::french()), Gazetteer::builtin(), Language::french())
}

/// What is said of a document lies in it.
fn sound(text: &str) {
    let doc = Document::new("a.txt", text, Language::french());
    let reading = Reading::of(&doc, Gazetteer::builtin(), Language::french());
    let points: Vec<char> = text.chars().collect();
    let at = |(from, to): (usize, usize)| points[from..to].iter().collect::<String>();
    for report in &reading.reports {
        assert!(!report.quote.is_empty());
        assert_eq!(at(report.span), report.quote);
        assert_eq!(doc.sentences[report.sentence].span.of(text), report.quote);
        assert!(report.proofs.iter().any(|p| p.role == "trigger"), "nothing says why it is one: {report:?}");
        for proof in &report.proofs {
            assert_eq!(at(proof.span), proof.text, "{proof:?}");
            assert!(!proof.rule.is_empty() && !proof.text.is_empty());
        }
        if let When::Mention { index, .. } = report.when {
            assert!(index < reading.times.len());
        }
        if let Some(place) = &report.place {
            assert!(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0 && place.uncertainty_km >= 0.0, "{place:?}");
            assert!(!place.name.is_empty());
        }
        for toll in [report.killed, report.wounded] {
            assert!(toll.min.zip(toll.max).is_none_or(|(min, max)| min <= max), "{toll:?}");
        }
    }
    // `explain` reads the same, and says of what it turns down where it stands.
    let (again, detail) = Reading::detailed(&doc, Gazetteer::builtin(), Language::french());
    assert_eq!(again.reports, reading.reports);
    for turned in &detail.told.turned_down {
        assert_eq!(at(turned.span), turned.text);
        assert!(!turned.why.is_empty() && turned.sentence < doc.sentences.len());
    }
}

fn settled(readings: Vec<Reading>, given: Option<NaiveDate>) -> (corpus::Settled, Vec<String>) {
    corpus::settle(readings, Gazetteer::builtin(), given)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_is_said_of_a_document_lies_in_it(text in dispatch()) {
        sound(&text);
    }

    /// Neither the order of the documents nor the way through the disk changes what a corpus tells.
    #[test]
    fn a_corpus_is_the_same_in_any_order_and_from_the_disk(
        texts in prop::collection::vec(dispatch(), 1..5), given in proptest::option::of(1u32..=28), turn in 0usize..5,
    ) {
        let given = given.and_then(|day| NaiveDate::from_ymd_opt(2020, 10, day));
        let readings: Vec<Reading> = texts.iter().enumerate().map(|(n, text)| read(&format!("{n}.txt"), text)).collect();
        let (whole, warnings) = settled(readings.clone(), given);
        let mut turned = readings;
        turned.rotate_left(turn % texts.len());
        let (other, again) = settled(turned.clone(), given);
        prop_assert_eq!(&other.events, &whole.events);
        prop_assert_eq!(&other.documents, &whole.documents);
        prop_assert_eq!(&other.places, &whole.places);
        prop_assert_eq!(&other.unresolved, &whole.unresolved);
        prop_assert_eq!(&again, &warnings);
        let mut archive = Archive::new(Gazetteer::builtin(), given, std::env::temp_dir());
        for reading in &turned {
            archive.add(archive.packer().pack(reading))?;
        }
        let (archive, told) = archive.settle()?;
        let mut events: Vec<Event> = archive.events().flat_map(|day| day.expect("the disk").1).collect();
        let mut expected = whole.events.clone();
        for list in [&mut events, &mut expected] {
            list.sort_by(|a, b| a.id.cmp(&b.id));
        }
        prop_assert_eq!(events, expected);
        prop_assert_eq!(told, warnings);
        for event in &whole.events {
            let days = event.days;
            prop_assert!(days.first.zip(days.last).is_none_or(|(first, last)| first <= last), "{:?}", days);
            prop_assert!((0.0..=1.0).contains(&event.confidence));
            prop_assert!(event.wordings <= event.reports && event.reports <= texts.len() && !event.sources.is_empty());
            for source in &event.sources {
                let number: usize = source.doc.trim_end_matches(".txt").parse().expect("the name of a document");
                let quote: String = texts[number].chars().skip(source.span.0).take(source.span.1 - source.span.0).collect();
                prop_assert_eq!(&quote, &source.quote);
            }
        }
    }

    /// Whoever is counted is counted alike in figures, with or without marks between them, and in words.
    #[test]
    fn a_toll_is_the_number_told(killed in 2u32..10_000, wounded in 2u32..100) {
        let (thousands, rest) = (killed / 1000, killed % 1000);
        let mut writings = vec![killed.to_string(), in_words(u64::from(killed))];
        if thousands > 0 {
            writings.extend([" ", ".", "\u{a0}", "\u{202f}"].map(|mark| format!("{thousands}{mark}{rest:03}")));
        }
        for writing in writings {
            let bounds = [
                ("", (Some(killed), Some(killed))),
                ("au moins ", (Some(killed), None)),
                ("jusqu'à ", (None, Some(killed))),
            ];
            for (bound, toll) in bounds {
                let hurt = in_words(u64::from(wounded));
                let text = format!("Une frappe aérienne a fait {bound}{writing} morts et {hurt} blessés lundi à Gandja.");
                let reading = read("a.txt", &text);
                prop_assert_eq!(reading.reports.len(), 1, "{}", text);
                let report = &reading.reports[0];
                prop_assert_eq!((report.killed.min, report.killed.max), toll, "{}", text);
                prop_assert_eq!((report.wounded.min, report.wounded.max), (Some(wounded), Some(wounded)), "{}", text);
            }
        }
    }

    /// The day of a dateline is the day of publication, however it is written.
    #[test]
    fn a_dateline_dates_its_dispatch(year in 1950i32..2100, month in 1u32..=12, day in 1u32..=28) {
        const MONTHS: [[&str; 2]; 12] = [
            ["janvier", "jan"], ["février", "fév"], ["mars", "mars"], ["avril", "avr"], ["mai", "mai"], ["juin", "juin"],
            ["juillet", "juil"], ["août", "août"], ["septembre", "sept"], ["octobre", "oct"], ["novembre", "nov"],
            ["décembre", "déc"],
        ];
        let meant = NaiveDate::from_ymd_opt(year, month, day);
        for name in MONTHS[month as usize - 1] {
            let text = format!("Bakou, {day} {name} {year} (ACN) - Gandja a été bombardée.");
            let (found, _) = settled(vec![read("a.txt", &text)], None);
            prop_assert_eq!(found.documents[0].published.date, meant, "{}", text);
            prop_assert_eq!(found.documents[0].published.basis, Some(Basis::Dateline));
        }
    }

    /// So is the day that the page or the line states; what is no day of the calendar states nothing.
    #[test]
    fn a_stated_day_dates_its_document(
        year in 1900i32..2100, month in 0u32..15, day in 0u32..35, tail in "(|T[0-9:]{5}Z| [a-z ]{0,9})",
    ) {
        let meant = NaiveDate::from_ymd_opt(year, month, day);
        let writings = [
            format!("{year}-{month:02}-{day:02}{tail}"),
            format!("{day:02}/{month:02}/{year}{tail}"),
            format!(" {year}{month:02}{day:02} "),
        ];
        for stated in writings {
            let mut doc = Document::new("a.txt", "Gandja a été bombardée.", Language::french());
            doc.published = Some(stated.clone());
            let reading = Reading::of(&doc, Gazetteer::builtin(), Language::french());
            let (found, _) = settled(vec![reading], None);
            prop_assert_eq!(found.documents[0].published.date, meant, "{}", stated);
        }
    }

    #[test]
    fn any_words_may_stand_for_a_day(stated in "\\PC{0,14}", text in dispatch()) {
        let mut doc = Document::new("a.txt", &text, Language::french());
        doc.published = Some(stated);
        let reading = Reading::of(&doc, Gazetteer::builtin(), Language::french());
        let (found, _) = settled(vec![reading], None);
        let published = &found.documents[0].published;
        prop_assert!(published.date.is_none_or(|date| published.candidates.contains(&date)), "{:?}", published);
        prop_assert!(published.candidates.is_sorted() && published.candidates.len() <= 31);
        prop_assert_eq!(published.date.is_some(), published.basis.is_some());
    }
}
