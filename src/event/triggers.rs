//! Triggers: words that tell an event, in the company that makes them tell it.

use super::context::Context;
use crate::gazetteer::Kind;
use crate::language::{Asked, Class, Company, Frame, VerbClass, WordList};
use crate::place::PlaceMention;
use crate::syntax::{ClauseIx, GroupTense, Link, VerbIx};
use std::ops::Range;

/// A word or phrase that tells an event.
#[derive(Clone, Debug)]
pub(super) struct Trigger {
    /// Number of its frame.
    pub frame: usize,
    /// The words.
    pub tokens: Range<usize>,
    /// Their clause.
    pub clause: ClauseIx,
    /// The verb group, where a verb is the trigger.
    pub verb: Option<VerbIx>,
    /// What the verb is done to: behind it, or its subject in the passive; around a noun, what follows it.
    pub object: Range<usize>,
    /// Who does it, where that is told.
    pub subject: Range<usize>,
}

/// The triggers of the sentences in a range of tokens, in text order.
pub(super) fn find(context: &Context<'_>, sentence: Range<usize>) -> Vec<Trigger> {
    let mut out = Vec::new();
    let mut at = sentence.start;
    let mut last_verb = None;
    while at < sentence.end {
        if let Some(verb) = context.syntax.verb_at(at) {
            if last_verb != Some(verb) {
                last_verb = Some(verb);
                let again = again(context, verb, out.last());
                out.extend(again.or_else(|| of_verb(context, &sentence, verb)));
            }
            at += 1;
            continue;
        }
        match of_noun(context, &sentence, at) {
            Some(trigger) => {
                at = trigger.tokens.end;
                if !context.tables().frame(trigger.frame).nothing {
                    out.push(trigger);
                }
            }
            None => at += 1,
        }
    }
    out
}

/// `Martouni a été bombardée et Stepanakert l'avait été vendredi`: être with `l'` and no participle says the verb before
/// again, of another subject.
fn again(context: &Context<'_>, verb: VerbIx, before: Option<&Trigger>) -> Option<Trigger> {
    let group = &context.syntax.verbs[verb];
    let before = before.filter(|b| b.verb.is_some_and(|v| context.syntax.verbs[v].passive))?;
    let compound = matches!(group.tense, GroupTense::Perfect | GroupTense::Pluperfect);
    let start = group.tokens.start;
    let pronoun = start > 0
        && context.doc.tokens[start].kind == crate::document::TokenKind::Word
        && context.doc.word(start - 1).ends_with(['\'', '\u{2019}'])
        && context.has(start - 1, Class::ObjectPronoun)
        || context.has(start, Class::ObjectPronoun) && !context.has(start, Class::Reflexive);
    if !context.verb_classes(verb).has(crate::language::VerbClass::Be) || !compound || !pronoun {
        return None;
    }
    let subject = group.subject.clone().unwrap_or(group.tokens.start..group.tokens.start);
    Some(Trigger {
        frame: before.frame,
        tokens: group.tokens.clone(),
        clause: group.clause,
        verb: Some(verb),
        object: subject,
        subject: group.tokens.end..group.tokens.end,
    })
}

/// Subject and object of a verb group, as ranges of tokens.
fn arguments(context: &Context<'_>, sentence: &Range<usize>, verb: VerbIx) -> (Range<usize>, Range<usize>) {
    let group = &context.syntax.verbs[verb];
    let next = context.syntax.verbs[verb + 1..]
        .iter()
        .map(|v| v.tokens.start)
        .next()
        .unwrap_or(sentence.end)
        .min(sentence.end);
    let after = group.tokens.end..next.max(group.tokens.end);
    let empty = group.tokens.start..group.tokens.start;
    if group.tense == GroupTense::PastParticiple {
        // The noun the participle stands behind has it done to it; at the start of a clause the subject above.
        let end = group.tokens.start;
        // `X, prise lundi par`: the noun before the comma.
        let end = if end > sentence.start + 1 && context.is_mark(end - 1, ",") { end - 1 } else { end };
        let from = (sentence.start..end)
            .rev()
            .take(9)
            .take_while(|t| !context.is_mark(*t, ",") && context.syntax.verb_at(*t).is_none())
            .last()
            .unwrap_or(end);
        let noun = from..end;
        let noun = if noun.is_empty() { group.subject.clone().unwrap_or(noun) } else { noun };
        return (agent(context, &after).unwrap_or(empty), noun);
    }
    let subject = antecedent(context, sentence, verb).or_else(|| group.subject.clone()).unwrap_or(empty);
    // `X, que Y affirme avoir pris`: the noun before `que` is the object.
    if let Some(antecedent) = relative_object(context, group.clause) {
        let from = (sentence.start..=antecedent)
            .rev()
            .take(6)
            .take_while(|t| !context.is_mark(*t, ",") && context.syntax.verb_at(*t).is_none())
            .last()
            .unwrap_or(antecedent);
        return (subject, from..antecedent + 1);
    }
    // A subject turned behind its verb is no object.
    if subject.start >= group.tokens.end {
        let rest = subject.end.min(next)..next.max(subject.end.min(next));
        return (subject, rest);
    }
    if group.passive {
        return (agent(context, &after).unwrap_or(group.tokens.start..group.tokens.start), subject);
    }
    (subject, after)
}

/// The last token of the noun that `que` makes the object of the verb of a clause, of its own or of the one above it.
fn relative_object(context: &Context<'_>, clause: ClauseIx) -> Option<usize> {
    let mut at = Some(clause);
    while let Some(index) = at {
        let clause = &context.syntax.clauses[index];
        match clause.link {
            Link::Relative(antecedent) => {
                return clause.opener.is_some_and(|o| context.has(o, Class::That)).then_some(antecedent);
            }
            Link::Infinitive if clause.opener.is_none() => at = clause.parent,
            _ => return None,
        }
    }
    None
}

/// Whether a verb says, with a clause of what it says: `a soutenu que …`, `affirme avoir …`.
fn says_that(context: &Context<'_>, verb: VerbIx) -> bool {
    let group = &context.syntax.verbs[verb];
    context.verb_classes(verb).has(crate::language::VerbClass::Speech)
        && context.syntax.clauses_in(context.syntax.clauses[group.clause].sentence).any(|c| {
            c.parent == Some(group.clause)
                && (c.link == Link::That
                    || c.link == Link::Infinitive
                        && c.opener.is_none()
                        && c.verb.is_some_and(|v| context.syntax.verbs[v].tense == GroupTense::PastInfinitive))
        })
}

/// `la guerre de 2020 au Karabakh, qui a fait …`: what a relative clause that opens with its subject speaks of.
fn antecedent(context: &Context<'_>, sentence: &Range<usize>, verb: VerbIx) -> Option<Range<usize>> {
    let clause = &context.syntax.clauses[context.syntax.verbs[verb].clause];
    let Link::Relative(end) = clause.link else { return None };
    let opener = clause.opener?;
    if context.has(opener, Class::That) || context.has(opener, Class::Whose) || context.has(opener, Class::Where) {
        return None;
    }
    let start = (sentence.start..=end)
        .rev()
        .take(10)
        .take_while(|t| !context.is_mark(*t, ",") && context.syntax.verb_at(*t).is_none())
        .last()?;
    Some(start..end + 1)
}

/// The noun phrase behind `par`.
fn agent(context: &Context<'_>, after: &Range<usize>) -> Option<Range<usize>> {
    let by = after.clone().find(|t| context.has(*t, Class::By))?;
    let end = (by + 1..after.end).find(|t| context.is_mark(*t, ",")).unwrap_or(after.end);
    Some(by + 1..end)
}

fn of_verb(context: &Context<'_>, sentence: &Range<usize>, verb: VerbIx) -> Option<Trigger> {
    let group = &context.syntax.verbs[verb];
    let id = group.verb?;
    let (subject, object) = arguments(context, sentence, verb);
    let after = group.tokens.end..sentence.end;
    let tables = context.tables();
    if says_that(context, verb) {
        return None;
    }
    tables
        .verb_frames(id)
        .iter()
        .copied()
        .find(|f| fits(context, tables.frame(*f), verb, &subject, &object, &after))
        .filter(|f| !tables.frame(*f).nothing)
        .map(|frame| Trigger {
            frame,
            tokens: group.tokens.clone(),
            clause: group.clause,
            verb: Some(verb),
            object,
            subject,
        })
}

fn fits(
    context: &Context<'_>,
    frame: &Frame,
    verb: VerbIx,
    subject: &Range<usize>,
    object: &Range<usize>,
    after: &Range<usize>,
) -> bool {
    let group = &context.syntax.verbs[verb];
    let lemma = context.lemma(verb);
    if frame.reflexive.is_some_and(|wanted| wanted != group.reflexive && group.tense != GroupTense::PastParticiple) {
        return false;
    }
    if frame.reflexive_verbs.iter().any(|v| v == lemma) && !group.reflexive {
        return false;
    }
    // `se rendre à X` is a visit, `est attendu à X` too; `rendre X` and `attendre X` are none.
    if frame.travel {
        let needs_turn = matches!(lemma, "rendre" | "attendre");
        if needs_turn && !group.reflexive && !group.passive {
            return false;
        }
    }
    let caused = group.modal.is_some_and(|m| context.language.lexicon().verb_classes(m).has(VerbClass::Causative));
    if frame.causative.is_some_and(|wanted| wanted != caused) {
        return false;
    }
    if frame.passive.is_some_and(|wanted| wanted != (group.passive || group.tense == GroupTense::PastParticiple)) {
        return false;
    }
    // `se sont rendus à X` is travel, `se sont rendus lundi` is not.
    if frame.surrender
        && group.reflexive
        && (after.start..after.end.min(after.start + 6)).any(|t| {
            context.has(t, Class::To) && context.places.binary_search_by_key(&(t + 1), |p| p.tokens.start).is_ok()
        })
    {
        return false;
    }
    let close = after.start..after.end.min(after.start + 5);
    if is_act(frame) && is_figure(context, &(after.start..after.end.min(after.start + 2))) {
        return false;
    }
    if !frame.complement.is_empty() && !has_word(context, &close, &frame.complement) {
        return false;
    }
    if !frame.behind.is_empty() {
        let next = (after.start..after.end.min(after.start + 5)).find(|t| context.has(*t, Class::Preposition));
        if !next.is_some_and(|t| frame.behind.iter().any(|b| b == context.doc.lower(t))) {
            return false;
        }
    }
    if !frame.unless_next.is_empty() && has_word(context, &close, &frame.unless_next) {
        return false;
    }
    // Who is expected, received or gathered meets, whether as subject or, in the passive, as object.
    let turned = group.passive || group.tense == GroupTense::PastParticiple;
    let met = turned && frame.kind == "CONSULT" && meets(context, object, &frame.subject);
    if !frame.subject.is_empty() && !met && !meets(context, subject, &frame.subject) {
        return false;
    }
    if !frame.subject_word.is_empty() && !has_word(context, subject, &frame.subject_word) {
        return false;
    }
    // `accuse l'armée d'avoir visé X`: who stands as the subject of an infinitive may be another's.
    let own_subject = !matches!(group.tense, GroupTense::Infinitive | GroupTense::PastInfinitive);
    if own_subject && !frame.unless_subject.is_empty() && meets_rather(context, subject, &frame.unless_subject) {
        return false;
    }
    if frame.subject.classes().meets(context.tables().sets().disaster)
        && !meets_rather(context, subject, &frame.subject)
    {
        return false;
    }
    let turned_round = group.passive || group.tense == GroupTense::PastParticiple;
    let near = head_of(context, object, turned_round);
    let near = if frame.direct && !turned_round { direct(context, &near) } else { near };
    if !frame.object.is_empty() || !frame.object_word.is_empty() {
        let classes = !frame.object.is_empty() && meets(context, &near, &frame.object);
        let words = !frame.object_word.is_empty() && has_word(context, &near, &frame.object_word);
        if !classes && !words {
            return false;
        }
    }
    if !frame.unless_object.is_empty()
        && (has_word(context, &near, &frame.unless_object) || meets(context, &near, &frame.unless_object))
    {
        return false;
    }
    if !frame.subject_or_object.is_empty()
        && !meets(context, subject, &frame.subject_or_object)
        && !meets(context, &near, &frame.subject_or_object)
    {
        return false;
    }
    if frame.behind_toponym {
        let reach = after.start..after.end.min(after.start + 12);
        let goal = context.places_in(reach).any(|(_, p)| Context::is_site(p));
        if !goal {
            return false;
        }
    }
    true
}

/// The part of an object that its head noun stands in: up to the first comma, ten words at the most.
fn head_of(context: &Context<'_>, object: &Range<usize>, whole: bool) -> Range<usize> {
    if whole {
        return object.clone();
    }
    let end = object
        .clone()
        .take(16)
        .find(|t| context.is_mark(*t, ",") || context.is_mark(*t, ";"))
        .unwrap_or(object.end.min(object.start + 16));
    object.start..end
}

/// The part of an object before its first preposition other than `de`; time phrases are passed over.
fn direct(context: &Context<'_>, near: &Range<usize>) -> Range<usize> {
    let end = near
        .clone()
        .find(|t| context.has(*t, Class::Preposition) && !context.has(*t, Class::Of) && !context.in_time(*t))
        .unwrap_or(near.end);
    near.start..end
}

/// Whether a frame tells an act on the ground, which words of figures of speech (`bataille juridique`) turn into none.
fn is_act(frame: &Frame) -> bool {
    matches!(frame.kind.as_str(), "ASSAULT" | "COERCE" | "DISASTER" | "MOBILIZE" | "RETREAT" | "PROTEST")
}

fn is_figure(context: &Context<'_>, range: &Range<usize>) -> bool {
    let figurative = &context.tables().status().figurative;
    range.clone().any(|t| {
        let lower = context.doc.lower(t);
        figurative.contains(lower) || lower.strip_suffix('s').is_some_and(|singular| figurative.contains(singular))
    })
}

fn has_word(context: &Context<'_>, range: &Range<usize>, words: &WordList) -> bool {
    range.clone().any(|t| words.holds(context.doc.lower(t)))
}

/// Whether a range holds a noun of one of the classes, or a place, actor, person or number where those are asked for.
fn meets(context: &Context<'_>, range: &Range<usize>, company: &Company) -> bool {
    let set = company.classes();
    if !set.is_empty()
        && range.clone().any(|t| context.noun_classes(t).meets(set) && context.syntax.verb_at(t).is_none())
    {
        return true;
    }
    let is_site = |p: &PlaceMention| Context::is_site(p) && !is_behind_locative(context, p.tokens.start);
    let is_town = |p: &PlaceMention| {
        let kind = p.value.place.map(|p| context.gazetteer.place(p).kind);
        is_site(p) && matches!(kind, Some(Kind::City | Kind::Town | Kind::Village))
    };
    let is_number = |t: usize| {
        context.doc.tokens[t].kind == crate::document::TokenKind::Number
            || !matches!(context.doc.lower(t), "un" | "une") && super::toll::number_word(context, t).is_some()
    };
    company.asks(Asked::Toponym) && context.places_in(range.clone()).any(|(_, p)| is_site(p))
        || company.asks(Asked::Town) && context.places_in(range.clone()).any(|(_, p)| is_town(p))
        || company.asks(Asked::Actor) && context.has_actor(range.clone())
        || company.asks(Asked::Person) && context.has_person(range.clone())
        || company.asks(Asked::Number) && range.clone().any(is_number)
        || company.asks(Asked::None) && range.is_empty()
}

/// Whether a preposition other than `de` stands before a token: `à New York` is no object.
fn is_behind_locative(context: &Context<'_>, token: usize) -> bool {
    token > 0 && context.has(token - 1, Class::Preposition) && !context.has(token - 1, Class::Of)
}

/// [`meets`], but `une pluie de roquettes` is a weapon, not a rain: a weapon among the words that is no disaster itself
/// makes the others figures of speech.
fn meets_rather(context: &Context<'_>, range: &Range<usize>, company: &Company) -> bool {
    let sets = context.tables().sets();
    let armed = || {
        range.clone().any(|t| {
            let classes = context.noun_classes(t);
            classes.meets(sets.weapon) && !classes.meets(sets.disaster)
        })
    };
    meets(context, range, company) && !(company.classes().meets(sets.disaster) && armed())
}

fn of_noun(context: &Context<'_>, sentence: &Range<usize>, at: usize) -> Option<Trigger> {
    if !context.is_word(at) {
        return None;
    }
    let tables = context.tables();
    let tokens = &context.doc.tokens;
    for (rest, frame) in tables.noun_frames(tokens[at].word) {
        let end = at + 1 + rest.len();
        if end > sentence.end || !rest.iter().zip(at + 1..end).all(|(w, t)| tokens[t].word == *w) {
            continue;
        }
        if tokens[at].capital && at != sentence.start && !tokens[at].all_caps {
            continue;
        }
        let data = tables.frame(*frame);
        let after = end..sentence.end;
        if data.of_toponym && !of_place(context, &after) {
            continue;
        }
        if !data.unless_next.is_empty() {
            let next = context.doc.text_of(end..sentence.end.min(end + 3)).to_lowercase();
            if data.unless_next.iter().any(|w| next.starts_with(w.as_str())) {
                continue;
            }
        }
        if is_act(data) && is_figure(context, &(end..sentence.end.min(end + 2))) {
            continue;
        }
        let before = sentence.start.max(at.saturating_sub(3))..at;
        if !data.unless_before.is_empty() && has_word(context, &before, &data.unless_before) {
            continue;
        }
        let clause = context.syntax.clause_at(at);
        let limit = next_verb(context, end, sentence.end);
        if !data.of.is_empty() {
            let complement = end..limit.min(end + 6);
            let of = complement.clone().next().is_some_and(|t| {
                context.has(t, Class::Of) || t + 1 < limit && context.is_word(t) && context.has(t + 1, Class::Of)
            });
            if !of || !meets(context, &complement, &data.of) {
                continue;
            }
        }
        return Some(Trigger {
            frame: *frame,
            tokens: at..end,
            clause,
            verb: None,
            object: end..limit,
            subject: at..at,
        });
    }
    None
}

fn next_verb(context: &Context<'_>, from: usize, end: usize) -> usize {
    (from..end).find(|t| context.syntax.verb_at(*t).is_some()).unwrap_or(end)
}

/// `la prise de X`, `la chute de la ville de X`, `la prise de plusieurs villages`: `de` and a place or territory.
fn of_place(context: &Context<'_>, after: &Range<usize>) -> bool {
    let Some(of) = after.clone().next().filter(|t| context.has(*t, Class::Of)) else { return false };
    // Up to the verb, or to what stands beside: `une prise de sang à Lyon`.
    let end = (of + 2..after.end.min(of + 8))
        .find(|t| {
            context.syntax.verb_at(*t).is_some()
                || context.is_mark(*t, ",")
                || context.has(*t, Class::Preposition) && !context.has(*t, Class::Of)
        })
        .unwrap_or(after.end.min(of + 8));
    let reach = of + 1..end;
    let territory = context.tables().sets().territory;
    context.places_in(reach.clone()).any(|(_, p)| p.value.role == crate::place::Role::Location)
        || reach.take(3).any(|t| context.noun_classes(t).meets(territory))
}

/// Whether the clause of a trigger is a relative that opens with `où` or holds `y`.
pub(super) fn is_where(context: &Context<'_>, clause: ClauseIx) -> Option<usize> {
    let clause = &context.syntax.clauses[clause];
    match clause.link {
        Link::Relative(antecedent) if clause.opener.is_some_and(|o| context.has(o, Class::Where)) => Some(antecedent),
        _ => None,
    }
}
