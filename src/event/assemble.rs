//! One document's reports, put together: triggers judged, dated, placed and counted, denials set against them.

use super::context::Context;
use super::denial::{self, Denial};
use super::report::{Proof, Report, ReportPlace, Toll, TurnedDown, When};
use super::scope::{self, Standing, Verdict};
use super::site::{self, Site};
use super::toll::{self, Count, Counted};
use super::triggers::{self, Trigger};
use super::when::{self, Thread};
use super::{EventType, PlaceBasis, Status, sides};
use crate::document::{Document, Span};
use crate::gazetteer::{Gazetteer, Kind, PlaceIx};
use crate::language::{Language, VerbClass};
use crate::place::{PlaceMention, Role};
use crate::syntax::{GroupTense, Link, Syntax};
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

struct Assembler<'a> {
    context: Context<'a>,
    thread: Thread,
    theatre: Option<PlaceIx>,
    /// Where the last event of the paragraph was, and its type.
    last: Option<Last>,
    reports: Vec<Draft>,
    denials: Vec<Denial>,
    turned_down: Vec<(Span, usize, String, &'static str)>,
}

#[derive(Clone)]
struct Last {
    block: usize,
    sites: Vec<Site>,
    kind: EventType,
    days: Vec<When>,
}

/// A report before its spans are counted in code points.
struct Draft {
    report: Report,
    proofs: Vec<(&'static str, Span, String, String)>,
    quote: Span,
    trigger: usize,
}

impl<'a> Assembler<'a> {
    fn new(context: Context<'a>) -> Self {
        let theatre = site::theatre(&context);
        Self {
            context,
            thread: Thread::default(),
            theatre,
            last: None,
            reports: Vec::new(),
            denials: Vec::new(),
            turned_down: Vec::new(),
        }
    }

    fn run(mut self) -> Told {
        for sentence in 0..self.context.doc.sentences.len() {
            if !self.context.doc.block_of(sentence).kind.is_story() {
                continue;
            }
            self.sentence(sentence);
        }
        self.finish()
    }

    fn sentence(&mut self, number: usize) {
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
        let made = self.reports.len() > first;
        self.hand_on(first, &counts);
        self.bare_denials(number, block, &triggers);
        if !made {
            self.follow_up(&counts, number, block);
        }
        self.thread.follow(&self.context, number);
    }

    /// Counts that only a turned-down trigger bore belong to the sentence's one event: `après le massacre de 160
    /// personnes à X, un village attaqué vendredi`.
    fn hand_on(&mut self, first: usize, counts: &[Count]) {
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

    fn turn_down(&mut self, trigger: &Trigger, number: usize, why: &'static str) {
        let frame = &self.context.tables().frame(trigger.frame).name;
        let span = self.context.doc.span_of(trigger.tokens.clone());
        self.turned_down.push((span, number, format!("fr/{frame}"), why));
    }

    /// Whether the trigger gave a report.
    fn trigger(
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
        if frame.needs_violence || frame.explosion {
            match self.violence(trigger, all, block, frame.explosion) {
                Some((found, found_mode)) => {
                    kind = found;
                    mode = if found == EventType::Assault { found_mode.or(mode) } else { found_mode };
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

    /// The days of one place of a list: the one that stands behind it and before the next place, where each has its own
    /// (`X le 15 novembre, Y le 20`); else those of all.
    fn own_days(&self, site: &Site, next: Option<&Site>, days: &[When]) -> Vec<When> {
        let start = |s: &Site| match s {
            Site::Mention(i, PlaceBasis::Stated) => Some(self.context.places[*i].tokens.clone()),
            _ => None,
        };
        let Some(here) = start(site) else { return days.to_vec() };
        let sentence = self.context.sentence(here.start);
        let end = next.and_then(start).map_or(sentence.end, |n| n.start.max(here.end));
        let close = self
            .context
            .times_in(here.end..end)
            .find(|(_, t)| t.value.expression.tells_day() && t.value.phrase.start.min(t.tokens.start) <= here.end + 1);
        match close {
            Some((index, _)) => vec![When::Mention { index, shift: 0 }],
            None => days.to_vec(),
        }
    }

    /// What violence or disaster an ambiguous trigger (`périr`, `explosion`) belongs to.
    fn violence(
        &self,
        trigger: &Trigger,
        all: &[Trigger],
        block: usize,
        own: bool,
    ) -> Option<(EventType, Option<String>)> {
        let of = |t: &Trigger| {
            let frame = self.context.tables().frame(t.frame);
            (!frame.needs_violence && !frame.explosion)
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
        let weapon = self.context.tables().class_set(&["weapon".to_owned()]);
        let disaster = self.context.tables().class_set(&["disaster".to_owned()]);
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
        for number in 0..self.context.doc.sentences.len() {
            if !self.context.doc.block_of(number).kind.is_story() {
                continue;
            }
            for t in triggers::find(&self.context, self.context.doc.sentences[number].tokens.clone()) {
                match of(&t) {
                    None if own && is_protest(&t) => counts.0 += 1,
                    Some((EventType::Assault, _)) => counts.0 += 1,
                    Some((EventType::Disaster, _)) => counts.1 += 1,
                    _ => {}
                }
            }
        }
        match counts {
            (0, 0) => own.then_some((EventType::Disaster, Some("accident".to_owned()))),
            (a, d) if d > a => Some((EventType::Disaster, None)),
            _ => Some((EventType::Assault, None)),
        }
    }

    /// The places of a trigger: named with it, or taken over.
    fn sites(&self, trigger: &Trigger, stated: &[usize], kind: EventType, block: usize) -> Vec<Site> {
        let frame = self.context.tables().frame(trigger.frame);
        // A call is where who calls sits, whatever it is about.
        if frame.mode.as_deref() == Some("phone")
            && let Some(seat) = self.seat(trigger)
        {
            return vec![Site::Place(seat, PlaceBasis::Seat)];
        }
        if !stated.is_empty() {
            return stated.iter().map(|i| Site::Mention(*i, PlaceBasis::Stated)).collect();
        }
        if frame.seat
            && let Some(seat) = self.seat(trigger)
        {
            return vec![Site::Place(seat, PlaceBasis::Seat)];
        }
        if frame.needs_place || frame.of_toponym {
            return Vec::new();
        }
        if site::inherits(kind)
            && let Some(last) = self.last.as_ref().filter(|l| self.holds(l, trigger, kind, block))
        {
            return inherited(&last.sites);
        }
        // A strike told without a place goes on from the one before; only fighting as such belongs to the theatre at
        // large, or where that is no whole country.
        let general = matches!(frame.name.as_str(), "fight" | "attack" | "arms-speak" | "artillery-speaks");
        if !general
            && kind == EventType::Assault
            && let Some(last) = self.last.as_ref().filter(|l| l.kind == kind && l.block + 2 >= block)
        {
            return inherited(&last.sites);
        }
        let wide = self.theatre.is_some_and(|t| self.context.gazetteer.place(t).kind == Kind::Country);
        if frame.theatre
            && (general || !wide)
            && let Some(theatre) = self.theatre
        {
            return vec![Site::Place(theatre, PlaceBasis::Inherited)];
        }
        Vec::new()
    }

    /// Whether the place of the event before holds for a trigger: within its paragraph, or where the sentence says it
    /// goes on from there (`le même jour`); a meeting goes on only from a meeting.
    fn holds(&self, last: &Last, trigger: &Trigger, kind: EventType, block: usize) -> bool {
        let same_kind = (kind == EventType::Consult) == (last.kind == EventType::Consult);
        let sentence = self.context.sentence(trigger.tokens.start);
        let goes_on = || {
            last.block + 1 == block
                && self
                    .context
                    .times_in(sentence.clone())
                    .any(|(_, t)| matches!(t.value.anchor, crate::time::Anchor::Mention(_)))
        };
        last.block == block && same_kind || goes_on()
    }

    fn seat(&self, trigger: &Trigger) -> Option<PlaceIx> {
        let subject = if trigger.verb.is_some() {
            trigger.subject.clone()
        } else {
            self.context.verb_above(trigger.clause).and_then(|v| self.context.syntax.verbs[v].subject.clone())?
        };
        site::seat(&self.context, subject)
    }

    /// A statement is an event of its own only in the main clause, by a verb in the perfect, with a day of its own.
    fn is_news(&self, trigger: &Trigger, days: &[When]) -> bool {
        let Some(verb) = trigger.verb else { return false };
        let group = &self.context.syntax.verbs[verb];
        let link = self.context.syntax.clauses[trigger.clause].link;
        let tense = matches!(group.tense, GroupTense::Perfect | GroupTense::Pluperfect);
        let own = days.iter().any(|d| self.is_own_day(trigger, *d));
        let here = self.context.tables().frame(trigger.frame).kind == "CONSULT";
        (tense || here) && matches!(link, Link::Main | Link::Coordinate | Link::Adverbial) && own
    }

    /// Whether a day stands in the trigger's own sentence.
    fn is_own_day(&self, trigger: &Trigger, when: When) -> bool {
        let sentence = self.context.sentence(trigger.tokens.start);
        match when {
            When::Mention { index, .. } => sentence.contains(&self.context.times[index].tokens.start),
            _ => false,
        }
    }

    /// Whether a day is one from which something lasts: `depuis le 27`.
    fn is_onset(&self, when: When) -> bool {
        matches!(when, When::Mention { index, .. } if self.context.times[index].value.bound == crate::time::Bound::Onset)
    }

    /// Whether a place follows a noun trigger in its own phrase: `lors d'une rencontre à X`.
    fn is_near_place(&self, trigger: &Trigger, stated: &[usize]) -> bool {
        stated.iter().any(|i| {
            let at = self.context.places[*i].tokens.start;
            at >= trigger.tokens.end
                && at - trigger.tokens.end <= 5
                && (trigger.tokens.end..at)
                    .all(|t| self.context.syntax.verb_at(t).is_none() && !self.context.is_mark(t, ","))
        })
    }

    /// `un cessez-le-feu, négocié à X`, `l'accord signé samedi`: the participle of what brings a truce or accord about tells
    /// of that noun, which is a trigger of its own.
    fn tells_of_noun(&self, trigger: &Trigger, all: &[Trigger]) -> bool {
        trigger.verb.is_some_and(|v| {
            self.context.syntax.verbs[v].tense == GroupTense::PastParticiple
                && self.context.verb_classes(v).has(VerbClass::Begin)
        }) && all.iter().any(|other| {
            self.context.tables().frame(other.frame).truce
                && other.tokens.end <= trigger.tokens.start
                && trigger.tokens.start - other.tokens.end <= 3
        })
    }

    /// Whether a truce comes about, or is to: by the verb of its clause, a participle behind it, or a day of its own.
    fn comes_about(&self, trigger: &Trigger) -> bool {
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
                || self.context.has(t, crate::language::Class::Agreement)
        };
        (sentence.start.max(trigger.tokens.start.saturating_sub(5))..trigger.tokens.start).any(agreement)
            || self.context.times_in(behind).any(|(_, t)| {
                t.value.phrase.start.saturating_sub(trigger.tokens.end) <= 1 && t.value.expression.tells_day()
            })
    }

    /// Whether a day belongs to a noun trigger itself: it follows in its phrase, or `au lendemain de` precedes it.
    fn is_near_day(&self, trigger: &Trigger, when: When) -> bool {
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

    /// Whether a count belongs to a trigger: it stands in its clause or one below, and no other trigger is nearer.
    fn belongs(&self, trigger: &Trigger, all: &[Trigger], count: &Count) -> bool {
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
    fn is_running_total(&self, trigger: &Trigger, counts: &[Count]) -> bool {
        if counts.is_empty() || trigger.verb.is_some_and(|v| !self.context.syntax.verbs[v].is_finite()) {
            return false;
        }
        let war = self.context.tables().class_set(&["war".to_owned()]);
        let is_war =
            trigger.tokens.clone().chain(trigger.subject.clone()).any(|t| self.context.noun_classes(t).meets(war));
        let sentence = self.context.sentence(trigger.tokens.start);
        // A day of the saying (`X a estimé jeudi que …`) dates no toll.
        let own_day = self.context.times_in(sentence).any(|(_, t)| {
            t.value.expression.tells_day()
                && self.context.is_above(trigger.clause, self.context.syntax.clause_at(t.tokens.start))
        });
        is_war && !own_day
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

    /// Numbers in a sentence without a trigger of its own belong to the event before it in the paragraph.
    fn follow_up(&mut self, counts: &[Count], number: usize, block: usize) {
        let range = self.context.doc.sentences[number].tokens.clone();
        let war = self.context.tables().class_set(&["war".to_owned()]);
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

    #[allow(clippy::too_many_arguments)] // what a report is made of, each read by a step of its own
    fn push(
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

    fn place(&self, site: &Site) -> Option<ReportPlace> {
        match site {
            Site::Mention(index, basis) => {
                let mention = &self.context.places[*index].value;
                let at = mention.at?;
                // `la ville`, `y`: the name the document gives it elsewhere.
                let name = mention.place.filter(|_| mention.reason.starts_with("coref")).and_then(|p| self.written(p));
                Some(ReportPlace {
                    place: mention.place,
                    name: name.unwrap_or_else(|| mention.name.clone()),
                    lat: at.lat,
                    lon: at.lon,
                    uncertainty_km: mention.uncertainty_km,
                    basis: *basis,
                    moved: mention.relation.is_some(),
                })
            }
            Site::Place(place, basis) => {
                let known = self.context.gazetteer.place(*place);
                Some(ReportPlace {
                    place: Some(*place),
                    name: self.written(*place).unwrap_or_else(|| known.name.clone()),
                    lat: known.lat,
                    lon: known.lon,
                    uncertainty_km: known.radius_km,
                    basis: *basis,
                    moved: false,
                })
            }
        }
    }

    /// How the document writes a place.
    fn written(&self, place: PlaceIx) -> Option<String> {
        self.context
            .places
            .iter()
            .find(|p| {
                p.value.place == Some(place) && p.value.role != Role::Demonym && !p.value.reason.starts_with("coref")
            })
            .map(|p| p.value.name.clone())
    }

    fn finish(mut self) -> Told {
        let doc = self.context.doc;
        let block_of = |sentence: usize| doc.sentences[sentence].block;
        self.merge();
        let mut reports: Vec<Report> = self.reports.iter().map(|d| d.report.clone()).collect();
        denial::apply(&self.denials, &mut reports, &block_of);
        let mut spans: Vec<Span> = Vec::new();
        for draft in &self.reports {
            spans.push(draft.quote);
            spans.extend(draft.proofs.iter().map(|p| p.1));
        }
        spans.extend(self.turned_down.iter().map(|t| t.0));
        let mut points = doc.code_points(&spans).into_iter();
        for (report, draft) in reports.iter_mut().zip(&self.reports) {
            report.quote = draft.quote.of(&doc.text).to_owned();
            report.span = points.next().unwrap_or_default();
            for (role, span, value, rule) in &draft.proofs {
                report.proofs.push(Proof {
                    role,
                    text: span.of(&doc.text).to_owned(),
                    span: points.next().unwrap_or_default(),
                    value: value.clone(),
                    rule: rule.clone(),
                });
            }
        }
        let turned_down = self
            .turned_down
            .iter()
            .map(|(span, sentence, rule, why)| TurnedDown {
                text: span.of(&doc.text).to_owned(),
                span: points.next().unwrap_or_default(),
                sentence: *sentence,
                rule: rule.clone(),
                why: (*why).to_owned(),
            })
            .collect();
        Told { reports, turned_down }
    }

    /// Within one document the same type, place and time mention is one report, however many words tell it.
    fn merge(&mut self) {
        let mut kept: Vec<Draft> = Vec::new();
        for draft in std::mem::take(&mut self.reports) {
            let same = kept.iter_mut().find(|k| {
                k.report.kind == draft.report.kind
                    && k.report.when == draft.report.when
                    && same_place(k.report.place.as_ref(), draft.report.place.as_ref())
            });
            match same {
                Some(earlier) => earlier.take(draft),
                None => kept.push(draft),
            }
        }
        // Fighting in the theatre told again where the same day has its towns adds nothing but is no error; but an
        // event put there only for want of a place, beside one with a place in the same sentence, is the same.
        let stated: Vec<(usize, EventType, When)> = kept
            .iter()
            .filter(|d| d.report.place.as_ref().is_some_and(|p| p.basis == PlaceBasis::Stated))
            .map(|d| (d.report.sentence, d.report.kind, d.report.when))
            .collect();
        let gazetteer = self.context.gazetteer;
        kept.retain(|d| {
            let wanting = d.report.place.as_ref().is_some_and(|p| {
                p.basis == PlaceBasis::Inherited
                    && p.place.is_some_and(|p| matches!(gazetteer.place(p).kind, Kind::Region | Kind::Country))
            });
            !(wanting && stated.contains(&(d.report.sentence, d.report.kind, d.report.when)))
        });
        self.reports = kept;
    }
}

/// Sites taken over from the event before.
fn inherited(sites: &[Site]) -> Vec<Site> {
    sites
        .iter()
        .map(|site| match site {
            Site::Mention(i, _) => Site::Mention(*i, PlaceBasis::Inherited),
            Site::Place(p, PlaceBasis::Seat) => Site::Place(*p, PlaceBasis::Seat),
            Site::Place(p, _) => Site::Place(*p, PlaceBasis::Inherited),
        })
        .collect()
}

fn same_place(a: Option<&ReportPlace>, b: Option<&ReportPlace>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.place == b.place && (a.lat - b.lat).abs() < 1e-6 && (a.lon - b.lon).abs() < 1e-6,
        (None, None) => true,
        _ => false,
    }
}

impl Draft {
    /// Takes over what another telling of the same event adds.
    fn take(&mut self, other: Self) {
        let stronger = |s: Status| match s {
            Status::Reported => 0,
            Status::Claimed => 1,
            Status::Denied => 2,
            Status::Planned => 3,
        };
        if stronger(other.report.status) < stronger(self.report.status) {
            self.report.status = other.report.status;
            self.report.claimed_by = other.report.claimed_by;
        }
        self.report.both_sides |= other.report.both_sides;
        if self.report.killed.is_none() {
            self.report.killed = other.report.killed;
        }
        if self.report.wounded.is_none() {
            self.report.wounded = other.report.wounded;
        }
        if self.report.mode.is_none() {
            self.report.mode = other.report.mode;
        }
        for actor in other.report.actors {
            if !self.report.actors.iter().any(|a| a.name == actor.name) {
                self.report.actors.push(actor);
            }
        }
        self.trigger = self.trigger.min(other.trigger);
    }
}
