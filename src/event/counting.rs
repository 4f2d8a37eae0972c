//! Which numbers belong to which report, and what kind of violence or disaster they tell of.

use super::assemble::Assembler;
use super::context::Context;
use super::scope::{self, Verdict};
use super::site::Site;
use super::toll::{self, Count, Counted};
use super::triggers::Trigger;
use super::{EventType, PlaceBasis};
use crate::syntax::Link;

impl Assembler<'_> {
    /// Counts that only a turned-down trigger bore belong to the sentence's one event: `après le massacre de 160
    /// personnes à X, un village attaqué vendredi`.
    pub(super) fn hand_on(&mut self, first: usize, counts: &[Count]) {
        let [only] = &mut self.reports[first..] else { return };
        if !matches!(only.report.kind, EventType::Assault | EventType::Disaster) {
            return;
        }
        for count in counts {
            let slot = match count.what {
                Counted::Killed => &mut only.report.killed,
                Counted::Wounded => &mut only.report.wounded,
            };
            if slot.is_none() && self.context.doc.sentence_at(count.tokens.start) == only.report.sentence {
                *slot = count.toll;
            }
        }
    }

    /// `542 morts dans la province de X, 321 dans celle de Y et 13 à Z`: each place with its own toll.
    pub(super) fn tolls_by_place(&mut self, triggers: &[Trigger], counts: &[Count], number: usize, block: usize) {
        let range = self.context.doc.sentences[number].tokens.clone();
        let Some(first) = counts.iter().find(|c| c.what == Counted::Killed) else { return };
        // A trigger of its own tells the first; the list is what no trigger tells.
        let list = toll::by_place(&self.context, first, &range);
        if list.len() < 2 {
            return;
        }
        let kind = if self.disaster { EventType::Disaster } else { EventType::Assault };
        let days = match (&self.disaster_days, kind, &self.last) {
            (Some(days), EventType::Disaster, _) => days.clone(),
            (_, _, Some(before)) if before.block + 2 >= block => before.days.clone(),
            _ => vec![self.thread.day()],
        };
        let Some(frame) = self.context.tables().frames().iter().position(|f| f.name == "make-dead") else { return };
        for (place, toll, tokens) in list {
            let by_trigger = triggers.iter().any(|t| t.tokens.contains(&tokens.start));
            let known = self.reports.iter().any(|d| {
                d.report.sentence == number
                    && d.report.place.as_ref().and_then(|p| p.place) == self.context.places[place].value.place
            });
            if by_trigger || known {
                continue;
            }
            let trigger = Trigger {
                frame,
                tokens: tokens.clone(),
                clause: self.context.syntax.clause_at(tokens.start),
                verb: None,
                object: tokens.end..tokens.end,
                subject: tokens.start..tokens.start,
            };
            let Verdict::Event(standing) = scope::judge(&self.context, &trigger) else { continue };
            let count = Count { what: Counted::Killed, toll, tokens };
            let site = Site::Mention(place, PlaceBasis::Stated);
            for day in &days {
                self.push(&trigger, kind, None, &standing, &site, *day, std::slice::from_ref(&count), 1, number);
            }
        }
    }

    /// Numbers in a sentence without a trigger of its own belong to the event before it in the paragraph.
    pub(super) fn follow_up(&mut self, counts: &[Count], number: usize, block: usize) {
        let range = self.context.doc.sentences[number].tokens.clone();
        let war = self.context.tables().sets().war;
        let total = range.clone().any(|t| self.context.noun_classes(t).meets(war));
        if counts.is_empty() || total {
            return;
        }
        let Some(last) = self.reports.last_mut() else { return };
        if self.context.doc.sentences[last.report.sentence].block != block {
            return;
        }
        if !matches!(last.report.kind, EventType::Assault | EventType::Disaster) {
            return;
        }
        for count in counts {
            let slot = match count.what {
                Counted::Killed => &mut last.report.killed,
                Counted::Wounded => &mut last.report.wounded,
            };
            if slot.is_none() {
                *slot = count.toll;
            }
        }
    }

    /// Whether a count belongs to a trigger: it stands in its clause or one below, and no other trigger is nearer.
    pub(super) fn belongs(&self, trigger: &Trigger, all: &[Trigger], count: &Count) -> bool {
        let clause = self.context.syntax.clause_at(count.tokens.start);
        let distance = |t: &Trigger| {
            if count.tokens.start >= t.tokens.end {
                count.tokens.start - t.tokens.end
            } else {
                t.tokens.start.saturating_sub(count.tokens.end)
            }
        };
        let related = |t: &Trigger| {
            let up = self.context.steps_up(clause, t.clause);
            let down = self.context.steps_up(t.clause, clause);
            up.or(down)
        };
        let Some(mine) = related(trigger) else { return false };
        let is_sentence_speech = self.context.syntax.clauses[clause].link == Link::Inserted;
        if is_sentence_speech {
            return false;
        }
        let key = (mine, distance(trigger));
        // `des heurts ont fait vingt blessés`: the verb only counts what the noun tells.
        let counts_for_another = |t: &Trigger| {
            let frame = |t: &Trigger| self.context.tables().frame(t.frame);
            frame(t).needs_violence && !frame(trigger).needs_violence
        };
        all.iter()
            .filter(|t| t.tokens != trigger.tokens && !counts_for_another(t))
            .all(|t| related(t).is_none_or(|r| (r, distance(t)) >= key))
    }

    /// Whether a trigger only carries the total of a whole war: `le conflit a fait 5.300 morts`.
    pub(super) fn is_running_total(&self, trigger: &Trigger, counts: &[Count]) -> bool {
        if counts.is_empty() || trigger.verb.is_some_and(|v| !self.context.syntax.verbs[v].is_finite()) {
            return false;
        }
        let war = self.context.tables().sets().war;
        let is_war =
            trigger.tokens.clone().chain(trigger.subject.clone()).any(|t| self.context.noun_classes(t).meets(war));
        let sentence = self.context.sentence(trigger.tokens.start);
        // A day of the saying (`X a estimé jeudi que …`) dates no toll.
        let own_day = self.context.times_in(sentence).any(|(_, t)| {
            t.value.expression.tells_day()
                && self.context.is_above(trigger.clause, self.context.syntax.clause_at(t.tokens.start))
        });
        // `plus de 1.100 morts depuis la mi-juin`: no day's.
        let since = self.context.times_in(self.context.sentence(trigger.tokens.start)).any(|(_, t)| {
            t.value.bound == crate::time::Bound::Onset
                && !t.value.expression.tells_day()
                && self.context.syntax.clause_at(t.tokens.start) == trigger.clause
        });
        (is_war || since || self.is_of_war_so_far(trigger) || self.tallies_beside(trigger)) && !own_day
    }

    /// `Depuis le début de la guerre, plus de 3.000 civils ont été tués`.
    fn is_of_war_so_far(&self, trigger: &Trigger) -> bool {
        let context = &self.context;
        let war = context.tables().sets().war;
        let sentence = context.sentence(trigger.tokens.start);
        let since = |t: &usize| context.has(*t, crate::language::Class::Origin);
        sentence.clone().filter(since).any(|t| {
            (t + 1..sentence.end.min(t + 7))
                .take_while(|w| context.syntax.verb_at(*w).is_none() && !context.is_mark(*w, ","))
                .any(|w| context.noun_classes(w).meets(war))
        })
    }

    /// `les séparatistes, qui déplorent plus de 200 morts, …`: a toll so far, told beside the story, at no place.
    fn tallies_beside(&self, trigger: &Trigger) -> bool {
        let context = &self.context;
        let clause = &context.syntax.clauses[trigger.clause];
        let present = |v: usize| context.syntax.verbs[v].tense == crate::syntax::GroupTense::Present;
        matches!(clause.link, crate::syntax::Link::Relative(_))
            && trigger.verb.is_some_and(|v| present(v) && context.tables().status().tallies.contains(context.lemma(v)))
            && !context.places_in(clause.tokens.clone()).any(|(_, p)| Context::is_site(p))
    }

    /// Whether somebody or a weapon does what a trigger tells.
    pub(super) fn has_agent(&self, trigger: &Trigger) -> bool {
        let agents = self.context.tables().sets().armed.join(self.context.tables().sets().weapon);
        let frame = self.context.tables().frame(trigger.frame);
        // What only an attacker does needs no naming.
        if !frame.either && !frame.explosion && !frame.needs_violence {
            return true;
        }
        trigger.subject.clone().any(|t| self.context.noun_classes(t).meets(agents))
            || self.context.has_actor(trigger.subject.clone())
    }

    /// Whether somebody who bears arms is told as the agent, or a weapon in the sentence, of what a disaster does as well.
    pub(super) fn is_attacked(&self, trigger: &Trigger) -> bool {
        let context = &self.context;
        let sets = context.tables().sets();
        let armed = |t: usize| {
            let classes = context.noun_classes(t);
            classes.meets(sets.armed) && !classes.meets(sets.disaster)
        };
        let arms = |t: usize| {
            let classes = context.noun_classes(t);
            classes.meets(sets.munition) && !classes.meets(sets.disaster) && context.syntax.verb_at(t).is_none()
        };
        let by = context.syntax.clauses_in(context.doc.sentence_at(trigger.tokens.start)).any(|clause| {
            let passive = clause.verb.is_some_and(|v| {
                let group = &context.syntax.verbs[v];
                group.passive || group.tense == crate::syntax::GroupTense::PastParticiple
            });
            passive
                && clause.tokens.clone().any(|t| {
                    context.has(t, crate::language::Class::By)
                        && (t + 1..t + 4).any(|a| a < clause.tokens.end && armed(a))
                })
        });
        // `des heurts avec la police ont fait vingt blessés`: who did it is not told.
        let doer = !context.tables().frame(trigger.frame).needs_violence && trigger.subject.clone().any(armed);
        doer || by || context.sentence(trigger.tokens.start).any(arms)
    }

    /// What violence or disaster an ambiguous trigger (`périr`, `explosion`) belongs to.
    pub(super) fn violence(
        &self,
        trigger: &Trigger,
        all: &[Trigger],
        block: usize,
        own: bool,
    ) -> Option<(EventType, Option<String>)> {
        let of = |t: &Trigger| {
            let frame = self.context.tables().frame(t.frame);
            // What a disaster does as well shows nothing of who did it.
            (!frame.needs_violence && !frame.explosion && (!frame.either || self.has_agent(t)))
                .then(|| EventType::parse(&frame.kind))
                .flatten()
                .filter(|k| matches!(k, EventType::Assault | EventType::Disaster))
                .map(|k| (k, frame.mode.clone()))
        };
        let is_protest = |t: &Trigger| self.context.tables().frame(t.frame).kind == "PROTEST";
        // `des heurts ont fait neuf morts` is told by the clashes.
        if !own && all.iter().any(is_protest) {
            return None;
        }
        let here = all.iter().filter(|t| t.tokens != trigger.tokens).find_map(of);
        if here.is_some() {
            return here;
        }
        let sets = self.context.tables().sets();
        let (weapon, disaster) = (sets.weapon, sets.disaster);
        // `la riposte a coûté la vie à 47 civils`: what does it says what it is.
        let does = |set| trigger.subject.clone().any(|t| self.context.noun_classes(t).meets(set));
        if !own && does(sets.violence.join(weapon)) && !does(disaster) {
            return Some((EventType::Assault, None));
        }
        let sentence = self.context.sentence(trigger.tokens.start);
        let classes = |set| sentence.clone().any(|t| self.context.noun_classes(t).meets(set));
        if !own && classes(weapon) && !classes(disaster) {
            return Some((EventType::Assault, None));
        }
        let told = self
            .reports
            .iter()
            .rev()
            .map(|d| d.report.kind)
            .find(|k| matches!(k, EventType::Assault | EventType::Disaster));
        if let Some(kind) = self
            .last
            .as_ref()
            .filter(|l| l.block == block)
            .map(|l| l.kind)
            .filter(|k| matches!(k, EventType::Assault | EventType::Disaster))
            .or(told)
        {
            return Some((kind, None));
        }
        // Nothing told so far: what the document's other sentences tell.
        let mut counts = (0usize, 0usize);
        for t in self.triggers.iter().flatten() {
            match of(t) {
                None if own && is_protest(t) => counts.0 += 1,
                Some((EventType::Assault, _)) => counts.0 += 1,
                Some((EventType::Disaster, _)) => counts.1 += 1,
                _ => {}
            }
        }
        match counts {
            (0, 0) => own.then_some((EventType::Disaster, Some("accident".to_owned()))),
            (a, d) if d > a => Some((EventType::Disaster, None)),
            _ => Some((EventType::Assault, None)),
        }
    }
}

/// Whether more of a document's triggers tell of a disaster than of violence with somebody behind it.
pub(super) fn is_about_disaster(context: &Context<'_>, triggers: &[Vec<Trigger>]) -> bool {
    let (mut disaster, mut violence) = (0, 0);
    for trigger in triggers.iter().flatten() {
        let frame = context.tables().frame(trigger.frame);
        match frame.kind.as_str() {
            "DISASTER" => disaster += 1,
            "ASSAULT" if !frame.needs_violence && frame.toll.is_none() && !frame.explosion => violence += 1,
            _ => {}
        }
    }
    disaster > violence
}
