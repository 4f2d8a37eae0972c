//! Verb groups: a verb with its auxiliaries, pronouns and negation, told from the nouns that look like it.

use super::{GroupTense, VerbGroup};
use crate::document::{Document, TokenKind};
use crate::language::{Class, Inflection, Language, Lexicon, Tense, VerbClass, VerbForm, VerbId};
use std::ops::Range;

/// A window on the tokens of one sentence.
pub(super) struct Words<'a> {
    pub doc: &'a Document,
    pub lexicon: &'a Lexicon,
    pub range: Range<usize>,
}

impl<'a> Words<'a> {
    pub(super) fn new(doc: &'a Document, language: &'a Language, range: Range<usize>) -> Self {
        Self { doc, lexicon: language.lexicon(), range }
    }

    #[inline]
    pub(super) fn has(&self, token: usize, class: Class) -> bool {
        self.lexicon.classes(self.doc.tokens[token].word).has(class)
    }

    #[inline]
    pub(super) fn is_word(&self, token: usize) -> bool {
        self.doc.tokens[token].kind == TokenKind::Word
    }

    #[inline]
    pub(super) fn is_mark(&self, token: usize, mark: char) -> bool {
        self.doc.tokens[token].is_mark(mark)
    }

    /// The token before, within the sentence.
    #[inline]
    pub(super) fn before(&self, token: usize) -> Option<usize> {
        (token > self.range.start).then(|| token - 1)
    }

    #[inline]
    fn forms(&self, token: usize) -> &'a [VerbForm] {
        self.lexicon.forms(self.doc.tokens[token].word)
    }

    fn form(&self, token: usize, tenses: &[Tense]) -> Option<VerbForm> {
        // Of two readings an auxiliary wins (`étaient` is être, not étayer), then the third person, then the list.
        let wanted = self.forms(token).iter().filter_map(|form| {
            let rank = tenses.iter().position(|t| *t == form.inflection.tense)?;
            let third = form.inflection.person == 3 || form.inflection.person == 0;
            let auxiliary = self.lexicon.verb_classes(form.verb).any(&[VerbClass::Be, VerbClass::Have]);
            Some(((!auxiliary, !third, rank), form))
        });
        wanted.min_by_key(|(key, _)| *key).map(|(_, form)| *form)
    }

    fn is_auxiliary(&self, token: usize) -> bool {
        self.is_class_of(token, VerbClass::Have) || self.is_class_of(token, VerbClass::Be)
    }

    fn is_class_of(&self, token: usize, class: VerbClass) -> bool {
        self.forms(token).iter().any(|f| self.is_class(f.verb, class))
    }

    fn is_class(&self, verb: VerbId, class: VerbClass) -> bool {
        self.lexicon.verb_classes(verb).has(class)
    }

    /// Whether a word may be a past participle.
    pub(super) fn is_participle(&self, token: usize) -> bool {
        self.participle_verb(token).is_some()
    }

    /// The verb that a word may be the past participle of.
    pub(super) fn participle_verb(&self, token: usize) -> Option<VerbId> {
        self.form(token, &[Tense::PastParticiple]).map(|f| f.verb)
    }

    /// A past participle, with its verb where that is known: known, or, behind an auxiliary, shaped like one.
    #[allow(clippy::option_option)] // no participle; one of no known verb; one of a verb
    fn participle(&self, token: usize, behind_auxiliary: bool) -> Option<Option<VerbId>> {
        if !self.is_word(token) || self.doc.tokens[token].capital && token != self.range.start {
            return None;
        }
        if let Some(form) = self.form(token, &[Tense::PastParticiple]) {
            return Some(Some(form.verb));
        }
        let lower = self.doc.lower(token);
        let unknown = self.doc.tokens[token].word == crate::language::WordId::UNKNOWN;
        let shaped = ["é", "ée", "és", "ées"].iter().any(|end| lower.ends_with(end)) && lower.chars().count() > 3;
        (behind_auxiliary && unknown && shaped).then_some(None)
    }
}

const FINITE: [Tense; 6] =
    [Tense::Present, Tense::Imperfect, Tense::SimplePast, Tense::Future, Tense::Conditional, Tense::Subjunctive];

/// Adds the verb groups of one sentence, in order.
pub(super) fn find(words: &Words<'_>, out: &mut Vec<VerbGroup>) {
    let mut at = words.range.start;
    while at < words.range.end {
        if !words.doc.tokens[at].verbal {
            at += 1;
            continue;
        }
        match read(words, at) {
            Some(group) if is_one_too_many(words, &group, out) => at += 1,
            Some(group) => {
                at = group.tokens.end;
                out.push(group);
            }
            None => at += 1,
        }
    }
}

/// `a attaqué une base rebelle`: between two marks there is a finite verb for the sentence and one for each word that
/// joins or opens a clause; a present beyond those is an adjective or noun that looks like one.
fn is_one_too_many(words: &Words<'_>, group: &VerbGroup, before: &[VerbGroup]) -> bool {
    let bare = group.tense == GroupTense::Present && group.tokens.len() == 1 && !words.is_auxiliary(group.head);
    if !bare {
        return false;
    }
    let start = (words.range.start..group.head).rev().find(|t| !words.is_word(*t)).map_or(words.range.start, |t| t + 1);
    let finite = before.iter().rev().take_while(|g| g.tokens.start >= start).filter(|g| g.is_finite()).count();
    let joins = |t: &usize| {
        [
            Class::Coordinator,
            Class::That,
            Class::Relative,
            Class::Where,
            Class::Whose,
            Class::Conditional,
            Class::TimeConjunction,
            Class::SubjectPronoun,
        ]
        .iter()
        .any(|class| words.has(*t, *class))
    };
    finite > (start..group.head).filter(joins).count()
}

/// The group whose first verbal word stands at `at`.
fn read(words: &Words<'_>, at: usize) -> Option<VerbGroup> {
    if !words.is_word(at) {
        return None;
    }
    let tenses = words.forms(at).iter().fold(0, |set: u32, form| set | 1 << form.inflection.tense as u32);
    let may = |tense: Tense| tenses & (1 << tense as u32) != 0;
    if FINITE.into_iter().any(may)
        && let Some(form) = words.form(at, &FINITE)
        && is_finite_here(words, at, form.inflection)
    {
        return Some(finite(words, at, form));
    }
    if may(Tense::Infinitive)
        && let Some(form) = words.form(at, &[Tense::Infinitive])
        && is_infinitive_here(words, at)
    {
        return Some(nonfinite(words, at, form, GroupTense::Infinitive));
    }
    if may(Tense::PresentParticiple)
        && let Some(form) = words.form(at, &[Tense::PresentParticiple])
        && is_present_participle_here(words, at)
    {
        return Some(nonfinite(words, at, form, GroupTense::PresentParticiple));
    }
    if may(Tense::PastParticiple)
        && let Some(Some(verb)) = words.participle(at, false)
        && is_participle_here(words, at)
    {
        return Some(group(words, at, at, at + 1, Some(verb), GroupTense::PastParticiple, true));
    }
    None
}

fn is_finite_here(words: &Words<'_>, at: usize, inflection: Inflection) -> bool {
    let token = &words.doc.tokens[at];
    let first = at == words.range.start;
    if token.capital && !first && !opens_quote(words, at) {
        return false;
    }
    // `A Gandja, …`: a capital A opens a place, not a perfect.
    if token.capital && words.doc.lower(at) == "a" {
        return false;
    }
    let Some(before) = words.before(at) else {
        // `Pris à partie, …` is no `je pris`.
        let third = inflection.person == 3;
        return third && !words.has(at, Class::NotAVerb) && inflection.tense != Tense::Present;
    };
    // `il y a trois jours` is a time, `il y a des morts` no act; `il y a eu` is read by its participle.
    if words.has(before, Class::There) && words.is_class_of(at, VerbClass::Have) {
        return words.doc.lower(at) != "a"
            || words.participle(skip(words, at + 1).min(words.range.end - 1), true).is_some();
    }
    // The first and second person speak with their pronoun beside them.
    if inflection.person != 3 {
        let near = before.saturating_sub(3).max(words.range.start)..=before;
        if !near.clone().any(|t| words.has(t, Class::SpeakerPronoun)) {
            return false;
        }
    }
    // `le "contrôle"`: what stands before the quotation mark decides.
    let before = if opens_quote(words, at) { words.before(before).unwrap_or(before) } else { before };
    // `20 tirs`; but `un séisme de magnitude 7,4 a touché`, `l'accord de 2015 est`.
    if words.doc.tokens[before].kind == TokenKind::Number && !words.is_auxiliary(at) {
        return false;
    }
    // `l'avait été`, `leur sera rendu`: before an auxiliary it is a pronoun, but for `l'est` of the compass.
    let auxiliary = words.is_auxiliary(at) && (words.doc.lower(at) != "est" || words.has(before, Class::Possessive));
    let clitic = words.has(before, Class::ObjectPronoun) && (is_pronoun(words, before) || auxiliary);
    // `Tout avait commencé vendredi`
    let all = words.doc.lower(before) == "tout" && words.is_auxiliary(at);
    let forced = clitic
        || all
        || words.has(before, Class::SubjectPronoun) && !words.has(before, Class::Demonstrative)
        || words.has(before, Class::NegationFirst)
        || words.doc.lower(before) == "qui";
    if words.has(at, Class::NotAVerb) {
        return forced;
    }
    if forced {
        return true;
    }
    // `le Conseil en débattra`: nothing that stands behind the preposition ends so.
    let ahead = matches!(inflection.tense, Tense::Future | Tense::Conditional | Tense::Imperfect);
    if ahead && words.doc.lower(before) == "en" {
        return true;
    }
    let ambiguous_pronoun = words.has(before, Class::Determiner) || words.has(before, Class::Preposition);
    !ambiguous_pronoun && !words.has(before, Class::Possessive)
}

/// Whether `le`, `la`, `les`, `l'`, `leur`, `en`, `y`, `se` before a verb is a pronoun: what stands before it is a
/// subject pronoun, `ne`, a relative or another pronoun; `se`, `y`, `lui` always are.
fn is_pronoun(words: &Words<'_>, at: usize) -> bool {
    if words.has(at, Class::Reflexive) && words.doc.lower(at) != "nous" && words.doc.lower(at) != "vous" {
        return true;
    }
    if !words.has(at, Class::Determiner) && !words.has(at, Class::Preposition) {
        return true;
    }
    let Some(before) = words.before(at) else { return false };
    words.has(before, Class::SubjectPronoun)
        || words.has(before, Class::NegationFirst)
        || words.doc.lower(before) == "qui"
        || words.has(before, Class::Reflexive)
        || words.has(before, Class::There)
}

fn opens_quote(words: &Words<'_>, at: usize) -> bool {
    words.before(at).is_some_and(|b| matches!(words.doc.tokens[b].mark, '«' | '"' | '“'))
}

fn is_infinitive_here(words: &Words<'_>, at: usize) -> bool {
    if words.doc.tokens[at].capital && at != words.range.start {
        return false;
    }
    if words.has(at, Class::NotAVerb) {
        return words.before(at).is_some_and(|b| words.has(b, Class::Reflexive));
    }
    // `à compter de`, `à partir de` are prepositions.
    if words.has(at, Class::PrepositionVerb) && at + 1 < words.range.end && words.has(at + 1, Class::Of) {
        return !words.before(at).is_some_and(|b| words.has(b, Class::To));
    }
    let Some(before) = words.before(at) else { return true };
    // `le dîner` is a noun, `de le faire` a verb: a determiner is a pronoun only behind a preposition or verb.
    let article = words.has(before, Class::Determiner) && !words.has(before, Class::ObjectPronoun);
    !article && !words.has(before, Class::Possessive)
}

fn is_present_participle_here(words: &Words<'_>, at: usize) -> bool {
    if words.has(at, Class::NotAVerb) || words.doc.tokens[at].capital && at != words.range.start {
        return false;
    }
    let Some(before) = words.before(at) else { return true };
    words.doc.lower(before) == "en"
        || !(words.has(before, Class::Determiner)
            || words.has(before, Class::Preposition) && !words.has(before, Class::ObjectPronoun))
}

fn is_participle_here(words: &Words<'_>, at: usize) -> bool {
    if words.has(at, Class::NotAVerb) || words.doc.tokens[at].capital && at != words.range.start {
        return false;
    }
    let Some(before) = words.before(at) else { return true };
    if words.doc.tokens[before].kind == TokenKind::Number {
        return false;
    }
    !(words.has(before, Class::Determiner)
        || words.has(before, Class::Preposition)
        || words.has(before, Class::Possessive))
}

/// Skips what may stand between an auxiliary and its verb.
fn skip(words: &Words<'_>, mut at: usize) -> usize {
    let end = words.range.end;
    loop {
        if at >= end {
            return at;
        }
        // `a-t-il`: clitics turned behind.
        if words.is_mark(at, '-') && at + 1 < end && !words.doc.tokens[at].spaced {
            at += 2;
            continue;
        }
        let lower = words.doc.lower(at);
        let adverb = words.has(at, Class::AdverbInVerb) || lower.ends_with("ment") && words.forms(at).is_empty();
        if adverb && (words.forms(at).is_empty() || !words.has(at, Class::Determiner)) || words.has(at, Class::Weekday)
        {
            at += 1;
            continue;
        }
        // `de nouveau`, `à nouveau`, `en partie`, `par ailleurs`, `pour sa part`: a preposition and one or two words,
        // then the participle.
        if words.has(at, Class::Preposition) && at + 2 < end {
            for reach in 2..=5 {
                let next = at + reach;
                if next < end
                    && (at + 1..next).all(|t| words.is_word(t) && !words.doc.tokens[t].capital)
                    && (words.participle(next, false).is_some()
                        || reach == 2
                            && words.form(next, &[Tense::Infinitive]).is_some()
                            && !words.has(at, Class::To)
                            && !words.has(at, Class::Of)
                            && words.doc.lower(at) != "pour")
                    && !words.has(next - 1, Class::Determiner)
                    && !words.has(next, Class::NotAVerb)
                {
                    return next;
                }
            }
        }
        // `a, lui, dit`, `a, selon l'ONU, fait`: a parenthesis of commas, then a participle.
        if words.is_mark(at, ',') {
            let close = (at + 1..end.min(at + 10)).find(|t| words.is_mark(*t, ','));
            if let Some(close) = close
                && close + 1 < end
            {
                let next = skip(words, close + 1);
                if next < end && words.participle(next, true).is_some() {
                    return next;
                }
            }
        }
        return at;
    }
}

fn finite(words: &Words<'_>, at: usize, form: VerbForm) -> VerbGroup {
    let simple = match form.inflection.tense {
        Tense::Imperfect => GroupTense::Imperfect,
        Tense::SimplePast => GroupTense::SimplePast,
        Tense::Future => GroupTense::Future,
        Tense::Conditional => GroupTense::Conditional,
        Tense::Subjunctive => GroupTense::Subjunctive,
        _ => GroupTense::Present,
    };
    let start = with_clitics(words, at);
    let reflexive = (start..at).any(|t| words.has(t, Class::Reflexive));
    if let Some(group) = after_auxiliary(words, start, at, form, simple, reflexive) {
        return group;
    }
    let modal = words.lexicon.verb_classes(form.verb);
    let joins = modal.any(&[VerbClass::Modal, VerbClass::Going]) || is_causative(words, form.verb);
    if joins && let Some(mut group) = with_infinitive(words, start, at + 1, form.verb, simple) {
        if modal.has(VerbClass::Going) && simple == GroupTense::Present {
            group.tense = GroupTense::Future;
            group.modal = None;
        }
        return if reflexive && is_causative(words, form.verb) { done_to(group) } else { group };
    }
    if modal.has(VerbClass::JustDone)
        && at + 1 < words.range.end
        && words.has(at + 1, Class::Of)
        && let Some(mut group) = with_infinitive(words, start, at + 2, form.verb, simple)
    {
        group.tense = if simple == GroupTense::Present { GroupTense::Perfect } else { GroupTense::Pluperfect };
        group.modal = None;
        return group;
    }
    let mut out = group(words, start, at, at + 1, Some(form.verb), simple, false);
    out.reflexive = reflexive;
    out
}

/// `fait savoir`, `laisse entendre`.
fn is_causative(words: &Words<'_>, verb: VerbId) -> bool {
    words.is_class(verb, VerbClass::Causative)
}

/// `se fait arrêter`: it is done to the subject.
fn done_to(group: VerbGroup) -> VerbGroup {
    VerbGroup { passive: true, reflexive: true, ..group }
}

/// The infinitive behind a modal, with its own auxiliaries, as one group with it.
fn with_infinitive(
    words: &Words<'_>,
    start: usize,
    from: usize,
    modal: VerbId,
    tense: GroupTense,
) -> Option<VerbGroup> {
    let mut at = skip(words, from);
    while at < words.range.end && (words.has(at, Class::ObjectPronoun) || words.has(at, Class::NegationFirst)) {
        at = skip(words, at + 1);
    }
    if at >= words.range.end {
        return None;
    }
    let form = words.form(at, &[Tense::Infinitive])?;
    if words.has(at, Class::NotAVerb) {
        return None;
    }
    let inner = nonfinite(words, at, form, GroupTense::Infinitive);
    let negated = negated(words, start, inner.tokens.end);
    Some(VerbGroup {
        tokens: start..inner.tokens.end,
        tense: if inner.tense == GroupTense::PastInfinitive && tense == GroupTense::Present {
            GroupTense::Perfect
        } else {
            tense
        },
        modal: Some(modal),
        negated,
        ..inner
    })
}

/// Auxiliary and participle, `été` between them in the passive.
fn compound(
    words: &Words<'_>,
    start: usize,
    head: usize,
    verb: Option<VerbId>,
    auxiliary: GroupTense,
    be: bool,
    reflexive: bool,
) -> VerbGroup {
    let perfect = match auxiliary {
        GroupTense::Imperfect | GroupTense::SimplePast => GroupTense::Pluperfect,
        GroupTense::Future => GroupTense::FuturePerfect,
        GroupTense::Conditional => GroupTense::ConditionalPast,
        GroupTense::Infinitive => GroupTense::PastInfinitive,
        GroupTense::PresentParticiple => GroupTense::PresentParticiple,
        _ => GroupTense::Perfect,
    };
    if !be {
        // `a été touché`, `a dû fuir`, `a fait savoir`.
        let next = skip(words, head + 1);
        let classes = verb.map(|v| words.lexicon.verb_classes(v)).unwrap_or_default();
        if classes.has(VerbClass::Be)
            && next < words.range.end
            && let Some(inner) = words.participle(next, true)
        {
            let mut out = group(words, start, next, next + 1, inner, perfect, true);
            out.reflexive = reflexive;
            return out;
        }
        if let Some(modal) = verb
            && (classes.has(VerbClass::Modal) || is_causative(words, modal))
            && let Some(group) = with_infinitive(words, start, head + 1, modal, perfect)
        {
            return group;
        }
        let mut out = group(words, start, head, head + 1, verb, perfect, false);
        out.reflexive = reflexive;
        return out;
    }
    // `s'est fait tuer`.
    if reflexive
        && let Some(modal) = verb.filter(|v| is_causative(words, *v))
        && let Some(group) = with_infinitive(words, start, head + 1, modal, perfect)
    {
        return done_to(group);
    }
    let moves = verb.is_some_and(|v| words.is_class(v, VerbClass::BeAuxiliary));
    if moves || reflexive {
        let mut out = group(words, start, head, head + 1, verb, perfect, false);
        out.reflexive = reflexive;
        return out;
    }
    group(words, start, head, head + 1, verb, auxiliary, true)
}

/// The compound group that begins with the form at `at`, where that is an auxiliary with a participle behind it.
fn after_auxiliary(
    words: &Words<'_>,
    start: usize,
    at: usize,
    form: VerbForm,
    tense: GroupTense,
    reflexive: bool,
) -> Option<VerbGroup> {
    let be = words.is_class(form.verb, VerbClass::Be);
    if !be && !words.is_class(form.verb, VerbClass::Have) {
        return None;
    }
    let next = skip(words, at + 1);
    if next >= words.range.end {
        return None;
    }
    let verb = words.participle(next, true)?;
    Some(compound(words, start, next, verb, tense, be, reflexive))
}

/// An infinitive or present participle, compound or not.
fn nonfinite(words: &Words<'_>, at: usize, form: VerbForm, tense: GroupTense) -> VerbGroup {
    let start = with_clitics(words, at);
    let reflexive = (start..at).any(|t| words.has(t, Class::Reflexive));
    if let Some(group) = after_auxiliary(words, start, at, form, tense, reflexive) {
        return group;
    }
    if is_causative(words, form.verb)
        && let Some(group) = with_infinitive(words, start, at + 1, form.verb, tense)
    {
        return group;
    }
    let mut out = group(words, start, at, at + 1, Some(form.verb), tense, false);
    out.reflexive = reflexive;
    out
}

/// Where a group begins whose first verbal word is at `at`: pronouns and `ne` before it belong to it; so does the
/// negation of an infinitive (`ne pas viser`).
fn with_clitics(words: &Words<'_>, at: usize) -> usize {
    let mut start = at;
    while let Some(before) = words.before(start) {
        let infinitive_negation = start == at && words.has(before, Class::NegationSecond)
            || words.has(before, Class::NegationSecond) && words.has(start, Class::NegationSecond);
        let clitic = words.has(before, Class::NegationFirst)
            || words.has(before, Class::ObjectPronoun)
                && (is_pronoun(words, before)
                    || start < at
                    || words.doc.lower(before) == "l'" && words.is_auxiliary(at) && words.doc.lower(at) != "est");
        let negation = infinitive_negation && words.before(before).is_some_and(|b| words.has(b, Class::NegationFirst));
        if clitic || negation {
            start = before;
        } else {
            break;
        }
    }
    start
}

fn group(
    words: &Words<'_>,
    start: usize,
    head: usize,
    end: usize,
    verb: Option<VerbId>,
    tense: GroupTense,
    passive: bool,
) -> VerbGroup {
    VerbGroup {
        tokens: start..end,
        head,
        verb,
        tense,
        modal: None,
        passive,
        reflexive: false,
        negated: negated(words, start, end),
        subject: None,
        clause: 0,
    }
}

/// Whether `ne` denies: with `pas`, `plus`, `aucun`, `ni` …, in it or close behind, or alone; not in `ne … que`.
fn negated(words: &Words<'_>, start: usize, end: usize) -> bool {
    let Some(first) = (start..end).find(|t| words.has(*t, Class::NegationFirst)) else { return false };
    let stop = words.range.end.min(end + 9);
    let clause_end = (end..stop).find(|t| words.doc.tokens[*t].kind == TokenKind::Mark).unwrap_or(stop);
    let second = (first + 1..end + usize::from(end < words.range.end)).find(|t| words.has(*t, Class::NegationSecond));
    let only = (end.saturating_sub(1)..clause_end).any(|t| words.has(t, Class::That));
    match second {
        // `n'est plus qu'à cinq kilomètres` restricts.
        Some(second) => {
            !(words.doc.lower(second) == "plus" && second + 1 < words.range.end && words.has(second + 1, Class::That))
        }
        None => !only || (end..clause_end).any(|t| words.has(t, Class::NoneQuantifier)),
    }
}
