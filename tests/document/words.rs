//! Tokens, sentences and datelines, from tables.

use crate::table;
use dateline::document::{BlockKind, Document};
use dateline::language::Language;

fn read(text: &str) -> Document {
    Document::new("t", text, Language::french())
}

#[test]
fn tokens_are_those_of_the_table() {
    for row in table("tokens.csv") {
        let doc = read(&row[0]);
        let words: Vec<&str> = (0..doc.tokens.len()).map(|i| doc.word(i)).collect();
        assert_eq!(words.join("|"), row[1], "{}", row[0]);
    }
}

#[test]
fn sentences_are_those_of_the_table() {
    for row in table("sentences.csv") {
        let doc = read(&row[0]);
        let found: Vec<&str> = doc.sentences.iter().map(|s| s.span.of(&doc.text)).collect();
        assert_eq!(found.join("¦"), row[1]);
    }
}

#[test]
fn datelines_are_those_of_the_table() {
    for row in table("datelines.csv") {
        let doc = read(&row[0]);
        let found = doc.blocks.iter().find(|b| b.kind == BlockKind::Dateline).map_or("", |b| b.span.of(&doc.text));
        assert_eq!(found, row[1], "{}", row[0]);
    }
}

#[test]
fn decomposed_accents_and_invisible_characters_fold_to_the_word() {
    let doc = read("E\u{301}lyse\u{301}e Kara\u{200b}bakh cessez\u{2011}le\u{2011}feu atta\u{ad}que");
    let lower: Vec<&str> = (0..doc.tokens.len()).map(|i| doc.lower(i)).collect();
    assert_eq!(lower, ["élysée", "karabakh", "cessez-le-feu", "attaque"]);
    assert_eq!(doc.word(1), "Kara\u{200b}bakh");
}

#[test]
fn table_phrases_are_written_as_lines_are_folded() {
    let tables = Language::french().document();
    for table in [&tables.months, &tables.residue, &tables.residue_openers, &tables.agencies, &tables.credit_words] {
        for phrase in table.iter() {
            let folded = dateline::document::fold::fold(phrase);
            assert_eq!(folded, phrase);
            assert!(phrase.split(' ').count() <= table.longest());
        }
    }
    // Every headline field is a field, or it would be taken for prose.
    assert!(tables.title_fields.iter().all(|field| tables.fields.contains(field)));
}
