//! Which of the document's time mentions an event belongs to.

use super::context::Context;
use super::report::When;
use super::triggers::Trigger;
use crate::language::TimeUnit;
use crate::syntax::{ClauseIx, GroupTense, Link};
use crate::time::{Bound, Expression, TimeMention};

/// The days told of so far: what an event without a day of its own falls back on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Thread {
    /// The last day of the story's own line.
    main: Option<usize>,
    /// The last day told of in the pluperfect, and the block it stands in.
    back: Option<(usize, usize)>,
    /// Whether that day opened its sentence and its paragraph has told no other since: it holds whatever the tense.
    back_leads: bool,
    /// The last day from which something lasts, and the block: what is told in the pluperfect behind it was then.
    onset: Option<(usize, usize)>,
    /// The day of the deed that the story goes back to (`deux jours après l'attentat`): what is told of in the pluperfect
    /// was then, where nothing else is told.
    pub(super) origin: Option<When>,
}

/// Whether a mention can date an event at all.
fn dates(mention: &TimeMention) -> bool {
    // Hours later is still the day told of.
    let hours =
        matches!(mention.value.expression, Expression::Distance { unit: TimeUnit::Hour | TimeUnit::Minute, .. });
    !hours
        && !mention.value.expression.is_timeless()
        && !matches!(
            mention.value.expression,
            Expression::Name { .. }
                | Expression::DayFromEvent { .. }
                | Expression::DistanceFromEvent { .. }
                | Expression::Stretch { .. }
        )
}

/// The days of a trigger: one, or several where they are joined (`le 4 et le 11 octobre`).
pub(super) fn find(context: &Context<'_>, trigger: &Trigger, thread: &Thread) -> Vec<When> {
    let sentence = context.sentence(trigger.tokens.start);
    // `au lendemain de X`: X is a day before what the sentence dates.
    let shift = from_event(context, trigger, &sentence);
    // What follows it dates it only behind the verb that the shift counts from, or right behind the noun (`de lundi`).
    let own = |m: &TimeMention| {
        let (end, start) = (trigger.tokens.end, m.tokens.start);
        shift.is_none()
            || start <= end
            || is_of_noun(trigger, m)
            || (end..start).any(|t| context.syntax.verb_at(t).is_some())
    };
    let mut best: Option<(i64, usize)> = None;
    let telic = telic(context, trigger);
    for (index, mention) in context.times_in(sentence.clone()) {
        // `ont reconquis depuis le 27`: not on that day; `depuis 2020` is no day of anything.
        let onset = mention.value.bound == Bound::Onset;
        if telic && (onset && !is_from_then(context, mention) || is_since(context, mention))
            || onset && !mention.value.expression.tells_day()
        {
            continue;
        }
        if !dates(mention) || !own(mention) || matches!(mention.value.bound, Bound::Until | Bound::By) {
            continue;
        }
        // `au lendemain du massacre, … de l'école attaquée mardi`: the shift counts from the day of what is told.
        if shift.is_some() && is_beside(context, mention) && !is_told_of(context, trigger, index) {
            continue;
        }
        let Some(cost) = cost(context, trigger, mention) else { continue };
        if best.is_none_or(|(c, _)| cost < c) {
            best = Some((cost, index));
        }
    }
    if let Some((_, index)) = best {
        let shift =
            shift.filter(|_| !is_of_noun(trigger, &context.times[index]) && !is_told_of(context, trigger, index));
        return joined(context, index)
            .into_iter()
            .map(|index| When::Mention { index, shift: shift.unwrap_or(0) })
            .collect();
    }
    vec![inherited(context, trigger, thread, shift.unwrap_or(0))]
}

/// Whether a mention stands in a participle or relative clause behind a noun.
fn is_beside(context: &Context<'_>, mention: &TimeMention) -> bool {
    let clause = &context.syntax.clauses[context.syntax.clause_at(mention.tokens.start)];
    let opens = context.sentence(clause.tokens.start).start == clause.tokens.start;
    matches!(clause.link, Link::Participle | Link::Relative(_)) && !opens
}

/// `frappe de samedi`, `bombardement de mercredi 28 octobre`: the noun's own day.
fn is_of_noun(trigger: &Trigger, mention: &TimeMention) -> bool {
    trigger.verb.is_none()
        && mention.tokens.start >= trigger.tokens.end
        && mention.value.phrase.start.saturating_sub(trigger.tokens.end) <= 1
}

/// `trois jours après l'attentat qui a dévasté samedi le marché`: a day in the noun's own clause is the noun's.
fn is_told_of(context: &Context<'_>, trigger: &Trigger, index: usize) -> bool {
    let mention = &context.times[index];
    let clause = &context.syntax.clauses[context.syntax.clause_at(mention.tokens.start)];
    let own = matches!(clause.link, Link::Relative(antecedent)
        if antecedent + 1 >= trigger.tokens.end && antecedent < trigger.tokens.end + 6 && mention.tokens.start > antecedent);
    own || trigger.verb.is_some() && context.syntax.clause_at(mention.tokens.start) == trigger.clause
}

/// Whether a trigger is over and done, not a state or fighting that goes on: a seizure or retreat told in the perfect.
fn telic(context: &Context<'_>, trigger: &Trigger) -> bool {
    let frame = context.tables().frame(trigger.frame);
    let kind = &frame.kind;
    !frame.onset
        && matches!(kind.as_str(), "COERCE" | "RETREAT" | "MOBILIZE" | "AGREE")
        && trigger.verb.is_some_and(|v| {
            matches!(context.syntax.verbs[v].tense, GroupTense::Perfect | GroupTense::Pluperfect)
                && !context.syntax.verbs[v].passive
        })
}

/// `au lendemain de`, `à la veille de` directly before a noun trigger, as days from the event to what dates the clause.
fn from_event(context: &Context<'_>, trigger: &Trigger, sentence: &std::ops::Range<usize>) -> Option<i8> {
    context.times_in(sentence.clone()).find_map(|(_, mention)| match mention.value.expression {
        Expression::DayFromEvent { days } => {
            let end = mention.value.phrase.end.max(mention.tokens.end);
            let near = trigger.tokens.start >= end && trigger.tokens.start - end <= 6;
            (near || is_under(context, trigger, mention, end)).then_some(-days)
        }
        // `trois jours après la chute de X`: the fall was three days before what the clause tells.
        Expression::DistanceFromEvent { amount: Some(amount), unit: TimeUnit::Day, later: true } => {
            let end = mention.value.phrase.end.max(mention.tokens.end);
            let behind = trigger.tokens.start >= end
                && (trigger.tokens.start - end <= 6 || is_under(context, trigger, mention, end));
            let days = i8::try_from(amount / 1000).ok().filter(|d| amount % 1000 == 0 && *d <= 60);
            days.filter(|_| behind).map(|d| -d)
        }
        _ => None,
    })
}

/// Whether a trigger stands behind a mention in a clause that hangs on its phrase.
fn is_under(context: &Context<'_>, trigger: &Trigger, mention: &TimeMention, end: usize) -> bool {
    let clause = context.syntax.clause_at(mention.tokens.start);
    trigger.tokens.start >= end
        && context.is_above(clause, trigger.clause)
        && clause != trigger.clause
        && (end..trigger.tokens.start).all(|t| !context.is_mark(t, ","))
}

/// `dès le 11 février`: on that day, though what was begun then may last.
fn is_from_then(context: &Context<'_>, mention: &TimeMention) -> bool {
    let start = mention.value.phrase.start.min(mention.tokens.start);
    !(start.saturating_sub(1)..mention.tokens.start).any(|t| context.has(t, crate::language::Class::Origin))
}

/// `depuis la reprise des combats, le 27 septembre`: the day of what has gone on since.
fn is_since(context: &Context<'_>, mention: &TimeMention) -> bool {
    let sentence = context.sentence(mention.tokens.start);
    (sentence.start..mention.tokens.start)
        .rev()
        .take(9)
        .take_while(|t| context.syntax.verb_at(*t).is_none())
        .any(|t| context.has(t, crate::language::Class::Origin))
}

/// How far a mention is from dating a trigger; none where it cannot.
fn cost(context: &Context<'_>, trigger: &Trigger, mention: &TimeMention) -> Option<i64> {
    let here = trigger.clause;
    let there = context.syntax.clause_at(mention.tokens.start);
    let distance = if mention.tokens.start >= trigger.tokens.end {
        mention.tokens.start - trigger.tokens.end
    } else {
        trigger.tokens.start.saturating_sub(mention.tokens.end)
    };
    let distance = i64::try_from(distance).unwrap_or(i64::MAX);
    // `Lundi, un obus est tombé ; mardi, …`: what a semicolon parts off dates nothing before it.
    if context.parts_off(trigger.tokens.end..mention.tokens.start) {
        return None;
    }
    // Another verb or noun that the day stands nearer to.
    // `la trêve décrétée dans la matinée`: a participle behind a noun trigger tells of it.
    let participle = trigger.verb.is_none()
        && context.syntax.clauses[there].link == Link::Participle
        && context.syntax.clauses[there].tokens.start >= trigger.tokens.end
        && context.syntax.clauses[there].tokens.start - trigger.tokens.end <= 2;
    let relation = if here == there || participle {
        0
    } else if let Some(steps) = context.steps_up(here, there) {
        climb(context, mention, here, there, steps)?
    } else if let Some(steps) = context.steps_up(there, here) {
        descend(context, trigger, there, steps)?
    } else {
        beside(context, here, there)?
    };
    let own = is_of_noun(trigger, mention);
    let set_back = is_bracketed(context, mention) || is_of_opening(context, trigger, mention);
    let relation = relation + if set_back { 30 } else { 0 };
    Some(relation + distance - if own || participle { 60 } else { 0 })
}

/// `Après une accalmie jeudi, des frappes …`: the day of a noun that the sentence opens with, to tell what was before.
fn is_of_opening(context: &Context<'_>, trigger: &Trigger, mention: &TimeMention) -> bool {
    use crate::language::Class;
    let start = context.sentence(mention.tokens.start).start;
    let phrase = mention.value.phrase.start.min(mention.tokens.start);
    context.has(start, Class::Aside)
        && !context.has(start, Class::Simultaneous)
        && phrase > start + 1
        && trigger.tokens.start > mention.tokens.end
        && (start..phrase).all(|t| context.syntax.verb_at(t).is_none() && !context.is_mark(t, ","))
        && (mention.tokens.end..trigger.tokens.start).any(|t| context.is_mark(t, ","))
}

/// `son renoncement, lundi, à un mandat`: between two commas a day is that of the noun before it.
fn is_set_off(context: &Context<'_>, mention: &TimeMention) -> bool {
    let (start, end) = (mention.value.phrase.start.min(mention.tokens.start), mention.tokens.end);
    start > 0
        && context.is_mark(start - 1, ",")
        && end < context.doc.tokens.len()
        && context.is_mark(end, ",")
        && start > 1
        && context.syntax.verb_at(start - 2).is_none()
}

/// `dimanche (22h47 GMT samedi)`: what stands in brackets dates nothing where there is another day.
fn is_bracketed(context: &Context<'_>, mention: &TimeMention) -> bool {
    let clause = &context.syntax.clauses[context.syntax.clause_at(mention.tokens.start)];
    let bracket = (clause.tokens.start..mention.tokens.start)
        .rev()
        .take(6)
        .find(|t| context.is_mark(*t, "(") || context.is_mark(*t, ")"));
    bracket.is_some_and(|t| context.is_mark(t, "("))
}

/// The mention stands in a clause above the trigger's.
fn climb(context: &Context<'_>, mention: &TimeMention, here: ClauseIx, there: ClauseIx, steps: usize) -> Option<i64> {
    let mut cost = 0;
    let mut at = here;
    for _ in 0..steps {
        let clause = &context.syntax.clauses[at];
        cost += match clause.link {
            _ if clause.cleft => 0,
            // `au massacre du 15 mars à X, où Y avait tué …`: the day of the noun it tells of.
            Link::Relative(antecedent) if is_back(context, at) && is_of_deed(context, mention, antecedent) => 10,
            // `frappée le 15 octobre par un séisme qui avait fait …`
            Link::Relative(_) if is_back(context, at) && is_of_participle(context, clause.parent, there) => 10,
            // Told in a backward tense of its own, it is not on the day of the sentence.
            Link::Relative(_) if is_back(context, at) => return None,
            Link::Participle => 5,
            Link::Infinitive => 8,
            Link::Relative(_) => 20,
            Link::Coordinate => 15,
            // The day of the saying: only for want of another.
            Link::That => 60,
            Link::Inserted => return None,
            _ => 25,
        };
        at = clause.parent?;
    }
    debug_assert_eq!(at, there);
    Some(cost)
}

/// Whether the clause above a relative is a participle's, and the one that a day stands in.
fn is_of_participle(context: &Context<'_>, above: Option<ClauseIx>, there: ClauseIx) -> bool {
    above == Some(there) && context.syntax.clauses[there].link == Link::Participle
}

/// Whether a mention is the day of a noun that tells a deed, in the noun phrase that ends with `last`: `l'attentat du 14
/// février à X`.
fn is_of_deed(context: &Context<'_>, mention: &TimeMention, last: usize) -> bool {
    let start = mention.value.phrase.start.min(mention.tokens.start);
    let noun = (start.saturating_sub(2)..start).rev().find(|t| !context.has(*t, crate::language::Class::Of));
    let frames = noun.map(|t| context.tables().noun_frames(context.doc.tokens[t].word)).unwrap_or_default();
    let deed = |frame: usize| matches!(context.tables().frame(frame).kind.as_str(), "ASSAULT" | "DISASTER" | "COERCE");
    frames.iter().any(|(_, frame)| deed(*frame))
        && mention.tokens.start <= last
        && last - mention.tokens.start <= 8
        && (mention.tokens.end..=last).all(|t| context.syntax.verb_at(t).is_none())
}

/// The mention stands in a clause below the trigger's.
fn descend(context: &Context<'_>, trigger: &Trigger, there: ClauseIx, steps: usize) -> Option<i64> {
    let mut cost = 0;
    let mut at = there;
    for _ in 0..steps {
        let clause = &context.syntax.clauses[at];
        cost += match clause.link {
            Link::Inserted => 70,
            Link::Participle if is_of_bound(context, at) => return None,
            Link::Participle if leads_there(context, at) => 35,
            Link::Participle if trigger.verb.is_some() && tells_its_own(context, at) => return None,
            Link::Participle | Link::Infinitive => 35,
            Link::That => 50,
            // `ont évacué la ville et repassé le fleuve dans la nuit`: of one subject, the day is of both.
            Link::Coordinate if shares_subject(context, at) => 12,
            _ => return None,
        };
        at = clause.parent?;
    }
    debug_assert_eq!(at, trigger.clause);
    Some(cost)
}

/// `Rentré dimanche de X, le président s'est rendu à Y`: a coming or going that the sentence opens with is on the day of
/// what follows, where that has none of its own.
fn leads_there(context: &Context<'_>, clause: ClauseIx) -> bool {
    let clause = &context.syntax.clauses[clause];
    let opens = context.sentence(clause.tokens.start).start == clause.tokens.start;
    let comes = |v: usize| {
        context.syntax.verbs[v].tense == GroupTense::PastParticiple
            && context.verb_classes(v).has(crate::language::VerbClass::BeAuxiliary)
    };
    opens && clause.verb.is_some_and(comes)
}

/// Whether a participle behind a noun tells something of its own, and not of a deed that the noun names: `a été abattu par
/// la batterie déployée lundi`, but `a été tué dans une frappe menée lundi`.
fn tells_its_own(context: &Context<'_>, clause: ClauseIx) -> bool {
    let tables = context.tables();
    let Some(group) = context.syntax.clauses[clause].verb.map(|v| &context.syntax.verbs[v]) else { return false };
    let frames = group.verb.map(|v| tables.verb_frames(v)).unwrap_or_default();
    let deed = |kind: &str| matches!(kind, "ASSAULT" | "DISASTER");
    let start = group.tokens.start;
    let named = (context.sentence(start).start..start)
        .rev()
        .take(4)
        .any(|t| !tables.noun_frames(context.doc.tokens[t].word).is_empty());
    group.tense == GroupTense::PastParticiple
        && !frames.is_empty()
        && !named
        && !frames.iter().any(|f| deed(&tables.frame(*f).kind))
}

/// Whether a clause is a participle behind a noun that only bounds the time: of `jusqu'à l'accord signé le 2 novembre à X`
/// day and place are the accord's alone.
pub(super) fn is_of_bound(context: &Context<'_>, clause: ClauseIx) -> bool {
    context.syntax.clauses[clause].verb.is_some_and(|v| {
        let group = &context.syntax.verbs[v];
        let start = group.tokens.start;
        let bounds =
            |t: usize| context.has(t, crate::language::Class::Aside) || context.has(t, crate::language::Class::Until);
        group.tense == GroupTense::PastParticiple
            && (context.sentence(start).start..start)
                .rev()
                .take(7)
                .take_while(|t| context.is_word(*t) && context.syntax.verb_at(*t).is_none())
                .any(bounds)
    })
}

/// Whether a coordinate clause has no subject of its own: its verb stands right behind `et`.
pub(super) fn shares_subject(context: &Context<'_>, clause: ClauseIx) -> bool {
    let clause = &context.syntax.clauses[clause];
    clause.verb.is_some_and(|v| context.syntax.verbs[v].tokens.start <= clause.tokens.start + 1)
}

/// Neither stands above the other.
fn beside(context: &Context<'_>, here: ClauseIx, there: ClauseIx) -> Option<i64> {
    let other = &context.syntax.clauses[there];
    if other.link == Link::Inserted {
        return Some(80);
    }
    let above = context.syntax.clauses[here].parent.filter(|p| context.steps_up(there, *p).is_some());
    (above.is_some() && !matches!(other.link, Link::Relative(_) | Link::That)).then_some(70)
}

fn is_back(context: &Context<'_>, clause: ClauseIx) -> bool {
    context.syntax.clauses[clause].verb.is_some_and(|v| context.syntax.verbs[v].tense == GroupTense::Pluperfect)
}

/// A mention and those joined to it by `et` or a comma, of the same making.
fn joined(context: &Context<'_>, index: usize) -> Vec<usize> {
    let mut all = vec![index];
    let near = |a: usize, b: usize| {
        let (from, to) = (context.times[a].tokens.end, context.times[b].tokens.start);
        to >= from
            && to - from <= 4
            && context.doc.sentence_at(from.min(context.doc.tokens.len() - 1)) == context.doc.sentence_at(to)
            && (from..to).any(|t| context.has(t, crate::language::Class::Coordinator))
            && (from..to).all(|t| {
                context.has(t, crate::language::Class::Coordinator)
                    || context.has(t, crate::language::Class::Determiner)
                    || context.has(t, crate::language::Class::Preposition)
            })
    };
    let mut last = index;
    while last + 1 < context.times.len() && dates(&context.times[last + 1]) && near(last, last + 1) {
        last += 1;
        all.push(last);
    }
    let mut first = index;
    while first > 0 && dates(&context.times[first - 1]) && near(first - 1, first) {
        first -= 1;
        all.insert(0, first);
    }
    all
}

fn inherited(context: &Context<'_>, trigger: &Trigger, thread: &Thread, shift: i8) -> When {
    let number = context.doc.sentence_at(trigger.tokens.start);
    let block = context.doc.sentences[number].block;
    let back =
        context.verb_above(trigger.clause).is_some_and(|v| context.syntax.verbs[v].tense == GroupTense::Pluperfect);
    if (back || thread.back_leads)
        && let Some((index, told)) = thread.back
        && told == block
    {
        return When::Mention { index, shift };
    }
    if back
        && let Some((index, told)) = thread.onset
        && told == block
    {
        return When::Mention { index, shift };
    }
    if back
        && let Some(origin) = thread.origin
        && matches!(context.tables().frame(trigger.frame).kind.as_str(), "ASSAULT" | "DISASTER")
    {
        return origin;
    }
    if back && thread.back.is_none() && thread.main.is_none() {
        return When::Unknown;
    }
    // A night goes on into its second day.
    let night = |index: usize| i8::from(matches!(context.times[index].value.expression, Expression::Night { .. }));
    thread.main.map_or(When::Publication { shift }, |index| When::Mention { index, shift: shift + night(index) })
}

/// Whether a mention stands in a phrase of circumstance behind its verb: `après la signature, la veille`.
fn is_aside(context: &Context<'_>, mention: &TimeMention) -> bool {
    let sentence = context.sentence(mention.tokens.start);
    let clause = context.syntax.clause_at(mention.tokens.start);
    let from = context.syntax.clauses[clause].verb.map_or(sentence.start, |v| context.syntax.verbs[v].tokens.end);
    (from..mention.tokens.start)
        .any(|t| context.has(t, crate::language::Class::Aside) && !mention.value.phrase.contains(&t))
}

impl Thread {
    /// The day that holds where nothing else is told.
    pub(super) fn day(&self) -> When {
        self.main.map_or(When::Publication { shift: 0 }, |index| When::Mention { index, shift: 0 })
    }

    /// Takes note of the days a sentence tells, which itself tells an event or not; `taken` are those of its main events.
    pub(super) fn follow(&mut self, context: &Context<'_>, sentence: usize, tells: bool, taken: &[usize]) {
        let range = context.doc.sentences[sentence].tokens.clone();
        let range_start = range.start;
        let block = context.doc.sentences[sentence].block;
        for (index, mention) in context.times_in(range) {
            if dates(mention) && mention.value.expression.tells_day() && mention.value.bound == Bound::Onset {
                self.onset = Some((index, block));
            }
            if !dates(mention)
                || !mention.value.expression.tells_day()
                || matches!(mention.value.bound, Bound::Onset | Bound::Until | Bound::By)
                || mention.value.direction == crate::syntax::Direction::Future
            {
                continue;
            }
            let clause = context.syntax.clause_at(mention.tokens.start);
            match context.syntax.clauses[clause].link {
                // `deux personnes ont été tuées et dix blessées lundi`: the day of both.
                Link::Participle if taken.contains(&index) => {}
                // What is told beside the main line holds for nothing after it.
                Link::Conditional | Link::Irrealis | Link::Participle | Link::Infinitive | Link::Relative(_) => {
                    continue;
                }
                _ => {}
            }
            let apposed = context.syntax.clauses[clause].link == Link::That && is_set_off(context, mention);
            if apposed || is_aside(context, mention) || is_since(context, mention) || is_bracketed(context, mention) {
                continue;
            }
            let back =
                context.verb_above(clause).is_some_and(|v| context.syntax.verbs[v].tense == GroupTense::Pluperfect);
            if back {
                self.back = Some((index, block));
                self.back_leads = tells && mention.value.phrase.start.min(mention.tokens.start) <= range_start + 1;
            } else {
                self.main = Some(index);
                self.back = None;
                self.back_leads = false;
            }
        }
    }
}
