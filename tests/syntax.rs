//! What holds for the syntax of every text: clauses and verb groups lie where they say, and hang together.

use dateline::document::Document;
use dateline::language::Language;
use dateline::syntax::{Link, Syntax};
use proptest::prelude::*;

/// Words that open, join and end clauses, and verbs in every tense, in any order.
fn words() -> impl Strategy<Value = String> {
    let pieces: Vec<&'static str> =
        "l'armée le président a ont avait été est sera serait dit affirmé bombardé tué bombardée visé rendu \
        s'est se n'a pas ne jamais plus doit peut va vient de fait que qu' qui dont où si alors quand \
        lorsque après avant pour sans et ou mais car , ; : . « » ( ) - – c'est ce sont à Gandja Bakou lundi \
        affirmant réunis réuni prévue selon a-t-il dit-il assure-t-on aurait auraient être avoir eu \
        bombarder tomber tombe tombaient tombèrent tombera soit Les des soldats !"
            .split_whitespace()
            .collect();
    let piece = prop_oneof![
        8 => prop::sample::select(pieces).prop_map(str::to_owned),
        1 => Just("\n\n".to_owned()),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|words| words.join(" "))
}

fn check(text: &str) {
    let language = Language::french();
    let doc = Document::new("t", text, language);
    let syntax = Syntax::of(&doc, language);
    let mut before = 0;
    for (index, clause) in syntax.clauses.iter().enumerate() {
        let sentence = &doc.sentences[clause.sentence].tokens;
        // All words of a clause may be those of the clauses below it.
        let bears = syntax.clauses.iter().any(|below| below.parent == Some(index));
        assert!(clause.tokens.start < clause.tokens.end || bears, "a clause without words");
        assert!(sentence.start <= clause.tokens.start && clause.tokens.end <= sentence.end, "beyond its sentence");
        assert!(before <= clause.sentence, "clauses stand sentence by sentence");
        before = clause.sentence;
        assert!(clause.opener.is_none_or(|t| sentence.contains(&t)));
        if let Link::Relative(noun) = clause.link {
            assert!(sentence.contains(&noun) && noun < clause.tokens.end);
        }
        if let Some(verb) = clause.verb {
            assert!(clause.tokens.contains(&syntax.verbs[verb].head), "a verb outside its clause");
            assert_eq!(syntax.verbs[verb].clause, index);
        }
        let mut above = clause.parent;
        let mut steps = 0;
        while let Some(parent) = above {
            assert_eq!(syntax.clauses[parent].sentence, clause.sentence, "it hangs on another sentence");
            above = syntax.clauses[parent].parent;
            steps += 1;
            assert!(steps <= syntax.clauses.len(), "a circle of clauses");
        }
    }
    let mut end = 0;
    for (index, group) in syntax.verbs.iter().enumerate() {
        assert!(group.tokens.start >= end, "verb groups overlap");
        end = group.tokens.end;
        assert!(group.tokens.contains(&group.head));
        let sentence = doc.sentence_at(group.head);
        assert_eq!(doc.sentence_at(group.tokens.start), sentence, "a verb group over the end of a sentence");
        assert!(group.tokens.end <= doc.sentences[sentence].tokens.end);
        assert_eq!(syntax.clauses[group.clause].sentence, sentence);
        assert_eq!(syntax.verb_at(group.head), Some(index));
        if let Some(subject) = &group.subject {
            let own = &doc.sentences[sentence].tokens;
            assert!(own.start <= subject.start && subject.start <= subject.end && subject.end <= own.end);
        }
    }
    for token in 0..doc.tokens.len() {
        let clause = &syntax.clauses[syntax.clause_at(token)];
        assert!(clause.tokens.contains(&token), "{:?} is of a clause that does not hold it", doc.word(token));
        if let Some(verb) = syntax.verb_at(token) {
            assert!(syntax.verbs[verb].tokens.contains(&token));
        }
    }
    // What is looked up by search is what a walk over all finds.
    for number in 0..doc.sentences.len() {
        let found = syntax.clauses_in(number).map(|c| c.tokens.clone());
        assert!(found.eq(syntax.clauses.iter().filter(|c| c.sentence == number).map(|c| c.tokens.clone())));
        let range = doc.sentences[number].tokens.clone();
        let walked = syntax.verbs.iter().enumerate().filter(|(_, v)| range.contains(&v.tokens.start)).map(|(ix, _)| ix);
        assert!(syntax.verbs_in(range.clone()).map(|(ix, _)| ix).eq(walked));
    }
    assert_eq!(format!("{syntax:?}"), format!("{:?}", Syntax::of(&doc, language)), "the same text gives the same");
}

proptest! {
    #[test]
    fn clauses_and_verbs_lie_where_they_say(text in words()) {
        check(&text);
    }

    #[test]
    fn any_text_has_a_syntax(text in any::<String>()) {
        check(&text);
    }
}
