//! Dumps of GeoNames: told by their content, read into kinds, regions and names, under the tables of ours; and names in
//! them that are common words.

#[path = "geonames/properties.rs"]
mod properties;

use dateline::document::Document;
use dateline::gazetteer::{Gazetteer, Kind, LoadError, Loaded, Place, Through};
use dateline::language::Language;
use dateline::place::{self, Role};
use dateline::syntax::Syntax;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DUMP: &str = include_str!("geonames/places.txt");
const ALTERNATES: &str = include_str!("geonames/alternateNamesV2.txt");

/// A folder with these files.
fn desk(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let top = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(top.path().join(name), text).expect("a file");
    }
    let path = top.path().to_owned();
    (top, path)
}

fn load(paths: &[PathBuf]) -> Loaded {
    Gazetteer::load(paths).expect("the files can be read")
}

/// The dump alone, without alternate names and without a table over it.
fn alone() -> Gazetteer {
    let loaded = Gazetteer::read("places.txt", DUMP.as_bytes());
    assert_eq!(loaded.problems, []);
    loaded.gazetteer
}

fn of<'a>(gazetteer: &'a Gazetteer, id: &str) -> &'a Place {
    gazetteer.place(gazetteer.find_id(id).unwrap_or_else(|| panic!("no place {id}")))
}

#[test]
fn a_dump_is_told_by_its_content() {
    let lines: Vec<&str> = DUMP.lines().collect();
    // Under any name, with a bad first line, with the line ends of Windows, with a byte order mark.
    for text in [
        DUMP.to_owned(),
        format!("geonameid\tname\n{DUMP}"),
        lines.join("\r\n"),
        format!("\u{feff}{DUMP}"),
        lines[3].to_owned(),
    ] {
        let (_top, folder) = desk(&[("anything.dat", &text)]);
        assert!(dateline::gazetteer::is_dump(&folder.join("anything.dat")), "{:?}", text.get(..40));
        let read = Gazetteer::read("anything", text.as_bytes());
        assert!(read.gazetteer.find_id("geonames-2658434").is_some(), "{:?}", text.get(..40));
    }
    let (_top, folder) = desk(&[("allCountries.txt", "name,lat,lon,kind\nIci,1,2,town\n"), ("alt.txt", ALTERNATES)]);
    for no_dump in ["allCountries.txt", "alt.txt", "missing.txt"] {
        assert!(!dateline::gazetteer::is_dump(&folder.join(no_dump)), "{no_dump}");
    }
    // A table is read as one, whatever its name.
    assert_eq!(load(&[folder.join("allCountries.txt")]).gazetteer.places().len(), 1);
}

#[test]
fn features_become_kinds() {
    let gazetteer = alone();
    let table = [
        ("174982", Kind::Country),
        ("616062", Kind::Region),
        ("3020781", Kind::Region),
        ("616052", Kind::City),
        ("616635", Kind::City),
        ("2657970", Kind::City),
        ("2971053", Kind::Town),
        ("2971052", Kind::Town),
        ("3021382", Kind::Village),
        ("900008", Kind::Landmark),
        ("2658661", Kind::Landmark),
        ("3181986", Kind::Landmark),
        ("2972328", Kind::Water),
    ];
    for (number, kind) in table {
        assert_eq!(of(&gazetteer, &format!("geonames-{number}")).kind, kind, "{number}");
    }
    // A hotel, and what is no more.
    for number in ["900006", "900007"] {
        assert_eq!(gazetteer.find_id(&format!("geonames-{number}")), None, "{number}");
    }
    let winterthur = of(&gazetteer, "geonames-2657970");
    assert_eq!((winterthur.lat, winterthur.lon), (47.50564, 8.72413));
    assert_eq!((winterthur.country.as_deref(), winterthur.population), (Some("CH"), Some(111_840)));
    assert_eq!(of(&gazetteer, "geonames-900001").population, None, "0 is what GeoNames writes for unknown");
}

#[test]
fn codes_say_what_lies_in_what() {
    let gazetteer = alone();
    let table = [
        // The second level, the first where the second has no row, the country where neither has.
        ("2971053", Some("3020781")),
        ("3020781", Some("11071625")),
        ("11071625", Some("3017382")),
        ("2990440", Some("11071623")),
        ("2972191", Some("3017382")),
        ("3017382", None),
        ("3204541", None),
    ];
    for (inner, outer) in table {
        let within = of(&gazetteer, &format!("geonames-{inner}")).within.map(|ix| gazetteer.place(ix).id.clone());
        assert_eq!(within, outer.map(|number| format!("geonames-{number}")), "{inner}");
    }
    let number = |number: &str| gazetteer.find_id(&format!("geonames-{number}")).unwrap();
    assert!(gazetteer.contains(number("3017382"), number("3021382")));
    assert!(!gazetteer.contains(number("3017382"), number("3204541")));
}

#[test]
fn capitals_speak_for_their_states() {
    let gazetteer = alone();
    assert_eq!(of(&gazetteer, "geonames-616052").capital_of.as_deref(), Some("Armenia"));
    assert_eq!(of(&gazetteer, "geonames-616635").capital_of, None);
    // Without the row of the country, by the name that the built-in gazetteer has for its code.
    let cities: String = DUMP.split_inclusive('\n').filter(|line| line.contains("\tPPLC\t")).collect();
    let cities = Gazetteer::read("cities500.txt", cities.as_bytes()).gazetteer;
    assert_eq!(of(&cities, "geonames-616052").capital_of.as_deref(), Some("Arménie"));
}

#[test]
fn names_of_no_known_language_are_taken_where_a_text_may_use_them() {
    let gazetteer = alone();
    let gumri = of(&gazetteer, "geonames-616635");
    assert_eq!((gumri.name.as_str(), &gumri.aliases[..]), ("Gyumri", &["Gumri", "Leninakan"].map(str::to_owned)[..]));
    // Codes and other scripts are none.
    for name in ["EVN", "Ереван", "Grand Hotel"] {
        assert_eq!(gazetteer.find_name(name), [], "{name}");
    }
}

#[test]
fn alternate_names_beside_a_dump_tell_which_are_french() {
    let csv = "name,lat,lon,kind\nIci,1,2,town\n";
    let (_top, folder) =
        desk(&[("AM.txt", DUMP), ("alternateNamesV2.txt", ALTERNATES), ("alternateNames.txt", ""), ("mine.csv", csv)]);
    let loaded = load(&[folder.join("AM.txt"), folder.join("mine.csv")]);
    assert_eq!(loaded.problems, []);
    let gazetteer = loaded.gazetteer;
    let named = |number: &str| {
        let place = of(&gazetteer, &format!("geonames-{number}"));
        format!("{}: {}", place.name, place.aliases.join(" "))
    };
    // The preferred French name is shown, a former one is sought, a code is neither.
    assert_eq!(named("616052"), "Erevan: Yerevan Erivan");
    // The only French name; what a place was called in no language in particular is left out.
    assert_eq!(named("616635"), "Gumri: Gyumri Gyumry");
    assert_eq!(named("587116"), "Azerbaïdjan: Azerbaijan République d'Azerbaïdjan");
    // A nickname is no name, and the fourth column of the dump is not read.
    assert_eq!(named("2990440"), "Nice: ");
    assert_eq!(of(&gazetteer, "geonames-616052").capital_of.as_deref(), Some("Arménie"));
    assert_eq!(gazetteer.find_name("Leninakan"), []);
    assert_eq!(gazetteer.find_name("erivan").len(), 1);
}

#[test]
fn bad_lines_are_told_and_cost_nothing_else() {
    let good: Vec<&str> = DUMP.lines().collect();
    let cut = good[0].rsplit_once('\t').unwrap().0;
    let bad = [
        (
            cut.to_owned(),
            "line 2: the line has 18 columns and a line of a dump 19: unpack the file again, it may have been cut off or edited",
        ),
        (
            good[1].replace("587116", "x1"),
            "line 4, column geonameid: `x1` is no number of a place: unpack the file again, it may have been cut off or edited",
        ),
        (
            good[2].replace("\t46.0\t", "\t146.0\t"),
            "line 6, column latitude: `146.0` is beyond ±90: write decimal degrees",
        ),
        (
            good[2].replace("\t2.0\t", "\teast\t"),
            "line 8, column longitude: `east` is not a number: write decimal degrees such as `39.76`",
        ),
        (
            good[2].replace("67000000", "many"),
            "line 10, column population: `many` is not a number: write how many live there, or 0",
        ),
        (good[2].replacen("France", "", 1), "line 12, column name: the cell is empty: write the name of the place"),
    ];
    let mut text = String::new();
    for (at, (line, _)) in bad.iter().enumerate() {
        text.extend([good[10 + at], "\n", line.as_str(), "\n"]);
    }
    let loaded = Gazetteer::read("FR.txt", text.as_bytes());
    let told: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    let wanted: Vec<String> = bad.iter().map(|(_, message)| format!("FR.txt, {message}")).collect();
    assert_eq!(told, wanted);
    assert_eq!(loaded.gazetteer.places().len(), bad.len());
}

#[test]
fn of_very_many_bad_lines_the_first_are_told_and_the_rest_counted() {
    let mut text = DUMP.to_owned();
    for _ in 0..150 {
        text.push_str("1\t2\n\u{fffd}\n");
    }
    let loaded =
        Gazetteer::read("FR.txt", format!("{DUMP}{DUMP}{DUMP}{DUMP}{DUMP}{DUMP}{DUMP}{DUMP}{DUMP}{text}").as_bytes());
    assert_eq!(loaded.problems.len(), 101);
    assert!(loaded.problems[100].to_string().contains("200 more lines cannot be used"), "{}", loaded.problems[100]);
}

#[test]
fn a_dump_lies_under_every_table() {
    let csv = "name,lat,lon,kind,country,within,aliases,id\n\
        Valence,44.93,4.89,city,FR,Drôme,Valence-sur-Rhône,\n\
        Gumri,40.79,43.84,city,AM,,,gumri\n\
        Erevan,10,10,village,AM,,,geonames-616052\n";
    let (_top, folder) = desk(&[("FR.txt", DUMP), ("mine.csv", csv)]);
    // The order of the paths is no matter.
    let (dump, table) = (folder.join("FR.txt"), folder.join("mine.csv"));
    for paths in [[dump.clone(), table.clone()], [table.clone(), dump.clone()]] {
        let loaded = load(&paths);
        assert_eq!(loaded.problems, []);
        let gazetteer = loaded.gazetteer;
        // By name and nearness: the row's values, the dump's where it has none, an id as if no dump were there.
        let valence = of(&gazetteer, "valence");
        assert_eq!((valence.kind, valence.population), (Kind::City, Some(62150)));
        assert_eq!(valence.within.map(|ix| gazetteer.place(ix).name.as_str()), Some("Drôme"));
        assert!(!gazetteer.is_reference(gazetteer.find_id("valence").unwrap()));
        // What the dump lists beside the name was chosen by nobody.
        let gumri = of(&gazetteer, "gumri");
        assert_eq!((gumri.name.as_str(), &gumri.aliases[..]), ("Gumri", &["Gyumri".to_owned()][..]));
        assert!((of(&gazetteer, "geonames-616052").lat - 10.0).abs() < 1e-9);
        assert_eq!(gazetteer.find_name("Valence").len(), 2);
        assert!(gazetteer.is_reference(gazetteer.find_id("geonames-2971052").unwrap()));
        assert_eq!(gazetteer.sha256(), load(&[dump.clone(), table.clone()]).gazetteer.sha256());
    }
    assert_ne!(load(&[dump.clone(), table.clone()]).gazetteer.sha256(), load(&[table]).gazetteer.sha256());
    // Over dumps alone lies the built-in gazetteer; one dump twice gives every place once.
    let once = load(std::slice::from_ref(&dump)).gazetteer;
    let twice = load(&[dump.clone(), dump]).gazetteer;
    assert!(once.find_id("shusha").is_some());
    assert_eq!(once.places().len(), twice.places().len());
}

#[test]
fn a_folder_gives_its_dumps_too() {
    let (_top, folder) =
        desk(&[("FR.txt", DUMP), ("a.csv", "name,lat,lon,kind\nIci,1,2,town\n"), ("readme.txt", "text\n")]);
    let gazetteer = load(&[folder]).gazetteer;
    assert!(gazetteer.find_id("geonames-2990440").is_some() && gazetteer.find_id("ici").is_some());
}

/// Names and roles of the places that a text names.
fn read(text: &str, gazetteer: &Gazetteer) -> Vec<String> {
    let language = Language::french();
    let doc = Document::new("row", text, language);
    let mentions = place::find(&doc, &Syntax::of(&doc, language), gazetteer, language);
    let known = mentions.iter().filter(|mention| mention.value.place.is_some());
    known.filter(|mention| mention.value.role == Role::Location).map(|mention| mention.value.name.clone()).collect()
}

#[test]
fn common_words_are_places_where_slot_and_capital_say_so() {
    let gazetteer = alone();
    let table: &[(&str, &[&str])] = &[
        // At the head of a sentence the capital says nothing.
        ("Les soldats ont avancé.", &[]),
        ("Que veut Paris ?", &[]),
        ("Pas un seul blessé n'a été signalé. Mai a été calme.", &[]),
        ("Tour à tour, ils ont parlé. Bar, hôtel et école ont brûlé.", &[]),
        ("Nice surprise : personne n'a été blessé.", &[]),
        ("Tours et détours ont duré des heures.", &[]),
        // Small letters say that it is none.
        ("Il a tiré sur les murs de la tour et sur un bar.", &[]),
        ("Il est venu en mai, il n'a pas dit que les tours tomberaient.", &[]),
        // A capital without a slot.
        ("Selon lui, Les Républicains et le Bar de la Marine sont visés.", &[]),
        ("Il a dit Que, puis Pas, puis Mai.", &[]),
        ("Le film Tour a été primé.", &[]),
        // Slot and capital.
        ("Une bombe a explosé à Nice.", &["Nice"]),
        ("Deux personnes ont été tuées dans la ville de Tours.", &["Tours"]),
        ("Un séisme a frappé la ville de Bar.", &["Bar"]),
        ("Trois blessés ont été évacués vers Die.", &["Die"]),
        ("Des inondations ont dévasté le village de Les.", &["Les"]),
        ("Nice, 5 oct 2020 (AFP) - Une bombe a explosé.", &["Nice"]),
        // A small place whose name is no word of the language needs a slot too.
        ("Emmanuel Macron a parlé. Jean Martin l'a suivi.", &[]),
        ("Selon Marchais, rien n'a changé.", &[]),
        ("Une bombe a explosé à Marchais.", &["Marchais"]),
        ("Une bombe a explosé dans le village de Macron.", &["Macron"]),
        // A large one does not, within its sentence and by itself.
        ("Hier, Winterthur a été touchée par des inondations.", &["Winterthur"]),
        ("Un responsable, Birmingham Jones, a parlé.", &[]),
        // An alias of no known language needs one.
        ("Hier, Winterthour a été touchée par des inondations.", &[]),
        ("Des inondations ont fait un mort à Winterthour.", &["Winterthour"]),
    ];
    let mut wrong = Vec::new();
    for (text, wanted) in table {
        let found = read(text, &gazetteer);
        if found != *wanted {
            wrong.push(format!("{text}\n  wanted {wanted:?}\n  found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_document_may_tell_a_common_word() {
    let gazetteer = alone();
    // `bar` is in no table of the language; that the text writes it small too says what it is.
    let text = "Une bombe a explosé dans un bar. Les clients ont fui vers Bar, où rien n'a bougé.";
    assert_eq!(read("Les clients ont fui vers Bar, où rien n'a bougé.", &gazetteer), ["Bar"]);
    assert_eq!(read(text, &gazetteer), ["Bar"], "a slot and a capital within the sentence are enough");
    let bare = "Le bar a brûlé. Selon Bar, personne n'a été blessé.";
    assert_eq!(read(bare, &gazetteer), [""; 0]);
}

#[test]
fn rows_that_somebody_wrote_come_before_namesakes_of_a_dump() {
    let csv =
        "name,lat,lon,kind,country\nFrance,46,2,country,FR\nValence,39.47,-0.377,city,ES\nEspagne,40,-4,country,ES\n";
    let (_top, folder) = desk(&[("FR.txt", DUMP), ("mine.csv", csv)]);
    let gazetteer = load(&[folder.join("FR.txt"), folder.join("mine.csv")]).gazetteer;
    let language = Language::french();
    let country = |text: &str| {
        let doc = Document::new("row", text, language);
        let mentions = place::find(&doc, &Syntax::of(&doc, language), &gazetteer, language);
        let valence = mentions.iter().find(|mention| mention.value.name == "Valence").expect("a mention");
        gazetteer.place(valence.value.place.expect("a place")).country.clone().unwrap_or_default()
    };
    assert_eq!(country("Une bombe a explosé à Valence. La France a condamné l'attentat."), "ES");
    // Unless the text itself says which.
    assert_eq!(country("Une bombe a explosé à Valence, dans la Drôme."), "FR");
}

/// A file of very many rows is a work of reference as a dump is.
#[test]
fn a_very_long_table_is_a_work_of_reference() {
    let mut csv = "name,lat,lon,kind,country\nMarchais,49.6,3.8,village,FR\n".to_owned();
    csv.extend((0..50_000).map(|n| {
        let (lat, lon) = (42.0 + f64::from(n % 300) / 40.0, f64::from(n / 300) / 40.0);
        format!("Lieu {n},{lat},{lon},village,FR\n")
    }));
    let gazetteer = Gazetteer::read("long.csv", csv.as_bytes()).gazetteer;
    assert_eq!(read("Selon Marchais, rien n'a changé.", &gazetteer), [""; 0]);
    assert_eq!(read("Une bombe a explosé à Marchais.", &gazetteer), ["Marchais"]);
}

fn dateline(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline")).args(args).current_dir(folder).output().expect("the command starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

const HEADER: &str = "name,lat,lon,kind,country,within,aliases,population,id\n";

#[test]
fn add_writes_rows_and_shows_what_competes() {
    let states = "name,lat,lon,kind,country\nFrance,46,2,country,FR\nSuisse,47,8,country,CH\n";
    let (_top, folder) = desk(&[
        ("FR.txt", DUMP),
        ("states.csv", states),
        ("near.txt", "Une bombe a explosé à Valence, dans le Tarn-et-Garonne."),
    ]);
    let out = dateline(
        &folder,
        &["gazetteer", "add", "Valence", "Winterthour", "--from", "FR.txt", "--gazetteer", "states.csv"],
    );
    let said = text(&out.stderr);
    assert_eq!(out.status.code(), Some(0), "{said}");
    // Under the name that was asked for, in a place that the gazetteer has; of two of one name the larger.
    let rows = "Valence,44.9256,4.90956,town,FR,France,,62150,geonames-2971053\n\
        Winterthour,47.50564,8.72413,city,CH,Suisse,Winterthur,111840,geonames-2657970\n";
    assert_eq!(text(&out.stdout), format!("{HEADER}{rows}"));
    for line in [
        "Valence: 2 places of FR.txt",
        "* geonames-2971053   Valence",
        "  geonames-2971052   Valence",
        "Drôme, FR",
        "62150 people",
    ] {
        assert!(said.contains(line), "{line:?} is not in\n{said}");
    }
    // The documents decide, or who asks.
    for args in [&["--documents", "near.txt"][..], &["--id", "geonames-2971052"]] {
        let out = dateline(
            &folder,
            &[&["gazetteer", "add", "Valence", "--from", "FR.txt", "--gazetteer", "states.csv"], args].concat(),
        );
        assert!(
            text(&out.stdout).contains(",geonames-2971052\n"),
            "{args:?}: {}{}",
            text(&out.stdout),
            text(&out.stderr)
        );
    }
}

#[test]
fn added_rows_are_ready_for_the_table() {
    let (_top, folder) = desk(&[("FR.txt", DUMP), ("mine.csv", "kind,name,lon,lat,note\ntown,Ici,2,1,x")]);
    for table in ["mine.csv", "new.csv"] {
        let out = dateline(&folder, &["gazetteer", "add", "Winterthour", "--from", "FR.txt", "--to", table]);
        assert_eq!((out.status.code(), text(&out.stdout).as_str()), (Some(0), ""), "{}", text(&out.stderr));
        assert!(text(&out.stderr).contains(&format!("1 row appended to {table}")));
    }
    let mine = fs::read_to_string(folder.join("mine.csv")).unwrap();
    assert_eq!(mine, "kind,name,lon,lat,note\ntown,Ici,2,1,x\ncity,Winterthour,8.72413,47.50564,\n");
    let new = fs::read_to_string(folder.join("new.csv")).unwrap();
    assert_eq!(
        new,
        format!("{HEADER}Winterthour,47.50564,8.72413,city,CH,Suisse,Winterthur,111840,geonames-2657970\n")
    );
    // What the gazetteer has already is not added again.
    let again = dateline(
        &folder,
        &["gazetteer", "add", "Winterthour", "--from", "FR.txt", "--to", "new.csv", "--gazetteer", "new.csv"],
    );
    assert_eq!(again.status.code(), Some(0));
    assert!(text(&again.stderr).contains("the gazetteer has it already"), "{}", text(&again.stderr));
    assert_eq!(fs::read_to_string(folder.join("new.csv")).unwrap(), new);
    fs::write(folder.join("states.csv"), "name,lat,lon,kind,country\nSuisse,47,8,country,CH\n").unwrap();
    let check = dateline(&folder, &["gazetteer", "check", "states.csv", "new.csv", "mine.csv"]);
    assert_eq!(text(&check.stdout), "3 places, all rows can be used\n");
}

#[test]
fn what_cannot_be_added_is_said() {
    let (_top, folder) = desk(&[("FR.txt", DUMP), ("no.csv", "nom,x\n"), ("mine.csv", "name,lat,lon,kind\n")]);
    let cases: &[(&[&str], i32, &str)] = &[
        (&["Nulle-Part", "--from", "FR.txt"], 1, "Nulle-Part: no place of FR.txt has this name"),
        (
            &["Valence", "--from", "no.csv"],
            2,
            "no.csv: is no dump of GeoNames, whose lines have 19 columns separated by tabs",
        ),
        (&["Valence", "--from", "missing.txt"], 2, "missing.txt: cannot be read"),
        (&["Valence", "--from", "FR.txt", "--to", "no.csv"], 2, "no.csv: the column name is missing"),
        (&["Valence", "--from", "FR.txt", "--id", "geonames-1"], 2, "--id geonames-1: no place with this id"),
    ];
    for (args, code, words) in cases {
        let out = dateline(&folder, &[&["gazetteer", "add", "--gazetteer", "mine.csv"], *args].concat());
        let said = text(&out.stderr);
        assert_eq!((out.status.code(), text(&out.stdout).as_str()), (Some(*code), ""), "{args:?}: {said}");
        assert!(said.contains(words), "{args:?} does not say {words:?} but\n{said}");
    }
    assert!(matches!(
        Gazetteer::load_sought(&[], &folder.join("no.csv"), &["Valence".to_owned()]),
        Err(LoadError::NoDump { .. })
    ));
}

#[test]
fn alternate_names_are_sought_too() {
    let (_top, folder) =
        desk(&[("AM.txt", DUMP), ("alternateNamesV2.txt", ALTERNATES), ("none.csv", "name,lat,lon,kind\n")]);
    let args = ["gazetteer", "add", "Gyumry", "--from", "AM.txt", "--gazetteer", "none.csv"];
    let out = dateline(&folder, &args);
    assert_eq!(
        text(&out.stdout),
        format!("{HEADER}Gyumry,40.7942,43.84528,city,AM,,Gumri,148381,geonames-616635\n"),
        "{}",
        text(&out.stderr)
    );
}

#[test]
fn find_shows_through_which_spelling_and_what_competes() {
    let csv = "name,lat,lon,kind,country,aliases,demonyms\nValence,39.47,-0.377,city,ES,Valencia,valencien\n";
    let (_top, folder) = desk(&[("FR.txt", DUMP), ("mine.csv", csv)]);
    let find = |name: &str| {
        let out = dateline(&folder, &["gazetteer", "find", name, "--gazetteer", "FR.txt", "--gazetteer", "mine.csv"]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        text(&out.stdout)
    };
    assert_eq!(
        find("VALENCE"),
        "valence  Valence · city · ES\n    39.4700, -0.3770 · through its name\n    Valencia\n\
         unless the document speaks of another:\n\
         geonames-2971053  Valence · town · Drôme, FR · 62150 people · from a dump\n    44.9256, 4.9096 · through its name\n\
         geonames-2971052  Valence · town · Tarn-et-Garonne, FR · 5000 people · from a dump\n    44.1096, 0.8911 · through its name\n"
    );
    assert!(find("valencia").contains("through the alias Valencia"));
    assert!(find("valenciens").contains("through the demonym valenciens"));
}

#[test]
fn names_lead_to_all_their_places() {
    let gazetteer = alone();
    let hits = gazetteer.find_name("valence");
    assert_eq!(hits.len(), 2);
    assert!(hits.iter().all(|hit| hit.through == Through::Name));
    assert_eq!(gazetteer.names().get("valence"), [], "what was chosen, and nothing else");
    assert_eq!(gazetteer.names().get_all("valence").len(), 2);
    assert!(gazetteer.names().len() > gazetteer.places().len() && !gazetteer.names().is_empty());
}
