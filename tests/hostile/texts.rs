//! Texts, pages and lines that no newspaper prints.

use super::desk::{Desk, GOOD};
use std::fmt::Write;

const MILLION: usize = 1_000_000;

/// Every such file: its name and what is in it.
fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let mut all: Vec<(&str, Vec<u8>)> = Vec::new();
    for name in ["empty.txt", "empty.md", "empty.html", "empty.jsonl"] {
        all.push((name, Vec::new()));
    }
    all.push(("blank.txt", b" \n\t\r\n".repeat(1000)));
    all.push(("mark_only.txt", b"\xef\xbb\xbf".to_vec()));
    all.push(("parentheses.txt", b"(".repeat(MILLION)));
    all.push(("quotes.txt", "« ".repeat(MILLION / 3).into_bytes()));
    all.push(("one_word.txt", b"a".repeat(MILLION)));
    all.push(("one_number.txt", b"9".repeat(MILLION)));
    all.push(("hyphens.txt", b"a-".repeat(MILLION / 2)));
    all.push(("apostrophes.txt", "l’".repeat(MILLION / 4).into_bytes()));
    all.push(("emoji.txt", "😀👩‍👩‍👧‍👦🇫🇷".repeat(20_000).into_bytes()));
    all.push(("nuls.txt", vec![0; MILLION]));
    all.push(("nuls_within.txt", b"Gandja a \0\0\0 \xc3\xa9t\xc3\xa9 bombard\0\xc3\xa9e lundi.".repeat(50)));
    all.push((
        "bad_utf8.txt",
        b"Barda a \xff\xfe\xc3 \xed\xa0\x80 \xf4\x90\x80\x80 \xc3\xa9t\xc3\xa9 bombard\xc3\xa9e.".repeat(99),
    ));
    all.push(("every_byte.txt", (0..=255).cycle().take(100_000).collect()));
    all.push(("combining.txt", format!("Gandja a e{} été", "\u{301}".repeat(MILLION / 2)).into_bytes()));
    all.push(("combining_each.txt", "e\u{301}\u{327}\u{20dd}".repeat(MILLION / 8).into_bytes()));
    all.push((
        "right_to_left.txt",
        "\u{202e}هاجمت القوات باكو يوم الاثنين\u{202c} תקפו את באקו ביום שני \u{2067}Gandja\u{2069}. "
            .repeat(500)
            .into_bytes(),
    ));
    all.push((
        "days.txt",
        "Gandja a été bombardée le 31 février 2020. Barda a été bombardée le 12 octobre 99999. Terter a été bombardée le \
         0 octobre 0000, le 32/13/2020, le 99999999999999999999 octobre, le 29 février 2019, entre le 31 et le 30 juin, \
         dans la nuit du 31 avril au 0 mai 99999999999, il y a 99999999999 ans, il y a 2147483648 jours, dans \
         9999999 siècles, depuis 99999 semaines, à 99H99, le 1er janvier 262143 et le 31 décembre -262144."
            .into(),
    ));
    all.push((
        "tolls.txt",
        "Gandja a été bombardée lundi, faisant 99999999999999999999999999 morts, 18446744073709551616 blessés, \
         -5 morts, 1.000.000.000.000.000.000.000 blessés et 4294967296 disparus."
            .into(),
    ));
    all.push(("never_closes.html", format!("<html><body><div><p>{GOOD}").into_bytes()));
    all.push(("ends_in_a_tag.html", format!("<html><p>{GOOD}<p title=\"").into_bytes()));
    all.push(("open_tags.html", b"<p><a href=\"".repeat(MILLION / 12)));
    all.push(("open_comments.html", b"<!--".repeat(MILLION / 4)));
    all.push(("open_scripts.html", b"<script>".repeat(MILLION / 8)));
    all.push(("lone_signs.html", b"<".repeat(MILLION)));
    all.push(("lone_spaced_signs.html", b"< a ".repeat(MILLION / 4)));
    all.push(("one_tag.html", format!("<p {}>{GOOD}", "a=b ".repeat(MILLION / 4)).into_bytes()));
    for tag in ["div", "b", "table><tr><td", "ul><li", "svg><g", "blockquote", "font", "a"] {
        let name: &str = Box::leak(format!("nested_{}.html", tag.replace("><", "_")).into_boxed_str());
        all.push((name, format!("<html><body>{}{GOOD}", format!("<{tag}>").repeat(10_000)).into_bytes()));
    }
    let mut bomb = "<!DOCTYPE html [<!ENTITY e0 \"Gandja\">".to_owned();
    for level in 1..30 {
        let _ = write!(bomb, "<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10));
    }
    all.push(("entity_bomb.html", format!("{bomb}]><html><body><p>&e29;</p></body></html>").into_bytes()));
    all.push((
        "entities.html",
        format!("<p>{}</p>", "&amp;&lt;&#x110000;&#0;&#xd800;&;&#;".repeat(30_000)).into_bytes(),
    ));
    all.push(("ampersands.html", b"&".repeat(MILLION)));
    all.push((
        "half_characters.jsonl",
        br#"{"text":"\ud83d Gandja \udc00\ud83d a \ud800\ud800 brul\u00e9."}"#.to_vec(),
    ));
    all.push(("escaped_nul.jsonl", br#"{"id":"\u0000","text":"\u0000\u0000"}"#.to_vec()));
    all.push(("deep.jsonl", format!("{{\"text\":{}", "[".repeat(MILLION)).into_bytes()));
    all.push((
        "deep_beside.jsonl",
        format!("{{\"a\":{}{},\"text\":\"\"}}", "[".repeat(9000), "]".repeat(9000)).into_bytes(),
    ));
    all.push(("twice.jsonl", br#"{"text":"a","text":["b"],"text":1e999,"id":{},"id":null}"#.to_vec()));
    all.push(("array.jsonl", b"[{\"text\":\"a\"},\n{\"text\":\"b\"}]\n".to_vec()));
    all.push(("commas.jsonl", b",\n".repeat(2000)));
    all.push((
        "published.jsonl",
        "{\"text\":\"Gandja a été bombardée lundi.\",\"published\":\"99999-99-99\"}\n\
        {\"text\":\"Gandja a été bombardée lundi.\",\"published\":\"-262143-01-01\"}\n\
        {\"text\":\"Gandja a été bombardée lundi.\",\"published\":\"é020-10-05é\"}"
            .into(),
    ));
    all.push(("front_matter.md", format!("---\n{}", "date: [\n".repeat(50_000)).into_bytes()));
    all.push(("lines.txt", b"a\n\n".repeat(MILLION / 3)));
    all.push(("datelines.txt", "Bakou, 5 oct 2020 (ACN) - ".repeat(20_000).into_bytes()));
    all.push(("utf16_half.txt", b"\xff\xfeG\0a\0n\0d\0\x3d\xd8a\0\0".to_vec()));
    all
}

#[test]
fn none_costs_another_document_its_event() {
    for (name, bytes) in texts() {
        let desk = Desk::new();
        desk.put(&format!("docs/{name}"), &bytes);
        let ended = desk.extract(name);
        // What is lost is named.
        assert!(ended.code == Some(0) || ended.said.contains(name), "{name}: {}", ended.said);
    }
}

#[test]
fn all_of_them_at_once_and_each_through_explain() {
    let desk = Desk::new();
    for (name, bytes) in texts() {
        // The whole at a tenth of its length, so that this does not take a minute.
        desk.put(&format!("docs/{name}"), &bytes[..bytes.len().min(50_000)]);
    }
    let ended = desk.extract("all of them");
    for line in ended.said.lines() {
        assert!(line.starts_with("dateline: ") && line.contains("; "), "says no way to mend it: {line}");
    }
    for args in [&["explain", "docs"][..], &["explain", "--json", "docs"]] {
        assert!(matches!(desk.run(args).code, Some(0 | 2)), "{args:?}");
    }
}

#[test]
fn a_bad_line_costs_the_lines_beside_it_nothing() {
    let line = format!("{}\n", serde_json::json!({ "text": GOOD }));
    let mut lines = Vec::new();
    let bad: [&[u8]; 9] = [
        b"{\"text\": \"a\xff\xfe",
        b"{\"text\": \"\\ud83d\"}",
        b"\0\0\0",
        b"{}",
        b"]",
        b"{\"text\": {\"text\": 1}}",
        b"null",
        b"\xed\xa0\x80",
        "« »".as_bytes(),
    ];
    for bad in bad {
        lines.extend_from_slice(bad);
        lines.push(b'\n');
        lines.extend_from_slice(line.as_bytes());
    }
    let desk = Desk::new();
    desk.put("docs/lines.jsonl", lines);
    let ended = desk.extract("bad lines");
    assert_eq!(ended.code, Some(2));
    for number in [1, 5, 7, 9, 11, 13, 15, 17] {
        assert!(ended.said.contains(&format!("lines.jsonl, line {number}:")), "line {number}: {}", ended.said);
    }
    // Nine good lines, the good file, and the line whose half character was replaced.
    assert!(ended.out.contains("documents   11\n"), "{}", ended.out);
}

#[test]
fn days_that_do_not_exist_are_no_days() {
    let desk = Desk::new();
    let days = ["31 février 2020", "32 octobre 2020", "0 octobre 2020", "29 février 2019", "31/04/2020", "10/13/2020"];
    for (number, day) in days.iter().enumerate() {
        desk.put(&format!("docs/{number}.txt"), format!("Bakou (ACN) - Barda a été bombardée le {day}."));
    }
    desk.extract("days that do not exist");
    let barda: Vec<_> = desk.events("out").into_iter().filter(|e| e.contains("barda")).collect();
    assert!(!barda.is_empty() && barda.iter().all(|e| e.starts_with("undated ")), "{barda:?}");
}

/// What stands behind a day and is no year of the calendar makes none.
#[test]
fn years_beyond_the_calendar_are_no_years() {
    let desk = Desk::new();
    desk.put("docs/good.txt", "Barda a été bombardée le 31 octobre 99999. Terter a été bombardée le 31/10/99999.");
    // Nor the year of the day on which it is told.
    desk.put("docs/dated.txt", "Bakou, 2 nov 2020 (ACN) - Gandja a été bombardée le 31 octobre 99999.");
    desk.put("docs/b.jsonl", "{\"published\":\"99999-10-31\",\"text\":\"Gandja a été bombardée lundi.\"}");
    let ended = desk.run(&["extract", "docs", "-o", "out"]);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    let events = desk.events("out");
    assert!(events.len() >= 2 && events.iter().all(|e| e.starts_with("undated ")), "{events:?}");
}

#[test]
fn texts_longer_than_any_dispatch_keep_their_events() {
    // Five megabytes on one line: a document a mebibyte.
    let mut long = "mot ".repeat(1_300_000);
    long.push_str(". Gandja a été bombardée le 5 octobre 2020.");
    let desk = Desk::new();
    desk.put("docs/good.txt", "Rien.");
    desk.put("docs/long.txt", long);
    let ended = desk.run(&["extract", "docs", "-o", "out"]);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert_eq!(desk.events("out").len(), 1);
    assert!(ended.out.contains("documents   6\n"), "{}", ended.out);
}
