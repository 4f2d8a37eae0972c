//! What holds for every text.

use dateline::document::Document;
use dateline::language::Language;
use proptest::prelude::*;

/// Text made of what pages are made of, so that rules meet in every order.
fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just(" date 2020-10 ".to_owned()),
        Just("---\n".to_owned()),
        Just("Titre: a\n".to_owned()),
        Just("Erevan, 31 oct 2020 (AFP) - ".to_owned()),
        Just("17H40 GMT - ".to_owned()),
        Just("Publié le 13/09/2022 à 18h45".to_owned()),
        Just("(AFP)".to_owned()),
        Just(" Photo AFP / pool".to_owned()),
        Just("Lire aussi : ".to_owned()),
        Just("- Un titre -".to_owned()),
        Just("Les combats ont repris mardi dans la ville, selon l'armée. ".to_owned()),
        Just("la ville où".to_owned()),
        Just("...".to_owned()),
        "\\PC{0,12}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) {
    let doc = Document::new("t", text, Language::french());
    assert_eq!(doc.text, text);
    let mut end = 0;
    let mut covered = String::new();
    for block in &doc.blocks {
        assert!(block.span.start as usize >= end && !block.span.is_empty(), "blocks in order");
        covered.push_str(block.span.of(text));
        end = block.span.end as usize;
    }
    let seen = |s: &str| -> String {
        s.chars().filter(|c| !(c.is_whitespace() || c.is_control() || is_invisible(*c))).collect()
    };
    assert_eq!(seen(&covered), seen(text), "blocks hold every character");
    let mut token = 0;
    for sentence in &doc.sentences {
        assert!(doc.blocks[sentence.block].span.contains(sentence.span));
        assert_eq!(sentence.tokens.start, token, "sentences hold every token");
        assert!(!sentence.tokens.is_empty());
        token = sentence.tokens.end;
        let mut at = sentence.span.start;
        for index in sentence.tokens.clone() {
            let span = doc.tokens[index].span;
            assert!(span.start >= at && !span.is_empty() && sentence.span.contains(span));
            assert_eq!(span.of(text), doc.word(index));
            let _ = doc.lower(index);
            at = span.end;
        }
    }
    assert_eq!(token, doc.tokens.len());
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn spans_hold_for_pages(text in page()) {
        check(&text);
    }

    #[test]
    fn spans_hold_for_any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400), ending in prop_oneof!["txt", "md", "html", "jsonl", "xyz"]) {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(format!("a.{ending}"));
        std::fs::write(&path, &bytes)?;
        let (sources, problems) = dateline::document::read::sources(&[path]);
        prop_assert!(problems.is_empty());
        for doc in dateline::document::read::documents(&sources[0], Language::french()).flatten() {
            check(&doc.text);
        }
    }

    #[test]
    fn any_tags_are_read(page in "(<[a-z/!]{0,5}( a=\"?)?>?|&[a-z#0-9]{0,8};?|[a-zé ]{0,6}|-->|\"){0,60}") {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.html");
        std::fs::write(&path, &page)?;
        let (sources, _) = dateline::document::read::sources(&[path]);
        let docs: Vec<_> = dateline::document::read::documents(&sources[0], Language::french()).collect();
        prop_assert_eq!(docs.iter().filter(|d| d.is_ok()).count(), 1);
    }
}
