//! Sentences: where one ends and the next begins.

use super::{Span, Token, TokenKind};
use crate::language::Language;

/// A sentence of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: std::ops::Range<usize>,
    /// The block it stands in.
    pub block: usize,
}

/// Cuts the tokens from `first` on, all of one block, into sentences.
pub(super) fn cut(
    text: &str,
    tokens: &[Token],
    first: usize,
    block: usize,
    lowered: &str,
    language: &Language,
    out: &mut Vec<Sentence>,
) {
    let mut start = first;
    let mut at = first;
    while at < tokens.len() {
        if ends_sentence(text, tokens, first, at, lowered, language) {
            let mut end = at + 1;
            // Closing quotes and brackets belong to the sentence they close.
            while end < tokens.len() && is_closer(text, &tokens[end], &tokens[start..end]) {
                end += 1;
            }
            push(tokens, start..end, block, out);
            start = end;
            at = end;
        } else {
            at += 1;
        }
    }
    if start < tokens.len() {
        push(tokens, start..tokens.len(), block, out);
    }
}

fn push(tokens: &[Token], range: std::ops::Range<usize>, block: usize, out: &mut Vec<Sentence>) {
    if range.is_empty() {
        return;
    }
    let span = tokens[range.start].span.join(tokens[range.end - 1].span);
    out.push(Sentence { span, tokens: range, block });
}

fn ends_sentence(text: &str, tokens: &[Token], first: usize, at: usize, lowered: &str, language: &Language) -> bool {
    let token = &tokens[at];
    if token.kind != TokenKind::Mark {
        return false;
    }
    match token.span.of(text) {
        "!" | "?" | "…" => next_opens(text, tokens, at),
        "." => {
            // A dot of three, of an abbreviation, of a single capital (an initial) or inside a number is no end.
            if at > first && !token.spaced {
                let before = &tokens[at - 1];
                let word = before.lower.of(lowered);
                let initial = before.kind == TokenKind::Word && before.capital && word.chars().count() == 1;
                if initial || language.tokens().abbreviations.contains(word) {
                    return false;
                }
            }
            next_opens(text, tokens, at)
        }
        _ => false,
    }
}

/// Whether a sentence may begin behind `at`: nothing follows, or a capital, a digit or an opening mark behind a space.
fn next_opens(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return true };
    match next.kind {
        TokenKind::Word => next.capital && next.spaced,
        TokenKind::Number => next.spaced,
        TokenKind::Mark => match next.span.of(text) {
            "." | "," | ";" | ":" | "!" | "?" | "…" => false,
            ")" | "]" | "»" | "”" | "\"" => {
                tokens.get(at + 2).is_none_or(|t| t.kind != TokenKind::Word || t.capital)
            }
            _ => true,
        },
    }
}

/// Whether a mark behind the end still belongs to the sentence: a closing quote or bracket, or a straight quote that
/// closes one opened in the sentence.
fn is_closer(text: &str, token: &Token, sentence: &[Token]) -> bool {
    if token.kind != TokenKind::Mark {
        return false;
    }
    match token.span.of(text) {
        "»" | "”" | ")" | "]" | "." => true,
        "\"" => sentence.iter().filter(|t| t.kind == TokenKind::Mark && t.span.of(text) == "\"").count() % 2 == 1,
        _ => false,
    }
}
