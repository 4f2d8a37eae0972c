//! What holds for every dump: good lines come back whatever stands beside them, in whatever order.

use dateline::gazetteer::{Gazetteer, Place};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
struct Line {
    lat: f64,
    lon: f64,
    people: u32,
    bad: Option<(usize, &'static str)>,
}

fn line() -> impl Strategy<Value = Line> {
    // Columns of a dump by number, and what cannot stand in them.
    let bad = prop::sample::select(vec![
        (0, "x"),
        (1, " "),
        (4, "91"),
        (4, "nord"),
        (5, "181"),
        (5, "NaN"),
        (14, "beaucoup"),
        (18, "a\tb"),
    ]);
    ((-9000i32..=9000, -18_000i32..=18_000), any::<u32>(), proptest::option::weighted(0.2, bad)).prop_map(
        |((lat, lon), people, bad)| Line { lat: f64::from(lat) / 100.0, lon: f64::from(lon) / 100.0, people, bad },
    )
}

fn written(number: usize, line: &Line) -> String {
    let mut cells = vec![String::new(); 19];
    cells[0] = (1000 + number).to_string();
    cells[1] = format!("Bourg{number}");
    cells[2] = format!("Bourg{number}");
    cells[3] = format!("Villa {number},Cité {number}");
    cells[4] = line.lat.to_string();
    cells[5] = line.lon.to_string();
    "P".clone_into(&mut cells[6]);
    "PPL".clone_into(&mut cells[7]);
    "FR".clone_into(&mut cells[8]);
    cells[14] = line.people.to_string();
    "2020-10-31".clone_into(&mut cells[18]);
    if let Some((column, bad)) = line.bad {
        bad.clone_into(&mut cells[column]);
    }
    cells.join("\t")
}

/// A line of a file of alternate names.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools)] // the columns of such a file
struct Alternate {
    of: usize,
    language: &'static str,
    preferred: bool,
    colloquial: bool,
    historic: bool,
    /// Whether it has its columns.
    is_whole: bool,
}

impl Alternate {
    fn written(&self, number: usize) -> String {
        if !self.is_whole {
            return format!("{number}\t\u{0}\n");
        }
        let flag = |set: bool| if set { "1" } else { "" };
        let (preferred, colloquial, historic) = (flag(self.preferred), flag(self.colloquial), flag(self.historic));
        let (id, language) = (1000 + self.of, self.language);
        format!("{number}\t{id}\t{language}\tNom{number}\t{preferred}\t\t{colloquial}\t{historic}\t\t\n")
    }
}

fn alternate() -> impl Strategy<Value = Alternate> {
    let language = prop::sample::select(vec!["fr", "fr", "", "en", "iata"]);
    let flag = || prop::bool::weighted(0.2);
    (0usize..3, language, flag(), flag(), flag(), prop::bool::weighted(0.8)).prop_map(
        |(of, language, preferred, colloquial, historic, is_whole)| Alternate {
            of,
            language,
            preferred,
            colloquial,
            historic,
            is_whole,
        },
    )
}

fn told(gazetteer: &Gazetteer) -> BTreeMap<String, Place> {
    gazetteer.places().iter().map(|place| (place.id.clone(), place.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn good_lines_come_back_and_bad_ones_are_named(
        lines in prop::collection::vec(line(), 1..30),
        end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        // A file most of whose lines are none of a dump is no dump: three good lines stand first.
        let good = Line { lat: 1.0, lon: 2.0, people: 3, bad: None };
        let mut all: Vec<(usize, &Line)> = (0..lines.len() + 3).zip(std::iter::repeat_n(&good, 3).chain(&lines)).collect();
        let bad: BTreeSet<u64> = (1..).zip(&all).filter(|(_, (_, line))| line.bad.is_some()).map(|(at, _)| at).collect();
        prop_assume!(bad.len() * 2 < all.len());
        let text = |all: &[(usize, &Line)]| all.iter().map(|(number, line)| written(*number, line) + end).collect::<String>();
        let loaded = Gazetteer::read("dump.txt", text(&all).as_bytes());
        prop_assert_eq!(loaded.problems.iter().map(|p| p.line).collect::<BTreeSet<_>>(), bad, "{:?}", loaded.problems);
        let places = told(&loaded.gazetteer);
        for (number, line) in &all {
            let place = places.get(&format!("geonames-{}", 1000 + number));
            prop_assert_eq!(place.is_some(), line.bad.is_none());
            let Some(place) = place else { continue };
            prop_assert_eq!((place.lat, place.lon), (line.lat, line.lon));
            prop_assert_eq!(place.population, Some(u64::from(line.people)).filter(|p| *p > 0));
            prop_assert_eq!(&place.name, &format!("Bourg{number}"));
            prop_assert!(place.aliases.contains(&format!("Cité {number}")), "{:?}", place.aliases);
            prop_assert_eq!(place.country.as_deref(), Some("FR"));
        }
        all.reverse();
        prop_assert_eq!(told(&Gazetteer::read("dump.txt", text(&all).as_bytes()).gazetteer), places, "order does not matter");
    }

    /// Of the alternate names those of the language are shown and sought, the preferred before the others, and a line
    /// that is none costs the lines beside it nothing.
    #[test]
    fn alternate_names_are_those_of_the_language(names in prop::collection::vec(alternate(), 0..24)) {
        let good = Line { lat: 1.0, lon: 2.0, people: 3, bad: None };
        let folder = tempfile::tempdir()?;
        let dump: String = (0..3).map(|number| written(number, &good) + "\n").collect();
        std::fs::write(folder.path().join("FR.txt"), dump)?;
        // Most lines must be alternate names for the file to be one.
        let padding = "1\t9\ten\tElsewhere\t\t\t\t\t\t\n".repeat(names.len() + 1);
        let lines: Vec<String> = names.iter().enumerate().map(|(number, name)| name.written(number)).collect();
        std::fs::write(folder.path().join("alternateNamesV2.txt"), padding + &lines.concat())?;
        let loaded = Gazetteer::load(&[folder.path().join("FR.txt")]).expect("a dump");
        prop_assert_eq!(&loaded.problems, &[]);
        let places = told(&loaded.gazetteer);
        for number in 0..3 {
            let place = &places[&format!("geonames-{}", 1000 + number)];
            let own: Vec<(String, &Alternate)> = names
                .iter()
                .enumerate()
                .filter(|(_, name)| name.of == number && name.is_whole)
                .map(|(at, name)| (format!("Nom{at}"), name))
                .collect();
            let sought = |name: &Alternate| match name.language {
                "fr" => !name.colloquial,
                "" => !name.colloquial && !name.historic,
                _ => false,
            };
            let shown = |preferred: bool| {
                own.iter().find(|(_, n)| n.language == "fr" && !n.colloquial && !n.historic && n.preferred == preferred)
            };
            let best = shown(true).or_else(|| shown(false)).map_or(format!("Bourg{number}"), |(name, _)| name.clone());
            prop_assert_eq!(&place.name, &best);
            for (name, alternate) in &own {
                prop_assert_eq!(place.spellings().any(|s| s == name), sought(alternate), "{} {:?}", name, alternate);
            }
        }
    }
}
