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
use crate::syntax::Syntax;
use crate::time::TimeMention;

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
    let context = Context { doc, language, syntax, gazetteer, times, places };
    Assembler::new(context).run()
}

pub(super) struct Assembler<'a> {
    pub(super) context: Context<'a>,
    pub(super) thread: Thread,
    pub(super) theatre: Option<PlaceIx>,
    /// Whether the document is about a disaster: more of its triggers tell of one than of violence.
    pub(super) disaster: bool,
    /// The days of the first disaster told with a day of its own.
    pub(super) disaster_days: Option<Vec<When>>,
    /// Where the last event of the paragraph was, and its type.
    pub(super) last: Option<Last>,
    pub(super) reports: Vec<Draft>,
    pub(super) denials: Vec<Denial>,
    pub(super) turned_down: Vec<(Span, usize, String, &'static str)>,
}

#[derive(Clone)]
pub(super) struct Last {
    pub(super) block: usize,
    pub(super) sites: Vec<Site>,
    pub(super) kind: EventType,
    pub(super) days: Vec<When>,
}

/// A report before its spans are counted in code points.
pub(super) struct Draft {
    pub(super) report: Report,
    pub(super) proofs: Vec<(&'static str, Span, String, String)>,
    pub(super) quote: Span,
    pub(super) trigger: usize,
}

impl<'a> Assembler<'a> {
    fn new(context: Context<'a>) -> Self {
        let theatre = site::theatre(&context);
        let disaster = super::counting::is_about_disaster(&context);
        Self {
            context,
            disaster,
            disaster_days: None,
            thread: Thread::default(),
            theatre,
            last: None,
            reports: Vec::new(),
            denials: Vec::new(),
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
        let triggers = triggers::find(&self.context, range.clone());
        let counts = toll::find(&self.context, range.clone());
        let thread = self.thread;
        let first = self.reports.len();
        for trigger in &triggers {
            self.trigger(trigger, &triggers, &counts, number, block, &thread);
        }
        self.tolls_by_place(&triggers, &counts, number, block);
        let made = self.reports.len() > first;
        self.hand_on(first, &counts);
        self.bare_denials(number, block, &triggers);
        if !made {
            self.follow_up(&counts, number, block);
        }
        self.thread.follow(&self.context, number);
    }

    pub(super) fn turn_down(&mut self, trigger: &Trigger, number: usize, why: &'static str) {
        let frame = &self.context.tables().frame(trigger.frame).name;
        let span = self.context.doc.span_of(trigger.tokens.clone());
        self.turned_down.push((span, number, format!("fr/{frame}"), why));
    }

    /// Whether the trigger gave a report.
    pub(super) fn trigger(
        &mut self,
        trigger: &Trigger,
        all: &[Trigger],
        counts: &[Count],
        number: usize,
        block: usize,
        thread: &Thread,
    ) -> bool {
        let frame = self.context.tables().frame(trigger.frame);
        let Some(mut kind) = EventType::parse(&frame.kind) else { return false };
        let standing = match scope::judge(&self.context, trigger) {
            Verdict::None(why) => {
                self.turn_down(trigger, number, why);
                return false;
            }
            Verdict::Denied { by, doing } => {
                let sites = site::stated(&self.context, trigger, all);
                let places = sites.iter().filter_map(|i| self.context.places[*i].value.place).collect();
                self.denials.push(Denial { kind: Some(kind), places, by, doing, sentence: number, block });
                self.turn_down(trigger, number, "denied");
                return false;
            }
            Verdict::Event(mut standing) => {
                standing.planned |= frame.plans;
                standing
            }
        };
        if frame.truce && !self.comes_about(trigger) {
            self.turn_down(trigger, number, "a truce that is only spoken of");
            return false;
        }
        if standing.attempted && !frame.truce {
            if !matches!(kind, EventType::Assault | EventType::Coerce) {
                self.turn_down(trigger, number, "only tried");
                return false;
            }
            kind = EventType::Assault;
        }
        if self.tells_of_noun(trigger, all) {
            self.turn_down(trigger, number, "tells of the noun before it");
            return false;
        }
        let mut mode = frame.mode.clone();
        if kind == EventType::Assault && self.disaster && !self.has_agent(trigger) && !frame.truce {
            kind = EventType::Disaster;
            mode = None;
        }
        if frame.needs_violence || frame.explosion {
            match self.violence(trigger, all, block, frame.explosion) {
                Some((found, found_mode)) => {
                    kind = found;
                    mode = found_mode.or(mode).filter(|_| found == EventType::Assault);
                }
                None => {
                    self.turn_down(trigger, number, "no violence or disaster is told with it");
                    return false;
                }
            }
        }
        let stated = site::stated(&self.context, trigger, all);
        let sites = self.sites(trigger, &stated, kind, block);
        if sites.is_empty() {
            let why = if frame.needs_place { "no place is told with it" } else { "no place is known" };
            self.turn_down(trigger, number, why);
            return false;
        }
        let mut days = when::find(&self.context, trigger, thread);
        // What a disaster did is told without its day, long after it: it was on the day of the disaster.
        if kind == EventType::Disaster
            && !days.iter().any(|d| self.is_own_day(trigger, *d))
            && let Some(main) = &self.disaster_days
        {
            days.clone_from(main);
        }
        // What goes on telling of the event before is on its day too.
        if stated.is_empty()
            && !days.iter().any(|d| self.is_own_day(trigger, *d))
            && let Some(last) = self.last.as_ref().filter(|l| l.block == block && l.kind == kind)
        {
            days.clone_from(&last.days);
        }
        if trigger.verb.is_none()
            && let Some(preposition) = scope::aside(&self.context, trigger)
            && !days.iter().any(|d| self.is_near_day(trigger, *d))
            && !(self.context.has(preposition, crate::language::Class::Simultaneous)
                && self.is_near_place(trigger, &stated))
        {
            self.turn_down(trigger, number, "only dates or explains something else");
            return false;
        }
        let own_day = || days.iter().any(|d| self.is_own_day(trigger, *d));
        if frame.own_day && !own_day() {
            self.turn_down(trigger, number, "no day is told with it");
            return false;
        }
        if frame.onset && !days.iter().any(|d| self.is_onset(*d)) {
            self.turn_down(trigger, number, "a standing fact");
            return false;
        }
        if frame.light && !self.is_news(trigger, &days) {
            self.turn_down(trigger, number, "a statement that is not the news");
            return false;
        }
        if standing.planned && !days.iter().any(|d| self.is_own_day(trigger, *d)) {
            self.turn_down(trigger, number, "planned without a day");
            return false;
        }
        let mine = counts.iter().filter(|c| self.belongs(trigger, all, c)).cloned().collect::<Vec<_>>();
        if self.is_running_total(trigger, &mine) {
            self.turn_down(trigger, number, "a running total");
            return false;
        }
        if kind == EventType::Disaster
            && self.disaster_days.is_none()
            && days.iter().any(|d| self.is_own_day(trigger, *d))
        {
            self.disaster_days = Some(days.clone());
        }
        for (rank, site) in sites.iter().enumerate() {
            let own = self.own_days(site, sites.get(rank + 1), &days);
            for day in &own {
                self.push(trigger, kind, mode.clone(), &standing, site, *day, &mine, sites.len(), number);
            }
        }
        if site::inherits(kind) {
            self.last = Some(Last { block, sites, kind, days });
        }
        true
    }

    /// `Moscou a démenti.`: a denial without its object.
    fn bare_denials(&mut self, number: usize, block: usize, triggers: &[Trigger]) {
        let range = self.context.doc.sentences[number].tokens.clone();
        if !triggers.is_empty() {
            return;
        }
        for (index, group) in self.context.syntax.verbs.iter().enumerate() {
            if !range.contains(&group.tokens.start) || group.negated || !group.is_finite() {
                continue;
            }
            if !self.context.verb_classes(index).has(VerbClass::Deny) {
                continue;
            }
            // With an object of its own that is no trigger (`a démenti toute implication`) only the doing is denied.
            let bare = group.tokens.end + 1 >= range.end;
            let by = super::speaker::of_verb(&self.context, index);
            let places = Vec::new();
            self.denials.push(Denial { kind: None, places, by, doing: !bare, sentence: number, block });
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
        let value = mode.as_ref().map_or_else(|| kind.name().to_owned(), |m| format!("{}/{m}", kind.name()));
        proofs.push(("trigger", doc.span_of(trigger.tokens.clone()), value, format!("fr/{}", frame.name)));
        if let When::Mention { index, .. } = when {
            let mention = &self.context.times[index];
            proofs.push(("date", mention.span, String::new(), mention.rule.to_owned()));
        }
        if let Site::Mention(index, _) = site {
            let mention = &self.context.places[*index];
            let id = mention.value.place.map_or_else(String::new, |p| self.context.gazetteer.place(p).id.clone());
            proofs.push(("place", mention.span, id, mention.value.reason.to_owned()));
            if let Some((relation, span)) = &mention.value.relation {
                proofs.push(("relation", *span, relation.name().to_owned(), format!("relation/{}", relation.name())));
            }
        }
        if let Some(speech) = standing.speech {
            proofs.push((
                "speech",
                doc.tokens[speech].span,
                standing.by.clone().unwrap_or_default(),
                "fr/speech".to_owned(),
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
                    proofs.push(("toll", doc.span_of(count.tokens.clone()), what.to_owned(), "fr/toll".to_owned()));
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
            rule: format!("fr/{}", frame.name),
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
