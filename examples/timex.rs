//! Reads documents, one JSON object a line (`id`, `text`, `published`), and prints the expressions of time of each.

use anyhow::{Context, Result};
use chrono::NaiveDate;
use dateline::{document::Document, language::Language, syntax::Syntax, time};
use serde_json::{Value, json};
use std::io::Write;

fn main() -> Result<()> {
    let path = std::env::args().nth(1).context("name a file of JSON lines")?;
    let text = std::fs::read_to_string(&path).with_context(|| path.clone())?;
    let language = Language::french();
    let mut out = std::io::stdout().lock();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let value: Value = serde_json::from_str(line)?;
        let doc = Document::new(
            value["id"].as_str().unwrap_or_default(),
            value["text"].as_str().unwrap_or_default(),
            language,
        );
        let published = value["published"].as_str().and_then(|d| d.parse::<NaiveDate>().ok());
        let mentions = time::find(&doc, &Syntax::of(&doc, language), language);
        let days = time::resolve(&mentions, published);
        let mut printed = Vec::new();
        for (mention, days) in mentions.iter().zip(&days) {
            for timex in time::timexes(&doc, mention, days.as_ref()) {
                let span = doc.code_points(&[timex.span])[0];
                printed.push(json!({
                    "kind": "time", "span": [span.0, span.1], "text": timex.span.of(&doc.text), "value": timex.value,
                    "rule": mention.rule, "first": days.and_then(|d| d.first), "last": days.and_then(|d| d.last),
                    "precision": days.map(|d| d.precision), "bound": format!("{:?}", mention.value.bound),
                    "anchor": format!("{:?}", mention.value.anchor), "direction": format!("{:?}", mention.value.direction),
                }));
            }
        }
        writeln!(out, "{}", json!({"doc": doc.id, "mentions": printed}))?;
    }
    Ok(())
}
