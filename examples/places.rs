//! Prints what the places of some dispatches are read as: `places GAZETTEER… -- FILE…`.

use dateline::{document::Document, gazetteer::Gazetteer, language::Language, place, syntax::Syntax};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let layers: Vec<std::path::PathBuf> = arguments.by_ref().take_while(|a| a != "--").map(Into::into).collect();
    let loaded = Gazetteer::load(&layers)?;
    for problem in &loaded.problems {
        eprintln!("{problem}");
    }
    let (gazetteer, language) = (&loaded.gazetteer, Language::french());
    for path in arguments {
        let text = std::fs::read_to_string(&path)?;
        let doc = Document::new(&path, &text, language);
        let mentions = place::find(&doc, &Syntax::of(&doc, language), gazetteer, language);
        println!("== {path}");
        let mut shown = usize::MAX;
        for (number, mention) in mentions.iter().enumerate() {
            let value = &mention.value;
            let sentence = doc.sentence_at(mention.tokens.start);
            if sentence != shown {
                println!("{}", doc.sentences[sentence].span.of(&doc.text).replace('\n', " "));
                shown = sentence;
            }
            let place = value.place.map_or("-", |ix| gazetteer.place(ix).id.as_str());
            let at =
                value.at.map_or(String::new(), |p| format!(" {:.3},{:.3}±{:.0}", p.lat, p.lon, value.uncertainty_km));
            let by = value.qualified_by.map_or(String::new(), |by| format!(" by {}", mentions[by].value.name));
            let only = if value.locates_only { " ONLY" } else { "" };
            let relation = value.relation.map_or(String::new(), |(kind, span)| {
                format!(" [{}: {}]", kind.name(), span.of(&doc.text).replace('\n', " "))
            });
            let wrong = if value.misspelled { " MISSPELT" } else { "" };
            println!(
                "  {number:3} {:12} {:22} {} → {place}{at}{only}{relation}{by}{wrong} {:.2}",
                value.role.name(),
                value.reason,
                value.name.replace('\n', " "),
                value.confidence
            );
        }
        for row in place::unresolved(&doc, &mentions, gazetteer) {
            println!("  ? {} ({}) {:?} near {:?}", row.name, row.kind, row.guess, row.near);
        }
    }
    Ok(())
}
