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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Again {
    place: usize,
    day: Option<usize>,
    /// The token behind it.
    end: usize,
}

impl Assembler<'_> {
    /// The sites that a trigger with a place of its own is told of again, and their days where they have some.
    pub(super) fn again_at(&self, trigger: &Trigger, sites: &[Site]) -> Vec<(Site, Option<When>)> {
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
        {
            at = time.tokens.end.max(time.value.phrase.end);
        }
        at = behind_region(context, at, sentence.end);
        let mut out = Vec::new();
        while let Some(again) = next(context, at, sentence.end) {
            at = behind_region(context, again.end, sentence.end);
            let day = again.day.map(|index| When::Mention { index, shift: 0 });
            let places = if day.is_some() { vec![again.place] } else { site::list(context, again.place) };
            for place in places {
                at = at.max(context.places[place].tokens.end);
                if !known.contains(&place) {
                    known.push(place);
                    out.push((Site::Mention(place, PlaceBasis::Stated), day));
                }
            }
        }
        out
    }
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
fn next(context: &Context<'_>, start: usize, end: usize) -> Option<Again> {
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
    // `dimanche à X et lundi à Y`.
    let before =
        context.times_in(at..end).next().filter(|(_, t)| joined && t.value.phrase.start.min(t.tokens.start) == at);
    let before = before.filter(|(_, t)| t.value.expression.tells_day());
    at = before.map_or(at, |(_, t)| t.tokens.end.max(t.value.phrase.end));
    let first_word = at;
    while at < end && at < first_word + 3 && (context.is_preposition(at) || context.has(at, Class::Determiner)) {
        at += 1;
    }
    let (place, mention) = context.places_in(at..end).next().filter(|(_, p)| p.tokens.start == at)?;
    if !Context::is_site(mention) {
        return None;
    }
    let located = site::is_locative(context, mention);
    let mut behind = mention.tokens.end;
    let day = match before {
        Some((index, _)) => Some((index, behind..behind)),
        None => day_at(context, behind, end),
    };
    if let Some((_, phrase)) = &day {
        behind = phrase.end;
    }
    // Without a day of its own it must stand behind a preposition and a word like `comme`.
    let enough = day.is_some() || joined && located;
    let over = behind >= end || !context.is_word(behind) || joins(behind);
    // `, Hama jeudi a été bombardée` says something else of it.
    let told = (behind..end).take_while(|t| context.is_word(*t)).any(|t| context.syntax.verb_at(t).is_some());
    (enough && over && !told).then_some(Again { place, day: day.map(|(index, _)| index), end: behind })
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
