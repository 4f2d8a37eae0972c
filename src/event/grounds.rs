//! Grounds for taking or turning down a trigger: whether its day is its own, whether a statement is the news, whether
//! a truce comes about.

use super::When;
use super::assemble::Assembler;
use super::scope::{self, Standing};
use super::triggers::Trigger;
use crate::language::{Class, VerbClass};
use crate::syntax::{GroupTense, Link};

impl Assembler<'_> {
    /// Whether the day, the place and the tense of a trigger bear it out.
    pub(super) fn grounds(
        &self,
        trigger: &Trigger,
        standing: &Standing,
        stated: &[usize],
        days: &[When],
    ) -> Result<(), &'static str> {
        let frame = self.context.tables().frame(trigger.frame);
        let own_day = days.iter().any(|d| self.is_own_day(trigger, *d));
        if trigger.verb.is_none()
            && let Some(preposition) = scope::aside(&self.context, trigger)
            && !days.iter().any(|d| self.is_near_day(trigger, *d))
            && !(self.context.has(preposition, Class::Simultaneous) && self.is_near_place(trigger, stated))
        {
            return Err("only dates or explains something else");
        }
        // `ces tirs`, `l'attaque`: told before.
        if trigger.verb.is_none() && !days.iter().any(|d| self.is_near_day(trigger, *d)) {
            let pointed = self.is_pointed_at(trigger) && !own_day;
            if pointed || stated.is_empty() && self.is_known(trigger) {
                return Err("told before");
            }
        }
        // `fait état de civils tués dans des bombardements`: nobody counted, on no day, at no place.
        let bare = trigger.verb.is_some_and(|v| self.context.syntax.verbs[v].tense == GroupTense::PastParticiple);
        if bare && stated.is_empty() && !own_day && self.is_uncounted(trigger) {
            return Err("told in general");
        }
        // `des soldats postés à X`, `un berger condamné à perpétuité`: what they are, not what happened.
        if bare && matches!(frame.kind.as_str(), "MOBILIZE" | "SANCTION") && !self.has_clause_day(trigger) {
            return Err("a standing fact");
        }
        // `Le paludisme tue chaque année`, `le camp héberge 200.000 réfugiés`: what goes on.
        let goes_on = trigger.verb.is_some_and(|v| self.context.syntax.verbs[v].tense == GroupTense::Present);
        let every = || {
            let clause = self.context.syntax.clauses[trigger.clause].tokens.clone();
            self.context.times_in(clause).any(|(_, t)| {
                use crate::time::Expression::{Every, EveryPart, EveryWeekday};
                matches!(t.value.expression, Every { .. } | EveryWeekday { .. } | EveryPart { .. })
            })
        };
        if goes_on && !own_day && (frame.kind == "AID" || every()) {
            return Err("what goes on");
        }
        // `un ferry transportant 90 réfugiés`
        let carrying =
            trigger.verb.is_some_and(|v| self.context.syntax.verbs[v].tense == GroupTense::PresentParticiple);
        if carrying && frame.kind == "AID" && !self.has_clause_day(trigger) {
            return Err("a standing fact");
        }
        // `des soldats sont stationnés à X`
        let stands = trigger.verb.is_some_and(|v| {
            let group = &self.context.syntax.verbs[v];
            group.passive && group.tense == GroupTense::Present
        });
        if stands && frame.kind == "MOBILIZE" && !own_day {
            return Err("a standing fact");
        }
        // `dans le parking inondé`, `l'une des communes les plus meurtries par les inondations`
        let between = bare && self.is_followed_by_of(trigger) && !own_day;
        let describes = frame.kind == "DISASTER" || frame.kind == "ASSAULT" && between;
        if describes && self.is_of_adjective(trigger) {
            return Err("a standing fact");
        }
        // `des partisans du putsch`
        let definite = trigger.tokens.start.checked_sub(1).is_some_and(|t| self.context.has(t, Class::Definite));
        if trigger.verb.is_none()
            && frame.realm
            && !frame.decree
            && definite
            && stated.is_empty()
            && !days.iter().any(|d| self.is_near_day(trigger, *d))
        {
            return Err("told before");
        }
        // `L'avocat du général tué à X a plaidé mardi`
        if bare && self.is_known_of_subject(trigger) && !self.has_clause_day(trigger) {
            return Err("a standing fact");
        }
        // `reste fermé`
        if bare && self.is_remaining(trigger) && !own_day {
            return Err("a standing fact");
        }
        // `regagnait X`: on the way, not arrived.
        let under_way = trigger.verb.is_some_and(|v| self.context.syntax.verbs[v].tense == GroupTense::Imperfect);
        let beside = self.context.syntax.clauses[trigger.clause].link == crate::syntax::Link::Adverbial;
        if under_way && (!own_day || beside) && frame.kind == "CONSULT" && frame.mode.as_deref() == Some("visit") {
            return Err("under way, not arrived");
        }
        if frame.own_day && !own_day {
            return Err("no day is told with it");
        }
        if frame.onset && !days.iter().any(|d| self.is_onset(*d)) {
            return Err("a standing fact");
        }
        if frame.light && !self.is_news(trigger, days) {
            return Err("a statement that is not the news");
        }
        if standing.planned && !own_day {
            return Err("planned without a day");
        }
        Ok(())
    }

    /// Whether `de` stands right behind a trigger: `l'aéroport dévasté de X`.
    fn is_followed_by_of(&self, trigger: &Trigger) -> bool {
        let end = trigger.tokens.end;
        end < self.context.doc.tokens.len() && self.context.has(end, Class::Of)
    }

    /// Whether a trigger is a participle that only describes the noun before it, or stands behind one with `par`: nobody is
    /// counted and no day is told in its clause.
    fn is_of_adjective(&self, trigger: &Trigger) -> bool {
        let context = &self.context;
        let clause = &context.syntax.clauses[trigger.clause];
        let Some(verb) = clause.verb.filter(|_| clause.link == Link::Participle) else { return false };
        let group = &context.syntax.verbs[verb];
        let before = context.sentence(group.tokens.start).start.max(group.tokens.start.saturating_sub(6));
        let counted = (before..group.tokens.start).any(|t| super::toll::number(context, t).is_some_and(|n| n > 1));
        let finite = context.syntax.verbs_in(context.sentence(group.tokens.start)).any(|(_, g)| g.is_finite());
        group.tense == GroupTense::PastParticiple
            && finite
            && !counted
            && group.tokens.start > context.sentence(group.tokens.start).start
            && !context.is_mark(group.tokens.start - 1, ",")
            && !self.has_clause_day(trigger)
    }

    /// Whether a noun trigger stands right behind a definite article in the singular, or `les deux`, where an event of its
    /// kind was told.
    fn is_known(&self, trigger: &Trigger) -> bool {
        let start = self.context.sentence(trigger.tokens.start).start;
        let has = |back: usize, class| {
            let token = trigger.tokens.start.checked_sub(back).filter(|t| *t >= start);
            token.is_some_and(|t| self.context.has(t, class))
        };
        let one = has(1, Class::Definite);
        let several =
            has(2, Class::Plural) && super::toll::number_word(&self.context, trigger.tokens.start - 1).is_some();
        let kind = self.context.tables().frame(trigger.frame).kind.as_str();
        (one || several) && kind == "ASSAULT" && self.last.as_ref().is_some_and(|l| l.kind.name() == kind)
    }

    /// Whether a participle stands in the definite subject of another verb, which speaks of it as known.
    fn is_known_of_subject(&self, trigger: &Trigger) -> bool {
        let context = &self.context;
        let at = trigger.tokens.start;
        context.syntax.verbs_in(context.sentence(at)).any(|(_, group)| {
            let subject = group.subject.clone().filter(|s| group.is_finite() && s.contains(&at));
            subject.is_some_and(|s| {
                group.tokens.start >= trigger.tokens.end
                    && !context.in_time(s.start)
                    && (context.has(s.start, Class::Definite) || context.doc.lower(s.start) == "les")
            })
        })
    }

    /// Whether a day stands in the trigger's own clause.
    fn has_clause_day(&self, trigger: &Trigger) -> bool {
        let tokens = self.context.syntax.clauses[trigger.clause].tokens.clone();
        self.context.times_in(tokens).any(|(_, t)| {
            t.value.expression.tells_day() && self.context.syntax.clause_at(t.tokens.start) == trigger.clause
        })
    }

    /// Whether a participle stands right behind a verb of staying so.
    fn is_remaining(&self, trigger: &Trigger) -> bool {
        let before = trigger.tokens.start.checked_sub(1).and_then(|t| self.context.syntax.verb_at(t));
        before.is_some_and(|v| self.context.tables().status().about.contains(self.context.lemma(v)))
    }

    /// Whether a noun trigger stands behind `ce`, `cette`, `ces`.
    fn is_pointed_at(&self, trigger: &Trigger) -> bool {
        let start = self.context.sentence(trigger.tokens.start).start;
        (start..trigger.tokens.start)
            .rev()
            .take(2)
            .take_while(|t| self.context.is_word(*t))
            .any(|t| self.context.has(t, Class::Demonstrative))
    }

    /// Whether the noun a participle stands by is an indefinite plural without a number.
    fn is_uncounted(&self, trigger: &Trigger) -> bool {
        let mut words = trigger.object.clone().chain(trigger.tokens.start.saturating_sub(4)..trigger.tokens.start);
        let plural = words.clone().any(|t| self.context.has(t, Class::Of));
        plural && !words.any(|t| super::toll::number(&self.context, t).is_some())
    }

    /// A statement is an event of its own only in the main clause, by a verb in the perfect, with a day of its own.
    pub(super) fn is_news(&self, trigger: &Trigger, days: &[When]) -> bool {
        let Some(verb) = trigger.verb else { return false };
        let group = &self.context.syntax.verbs[verb];
        let link = self.context.syntax.clauses[trigger.clause].link;
        let tense = matches!(group.tense, GroupTense::Perfect | GroupTense::Pluperfect);
        let own = days.iter().any(|d| self.is_own_day(trigger, *d));
        let here = self.context.tables().frame(trigger.frame).kind == "CONSULT";
        (tense || here) && matches!(link, Link::Main | Link::Coordinate | Link::Adverbial) && own
    }

    /// Whether a day stands in the trigger's own sentence.
    pub(super) fn is_own_day(&self, trigger: &Trigger, when: When) -> bool {
        let sentence = self.context.sentence(trigger.tokens.start);
        match when {
            When::Mention { index, .. } => sentence.contains(&self.context.times[index].tokens.start),
            _ => false,
        }
    }

    /// `un cessez-le-feu, négocié à X`, `l'accord signé samedi`: the participle of what brings a truce or accord about tells
    /// of that noun, which is a trigger of its own.
    pub(super) fn tells_of_noun(&self, trigger: &Trigger, all: &[Trigger]) -> bool {
        if self.leads_to_noun(trigger, all) {
            return true;
        }
        trigger.verb.is_some_and(|v| {
            self.context.syntax.verbs[v].tense == GroupTense::PastParticiple
                && self.context.verb_classes(v).has(VerbClass::Begin)
        }) && all.iter().any(|other| {
            self.context.tables().frame(other.frame).truce
                && other.tokens.end <= trigger.tokens.start
                && trigger.tokens.start - other.tokens.end <= 3
        })
    }

    /// `Lancée lundi, l'offensive sur X …`: a participle that the sentence opens with tells of the noun behind its comma.
    fn leads_to_noun(&self, trigger: &Trigger, all: &[Trigger]) -> bool {
        let context = &self.context;
        let participle = |v: usize| context.syntax.verbs[v].tense == GroupTense::PastParticiple;
        let kind = |t: &Trigger| context.tables().frame(t.frame).kind.as_str();
        trigger.verb.is_some_and(participle)
            && trigger.tokens.start == context.sentence(trigger.tokens.start).start
            && all.iter().any(|noun| {
                let between = trigger.tokens.end..noun.tokens.start;
                noun.verb.is_none()
                    && kind(noun) == kind(trigger)
                    && between.clone().all(|t| context.syntax.verb_at(t).is_none())
                    && between.rev().find(|t| context.is_mark(*t, ",")).is_some_and(|c| noun.tokens.start - c <= 3)
            })
    }

    /// `le tir qui a blessé quatorze soldats mercredi`: the relative clause of a noun trigger tells the event.
    pub(super) fn is_told_by_relative(&self, trigger: &Trigger, all: &[Trigger]) -> bool {
        let kind = |t: &Trigger| self.context.tables().frame(t.frame).kind.as_str();
        trigger.verb.is_none()
            && all.iter().any(|other| {
                // `l'attentat de X, dans lequel 40 soldats avaient péri lundi`: behind the noun's own place too.
                let own = |noun: usize| {
                    trigger.tokens.contains(&noun)
                        || noun >= trigger.tokens.end
                            && noun - trigger.tokens.end <= 4
                            && self.context.has(trigger.tokens.end, Class::Of)
                            && self.context.in_place(noun)
                            && self.has_clause_day(other)
                };
                let told = |clause: usize| match self.context.syntax.clauses[clause].link {
                    Link::Relative(noun) => own(noun),
                    _ => false,
                };
                other.verb.is_some() && told(other.clause) && kind(other) == kind(trigger)
            })
    }

    /// Whether a truce comes about, or is to: by the verb of its clause, a participle behind it, or a day of its own.
    pub(super) fn comes_about(&self, trigger: &Trigger) -> bool {
        let begins = |verb: usize| self.context.verb_classes(verb).has(VerbClass::Begin);
        if self.context.verb_above(trigger.clause).is_some_and(begins) {
            return true;
        }
        let sentence = self.context.sentence(trigger.tokens.start);
        let behind = trigger.tokens.end..sentence.end.min(trigger.tokens.end + 8);
        if behind.clone().filter_map(|t| self.context.syntax.verb_at(t)).any(begins) {
            return true;
        }
        let agreement = |t: usize| {
            let data = self.context.tables().noun_frames(self.context.doc.tokens[t].word);
            data.iter().any(|(_, f)| self.context.tables().frame(*f).kind == "AGREE")
                || self.context.has(t, Class::Agreement)
        };
        (sentence.start.max(trigger.tokens.start.saturating_sub(5))..trigger.tokens.start).any(agreement)
            || self.context.times_in(behind).any(|(_, t)| {
                t.value.phrase.start.saturating_sub(trigger.tokens.end) <= 1 && t.value.expression.tells_day()
            })
    }

    /// Whether a day is one from which something lasts: `depuis le 27`.
    pub(super) fn is_onset(&self, when: When) -> bool {
        matches!(when, When::Mention { index, .. } if self.context.times[index].value.bound == crate::time::Bound::Onset)
    }

    /// Whether a day belongs to a noun trigger itself: it follows in its phrase, or `au lendemain de` precedes it.
    pub(super) fn is_near_day(&self, trigger: &Trigger, when: When) -> bool {
        match when {
            When::Mention { shift, .. } | When::Publication { shift } if shift != 0 => true,
            When::Mention { index, .. } => {
                let mention = &self.context.times[index];
                mention.tokens.start >= trigger.tokens.end
                    && self.is_own_day(trigger, when)
                    && (trigger.tokens.end..mention.tokens.start)
                        .filter_map(|t| self.context.syntax.verb_at(t))
                        .all(|v| self.context.syntax.verbs[v].tense == GroupTense::PastParticiple)
                    && mention.tokens.start - trigger.tokens.end <= 8
            }
            _ => false,
        }
    }
}
