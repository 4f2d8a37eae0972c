//! Any JSON as the features of the map page: it stays data.
#![no_main]

use dateline::output::page::{self, PageInput};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (title, json) = text.split_once('\n').unwrap_or((&text, "[]"));
    let features = match serde_json::from_str(json) {
        Ok(Value::Array(features)) => features,
        Ok(value) => vec![value],
        // What is no JSON is a title at least.
        Err(_) => vec![Value::String(json.to_owned())],
    };
    let input = PageInput { features: features.clone(), title: title.to_owned(), places: features.clone(), basemap: features.first().cloned() };
    let page = page::render(&input);
    assert_eq!(page.matches("<script").count(), 4, "three data elements and the script");
    assert_eq!(page.matches("</script").count(), 4);
    assert!(page.trim_end().ends_with("</html>"));
    for id in ["data-events", "data-places", "data-map"] {
        let (_, rest) = page.split_once(&format!("id=\"{id}\">")).expect("the element");
        let (text, _) = rest.split_once("</script>").expect("its end");
        let _: Value = serde_json::from_str(text).expect("JSON");
    }
});
