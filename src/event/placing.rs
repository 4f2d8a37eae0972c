//! Where each report of a document is: places named with a trigger, taken over, of the theatre or a speaker's seat.

use super::assemble::{Assembler, Last};
use super::context::Context;
use super::site::{self, Site};
use super::triggers::Trigger;
use super::{EventType, PlaceBasis, ReportPlace, When};
use crate::gazetteer::{Kind, PlaceIx};
use crate::place::Role;

impl Assembler<'_> {
    /// Whether a trigger tells of one strike or deed, not of fighting as such.
    pub(super) fn is_specific(&self, trigger: &Trigger) -> bool {
        !self.context.tables().frame(trigger.frame).general
    }

    /// The days of one place of a list: the one that stands behind it and before the next place, where each has its own
    /// (`X le 15 novembre, Y le 20`); else those of all.
    pub(super) fn own_days(&self, trigger: &Trigger, site: &Site, next: Option<&Site>, days: &[When]) -> Vec<When> {
        let start = |s: &Site| match s {
            Site::Mention(i, PlaceBasis::Stated) => Some(self.context.places[*i].tokens.clone()),
            _ => None,
        };
        let Some(here) = start(site) else { return days.to_vec() };
        // `a atteint X mardi, après que des camions avaient été pillés lundi`: a place of the other clause has its day.
        let of_clause = |when: &When| match *when {
            When::Mention { index, .. } => {
                self.context.syntax.clause_at(self.context.times[index].tokens.start) == trigger.clause
            }
            _ => false,
        };
        if self.context.syntax.clause_at(here.start) != trigger.clause && days.iter().any(of_clause) {
            return days.to_vec();
        }
        let sentence = self.context.sentence(here.start);
        let end = next.and_then(start).map_or(sentence.end, |n| n.start.max(here.end));
        let close = self.context.times_in(here.end..end).find(|(_, t)| {
            let from = t.value.phrase.start.min(t.tokens.start);
            // `lundi au Caire puis mardi à Amman`: Tuesday is the next place's.
            let next = from > here.end && self.context.has(here.end, crate::language::Class::Coordinator);
            // `à X ; mardi, …`: of what is told next.
            let mark = from > here.end && self.context.is_mark(here.end, ";");
            // `entrés le 30 à X, le lendemain à Y`: X has its day before it.
            let dated = from > here.end
                && self.context.is_mark(here.end, ",")
                && super::ellipsis::is_dated_before(&self.context, trigger, here.start);
            let parted = mark || dated;
            t.value.expression.tells_day() && from <= here.end + 1 && !next && !parted
        });
        match close {
            Some((index, _)) => vec![When::Mention { index, shift: 0 }],
            None => days.to_vec(),
        }
    }

    /// Whether a place without a position stands behind a preposition in the trigger's clause, and none with one does.
    fn is_elsewhere(&self, trigger: &Trigger) -> bool {
        let context = &self.context;
        let located = |p: &crate::place::PlaceMention| {
            let before = p.tokens.start.checked_sub(1);
            p.value.role == Role::Location
                && context.syntax.clause_at(p.tokens.start) == trigger.clause
                && before.is_some_and(|b| {
                    // A capital `A` has lost its accent.
                    context.has(b, crate::language::Class::To)
                        || context.has(b, crate::language::Class::In)
                        || context.doc.word(b) == "A"
                })
        };
        let sentence = context.sentence(trigger.tokens.start);
        let mut named = context.places_in(sentence).filter(|(_, p)| located(p)).peekable();
        named.peek().is_some() && named.all(|(_, p)| p.value.at.is_none())
    }

    /// The places of a trigger: named with it, or taken over.
    pub(super) fn sites(&self, trigger: &Trigger, stated: &[usize], kind: EventType, block: usize) -> Vec<Site> {
        let frame = self.context.tables().frame(trigger.frame);
        // A call is where who calls sits, whatever it is about.
        if frame.mode.as_deref() == Some("phone")
            && let Some(seat) = self.seat(trigger)
        {
            return vec![Site::Place(seat, PlaceBasis::Seat)];
        }
        // A statement is where its speaker sits, whatever place it speaks of.
        if frame.seat
            && frame.light
            && kind.is_statement()
            && !self.leads(trigger, stated)
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
        // `la police de X a arrêté`, `écroué par un tribunal de X`
        if kind == EventType::Coerce
            && let Some(town) = self
                .context
                .places_in(trigger.subject.clone())
                .find_map(|(_, mention)| site::body_of_town(&self.context, mention))
        {
            return vec![Site::Place(town, PlaceBasis::Stated)];
        }
        // Its place is named, and not known: another's would be wrong.
        if self.is_elsewhere(trigger) {
            return Vec::new();
        }
        if frame.realm {
            // A measure told without a place holds in the whole country.
            let country = || site::main_country(&self.context).map(|c| Site::Place(c, PlaceBasis::Inherited));
            let realm = self.realm(trigger).map(|r| Site::Place(r, PlaceBasis::Stated));
            return realm.or_else(country).into_iter().collect();
        }
        // Fighting as such is the theatre's, unless the paragraph tells of a place's.
        if !self.is_specific(trigger)
            && frame.theatre
            && self.last.as_ref().is_none_or(|l| l.block != block || l.kind != kind)
            && let Some(theatre) = self.theatre
        {
            return vec![Site::Place(theatre, PlaceBasis::Inherited)];
        }
        if site::inherits(kind)
            && let Some((sentence, scene)) = self.scene(block)
            && self.last.as_ref().is_none_or(|l| l.block != block || l.sentence < sentence || !akin(l.kind, kind))
        {
            return vec![Site::Mention(scene, PlaceBasis::Inherited)];
        }
        if site::inherits(kind)
            && let Some(last) = self.last.as_ref().filter(|l| self.holds(l, trigger, kind, block))
        {
            return inherited(&last.sites);
        }
        // A strike told without a place goes on from the one before; only fighting as such belongs to the theatre at
        // large, or where that is no whole country.
        let general = !self.is_specific(trigger);
        if !general
            && matches!(kind, EventType::Assault | EventType::Disaster | EventType::Protest)
            && let Some(last) = self.last.as_ref().filter(|l| akin(l.kind, kind) && self.is_close(l, block))
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

    /// Whether the first place told with a trigger opens its sentence: `A New York, Washington a mis son veto`.
    fn leads(&self, trigger: &Trigger, stated: &[usize]) -> bool {
        let start = self.context.sentence(trigger.tokens.start).start;
        stated.first().is_some_and(|i| {
            let mention = &self.context.places[*i];
            // `a exhorté vendredi, à X, la communauté internationale à …`
            let set_in = mention.tokens.start > trigger.tokens.end
                && (trigger.tokens.end..mention.tokens.start)
                    .all(|t| self.context.in_time(t) || self.context.is_mark(t, ",") || self.context.is_preposition(t));
            (mention.tokens.start <= start + 2 || set_in) && site::is_locative(&self.context, mention)
        })
    }

    /// Whether an event before stands no more than two blocks back, with no heading between: each entry of a live report
    /// has a scene of its own.
    pub(super) fn is_close(&self, last: &Last, block: usize) -> bool {
        use crate::document::BlockKind;
        let between = || self.context.doc.blocks[last.block..block].iter().skip(1);
        // What the page sets between the paragraphs does not count.
        between().filter(|b| b.kind.is_story()).count() < 2 && !between().any(|b| b.kind == BlockKind::Heading)
    }

    /// The place with which a sentence before a trigger's in its paragraph opens (`A X, où …`): its scene, whatever
    /// happened elsewhere since. The last, with the number of its sentence.
    fn scene(&self, block: usize) -> Option<(usize, usize)> {
        self.scene.filter(|(sentence, _)| self.context.doc.sentences[*sentence].block == block)
    }

    /// The place that a sentence opens with, between its preposition and a comma.
    pub(super) fn opens_with(&self, sentence: usize) -> Option<usize> {
        let context = &self.context;
        let range = context.doc.sentences[sentence].tokens.clone();
        let (index, mention) = context.places_in(range.start..range.end.min(range.start + 8)).next()?;
        let leads = mention.tokens.start <= range.start + 3
            && Context::is_site(mention)
            && site::is_locative(context, mention)
            && (mention.tokens.end < range.end && context.is_mark(mention.tokens.end, ","));
        leads.then_some(index)
    }

    /// Whether the place of the event before holds for a trigger: within its paragraph, or where the sentence says it
    /// goes on from there (`le même jour`); a meeting goes on only from a meeting.
    pub(super) fn holds(&self, last: &Last, trigger: &Trigger, kind: EventType, block: usize) -> bool {
        let meeting = kind == EventType::Consult || last.kind == EventType::Consult;
        let same_kind = kind == last.kind || trigger.verb.is_some() && !meeting;
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

    /// The country of the state that decrees: where no place is told, its measure holds there.
    fn realm(&self, trigger: &Trigger) -> Option<PlaceIx> {
        let verb = self.context.verb_above(trigger.clause)?;
        let subject = self.context.syntax.verbs[verb].subject.clone()?;
        let actor =
            self.context.places_in(subject).find(|(_, p)| matches!(p.value.role, Role::Actor | Role::Demonym))?.1;
        self.context.gazetteer.country_of(actor.value.acts_for.or(actor.value.place)?)
    }

    pub(super) fn seat(&self, trigger: &Trigger) -> Option<PlaceIx> {
        let subject = if trigger.verb.is_some() {
            trigger.subject.clone()
        } else {
            self.context.verb_above(trigger.clause).and_then(|v| self.context.syntax.verbs[v].subject.clone())?
        };
        site::seat(&self.context, subject)
    }

    pub(super) fn place(&self, site: &Site) -> Option<ReportPlace> {
        match site {
            Site::Mention(index, basis) => {
                let mention = &self.context.places[*index].value;
                let at = mention.at?;
                // `la ville`, `y`: the name the document gives it elsewhere.
                let name = mention
                    .place
                    .filter(|_| mention.reason.starts_with("coref"))
                    .map(|p| self.written(p).unwrap_or_else(|| self.context.gazetteer.place(p).name.clone()));
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
    pub(super) fn written(&self, place: PlaceIx) -> Option<String> {
        self.context
            .places
            .iter()
            .find(|p| {
                p.value.place == Some(place) && p.value.role != Role::Demonym && !p.value.reason.starts_with("coref")
            })
            .map(|p| p.value.name.clone())
    }

    /// Whether a place follows a noun trigger in its own phrase: `lors d'une rencontre à X`.
    pub(super) fn is_near_place(&self, trigger: &Trigger, stated: &[usize]) -> bool {
        stated.iter().any(|i| {
            let at = self.context.places[*i].tokens.start;
            at >= trigger.tokens.end
                && at - trigger.tokens.end <= 5
                && (trigger.tokens.end..at)
                    .all(|t| self.context.syntax.verb_at(t).is_none() && !self.context.is_mark(t, ","))
        })
    }
}

/// Whether two events may be of one happening: a town that is fought for is taken too.
fn akin(a: super::EventType, b: super::EventType) -> bool {
    use super::EventType::{Assault, Coerce};
    a == b || matches!((a, b), (Assault, Coerce) | (Coerce, Assault))
}

/// The site taken over from the event before; of several nobody says which.
fn inherited(sites: &[Site]) -> Vec<Site> {
    if sites.len() > 1 {
        return Vec::new();
    }
    sites
        .iter()
        .map(|site| match site {
            Site::Mention(i, _) => Site::Mention(*i, PlaceBasis::Inherited),
            Site::Place(p, PlaceBasis::Seat) => Site::Place(*p, PlaceBasis::Seat),
            Site::Place(p, _) => Site::Place(*p, PlaceBasis::Inherited),
        })
        .collect()
}
