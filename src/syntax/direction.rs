//! Which way a verb looks: back, at the day of the telling, or ahead.

use super::{Direction, GroupTense, Link, Syntax, VerbIx};
use crate::document::Document;
use crate::language::{Language, VerbClass};

/// The direction of the verb that governs a token.
pub(super) fn of(syntax: &Syntax, _doc: &Document, language: &Language, token: usize) -> Direction {
    let mut clause = Some(syntax.clause_at(token));
    while let Some(index) = clause {
        if let Some(verb) = syntax.clauses[index].verb {
            return of_verb(syntax, language, verb);
        }
        clause = syntax.clauses[index].parent;
    }
    Direction::Unknown
}

/// The direction of a verb group; one that has no tense of its own looks where the verb above looks.
fn of_verb(syntax: &Syntax, language: &Language, verb: VerbIx) -> Direction {
    let group = &syntax.verbs[verb];
    let classes =
        |verb: VerbIx| syntax.verbs[verb].verb.map(|v| language.lexicon().verb_classes(v)).unwrap_or_default();
    let own = classes(verb);
    let modal = group.modal.map(|v| language.lexicon().verb_classes(v)).unwrap_or_default();
    // `est attendu`, `étaient attendus`, `prévue jeudi`.
    if group.passive && own.has(VerbClass::Schedule) {
        return Direction::Future;
    }
    if modal.has(VerbClass::Modal) {
        return match group.tense {
            GroupTense::Perfect | GroupTense::Pluperfect | GroupTense::ConditionalPast => Direction::Past,
            _ => Direction::Future,
        };
    }
    let above = || {
        let clause = &syntax.clauses[group.clause];
        let parent = clause.parent.and_then(|p| {
            let mut at = Some(p);
            while let Some(index) = at {
                if let Some(found) = syntax.clauses[index].verb {
                    return Some(found);
                }
                at = syntax.clauses[index].parent;
            }
            None
        });
        match parent {
            Some(parent) if parent != verb => (Some(parent), of_verb(syntax, language, parent)),
            _ => (None, Direction::Unknown),
        }
    };
    match group.tense {
        GroupTense::Perfect
        | GroupTense::Pluperfect
        | GroupTense::Imperfect
        | GroupTense::SimplePast
        | GroupTense::ConditionalPast
        | GroupTense::PastInfinitive
        | GroupTense::PastParticiple => Direction::Past,
        GroupTense::Future | GroupTense::FuturePerfect | GroupTense::Conditional => Direction::Future,
        GroupTense::Present if own.any(&[VerbClass::Schedule, VerbClass::Summon]) => Direction::Future,
        GroupTense::Present => Direction::Present,
        GroupTense::Infinitive => {
            let (parent, direction) = above();
            let ahead = parent.is_some_and(|p| {
                classes(p).any(&[
                    VerbClass::Wish,
                    VerbClass::Request,
                    VerbClass::Threat,
                    VerbClass::Schedule,
                    VerbClass::Avoid,
                ])
            });
            if ahead { Direction::Future } else { direction }
        }
        GroupTense::Subjunctive | GroupTense::PresentParticiple => {
            let (_, direction) = above();
            if direction == Direction::Unknown && syntax.clauses[group.clause].link == Link::Main {
                Direction::Present
            } else {
                direction
            }
        }
    }
}
