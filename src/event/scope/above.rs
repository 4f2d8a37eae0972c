//! The clauses above a trigger: what they condition, say, ask for or only wish.

use super::{Standing, UNREAL, Verdict, claim, subject_is_none};
use crate::event::context::Context;
use crate::event::speaker;
use crate::event::triggers::Trigger;
use crate::language::{Class, VerbClass};
use crate::syntax::{ClauseIx, GroupTense, Link, VerbIx};

/// The clauses above a trigger, link by link.
pub(super) fn up(context: &Context<'_>, trigger: &Trigger, standing: &mut Standing) -> Option<Verdict> {
    let mut at = trigger.clause;
    let clauses = &context.syntax.clauses;
    if is_known_deed(context, trigger) {
        return None;
    }
    loop {
        let clause = &clauses[at];
        let above = clause.parent.and_then(|p| context.verb_above(p));
        match clause.link {
            Link::Conditional => return Some(Verdict::None("conditional")),
            Link::Irrealis => {
                return Some(Verdict::None("not (yet) so: purpose, prevention or what is to come before it"));
            }
            Link::That => {
                if let Some(verb) = above
                    && let Some(verdict) = under_that(context, verb, standing)
                {
                    return Some(verdict);
                }
            }
            Link::Infinitive => {
                if let Some(verdict) = under_infinitive(context, at, above, trigger, standing) {
                    return Some(verdict);
                }
            }
            Link::Inserted => return None,
            _ => {}
        }
        // `s'il avait sauté, nous aurions eu …`: with a condition beside it, that tense tells what was not.
        let of_tense = |v: VerbIx, tense| context.syntax.verbs[v].tense == tense;
        if clause.verb.is_some_and(|v| of_tense(v, GroupTense::ConditionalPast))
            && context
                .syntax
                .clauses_in(clause.sentence)
                .any(|c| c.link == Link::Conditional && c.verb.is_some_and(|v| of_tense(v, GroupTense::Pluperfect)))
        {
            return Some(Verdict::None("conditional"));
        }
        // The condition of a sentence reaches the verb it conditions.
        if let Some(verb) = clause.verb
            && matches!(
                context.syntax.verbs[verb].tense,
                GroupTense::Future | GroupTense::Conditional | GroupTense::ConditionalPast
            )
            && context.syntax.clauses_in(clause.sentence).any(|c| c.parent == Some(at) && c.link == Link::Conditional)
        {
            return Some(Verdict::None("conditional"));
        }
        at = clause.parent?;
    }
}

/// `demande des comptes pour les observateurs tués mardi à X`: a deed with its day, told of whom it befell, is a fact
/// whatever the sentence asks or denies.
fn is_known_deed(context: &Context<'_>, trigger: &Trigger) -> bool {
    let clause = &context.syntax.clauses[trigger.clause];
    let behind_noun = clause.tokens.start > context.sentence(trigger.tokens.start).start
        && context.is_word(clause.tokens.start - 1)
        && !context.has(clause.tokens.start - 1, Class::Coordinator);
    let participle = |v: VerbIx| context.syntax.verbs[v].tense == GroupTense::PastParticiple;
    clause.link == Link::Participle
        && behind_noun
        && trigger.verb.is_some_and(participle)
        && is_deed(context, trigger)
        && has_own_day(context, trigger.clause)
}

fn under_that(context: &Context<'_>, verb: VerbIx, standing: &mut Standing) -> Option<Verdict> {
    let classes = context.verb_classes(verb);
    let group = &context.syntax.verbs[verb];
    if classes.has(VerbClass::Deny) && !group.negated {
        return Some(Verdict::Denied { by: speaker::of_verb(context, verb), doing: false });
    }
    if classes.has(VerbClass::Witness) && speaker::is_own_voice(context, verb) {
        standing.witnessed = true;
        return None;
    }
    if classes.has(VerbClass::Speech) {
        if group.negated {
            return Some(Verdict::None("not said to be so"));
        }
        claim(context, verb, standing);
        return None;
    }
    if classes.any(&UNREAL) {
        return Some(Verdict::None("only wished, feared, asked for or possible"));
    }
    None
}

fn under_infinitive(
    context: &Context<'_>,
    clause: ClauseIx,
    above: Option<VerbIx>,
    trigger: &Trigger,
    standing: &mut Standing,
) -> Option<Verdict> {
    let own = context.syntax.clauses[clause].verb?;
    let past = context.syntax.verbs[own].tense == GroupTense::PastInfinitive;
    let opener = context.syntax.clauses[clause].opener;
    if let Some(opener) = opener {
        if context.has(opener, Class::Without) {
            return Some(Verdict::None("negated"));
        }
        if context.has(opener, Class::Purpose) && !past {
            return Some(Verdict::None("only intended"));
        }
        if past && context.has(opener, Class::Aside) {
            return None;
        }
        if tried(context, clause) {
            standing.attempted = true;
            return None;
        }
        // `afin de`, `en vue de`, `avant de`, `au lieu de`: a locution before `de`.
        let over = above.is_some_and(|v| {
            let tense = context.syntax.verbs[v].tense;
            matches!(tense, GroupTense::Perfect | GroupTense::Pluperfect | GroupTense::SimplePast)
        });
        // `s'est rendu à X avant d'être reçu lundi à Y`, `… avant de gagner Y`: both are past.
        if opener > 0 && context.has(opener - 1, Class::BeforeOf) && over && goes_on(context, above, clause) {
            return None;
        }
        if opener > 0 && context.has(opener - 1, Class::IrrealisBeforeOf) && !past {
            return Some(Verdict::None("only intended, or yet to come"));
        }
    }
    // `ils étaient 3.000 à défiler`
    if let (Some(opener), Some(verb)) = (opener, above)
        && context.has(opener, Class::To)
        && context.verb_classes(verb).has(VerbClass::Be)
        && !context.syntax.verbs[verb].negated
        && (context.syntax.verbs[verb].tokens.end..opener)
            .any(|t| crate::event::toll::number(context, t).is_some() || context.has(t, Class::Quantity))
    {
        return None;
    }
    let Some(verb) = above else { return if past { None } else { Some(Verdict::None("only an infinitive")) } };
    let classes = context.verb_classes(verb);
    let group = &context.syntax.verbs[verb];
    let lemma = context.lemma(verb);
    if classes.has(VerbClass::Deny) && !group.negated {
        // Who denies having lost a town denies that it fell.
        let suffers = trigger.verb.is_some_and(|v| context.verb_classes(v).has(VerbClass::Suffer));
        return Some(Verdict::Denied { by: speaker::of_verb(context, verb), doing: !suffers });
    }
    // `rien ne permet d'affirmer que …`
    if subject_is_none(context, verb) || group.negated && !classes.has(VerbClass::Avoid) {
        return Some(Verdict::None("negated"));
    }
    if classes.has(VerbClass::Accuse) || classes.has(VerbClass::Speech) && (past || !classes.any(&UNREAL)) {
        if !past && classes.has(VerbClass::Accuse) && context.syntax.verbs[own].tense == GroupTense::Infinitive {
            // `accuse X de soutenir Y`: what goes on, not what happened on a day.
            return Some(Verdict::None("an accusation of what goes on"));
        }
        claim(context, verb, standing);
        return None;
    }
    if classes.has(VerbClass::Attempt) {
        standing.attempted = true;
        return None;
    }
    // `c'était au tour des ouvriers de débrayer`
    let turn = &context.tables().status().turn;
    let own = context.syntax.clauses[clause].tokens.start;
    if classes.has(VerbClass::Be) && (group.tokens.end..own).any(|t| turn.contains(context.doc.lower(t))) {
        return None;
    }
    if context.tables().status().implies.contains(lemma) || past {
        return None;
    }
    if classes.has(VerbClass::Avoid) && group.negated {
        return None;
    }
    if classes.has(VerbClass::Schedule) || classes.has(VerbClass::Commit) {
        standing.planned = true;
        return None;
    }
    Some(Verdict::None("only wished, asked for, threatened or possible"))
}

/// Whether what follows `avant de` came after what is told above it: it has its own day, befell somebody (`avant d'être
/// bombardés`), or led on to a place. What was cut short (`a été abattu avant d'atteindre X`) did not.
fn goes_on(context: &Context<'_>, above: Option<VerbIx>, clause: ClauseIx) -> bool {
    let passive = |v: VerbIx| context.syntax.verbs[v].passive;
    let own = context.syntax.clauses[clause].verb;
    let placed = || {
        let tokens = context.syntax.clauses[clause].tokens.clone();
        context.places_in(tokens).any(|(_, p)| Context::is_site(p))
    };
    let short = own.is_some_and(|v| context.tables().status().cut_short.contains(context.lemma(v)));
    has_own_day(context, clause) || own.is_some_and(passive) || !above.is_some_and(passive) && !short && placed()
}

/// Whether a day stands in a clause.
pub(super) fn has_own_day(context: &Context<'_>, clause: ClauseIx) -> bool {
    let tokens = context.syntax.clauses[clause].tokens.clone();
    context
        .times_in(tokens)
        .any(|(_, t)| t.value.expression.tells_day() && context.syntax.clause_at(t.tokens.start) == clause)
}

/// `une tentative d'organiser une trêve`: an infinitive behind a noun of trying.
pub(super) fn tried(context: &Context<'_>, clause: ClauseIx) -> bool {
    let clause = &context.syntax.clauses[clause];
    clause.link == Link::Infinitive && clause.opener.is_some_and(|o| o > 0 && context.has(o - 1, Class::Attempt))
}

/// Whether a trigger tells of violence or a seizure, which in quotation marks is a name (`la « prise de X »`); a march
/// under its name has marched.
pub(super) fn is_deed(context: &Context<'_>, trigger: &Trigger) -> bool {
    matches!(context.tables().frame(trigger.frame).kind.as_str(), "ASSAULT" | "COERCE" | "DISASTER")
}
