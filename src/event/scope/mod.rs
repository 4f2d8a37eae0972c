//! Whether a trigger's event happened, who says so, or why it is none.
//!
//! The answer is read off the words before a noun, the verb that governs it, and the chain of clauses above: each
//! link (`que`, `de` + infinitive, `si`, `pour`) passes on what the verb above it means for what hangs below.

use super::context::Context;
use super::speaker;
use super::triggers::Trigger;
use crate::language::{Class, VerbClass};
use crate::syntax::{GroupTense, Link, VerbIx};

mod above;
mod noun;

use above::{is_deed, up};
pub(super) use noun::aside;
use noun::{before_noun, under_verb};

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

/// Verbs under which nothing has happened.
const UNREAL: [VerbClass; 6] =
    [VerbClass::Wish, VerbClass::Fear, VerbClass::Request, VerbClass::Avoid, VerbClass::Threat, VerbClass::Possible];

/// Judges a trigger.
pub(super) fn judge(context: &Context<'_>, trigger: &Trigger) -> Verdict {
    let mut standing = Standing::default();
    if is_question(context, trigger.tokens.start) {
        return Verdict::None("question");
    }
    if speaker::is_in_source(context, trigger.tokens.start) {
        return Verdict::None("names a source");
    }
    if is_of_work(context, trigger) {
        return Verdict::None("what a work is about");
    }
    if trigger.verb.is_none() {
        if let Some(why) = before_noun(context, trigger) {
            return Verdict::None(why);
        }
        if let Some(verdict) = under_verb(context, trigger, &mut standing) {
            return verdict;
        }
    } else if let Some(verb) = trigger.verb
        && let Some(verdict) = own_verb(context, trigger, verb, &mut standing)
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

/// `Le roman, qui se déroule pendant la bataille de X, …`: told by a book or film, on no day.
fn is_of_work(context: &Context<'_>, trigger: &Trigger) -> bool {
    let works = &context.tables().status().works;
    let subject = context.verb_above(trigger.clause).and_then(|v| context.syntax.verbs[v].subject.clone());
    let work = subject.is_some_and(|s| {
        s.clone().take(3).any(|t| works.contains(context.doc.lower(t)) && !context.is_mark(s.start, ","))
    });
    let dated =
        || context.times_in(context.sentence(trigger.tokens.start)).any(|(_, t)| t.value.expression.tells_day());
    work && trigger.verb.is_none() && !dated()
}

fn is_question(context: &Context<'_>, token: usize) -> bool {
    let sentence = context.sentence(token);
    (sentence.start.max(sentence.end.saturating_sub(2))..sentence.end).any(|t| context.is_mark(t, "?"))
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
    // `ni mort ni blessé`
    let before = group.tokens.start.checked_sub(1);
    if before.is_some_and(|t| context.tables().status().none_before.contains(context.doc.lower(t))) {
        return Some(Verdict::None("negated"));
    }
    match group.tense {
        // `a annoncé qu'un couvre-feu serait imposé vendredi`: the future of the past.
        GroupTense::Conditional if is_announced(context, verb) => standing.planned = true,
        GroupTense::Conditional => return Some(Verdict::None("conditional")),
        GroupTense::ConditionalPast => {
            standing.claimed = true;
        }
        GroupTense::Future | GroupTense::FuturePerfect => standing.planned = true,
        _ => {}
    }
    if modal_classes.has(VerbClass::Modal) {
        // `ont pu quitter X`: they have.
        let done = matches!(group.tense, GroupTense::Perfect | GroupTense::Pluperfect);
        if modal_classes.has(VerbClass::Possible) && !done || modal == "falloir" {
            return Some(Verdict::None("only possible"));
        }
        match group.tense {
            GroupTense::Present | GroupTense::Imperfect | GroupTense::Future => standing.planned = true,
            _ => {}
        }
    }
    if group.passive && classes.has(VerbClass::Schedule) {
        standing.planned = true;
    }
    None
}

/// Whether a verb stands in what somebody said in the past, with a day of its own, and is no modal.
fn is_announced(context: &Context<'_>, verb: VerbIx) -> bool {
    let group = &context.syntax.verbs[verb];
    let clause = &context.syntax.clauses[group.clause];
    let said = |v: VerbIx| {
        let tense = context.syntax.verbs[v].tense;
        context.verb_classes(v).has(VerbClass::Speech)
            && matches!(tense, GroupTense::Perfect | GroupTense::Pluperfect | GroupTense::SimplePast)
    };
    clause.link == Link::That
        && group.modal.is_none()
        && clause.parent.and_then(|p| context.verb_above(p)).is_some_and(said)
        && above::has_own_day(context, group.clause)
}

/// `Aucun tir n'a …`, `ni X ni Y n'ont …`, `personne n'a …`.
fn subject_is_none(context: &Context<'_>, verb: VerbIx) -> bool {
    let group = &context.syntax.verbs[verb];
    let Some(subject) = &group.subject else { return false };
    subject.end <= group.tokens.start && subject.clone().take(3).any(|t| context.has(t, Class::NoneQuantifier))
}

fn own_verb(context: &Context<'_>, trigger: &Trigger, verb: VerbIx, standing: &mut Standing) -> Option<Verdict> {
    if is_expected(context, trigger, verb) {
        standing.planned = true;
        return None;
    }
    mood(context, verb, standing)
}

/// `devrait se rendre jeudi à X`: what people are said to do on a day is a plan; what a storm or an attacker might do is
/// a guess.
fn is_expected(context: &Context<'_>, trigger: &Trigger, verb: VerbIx) -> bool {
    let group = &context.syntax.verbs[verb];
    let kind = context.tables().frame(trigger.frame).kind.as_str();
    group.tense == GroupTense::Conditional
        && group.modal.is_some_and(|m| context.language.lexicon().verb(m) == "devoir")
        && !group.negated
        && !subject_is_none(context, verb)
        && matches!(kind, "CONSULT" | "AGREE" | "AID" | "MOBILIZE" | "PROTEST" | "RETREAT")
        && above::has_own_day(context, trigger.clause)
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

/// `devait se rendre mardi à X, mais y a renoncé`, `…, mais la réunion a été annulée`: a plan that the sentence goes on to
/// say came to nothing. What somebody called off himself is named: it may be something else.
fn is_called_off(context: &Context<'_>, trigger: &Trigger) -> bool {
    // `une grande marche, qui n'aura pas lieu`
    let number = context.doc.sentence_at(trigger.tokens.start);
    let undone = context.syntax.clauses_in(number).any(|clause| {
        matches!(clause.link, Link::Relative(noun) if trigger.tokens.contains(&noun))
            && clause.verb.is_some_and(|v| context.syntax.verbs[v].negated)
    });
    if undone {
        return true;
    }
    let rest = trigger.tokens.end..context.sentence(trigger.tokens.start).end;
    let kept = |t: GroupTense| matches!(t, GroupTense::Perfect | GroupTense::Pluperfect);
    context.syntax.verbs_in(rest).any(|(verb, group)| {
        kept(group.tense)
            && !group.negated
            && (group.passive || group.tokens.clone().any(|t| context.has(t, Class::There)))
            && context.tables().status().calls_off.contains(context.lemma(verb))
            && matches!(context.syntax.clauses[group.clause].link, Link::Main | Link::Coordinate | Link::Adverbial)
    })
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
    if standing.planned && is_called_off(context, trigger) {
        return Verdict::None("called off");
    }
    Verdict::Event(standing.clone())
}
