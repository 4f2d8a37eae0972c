//! Who says so: subjects of verbs of saying, `selon X`, and who stands behind a quotation.

use super::context::Context;
use super::triggers::Trigger;
use crate::language::{Class, VerbClass};
use crate::syntax::{Link, VerbIx};
use std::ops::Range;

/// Who says what a verb of saying says, as the text names them.
pub(super) fn of_verb(context: &Context<'_>, verb: VerbIx) -> Option<String> {
    let group = &context.syntax.verbs[verb];
    let subject = group.subject.clone()?;
    name(context, subject)
}

/// A noun phrase as a name: the piece between commas that begins with a determiner or a capital and is no day or place
/// in front of the sentence; white space folded.
pub(super) fn name(context: &Context<'_>, range: Range<usize>) -> Option<String> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = range.start;
    for token in range.clone() {
        if context.is_mark(token, ",") {
            pieces.push(start..token);
            start = token + 1;
        }
    }
    pieces.push(start..range.end);
    let piece = pieces.into_iter().filter(|p| !p.is_empty()).find(|p| {
        let first = p.start;
        let day = context.time_at(first).is_some_and(|t| t.tokens.contains(&first));
        !day && (!context.has(first, Class::Preposition)
            || context.has(first, Class::Determiner) && !context.has(first, Class::To))
            && context.is_word(first)
            && context.syntax.verb_at(first).is_none()
    })?;
    let mut piece = piece;
    while piece.end > piece.start && !context.is_word(piece.end - 1) {
        piece.end -= 1;
    }
    while piece.start < piece.end
        && (!context.is_word(piece.start)
            || context.has(piece.start, Class::That)
            || context.has(piece.start, Class::Coordinator))
    {
        piece.start += 1;
    }
    // `l'ONG qui s'appuie sur …`, `le général X (armée)`: the name ends where something is told of it.
    let told = |t: &usize| {
        let opens = context.is_mark(*t, "(") && !(*t..piece.end).any(|c| context.is_mark(c, ")"));
        opens || context.has(*t, Class::Relative) || context.has(*t, Class::That)
    };
    let end = (piece.start + 1..piece.end).find(told).unwrap_or(piece.end);
    piece.end = end.min(piece.start + 14);
    if piece.is_empty() {
        return None;
    }
    let words = context.doc.text_of(piece.clone());
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    // `les autorités` opens no name in a list of claimants: the article goes.
    let first = context.doc.lower(piece.start);
    let article = matches!(first, "le" | "la" | "les" | "l'" | "des" | "un" | "une");
    let cut = if article {
        folded.char_indices().nth(context.doc.word(piece.start).chars().count()).map_or(0, |(i, _)| i)
    } else {
        0
    };
    let name = folded[cut..].trim().to_owned();
    (!name.is_empty()).then_some(name)
}

/// Whether the subject of a verb is the document's own reporters or an eye-witness.
pub(super) fn is_own_voice(context: &Context<'_>, verb: VerbIx) -> bool {
    let group = &context.syntax.verbs[verb];
    group.subject.clone().is_some_and(|s| holds_own_voice(context, s))
}

fn holds_own_voice(context: &Context<'_>, range: Range<usize>) -> bool {
    let status = context.tables().status();
    range.into_iter().any(|t| status.own_voice.contains(context.doc.lower(t)))
}

/// Whether a subject is both sides.
pub(super) fn is_both(context: &Context<'_>, subject: Option<Range<usize>>) -> bool {
    let Some(subject) = subject.filter(|s| !s.is_empty()) else { return false };
    let text = context.doc.text_of(subject).to_lowercase();
    context.tables().status().both.iter().any(|both| text.contains(both.as_str()))
}

/// Whose word `selon …` gives.
pub(super) enum According {
    /// The document's own reporters.
    OwnVoice,
    /// Both sides.
    Both,
    /// A party, and the token of the word.
    Party(Option<String>, usize),
}

/// `selon X`, `d'après X` of the sentence, where it reaches the trigger.
pub(super) fn according(context: &Context<'_>, sentence: &Range<usize>, trigger: &Trigger) -> Option<According> {
    for (at, after) in context.according(sentence.clone()).iter().copied() {
        let clause = context.syntax.clause_at(at);
        let mine = trigger.clause;
        let related = context.is_above(clause, mine)
            || context.is_above(mine, clause)
            || at == sentence.start
            || context.syntax.clauses[clause].link != Link::Coordinate;
        if !related || of_number(context, at) {
            continue;
        }
        let end = (after..sentence.end)
            .find(|t| {
                context.is_mark(*t, ",")
                    || context.is_mark(*t, ".")
                    || context.is_mark(*t, ";")
                    || context.is_mark(*t, ")")
            })
            .unwrap_or(sentence.end);
        let source = after..end;
        if is_both(context, Some(source.clone())) {
            return Some(According::Both);
        }
        if holds_own_voice(context, source.clone()) {
            return Some(According::OwnVoice);
        }
        return Some(According::Party(name(context, source), at));
    }
    None
}

/// Whether a token stands in the source that `selon …` names: `selon des habitants rencontrés à X`.
pub(super) fn is_in_source(context: &Context<'_>, token: usize) -> bool {
    let sentence = context.sentence(token);
    let opened = context.according(sentence.start..token).iter().rev().find(|(_, after)| *after <= token);
    opened.is_some_and(|(at, _)| (*at..token).all(|t| !context.is_mark(t, ",") && !context.is_mark(t, ";")))
        && context.syntax.verb_at(token).is_none_or(|v| !context.syntax.verbs[v].is_finite())
}

/// `Plus de 100.000 personnes, selon la police, ont défilé`: set between a number and its verb it vouches for the number.
fn of_number(context: &Context<'_>, at: usize) -> bool {
    let sentence = context.sentence(at);
    let clause = context.syntax.clause_at(at);
    let Some(verb) = context.syntax.clauses[clause].verb else { return false };
    let group = &context.syntax.verbs[verb];
    at > sentence.start
        && at < group.tokens.start
        && (sentence.start..at).any(|t| super::toll::number(context, t).is_some_and(|n| n > 1))
}

/// The token behind a word or phrase that opens `selon X` at `at`.
pub(super) fn opens(context: &Context<'_>, at: usize, end: usize) -> Option<usize> {
    context.tables().status().according.beginning(context.doc.lower(at)).find_map(|phrase| {
        let after = at + phrase.len();
        let fits = after < end && phrase.iter().zip(at..).all(|(word, token)| context.doc.lower(token) == &**word);
        (fits && !context.is_mark(after, ".")).then_some(after)
    })
}

/// A quotation that holds a trigger.
pub(super) struct Quoted {
    /// Who speaks, where the text tells.
    pub by: Option<String>,
    /// The verb of saying.
    pub speech: Option<usize>,
    /// Words between the marks.
    pub words: usize,
    /// Whether a verb stands between the marks: it is speech, not a name.
    pub speaks: bool,
}

/// The quotation a trigger stands in, within its sentence or opened in an earlier one of its paragraph.
pub(super) fn quoted(context: &Context<'_>, sentence: &Range<usize>, trigger: &Trigger) -> Option<Quoted> {
    let number = context.doc.sentence_at(trigger.tokens.start);
    let open = context.quoted_from(trigger.tokens.start)?;
    let close = (trigger.tokens.end..context.doc.tokens.len())
        .take(400)
        .find(|t| matches!(context.doc.word(*t), "»" | "”" | "\""))
        .unwrap_or(sentence.end);
    let words = (open + 1..close).filter(|t| context.is_word(*t)).count();
    let speaks = (open + 1..close).any(|t| context.syntax.verb_at(t).is_some());
    // Who speaks: the verb of saying of the sentence that closes the quotation, or of this one, or of the one before.
    let closing = context.doc.sentence_at(close.min(context.doc.tokens.len() - 1));
    let mut candidates = vec![closing, number];
    candidates.extend(number.checked_sub(1));
    for sentence in candidates {
        let range = context.doc.sentences[sentence].tokens.clone();
        let said = context.syntax.verbs_in(range).find(|(index, v)| {
            !(open < v.tokens.start && v.tokens.start < close)
                && v.is_finite()
                && context.verb_classes(*index).any(&[
                    VerbClass::Speech,
                    VerbClass::Deny,
                    VerbClass::Accuse,
                    VerbClass::Threat,
                ])
        });
        if let Some((index, group)) = said {
            return Some(Quoted { by: of_verb(context, index), speech: Some(group.head), words, speaks });
        }
    }
    Some(Quoted { by: None, speech: None, words, speaks })
}
