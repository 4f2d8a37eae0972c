//! Bytes as a file of any format: documents, then all that is read in them, settled and written as lines.
#![no_main]

use dateline::corpus::{self, Reading};
use dateline::document::read::{self, Format, SourceFile};
use dateline::gazetteer::Gazetteer;
use dateline::language::Language;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let formats = [Format::Text, Format::Html, Format::JsonLines, Format::Markdown, Format::Sniffed];
    let format = formats[usize::from(first % 5)];
    let source = SourceFile { path: "fuzz".into(), id: "fuzz".to_owned(), format };
    let (language, gazetteer) = (Language::french(), Gazetteer::builtin());
    let mut ids = read::Ids::default();
    let mut readings = Vec::new();
    for doc in read::documents_in(&source, std::io::Cursor::new(rest.to_vec()), language) {
        let mut doc = match doc {
            Ok(doc) => doc,
            Err(problem) => {
                assert!(problem.to_string().starts_with("fuzz"));
                continue;
            }
        };
        doc.id = ids.unique(doc.id);
        let mut end = 0;
        for sentence in &doc.sentences {
            assert!(doc.blocks[sentence.block].span.contains(sentence.span));
            for token in sentence.tokens.clone() {
                assert!(doc.tokens[token].span.start >= end && !doc.word(token).is_empty());
                end = doc.tokens[token].span.end;
            }
        }
        let reading = Reading::of(&doc, gazetteer, language);
        let points: Vec<char> = doc.text.chars().collect();
        for report in &reading.reports {
            let quote: String = points[report.span.0..report.span.1].iter().collect();
            assert_eq!(quote, report.quote);
            for proof in &report.proofs {
                let text: String = points[proof.span.0..proof.span.1].iter().collect();
                assert_eq!(text, proof.text);
            }
        }
        readings.push(reading);
    }
    let mut other_way = readings.clone();
    other_way.reverse();
    let (settled, _) = corpus::settle(readings, gazetteer, None);
    let (other, _) = corpus::settle(other_way, gazetteer, None);
    assert_eq!(settled.events, other.events);
    dateline::output::lines(&settled, std::io::sink()).expect("a sink takes all");
});
