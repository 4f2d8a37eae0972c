//! What is left when all sentences are read: one report for all tellings of an event, denials, spans in code points.

use super::assemble::{Assembler, Draft, Told};
use super::denial;
use super::{EventType, PlaceBasis, Proof, Report, ReportPlace, Status, TurnedDown, When};
use crate::document::Span;
use crate::gazetteer::{Kind, PlaceIx};
use rustc_hash::{FxHashMap, FxHashSet};

impl Assembler<'_> {
    pub(super) fn finish(mut self) -> Told {
        let doc = self.context.doc;
        let block_of = |sentence: usize| doc.sentences[sentence].block;
        self.merge();
        let mut spans: Vec<Span> = Vec::new();
        for draft in &self.reports {
            spans.push(draft.quote);
            spans.extend(draft.proofs.iter().map(|p| p.1));
        }
        spans.extend(self.turned_down.iter().map(|t| t.0));
        let mut points = doc.code_points(&spans).into_iter();
        let mut reports: Vec<Report> = Vec::with_capacity(self.reports.len());
        for Draft { mut report, proofs, quote, .. } in self.reports {
            quote.of(&doc.text).clone_into(&mut report.quote);
            report.span = points.next().unwrap_or_default();
            let proofs = proofs.into_iter().map(|(role, span, value, rule)| Proof {
                role,
                text: span.of(&doc.text).to_owned(),
                span: points.next().unwrap_or_default(),
                value,
                rule,
            });
            report.proofs.extend(proofs);
            reports.push(report);
        }
        denial::apply(&self.denials, &mut reports, &block_of);
        let turned_down = self
            .turned_down
            .into_iter()
            .map(|(span, sentence, rule, why)| TurnedDown {
                text: span.of(&doc.text).to_owned(),
                span: points.next().unwrap_or_default(),
                sentence,
                rule,
                why: why.to_owned(),
            })
            .collect();
        Told { reports, turned_down }
    }

    /// Within one document the same type, place and time mention is one report, however many words tell it.
    pub(super) fn merge(&mut self) {
        let mut kept: Vec<Draft> = Vec::new();
        let mut alike: FxHashMap<(EventType, When, Option<PlaceIx>), Vec<usize>> = FxHashMap::default();
        for draft in std::mem::take(&mut self.reports) {
            let place = draft.report.place.as_ref();
            let alike = alike.entry((draft.report.kind, draft.report.when, place.and_then(|p| p.place))).or_default();
            if let Some(earlier) = alike.iter().find(|k| same_place(kept[**k].report.place.as_ref(), place)) {
                kept[*earlier].take(draft);
            } else {
                alike.push(kept.len());
                kept.push(draft);
            }
        }
        // Fighting in the theatre told again where the same day has its towns adds nothing but is no error; but an
        // event put there only for want of a place, beside one with a place in the same sentence, is the same.
        let stated: FxHashSet<(usize, EventType, When)> = kept
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

fn same_place(a: Option<&ReportPlace>, b: Option<&ReportPlace>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.place == b.place && (a.lat - b.lat).abs() < 1e-6 && (a.lon - b.lon).abs() < 1e-6,
        (None, None) => true,
        _ => false,
    }
}

impl Draft {
    /// Takes over what another telling of the same event adds.
    pub(super) fn take(&mut self, other: Self) {
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
