//! A table of places or actors, and a dispatch read with it.
#![no_main]

use dateline::corpus::{self, Reading};
use dateline::document::Document;
use dateline::gazetteer::Gazetteer;
use dateline::language::Language;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let loaded = Gazetteer::read("fuzz.csv", bytes);
    for problem in &loaded.problems {
        assert!(problem.to_string().starts_with("fuzz.csv, line ") && !problem.mend.is_empty());
    }
    let (gazetteer, language) = (&loaded.gazetteer, Language::french());
    let mut text = "Bakou, 5 oct 2020 (ACN) - Lundi,".to_owned();
    for (number, place) in (0..).zip(gazetteer.places().iter()).take(50) {
        assert!(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0 && !place.id.is_empty());
        assert_eq!(gazetteer.find_id(&place.id), Some(number));
        let _ = gazetteer.find_misspelt(&place.name);
        let _ = gazetteer.contains(0, number);
        text.push_str(&format!(" {} a été bombardée à 20 km au nord de {}.", place.name, place.name));
    }
    let doc = Document::new("fuzz", &text, language);
    let (settled, _) = corpus::settle(vec![Reading::of(&doc, gazetteer, language)], gazetteer, None);
    for place in settled.events.iter().filter_map(|event| event.place.as_ref()) {
        assert!(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0, "{place:?}");
    }
});
