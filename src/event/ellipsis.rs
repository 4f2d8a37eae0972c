//! What a sentence says again without its verb: `Alep est tombée samedi, Hama jeudi`, `… mardi soir, comme à X`.

use super::PlaceBasis;
use super::assemble::Assembler;
use super::context::Context;
use super::report::When;
use super::site::{self, Site};
use super::triggers::Trigger;
use crate::gazetteer::Kind;
use crate::language::Class;
use crate::place::PlaceMention;
use std::ops::Range;

/// A place, with its own day where one is told, of which the sentence says what it said of the place before.
struct Again {
    place: usize,
    day: Option<usize>,
    /// The token behind it.
    end: usize,
    /// Who or what is told of there, where another than before (`trois autres à Y`).
    who: Range<usize>,
}

/// Where a trigger is told of again.
pub(super) struct Elsewhere {
    pub site: Site,
    /// Its day, where it has one of its own.
    pub day: Option<When>,
    /// Who or what is told of there; empty where the same.
    pub who: Range<usize>,
}

impl Assembler<'_> {
    /// The sites that a trigger with a place of its own is told of again, and their days where they have some.
    pub(super) fn again_at(&self, trigger: &Trigger, sites: &[Site]) -> Vec<Elsewhere> {
        let context = &self.context;
        let sentence = context.sentence(trigger.tokens.start);
        let stated = sites.iter().filter_map(|s| match s {
            Site::Mention(i, PlaceBasis::Stated) => Some(*i),
            _ => None,
        });
        let mut known: Vec<usize> = stated.collect();
        let Some(last) = known.iter().map(|i| context.places[*i].tokens.end).max() else { return Vec::new() };
        // `y est imposé depuis mercredi, de même qu'à X`: behind the verb too.
        let verb = context.syntax.clauses[trigger.clause].verb.map_or(0, |v| context.syntax.verbs[v].tokens.end);
        let mut at = last.max(trigger.tokens.end).max(verb);
        // Behind the day, which belongs to what was told first.
        if let Some((_, time)) =
            context.times_in(at..sentence.end).find(|(_, t)| t.value.phrase.start.min(t.tokens.start) <= at + 1)
            && !context.has(at, Class::Coordinator)
            && !(context.is_mark(at, ",") && is_dated_before(context, trigger, last))
        {
            at = time.tokens.end.max(time.value.phrase.end);
        }
        at = behind_region(context, behind_agent(context, at, sentence.end), sentence.end);
        let mut out = Vec::new();
        // `X a été bombardée, de même que Y`: without a preposition as the first one is.
        let bare = known.iter().all(|i| !site::is_locative(context, &context.places[*i]));
        while let Some(again) = next(context, at, sentence.end, bare) {
            at = behind_apposition(context, behind_region(context, again.end, sentence.end), sentence.end);
            let day = again.day.map(|index| When::Mention { index, shift: 0 });
            let places = if day.is_some() { vec![again.place] } else { site::list(context, again.place) };
            for place in places {
                at = at.max(context.places[place].tokens.end);
                if !known.contains(&place) {
                    known.push(place);
                    let site = Site::Mention(place, PlaceBasis::Stated);
                    out.push(Elsewhere { site, day, who: again.who.clone() });
                }
            }
        }
        out
    }
}

/// Whether a day stands between a trigger and the last of its places: one behind a comma is then of another place.
pub(super) fn is_dated_before(context: &Context<'_>, trigger: &Trigger, last: usize) -> bool {
    trigger.tokens.end <= last
        && context.times_in(trigger.tokens.end..last).any(|(_, t)| t.value.expression.tells_day())
}

/// Past `, dans le Rondônia`, which only says where the place before it lies.
fn behind_region(context: &Context<'_>, at: usize, end: usize) -> usize {
    let comma = at < end && context.is_mark(at, ",");
    let region = |p: &PlaceMention| {
        let kind = p.value.place.map(|p| context.gazetteer.place(p).kind);
        matches!(kind, Some(Kind::Region | Kind::Country)) && p.tokens.start <= at + 3
    };
    let next = context.places_in(at..end).next().filter(|(_, p)| region(p));
    match next {
        Some((_, p)) if comma && context.is_preposition(at + 1) => {
            let close = p.tokens.end;
            // The comma that closes it, where the list goes on behind.
            let goes_on = close + 1 < end && context.is_mark(close, ",") && context.has(close + 1, Class::Coordinator);
            close + usize::from(goes_on)
        }
        _ => at,
    }
}

/// `, Hama jeudi`, `; Hérat jeudi`, `et X le 12`, `, comme à Y`: what begins at a token.
fn next(context: &Context<'_>, start: usize, end: usize, bare: bool) -> Option<Again> {
    let mut at = start;
    let mark = at < end && (context.is_mark(at, ",") || context.is_mark(at, ";"));
    at += usize::from(mark);
    let likewise = |t: usize| context.has(t, Class::Likewise);
    let joins = |t: usize| {
        context.has(t, Class::Coordinator) || likewise(t) || context.has(t, Class::Of) && t + 1 < end && likewise(t + 1)
    };
    let first_join = at;
    while at < end && joins(at) {
        at += 1;
    }
    let joined = at > first_join;
    if !mark && !joined {
        return None;
    }
    // `puis, lundi, douze autres à Y`
    let mut set_in = day_set_in(context, at, end);
    at = match set_in {
        Some((_, behind)) => behind,
        None => behind_insertion(context, at, end),
    };
    let likewise_only = joined && (first_join..at).any(likewise);
    let who = at..behind_another(context, at, end);
    at = who.end;
    // `et un quatrième, mardi, sur Y`
    if let Some((index, behind)) = day_set_in(context, at, end).filter(|_| set_in.is_none()) {
        (set_in, at) = (Some((index, behind)), behind);
    }
    // `celle de Y`
    let that_one = at + 1 < end && context.has(at, Class::TheOne) && context.has(at + 1, Class::Of);
    at += usize::from(that_one);
    // `dimanche à X et lundi à Y`.
    let before = context.times_in(at..end).next().filter(|(_, t)| t.value.phrase.start.min(t.tokens.start) == at);
    let before = before.filter(|(_, t)| t.value.expression.tells_day());
    at = before.map_or(at, |(_, t)| t.tokens.end.max(t.value.phrase.end));
    let before = before.map(|(index, _)| index).or(set_in.map(|(index, _)| index));
    let first_word = at;
    while at < end && at < first_word + 3 && (context.is_preposition(at) || context.has(at, Class::Determiner)) {
        at += 1;
    }
    // `dans les faubourgs de Y`, `sur la gare de Y`: past the part of the town, where it is said whose turn it is.
    let begins = |t: usize| context.places_in(t..end).next().is_some_and(|(_, p)| p.tokens.start == t);
    if at > first_word && !begins(at) && (before.is_some() || !who.is_empty()) {
        let part =
            words_end(context, at, end, 4, |t| begins(t) || context.is_preposition(t) && !context.has(t, Class::Of));
        at = if context.has(part - 1, Class::Of) { part } else { at };
    }
    let (place, mention) = context.places_in(at..end).next().filter(|(_, p)| p.tokens.start == at)?;
    if !Context::is_site(mention) {
        return None;
    }
    let near = context.is_preposition(first_word) && !context.has(first_word, Class::Of);
    let located = near || that_one || site::is_locative(context, mention);
    let mut behind = mention.tokens.end;
    let day = match before {
        Some(index) => Some((index, behind..behind)),
        None => day_at(context, behind, end),
    };
    if let Some((_, phrase)) = &day {
        behind = phrase.end;
    }
    // `; Y aussi`
    let too = behind < end && (context.has(behind, Class::Likewise) && !located);
    behind += usize::from(too);
    // Without a day of its own it must stand behind a preposition and a word like `comme`, or say who else.
    let also = bare && (likewise_only || too);
    let enough = day.is_some() || located && (joined || !who.is_empty()) || also;
    let over = behind >= end || !context.is_word(behind) || joins(behind) || context.has(behind, Class::By);
    // `, Hama jeudi a été bombardée` says something else of it.
    let told = (behind..end).take_while(|t| context.is_word(*t)).any(|t| context.syntax.verb_at(t).is_some());
    let again = Again { place, day: day.map(|(index, _)| index), end: behind, who };
    (enough && over && !told).then_some(again)
}

/// `, lundi,`: the day that stands between two commas from a token on, and the token behind them.
fn day_set_in(context: &Context<'_>, at: usize, end: usize) -> Option<(usize, usize)> {
    let (index, time) =
        (at < end && context.is_mark(at, ",")).then(|| context.times_in(at + 1..end).next()).flatten()?;
    let close = time.tokens.end.max(time.value.phrase.end);
    let alone = time.value.phrase.start.min(time.tokens.start) == at + 1 && close < end && context.is_mark(close, ",");
    (alone && time.value.expression.tells_day()).then_some((index, close + 1))
}

/// Where the words that begin at a token end: at a mark, a verb, a day or a word that stops, so many words on at the most.
fn words_end(context: &Context<'_>, at: usize, end: usize, most: usize, stops: impl Fn(usize) -> bool) -> usize {
    let plain =
        |t: &usize| context.is_word(*t) && context.syntax.verb_at(*t).is_none() && !context.in_time(*t) && !stops(*t);
    at + (at..end.min(at + most)).take_while(plain).count()
}

/// The comma that closes a few words set in behind the one at a token.
fn closing(context: &Context<'_>, at: usize, end: usize, most: usize, stops: impl Fn(usize) -> bool) -> Option<usize> {
    let opens = at < end && context.is_mark(at, ",");
    let close = opens.then(|| words_end(context, at + 1, end, most, stops))?;
    (close > at + 1 && close < end && context.is_mark(close, ",")).then_some(close)
}

/// Past `, siège de l'état-major,` before `puis`: what is set in behind a place.
fn behind_apposition(context: &Context<'_>, at: usize, end: usize) -> usize {
    let joins = |t: usize| context.has(t, Class::Coordinator);
    closing(context, at, end, 13, joins).filter(|close| close + 1 < end && joins(close + 1)).unwrap_or(at)
}

/// Past `par le président`, who did it in the first place.
fn behind_agent(context: &Context<'_>, at: usize, end: usize) -> usize {
    let agent = at < end && context.has(at, Class::By);
    if agent { words_end(context, at, end, 8, |t| context.has(t, Class::Coordinator)) } else { at }
}

/// Past a few words between two commas: `et, dans une moindre mesure, à Y`.
fn behind_insertion(context: &Context<'_>, at: usize, end: usize) -> usize {
    closing(context, at, end, 7, |t| context.in_place(t)).map_or(at, |close| close + 1)
}

/// Past `trois autres`, `500`, `l'un`: who or what another place is told of.
fn behind_another(context: &Context<'_>, at: usize, end: usize) -> usize {
    let plain = |t: &usize| {
        (context.is_word(*t) || super::toll::number(context, *t).is_some())
            && context.syntax.verb_at(*t).is_none()
            && !context.in_place(*t)
            && !context.in_time(*t)
            && (!context.is_preposition(*t) || context.has(*t, Class::Of))
    };
    let close = at + (at..end.min(at + 6)).take_while(plain).count();
    let another = &context.tables().status().another;
    let counts = |t: usize| super::toll::number(context, t).is_some_and(|n| n > 1);
    let others = (at..close).any(|t| another.contains(context.doc.lower(t)));
    // `deux villages près de X` say what was named before.
    let land = context.tables().sets().territory;
    let places = (at..close).any(|t| context.noun_classes(t).meets(land));
    let opens =
        close < end && (context.is_preposition(close) && !context.has(close, Class::Of) || context.in_time(close));
    if close > at && opens && !places && (others || counts(at)) { close } else { at }
}

/// The day that follows a place directly.
fn day_at(context: &Context<'_>, at: usize, end: usize) -> Option<(usize, Range<usize>)> {
    let near =
        |from: usize| context.times_in(from..end).find(|(_, t)| t.value.phrase.start.min(t.tokens.start) == from);
    // `Aguelhok, le 23,` as well as `Hama jeudi`.
    let comma = at < end && context.is_mark(at, ",");
    let (index, time) = near(at)
        .or_else(|| near(at + 1).filter(|_| comma || context.is_word(at) && context.has(at, Class::Determiner)))?;
    let phrase = at..time.tokens.end.max(time.value.phrase.end);
    time.value.expression.tells_day().then_some((index, phrase))
}
