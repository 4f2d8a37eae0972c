//! Files, folders, codings and formats.

use dateline::document::Document;
use dateline::document::read::{self, ReadProblem};
use dateline::language::Language;
use std::path::Path;

/// Reads `path` to its documents and problems.
fn all(path: &Path) -> (Vec<Document>, Vec<ReadProblem>) {
    let (sources, mut problems) = read::sources(&[path.to_path_buf()]);
    let mut docs = Vec::new();
    for source in &sources {
        for doc in read::documents(source, Language::french()) {
            match doc {
                Ok(doc) => docs.push(doc),
                Err(problem) => problems.push(problem),
            }
        }
    }
    (docs, problems)
}

/// Reads one file of these bytes.
fn file(name: &str, bytes: &[u8]) -> (Vec<Document>, Vec<ReadProblem>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    all(&path)
}

const TEXT: &str = "À Gao, la trêve a été rompue mardi : « c'est fini », dit l'armée.";

#[test]
fn every_coding_gives_the_same_text() {
    let utf16 = |unit: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        mark.into_iter().chain(TEXT.encode_utf16()).flat_map(unit).collect()
    };
    let with_mark = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
    for (what, bytes) in [
        ("UTF-8", TEXT.as_bytes().to_vec()),
        ("UTF-8 with mark", with_mark),
        ("UTF-16LE", utf16(u16::to_le_bytes, true)),
        ("UTF-16BE", utf16(u16::to_be_bytes, true)),
        ("UTF-16LE without mark", utf16(u16::to_le_bytes, false)),
        ("UTF-16BE without mark", utf16(u16::to_be_bytes, false)),
    ] {
        let (docs, problems) = file("a.txt", &bytes);
        assert_eq!(problems, [], "{what}");
        assert_eq!(docs[0].text, TEXT, "{what}");
    }
}

#[test]
fn windows_1252_is_read_with_a_warning_that_names_the_file() {
    let bytes = encoding_rs::WINDOWS_1252.encode(TEXT).0.into_owned();
    let (docs, problems) = file("vieux.txt", &bytes);
    assert_eq!(docs[0].text, TEXT);
    assert!(problems[0].is_warning() && problems.len() == 1);
    let words = problems[0].to_string();
    assert!(words.contains("vieux.txt") && words.contains("windows-1252"), "{words}");
}

#[test]
fn broken_bytes_cost_one_character_each() {
    let bytes = [TEXT.as_bytes(), b" \xff ", TEXT.as_bytes()].concat();
    let (docs, problems) = file("a.txt", &bytes);
    assert_eq!(docs[0].text, format!("{TEXT} \u{fffd} {TEXT}"));
    assert!(problems[0].is_warning());
    let (docs, _) = file("a.txt", b"Gao\0est\0prise.");
    assert_eq!(docs[0].tokens.len(), 4);
}

#[test]
fn folders_are_read_in_order_of_name_with_ids_below_them() {
    let root = tempfile::tempdir().expect("a folder");
    for name in ["b.txt", "a.md", "sub/c.htm", "sub/d.jsonl", "image.png", ".hidden.txt", "sub/e.csv"] {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        std::fs::write(path, if name.ends_with("jsonl") { r#"{"text":"Un."}"# } else { "Un." }).expect("a file");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(root.path(), root.path().join("sub/loop")).expect("a link");
    let (docs, problems) = all(root.path());
    let ids: Vec<&str> = docs.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids, ["a.md", "b.txt", "sub/c.htm", "sub/d.jsonl#1"]);
    assert_eq!(problems, []);
}

#[test]
fn the_order_of_naming_is_of_no_account_and_a_file_named_twice_is_read_once() {
    let root = tempfile::tempdir().expect("a folder");
    for name in ["x/a.txt", "y/a.txt"] {
        std::fs::create_dir_all(root.path().join(&name[..1])).expect("folders");
        std::fs::write(root.path().join(name), name).expect("a file");
    }
    let [x, y] = ["x/a.txt", "y/a.txt"].map(|name| root.path().join(name));
    let read = |paths: &[std::path::PathBuf]| {
        let mut found = Vec::new();
        let (sources, _) = read::sources(paths);
        read::in_parallel(&sources, Language::french(), |doc| (doc.id, doc.text), |doc| found.push(doc.expect("read")));
        found
    };
    let there = read(&[x.clone(), y.clone()]);
    assert_eq!(there, read(&[y, x.clone(), x]));
    let ids: Vec<&str> = there.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["a.txt", "a.txt (2)"]);
}

#[test]
fn a_bad_line_is_named_and_costs_no_other() {
    let lines = concat!(
        "\u{feff}{\"text\":\"Un.\",\"id\":\"u\",\"title\":\"T\",\"url\":\"https://exemple.org/1\",\"published\":\"2022-09-13\",\"language\":\"fr-FR\"}\n",
        "\n",
        "{\"text\":\n",
        "{\"id\":3,\"text\":\"Trois.\",\"more\":{\"a\":[1,2]}}\n",
        "{\"id\":\"x\"}\n",
        "[1]\n",
        "{\"text\":\"Un \\ud83d demi, un \\ud83d\\ude00 entier.\"}",
    );
    let (docs, problems) = file("a.jsonl", lines.as_bytes());
    let ids: Vec<&str> = docs.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids, ["u", "3", "a.jsonl#7"]);
    assert_eq!((docs[0].title.as_deref(), docs[0].published.as_deref()), (Some("T"), Some("2022-09-13")));
    assert_eq!((docs[0].url.as_deref(), docs[0].language.as_str()), (Some("https://exemple.org/1"), "fr"));
    assert_eq!(docs[2].text, "Un \u{fffd} demi, un 😀 entier.");
    let lines: Vec<_> = problems.iter().map(|p| (p.line, p.is_warning())).collect();
    assert_eq!(lines, [(Some(3), false), (Some(5), false), (Some(6), false), (Some(7), true)]);
    assert!(
        problems[1]
            .to_string()
            .ends_with("a.jsonl, line 5: it has no \"text\"; give every line a \"text\" of type string")
    );
}

const PARAGRAPHS: [&str; 4] = [
    "Les secours cherchaient mardi des survivants dans la vallée, après la crue qui a emporté trois ponts et plusieurs dizaines de maisons, selon la préfecture.",
    "Le gouverneur, arrivé sur place mercredi matin, a promis que les routes seraient rouvertes d'ici à la fin de la semaine, si le temps le permet.",
    "D'après un bilan provisoire, douze personnes ont été tuées et une quarantaine blessées, dont plusieurs enfants qui dormaient dans une école.",
    "La rivière avait déjà débordé en 1998, mais jamais, de mémoire d'habitants, l'eau n'était montée aussi vite ni aussi haut.",
];

fn page(head: &str) -> String {
    let paragraphs = format!("<p>{}</p>\n", PARAGRAPHS.join("</p>\n<p>"));
    format!(
        "<!DOCTYPE html><html lang=\"fr-FR\"><head><title>La vallée sous les eaux</title>{head}\
         <meta property=\"article:published_time\" content=\"2023-05-09T18:45:00+02:00\"><script>var a = '<p>non</p>';</script></head>\
         <body><nav><a href=\"/\">Accueil</a> <a href=\"/m\">Monde</a></nav><article><h1>La vallée sous les eaux</h1>{paragraphs}</article>\
         <footer>Mentions légales</footer></body></html>"
    )
}

#[test]
fn a_web_page_gives_its_article() {
    let (docs, problems) = file("a.html", page("<meta charset=utf-8>").as_bytes());
    assert_eq!(problems, []);
    let doc = &docs[0];
    assert_eq!(doc.title.as_deref(), Some("La vallée sous les eaux"));
    assert_eq!(doc.published.as_deref(), Some("2023-05-09T18:45:00+02:00"));
    assert_eq!(doc.language, "fr");
    let story: Vec<&str> = doc.blocks.iter().filter(|b| b.kind.is_story()).map(|b| b.span.of(&doc.text)).collect();
    assert_eq!(story, PARAGRAPHS, "{:#?}", doc.blocks);
}

#[test]
fn a_page_in_a_declared_coding_is_read_in_it() {
    let page = page("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-15\">");
    let bytes = encoding_rs::ISO_8859_15.encode(&page).0.into_owned();
    let (docs, problems) = file("a.html", &bytes);
    assert_eq!(problems, []);
    assert!(docs[0].text.contains("cherchaient mardi des survivants dans la vallée"));
}

#[test]
fn pages_beyond_measure_are_stripped_of_their_tags() {
    let inside = PARAGRAPHS[0];
    for page in [
        format!("<div>{}<p>{inside}", "<div>".repeat(10_000)),
        format!("<html><body><p>{inside}</p>{}", "<b><i>".repeat(20_000)),
        format!("<p>{inside}</p><!-- never closed"),
        format!("<p>{inside}</p><a href=\""),
        format!("<p>{inside}</p>{}", "&lol;".repeat(100_000)),
    ] {
        let (docs, _) = file("a.html", page.as_bytes());
        assert!(docs[0].text.contains(inside), "{}", &page[..60]);
    }
}

#[test]
fn what_cannot_be_read_is_said_with_its_remedy() {
    let (docs, problems) = all(Path::new("no/such/file.txt"));
    assert!(docs.is_empty() && !problems[0].is_warning());
    assert_eq!(
        problems[0].to_string(),
        "no/such/file.txt: there is no such file or folder; check how its name is spelled"
    );
    let (docs, problems) = file("a.txt", b"%PDF-1.7 \x00\x01\x02");
    assert!(docs.is_empty());
    assert!(problems[0].to_string().contains("it is a PDF"), "{}", problems[0]);
    let empty = tempfile::tempdir().expect("a folder");
    let (docs, problems) = all(empty.path());
    assert!(docs.is_empty() && problems[0].is_warning());
    let (docs, problems) = file("empty.txt", b"");
    assert_eq!((docs.len(), problems.len()), (1, 0));
}

#[test]
fn a_file_with_an_unknown_ending_is_read_by_its_looks() {
    assert_eq!(file("depeche", TEXT.as_bytes()).0[0].text, TEXT);
    assert_eq!(file("lot.dat", br#"{"text":"Un."}"#).0[0].id, "lot.dat#1");
    assert_eq!(file("page.php", page("").as_bytes()).0[0].title.as_deref(), Some("La vallée sous les eaux"));
}

#[test]
fn a_text_longer_than_any_dispatch_is_read_in_parts() {
    let text = "Les secours sont là. ".repeat(125_000);
    let (docs, problems) = file("long.txt", text.as_bytes());
    assert_eq!(problems, []);
    let ids: Vec<&str> = docs.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids, ["long.txt", "long.txt (part 2)", "long.txt (part 3)"]);
    assert_eq!(docs.iter().map(|d| d.text.as_str()).collect::<String>(), text);
    let line = format!("{{\"id\":\"l\",\"text\":\"{}\"}}", "é".repeat(750_000));
    let (docs, problems) = file("long.jsonl", line.as_bytes());
    assert_eq!((docs.len(), problems.len()), (2, 0));
}
