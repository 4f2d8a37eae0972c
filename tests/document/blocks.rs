//! Whole pages: `blocks.csv` names, file by file and in order, the kind of every block and how its text begins.

use crate::{folder, table};
use dateline::document::Document;
use dateline::language::Language;
use std::collections::BTreeMap;

#[test]
fn pages_are_cut_as_the_table_says() {
    let mut wanted: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in table("blocks.csv") {
        wanted.entry(row[0].clone()).or_default().push((row[1].clone(), row[2].clone()));
    }
    let mut files: Vec<_> =
        std::fs::read_dir(folder()).expect("tests/document").map(|e| e.expect("an entry").file_name()).collect();
    files.retain(|name| name.to_string_lossy().ends_with(".txt"));
    assert_eq!(files.len(), wanted.len(), "every page is in the table");
    for (file, blocks) in wanted {
        let text = std::fs::read_to_string(folder().join(&file)).expect("a page");
        let doc = Document::new(&file, &text, Language::french());
        let found: Vec<(String, String)> = doc
            .blocks
            .iter()
            .map(|b| (format!("{:?}", b.kind), b.span.of(&doc.text).split_whitespace().collect::<Vec<_>>().join(" ")))
            .collect();
        let same =
            found.len() == blocks.len() && found.iter().zip(&blocks).all(|(f, b)| f.0 == b.0 && f.1.starts_with(&b.1));
        assert!(same, "{file}\nfound  {found:#?}\nwanted {blocks:#?}");
    }
}

#[test]
fn the_headline_is_the_documents_title() {
    let title = |text: &str| Document::new("t", text, Language::french()).title;
    let story = "Les secours cherchaient mardi des survivants dans la vallée, selon la préfecture.";
    assert_eq!(title(&format!("Titre: Crue dans la vallée\n\n{story}")).as_deref(), Some("Crue dans la vallée"));
    assert_eq!(title(&format!("# La vallée sous les eaux\n\n{story}")).as_deref(), Some("La vallée sous les eaux"));
    assert_eq!(title(&format!("La vallée sous les eaux\n\n{story}")).as_deref(), Some("La vallée sous les eaux"));
    assert_eq!(title(story), None);
}
