//! Denials: whose word stands against which report.

use super::report::Report;
use super::{EventType, Status};
use crate::gazetteer::PlaceIx;

/// Someone says that it did not happen, or that it was not they.
#[derive(Clone, Debug)]
pub(super) struct Denial {
    /// What is denied; none where the text does not say (`Moscou a démenti.`).
    pub kind: Option<EventType>,
    /// Where, if named.
    pub places: Vec<PlaceIx>,
    /// Who denies.
    pub by: Option<String>,
    /// Only having done it is denied.
    pub doing: bool,
    /// Only what was told in the sentence before or behind it can be meant.
    pub near: bool,
    /// The sentence.
    pub sentence: usize,
    /// The block of the sentence.
    pub block: usize,
}

/// Sets each denial against the report it speaks of: of its type and place, the nearest before it; without a place of
/// its own the last report of its paragraph or the one before.
pub(super) fn apply(denials: &[Denial], reports: &mut [Report], block_of: &dyn Fn(usize) -> usize) {
    for denial in denials {
        let fits = |report: &Report| {
            let kind = denial.kind.is_none_or(|k| {
                k == report.kind
                    || matches!(
                        (k, report.kind),
                        (EventType::Assault, EventType::Coerce) | (EventType::Coerce, EventType::Assault)
                    )
            });
            let here = report.place.as_ref().and_then(|p| p.place);
            let place = denial.places.is_empty() || here.is_some_and(|p| denial.places.contains(&p));
            let near = !denial.places.is_empty()
                || report.sentence <= denial.sentence
                    && denial.block - block_of(report.sentence).min(denial.block) <= 1;
            let beside = !denial.near || report.sentence.abs_diff(denial.sentence) <= 1;
            kind && place && near && beside && !report.kind.is_statement()
        };
        // `Damas n'a pas confirmé` is about the last; with a place, all that is claimed of it and stands nearest.
        let nearest = reports
            .iter()
            .filter(|r| fits(r))
            .map(|r| (r.sentence > denial.sentence, denial.sentence.abs_diff(r.sentence)))
            .min();
        let Some(nearest) = nearest else { continue };
        for report in reports.iter_mut() {
            if !fits(report)
                || (report.sentence > denial.sentence, denial.sentence.abs_diff(report.sentence)) != nearest
            {
                continue;
            }
            if report.denied_by.is_none() {
                report.denied_by = Some(denial.by.clone().unwrap_or_default()).filter(|b| !b.is_empty());
            }
            if !denial.doing && report.status == Status::Claimed {
                report.status = Status::Denied;
            }
        }
    }
}
