//! A noun that tells an event: the words before it, and the verb of its clause.

use super::above::{is_deed, tried};
use super::{Standing, UNREAL, Verdict, claim, mood, subject_is_none};
use crate::event::context::Context;
use crate::event::speaker;
use crate::event::triggers::Trigger;
use crate::language::{Class, VerbClass};
use crate::syntax::{GroupTense, VerbIx};

/// The words before a noun trigger: `aucune frappe`, `sans attaque`, `risque d'escalade`, `force de frappe`.
pub(super) fn before_noun(context: &Context<'_>, trigger: &Trigger) -> Option<&'static str> {
    let status = context.tables().status();
    let start = context.sentence(trigger.tokens.start).start;
    let mut at = trigger.tokens.start;
    let mut steps = 0;
    // Back over determiners and adjectives to what governs the noun phrase.
    while at > start && steps < 14 {
        at -= 1;
        steps += 1;
        if !context.is_word(at) {
            // `aucun tir, aucune frappe`; a quotation mark opens nothing.
            if ["«", "\"", "“"].iter().any(|m| context.is_mark(at, m)) {
                continue;
            }
            return None;
        }
        let lower = context.doc.lower(at);
        if status.none_before.contains(lower) {
            // `non sans quelques échanges de tirs`: with them.
            let twice = at > start && context.doc.lower(at - 1) == "non";
            return (!twice).then_some("negated");
        }
        if status.perhaps.contains(lower) {
            return Some("only possible");
        }
        // `pas d'attaque`, `plus de combats`.
        if context.has(at, Class::Of)
            && at > start
            && context.has(at - 1, Class::NegationSecond)
            && lower != "des"
            && lower != "du"
        {
            let negation = (start..at).any(|t| context.has(t, Class::NegationFirst));
            if negation || context.doc.lower(at - 1) == "pas" {
                return Some("negated");
            }
        }
        if context.has(at, Class::Of) || context.has(at, Class::To) || lower == "contre" {
            let mut noun = at.checked_sub(1).filter(|n| *n >= start)?;
            // Over an adjective to the noun: `risque majeur d'escalade`.
            if noun > start
                && !status.unreal.contains(context.doc.lower(noun))
                && context.is_word(noun)
                && !context.doc.tokens[noun].capital
                && context.syntax.verb_at(noun).is_none()
                && status.unreal.contains(context.doc.lower(noun - 1))
            {
                noun -= 1;
            }
            if context.syntax.verb_at(noun).is_some() || !context.is_word(noun) {
                return None;
            }
            let word = context.doc.lower(noun);
            let bare = context.has(at, Class::Of) && (lower == "de" || lower == "d'") && at + 1 == trigger.tokens.start;
            if bare && status.compound_before.contains(word) {
                return Some("part of a name or a compound");
            }
            let deed = context.tables().frame(trigger.frame).kind == "ASSAULT";
            let definite = is_definite(context, trigger) || context.doc.lower(at) == "du";
            // `le cerveau présumé de l'attentat`
            let whom = [Some(noun), noun.checked_sub(1).filter(|n| *n >= start)];
            let stricken = whom.into_iter().flatten().any(|n| status.stricken.contains(context.doc.lower(n)));
            if deed && definite && stricken && !has_day_behind(context, trigger) {
                return Some("told elsewhere");
            }
            if status.unreal.contains(word) && !status.real.contains(word) {
                return Some("only feared, asked for, planned or ended");
            }
            // The chain goes on: `risque d'une reprise des combats`.
            at = noun;
            continue;
        }
        // `un documentaire sur la bataille de X`
        let work = |t: usize| t >= start && status.works.contains(context.doc.lower(t));
        if lower == "sur"
            && at > start
            && (work(at - 1) || at > start + 1 && work(at - 2))
            && !is_dated(context, trigger)
        {
            return Some("what a work is about");
        }
        if context.syntax.verb_at(at).is_some()
            || context.has(at, Class::Preposition)
            || context.has(at, Class::Coordinator)
        {
            return None;
        }
    }
    None
}

/// Whether a noun trigger stands in a time phrase (`après l'attaque`, `lors d'une rencontre`) or an aside, where
/// the verb of its clause does not reach it.
fn is_aside(context: &Context<'_>, trigger: &Trigger) -> bool {
    aside(context, trigger).is_some()
}

/// The preposition of circumstance that a noun trigger stands behind: nothing but its noun phrase between.
pub(in crate::event) fn aside(context: &Context<'_>, trigger: &Trigger) -> Option<usize> {
    let start = context.sentence(trigger.tokens.start).start;
    let mut at = trigger.tokens.start;
    while at > start {
        at -= 1;
        if context.syntax.verb_at(at).is_some() || context.is_mark(at, ",") {
            return None;
        }
        // `depuis lundi` is a time of its own, `trois semaines après le putsch` counts from what follows.
        if context.in_time(at)
            && let Some(time) = context.time_at(at)
        {
            let from = matches!(
                time.value.expression,
                crate::time::Expression::DistanceFromEvent { .. } | crate::time::Expression::DayFromEvent { .. }
            );
            return from.then_some(at);
        }
        if context.has(at, Class::Aside) {
            return Some(at);
        }
    }
    None
}

/// What the verb of a noun trigger's clause means for it.
pub(super) fn under_verb(context: &Context<'_>, trigger: &Trigger, standing: &mut Standing) -> Option<Verdict> {
    let verb = context.syntax.clauses[trigger.clause].verb?;
    let group = &context.syntax.verbs[verb];
    if is_aside(context, trigger) {
        return None;
    }
    let lemma = context.lemma(verb);
    let classes = context.verb_classes(verb);
    let behind = trigger.tokens.start >= group.tokens.end;
    let status = context.tables().status();
    // `l'attaque n'a pas fait de victimes`: what came of it is denied, not the attack.
    if !behind && group.negated && status.outcome.contains(lemma) && !subject_is_none(context, verb) {
        return is_told_elsewhere(context, trigger).then_some(Verdict::None("told before"));
    }
    // `les déplacés des combats du 24 juin ne sont pas rentrés`: a day of its own makes it a fact whatever is said of it.
    let own_day = is_dated(context, trigger);
    if !own_day && let Some(verdict) = mood(context, verb, standing) {
        return Some(verdict);
    }
    // `le couvre-feu a été levé`
    let measure = matches!(context.tables().frame(trigger.frame).kind.as_str(), "COERCE" | "SANCTION");
    if measure && status.lifted.contains(lemma) && behind != group.passive {
        return Some(Verdict::None("lifted, not imposed"));
    }
    if !behind {
        // `les attaques sont quotidiennes`, `une visite est à l'étude`.
        let dated =
            || context.times_in(context.sentence(trigger.tokens.start)).any(|(_, t)| t.value.expression.tells_day());
        let lasting = matches!(group.tense, GroupTense::Present | GroupTense::Imperfect);
        // `sont devenus une industrie`
        let turned = status.turns_into.contains(lemma) && matches!(group.tense, GroupTense::Perfect);
        if (lasting && !group.passive && status.about.contains(lemma) || turned) && !dated() {
            return Some(Verdict::None("spoken of in general"));
        }
        // `une frappe est redoutée`: the passive turns object and subject round.
        if group.passive
            && (classes.any(&UNREAL) || status.preparatory.contains(lemma) && classes.has(VerbClass::Request))
        {
            return Some(Verdict::None("only feared, asked for or averted"));
        }
        if group.passive && classes.has(VerbClass::Schedule) {
            standing.planned = true;
        }
        return None;
    }
    let direct = is_direct(context, group.tokens.end, trigger.tokens.start);
    if direct && classes.has(VerbClass::Perform) && context.tables().frame(trigger.frame).decree {
        return None;
    }
    // `se sont entendus sur un échange`: it is to come, or only talked of.
    let frame = context.tables().frame(trigger.frame);
    let before = governing_preposition(context, group.tokens.end, trigger.tokens.start);
    if status.agreed.contains(lemma) && !frame.truce && before == Some("sur") {
        return Some(Verdict::None("only agreed on or talked of"));
    }
    // `se sont prononcés pour l'envoi d'une force`.
    if status.favoured.contains(lemma) && before == Some("pour") && !own_day {
        return Some(Verdict::None("only wished for"));
    }
    if classes.has(VerbClass::Deny) {
        return Some(Verdict::Denied { by: speaker::of_verb(context, verb), doing: false });
    }
    // `a raconté l'attaque`, `a salué la trêve`: only what is announced as new is a claim.
    if classes.any(&[VerbClass::Witness]) && speaker::is_own_voice(context, verb) {
        standing.witnessed = true;
        return None;
    }
    if classes.has(VerbClass::Schedule) && direct {
        standing.planned = true;
        return None;
    }
    // `a revendiqué la conquête de X` tells of it, `a revendiqué l'attentat de X` owns up to it.
    let deed = context.tables().frame(trigger.frame).kind == "ASSAULT";
    let pointed = trigger.tokens.start.checked_sub(1).is_some_and(|t| context.has(t, Class::Demonstrative));
    let owned = deed && status.owned.contains(lemma) && (pointed || is_definite(context, trigger)) && !own_day;
    if direct && (owned || classes.any(&[VerbClass::Speech, VerbClass::Accuse]) && is_told_elsewhere(context, trigger))
    {
        return Some(Verdict::None("told before"));
    }
    if classes.any(&[VerbClass::Speech, VerbClass::Accuse]) || is_report_of(context, verb) {
        claim(context, verb, standing);
        return None;
    }
    // `parlent de coup d'Etat`: a word for it.
    let named = trigger
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|t| context.has(t, Class::Of) && !is_definite(context, trigger));
    if direct && status.talked.contains(lemma) && (named || !is_deed(context, trigger)) {
        return Some(Verdict::None("only talked of"));
    }
    if direct && !own_day && status.answered.contains(lemma) {
        return Some(Verdict::None("told of elsewhere"));
    }
    if direct && tried(context, trigger.clause) {
        standing.attempted = true;
        return None;
    }
    // `n'a pas empêché des échanges de tirs`
    let spared = group.negated && classes.has(VerbClass::Avoid);
    if direct && !spared && (classes.any(&UNREAL) || status.preparatory.contains(lemma)) {
        if classes.has(VerbClass::Schedule) {
            standing.planned = true;
            return None;
        }
        return Some(Verdict::None("only feared, asked for, planned or averted"));
    }
    None
}

/// Whether `le`, `la`, `l'` or `les` stands right before a noun.
fn is_definite(context: &Context<'_>, trigger: &Trigger) -> bool {
    trigger.tokens.start.checked_sub(1).is_some_and(|t| {
        context.has(t, Class::Definite) || context.has(t, Class::Plural) && context.doc.lower(t) == "les"
    })
}

/// `L'attaque n'a pas été revendiquée`, `revendique les attaques`: a definite noun in a sentence without place and day.
fn is_told_elsewhere(context: &Context<'_>, trigger: &Trigger) -> bool {
    let deed = matches!(context.tables().frame(trigger.frame).kind.as_str(), "ASSAULT" | "DISASTER");
    let sentence = context.sentence(trigger.tokens.start);
    is_definite(context, trigger)
        && deed
        && !context.places_in(sentence.clone()).any(|(_, p)| Context::is_site(p))
        && !context.times_in(sentence).any(|(_, t)| t.value.expression.tells_day())
}

/// The preposition that opens the noun phrase which begins before a token, behind a verb.
fn governing_preposition<'a>(context: &Context<'a>, from: usize, to: usize) -> Option<&'a str> {
    let opens = |t: &usize| context.has(*t, Class::Preposition) && !context.has(*t, Class::Of);
    (from..to).rev().find(opens).map(|t| context.doc.lower(t))
}

/// Whether a day stands behind a noun, before any verb: `l'auteur du massacre de X, le 22 juillet`.
fn has_day_behind(context: &Context<'_>, trigger: &Trigger) -> bool {
    let rest = trigger.tokens.end..context.sentence(trigger.tokens.start).end;
    let until = rest.clone().find(|t| context.syntax.verb_at(*t).is_some()).unwrap_or(rest.end);
    context.times_in(rest.start..until).any(|(_, t)| t.value.expression.tells_day())
}

/// Whether a noun has a day of its own behind it that nothing sets to come: `les combats du 24 juin`.
fn is_dated(context: &Context<'_>, trigger: &Trigger) -> bool {
    let end = trigger.tokens.end;
    context.times_in(end..context.sentence(trigger.tokens.start).end).next().is_some_and(|(_, time)| {
        let start = time.value.phrase.start.min(time.tokens.start);
        let of = start <= end + 1 && (end..=time.tokens.start).any(|t| context.has(t, Class::Of));
        of && time.value.expression.tells_day() && time.value.direction != crate::syntax::Direction::Future
    })
}

/// `fait état de violents combats`.
fn is_report_of(context: &Context<'_>, verb: VerbIx) -> bool {
    let group = &context.syntax.verbs[verb];
    context.verb_classes(verb).has(VerbClass::Causative)
        && group.tokens.end < context.doc.tokens.len()
        && context.has(group.tokens.end, Class::ReportNoun)
}

/// Whether a noun is the verb's object, or object of its preposition `à` or `de`: nothing but determiners, adjectives
/// and such prepositions stand between.
fn is_direct(context: &Context<'_>, from: usize, to: usize) -> bool {
    // `a écarté, pour l'heure, toute évacuation`
    let comma = |at: usize| (at..to.min(at + 6)).find(|t| context.is_mark(*t, ","));
    let set_in = (from < to && context.is_mark(from, ",")).then(|| comma(from + 1)).flatten();
    let from = set_in.map_or(from, |close| close + 1);
    (from..to).all(|t| {
        !context.is_mark(t, ",")
            && (!context.has(t, Class::Preposition)
                || context.in_time(t)
                || context.has(t, Class::Of)
                || context.has(t, Class::To)
                || context.has(t, Class::In))
    })
}
