//! Which of the document's place mentions an event happened at.

use super::context::Context;
use super::triggers::{Trigger, is_where};
use super::{EventType, PlaceBasis};
use crate::gazetteer::{Kind, PlaceIx};
use crate::language::Class;
use crate::place::{PlaceMention, RelationKind, Role};
use crate::syntax::{ClauseIx, Link};
use std::ops::Range;

/// Where an event is, by the place mention that says so or by the place itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Site {
    /// A mention, and how it was come by.
    Mention(usize, PlaceBasis),
    /// A place that no mention gives: the theatre or a speaker's seat.
    Place(PlaceIx, PlaceBasis),
}

/// The sites named with a trigger: one for each place of a list.
pub(super) fn stated(context: &Context<'_>, trigger: &Trigger, all: &[Trigger]) -> Vec<usize> {
    let sentence = context.sentence(trigger.tokens.start);
    let mut best: Option<(i64, usize)> = None;
    for (index, mention) in context.places_in(sentence) {
        if !Context::is_site(mention) || lies_beside(context, mention) {
            continue;
        }
        let Some(mut cost) = cost(context, trigger, mention) else { continue };
        if owned_by_other(context, trigger, all, mention) {
            cost += 60;
        }
        if cost >= 45 {
            continue;
        }
        if best.is_none_or(|(c, _)| cost < c) {
            best = Some((cost, index));
        }
    }
    let Some((_, index)) = best else { return Vec::new() };
    let index = within(context, trigger, all, index);
    narrow(context, &list(context, index))
}

/// `Sur l'île X, au large de Y`: a relation behind the comma of another place only says where that lies.
fn lies_beside(context: &Context<'_>, mention: &PlaceMention) -> bool {
    if mention.value.relation.is_none() {
        return false;
    }
    let start = mention.tokens.start;
    let sentence = context.sentence(start);
    let before = context.places_in(sentence.start..start).last().map(|(_, p)| p);
    before.filter(|p| Context::is_site(p)).is_some_and(|place| {
        let comma = place.tokens.end;
        comma < start
            && context.is_mark(comma, ",")
            && start - comma <= 9
            && (comma + 1..start).all(|t| {
                !context.is_mark(t, ",")
                    && context.syntax.verb_at(t).is_none()
                    && !context.has(t, Class::Coordinator)
                    && !context.in_time(t)
            })
            && (comma + 1..sentence.end).take(1).any(|t| context.is_preposition(t) || context.has(t, Class::Determiner))
    })
}

/// The most precise place of a trigger's own clause: of `Au Sindh, … se sont noyés près de Sehwan` the town, which lies in
/// what the sentence opens with.
fn within(context: &Context<'_>, trigger: &Trigger, all: &[Trigger], outer: usize) -> usize {
    let Some(area) = context.places[outer].value.place else { return outer };
    if context.places[outer].value.relation.is_some() {
        return outer;
    }
    let sentence = context.sentence(trigger.tokens.start);
    // `En Haute-Egypte, des églises ont été incendiées à X et à Y`, whether or not the gazetteer knows what lies where.
    let wide = context.gazetteer.place(area).kind.is_area() && context.places[outer].tokens.start <= sentence.start + 3;
    let town = |m: &PlaceMention, p: PlaceIx| {
        wide && m.tokens.start >= trigger.tokens.end
            && context.gazetteer.place(p).kind.is_settlement()
            && is_locative(context, m)
    };
    let inner = context.places_in(sentence).filter(|(index, m)| {
        *index != outer
            && Context::is_site(m)
            && context.syntax.clause_at(m.tokens.start) == trigger.clause
            && m.value.place.is_some_and(|p| p != area && (context.gazetteer.contains(area, p) || town(m, p)))
            && !owned_by_other(context, trigger, all, m)
    });
    inner.filter_map(|(index, m)| Some((cost(context, trigger, m)?, index))).min().map_or(outer, |(_, index)| index)
}

/// How far a mention is from being where a trigger's event happened; none where it cannot be.
fn cost(context: &Context<'_>, trigger: &Trigger, mention: &PlaceMention) -> Option<i64> {
    let here = trigger.clause;
    let there = context.syntax.clause_at(mention.tokens.start);
    let frame = context.tables().frame(trigger.frame);
    let behind = mention.tokens.start >= trigger.tokens.end;
    let between = if behind {
        trigger.tokens.end..mention.tokens.start
    } else {
        mention.tokens.end..trigger.tokens.start.max(mention.tokens.end)
    };
    let distance = i64::try_from(between.len()).unwrap_or(i64::MAX);
    let mut cost = distance;
    if behind && context.parts_off(between.clone()) {
        return None;
    }
    // `blessée par balles, elle a été évacuée vers X`: where the clause above only leads to is not where it was.
    if here != there
        && mention.tokens.start > 0
        && context.doc.lower(mention.tokens.start - 1) == "vers"
        && !frame.place.iter().any(|p| p == "goal")
    {
        return None;
    }
    // `lancés depuis la mer`: where it came from; but what is said from somewhere is said there.
    let said = matches!(frame.kind.as_str(), "ACCUSE" | "REQUEST" | "REJECT" | "THREATEN" | "SUPPORT" | "AGREE")
        || frame.kind == "CONSULT" && !frame.travel
        || frame.mode.as_deref() == Some("resign");
    let origin = |back: usize| mention.tokens.start.checked_sub(back).is_some_and(|t| context.has(t, Class::Origin));
    let determined = mention.tokens.start > 0 && context.has(mention.tokens.start - 1, Class::Determiner);
    // `parti de X, où …`: what the clause behind it tells was there all the same.
    let spoken_of =
        is_where(context, here).is_some_and(|a| near_antecedent(context, mention, a) || mention.tokens.contains(&a));
    let from = !said && (origin(1) || determined && origin(2)) || comes_from(context, mention);
    if from && !spoken_of || is_elliptic(context, mention) {
        return None;
    }
    if here != there {
        let antecedent = is_where(context, here)
            .is_some_and(|a| mention.tokens.contains(&a) || near_antecedent(context, mention, a));
        cost += if antecedent || is_object_of_relative(context, here, mention) {
            -distance - 15
        } else if let Some(steps) = context.steps_up(here, there) {
            if trigger.verb.is_none() && is_told_of_person(context, here) {
                return None;
            }
            // `la seule capitale conquise`: what was taken is the noun, not what the verb above takes.
            let taken = matches!(frame.kind.as_str(), "COERCE" | "RETREAT")
                && trigger
                    .verb
                    .is_some_and(|v| context.syntax.verbs[v].tense == crate::syntax::GroupTense::PastParticiple);
            if taken && !trigger.object.contains(&mention.tokens.start) {
                return None;
            }
            climb(context, here, steps)?
        } else if let Some(steps) = context.steps_up(there, here) {
            // `l'assaut lancé par des jihadistes contre X`: the noun's own, told by its participle.
            let begins = context.syntax.clauses[there].tokens.start;
            let own = trigger.verb.is_none()
                && context.syntax.clauses[there].link == Link::Participle
                && begins >= trigger.tokens.end
                && begins - trigger.tokens.end <= 2;
            if own { -distance - 15 } else { descend(context, there, steps)? }
        } else {
            return None;
        };
    }
    // `y ont tué trois hommes`
    if trigger.tokens.contains(&mention.tokens.start) {
        cost -= 25;
    }
    // The complement that the frame names as its place.
    let in_range = |range: &Range<usize>| range.contains(&mention.tokens.start);
    let passive_object = trigger.verb.is_some() && in_range(&trigger.object);
    for (rank, wanted) in frame.place.iter().enumerate() {
        let fits = match wanted.as_str() {
            "object" => passive_object && !is_of_whom(context, trigger, mention),
            "subject" => in_range(&trigger.subject) || trigger.verb.is_none() && in_subject(context, trigger, mention),
            "locative" | "goal" => is_locative(context, mention),
            _ => false,
        };
        if fits {
            cost -= 12 - 3 * i64::try_from(rank).unwrap_or(0);
            break;
        }
    }
    // The noun's own complement: `frappe sur X`, `bombardement de X`, with no verb between.
    if trigger.verb.is_none()
        && behind
        && here == there
        && between.clone().all(|t| context.syntax.verb_at(t).is_none())
        && between.len() <= 6
    {
        cost -= 15;
    }
    // `A Amman, des milliers de personnes ont …`: what the sentence opens with sets its scene.
    let sentence = context.sentence(trigger.tokens.start);
    if here == there && mention.tokens.start <= sentence.start + 3 && is_locative(context, mention) {
        cost -= 8;
    }
    // Commas and other triggers between.
    cost += 2 * i64::try_from(between.clone().filter(|t| context.is_mark(*t, ",")).count()).unwrap_or(0);
    (cost < 45).then_some(cost)
}

/// `a été reçu à X par le président Y, qui réclame une place dans la bataille`: what is told of a person is not where the
/// person was met.
fn is_told_of_person(context: &Context<'_>, clause: ClauseIx) -> bool {
    let clause = &context.syntax.clauses[clause];
    let Link::Relative(antecedent) = clause.link else { return false };
    let person = context.places_in(antecedent..antecedent + 1).next().is_some_and(|(_, p)| p.value.role == Role::Actor)
        || context.has_actor(antecedent..antecedent + 1)
        || context.has_person(antecedent..antecedent + 1);
    person && clause.opener.is_some_and(|o| context.doc.lower(o) == "qui")
}

/// `a tiré sur les étudiants de l'école de X`: the object's people are from there, wherever it happened.
fn is_of_whom(context: &Context<'_>, trigger: &Trigger, mention: &PlaceMention) -> bool {
    let start = mention.tokens.start;
    let of = start > trigger.object.start && context.has(start - 1, Class::Of);
    let people = context.tables().sets().people;
    of && (trigger.object.start..start).filter(|t| context.noun_classes(*t).meets(people)).any(|t| {
        // Of the people of a place itself (`les habitants de X`) nothing stands between.
        (t + 1..start - 1).any(|t| context.has(t, Class::Of))
    })
}

/// Whether a mention is the complement of another noun trigger of another kind: `les combats se poursuivaient, après
/// une rencontre à Genève`.
fn owned_by_other(context: &Context<'_>, trigger: &Trigger, all: &[Trigger], mention: &PlaceMention) -> bool {
    // Deaths and damage are where the strike or the quake is: `sont mortes à la suite d'un séisme sur l'île de X`.
    let kind = |t: &Trigger| match context.tables().frame(t.frame).kind.as_str() {
        "DISASTER" => "ASSAULT",
        kind => kind,
    };
    // `Après trois jours de combats, X est tombée`: it is the subject's.
    if trigger.verb.is_some() && trigger.subject.contains(&mention.tokens.start) {
        return false;
    }
    all.iter().any(|other| {
        // `a dispersé une manifestation à X` is where that is.
        let done_to = trigger.verb.is_some()
            && trigger.object.contains(&other.tokens.start)
            && (trigger.tokens.end..trigger.tokens.end + 4).contains(&other.tokens.start);
        other.verb.is_none()
            && !done_to
            && other.tokens != trigger.tokens
            && kind(other) != kind(trigger)
            && other.tokens.end <= mention.tokens.start
            && mention.tokens.start - other.tokens.end <= 8
            && !(trigger.tokens.start > other.tokens.end && trigger.tokens.end <= mention.tokens.start)
            && (other.tokens.end..mention.tokens.start).all(|t| context.syntax.verb_at(t).is_none())
            && context.syntax.clause_at(other.tokens.start) == context.syntax.clause_at(mention.tokens.start)
    })
}

/// `12 dans celui de Bakou`: the camp, not the town; where no place stands before it in the clause that it could say
/// again (`542 dans la province de X, 321 dans celle de Y`).
fn is_elliptic(context: &Context<'_>, mention: &PlaceMention) -> bool {
    let start = mention.tokens.start;
    let pronoun = start >= 2 && context.has(start - 1, Class::Of) && context.has(start - 2, Class::TheOne);
    let clause = context.syntax.clause_at(start);
    let before = context.sentence(start).start..start;
    pronoun
        && !context
            .places_in(before)
            .any(|(_, p)| Context::is_site(p) && context.syntax.clause_at(p.tokens.start) == clause)
}

/// `un missile venu du Yémen`: behind a verb of coming and `de`.
fn comes_from(context: &Context<'_>, mention: &PlaceMention) -> bool {
    (mention.tokens.start.saturating_sub(8)..mention.tokens.start).any(|t| {
        context.syntax.verb_at(t).is_some_and(|v| {
            context.verb_classes(v).has(crate::language::VerbClass::ComeFrom)
                && context.syntax.verbs[v].tokens.end <= t + 1
                && (t + 1..mention.tokens.start).all(|p| context.syntax.verb_at(p).is_none())
                && (t + 1..mention.tokens.start).next().is_some_and(|p| context.has(p, Class::Of))
                && (t + 1..mention.tokens.start).all(|p| !context.has(p, Class::To) && !context.has(p, Class::In))
        })
    })
}

fn near_antecedent(context: &Context<'_>, mention: &PlaceMention, antecedent: usize) -> bool {
    mention.tokens.end <= antecedent
        && antecedent - mention.tokens.end < 8
        && (mention.tokens.end..antecedent).all(|t| context.syntax.verb_at(t).is_none())
}

fn in_subject(context: &Context<'_>, trigger: &Trigger, mention: &PlaceMention) -> bool {
    context
        .verb_above(trigger.clause)
        .and_then(|v| context.syntax.verbs[v].subject.clone())
        .is_some_and(|s| s.contains(&mention.tokens.start))
}

/// `Choucha, que Bakou affirme avoir prise`: the noun before `que` is the object of the verb at its end.
fn is_object_of_relative(context: &Context<'_>, here: ClauseIx, mention: &PlaceMention) -> bool {
    let mut at = Some(here);
    while let Some(index) = at {
        let clause = &context.syntax.clauses[index];
        match clause.link {
            Link::Relative(antecedent) if clause.opener.is_some_and(|o| context.has(o, Class::That)) => {
                return mention.tokens.contains(&antecedent);
            }
            Link::Infinitive | Link::That => at = clause.parent,
            _ => return false,
        }
    }
    false
}

/// Whether a mention stands behind a preposition of place.
pub(super) fn is_locative(context: &Context<'_>, mention: &PlaceMention) -> bool {
    let Some(before) = mention.tokens.start.checked_sub(1) else { return false };
    // `au large de X`
    let far = |kind: RelationKind| matches!(kind, RelationKind::Distance | RelationKind::DistanceDirection);
    if mention.value.relation.is_some_and(|(kind, _)| !far(kind)) {
        return true;
    }
    context.is_preposition(before) && context.doc.lower(before) != "de"
}

fn climb(context: &Context<'_>, here: ClauseIx, steps: usize) -> Option<i64> {
    let mut cost = 0;
    let mut at = here;
    for _ in 0..steps {
        let clause = &context.syntax.clauses[at];
        cost += match clause.link {
            _ if clause.cleft => 0,
            Link::Participle => 4,
            Link::Infinitive => 10,
            Link::Relative(_) => 12,
            Link::Coordinate => 14,
            Link::Adverbial => 20,
            // Where it was said is not where it happened.
            Link::That | Link::Inserted | Link::Conditional | Link::Irrealis => return None,
            Link::Main => 0,
        };
        at = clause.parent?;
    }
    Some(cost)
}

fn descend(context: &Context<'_>, there: ClauseIx, steps: usize) -> Option<i64> {
    let mut cost = 0;
    let mut at = there;
    for _ in 0..steps {
        let clause = &context.syntax.clauses[at];
        cost += match clause.link {
            Link::Participle if super::when::is_of_bound(context, at) => return None,
            Link::Participle => 8,
            Link::Infinitive => 12,
            Link::Relative(_) => 30,
            // `a été mis à sac et incendié à X`: of one subject, the place is of both.
            Link::Coordinate if super::when::shares_subject(context, at) => 14,
            Link::Coordinate => 60,
            _ => return None,
        };
        at = clause.parent?;
    }
    Some(cost)
}

/// A mention with those of its list: joined by commas, `et`, `ainsi que`, with prepositions and nouns of place between.
pub(super) fn list(context: &Context<'_>, seed: usize) -> Vec<usize> {
    let mut all = vec![seed];
    let sentence = context.sentence(context.places[seed].tokens.start);
    let mut last = seed;
    for (index, mention) in context.places_in(context.places[seed].tokens.end..sentence.end) {
        if joins(context, last, index) {
            if Context::is_site(mention) && !lies_beside(context, mention) {
                all.push(index);
            }
            last = index;
        } else {
            break;
        }
    }
    let mut first = seed;
    let before: Vec<usize> =
        context.places_in(sentence.start..context.places[seed].tokens.start).map(|(i, _)| i).collect();
    for index in before.into_iter().rev() {
        if joins(context, index, first) {
            if Context::is_site(&context.places[index]) && !lies_beside(context, &context.places[index]) {
                all.insert(0, index);
            }
            first = index;
        } else {
            break;
        }
    }
    all
}

/// Whether two mentions stand in one list.
fn joins(context: &Context<'_>, a: usize, b: usize) -> bool {
    let (from, to) = (context.places[a].tokens.end, context.places[b].tokens.start);
    if to <= from || to - from > 9 || context.syntax.clause_at(from) != context.syntax.clause_at(to) {
        return false;
    }
    // `dimanche à X et lundi à Y` are two days, not a list.
    let day = |t: &(usize, &crate::time::TimeMention)| t.1.value.expression.tells_day();
    let clause = context.syntax.clauses[context.syntax.clause_at(from)].tokens.start;
    if context.times_in(from..to).any(|t| day(&t)) && context.times_in(clause..from).any(|t| day(&t)) {
        return false;
    }
    let places = context.tables().sets().territory;
    let mut joined = false;
    for token in from..to {
        let coordinator = context.is_mark(token, ",")
            || context.has(token, Class::Coordinator)
            || matches!(context.doc.lower(token), "ainsi" | "que");
        joined |= coordinator;
        let filler = context.in_time(token)
            || context.has(token, Class::Determiner)
            || context.has(token, Class::Preposition)
            || context.noun_classes(token).meets(places)
            || context.is_word(token)
                && !context.doc.tokens[token].capital
                && context.noun_classes(token - 1).meets(places);
        if !coordinator && !filler || context.syntax.verb_at(token).is_some() {
            return false;
        }
    }
    joined
}

/// Of a list, what contains another of it is only where that lies: `Palm Beach, en Floride`.
fn narrow(context: &Context<'_>, list: &[usize]) -> Vec<usize> {
    let place = |i: usize| context.places[i].value.place;
    let mut seen: Vec<PlaceIx> = Vec::new();
    // `Kalehe, sur la rive du lac Kivu`: behind a settlement a water only says where that lies.
    let settled = list.iter().any(|&i| place(i).is_some_and(|p| context.gazetteer.place(p).kind.is_settlement()));
    list.iter()
        .copied()
        .filter(|&i| {
            let start = context.places[i].tokens.start;
            let added = (start.saturating_sub(4)..start).any(|t| context.has(t, Class::Coordinator));
            added || !(settled && place(i).is_some_and(|p| context.gazetteer.place(p).kind == Kind::Water))
        })
        .filter(|&outer| {
            !list.iter().any(|&inner| match (place(outer), place(inner)) {
                (Some(o), Some(i)) => context.gazetteer.contains(o, i),
                (Some(o), None) => {
                    inner != outer
                        && matches!(context.gazetteer.place(o).kind, Kind::Country | Kind::Region)
                        && context.places[outer].value.relation.is_none()
                }
                _ => false,
            })
        })
        .filter(|&i| match place(i) {
            Some(p) if context.places[i].value.relation.is_none() => {
                let new = !seen.contains(&p);
                seen.push(p);
                new
            }
            _ => true,
        })
        .collect()
}

/// The first so many places a document names are what it is about.
const EARLY: usize = 8;

/// The theatre: the region or country that the fighting of the document is about.
pub(super) fn theatre(context: &Context<'_>) -> Option<PlaceIx> {
    let mut counts: Vec<(PlaceIx, i64)> = Vec::new();
    // A region named once, far down, is where something else was.
    let passing = |place: PlaceIx, order: usize| {
        let named = |p: &&PlaceMention| p.value.place == Some(place) && !p.value.reason.starts_with("coref");
        order >= EARLY && context.places.iter().filter(named).take(2).count() < 2
    };
    let mut inside: std::collections::BTreeMap<PlaceIx, i64> = std::collections::BTreeMap::new();
    for (order, mention) in context.places.iter().enumerate() {
        let sentence = context.doc.sentence_at(mention.tokens.start);
        let block = context.doc.block_of(sentence).kind;
        if !block.is_story() && block != crate::document::BlockKind::Title {
            continue;
        }
        let Some(place) = mention.value.place.filter(|_| !mention.value.reason.starts_with("coref")) else { continue };
        let known = context.gazetteer.place(place);
        // What lies in a country speaks for it, where the text names it too.
        if mention.value.role == Role::Location
            && known.kind != Kind::Country
            && let Some(country) = context.gazetteer.country_of(place)
        {
            *inside.entry(country).or_default() += 1;
        }
        let weight = match (mention.value.role, known.kind) {
            // A part of the world is no theatre.
            (Role::Location, Kind::Region) if known.radius_km < 700.0 && !passing(place, order) => 6,
            (Role::Location, Kind::Country) => 4,
            _ => continue,
        };
        // What is named first, and with war, counts more.
        let war = context.tables().sets().war;
        let fighting = context.doc.sentences[sentence].tokens.clone().any(|t| {
            context.noun_classes(t).meets(war)
                || context
                    .tables()
                    .noun_frames(context.doc.tokens[t].word)
                    .iter()
                    .any(|(_, f)| context.tables().frame(*f).name == "fight")
        });
        let weight = if fighting { weight * 2 } else { weight };
        let early = i64::from(order < EARLY);
        match counts.iter_mut().find(|(p, _)| *p == place) {
            Some((_, count)) => *count += weight + early,
            None => counts.push((place, weight + early)),
        }
    }
    for (place, count) in &mut counts {
        *count += inside.get(place).copied().unwrap_or_default();
    }
    let most =
        counts.into_iter().max_by_key(|(place, count)| (*count, std::cmp::Reverse(*place))).map(|(place, _)| place)?;
    // A country only passed through is not where an unplaced fight was.
    let passing = context.gazetteer.place(most).kind == Kind::Country;
    passing.then(|| main_country(context)).flatten().or(Some(most))
}

/// The country that more than half of the places a document locates something at lie in.
pub(super) fn main_country(context: &Context<'_>) -> Option<PlaceIx> {
    let mut counts: std::collections::BTreeMap<PlaceIx, usize> = std::collections::BTreeMap::new();
    let located = context.places.iter().filter(|p| p.value.role == Role::Location);
    for country in located.filter_map(|p| context.gazetteer.country_of(p.value.place?)) {
        *counts.entry(country).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    counts.into_iter().find(|(_, count)| count * 2 > all).map(|(country, _)| country)
}

/// The town whose mayor, police or court a mention names: what they do is there, where nothing else is told.
pub(super) fn body_of_town(context: &Context<'_>, mention: &PlaceMention) -> Option<PlaceIx> {
    mention.value.place.filter(|place| {
        let known = context.gazetteer.place(*place);
        mention.value.reason == "actor/of-body" && known.kind.is_settlement() && known.capital_of.is_none()
    })
}

/// The seat of who makes a statement: the capital of the side that the subject names.
pub(super) fn seat(context: &Context<'_>, subject: Range<usize>) -> Option<PlaceIx> {
    let mut found = None;
    for (_, mention) in context.places_in(subject) {
        // `le maire de X` speaks at X, not for its country.
        if let Some(own) = body_of_town(context, mention) {
            found = found.or(Some(own));
            continue;
        }
        let Some(place) = mention.value.acts_for.or(mention.value.place) else { continue };
        // `la Chilienne Michelle Bachelet` speaks for no state.
        let start = mention.tokens.start;
        let person = mention.value.role == Role::Demonym
            && context.doc.tokens[start].capital
            && start > 0
            && context.has(start - 1, Class::Determiner);
        if matches!(mention.value.role, Role::Actor | Role::Demonym) && !person {
            found = found.or(context.seat_of(place));
        }
    }
    found
}

/// Whether an event of a type may take the place of the sentence before, in its paragraph.
pub(super) fn inherits(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Assault
            | EventType::Disaster
            | EventType::Protest
            | EventType::Coerce
            | EventType::Aid
            | EventType::Consult
    )
}
