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
}
