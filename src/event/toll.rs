//! Numbers of killed and wounded, and which event they belong to.

use super::context::Context;
use super::report::Toll;
use crate::document::TokenKind;
use crate::language::{Class, VerbClass};
use crate::syntax::GroupTense;
use std::ops::Range;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    Killed,
    Wounded,
}

/// A number of killed or wounded in the text.
#[derive(Clone, Debug)]
pub(super) struct Count {
    /// What is counted.
    pub what: Counted,
    /// How many.
    pub toll: Toll,
    /// The words.
    pub tokens: Range<usize>,
}

/// The value of a number token or number word.
pub(super) fn number(context: &Context<'_>, token: usize) -> Option<u32> {
    if context.doc.tokens[token].kind == TokenKind::Number {
        let plain =
            context.doc.word(token).chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',' || c.is_whitespace());
        // `7,2` counts no people.
        let decimal = context.doc.word(token).split(',').nth(1).is_some_and(|d| d.len() != 3);
        return (plain && !decimal).then(|| digits_of(context.doc.word(token))).flatten();
    }
    number_word(context, token)
}

/// The number that the digits of a text make together, whatever stands between them.
fn digits_of(text: &str) -> Option<u32> {
    let mut digits = text.bytes().filter(u8::is_ascii_digit).map(|b| u32::from(b - b'0')).peekable();
    digits.peek()?;
    digits.try_fold(0u32, |number, digit| number.checked_mul(10)?.checked_add(digit))
}

/// The value of a number word: `trois`, `dizaine`, `centaines` has none.
pub(super) fn number_word(context: &Context<'_>, token: usize) -> Option<u32> {
    let numbers = context.language.numbers();
    let lower = context.doc.lower(token);
    numbers.value(lower).or_else(|| {
        if !lower.contains('-') {
            return None;
        }
        // `cinquante-six`, `quatre-vingt-dix`, `deux-cents`.
        let mut sum = Sum::default();
        for part in lower.split('-').filter(|p| *p != "et") {
            let value = numbers.value(part).or_else(|| numbers.value(part.strip_suffix('s')?))?;
            if !sum.add(value) {
                return None;
            }
        }
        Some(sum.total())
    })
}

/// A number that its words make one after the other: `deux`, `cent`, `vingt`, `trois`.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    thousands: u32,
    /// Below a thousand.
    rest: u32,
}

impl Sum {
    fn total(self) -> u32 {
        self.thousands.saturating_add(self.rest)
    }

    /// Whether the word may follow those before it; it is added then.
    fn add(&mut self, value: u32) -> bool {
        let ones = self.rest % 100;
        match value {
            1000 if self.thousands == 0 => *self = Self { thousands: self.rest.max(1) * 1000, rest: 0 },
            100 if self.rest < 10 => self.rest = self.rest.max(1) * 100,
            // `quatre-vingts`
            20 if ones == 4 => self.rest += 76,
            _ if value >= 100 => return false,
            _ if ones == 0 => self.rest += value,
            // `soixante-douze`, `quatre-vingt-dix-sept`
            _ if matches!(ones, 60 | 80) && value < 20 => self.rest += value,
            // `trente-deux`
            _ if ones >= 20 && ones.is_multiple_of(10) && value < 10 => self.rest += value,
            _ => return false,
        }
        true
    }
}

/// All counts of a sentence.
pub(super) fn find(context: &Context<'_>, sentence: Range<usize>) -> Vec<Count> {
    let (killed, wounded) = (context.tables().sets().dead, context.tables().sets().hurt);
    let mut out = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let Some((toll, end)) = context.doc.tokens[at].counts.then(|| amount(context, at, sentence.end)).flatten()
        else {
            at += 1;
            continue;
        };
        // `treize civils, dont deux enfants`: some of those counted already.
        if at > sentence.start && context.has(at - 1, Class::Whose) {
            at = end;
            continue;
        }
        // `30 blessés`, `13 civils tués`, `105 soldats`: what follows within the noun phrase.
        let reach = end..sentence.end.min(end + 4);
        // `un obus a tué` counts nobody: the word is a noun or a participle that stands by its noun.
        let plain = |t: &usize| {
            context.syntax.verb_at(*t).is_none_or(|v| context.syntax.verbs[v].tense == GroupTense::PastParticiple)
        };
        let noun = reach
            .clone()
            .find(|t| context.noun_classes(*t).meets(killed) || context.noun_classes(*t).meets(wounded))
            .filter(plain);
        let blocked = noun.is_some_and(|n| (end..n).any(|t| !context.is_word(t) || context.has(t, Class::Preposition)));
        if let Some(noun) = noun.filter(|_| !blocked) {
            let what = if context.noun_classes(noun).meets(killed) { Counted::Killed } else { Counted::Wounded };
            out.push(Count { what, toll, tokens: at..noun + 1 });
            at = noun + 1;
            continue;
        }
        if let Some(what) = by_verb(context, at, end, &sentence) {
            out.push(Count { what, toll, tokens: at..end });
        }
        at = end;
    }
    out
}

/// What the verb of a number's noun phrase makes of it: `21 personnes ont été tuées`, `tuant sept personnes`,
/// `la mort de 105 soldats`, `coûté la vie à 30 soldats`.
fn by_verb(context: &Context<'_>, at: usize, end: usize, sentence: &Range<usize>) -> Option<Counted> {
    let sets = context.tables().sets();
    let people = sets.people.join(sets.armed);
    let elliptic = end < sentence.end && matches!(context.doc.lower(end), "autre" | "autres" | "d'entre");
    let one = matches!(context.doc.lower(at), "un" | "une") && end == at + 1;
    let reach = if one { 1 } else { 4 };
    let things = sets.building.join(sets.weapon);
    let noun = (end..sentence.end.min(end + reach))
        .take_while(|t| {
            let thing = context.noun_classes(*t);
            (!thing.meets(things) || thing.meets(people))
                && context.is_word(*t)
                && context.syntax.verb_at(*t).is_none()
                && !context.has(*t, Class::Preposition)
        })
        .find(|t| context.noun_classes(*t).meets(people));
    let follows_verb = context.syntax.verb_at(end.min(sentence.end - 1)).is_some();
    // `en blessant huit.`
    let alone = at > sentence.start
        && !one
        && context.syntax.verb_at(at - 1).is_some()
        && (end >= sentence.end || !context.is_word(end));
    if noun.is_none() && !elliptic && !follows_verb && !alone {
        return None;
    }
    // `la mort de N …`, `la vie à N …`.
    let before: Vec<&str> =
        (sentence.start..at).rev().filter(|t| context.is_word(*t)).take(4).map(|t| context.doc.lower(t)).collect();
    if before.iter().any(|w| matches!(*w, "mort" | "décès" | "vie"))
        && before.iter().any(|w| matches!(*w, "de" | "d'" | "à"))
    {
        return Some(Counted::Killed);
    }
    // `le massacre de N personnes`.
    let killing = (sentence.start.max(at.saturating_sub(3))..at).any(|t| {
        let frames = context.tables().noun_frames(context.doc.tokens[t].word);
        frames.iter().any(|(rest, f)| rest.is_empty() && context.tables().frame(*f).name == "massacre")
    });
    if killing && noun.is_some() {
        return Some(Counted::Killed);
    }
    let classes = |verb: usize| context.verb_classes(verb);
    let kind = |verb: usize| {
        if classes(verb).has(VerbClass::Kill) {
            Some(Counted::Killed)
        } else if classes(verb).has(VerbClass::Wound) {
            Some(Counted::Wounded)
        } else {
            None
        }
    };
    let dies = |verb: usize| classes(verb).has(VerbClass::Die) || loses_life(context, verb, noun, sentence);
    // Its verb behind it, where it is the subject of a passive or of `périr`.
    let stop = sentence.end.min(end + 14);
    let next = (end..stop).find_map(|t| context.syntax.verb_at(t));
    if let Some(verb) = next {
        let group = &context.syntax.verbs[verb];
        let suffers = group.passive || group.tense == GroupTense::PastParticiple || dies(verb);
        let straight = (end..group.tokens.start)
            .all(|t| !context.is_mark(t, ";") && (!context.has(t, Class::Relative) || context.has(t, Class::Whose)));
        if straight && dies(verb) {
            return Some(Counted::Killed);
        }
        if suffers && straight && kind(verb).is_some() {
            return kind(verb);
        }
    }
    // Its verb before it, where it is the object.
    let from = sentence.start.max(at.saturating_sub(7));
    let last = (from..at).rev().find_map(|t| context.syntax.verb_at(t))?;
    let group = &context.syntax.verbs[last];
    let straight = (group.tokens.end..at).all(|t| !context.is_mark(t, ",") && !context.has(t, Class::By));
    (straight && !group.passive && !classes(last).has(VerbClass::Die)).then(|| kind(last)).flatten()
}

/// `ont perdu la vie`, `ont trouvé la mort`, `trois soldats sont tombés`: the frames that say so without a verb of dying.
fn loses_life(context: &Context<'_>, verb: usize, noun: Option<usize>, sentence: &Range<usize>) -> bool {
    let group = &context.syntax.verbs[verb];
    let Some(id) = group.verb else { return false };
    let tables = context.tables();
    let behind = group.tokens.end..sentence.end.min(group.tokens.end + 4);
    let soldier = tables.sets().soldier;
    tables.verb_frames(id).iter().map(|f| tables.frame(*f)).any(|frame| match frame.name.as_str() {
        "lose-life" => behind.clone().any(|t| frame.complement.iter().any(|c| c == context.doc.lower(t))),
        "fall-in-battle" => {
            noun.is_some_and(|n| context.noun_classes(n).meets(soldier))
                && !behind.clone().take(1).any(|t| context.has(t, Class::In))
        }
        _ => false,
    })
}

/// A number with what makes it a minimum or a range, from `at` on, and where it ends.
fn amount(context: &Context<'_>, at: usize, end: usize) -> Option<(Toll, usize)> {
    let numbers = context.language.numbers();
    let lower = |t: usize| if t < end { context.doc.lower(t) } else { "" };
    // `plus de 80`, `au moins 30`, `près de 100`, `une vingtaine`, `entre 20 et 30`.
    for (further, bound) in numbers.bounds(lower(at)) {
        let n = 1 + further.len();
        if at + n < end && further.iter().zip(at + 1..).all(|(w, t)| lower(t) == w.as_ref()) {
            let (value, after) = plain(context, at + n, end)?;
            let toll = match bound.as_str() {
                "min" => Toll { min: Some(value), max: None },
                "max" => Toll { min: None, max: Some(value) },
                "range" => {
                    let (high, after) = plain(context, after + 1, end)?;
                    return Some((Toll { min: Some(value), max: Some(high) }, after));
                }
                _ => Toll { min: Some(value), max: Some(value) },
            };
            return Some((toll, after));
        }
    }
    let (value, after) = plain(context, at, end)?;
    Some((Toll { min: Some(value), max: Some(value) }, after))
}

/// How many a trigger that kills kills: the number that its victims' noun phrase opens with, however far the verb
/// (`trois soldats de l'armée, qui n'est pas partie au conflit, avaient péri`).
pub(super) fn of_victims(context: &Context<'_>, victims: &Range<usize>) -> Option<Count> {
    // Behind what the sentence opens with (`A X, trois soldats …`).
    let from = victims.clone().take(12).find(|t| amount(context, *t, victims.end).is_some())?;
    let opens = (victims.start..from).all(|t| context.in_time(t))
        || context.is_mark(from - 1, ",")
        || context.has(from - 1, Class::Determiner) && from == victims.start + 1;
    let (toll, end) = amount(context, from, victims.end).filter(|_| opens)?;
    let people = context.tables().sets().people.join(context.tables().sets().armed);
    // `quatre « terroristes »`: a quotation mark is no word.
    let marked = (end..victims.end).take_while(|t| !context.is_word(*t)).count();
    let reach = end..victims.end.min(end + 3 + marked.min(2));
    let who = reach.clone().any(|t| context.noun_classes(t).meets(people))
        || reach.start < victims.end && context.has(reach.start, Class::Of);
    who.then_some(Count { what: Counted::Killed, toll, tokens: from..end })
}

/// `trois autres`: how many more of those who were killed.
pub(super) fn of_others(context: &Context<'_>, others: &Range<usize>) -> Option<Count> {
    let (toll, end) = (!others.is_empty()).then(|| amount(context, others.start, others.end)).flatten()?;
    Some(Count { what: Counted::Killed, toll, tokens: others.start..end })
}

fn plain(context: &Context<'_>, at: usize, end: usize) -> Option<(u32, usize)> {
    if at >= end {
        return None;
    }
    let lower = context.doc.lower(at);
    let indefinite = matches!(lower, "une" | "un");
    if indefinite && at + 1 < end && context.language.numbers().is_round(context.doc.lower(at + 1)) {
        // `une vingtaine de`
        let value = number_word(context, at + 1)?;
        let after = at + 2;
        let of = after < end && context.has(after, Class::Of);
        return Some((value, after + usize::from(of)));
    }
    let mut total = number(context, at)?;
    let mut after = at + 1;
    let is_word = |t: usize| t < end && context.doc.tokens[t].kind == TokenKind::Word;
    let mut sum = Sum::default();
    if is_word(at) && !context.language.numbers().is_round(lower) && sum.add(total) {
        // `vingt et un`, `deux cent trois`, `mille deux cents`.
        loop {
            let joined = is_word(after + 1) && context.doc.lower(after) == "et";
            let next = after + usize::from(joined);
            let word =
                Some(next).filter(|t| is_word(*t) && !context.language.numbers().is_round(context.doc.lower(*t)));
            let value = word.and_then(|t| number_word(context, t));
            // `vingt et trente` are two numbers.
            let Some(value) = value.filter(|v| !joined || sum.rest.is_multiple_of(10) && matches!(v, 1 | 11)) else {
                break;
            };
            if !sum.add(value) {
                break;
            }
            after = next + 1;
        }
        total = sum.total();
    }
    // `30 mille`, `2 millions`.
    while after < end
        && let Some(scale) = context.language.numbers().scale(context.doc.lower(after))
    {
        total = total.checked_mul(scale)?;
        after += 1;
    }
    if after < end && context.language.numbers().is_round(context.doc.lower(at)) && context.has(after, Class::Of) {
        after += 1;
    }
    Some((total, after))
}

/// The list that a count with its place opens: `542 morts dans la province de X, 321 dans celle de Y, 13 à Z`, as
/// places with their numbers. Empty where the count has no place close behind it.
pub(super) fn by_place(
    context: &Context<'_>,
    first: &Count,
    sentence: &Range<usize>,
) -> Vec<(usize, Toll, Range<usize>)> {
    let mut out = Vec::new();
    let Some((place, mut at)) = place_behind(context, first.tokens.end, sentence.end) else { return out };
    out.push((place, first.toll, first.tokens.clone()));
    while at < sentence.end {
        // A comma or `et`, a number, a preposition, a place.
        if !(context.is_mark(at, ",") || context.has(at, Class::Coordinator)) {
            break;
        }
        let Some((toll, end)) = amount(context, at + 1, sentence.end) else { break };
        let Some((place, next)) = place_behind(context, end, sentence.end) else { break };
        out.push((place, toll, at + 1..end));
        at = next;
    }
    out
}

/// The place close behind a token, nothing but a preposition and words of place between, and where its name ends.
fn place_behind(context: &Context<'_>, from: usize, end: usize) -> Option<(usize, usize)> {
    let reach = end.min(from + 7);
    let (index, mention) = context.places_in(from..end).find(|(_, p)| Context::is_site(p))?;
    let start = mention.tokens.start;
    let close = start < reach
        && context.has(from, Class::Preposition)
        && !context.has(from, Class::Of)
        && (from..start).all(|t| context.is_word(t) && context.syntax.verb_at(t).is_none());
    close.then_some((index, mention.tokens.end))
}
