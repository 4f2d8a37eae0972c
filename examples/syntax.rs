//! Prints the clauses and verb groups of a text: `cargo run --example syntax -- FILE`.

use dateline::document::Document;
use dateline::language::Language;
use dateline::syntax::Syntax;

fn main() {
    let language = Language::french();
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let doc = Document::new(&path, &text, language);
        let syntax = Syntax::of(&doc, language);
        for (number, sentence) in doc.sentences.iter().enumerate() {
            println!("\n# {}", sentence.span.of(&doc.text).replace('\n', " "));
            for (index, clause) in syntax.clauses.iter().enumerate().filter(|(_, c)| c.sentence == number) {
                let words: Vec<&str> =
                    clause.tokens.clone().filter(|t| syntax.clause_at(*t) == index).map(|t| doc.word(t)).collect();
                println!("  {index} {:?} under {:?}: {}", clause.link, clause.parent, words.join(" "));
                if let Some(verb) = clause.verb {
                    let v = &syntax.verbs[verb];
                    let name = v.verb.map_or("?", |v| language.lexicon().verb(v));
                    let subject = v.subject.clone().map(|s| doc.text_of(s).replace('\n', " "));
                    println!(
                        "      {name} {:?}{}{}{}{} subject {subject:?}",
                        v.tense,
                        if v.passive { " passive" } else { "" },
                        if v.reflexive { " reflexive" } else { "" },
                        if v.negated { " negated" } else { "" },
                        v.modal.map(|m| format!(" modal:{}", language.lexicon().verb(m))).unwrap_or_default(),
                    );
                }
            }
        }
    }
}
