//! The company a word must keep to tell an event: who does it, what it is done to, which words stand beside it.

use super::context::Context;
use super::toll::number_word;
use crate::document::TokenKind;
use crate::gazetteer::Kind;
use crate::language::{Asked, Asks, Class, Company, Frame, NounClasses, VerbClass, WordList};
use crate::place::{PlaceMention, Role};
use crate::syntax::{GroupTense, VerbIx};
use std::cell::OnceCell;
use std::ops::Range;

/// Where a verb stands, as every frame that it might fill asks; what is not the same for all is found when first asked.
pub(super) struct Stand<'a> {
    context: &'a Context<'a>,
    verb: VerbIx,
    subject: &'a Range<usize>,
    object: &'a Range<usize>,
    after: &'a Range<usize>,
    /// Whether the object stands before the verb: it is passive, or a participle.
    turned: bool,
    near: OnceCell<Range<usize>>,
    close: OnceCell<Range<usize>>,
    figure: OnceCell<bool>,
}

impl<'a> Stand<'a> {
    pub fn of(
        context: &'a Context<'a>,
        verb: VerbIx,
        subject: &'a Range<usize>,
        object: &'a Range<usize>,
        after: &'a Range<usize>,
    ) -> Self {
        let group = &context.syntax.verbs[verb];
        let turned = group.passive || group.tense == GroupTense::PastParticiple;
        let (near, close, figure) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { context, verb, subject, object, after, turned, near, close, figure }
    }

    /// The part of the object that its head noun stands in.
    fn near(&self) -> &Range<usize> {
        self.near.get_or_init(|| head_of(self.context, self.object, self.turned))
    }

    /// Where its complement stands.
    fn close(&self) -> &Range<usize> {
        self.close.get_or_init(|| close(self.context, self.after))
    }

    /// Whether a word of a figure of speech stands right behind it.
    fn is_figure(&self) -> bool {
        let next = self.after.start..self.after.end.min(self.after.start + 2);
        *self.figure.get_or_init(|| is_figure(self.context, &next))
    }
}

/// Whether a verb stands in the company its frame asks for.
pub(super) fn fits(frame: &Frame, stand: &Stand<'_>) -> bool {
    let &Stand { context, verb, subject, object, after, .. } = stand;
    if !(fits_form(context, frame, verb, after)
        && fits_behind(frame, stand)
        && fits_subject(context, frame, verb, subject, object))
    {
        return false;
    }
    let near = stand.near();
    let near = if frame.direct && !stand.turned { &direct(context, near) } else { near };
    let either = &frame.subject_or_object;
    fits_object(context, frame, near)
        && (either.is_empty() || meets(context, subject, either) || meets(context, near, either))
}

/// Whether the verb is in the form the frame asks for: with `se` or not, passive or not, behind `faire` or not.
fn fits_form(context: &Context<'_>, frame: &Frame, verb: VerbIx, after: &Range<usize>) -> bool {
    let group = &context.syntax.verbs[verb];
    let lemma = context.lemma(verb);
    let participle = group.tense == GroupTense::PastParticiple;
    if frame.reflexive.is_some_and(|wanted| wanted != group.reflexive && !participle) {
        return false;
    }
    if frame.reflexive_verbs.iter().any(|v| v == lemma) && !group.reflexive {
        return false;
    }
    // `se rendre à X` is a visit, `est attendu à X` too; `rendre X` and `attendre X` are none.
    let needs_turn = frame.travel && matches!(lemma, "rendre" | "attendre");
    if needs_turn && !group.reflexive && !group.passive {
        return false;
    }
    let caused = group.modal.is_some_and(|m| context.language.lexicon().verb_classes(m).has(VerbClass::Causative));
    if frame.causative.is_some_and(|wanted| wanted != caused) {
        return false;
    }
    // `l'aide se fait attendre à X`: nobody goes there.
    if needs_turn && caused {
        return false;
    }
    if frame.passive.is_some_and(|wanted| wanted != (group.passive || participle)) {
        return false;
    }
    // `se sont rendus à X`, `dans la Y` is travel, `se sont rendus lundi` is not.
    let begins = |t: usize| context.places.binary_search_by_key(&t, |p| p.tokens.start).is_ok();
    let goes = |t: usize| {
        context.has(t, Class::Preposition)
            && !context.has(t, Class::Of)
            && t + 1 < after.end
            && (begins(t + 1) || context.has(t + 1, Class::Determiner) && begins(t + 2))
    };
    !(frame.surrender && group.reflexive && (after.start..after.end.min(after.start + 6)).any(goes))
}

/// Where a verb's complement stands: five words behind it, days and places between not counted (`ont perdu la vie`,
/// `ont perdu mardi à Gao la vie`).
fn close(context: &Context<'_>, after: &Range<usize>) -> Range<usize> {
    let counted =
        after.clone().take(MOST_BETWEEN).filter(|t| !says_where_or_when(context, *t) && !context.is_mark(*t, ","));
    let end = counted.take(CLOSE).last().map_or(after.start, |last| last + 1);
    after.start..end
}

/// The words among which a complement stands.
const CLOSE: usize = 5;
/// `avec X` stands no further behind its verb.
const FARTHEST: usize = 28;
/// No further away than this, whatever stands between.
const MOST_BETWEEN: usize = 16;

/// Whether a word is part of a day or of a place, or the preposition before one.
fn says_where_or_when(context: &Context<'_>, token: usize) -> bool {
    let says = |t: usize| t < context.doc.tokens.len() && (context.in_time(t) || context.in_place(t));
    // `, dans le Delaware,`
    let determined = |t: usize| says(t) || says(t + 1) && context.has(t, Class::Determiner);
    says(token)
        || context.has(token, Class::Preposition) && determined(token + 1)
        || context.has(token, Class::Determiner) && says(token + 1) && token > 0 && context.is_preposition(token - 1)
}

/// Whether what stands behind the verb is what the frame asks for.
fn fits_behind(frame: &Frame, stand: &Stand<'_>) -> bool {
    let &Stand { context, after, .. } = stand;
    if is_act(frame) && stand.is_figure() {
        return false;
    }
    if !frame.complement.is_empty() && !has_word(context, stand.close(), &frame.complement) {
        return false;
    }
    if !frame.behind.is_empty() {
        let asked = |t: usize| frame.behind.iter().any(|b| b == context.doc.lower(t));
        let mut prepositions = stand.close().clone().filter(|t| context.has(*t, Class::Preposition));
        // `y sont entrés`: there.
        let there = after.start.checked_sub(1).and_then(|t| context.syntax.verb_at(t)).is_some_and(|v| {
            let group = &context.syntax.verbs[v];
            group.tokens.clone().any(|t| context.has(t, Class::There))
        }) && frame.behind.iter().any(|b| b == "dans");
        // `tombés mardi à Rangoun sous les balles`: past where and when, the first one counts.
        if !there && !prepositions.find(|t| asked(*t) || !says_where_or_when(context, *t)).is_some_and(asked) {
            return false;
        }
    }
    if !frame.unless_next.is_empty() && has_word(context, stand.close(), &frame.unless_next) {
        return false;
    }
    if !frame.with.is_empty() && !meets_beside(context, after, &frame.with) {
        return false;
    }
    if !frame.behind_toponym {
        return true;
    }
    let reach = after.start..after.end.min(after.start + 12);
    // `étaient des milliers à gagner X`: where another verb leads is no place to be at.
    let next_verb = || reach.clone().find(|t| context.syntax.verb_at(*t).is_some());
    let end = if frame.light { next_verb().unwrap_or(reach.end) } else { reach.end };
    context.places_in(reach.start..end).any(|(_, p)| Context::is_site(p))
}

/// Whether a noun or name of the classes stands behind `avec` in the verb's clause.
fn meets_beside(context: &Context<'_>, after: &Range<usize>, company: &Company) -> bool {
    let beside = &context.tables().status().beside;
    let reach = after.start..after.end.min(after.start + FARTHEST);
    let end = reach.clone().find(|t| context.syntax.verb_at(*t).is_some()).unwrap_or(reach.end);
    (reach.start..end).filter(|t| beside.contains(context.doc.lower(*t))).any(|with| {
        let until = (with + 1..end).find(|t| context.is_mark(*t, ",")).unwrap_or(end);
        meets(context, &(with + 1..until), company)
    })
}

/// Whether who does it is whom the frame asks for.
fn fits_subject(
    context: &Context<'_>,
    frame: &Frame,
    verb: VerbIx,
    subject: &Range<usize>,
    object: &Range<usize>,
) -> bool {
    let group = &context.syntax.verbs[verb];
    // Who is expected, received or gathered meets, whether as subject or, in the passive, as object.
    let turned = group.passive || group.tense == GroupTense::PastParticiple;
    let met = turned && frame.kind == "CONSULT" && meets(context, object, &frame.subject);
    // `une équipe rassemblée à l'aéroport` is no demonstration: those who are gathered must be a crowd.
    let gathered = turned && frame.kind == "PROTEST" && subject.is_empty() && !object.is_empty();
    if gathered && !frame.subject.is_empty() && !meets_head(context, object, &frame.subject) {
        return false;
    }
    if !frame.subject.is_empty() && !met && !meets_head(context, subject, &frame.subject) {
        return false;
    }
    if !frame.subject_word.is_empty() && !has_word(context, subject, &frame.subject_word) {
        return false;
    }
    // `accuse l'armée d'avoir visé X`: who stands as the subject of an infinitive may be another's.
    let own = !matches!(group.tense, GroupTense::Infinitive | GroupTense::PastInfinitive);
    if own && !frame.unless_subject.is_empty() && unless_subject(context, subject, &frame.unless_subject) {
        return false;
    }
    let sets = context.tables().sets();
    let disaster =
        frame.subject.asks().classes.meets(sets.disaster) && !frame.subject.asks().classes.meets(sets.weapon);
    !disaster || meets_rather(context, subject, &frame.subject)
}

/// Whether what it is done to is what the frame asks for.
fn fits_object(context: &Context<'_>, frame: &Frame, near: &Range<usize>) -> bool {
    let classes = !frame.object.is_empty() && meets(context, near, &frame.object);
    let words = !frame.object_word.is_empty() && has_word(context, near, &frame.object_word);
    let asked = !frame.object.is_empty() || !frame.object_word.is_empty();
    if asked && !classes && !words {
        return false;
    }
    // `X, ville voisine, a été prise`: what is set in behind a place says nothing against it.
    let place = context.places_in(near.clone()).any(|(_, p)| p.tokens.start == near.start);
    let head = if place { &head_of(context, near, false) } else { near };
    frame.unless_object.is_empty()
        || !has_word(context, head, &frame.unless_object) && !meets(context, head, &frame.unless_object)
}

/// The part of an object that its head noun stands in: up to the first comma, ten words at the most.
fn head_of(context: &Context<'_>, object: &Range<usize>, whole: bool) -> Range<usize> {
    if whole {
        return object.clone();
    }
    let comma =
        |from: usize| (from..object.end.min(from + 16)).find(|t| context.is_mark(*t, ",") || context.is_mark(*t, ";"));
    let mut start = object.start;
    // `s'est emparée le 7, après deux jours de combats, de X`; `a pris, le temps d'une nuit, X`; `a détruit à X, au moyen
    // d'un drone, une voiture`: past what is set in.
    if let Some(first) = comma(start)
        && (start..first).all(|t| says_where_or_when(context, t))
        && let Some(second) = comma(first + 1)
        && second + 1 < object.end
        && context.is_mark(first, ",")
    {
        start = second + 1;
    }
    start..comma(start).unwrap_or(object.end.min(start + 16))
}

/// The part of an object before its first preposition other than `de`; days and places are passed over.
fn direct(context: &Context<'_>, near: &Range<usize>) -> Range<usize> {
    let end = near
        .clone()
        .find(|t| {
            context.has(*t, Class::Preposition) && !context.has(*t, Class::Of) && !says_where_or_when(context, *t)
        })
        .unwrap_or(near.end);
    near.start..end
}

/// Whether a frame tells an act on the ground, which words of figures of speech (`bataille juridique`) turn into none.
pub(super) fn is_act(frame: &Frame) -> bool {
    matches!(frame.kind.as_str(), "ASSAULT" | "COERCE" | "DISASTER" | "MOBILIZE" | "RETREAT" | "PROTEST")
}

/// Whether a word of a figure of speech stands in a range: `bataille juridique`.
pub(super) fn is_figure(context: &Context<'_>, range: &Range<usize>) -> bool {
    let figurative = &context.tables().status().figurative;
    range.clone().any(|t| {
        let lower = context.doc.lower(t);
        figurative.contains(lower) || lower.strip_suffix('s').is_some_and(|singular| figurative.contains(singular))
    })
}

/// Whether one of the words, or its plural, stands in a range.
pub(super) fn has_word(context: &Context<'_>, range: &Range<usize>, words: &WordList) -> bool {
    range.clone().any(|t| context.is_listed(t, words))
}

/// Whether a range holds a noun of one of the classes, or a place, actor, person or number where those are asked for.
pub(super) fn meets(context: &Context<'_>, range: &Range<usize>, company: &Company) -> bool {
    meets_noun(context, range, company.asks().classes) || meets_name(context, range, company.asks())
}

/// Whether a range holds a noun of one of the classes.
fn meets_noun(context: &Context<'_>, range: &Range<usize>, classes: NounClasses) -> bool {
    let people = classes.meets(context.tables().sets().people);
    !classes.is_empty()
        && range.clone().any(|t| {
            context.syntax.verb_at(t).is_none()
                && (context.noun_classes(t).meets(classes) || people && is_person_by_ending(context, t))
        })
}

/// `un surveillant`, `deux apiculteurs`: a noun of no class that ends as nouns of persons do, right behind a determiner,
/// a number or `de`.
fn is_person_by_ending(context: &Context<'_>, token: usize) -> bool {
    let status = context.tables().status();
    let led = |t: usize| {
        context.has(t, Class::Determiner) || context.has(t, Class::Of) || super::toll::number(context, t).is_some()
    };
    let lower = context.doc.lower(token);
    let singular = lower.strip_suffix('s').unwrap_or(lower);
    token.checked_sub(1).is_some_and(led)
        && context.is_word(token)
        && !context.doc.tokens[token].capital
        && context.noun_classes(token).is_empty()
        && context.language.lexicon().classes(context.doc.tokens[token].word).is_empty()
        && status.person_endings.iter().any(|ending| singular.ends_with(ending.as_str()))
        && !status.no_persons.contains(singular)
}

/// Whether a range holds a place, actor, person or number, where those are asked for.
fn meets_name(context: &Context<'_>, range: &Range<usize>, asks: Asks) -> bool {
    let is_site = |p: &PlaceMention| Context::is_site(p) && !is_behind_locative(context, p.tokens.start);
    let is_town = |p: &PlaceMention| {
        let kind = p.value.place.map(|p| context.gazetteer.place(p).kind);
        is_site(p) && matches!(kind, Some(Kind::City | Kind::Town | Kind::Village))
    };
    let is_number = |t: usize| {
        context.doc.tokens[t].kind == TokenKind::Number
            || !matches!(context.doc.lower(t), "un" | "une") && number_word(context, t).is_some()
    };
    asks.has(Asked::Toponym) && context.places_in(range.clone()).any(|(_, p)| is_site(p))
        || asks.has(Asked::Town) && context.places_in(range.clone()).any(|(_, p)| is_town(p))
        || asks.has(Asked::Actor) && context.has_actor(range.clone())
        || asks.has(Asked::Person) && context.has_person(range.clone())
        || asks.has(Asked::Number) && range.clone().any(is_number)
        || asks.has(Asked::None) && range.is_empty()
}

/// The part of a noun phrase that says what it is: up to the `de` behind its head noun (`des sympathisants de la junte`
/// are no junta), past nouns that only count (`des dizaines d'hommes`).
fn head_noun(context: &Context<'_>, phrase: &Range<usize>) -> Range<usize> {
    // `Selon la police, des obus ont`: what stands before it is no part of it.
    let preposition = |t: usize| context.is_preposition(t) && !context.has(t, Class::Of);
    let opens = |t: usize| {
        preposition(t)
            || context.in_time(t)
            || context.has(t, Class::Viewpoint)
            || t + 1 < phrase.end && context.has(t, Class::Of) && preposition(t + 1)
    };
    let begins = |t: usize| {
        context.has(t, Class::Determiner)
            || context.doc.tokens[t].kind == TokenKind::Number
            || context.doc.tokens[t].capital
    };
    let comma = || phrase.clone().rev().skip(1).find(|t| context.is_mark(*t, ",") && begins(*t + 1));
    let first =
        if !phrase.is_empty() && opens(phrase.start) { comma().map_or(phrase.start, |c| c + 1) } else { phrase.start };
    let (mut start, mut named) = (first, false);
    for token in first..phrase.end {
        if context.is_mark(token, ",") && named {
            return start..token;
        }
        if context.has(token, Class::Preposition) || context.has(token, Class::Of) {
            if named {
                return start..token;
            }
            continue;
        }
        if context.has(token, Class::Quantity) && token + 1 < phrase.end && context.has(token + 1, Class::Of) {
            start = token + 1;
            continue;
        }
        let open_class =
            context.is_word(token) && context.language.lexicon().classes(context.doc.tokens[token].word).is_empty();
        named |= context.syntax.verb_at(token).is_none() && (open_class || !context.noun_classes(token).is_empty());
    }
    start..phrase.end
}

/// [`meets`] of the head of a noun phrase for its nouns, of all of it for the names in it, and where the head noun is of
/// no class.
fn meets_head(context: &Context<'_>, phrase: &Range<usize>, company: &Company) -> bool {
    let head = head_noun(context, phrase);
    let (asks, loose, sets) = (company.asks(), company.loose(), context.tables().sets());
    // `on s'est battu`: some people.
    if phrase.clone().next_back().is_some_and(|t| context.has(t, Class::Impersonal)) {
        let people = sets.people.join(sets.crowd).join(sets.armed);
        return asks.classes.meets(people) || asks.has(Asked::Person) || asks.has(Asked::None);
    }
    // `les Russes ont quitté la ville`: a people as its army.
    if asks.classes.meets(sets.troops) && is_people(context, &head) {
        return true;
    }
    if asks.classes.meets(sets.crowd) && is_crowd(context, phrase, &head) {
        return true;
    }
    let known = head.clone().any(|t| !context.noun_classes(t).is_empty() && context.syntax.verb_at(t).is_none());
    if known {
        return meets_noun(context, &head, asks.classes) || meets_name(context, phrase, asks);
    }
    meets_noun(context, phrase, loose.classes) || meets_name(context, &head, asks) || meets_name(context, phrase, loose)
}

/// Whether a people is the head of a noun phrase: `les Russes`.
fn is_people(context: &Context<'_>, head: &Range<usize>) -> bool {
    context.places_in(head.clone()).any(|(_, p)| {
        let start = p.tokens.start;
        p.value.role == Role::Demonym
            && context.doc.tokens[start].capital
            && start > 0
            && context.has(start - 1, Class::Plural)
    })
}

/// `des dizaines de milliers de Géorgiens`: so many of whom nothing says that they bear arms.
fn is_crowd(context: &Context<'_>, phrase: &Range<usize>, head: &Range<usize>) -> bool {
    let sets = context.tables().sets();
    let counted = (phrase.start..head.start)
        .any(|t| context.has(t, Class::Quantity) && context.noun_classes(t).meets(sets.crowd));
    counted && !head.clone().any(|t| context.noun_classes(t).meets(sets.no_crowd))
}

/// Whether a preposition other than `de` stands before a token: `à New York` is no object.
fn is_behind_locative(context: &Context<'_>, token: usize) -> bool {
    token > 0 && context.has(token - 1, Class::Preposition) && !context.has(token - 1, Class::Of)
}

/// Whether a subject is what a frame must not have as one.
fn unless_subject(context: &Context<'_>, subject: &Range<usize>, company: &Company) -> bool {
    let head = head_noun(context, subject);
    let crowd = company.asks().classes.meets(context.tables().sets().crowd);
    meets_rather(context, &head, company)
        || has_word(context, &head, company)
        || crowd && is_crowd(context, subject, &head)
}

/// [`meets`], but `une pluie de roquettes` is a weapon, not a rain: a weapon among the words that is no disaster itself
/// makes the others figures of speech.
fn meets_rather(context: &Context<'_>, range: &Range<usize>, company: &Company) -> bool {
    let sets = context.tables().sets();
    let armed = || {
        range.clone().any(|t| {
            let classes = context.noun_classes(t);
            classes.meets(sets.weapon) && !classes.meets(sets.disaster)
        })
    };
    meets(context, range, company) && !(company.asks().classes.meets(sets.disaster) && armed())
}
