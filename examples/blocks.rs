//! Prints how files are cut into blocks: `cargo run --example blocks FILE…`.

use dateline::{document::Document, language::Language};

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let doc = Document::new(&path, &text, Language::french());
        println!("=== {path}: {}", doc.title.as_deref().unwrap_or("no title"));
        for block in &doc.blocks {
            let line: Vec<&str> = block.span.of(&doc.text).split_whitespace().collect();
            let line = line.join(" ");
            let short: String = line.chars().take(100).collect();
            let end: String = line.chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
            println!("{:11} {short} … {end}", format!("{:?}", block.kind));
        }
    }
}
