//! What `explain` prints of a document, for people and for programs.

use dateline::corpus::{Basis, Published};
use dateline::document::Span;
use dateline::output::explain::{Explained, ExplainedMention, ExplainedReport, MentionKind, Style};
use proptest::prelude::*;

const TEXT: &str = "À l'aube, des obus sont tombés sur Choucha.";

fn mention(kind: MentionKind, words: &str, value: &str, role: Option<&str>) -> ExplainedMention {
    let start = TEXT.find(words).expect("the words are in the text");
    ExplainedMention {
        kind,
        span: Span::of_range(start..start + words.len()),
        value: value.into(),
        rule: "fr/rule".into(),
        role: role.map(Into::into),
    }
}

fn written(
    explained: &Explained,
    write: impl Fn(&Explained, &mut dyn std::io::Write) -> std::io::Result<()>,
) -> String {
    let mut out = Vec::new();
    write(explained, &mut out).expect("a vector takes every byte");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn a_line_of_json_a_document() {
    let day = "2020-10-31".parse().unwrap();
    let explained = Explained {
        doc: "a.txt".into(),
        language: "fr".into(),
        published: Published { date: Some(day), basis: Some(Basis::Dateline), candidates: vec![day] },
        text: TEXT.into(),
        mentions: vec![
            mention(MentionKind::Place, "Choucha", "shusha", Some("location")),
            mention(MentionKind::Time, "À l'aube", "2020-10-31TMO", None),
        ],
        reports: vec![ExplainedReport {
            sentence: Span::of_range(0..TEXT.len()),
            facts: vec!["ASSAULT".into()],
            why: None,
        }],
    };
    let expected = concat!(
        r#"{"doc":"a.txt","language":"fr","published":{"date":"2020-10-31","basis":"dateline","candidates":["2020-10-31"]},"#,
        r#""mentions":[{"kind":"time","span":[0,8],"text":"À l'aube","value":"2020-10-31TMO","rule":"fr/rule","role":null},"#,
        r#"{"kind":"place","span":[35,42],"text":"Choucha","value":"shusha","rule":"fr/rule","role":"location"}],"#,
        r#""reports":[{"sentence":[0,43],"accepted":true,"facts":["ASSAULT"],"why":null}]}"#,
        "\n"
    );
    assert_eq!(written(&explained, |e, out| e.write_json(out)), expected);
}

#[test]
fn the_header_says_how_the_day_is_known() {
    let day = |d: &str| d.parse().unwrap();
    let cases = [
        (Published::default(), "publication day unknown"),
        (
            Published { date: Some(day("2020-10-31")), basis: Some(Basis::Stated), candidates: vec![] },
            "published 2020-10-31 (stated)",
        ),
        (
            Published {
                date: None,
                basis: Some(Basis::Weekday),
                candidates: vec![day("2020-10-03"), day("2020-10-10"), day("2020-10-17")],
            },
            "published on one of 3 days, 2020-10-03 to 2020-10-17 (weekday)",
        ),
    ];
    for (published, words) in cases {
        let explained = Explained { doc: "a.txt".into(), language: "fr".into(), published, ..Explained::default() };
        let shown = written(&explained, |e, out| e.write_text(out, Style::Brackets));
        assert_eq!(shown.lines().next(), Some(format!("=== a.txt · fr · {words}").as_str()));
    }
}

proptest! {
    /// Whatever the spans, nothing of the text is lost but white space around reports, and nothing panics.
    #[test]
    fn every_word_of_the_text_is_shown(
        words in proptest::collection::vec("[a-zéÀ«\u{301}\u{1b}]{1,6}", 1..12),
        spans in proptest::collection::vec((0u32..80, 0u32..80), 0..8),
        sentences in proptest::collection::vec(0u32..80, 0..4),
    ) {
        let text = words.join(" ");
        let explained = Explained {
            text: text.clone(),
            mentions: spans
                .iter()
                .map(|&(a, b)| ExplainedMention {
                    kind: MentionKind::Time,
                    span: Span::new(a.min(b), a.max(b)),
                    value: "V".into(),
                    rule: "r".into(),
                    role: None,
                })
                .collect(),
            reports: sentences
                .iter()
                .map(|&end| ExplainedReport { sentence: Span::new(0, end), facts: vec!["#".into()], why: None })
                .collect(),
            ..Explained::default()
        };
        let shown = written(&explained, |e, out| e.write_text(out, Style::Brackets));
        let body = shown.split_once("\n\n").expect("a header").1.replace("  → #", "").replace("|time:V]", "").replace('[', "");
        let squeezed = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(squeezed(&body), squeezed(&text.replace('\u{1b}', "\u{fffd}")));
        let line = written(&explained, |e, out| e.write_json(out));
        prop_assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok());
    }
}
