//! Whether a trigger's event happened, who says so, or why it is none.
//!
//! The answer is read off the words before a noun, the verb that governs it, and the chain of clauses above: each
//! link (`que`, `de` + infinitive, `si`, `pour`) passes on what the verb above it means for what hangs below.

use super::context::Context;
use super::speaker;
use super::triggers::Trigger;
use crate::language::{Class, VerbClass};
use crate::syntax::{ClauseIx, GroupTense, Link, VerbIx};

/// What a trigger's surroundings make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It happened, or is fixed to.
    Event(Standing),
    /// It is denied: by whom, and whether only having done it.
    Denied {
        /// Who denies.
        by: Option<String>,
        /// Only having done it is denied.
        doing: bool,
    },
    /// It is no event, for a reason.
    None(&'static str),
}

/// Who stands behind an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is said by other words
pub(super) struct Standing {
    /// Someone says so.
    pub claimed: bool,
    /// Who.
    pub by: Option<String>,
    /// The words of saying.
    pub speech: Option<usize>,
    /// Both sides say so.
    pub both: bool,
    /// It is fixed for a day to come.
    pub planned: bool,
    /// The document's own eyes.
    pub witnessed: bool,
    /// Only tried.
    pub attempted: bool,
}

/// Judges a trigger.
pub(super) fn judge(context: &Context<'_>, trigger: &Trigger) -> Verdict {
    let mut standing = Standing::default();
    if is_question(context, trigger.tokens.start) {
        return Verdict::None("question");
    }
    if speaker::is_in_source(context, trigger.tokens.start) {
        return Verdict::None("names a source");
    }
    if trigger.verb.is_none() {
        if let Some(why) = before_noun(context, trigger) {
            return Verdict::None(why);
        }
        if let Some(verdict) = under_verb(context, trigger, &mut standing) {
            return verdict;
        }
    } else if let Some(verb) = trigger.verb
        && let Some(verdict) = own_verb(context, verb, &mut standing)
    {
        return verdict;
    }
    // `…, attendue jeudi à X`: what is fixed is so whatever the sentence around it wishes.
    let fixed = trigger.verb.is_some_and(|v| {
        context.syntax.verbs[v].tense == GroupTense::PastParticiple && context.verb_classes(v).has(VerbClass::Schedule)
    });
    if !fixed && let Some(verdict) = up(context, trigger, &mut standing) {
        return verdict;
    }
    around(context, trigger, &mut standing)
}

fn is_question(context: &Context<'_>, token: usize) -> bool {
    let sentence = context.sentence(token);
    (sentence.start.max(sentence.end.saturating_sub(2))..sentence.end).any(|t| context.is_mark(t, "?"))
}

/// The words before a noun trigger: `aucune frappe`, `sans attaque`, `risque d'escalade`, `force de frappe`.
fn before_noun(context: &Context<'_>, trigger: &Trigger) -> Option<&'static str> {
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
            return Some("negated");
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
            if status.unreal.contains(word) && !status.real.contains(word) {
                return Some("only feared, asked for, planned or ended");
            }
            // The chain goes on: `risque d'une reprise des combats`.
            at = noun;
            continue;
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
pub(super) fn aside(context: &Context<'_>, trigger: &Trigger) -> Option<usize> {
    let start = context.sentence(trigger.tokens.start).start;
    let mut at = trigger.tokens.start;
    while at > start {
        at -= 1;
        if context.syntax.verb_at(at).is_some() || context.is_mark(at, ",") {
            return None;
        }
        // `depuis lundi` is a time of its own, `trois semaines après le putsch` counts from what follows.
        if context.in_time(at)
            && let Some(time) = context.times.iter().find(|t| t.value.phrase.contains(&at) || t.tokens.contains(&at))
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
fn under_verb(context: &Context<'_>, trigger: &Trigger, standing: &mut Standing) -> Option<Verdict> {
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
        return None;
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
        if group.tense == GroupTense::Present && !group.passive && status.about.contains(lemma) && !dated() {
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
    if classes.any(&[VerbClass::Speech, VerbClass::Accuse]) || is_report_of(context, verb) {
        claim(context, verb, standing);
        return None;
    }
    if direct && status.talked.contains(lemma) && !is_deed(context, trigger) {
        return Some(Verdict::None("only talked of"));
    }
    if direct && tried(context, trigger.clause) {
        standing.attempted = true;
        return None;
    }
    if direct && (classes.any(&UNREAL) || status.preparatory.contains(lemma)) {
        if classes.has(VerbClass::Schedule) {
            standing.planned = true;
            return None;
        }
        return Some(Verdict::None("only feared, asked for, planned or averted"));
    }
    None
}

const UNREAL: [VerbClass; 6] =
    [VerbClass::Wish, VerbClass::Fear, VerbClass::Request, VerbClass::Avoid, VerbClass::Threat, VerbClass::Possible];

/// The preposition that opens the noun phrase which begins before a token, behind a verb.
fn governing_preposition<'a>(context: &Context<'a>, from: usize, to: usize) -> Option<&'a str> {
    let opens = |t: &usize| context.has(*t, Class::Preposition) && !context.has(*t, Class::Of);
    (from..to).rev().find(opens).map(|t| context.doc.lower(t))
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
    (from..to).all(|t| {
        !context.is_mark(t, ",")
            && (!context.has(t, Class::Preposition)
                || context.in_time(t)
                || context.has(t, Class::Of)
                || context.has(t, Class::To)
                || context.has(t, Class::In))
    })
}

/// What a verb's own tense, negation and modal mean for the event it carries.
fn mood(context: &Context<'_>, verb: VerbIx, standing: &mut Standing) -> Option<Verdict> {
    let group = &context.syntax.verbs[verb];
    let modal = group.modal.map(|m| context.language.lexicon().verb(m)).unwrap_or_default();
    let modal_classes = group.modal.map(|m| context.language.lexicon().verb_classes(m)).unwrap_or_default();
    let classes = context.verb_classes(verb);
    // `affirme n'avoir visé que des bases`: what is said is what was spared.
    let first = group.tokens.clone().any(|t| context.has(t, Class::NegationFirst));
    if first && !group.negated && group.tense == GroupTense::PastInfinitive {
        return Some(Verdict::None("only what was spared is said"));
    }
    if group.negated {
        // `n'a cessé de bombarder`, `n'a pas démenti` say yes.
        let twice = classes.any(&[VerbClass::Avoid, VerbClass::Deny]);
        if !twice {
            return Some(Verdict::None("negated"));
        }
    }
    if subject_is_none(context, verb) {
        return Some(Verdict::None("negated"));
    }
    match group.tense {
        GroupTense::Conditional => {
            if modal_classes.has(VerbClass::Modal) || !group.passive {
                return Some(Verdict::None("conditional"));
            }
            return Some(Verdict::None("conditional"));
        }
        GroupTense::ConditionalPast => {
            standing.claimed = true;
        }
        GroupTense::Future | GroupTense::FuturePerfect => standing.planned = true,
        _ => {}
    }
    if modal_classes.has(VerbClass::Modal) {
        if modal_classes.has(VerbClass::Possible) || modal == "falloir" {
            return Some(Verdict::None("only possible"));
        }
        match group.tense {
            GroupTense::Present | GroupTense::Imperfect | GroupTense::Future => standing.planned = true,
            GroupTense::Conditional => return Some(Verdict::None("conditional")),
            _ => {}
        }
    }
    if group.passive && classes.has(VerbClass::Schedule) {
        standing.planned = true;
    }
    None
}

/// `Aucun tir n'a …`, `ni X ni Y n'ont …`, `personne n'a …`.
fn subject_is_none(context: &Context<'_>, verb: VerbIx) -> bool {
    let group = &context.syntax.verbs[verb];
    let Some(subject) = &group.subject else { return false };
    subject.end <= group.tokens.start && subject.clone().take(3).any(|t| context.has(t, Class::NoneQuantifier))
}

fn own_verb(context: &Context<'_>, verb: VerbIx, standing: &mut Standing) -> Option<Verdict> {
    mood(context, verb, standing)
}

fn claim(context: &Context<'_>, verb: VerbIx, standing: &mut Standing) {
    let group = &context.syntax.verbs[verb];
    if speaker::is_own_voice(context, verb) {
        standing.witnessed = true;
        return;
    }
    if speaker::is_both(context, group.subject.clone()) {
        standing.both = true;
        standing.speech.get_or_insert(group.head);
        return;
    }
    standing.claimed = true;
    standing.speech.get_or_insert(group.head);
    if standing.by.is_none() {
        standing.by = speaker::of_verb(context, verb);
    }
}

/// The clauses above a trigger, link by link.
fn up(context: &Context<'_>, trigger: &Trigger, standing: &mut Standing) -> Option<Verdict> {
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
            && context.syntax.clauses_in(clause.sentence).any(|c| {
                c.link == Link::Conditional && c.verb.is_some_and(|v| of_tense(v, GroupTense::Pluperfect))
            })
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
        // `s'est rendu à X avant d'être reçu lundi à Y`: both are past.
        if opener > 0 && context.has(opener - 1, Class::BeforeOf) && over && has_own_day(context, clause) {
            return None;
        }
        if opener > 0 && context.has(opener - 1, Class::IrrealisBeforeOf) && !past {
            return Some(Verdict::None("only intended, or yet to come"));
        }
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

/// Whether a day stands in a clause.
fn has_own_day(context: &Context<'_>, clause: ClauseIx) -> bool {
    let tokens = context.syntax.clauses[clause].tokens.clone();
    context
        .times_in(tokens)
        .any(|(_, t)| t.value.expression.tells_day() && context.syntax.clause_at(t.tokens.start) == clause)
}

/// `une tentative d'organiser une trêve`: an infinitive behind a noun of trying.
fn tried(context: &Context<'_>, clause: ClauseIx) -> bool {
    let clause = &context.syntax.clauses[clause];
    clause.link == Link::Infinitive && clause.opener.is_some_and(|o| o > 0 && context.has(o - 1, Class::Attempt))
}

/// Whether a trigger tells of violence or a seizure, which in quotation marks is a name (`la « prise de X »`); a march
/// under its name has marched.
fn is_deed(context: &Context<'_>, trigger: &Trigger) -> bool {
    matches!(context.tables().frame(trigger.frame).kind.as_str(), "ASSAULT" | "COERCE" | "DISASTER")
}

/// What is set into the sentence beside the chain: `…, a affirmé X`, `selon X`, quotation marks.
fn around(context: &Context<'_>, trigger: &Trigger, standing: &mut Standing) -> Verdict {
    let sentence = context.sentence(trigger.tokens.start);
    let number = context.doc.sentence_at(trigger.tokens.start);
    let mine = context.syntax.clauses[trigger.clause].link;
    if mine != Link::Inserted {
        let inserted = context.syntax.clauses_in(number).filter(|c| c.link == Link::Inserted);
        for clause in inserted {
            let Some(verb) = clause.verb else { continue };
            let classes = context.verb_classes(verb);
            if classes.has(VerbClass::Fear) {
                return Verdict::None("only feared");
            }
            if classes.has(VerbClass::Deny) {
                return Verdict::Denied { by: speaker::of_verb(context, verb), doing: false };
            }
            if !standing.claimed && !standing.witnessed {
                claim(context, verb, standing);
            }
        }
    }
    if !standing.witnessed
        && let Some(source) = speaker::according(context, &sentence, trigger)
    {
        match source {
            speaker::According::OwnVoice => standing.witnessed = true,
            speaker::According::Both => standing.both = true,
            speaker::According::Party(name, token) => {
                standing.claimed = true;
                standing.speech.get_or_insert(token);
                if standing.by.is_none() {
                    standing.by = name;
                }
            }
        }
    }
    if let Some(quoted) = speaker::quoted(context, &sentence, trigger) {
        if trigger.verb.is_none() && (quoted.words <= 2 || quoted.words <= 4 && is_deed(context, trigger)) {
            return Verdict::None("a word in quotation marks");
        }
        // A name in quotation marks (`la « marche des femmes »`) is nobody's speech.
        if quoted.speaks && !standing.claimed && !standing.witnessed {
            standing.claimed = true;
            standing.by = quoted.by;
            standing.speech = quoted.speech;
        }
    }
    if standing.witnessed || standing.both {
        standing.claimed = false;
        standing.by = None;
    }
    Verdict::Event(standing.clone())
}
