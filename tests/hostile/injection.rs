//! What documents and gazetteers say goes into files that programs run: it stays text there, and those files stay in
//! their folder.

use super::desk::Desk;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

const NASTY: [&str; 12] = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]></description><Placemark><name>x</name></Placemark><![CDATA[",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "<!--<script>",
    "&lt;script&gt;&#60;b&#62;",
    "=cmd|'/c calc'!A1",
    "@SUM(1+1)*cmd|'x'!A1",
    "+1\",\"=1+1",
    "javascript:alert(1)",
    "\u{202e}gpj.exe\u{2028}</style>",
];

/// A desk whose documents, ids, titles, addresses and gazetteer all say `words`.
fn desk_of(words: &str) -> Desk {
    let desk = Desk::new();
    let csv = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut table = "name,lat,lon,kind,id,within,country,aliases,note\n".to_owned();
    let _ = writeln!(table, "{},40,46,town,{},{},AZ,Maleville,{}", csv(words), csv(words), csv(words), csv(words));
    desk.put("own/places.csv", table);
    let mut lines = String::new();
    for number in 0..3 {
        let line = serde_json::json!({
            "id": format!("{words}{number}"), "title": words, "url": words, "published": "2020-10-06",
            "text": format!("{words}\n\nBakou (ACN) - Gandja a été bombardée lundi, a dit {words}, et Maleville aussi. \
                             Maleville a été bombardée lundi. Le village de {words} a été bombardé lundi."),
        });
        let _ = writeln!(lines, "{line}");
    }
    desk.put("docs/nasty.jsonl", lines);
    let gazetteer = concat!(env!("CARGO_MANIFEST_DIR"), "/gazetteer");
    let ended = desk.run(&[
        "extract",
        "docs",
        "-o",
        "out",
        "--gazetteer",
        gazetteer,
        "--gazetteer",
        "own",
        "--map",
        "--format",
        "csv,kml,geojsonl",
    ]);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    desk.good_is_there(words);
    desk
}

fn text(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.files("out")[name].clone()).expect("UTF-8")
}

/// The names of the tags of a page or an XML file, without the text between them.
fn tags(page: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for piece in page.split('<').skip(1) {
        let name: String = piece.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '>' | '/')).collect();
        *out.entry(name).or_default() += 1;
    }
    out
}

#[test]
fn pages_hold_no_markup_of_a_document() {
    let plain = tags(&text(&desk_of("Mot"), "map.html"));
    for words in NASTY {
        let page = text(&desk_of(words), "map.html");
        assert_eq!(tags(&page), plain, "{words}");
        for sign in ["onerror=alert", "onload=alert", "onmouseover='alert"] {
            // They stand inside the data only, where a quote cannot end them.
            for line in page.lines().filter(|line| line.contains(sign)) {
                assert!(
                    line.contains("\\u003c") || line.contains("\"properties\"") || line.contains("<title>"),
                    "{line}"
                );
            }
        }
    }
}

#[test]
fn kml_stays_the_xml_it_is() {
    let plain = tags(&text(&desk_of("Mot"), "events.kml"));
    let known: BTreeSet<&String> = plain.keys().collect();
    for words in NASTY {
        let desk = desk_of(words);
        let kml = text(&desk, "events.kml");
        let found = tags(&kml);
        assert_eq!(found.keys().collect::<BTreeSet<_>>(), known, "{words}");
        assert_eq!(found["Placemark"], desk.events("out").len(), "{words}");
        assert!(!kml.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{words}");
        for (at, _) in kml.match_indices('&') {
            let entity = &kml[at..kml[at..].find(';').map_or(kml.len(), |end| at + end + 1)];
            let own = matches!(
                entity,
                "&amp;" | "&lt;" | "&gt;" | "&quot;" | "&apos;" | "&#39;" | "&#34;" | "&#10;" | "&#13;"
            );
            assert!(own, "{words}: {entity:.20}");
        }
    }
}

#[test]
fn no_cell_begins_a_formula_and_every_row_has_its_cells() {
    for words in NASTY {
        let desk = desk_of(words);
        for name in ["events.csv", "unresolved.csv"] {
            let bytes = desk.files("out")[name].clone();
            let mut table = csv::Reader::from_reader(bytes.as_slice());
            let mut rows = 0;
            for row in table.records() {
                let row = row.unwrap_or_else(|e| panic!("{words}: {name}: {e}"));
                rows += 1;
                for cell in row.iter().filter(|cell| cell.parse::<f64>().is_err()) {
                    let start = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
                    assert!(!start.starts_with(['=', '+', '-', '@', '\t', '\r']), "{words}: {name}: {cell:?}");
                }
            }
            assert!(rows > 0 || name == "unresolved.csv", "{words}: {name}");
        }
    }
}

#[test]
fn json_keeps_every_character_and_is_json() {
    for words in NASTY {
        let desk = desk_of(words);
        let index: serde_json::Value = serde_json::from_slice(&desk.files("out")["index.json"]).expect("JSON");
        let docs = index["documents"].as_array().expect("documents");
        assert!(docs.iter().any(|d| d["doc"] == format!("{words}1") && d["title"] == words), "{words}");
        for line in text(&desk, "events.geojsonl").lines() {
            let _: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{words}: {e}"));
        }
    }
}

/// Whatever a document or a place is called, files stand in the folder of `-o` and nowhere else.
#[test]
fn nothing_is_written_outside_the_folder() {
    let names = [
        "../../etc/x",
        "/tmp/dateline-outside",
        "..",
        ".",
        "",
        "~/x",
        "C:\\x",
        "\\\\host\\x",
        "CON",
        "nul.txt",
        "COM1",
        "a/b/c",
        "index.json",
        "2020-10-05.geojson",
        "%2e%2e%2fx",
        "a\0b",
        "|x",
        "$(touch x)",
        "`touch x`",
        "-rf",
    ];
    let desk = Desk::new();
    let mut lines = String::new();
    let mut table = "name,lat,lon,kind,id,aliases\n".to_owned();
    for (number, name) in names.iter().enumerate() {
        let text = format!("Bakou, 5 oct 2020 (ACN) - Oville{number} a été bombardée lundi.");
        let _ = writeln!(lines, "{}", serde_json::json!({ "id": name, "title": name, "url": name, "text": text }));
        let _ = writeln!(table, "\"{name}\",40,{number},town,\"{name}\",Oville{number}");
    }
    desk.put("docs/names.jsonl", lines);
    desk.put("own/places.csv", table);
    let args = [
        "extract",
        "../docs",
        "-o",
        "out",
        "--gazetteer",
        "../own",
        "--map",
        "--format",
        "csv,kml,geojsonl,fgb,parquet",
    ];
    fs::create_dir(desk.path("within")).expect("a folder");
    let mut command = desk.command(&args);
    command.current_dir(desk.path("within"));
    let ended = super::desk::end(command, b"");
    // The file of bytes that are no name is told and nothing else is lost.
    assert!(matches!(ended.code, Some(0 | 2)), "{}", ended.said);
    assert_eq!(names_in(&desk.path("")), ["docs", "own", "within"]);
    assert_eq!(names_in(&desk.path("docs")), ["good.txt", "names.jsonl"]);
    assert_eq!(names_in(&desk.path("own")), ["places.csv"]);
    assert_eq!(names_in(&desk.path("within")), ["out"]);
    let expected = [
        "2020-10-05.geojson",
        "events.csv",
        "events.fgb",
        "events.geojsonl",
        "events.kml",
        "events.parquet",
        "index.json",
        "map.html",
        "places.geojson",
        "undated.geojson",
        "unresolved.csv",
    ];
    assert_eq!(names_in(&desk.path("within/out")), expected);
    assert!(!Path::new("/tmp/dateline-outside").exists());
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    names
}
