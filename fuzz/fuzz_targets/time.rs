//! Words of time, and what days they are on any publication day.
#![no_main]

use chrono::NaiveDate;
use dateline::document::Document;
use dateline::language::Language;
use dateline::syntax::Syntax;
use dateline::time;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((day, text)) = bytes.split_first_chunk() else { return };
    let (day, text) = (i32::from_le_bytes(*day), String::from_utf8_lossy(text));
    let language = Language::french();
    let doc = Document::new("fuzz", &text, language);
    let mentions = time::find(&doc, &Syntax::of(&doc, language), language);
    let mut end = 0;
    for mention in &mentions {
        assert!(mention.tokens.start >= end && mention.tokens.end > mention.tokens.start);
        assert!(mention.tokens.end <= doc.tokens.len());
        assert_eq!(doc.span_of(mention.tokens.clone()), mention.span);
        end = mention.tokens.start;
    }
    let published = NaiveDate::from_num_days_from_ce_opt(day % 96_000_000);
    for published in [None, published, NaiveDate::from_ymd_opt(2020, 10, 31), Some(NaiveDate::MAX), Some(NaiveDate::MIN)] {
        let resolved = time::resolve(&mentions, published);
        assert_eq!(resolved.len(), mentions.len());
        for (mention, days) in mentions.iter().zip(&resolved) {
            for timex in time::timexes(&doc, mention, days.as_ref()) {
                assert!(!timex.value.is_empty(), "{mention:?}");
            }
        }
        for days in resolved.into_iter().flatten() {
            assert!(days.first.zip(days.last).is_none_or(|(first, last)| first <= last), "{days:?}");
        }
    }
});
