//! Placeholder grammar of the first commit: one clause a sentence.

use super::{Clause, Direction, Link, Syntax};
use crate::document::Document;
use crate::language::Language;

pub(super) fn analyse(doc: &Document, _language: &Language) -> Syntax {
    let mut syntax = Syntax { verb_at: vec![u32::MAX; doc.tokens.len()], ..Syntax::default() };
    for (index, sentence) in doc.sentences.iter().enumerate() {
        let id = u32::try_from(syntax.clauses.len()).unwrap_or(u32::MAX);
        syntax.clauses.push(Clause {
            sentence: index,
            tokens: sentence.tokens.clone(),
            verb: None,
            parent: None,
            link: Link::Main,
        });
        syntax.clause_at.extend(std::iter::repeat_n(id, sentence.tokens.len()));
    }
    syntax
}

pub(super) fn direction(_syntax: &Syntax, _doc: &Document, _language: &Language, _token: usize) -> Direction {
    Direction::Unknown
}
