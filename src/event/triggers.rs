//! Triggers: words that tell an event, in the company that makes them tell it.

use super::company::{Stand, fits, has_word, is_act, is_figure, meets};
use super::context::Context;
use crate::language::{Class, Tense, VerbClass};
use crate::syntax::{ClauseIx, GroupTense, Link, VerbGroup, VerbIx};
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
    find_after(context, sentence, None)
}

/// The triggers of a sentence, which may say again what a trigger of the sentence before says.
pub(super) fn find_after(context: &Context<'_>, sentence: Range<usize>, before: Option<&Trigger>) -> Vec<Trigger> {
    let mut out = Vec::new();
    let mut at = sentence.start;
    let mut last_verb = None;
    while at < sentence.end {
        if let Some(verb) = context.syntax.verb_at(at) {
            if last_verb != Some(verb) {
                last_verb = Some(verb);
                let again = again(context, verb, out.last().or(before));
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
    let before = before.filter(|b| b.verb.is_some())?;
    if !is_again(context, verb) {
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

/// Whether a sentence holds words that may say again what the sentence before says.
pub(super) fn may_say_again(context: &Context<'_>, sentence: Range<usize>) -> bool {
    let first = context.syntax.verbs.partition_point(|v| v.tokens.end <= sentence.start);
    let verbs = &context.syntax.verbs[first..];
    verbs.iter().zip(first..).take_while(|(v, _)| v.tokens.start < sentence.end).any(|(_, v)| is_again(context, v))
}

/// Whether a verb group is `l'a été`, `l'avaient été`.
fn is_again(context: &Context<'_>, verb: VerbIx) -> bool {
    let group = &context.syntax.verbs[verb];
    let compound = matches!(group.tense, GroupTense::Perfect | GroupTense::Pluperfect);
    let start = group.tokens.start;
    let pronoun = start > 0
        && context.doc.tokens[start].kind == crate::document::TokenKind::Word
        && context.doc.word(start - 1).ends_with(['\'', '\u{2019}'])
        && context.has(start - 1, Class::ObjectPronoun)
        || context.has(start, Class::ObjectPronoun) && !context.has(start, Class::Reflexive);
    compound && pronoun && context.verb_classes(verb).has(VerbClass::Be)
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
    let subject = antecedent(context, sentence, verb)
        .or_else(|| own_of_gerund(context, sentence, verb))
        .or_else(|| group.subject.clone())
        .unwrap_or_else(|| empty.clone());
    let subject = named_before(context, verb, &subject).unwrap_or(subject);
    let subject = behind_participle(context, &subject).unwrap_or(subject);
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
    // `c'est à X qu'avait été tué Y`: what the passive is done to stands behind it.
    let turned = group.passive && (subject.is_empty() || subject.start >= group.tokens.end);
    // `A X a été arrêté lundi Y`: where it was is no subject either.
    let placed = group.passive
        && !subject.is_empty()
        && context.is_preposition(subject.start)
        && !context.has(subject.start, Class::Of)
        && subject
            .clone()
            .skip(1)
            .all(|t| context.in_place(t) || context.in_time(t) || context.has(t, Class::Determiner));
    if placed || turned && context.syntax.clauses[group.clause].cleft {
        return (agent(context, &after).unwrap_or(empty), after);
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

/// `Partie de X, la colère a gagné Y`: the subject stands behind the comma that ends the participle's phrase.
fn behind_participle(context: &Context<'_>, subject: &Range<usize>) -> Option<Range<usize>> {
    let opener = subject.clone().next()?;
    let lexicon = context.language.lexicon();
    let participle = opener == context.sentence(opener).start
        && lexicon.forms(context.doc.tokens[opener].word).iter().any(|f| f.inflection.tense == Tense::PastParticiple);
    let comma = subject.clone().rev().find(|t| context.is_mark(*t, ","))?;
    let begins =
        comma + 1 < subject.end && (context.has(comma + 1, Class::Determiner) || context.doc.tokens[comma + 1].capital);
    (participle && begins).then_some(comma + 1..subject.end)
}

/// `…, les éboulements ayant coupé la route`: the noun phrase between a comma and a gerund is its subject.
fn own_of_gerund(context: &Context<'_>, sentence: &Range<usize>, verb: VerbIx) -> Option<Range<usize>> {
    let group = &context.syntax.verbs[verb];
    if group.tense != GroupTense::PresentParticiple {
        return None;
    }
    let plain =
        |t: &usize| context.is_word(*t) && context.syntax.verb_at(*t).is_none() && !context.has(*t, Class::Coordinator);
    let start = (sentence.start..group.tokens.start).rev().take(7).take_while(plain).last()?;
    let opened = start > sentence.start && context.is_mark(start - 1, ",") && context.has(start, Class::Determiner);
    opened.then_some(start..group.tokens.start)
}

/// `Ils avaient atterri dimanche`: whom the pronoun stands for, the subject of the main verb before in the paragraph; `une
/// autre a soufflé`: the subject of the verb before.
fn named_before(context: &Context<'_>, verb: VerbIx, subject: &Range<usize>) -> Option<Range<usize>> {
    let pronoun = |range: &Range<usize>| range.len() == 1 && context.has(range.start, Class::ThirdPerson);
    if is_another(context, subject) {
        let before = context.syntax.verbs[..verb].iter().rev().take(3).filter(|g| g.is_finite());
        return before.filter_map(|g| g.subject.clone()).find(|s| !s.is_empty() && !is_another(context, s));
    }
    if !pronoun(subject) {
        return None;
    }
    let sentence = |token: usize| context.doc.sentence_at(token);
    let block = |token: usize| context.doc.sentences[sentence(token)].block;
    let here = subject.start;
    context.syntax.verbs[..verb]
        .iter()
        .rev()
        .take_while(|g| block(g.tokens.start) == block(here))
        .filter(|g| g.is_finite() && matches!(context.syntax.clauses[g.clause].link, Link::Main | Link::Coordinate))
        .filter(|g| sentence(g.tokens.start) < sentence(here))
        .find_map(|g| g.subject.clone().filter(|s| !s.is_empty()))
        .filter(|s| !pronoun(s))
}

/// `un autre`, `trois autres`: one more of what the verb before had as its subject.
fn is_another(context: &Context<'_>, subject: &Range<usize>) -> bool {
    let another = &context.tables().status().another;
    let from = subject.clone().rev().take_while(|t| !context.is_mark(*t, ",")).last().unwrap_or(subject.end);
    let words = from..subject.end;
    (2..=3).contains(&words.len()) && words.clone().next_back().is_some_and(|t| another.contains(context.doc.lower(t)))
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
    context.verb_classes(verb).has(VerbClass::Speech)
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
    let group = &context.syntax.verbs[verb];
    let clause = &context.syntax.clauses[group.clause];
    let Link::Relative(end) = clause.link else { return None };
    let opener = clause.opener?;
    if context.has(opener, Class::That) || context.has(opener, Class::Whose) || context.has(opener, Class::Where) {
        return None;
    }
    // `l'attentat dans lequel 40 soldats ont péri`: the clause has a subject of its own.
    if group.subject.as_ref().is_some_and(|own| own.start > opener && !own.is_empty()) {
        return None;
    }
    let start = (sentence.start..=end)
        .rev()
        .take(10)
        .take_while(|t| !context.is_mark(*t, ",") && context.syntax.verb_at(*t).is_none())
        .last()?;
    // `les boîtes noires de l'avion qui s'est écrasé`: the verb agrees with the second noun, not with the first.
    let plural = is_plural(context, verb);
    let of = (start + 1..end).find(|t| context.has(*t, Class::Of));
    let first = (start..=end).find(|t| context.has(*t, Class::Determiner) && !context.has(*t, Class::Of));
    let counts = first.is_some_and(|t| context.has(t, Class::Plural));
    let second = of.filter(|_| !plural && counts);
    Some(second.map_or(start, |of| of + 1)..end + 1)
}

/// Whether the first word of a verb group is plural.
fn is_plural(context: &Context<'_>, verb: VerbIx) -> bool {
    let lexicon = context.language.lexicon();
    let group = &context.syntax.verbs[verb];
    let finite = |t: usize| lexicon.forms(context.doc.tokens[t].word).iter().find(|f| f.inflection.person == 3);
    group.tokens.clone().find_map(finite).is_some_and(|form| form.inflection.plural)
}

/// The noun phrase behind `par`.
fn agent(context: &Context<'_>, after: &Range<usize>) -> Option<Range<usize>> {
    let by = after.clone().find(|t| context.has(*t, Class::By))?;
    let end = (by + 1..after.end).find(|t| context.is_mark(*t, ",")).unwrap_or(after.end);
    Some(by + 1..end)
}

/// `trente-cinq blessés graves`: people, not what was done to them.
fn is_toll(context: &Context<'_>, verb: VerbIx) -> bool {
    let group = &context.syntax.verbs[verb];
    let counted = |t: usize| super::toll::number(context, t).is_some();
    let subject = |g: &VerbGroup| g.is_finite() && g.subject.as_ref().is_some_and(|s| s.contains(&group.head));
    group.tokens.len() == 1
        && context.noun_classes(group.head).meets(context.tables().sets().hurt)
        && group.tokens.start.checked_sub(1).is_some_and(counted)
        && context.syntax.verbs_in(context.sentence(group.head)).any(|(_, g)| subject(g))
}

/// Whether a verb only says, wants, fears or tries, or is no more than a link: in whatever company, it tells no event.
fn says_or_wants(context: &Context<'_>, verb: VerbIx) -> bool {
    use VerbClass::{
        Accuse, Attempt, Avoid, Be, Commit, Deny, Fear, Have, Kill, Possible, Request, Schedule, Speech, Suffer,
        Threat, Wish, Witness, Wound,
    };
    !context.syntax.verbs[verb].is_finite()
        || context.verb_classes(verb).any(&[
            Accuse, Attempt, Avoid, Be, Commit, Deny, Fear, Have, Kill, Possible, Request, Schedule, Speech, Suffer,
            Threat, Wish, Witness, Wound,
        ])
}

fn of_verb(context: &Context<'_>, sentence: &Range<usize>, verb: VerbIx) -> Option<Trigger> {
    let group = &context.syntax.verbs[verb];
    let id = group.verb?;
    let (subject, object) = arguments(context, sentence, verb);
    let after = group.tokens.end..sentence.end;
    let tables = context.tables();
    if says_that(context, verb) || is_again(context, verb) || is_toll(context, verb) {
        return None;
    }
    let stand = Stand::of(context, verb, &subject, &object, &after);
    let any = if says_or_wants(context, verb) { &[] } else { tables.any_verb_frames() };
    let mut frames = tables.verb_frames(id).iter().chain(any).copied();
    let frame = frames.find(|f| fits(tables.frame(*f), &stand)).filter(|f| !tables.frame(*f).nothing)?;
    Some(Trigger { frame, tokens: group.tokens.clone(), clause: group.clause, verb: Some(verb), object, subject })
}

/// Whether a determiner, a number, a preposition or an adjective of rank stands before a noun, as before any.
fn is_led(context: &Context<'_>, noun: usize) -> bool {
    let before = noun - 1;
    context.has(before, Class::Determiner)
        || context.has(before, Class::Preposition)
        || context.has(before, Class::Adjective)
        || context.has(before, Class::Coordinator)
        || !context.is_word(before)
        || super::toll::number(context, before).is_some()
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
        // `l'inflation frappe X`: a verb that is written like a noun has its object right behind it.
        let named = end < sentence.end
            && tokens[end].capital
            && context.place_at(end).is_some_and(|place| place.tokens.start == end);
        if named && rest.is_empty() && at > sentence.start && !is_led(context, at) {
            continue;
        }
        let data = tables.frame(*frame);
        // `un Conseil des ministres`: of several words only meetings, which newsrooms write so.
        let titled = data.kind == "CONSULT" && !rest.is_empty();
        if tokens[at].capital && at != sentence.start && !tokens[at].all_caps && !titled {
            continue;
        }
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
        let clause = of_relative(context, end).unwrap_or_else(|| context.syntax.clause_at(at));
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

/// `un sommet, qui s'ouvre dimanche à Kigali`: the relative clause whose verb carries the event of its noun.
fn of_relative(context: &Context<'_>, end: usize) -> Option<ClauseIx> {
    // `le sommet, qui devait s'ouvrir à Kigali, a été annulé`.
    let own = context.syntax.clauses[context.syntax.clause_at(end.checked_sub(1)?)].verb;
    let called_off = |v: VerbIx| {
        context.verb_classes(v).has(VerbClass::Avoid)
            || context.syntax.verbs[v].passive && context.tables().status().preparatory.contains(context.lemma(v))
    };
    if own.is_some_and(called_off) {
        return None;
    }
    let sentence = context.doc.sentence_at(end.checked_sub(1)?);
    let verb = (end..context.doc.sentences[sentence].tokens.end).find_map(|t| context.syntax.verb_at(t))?;
    let group = &context.syntax.verbs[verb];
    let clause = &context.syntax.clauses[group.clause];
    let Link::Relative(antecedent) = clause.link else { return None };
    let opener = clause.opener?;
    let subject =
        !context.has(opener, Class::That) && !context.has(opener, Class::Whose) && !context.has(opener, Class::Where);
    // Nothing but the noun's own phrase may stand between.
    let own = antecedent + 1 >= end && antecedent < end + 6;
    let carries = context.tables().status().begins.contains(context.lemma(verb));
    // `qui se tiennent d'ordinaire à Vienne` tells of none in particular.
    let dated = || context.times_in(clause.tokens.clone()).any(|(_, t)| t.value.expression.tells_day());
    (subject && own && carries && group.is_finite() && dated()).then_some(group.clause)
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
