//! One document's reports, put together: triggers judged, dated, placed and counted, denials set against them.

use super::context::Context;
use super::denial::Denial;
use super::report::{Report, Toll, TurnedDown, When};
use super::scope::{self, Standing, Verdict};
use super::site::{self, Site};
use super::toll::{self, Count, Counted};
use super::triggers::{self, Trigger};
use super::when::{self, Thread};
use super::{EventType, Status, sides};
use crate::document::{Document, Span};
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::language::{Language, VerbClass};
use crate::place::PlaceMention;
use crate::syntax::{Link, Syntax};
use crate::time::TimeMention;
use std::borrow::Cow;
use std::rc::Rc;

/// What a document tells, and what it only seems to.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Its reports, in text order.
    pub reports: Vec<Report>,
    /// Near-events that were turned down.
    pub turned_down: Vec<TurnedDown>,
}

/// Reads the events of a document whose times and places are known.
#[must_use]
pub fn read(
    doc: &Document,
    language: &Language,
    syntax: &Syntax,
    gazetteer: &Gazetteer,
    times: &[TimeMention],
    places: &[PlaceMention],
) -> Told {
    Assembler::new(Context::new(doc, language, syntax, gazetteer, times, places), true).run()
}

/// The reports of [`read()`] alone: what was turned down is only wanted where it is explained.
pub(crate) fn reports(
    doc: &Document,
    language: &Language,
    syntax: &Syntax,
    gazetteer: &Gazetteer,
    times: &[TimeMention],
    places: &[PlaceMention],
) -> Told {
    Assembler::new(Context::new(doc, language, syntax, gazetteer, times, places), false).run()
}

pub(super) struct Assembler<'a> {
    pub(super) context: Context<'a>,
    /// The triggers of each sentence; none outside the story.
    pub(super) triggers: Rc<[Vec<Trigger>]>,
    pub(super) thread: Thread,
    pub(super) theatre: Option<PlaceIx>,
    /// Whether the document is about a disaster: more of its triggers tell of one than of violence.
    pub(super) disaster: bool,
    /// The days of the first disaster told with a day of its own.
    pub(super) disaster_days: Option<Vec<When>>,
    /// Where the last event of the paragraph was, and its type.
    pub(super) last: Option<Last>,
    /// The place with which the last sentence that opens with one does, and the number of that sentence.
    pub(super) scene: Option<(usize, usize)>,
    /// The last trigger, and its block: what `l'avait été` says again.
    last_trigger: Option<(usize, Trigger)>,
    pub(super) reports: Vec<Draft>,
    pub(super) denials: Vec<Denial>,
    /// Whether what is turned down is kept.
    explains: bool,
    pub(super) turned_down: Vec<(Span, usize, String, &'static str)>,
}

#[derive(Clone)]
pub(super) struct Last {
    pub(super) block: usize,
    pub(super) sentence: usize,
    pub(super) sites: Vec<Site>,
    pub(super) kind: EventType,
    pub(super) days: Vec<When>,
}

/// What a trigger was found to tell.
struct Found {
    kind: EventType,
    mode: Option<String>,
    standing: Standing,
    sites: Vec<Site>,
    days: Vec<When>,
}

/// A report before its spans are counted in code points.
pub(super) struct Draft {
    pub(super) report: Report,
    pub(super) proofs: Vec<(&'static str, Span, Cow<'static, str>, Cow<'static, str>)>,
    pub(super) quote: Span,
    pub(super) trigger: usize,
}

impl<'a> Assembler<'a> {
    fn new(context: Context<'a>, explains: bool) -> Self {
        let theatre = site::theatre(&context);
        let triggers: Rc<[Vec<Trigger>]> = (0..context.doc.sentences.len())
            .map(|number| {
                let story = context.doc.block_of(number).kind.is_story();
                let tokens = context.doc.sentences[number].tokens.clone();
                if story { triggers::find(&context, tokens) } else { Vec::new() }
            })
            .collect();
        let disaster = super::counting::is_about_disaster(&context, &triggers);
        Self {
            context,
            triggers,
            disaster,
            disaster_days: None,
            thread: Thread::default(),
            theatre,
            last: None,
            scene: None,
            last_trigger: None,
            reports: Vec::new(),
            denials: Vec::new(),
            explains,
            turned_down: Vec::new(),
        }
    }

    pub(super) fn run(mut self) -> Told {
        for sentence in 0..self.context.doc.sentences.len() {
            if !self.context.doc.block_of(sentence).kind.is_story() {
                continue;
            }
            self.sentence(sentence);
        }
        self.finish()
    }

    pub(super) fn sentence(&mut self, number: usize) {
        let doc = self.context.doc;
        let range = doc.sentences[number].tokens.clone();
        let block = doc.sentences[number].block;
        let found = Rc::clone(&self.triggers);
        let before = self.last_trigger.as_ref().filter(|(told, _)| *told == block).map(|(_, t)| t);
        let again = before.filter(|_| triggers::may_say_again(&self.context, range.clone()));
        let again = again.map(|before| triggers::find_after(&self.context, range.clone(), Some(before)));
        let triggers = again.as_ref().unwrap_or(&found[number]);
        let counts = toll::find(&self.context, range.clone());
        let first = self.reports.len();
        for trigger in triggers {
            self.trigger(trigger, triggers, &counts, number, block);
        }
        self.tolls_by_place(triggers, &counts, number, block);
        if let Some(last) = triggers.last() {
            self.last_trigger = Some((block, last.clone()));
        }
        let made = self.reports.len() > first;
        self.hand_on(first, &counts);
        self.bare_denials(number, block, triggers);
        if !made {
            self.follow_up(&counts, number, block);
        }
        let taken = self.taken_days(first);
        self.thread.follow(&self.context, number, made, &taken);
        if let Some(place) = self.opens_with(number) {
            self.scene = Some((number, place));
        }
    }

    /// The days that the events told from a report on in main clauses have.
    fn taken_days(&self, first: usize) -> Vec<usize> {
        let main = |draft: &&Draft| {
            let clause = &self.context.syntax.clauses[self.context.syntax.clause_at(draft.trigger)];
            matches!(clause.link, Link::Main | Link::Coordinate)
        };
        let day = |draft: &Draft| match draft.report.when {
            When::Mention { index, shift: 0 } => Some(index),
            _ => None,
        };
        self.reports[first..].iter().filter(main).filter_map(day).collect()
    }

    pub(super) fn turn_down(&mut self, trigger: &Trigger, number: usize, why: &'static str) {
        if !self.explains {
            return;
        }
        let frame = &self.context.tables().frame(trigger.frame).name;
        let span = self.context.doc.span_of(trigger.tokens.clone());
        self.turned_down.push((span, number, format!("fr/{frame}"), why));
    }

    /// Takes a trigger as an event, or turns it down.
    pub(super) fn trigger(
        &mut self,
        trigger: &Trigger,
        all: &[Trigger],
        counts: &[Count],
        number: usize,
        block: usize,
    ) {
        let found = match self.consider(trigger, all, number, block) {
            Ok(found) => found,
            Err(why) => return self.turn_down(trigger, number, why),
        };
        let mut mine = counts.iter().filter(|c| self.belongs(trigger, all, c)).cloned().collect::<Vec<_>>();
        if let Some(count) = self.victims(trigger).and_then(|v| toll::of_victims(&self.context, &v)) {
            mine.retain(|c| {
                c.what == count.what && c.tokens.start >= count.tokens.end || c.tokens.start > count.tokens.end
            });
            mine.insert(0, count);
        }
        if self.is_running_total(trigger, &mine) {
            return self.turn_down(trigger, number, "a running total");
        }
        let Found { kind, mode, standing, sites, days } = found;
        let tells_day = |d: &When| match *d {
            When::Mention { index, .. } => self.context.times[index].value.expression.tells_day(),
            _ => false,
        };
        let own_day = days.iter().any(|d| self.is_own_day(trigger, *d) && tells_day(d));
        let shifted = |d: &&When| matches!(d, When::Mention { shift, .. } | When::Publication { shift } if *shift != 0);
        if matches!(kind, EventType::Assault | EventType::Disaster) {
            let origin = days.iter().find(shifted).copied();
            self.thread.origin = self.thread.origin.or(origin);
        }
        if kind == EventType::Disaster && self.disaster_days.is_none() && own_day {
            self.disaster_days = Some(days.clone());
        }
        for (rank, site) in sites.iter().enumerate() {
            let own = self.own_days(trigger, site, sites.get(rank + 1), &days);
            for day in &own {
                self.push(trigger, kind, mode.clone(), &standing, site, *day, &mine, sites.len(), number);
            }
        }
        for again in self.again_at(trigger, &sites) {
            let days = again.day.map_or_else(|| days.clone(), |day| vec![day]);
            let theirs: Vec<Count> =
                self.victims(trigger).and_then(|_| toll::of_others(&self.context, &again.who)).into_iter().collect();
            for day in days {
                self.push(trigger, kind, mode.clone(), &standing, &again.site, day, &theirs, 1, number);
            }
        }
        if site::inherits(kind) {
            self.last = Some(Last { block, sentence: number, sites, kind, days });
        }
    }

    /// The noun phrase of those a trigger kills: its subject where it says that they die, else what it is done to.
    fn victims(&self, trigger: &Trigger) -> Option<std::ops::Range<usize>> {
        let verb = trigger.verb?;
        let frame = self.context.tables().frame(trigger.frame);
        let dies = self.context.verb_classes(verb).has(VerbClass::Die) || frame.name == "lose-life";
        let killed = frame.toll.as_deref() == Some("killed");
        if dies {
            return Some(trigger.subject.clone());
        }
        killed.then(|| trigger.object.clone())
    }

    /// What a trigger tells: its kind, who says so, where and when; or why it is no event.
    fn consider(
        &mut self,
        trigger: &Trigger,
        all: &[Trigger],
        number: usize,
        block: usize,
    ) -> Result<Found, &'static str> {
        let frame = self.context.tables().frame(trigger.frame);
        let kind = EventType::parse(&frame.kind).ok_or("of no known type")?;
        let standing = match scope::judge(&self.context, trigger) {
            Verdict::None(why) => return Err(why),
            Verdict::Denied { by, doing } => {
                let near = self.is_news_to_reader(trigger);
                let sites = site::stated(&self.context, trigger, all);
                let places = sites.iter().filter_map(|i| self.context.places[*i].value.place).collect();
                self.denials.push(Denial { kind: Some(kind), places, by, doing, near, sentence: number, block });
                return Err("denied");
            }
            Verdict::Event(mut standing) => {
                standing.planned |= frame.plans;
                standing
            }
        };
        if frame.truce && !self.comes_about(trigger) {
            return Err("a truce that is only spoken of");
        }
        if self.tells_of_noun(trigger, all) {
            return Err("tells of the noun before it");
        }
        if self.is_told_by_relative(trigger, all) {
            return Err("told by the clause behind it");
        }
        let (kind, mode) = self.kind(trigger, kind, &standing, all, block)?;
        // Nobody fixes a strike or a flood for a day: what is told of one to come is a threat or a forecast.
        if standing.planned && matches!(kind, EventType::Assault | EventType::Disaster) {
            return Err("only threatened or foretold");
        }
        let stated = site::stated(&self.context, trigger, all);
        let sites = self.sites(trigger, &stated, kind, block);
        if sites.is_empty() {
            return Err(if frame.needs_place { "no place is told with it" } else { "no place is known" });
        }
        let days = self.days(trigger, kind, &stated, block);
        self.grounds(trigger, &standing, &stated, &days)?;
        Ok(Found { kind, mode, standing, sites, days })
    }

    /// `dément qu'un navire ait été touché`: whom or what it befell is new to the reader, so it is nothing told far before.
    fn is_news_to_reader(&self, trigger: &Trigger) -> bool {
        let first = trigger.object.clone().next().filter(|_| trigger.verb.is_some());
        first.is_some_and(|t| toll::number_word(&self.context, t).is_some())
    }

    /// The type and mode of a trigger in its company: what is only tried is an attack, what has nobody behind it in the
    /// story of a disaster is of the disaster.
    fn kind(
        &self,
        trigger: &Trigger,
        kind: EventType,
        standing: &Standing,
        all: &[Trigger],
        block: usize,
    ) -> Result<(EventType, Option<String>), &'static str> {
        let frame = self.context.tables().frame(trigger.frame);
        let mode = frame.mode.clone();
        if standing.attempted && !frame.truce {
            return match kind {
                EventType::Assault | EventType::Coerce => Ok((EventType::Assault, mode)),
                _ => Err("only tried"),
            };
        }
        // `le marché, réduit en cendres par des insurgés`, `touchée par deux missiles, la corvette a sombré`
        if frame.either && (kind == EventType::Disaster || frame.needs_violence) && self.is_attacked(trigger) {
            return Ok((EventType::Assault, mode));
        }
        if frame.needs_violence || frame.explosion {
            let (kind, found) =
                self.violence(trigger, all, block, frame.explosion).ok_or("no violence or disaster is told with it")?;
            return Ok((kind, if kind == EventType::Assault { found.or(mode) } else { found }));
        }
        // `vingt personnes sont mortes et 300 ont été blessées`, told behind an explosion by accident: it did that too.
        if kind == EventType::Assault
            && frame.either
            && !self.has_agent(trigger)
            && let Some((EventType::Disaster, mode)) = self.violence(trigger, all, block, false)
        {
            return Ok((EventType::Disaster, mode));
        }
        if kind == EventType::Assault && self.disaster && !self.has_agent(trigger) && !frame.truce {
            return Ok((EventType::Disaster, None));
        }
        Ok((kind, mode))
    }

    /// The days of a trigger: its own, those of the event it goes on telling of, or of the disaster it is part of.
    fn days(&self, trigger: &Trigger, kind: EventType, stated: &[usize], block: usize) -> Vec<When> {
        let days = when::find(&self.context, trigger, &self.thread);
        if days.iter().any(|d| self.is_own_day(trigger, *d)) {
            return days;
        }
        // What a disaster did is told without its day, long after it: it was on the day of the disaster.
        if kind == EventType::Disaster
            && let Some(main) = &self.disaster_days
        {
            return main.clone();
        }
        // What goes on telling of the event before is on its day too.
        let goes_on = |last: &&Last| {
            last.kind == kind && (last.block == block || self.is_specific(trigger) && self.is_close(last, block))
        };
        match self.last.as_ref().filter(goes_on) {
            Some(last) if stated.is_empty() => last.days.clone(),
            _ => days,
        }
    }

    /// `Moscou a démenti.`: a denial without its object.
    fn bare_denials(&mut self, number: usize, block: usize, triggers: &[Trigger]) {
        let range = self.context.doc.sentences[number].tokens.clone();
        if !triggers.is_empty() {
            return;
        }
        for (index, group) in self.context.syntax.verbs_in(range.clone()) {
            if group.negated || !group.is_finite() {
                continue;
            }
            if !self.context.verb_classes(index).has(VerbClass::Deny) {
                continue;
            }
            // With an object of its own that is no trigger (`a démenti toute implication`) only the doing is denied.
            let bare = group.tokens.end + 1 >= range.end;
            let by = super::speaker::of_verb(&self.context, index);
            let places = Vec::new();
            self.denials.push(Denial { kind: None, places, by, doing: !bare, near: false, sentence: number, block });
        }
    }

    #[allow(clippy::too_many_arguments)] // what a report is made of, each read by a step of its own
    pub(super) fn push(
        &mut self,
        trigger: &Trigger,
        kind: EventType,
        mode: Option<String>,
        standing: &Standing,
        site: &Site,
        when: When,
        counts: &[Count],
        of_sites: usize,
        number: usize,
    ) {
        let doc = self.context.doc;
        let frame = self.context.tables().frame(trigger.frame);
        let place = self.place(site);
        let mut proofs = Vec::new();
        let name = kind.name();
        let value: Cow<'static, str> = mode.as_ref().map_or(name.into(), |m| format!("{name}/{m}").into());
        proofs.push(("trigger", doc.span_of(trigger.tokens.clone()), value, frame.rule.into()));
        if let When::Mention { index, .. } = when {
            let mention = &self.context.times[index];
            proofs.push(("date", mention.span, "".into(), mention.rule.into()));
        }
        if let Site::Mention(index, _) = site {
            let mention = &self.context.places[*index];
            let id = mention.value.place.map(|p| self.context.gazetteer.place(p).id.clone());
            proofs.push(("place", mention.span, id.unwrap_or_default().into(), mention.value.reason.into()));
            if let Some((relation, span)) = &mention.value.relation {
                proofs.push((
                    "relation",
                    *span,
                    relation.name().into(),
                    format!("relation/{}", relation.name()).into(),
                ));
            }
        }
        if let Some(speech) = standing.speech {
            proofs.push((
                "speech",
                doc.tokens[speech].span,
                standing.by.clone().unwrap_or_default().into(),
                "fr/speech".into(),
            ));
        }
        let mut killed = Toll::default();
        let mut wounded = Toll::default();
        // Of a list of places the toll belongs to all together, so to none.
        if of_sites == 1 {
            for count in counts {
                let slot = match count.what {
                    Counted::Killed => &mut killed,
                    Counted::Wounded => &mut wounded,
                };
                if slot.is_none() {
                    *slot = count.toll;
                    let what = if count.what == Counted::Killed { "killed" } else { "wounded" };
                    proofs.push(("toll", doc.span_of(count.tokens.clone()), what.into(), "fr/toll".into()));
                }
            }
        }
        let status = if standing.planned {
            Status::Planned
        } else if standing.claimed {
            Status::Claimed
        } else {
            Status::Reported
        };
        let report = Report {
            kind,
            mode,
            rule: frame.rule,
            status,
            claimed_by: standing.by.clone().filter(|_| standing.claimed),
            denied_by: None,
            both_sides: standing.both,
            place,
            when,
            killed,
            wounded,
            actors: sides::find(&self.context, trigger),
            quote: String::new(),
            span: (0, 0),
            sentence: number,
            proofs: Vec::new(),
        };
        self.reports.push(Draft { report, proofs, quote: doc.sentences[number].span, trigger: trigger.tokens.start });
    }
}
