//! Gazetteers that no one wrote with care, and places where maps end.

use super::desk::Desk;
use std::fmt::Write;

const HEADER: &str = "name,lat,lon,kind,id,aliases,within,ignore,demonyms\n";

/// Runs with the table over the built-in one: the good event is there all the same.
fn with_table(table: &[u8], text: &str) -> (Desk, super::desk::Ended) {
    let desk = Desk::new();
    desk.put("own/own.csv", table);
    desk.put("docs/of_table.txt", text);
    let gazetteer = concat!(env!("CARGO_MANIFEST_DIR"), "/gazetteer");
    let ended = desk.run(&["extract", "docs", "-o", "out", "--gazetteer", gazetteer, "--gazetteer", "own"]);
    assert!(matches!(ended.code, Some(0 | 2)), "{:?} {}", ended.code, ended.said);
    desk.good_is_there(text);
    (desk, ended)
}

#[test]
fn aliases_are_words_and_never_patterns() {
    let aliases = [
        ".*", "(a+)+$", "[", "\\", "^Barda$", "%s%n", "${HOME}", "$(id)", "{}", "*", "?", " ", "\u{a0}", "\u{200b}",
        "||||", "-", "'", "’", "\u{301}", "\u{202e}", "\0", "😀", "«", "123", "2020", "lundi", "a", "de la",
    ];
    let mut table = HEADER.to_owned();
    for (row, alias) in aliases.iter().enumerate() {
        let _ = writeln!(table, "Oville{row},45,{row},town,oville{row},{alias},,{alias},{alias}");
    }
    let (desk, ended) = with_table(table.as_bytes(), "Bakou, 6 oct 2020 (ACN) - Terter a été bombardée mardi.");
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    let events = desk.events("out");
    assert!(events.contains(&"2020-10-06 tartar ASSAULT".to_owned()), "{events:?}");
    // What is a word is one: `lundi` is no place because a row says so; `.*` matches nothing but itself.
    for event in &events {
        assert!(!event.contains("oville0 ") && !event.contains("oville1 ") && !event.contains("oville4 "), "{event}");
    }
}

#[test]
fn a_name_of_signs_only_is_found_nowhere() {
    for name in ["\u{301}", "-", "...", "\u{200b}", "\u{202e}", "(", "*", "|"] {
        let table = format!("{HEADER}{name},45,6,town,x,,,,\n");
        let (desk, _) = with_table(table.as_bytes(), "Bakou - Barda (... - | * \u{301} \u{200b}) a été bombardée.");
        assert!(desk.events("out").iter().all(|e| !e.contains(" x ")), "{name:?}: {:?}", desk.events("out"));
    }
}

#[test]
fn one_row_of_ten_megabytes() {
    let mut aliases = String::new();
    for number in 0..900_000 {
        let _ = write!(aliases, "Aliasse{number}|");
    }
    assert!(aliases.len() > 10_000_000);
    let table = format!("{HEADER}Grandville,45,6,town,grandville,{aliases},,,\n");
    let (desk, ended) = with_table(table.as_bytes(), "Bakou, 6 oct 2020 (ACN) - Aliasse77777 a été bombardée mardi.");
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert!(desk.events("out").contains(&"2020-10-06 grandville ASSAULT".to_owned()), "{:?}", desk.events("out"));
}

#[test]
fn one_name_of_ten_megabytes() {
    let table = format!("{HEADER}{},45,6,town,x,,,,\nBonville,45,6,town,bonville,,,,\n", "Ville ".repeat(1_700_000));
    let (desk, _) = with_table(table.as_bytes(), "Bakou, 6 oct 2020 (ACN) - Bonville a été bombardée mardi.");
    assert!(desk.events("out").contains(&"2020-10-06 bonville ASSAULT".to_owned()), "{:?}", desk.events("out"));
}

#[test]
fn a_quote_that_never_closes_is_told_and_costs_what_stands_behind_it_only() {
    let rows = "Autreville,45,6,town,b,,,,\n".repeat(100_000);
    let table = format!("{HEADER}Bonville,45,6,town,bonville,,,,\n\"Malville,45,6,town,a,,,,\n{rows}");
    let (desk, ended) = with_table(table.as_bytes(), "Bakou, 6 oct 2020 (ACN) - Bonville a été bombardée mardi.");
    assert!(ended.said.contains("own.csv, line 3"), "{}", ended.said.len());
    assert!(ended.said.len() < 5000, "the rest of the file is told to people: {} bytes", ended.said.len());
    assert!(desk.events("out").contains(&"2020-10-06 bonville ASSAULT".to_owned()));
}

#[test]
fn bad_rows_without_end_are_counted_and_not_all_told() {
    let table = format!("{HEADER}{}Bonville,45,6,town,bonville,,,,\n", "Malville,nord,6,town,a,,,,\n".repeat(50_000));
    let (desk, ended) = with_table(table.as_bytes(), "Bakou, 6 oct 2020 (ACN) - Bonville a été bombardée mardi.");
    assert!(desk.events("out").contains(&"2020-10-06 bonville ASSAULT".to_owned()));
    assert!(ended.said.lines().count() < 100, "{} lines of problems", ended.said.lines().count());
    assert!(ended.said.contains("own.csv, line 2") && ended.said.contains("gazetteer check"), "{}", ended.said);
    let all = desk.run(&["gazetteer", "check", "own"]);
    assert_eq!(all.out.lines().count(), 50_001, "there every row is told");
}

#[test]
fn tables_that_are_none() {
    for table in [
        b"".as_slice(),
        b"\0\0\0\0",
        b"\xff\xfea\0b\0",
        b"name,lat,lon,kind\n\xff,1,1,town\n",
        b"\"",
        b",,,,\n",
        b"name,name,name,lat,lon,kind\na,b,c,1,1,town\n",
        b"name,lat,lon,kind\nX,NaN,inf,town\nX,1e400,-1e400,town\nX,-0,+0,town\n",
        b"name,lat,lon,kind,within\nX,1,1,town,X\nA,1,1,town,B\nB,1,1,town,A\n",
        b"name,lat,lon,kind,radius_km,population\nX,1,1,town,1e308,1e308\nY,1,1,town,-1,NaN\n",
    ] {
        let (_, ended) = with_table(table, "Rien.");
        assert!(ended.said.is_empty() || ended.said.contains("own.csv"), "{}", ended.said);
    }
}

#[test]
fn places_at_the_ends_of_the_map_stay_on_it() {
    let table = format!(
        "{HEADER}Polenord,90,0,town,north,,,,\nPolesud,-90,180,town,south,,,,\nBordest,10,180,town,east,,,,\n\
         Bordouest,10,-180,town,west,,,,\nFidji,-17,179.99,town,fiji,,,,\nSamoa,-17,-179.99,town,samoa,,,,\n"
    );
    let mut text = "Bakou, 6 oct 2020 (ACN) - Rien.".to_owned();
    for place in ["Polenord", "Polesud", "Bordest", "Bordouest", "Fidji", "Samoa"] {
        let _ = write!(text, " {place} a été bombardée mardi.");
        for way in ["nord", "sud", "est", "ouest", "nord-ouest"] {
            let _ = write!(text, " Un village à 300 km au {way} de {place} a été bombardé mardi.");
        }
    }
    text.push_str(" Un convoi a été bombardé mardi entre Fidji et Samoa.");
    let (desk, ended) = with_table(table.as_bytes(), &text);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    // `events` looks at every coordinate.
    let events = desk.events("out");
    for id in ["north", "south", "east", "west", "fiji", "samoa"] {
        assert!(events.iter().any(|e| e.contains(&format!(" {id} "))), "{id}: {events:?}");
    }
    let sheet: serde_json::Value = serde_json::from_slice(&desk.files("out")["2020-10-06.geojson"]).expect("JSON");
    let all = sheet["features"].as_array().expect("features");
    assert!(all.len() > 20, "the points that a relation moves are among them: {}", all.len());
    let again = desk.run(&["filter", "out", "-o", "part", "--format", "csv,kml,geojsonl,fgb,parquet"]);
    assert_eq!(again.code, Some(0), "{}", again.said);
    assert_eq!(desk.run(&["map", "out"]).code, Some(0));
}
