//! Spatial relations: `à 15 km au nord de X`, `dans le sud de X`, `aux abords de X`.
//!
//! They are read from the name leftwards, because the name is what shows that they are there.

use super::mention::RelationKind;
use super::words::Words;
use crate::language::PlaceWord;

/// A relation as the words say it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Relation {
    pub kind: RelationKind,
    /// The first token of it; its last is the one before the name.
    pub start: usize,
    /// Degrees from north.
    pub bearing: Option<f64>,
    /// As told.
    pub km: Option<f64>,
}

/// Distances are told by one unit, a number of at most this many words, and words such as `environ`.
const MOST_DISTANCE_WORDS: usize = 6;

impl Words<'_> {
    /// The relation between the words left of a name and the name.
    pub fn relation(&self, name: usize) -> Option<Relation> {
        let first = self.sentence(name).start;
        let phrase = self.phrase_start(name);
        let of = phrase.checked_sub(1).filter(|of| *of > first && self.has(*of, PlaceWord::Of))?;
        let last = of - 1;
        if self.has(last, PlaceWord::Unit) || self.has(last, PlaceWord::SmallUnit) {
            let (km, start) = self.distance(last, first)?;
            return Some(Relation { kind: RelationKind::Distance, start, bearing: None, km: Some(km) });
        }
        // `est` is a verb as often as the east.
        if let Some(bearing) =
            self.tables.bearing(self.doc.folded(last)).filter(|_| self.syntax.verb_at(last).is_none())
        {
            return Some(self.direction(last, bearing, first));
        }
        if self.at(last).any(&[PlaceWord::Near, PlaceWord::Environs]) {
            let mut start = last;
            let lead = |t: usize| {
                self.is_at(t)
                    || self.at(t).any(&[PlaceWord::Article, PlaceWord::In, PlaceWord::Determiner])
                    || self.has(t, PlaceWord::Filler)
            };
            while start > first && lead(start - 1) {
                start -= 1;
            }
            return Some(Relation { kind: RelationKind::Near, start, bearing: None, km: None });
        }
        // `non loin de X`; `loin de X` says nothing of where.
        if self.has(last, PlaceWord::Far) && last > first && self.has(last - 1, PlaceWord::Not) {
            return Some(Relation { kind: RelationKind::Near, start: last - 1, bearing: None, km: None });
        }
        None
    }

    fn direction(&self, word: usize, bearing: f64, first: usize) -> Relation {
        let mut lead = word;
        // `l'extrême nord de`.
        if lead > first && self.has(lead - 1, PlaceWord::Extreme) {
            lead -= 1;
        }
        let mut outside = false;
        if lead > first && self.has(lead - 1, PlaceWord::Article) {
            lead -= 1;
            if lead > first && self.is_at(lead - 1) {
                (lead, outside) = (lead - 1, true);
            } else if lead > first && self.at(lead - 1).any(&[PlaceWord::In, PlaceWord::Of]) {
                lead -= 1;
            }
        } else if lead > first && self.is_at(lead - 1) {
            (lead, outside) = (lead - 1, true);
        } else if lead > first && self.has(lead - 1, PlaceWord::Of) {
            lead -= 1;
        }
        if outside
            && lead > first
            && self.at(lead - 1).any(&[PlaceWord::Unit, PlaceWord::SmallUnit])
            && let Some((km, start)) = self.distance(lead - 1, first)
        {
            return Relation { kind: RelationKind::DistanceDirection, start, bearing: Some(bearing), km: Some(km) };
        }
        let kind = if outside { RelationKind::Beyond } else { RelationKind::Part };
        Relation { kind, start: lead, bearing: Some(bearing), km: None }
    }

    /// The distance whose unit stands at a token, and the first token of it.
    fn distance(&self, unit: usize, first: usize) -> Option<(f64, usize)> {
        let mut at = unit.checked_sub(1).filter(|t| *t >= first)?;
        // `une trentaine de kilomètres`.
        if self.has(at, PlaceWord::Of) && at > first {
            at -= 1;
        }
        let mut value = self.number(at)?;
        if at > first
            && !self.is_number(at)
            && let Some(more) = self.number(at - 1)
            && self.is_word(at - 1)
        {
            // `deux cents`, `cent cinquante`; `une trentaine` is one of them.
            (at, value) = (
                at - 1,
                if value >= 100.0 && more > 1.0 {
                    value * more
                } else if more > 1.0 {
                    value + more
                } else {
                    value
                },
            );
        }
        if self.has(unit, PlaceWord::SmallUnit) {
            value /= 1000.0;
        }
        let mut start = at;
        for _ in 0..MOST_DISTANCE_WORDS {
            if start == first {
                break;
            }
            if self.is_at(start - 1) {
                start -= 1;
                // `à peine à`, `jusqu'à`: the first `à` belongs to it too.
                if start > first && self.has(start - 1, PlaceWord::About) && !self.has(start - 1, PlaceWord::Of) {
                    continue;
                }
                break;
            }
            if !self.has(start - 1, PlaceWord::About) {
                break;
            }
            start -= 1;
        }
        Some((value, start))
    }

    /// The number that a token says, in digits or words.
    fn number(&self, token: usize) -> Option<f64> {
        let folded = self.doc.folded(token);
        if self.is_number(token) {
            let grouped = |c: char| c.is_whitespace() || c == '.' && folded.len() > 4;
            return folded.replace(grouped, "").replace(',', ".").parse().ok();
        }
        self.tables.number(folded).or_else(|| {
            let mut sum = 0.0;
            for piece in folded.split(' ') {
                sum += self.tables.number(piece)?;
            }
            Some(sum)
        })
    }
}
