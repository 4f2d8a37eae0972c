//! Gazetteer files: every kind of bad row with its message, layers, names.

#[path = "gazetteer/properties.rs"]
mod properties;

use dateline::document::Document;
use dateline::gazetteer::{Gazetteer, Kind, LoadError, Named, Through};
use dateline::language::Language;

const HEADER: &str = "name,lat,lon,kind,country,within,aliases,id\n";

/// Problems of a file of these rows under [`HEADER`], as people see them.
fn problems(rows: &str) -> Vec<String> {
    problems_of(format!("{HEADER}{rows}").as_bytes())
}

fn problems_of(bytes: &[u8]) -> Vec<String> {
    Gazetteer::read("a.csv", bytes).problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_good_file_has_no_problems() {
    assert_eq!(
        problems("Arménie,40.2,44.9,country,AM,,Armenia,\nErevan,40.18,44.5,city,AM,Arménie,Yerevan,\n\n"),
        [""; 0]
    );
}

#[test]
fn every_kind_of_bad_row_says_how_to_mend_it() {
    let table = [
        (
            "Gumri,95,43.8,town,,,,",
            "column lat: `95` is beyond ±90: write the latitude in decimal degrees, -90 to 90 (is it the longitude?)",
        ),
        (
            "Gumri,40.8,190,town,,,,",
            "column lon: `190` is beyond ±180: write the longitude in decimal degrees, -180 to 180",
        ),
        ("Gumri,\"40,79\",43.8,town,,,,", "column lat: `40,79` has a decimal comma: write `40.79`"),
        ("Gumri,,43.8,town,,,,", "column lat: the cell is empty: write decimal degrees, -90 to 90"),
        ("Gumri,nord,43.8,town,,,,", "column lat: `nord` is not a number: write decimal degrees such as `39.76`"),
        (
            "Gumri,40°47',43.8,town,,,,",
            "column lat: `40°47'` is not in decimal degrees: write `39.76` rather than `39°45'36\"`",
        ),
        (
            "Gumri,40.79,43.8,burg,,,,",
            "column kind: `burg` is no kind: write one of country, region, city, town, village, landmark, water, road",
        ),
        (
            "Gumri,40.79,43.8,,,,,",
            "column kind: the cell is empty: write one of country, region, city, town, village, landmark, water, road",
        ),
        (",40.79,43.8,town,,,,", "column name: the cell is empty: write the name to show on the map"),
        (
            "...,40.79,43.8,town,,,,",
            "column name: `...` holds no letter and no digit: write the name to show on the map",
        ),
        (
            "’ʼ\u{301},1,1,town,,,,",
            "column name: `’ʼ\u{301}` holds no letter and no digit: write the name to show on the map",
        ),
        (
            "Gumri,40.79,43.8,town,Arménie,,,",
            "column country: `Arménie` is no country code: write the two letters of ISO 3166-1, such as `AM`, or leave the cell empty",
        ),
        (
            "Gumri,40.79,43.8,town,AM,Chirak,,",
            "column within: `Chirak` is no place of the gazetteer: write the name or id of a place that has a row, or leave the cell empty",
        ),
        (
            "Gumri,40,79,43,8,town,AM,,,",
            "the row has 10 cells and the header 8: put a cell that holds a comma into double quotes, and write decimals with a point",
        ),
        (
            "Gumri,40.79,43.8",
            "the row has 3 cells and the header 8: end the row with a comma for every cell left empty",
        ),
    ];
    for (row, message) in table {
        let colon = if message.starts_with("column") { ", " } else { ": " };
        assert_eq!(problems(row), [format!("a.csv, line 2{colon}{message}")], "{row}");
    }
}

#[test]
fn swapped_coordinates_are_seen_by_the_other_rows_of_the_country() {
    let rows = "Choucha,39.76,46.75,town,AZ,,,\nBarda,40.37,47.13,town,AZ,,,\nBakou,40.41,49.87,city,AZ,,,\n\
        Gandja,40.68,46.36,city,AZ,,,\nTerter,40.34,46.93,town,AZ,,,\nAgdam,46.93,39.99,town,AZ,,,\n";
    let found = problems(rows);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("a.csv, line 7, column lat: `46.93` with lon `39.99` lies "), "{}", found[0]);
    assert!(found[0].ends_with(": write lat `39.99` and lon `46.93`"), "{}", found[0]);
}

#[test]
fn a_far_part_of_a_country_is_not_swapped() {
    let rows = "France,46.6,2.4,country,FR,,,\nParis,48.86,2.35,city,FR,,,\nCayenne,4.92,-52.31,city,FR,,,\n\
        Saint-Denis,-20.88,55.45,city,FR,,,\nNouméa,-22.27,166.44,city,FR,,,\n";
    assert_eq!(problems(rows), [""; 0]);
}

#[test]
fn two_rows_of_one_id_or_spot() {
    assert_eq!(
        problems("Sotk,40.2,45.87,village,,,,x\nGoris,39.5,46.34,town,,,,x\n"),
        ["a.csv, line 3, column id: `x` is the id of line 2 too: give each place of a file an id of its own"]
    );
    assert_eq!(
        problems("Sotk,40.2028,45.8656,village,,,Zod,\nZod,40.2029,45.8657,village,,,,\n"),
        [
            "a.csv, line 3, column name: `Zod` stands at the spot of line 2 (Sotk) too: join the two rows, or write coordinates of its own"
        ]
    );
    // One name at two spots is no problem, nor a town and the region around it.
    assert_eq!(problems("Martouni,40.14,45.31,town,AM,,,\nMartouni,39.8,47.11,town,AZ,,,\n"), [""; 0]);
    assert_eq!(problems("Homs,34.73,36.71,city,SY,,,\nHoms,34.73,36.71,region,SY,,,\n"), [""; 0]);
}

#[test]
fn places_that_contain_each_other() {
    let found = problems("Un,1,1,region,,Deux,,\nDeux,1,1,region,,Un,,\n");
    assert_eq!(
        found,
        [
            "a.csv, line 2, column within: `Deux` lies itself within this place: write a place that contains it, or leave the cell empty"
        ]
    );
}

#[test]
fn files_that_are_no_table() {
    assert_eq!(problems_of(b""), ["a.csv, line 1: the file is empty: write a header row: `name,lat,lon,kind,country`"]);
    assert_eq!(problems_of(b"\xff\xfen\0a\0"), ["a.csv, line 1: the file is UTF-16: save it as UTF-8"]);
    assert_eq!(
        problems_of(b"name;lat;lon;kind\n"),
        ["a.csv, line 1: the columns are separated by semicolons: separate them by commas"]
    );
    assert_eq!(
        problems_of(b"name,latitude,lon,kind\n"),
        ["a.csv, line 1, column lat: the column is missing: rename the column latitude to lat"]
    );
    assert_eq!(
        problems_of(b"name,lat,lon\n"),
        ["a.csv, line 1, column kind: the column is missing: add the column kind to the header row and to every row"]
    );
    assert_eq!(
        problems_of(b"name,lat,lon,kind\nCaf\xe9,1,1,town\n"),
        ["a.csv, line 2, column name: `Caf\u{fffd}` is not UTF-8: save the file as UTF-8"]
    );
}

#[test]
fn all_problems_are_told_and_cost_no_good_row() {
    let loaded = Gazetteer::read(
        "a.csv",
        format!("{HEADER}A,95,1,town,,,,\nBonne,1,1,town,,,,\nC,x,y,burg,,,,\nAutre,2,2,town,,,,\n").as_bytes(),
    );
    assert_eq!(loaded.problems.iter().map(|p| p.line).collect::<Vec<_>>(), [2, 4, 4, 4]);
    let names: Vec<&str> = loaded.gazetteer.places().iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Bonne", "Autre"]);
}

#[test]
fn columns_stand_in_any_order_and_a_bom_is_no_matter() {
    let bytes = "\u{feff}kind,lon,name,lat\nvillage,2,\"Ici, là\",1\n".as_bytes();
    let loaded = Gazetteer::read("a.csv", bytes);
    assert_eq!(loaded.problems, []);
    let place = loaded.gazetteer.place(0);
    assert_eq!((place.name.as_str(), place.lat, place.lon, place.kind), ("Ici, là", 1.0, 2.0, Kind::Village));
}

/// A folder of layers.
fn layers(files: &[(&str, &str)]) -> Gazetteer {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let loaded = Gazetteer::load(&[folder.path().to_owned()]).expect("a gazetteer");
    assert_eq!(loaded.problems, []);
    loaded.gazetteer
}

#[test]
fn a_later_layer_mends_the_same_place() {
    let gazetteer = layers(&[
        ("1.csv", "name,lat,lon,kind,aliases,demonyms\nChoucha,39.7,46.7,town,Shusha,chouchien\n"),
        ("2.csv", "name,lat,lon,kind,aliases,demonyms\nChouchi,39.76,46.75,town,Shushi|Choucha,\n"),
        ("notes.txt", "no gazetteer"),
    ]);
    assert_eq!(gazetteer.places().len(), 1);
    let place = gazetteer.place(0);
    assert_eq!((place.name.as_str(), place.lat), ("Chouchi", 39.76));
    assert_eq!(place.aliases, ["Shusha", "Choucha", "Shushi"]);
    assert_eq!(place.demonyms, ["chouchien"]);
}

#[test]
fn other_places_of_one_name_stay_apart() {
    let gazetteer = layers(&[
        ("1.csv", "name,lat,lon,kind,country\nMartouni,40.14,45.31,town,AM\nSahel,14,0,region,BF\n"),
        ("2.csv", "name,lat,lon,kind,country\nMartouni,39.8,47.11,town,AZ\nSahel,35.5,10.5,region,TN\n"),
    ]);
    let ids: Vec<&str> = gazetteer.places().iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["martouni-am", "sahel-bf", "martouni-az", "sahel-tn"]);
}

#[test]
fn ids_join_layers() {
    let gazetteer = layers(&[
        ("1.csv", "name,lat,lon,kind,id\nStepanakert,39.8,46.7,city,stepanakert\n"),
        ("2.csv", "name,lat,lon,kind,id\nKhankendi,39.82,46.75,city,stepanakert\n"),
    ]);
    assert_eq!(gazetteer.places().len(), 1);
    assert_eq!(gazetteer.place(gazetteer.find_id("stepanakert").expect("its id")).name, "Khankendi");
    assert_eq!(gazetteer.find_name("stepanakert")[0].through, Through::Alias);
}

#[test]
fn containment_goes_through_places_and_country_codes() {
    let gazetteer = Gazetteer::read(
        "a.csv",
        "name,lat,lon,kind,country,within\nFrance,46.6,2.4,country,FR,\nIsère,45.2,5.7,region,FR,France\n\
         Vienne,45.5,4.9,town,FR,Isère\nBrest,48.4,-4.5,city,FR,\nVienne,48.2,16.4,city,AT,\n"
            .as_bytes(),
    )
    .gazetteer;
    let ix = |id: &str| gazetteer.find_id(id).expect("an id");
    assert!(gazetteer.contains(ix("france"), ix("vienne-fr")) && gazetteer.contains(ix("isere"), ix("vienne-fr")));
    assert!(gazetteer.contains(ix("france"), ix("brest")));
    assert!(!gazetteer.contains(ix("france"), ix("vienne-at")) && !gazetteer.contains(ix("brest"), ix("france")));
    assert!(!gazetteer.contains(ix("france"), ix("france")));
    assert_eq!(gazetteer.country_of(ix("brest")), Some(ix("france")));
}

#[test]
fn actors_act_for_places() {
    let gazetteer = layers(&[
        ("actors.csv", "name,acts_for,kind,aliases,note\nÉlysée,France,building,palais de l'Élysée,\n"),
        ("places.csv", "name,lat,lon,kind\nFrance,46.6,2.4,country\n"),
    ]);
    assert_eq!(gazetteer.actors()[0].place, gazetteer.find_id("france"));
    assert!(matches!(gazetteer.find_name("palais de l’Elysée")[0].through, Through::Actor(_)));
}

#[test]
fn a_bad_actor_is_told() {
    assert_eq!(
        problems_of(b"name,acts_for\nPierre,\n,France\n"),
        [
            "a.csv, line 2, column acts_for: the cell is empty: write the place it acts for",
            "a.csv, line 3, column name: the cell is empty: write the name"
        ]
    );
}

#[test]
fn the_hash_is_of_what_was_read() {
    let one = Gazetteer::read("a.csv", b"name,lat,lon,kind\nA,1,1,town\n").gazetteer;
    let same = Gazetteer::read("elsewhere.csv", b"name,lat,lon,kind\nA,1,1,town\n").gazetteer;
    let other = Gazetteer::read("a.csv", b"name,lat,lon,kind\nA,1,2,town\n").gazetteer;
    assert_eq!(one.sha256(), same.sha256());
    assert_ne!(one.sha256(), other.sha256());
    assert_eq!(one.sha256().len(), 64);
}

#[test]
fn paths_that_hold_nothing() {
    let missing = Gazetteer::load(&["no/such/file.csv".into()]).expect_err("no such file");
    assert!(missing.to_string().starts_with("no/such/file.csv: cannot be read: "), "{missing}");
    let empty = tempfile::tempdir().expect("a folder");
    let error = Gazetteer::load(&[empty.path().to_owned()]).expect_err("no file");
    assert!(matches!(error, LoadError::NoCsv { .. }), "{error}");
}

/// The names found in a text, by their tokens.
fn found(csv: &str, text: &str) -> Vec<String> {
    let gazetteer = Gazetteer::read("a.csv", csv.as_bytes()).gazetteer;
    let doc = Document::new("a", text, Language::french());
    let (mut out, mut at) = (Vec::new(), 0);
    while at < doc.tokens.len() {
        match gazetteer.names().longest_at(&doc, at, doc.tokens.len()) {
            Some(name) => {
                out.push(doc.text_of(name.tokens.clone()).to_owned());
                at = name.tokens.end;
            }
            None => at += 1,
        }
    }
    out
}

#[test]
fn names_are_found_however_they_are_written() {
    let csv = "name,lat,lon,kind,aliases,demonyms\nNagorny Karabakh,39.8,46.75,region,Haut-Karabakh,karabakhtsi\n\
        Saint-Étienne,45.4,4.4,city,,stéphanois\nLe Caire,30,31.2,city,,\nN'Djamena,12.1,15,city,,\n\
        Al-Ma'arri,35,36,town,,\nMartouni (Arménie),40.1,45.3,town,,\n";
    for text in [
        "Nagorny-Karabakh",
        "NAGORNY KARABAKH",
        "haut-Karabakh",
        "Haut Karabakh",
        "Saint-Etienne",
        "St-Étienne",
        "Le Caire",
        "N’Djamena",
        "Al Ma'arri",
        "Martouni",
        "stéphanois",
        "karabakhtsis",
    ] {
        assert_eq!(found(csv, &format!("Ici {text}.")), [text], "{text}");
    }
    assert_eq!(found(csv, "Il part au Caire."), ["Caire"]);
    for text in ["le caire", "nagorny", "Karabakhs", "Saint"] {
        assert_eq!(found(csv, text), [""; 0], "{text}");
    }
}

#[test]
fn the_longest_name_wins() {
    let csv =
        "name,lat,lon,kind,ignore\nMinsk,53.9,27.6,city,groupe de Minsk\nNew York,40.7,-74,city,\nYork,54,-1,city,\n";
    assert_eq!(
        found(csv, "le groupe de Minsk à New York, puis York et Minsk"),
        ["groupe de Minsk", "New York", "York", "Minsk"]
    );
    let gazetteer = Gazetteer::read("a.csv", csv.as_bytes()).gazetteer;
    assert!(matches!(gazetteer.names().get("Groupe de Minsk")[..], [Named::Ignored(_)]));
}

#[test]
fn probable_misspellings() {
    let csv = "name,lat,lon,kind,aliases\nStepanakert,39.8,46.75,city,\nChouchi,39.76,46.75,town,Choucha\n\
        Kassala,15.4,36.4,city,\nKampala,0.3,32.6,city,\nGao,16.3,0,town,\n";
    let gazetteer = Gazetteer::read("a.csv", csv.as_bytes()).gazetteer;
    let near = |name: &str| gazetteer.find_misspelt(name).map(|(place, ..)| gazetteer.place(place).name.as_str());
    assert_eq!(near("Stepankert"), Some("Stepanakert"));
    assert_eq!(near("Stepanekart"), Some("Stepanakert"));
    assert_eq!(near("Chouci"), Some("Chouchi"));
    // Too short, too far, or as near to another place.
    assert_eq!(near("Gau"), None);
    assert_eq!(near("Stavropol"), None);
    assert_eq!(near("Kaspala"), None);
}
