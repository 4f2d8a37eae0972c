//! What holds for every table of places and actors: what is written comes back, and a bad row costs no good one.

use dateline::gazetteer::{Gazetteer, Kind, Place, Through};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A row as its writer means it; what is wrong with it, if anything.
#[derive(Clone, Debug)]
struct Row {
    lat: f64,
    lon: f64,
    kind: Kind,
    aliases: usize,
    population: Option<u64>,
    note: String,
    bad: Option<(&'static str, &'static str)>,
}

fn row() -> impl Strategy<Value = Row> {
    let bad = prop::sample::select(vec![
        ("lat", "nord"),
        ("lat", "90.0001"),
        ("lat", "NaN"),
        ("lat", ""),
        ("lon", "-180.5"),
        ("lon", "12,5"),
        ("lon", "inf"),
        ("kind", "hameau"),
        ("kind", ""),
        ("country", "France"),
        ("name", " "),
        ("name", "« — »"),
    ]);
    (
        (-900_000i32..=900_000, -1_800_000i32..=1_800_000),
        prop::sample::select(Kind::ALL.to_vec()),
        0usize..4,
        proptest::option::of(any::<u32>()),
        "[a-z,\"\n ]{0,6}",
        proptest::option::weighted(0.3, bad),
    )
        .prop_map(|((lat, lon), kind, aliases, population, note, bad)| Row {
            lat: f64::from(lat) / 10_000.0,
            lon: f64::from(lon) / 10_000.0,
            kind,
            aliases,
            population: population.map(u64::from),
            note,
            bad,
        })
}

/// Names that no two rows share, in letters only, so that none is a misspelling or a part of another.
fn name(number: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).expect("a letter"));
    format!("Bourg{}{}ville", letter(number / 26), letter(number))
}

fn cell(row: &Row, number: usize, column: &str) -> String {
    if let Some((_, bad)) = row.bad.filter(|(wrong, _)| *wrong == column) {
        return bad.to_owned();
    }
    match column {
        "name" => name(number),
        "lat" => row.lat.to_string(),
        "lon" => row.lon.to_string(),
        "kind" => row.kind.name().to_owned(),
        "aliases" => (0..row.aliases).map(|a| format!("{} le {a}e", name(number))).collect::<Vec<_>>().join("|"),
        "population" => row.population.map_or_else(String::new, |p| p.to_string()),
        "note" => row.note.clone(),
        "id" => format!("b{number}"),
        _ => String::new(),
    }
}

/// The table of these rows in this order, and the lines on which the bad ones begin.
fn table(columns: &[&str], rows: &[(usize, &Row)]) -> (Vec<u8>, BTreeSet<u64>) {
    let mut bytes = Vec::new();
    let mut bad = BTreeSet::new();
    let mut write = |cells: Vec<String>| {
        let line = 1 + u64::try_from(bytes.split(|b| *b == b'\n').count() - 1).expect("few");
        let mut csv = csv::Writer::from_writer(&mut bytes);
        csv.write_record(&cells).expect("memory takes all");
        drop(csv);
        line
    };
    write(columns.iter().map(|c| (*c).to_owned()).collect());
    for (number, row) in rows {
        let line = write(columns.iter().map(|column| cell(row, *number, column)).collect());
        if row.bad.is_some() {
            bad.insert(line);
        }
    }
    (bytes, bad)
}

/// What a gazetteer says of its places, whatever their order.
fn told(gazetteer: &Gazetteer) -> BTreeMap<String, Place> {
    gazetteer.places().iter().map(|place| (place.id.clone(), place.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn good_rows_come_back_and_bad_ones_are_named(
        rows in prop::collection::vec(row(), 1..24),
        columns in Just(vec!["name", "lat", "lon", "kind", "country", "aliases", "population", "note", "id"]).prop_shuffle(),
    ) {
        let ordered: Vec<(usize, &Row)> = rows.iter().enumerate().collect();
        let (bytes, bad) = table(&columns, &ordered);
        let loaded = Gazetteer::read("t.csv", &bytes);
        // Two rows may fall on one spot; that is told of the later one, which stays.
        let about_rows = loaded.problems.iter().filter(|p| !p.wrong.contains("stands at the spot"));
        let told_of: BTreeSet<u64> = about_rows.map(|p| p.line).collect();
        prop_assert_eq!(&told_of, &bad, "{:?}", loaded.problems);
        for problem in &loaded.problems {
            let place = format!("t.csv, line {}", problem.line);
            prop_assert!(problem.to_string().starts_with(&place) && !problem.mend.is_empty());
        }
        let places = told(&loaded.gazetteer);
        prop_assert_eq!(places.len(), rows.iter().filter(|row| row.bad.is_none()).count());
        for (number, row) in ordered.iter().filter(|(_, row)| row.bad.is_none()) {
            let place = &places[&format!("b{number}")];
            prop_assert_eq!(&place.name, &name(*number));
            prop_assert_eq!((place.lat, place.lon, place.kind), (row.lat, row.lon, row.kind));
            prop_assert_eq!(place.aliases.len(), row.aliases);
            prop_assert_eq!(place.population, row.population);
            let named = place.spellings().flat_map(|spelling| loaded.gazetteer.find_name(spelling));
            let ix = loaded.gazetteer.find_id(&place.id).expect("its id");
            prop_assert_eq!(named.filter(|hit| hit.place == ix).count(), 1 + row.aliases, "found by every spelling");
        }
        let mut backwards = ordered;
        backwards.reverse();
        prop_assert_eq!(told(&Gazetteer::read("t.csv", &table(&columns, &backwards).0).gazetteer), places, "order does not matter");
    }

    #[test]
    fn actors_act_for_whom_their_rows_say(acts in prop::collection::vec((0usize..6, 0usize..3), 1..12), places in 1usize..6) {
        let mut towns = "name,lat,lon,kind,id\n".to_owned();
        for number in 0..places {
            let _ = writeln!(towns, "{},{number},{number},town,b{number}", name(number));
        }
        let mut actors = "acts_for,aliases,name\n".to_owned();
        for (number, (of, aliases)) in acts.iter().enumerate() {
            let spellings: Vec<String> = (0..*aliases).map(|a| format!("Sigle{number}{a}")).collect();
            let _ = writeln!(actors, "{},{},Titulaire{number}", name(*of), spellings.join("|"));
        }
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("actors.csv"), &actors)?;
        std::fs::write(folder.path().join("towns.csv"), &towns)?;
        let loaded = Gazetteer::load(&[folder.path().to_owned()]).expect("both files");
        let gazetteer = &loaded.gazetteer;
        prop_assert_eq!(gazetteer.actors().len(), acts.len());
        for (number, (of, aliases)) in acts.iter().enumerate() {
            let actor = gazetteer.actors().iter().find(|a| a.name == format!("Titulaire{number}")).expect("the actor");
            prop_assert_eq!(&actor.acts_for, &name(*of));
            prop_assert_eq!(actor.place, gazetteer.find_id(&format!("b{of}")), "a place where there is one");
            prop_assert_eq!(actor.aliases.len(), *aliases);
            for spelling in std::iter::once(&actor.name).chain(&actor.aliases) {
                let hits = gazetteer.find_name(spelling);
                let is_it = |through| matches!(through, Through::Actor(ix) if gazetteer.actor(ix) == actor);
                let through = hits.iter().filter(|hit| is_it(hit.through));
                prop_assert_eq!(through.count(), usize::from(actor.place.is_some()), "{}", spelling);
            }
        }
    }

    /// Cells of anything under a good header, and no header at all.
    #[test]
    fn any_table_gives_places_on_the_map(
        cells in "([0-9]{1,3}|[a-z]{1,3}|\"|,|\n|\\||-|;|\t|é|\u{0}){0,80}",
        headed in any::<bool>(),
    ) {
        let header = if headed { "name,lat,lon,kind,within,aliases,id,ignore,demonyms\n" } else { "" };
        let text = format!("{header}Bonne,1,2,town,,,,,\n{cells}");
        let loaded = Gazetteer::read("t.csv", text.as_bytes());
        let lines = u64::try_from(text.lines().count()).expect("few");
        for problem in &loaded.problems {
            prop_assert!((1..=lines + 1).contains(&problem.line) && !problem.wrong.is_empty() && !problem.mend.is_empty());
        }
        for place in loaded.gazetteer.places().iter() {
            prop_assert!(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0);
            prop_assert!(!place.name.trim().is_empty() && !place.id.is_empty());
        }
        // The good row stands before all that is bad.
        prop_assert_eq!(loaded.gazetteer.places().iter().any(|p| p.name == "Bonne"), headed);
        let ids: BTreeSet<&str> = loaded.gazetteer.places().iter().map(|p| p.id.as_str()).collect();
        prop_assert_eq!(ids.len(), loaded.gazetteer.places().len(), "ids are unique");
    }
}
