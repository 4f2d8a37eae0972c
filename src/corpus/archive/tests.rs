use super::*;
use crate::corpus::Basis;
use crate::corpus::{Reading, settle};
use crate::document::Document;
use crate::language::Language;

/// Dispatches that lean on one another: dated and undated ones, nights told on two days, places no one knows.
fn readings(seed: usize) -> Vec<Reading> {
    let (gazetteer, language) = (Gazetteer::builtin(), Language::french());
    let towns = ["Gandja", "Barda", "Terter", "Choucha", "Zbrodna", "Hadrout", "Saint-Denis", "Goris"];
    let documents = (0..240).map(|n| {
        let i = n * 7 + seed;
        let (town, other) = (towns[i % towns.len()], towns[(i / 3) % towns.len()]);
        let (day, dead) = (2 + i % 9, 1 + i % 5);
        let head = match i % 6 {
            0 | 1 => format!("Bakou, {day} octobre 2020 (ACN) - "),
            2 => " date 2020-10 ".to_owned(),
            3 => format!("Bakou, {day} octobre (ACN) - "),
            4 => "Bakou (ACN) - ".to_owned(),
            _ => format!("Bakou, {day} octobre 2021 (ACN) - "),
        };
        let text = format!(
            "{head}{town} a été bombardée dans la nuit de dimanche à lundi, faisant {dead} morts et deux blessés graves. \
             {other} a été bombardée le {day} octobre, selon la mairie. Le village de {other} a été pris en mars. \
             Des combats avaient éclaté mardi à {town} entre les deux armées, ont indiqué les autorités. \
             Une rencontre est prévue jeudi à Genève.",
        );
        Reading::of(&Document::new(&format!("{:03}.txt", (n * 89) % 240), &text, language), gazetteer, language)
    });
    documents.collect()
}

/// Through the archive, with a spool of so many bytes.
fn archived(readings: &[Reading], given: Option<NaiveDate>, most: usize) -> (crate::corpus::Settled, Vec<String>) {
    let gazetteer = Gazetteer::builtin();
    let mut archive = Archive::over(gazetteer, given, Spool::holding(std::env::temp_dir(), most));
    for reading in readings {
        archive.add(archive.packer().pack(reading)).unwrap();
    }
    let (settled, warnings) = archive.settle().unwrap();
    let days: Vec<DayOfEvents> = settled.events().map(Result::unwrap).collect();
    assert!(days.iter().all(|(date, events)| events.iter().all(|e| e.days.precision.has_day() == date.is_some())));
    let settled = crate::corpus::Settled {
        events: days.into_iter().flat_map(|(_, events)| events).collect(),
        documents: settled.documents().map(Result::unwrap).collect(),
        places: settled.places().map(Result::unwrap).collect(),
        unresolved: settled.unresolved().to_vec(),
    };
    (settled, warnings)
}

#[test]
fn the_archive_settles_as_memory_does() {
    for seed in 0..4 {
        for given in [None, NaiveDate::from_ymd_opt(2020, 10, 9)] {
            let mut readings = readings(seed);
            let (mut expected, warnings) = settle(readings.clone(), Gazetteer::builtin(), given);
            let based: Vec<_> = expected.documents.iter().filter_map(|d| d.published.basis).collect();
            assert!(given.is_some() || based.contains(&Basis::Corpus), "the others date some");
            expected.events.sort_by(|a, b| a.id.cmp(&b.id));
            for most in [100, 20_000, 1 << 24] {
                readings.reverse();
                let (mut found, told) = archived(&readings, given, most);
                found.events.sort_by(|a, b| a.id.cmp(&b.id));
                assert_eq!(found.documents, expected.documents);
                assert_eq!(found.events, expected.events);
                assert_eq!(found.places, expected.places);
                assert_eq!(found.unresolved, expected.unresolved);
                assert_eq!(told, warnings);
            }
        }
    }
}
