//! What holds for every text.

use dateline::document::read::{self, Format, ReadProblem, SourceFile};
use dateline::document::{Document, TokenKind};
use dateline::language::Language;
use proptest::prelude::*;

/// Lines of which no document can be made.
const BAD_LINES: [&str; 9] =
    ["{", "null", "{}", "[{\"text\":\"a\"}]", "{\"text\":null}", "texte", "}{", "{\"text\":{\"a\":1}}", "\"a\""];

/// Words of French with and without letters beyond ASCII.
const WORDS: [&str; 14] =
    ["À", "Gao,", "la", "trêve", "a", "été", "rompue", "mardi", "où", "ça", "« c'est", "fini »,", "façade", "forêt."];

/// What a line of JSON says.
#[derive(Clone, Debug)]
struct Line {
    id: String,
    title: Option<String>,
    published: Option<String>,
    text: String,
}

fn line() -> impl Strategy<Value = Line> {
    let text = || prop_oneof![any::<String>(), page()];
    (
        prop_oneof!["[a-z/.]{0,6}", any::<String>()],
        proptest::option::of(any::<String>()),
        proptest::option::of(any::<String>()),
        text(),
    )
        .prop_map(|(id, title, published, text)| Line { id, title, published, text })
}

/// Reads bytes as a file of a format.
fn read_as(format: Format, bytes: Vec<u8>) -> (Vec<Document>, Vec<ReadProblem>) {
    let source = SourceFile { path: "t".into(), id: "t".to_owned(), format };
    let (mut docs, mut problems) = (Vec::new(), Vec::new());
    for doc in read::documents_in(&source, std::io::Cursor::new(bytes), Language::french()) {
        match doc {
            Ok(doc) => docs.push(doc),
            Err(problem) => problems.push(problem),
        }
    }
    (docs, problems)
}

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

    /// What is written as lines of JSON comes back, and a bad line costs its own document only.
    #[test]
    fn lines_of_json_come_back(
        lines in prop::collection::vec((line(), proptest::option::weighted(0.3, prop::sample::select(BAD_LINES.to_vec()))), 0..8),
        blank in any::<bool>(),
    ) {
        let (mut file, mut number, mut bad, mut good) = (String::new(), 0, Vec::new(), Vec::new());
        let mut put = |line: &str| {
            file.push_str(line);
            file.push_str(if blank { "\r\n\n" } else { "\n" });
            number += 1 + usize::from(blank);
            number - usize::from(blank)
        };
        for (line, before) in &lines {
            if let Some(broken) = before {
                bad.push(put(broken));
            }
            let value = serde_json::json!({
                "other": [1, { "text": 2 }], "id": line.id, "title": line.title, "published": line.published, "text": line.text,
            });
            good.push((put(&value.to_string()), line));
        }
        let (docs, problems) = read_as(Format::JsonLines, file.into_bytes());
        prop_assert_eq!(problems.iter().map(|p| p.line.expect("a line")).collect::<Vec<_>>(), bad);
        prop_assert!(problems.iter().all(|p| !p.is_warning() && !p.mend.is_empty()));
        prop_assert_eq!(docs.len(), good.len());
        for (doc, (number, line)) in docs.iter().zip(&good) {
            prop_assert_eq!(&doc.text, &line.text);
            let id: String = line.id.chars().filter(|c| !c.is_control()).collect();
            let id = if line.id.trim().is_empty() || id.is_empty() { format!("t#{number}") } else { id };
            prop_assert_eq!(&doc.id, &id);
            prop_assert_eq!(&doc.published, &line.published);
            if let Some(title) = line.title.as_ref().filter(|t| !t.trim().is_empty()) {
                prop_assert_eq!(doc.title.as_ref(), Some(title));
            }
            check(&doc.text);
        }
    }

    /// French is French in every coding that newsrooms write.
    #[test]
    fn every_coding_gives_the_same_text(
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 4..30),
        marked in any::<bool>(),
    ) {
        let text = words.join(" ");
        let wide = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            marked.then_some(0xfeff).into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
        };
        let mark: &[u8] = if marked { b"\xef\xbb\xbf" } else { b"" };
        for bytes in [[mark, text.as_bytes()].concat(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
            let (docs, problems) = read_as(Format::Text, bytes);
            prop_assert_eq!(problems, []);
            prop_assert_eq!(&docs[0].text, &text);
        }
        let (docs, problems) = read_as(Format::Text, encoding_rs::WINDOWS_1252.encode(&text).0.into_owned());
        prop_assert_eq!(&docs[0].text, &text);
        prop_assert_eq!(problems.len(), usize::from(!text.is_ascii()), "{:?}", problems);
        prop_assert!(problems.iter().all(ReadProblem::is_warning));
    }

    /// Markdown is read as it stands: only what is said of it is new.
    #[test]
    fn markdown_keeps_its_text(
        keys in prop::collection::vec(("[a-z]{1,6}", "[a-zé0-9 :,-]{0,12}"), 0..4),
        heading in "[A-Z][a-zé ]{0,20}",
        body in "\\PC{0,80}",
    ) {
        let matter = keys.iter().map(|(key, value)| format!("{key}: {value}\n")).collect::<Vec<String>>().concat();
        let text = format!("---\n{matter}---\n\n# {heading}\n\n{body}\n");
        let (docs, problems) = read_as(Format::Markdown, text.clone().into_bytes());
        prop_assert_eq!(problems, []);
        prop_assert_eq!(docs.len(), 1);
        prop_assert_eq!(&docs[0].text, &text);
        check(&text);
    }

    /// The parts of a document do not change when it is read again, nor when another is read before it.
    #[test]
    fn reading_is_the_same_each_time(one in page(), other in page()) {
        let shape = |text: &str| {
            let doc = Document::new("t", text, Language::french());
            let token = |t: &dateline::document::Token| (t.span, t.kind, t.capital, t.all_caps, t.word, t.spaced);
            let tokens: Vec<_> = doc.tokens.iter().map(token).collect();
            let sentences: Vec<_> = doc.sentences.iter().map(|s| (s.span, s.tokens.clone(), s.block)).collect();
            let blocks: Vec<_> = doc.blocks.iter().map(|b| (b.span, b.kind)).collect();
            (tokens, sentences, blocks, doc.title)
        };
        let first = shape(&one);
        let _ = shape(&other);
        prop_assert_eq!(shape(&one), first);
    }

    /// Capitals, kinds and white space of a token are those of its letters.
    #[test]
    fn tokens_say_what_they_are_made_of(text in page()) {
        let doc = Document::new("t", &text, Language::french());
        for (index, token) in doc.tokens.iter().enumerate() {
            let word = doc.word(index);
            let first = word.chars().next().expect("not empty");
            prop_assert_eq!(token.capital, first.is_uppercase());
            prop_assert_eq!(token.any_capital, word.chars().any(char::is_uppercase), "{:?}", word);
            prop_assert!(!token.all_caps || !word.chars().any(char::is_lowercase));
            match token.kind {
                TokenKind::Number => prop_assert!(first.is_ascii_digit()),
                TokenKind::Word => prop_assert!(first.is_alphabetic()),
                TokenKind::Mark => prop_assert_eq!(word.chars().count(), 1),
            }
            prop_assert_eq!(doc.sentences[doc.sentence_at(index)].tokens.contains(&index), true);
            prop_assert!(!doc.lower(index).chars().any(char::is_uppercase) || !word.is_ascii());
        }
    }
}
