//! Which names only say where another lies: `Valence, dans la Drôme`, `Tripoli (Liban)`, `X, à 15 km de Y`.

use super::LatLon;
use super::names::Name;
use super::slots::Slot;
use super::words::Words;
use crate::gazetteer::{Kind, PlaceIx};
use crate::language::{Class, PlaceVerb, PlaceWord};

/// Places further apart than this are not near each other.
const NEAR_KM: f64 = 40.0;
/// A port of a sea, a town of a valley lies no further from its point.
const COAST_KM: f64 = 150.0;

impl Words<'_> {
    /// The name that this one says the whereabouts of: `Valence, dans la Drôme`, `Tripoli (Liban)`, `X, à 15 km de Y`.
    pub fn qualifies(&self, name: &Name, names: &[Name]) -> Option<usize> {
        let sentence = self.sentence(name.tokens.start);
        let (last, before) = names.iter().enumerate().next_back()?;
        let actor = before.places().next().is_none() && !before.named.is_empty();
        if before.tokens.start < sentence.start || before.is_demonym() || before.is_ignored() || actor {
            return self.far_qualified(name, names);
        }
        // From the name left to the comma or bracket behind the other name: no verb, no other mark.
        let mut at = self.phrase_start(name.tokens.start);
        let mut lead = at;
        let opener = loop {
            if at == before.tokens.end {
                // `Kocaeli dans le nord-ouest de …` without a comma.
                break None;
            }
            at -= 1;
            if self.is_mark(at, ',') || self.is_mark(at, '(') {
                break Some(at);
            }
            let verb = self.syntax.verb_at(at).is_some() && !self.has(at, PlaceWord::Situated);
            if !self.is_word(at) && !self.is_number(at) || verb || self.has(at, PlaceWord::And) {
                return self.far_qualified(name, names);
            }
            lead = at;
        };
        let Some(opener) = opener else {
            // `l'Allée des martyrs de Bakou`: a spot of the town.
            let spot = before.places().all(|ix| {
                let kind = self.gazetteer.kind_of(ix);
                !kind.is_area() && !kind.is_settlement()
            });
            let of = lead < name.tokens.start && self.has(lead, PlaceWord::Of) && lead == before.tokens.end;
            return (spot && of && !before.named.is_empty()).then_some(last);
        };
        if opener != before.tokens.end {
            return self.far_qualified(name, names);
        }
        let root = before.qualifies.unwrap_or(last);
        let closed = |mark: char| name.tokens.end < sentence.end && self.is_mark(name.tokens.end, mark);
        if self.is_mark(opener, '(') {
            return closed(')').then_some(root);
        }
        if matches!(before.slot, Slot::By | Slot::According | Slot::With(_)) || !self.plausible(&names[root], name) {
            return None;
        }
        let area = name.places().any(|ix| self.gazetteer.kind_of(ix).is_area()) || name.named.is_empty();
        let opens = (lead..name.tokens.start).find(|t| {
            let skip = [PlaceWord::Article, PlaceWord::Determiner, PlaceWord::Situated, PlaceWord::Adverb];
            !self.is_number(*t)
                && !self.at(*t).any(&skip)
                && !matches!(self.doc.folded(*t), "non" | "tout" | "deuxieme")
        })?;
        let placing = [
            PlaceWord::In,
            PlaceWord::At,
            PlaceWord::Near,
            PlaceWord::Far,
            PlaceWord::Settlement,
            PlaceWord::Capital,
            PlaceWord::Area,
            PlaceWord::Part,
        ];
        let adjective =
            |t: usize| t + 1 < name.tokens.start && self.at(t + 1).any(&placing) && !self.class(t, Class::Preposition);
        // `Poti, sur la mer Noire`, `Kalehe, sur la rive du lac Kivu`.
        let mut kinds = name.places().map(|ix| self.gazetteer.kind_of(ix)).peekable();
        let called_so =
            || self.tables.called(self.doc.folded(name.tokens.start)).and_then(Kind::parse) == Some(Kind::Water);
        let water = self.has(opens, PlaceWord::On)
            && kinds.peek().is_some()
            && (kinds.all(|kind| kind == Kind::Water) || called_so());
        let places = self.at(opens).any(&placing) || adjective(opens) || water;
        let whole = names[root].places().all(|ix| self.gazetteer.kind_of(ix) == Kind::Country);
        let settled = !whole || names[root].named.is_empty();
        (places && settled && (area || water || name.relation.is_some() || self.has(opens, PlaceWord::Settlement)))
            .then_some(root)
    }

    /// Whether a town behind `, à` shows that the spot before it is none that the gazetteer has of that name.
    pub fn disproves(&self, name: &Name, names: &[Name]) -> bool {
        let Some(before) = names.last().filter(|b| b.tokens.end + 2 == name.tokens.start) else { return false };
        let is = |name: &Name, fits: fn(Kind) -> bool| {
            let mut kinds = name.places().map(|ix| self.gazetteer.kind_of(ix)).peekable();
            kinds.peek().is_some() && kinds.all(fits)
        };
        let apposed = self.is_mark(before.tokens.end, ',') && self.is_at(before.tokens.end + 1);
        let spot = |kind: Kind| matches!(kind, Kind::Landmark | Kind::Road);
        apposed
            && is(before, spot)
            && is(name, Kind::is_settlement)
            && !matches!(before.slot, Slot::By | Slot::According | Slot::With(_))
            && !self.plausible(before, name)
    }

    /// Whether some places of two names are near enough for one to say where the other lies.
    fn plausible(&self, name: &Name, by: &Name) -> bool {
        let mut pairs = name.places().flat_map(|one| by.places().map(move |other| (one, other))).peekable();
        if pairs.peek().is_none() {
            return true;
        }
        let near = pairs.any(|(one, other)| {
            let told = by.relation.map_or(COAST_KM, |r| r.km.unwrap_or(NEAR_KM));
            let most = told * 1.5 + self.gazetteer.radius_of(one).min(100.0) + self.gazetteer.radius_of(other) * 1.5;
            let at = |ix| LatLon::of_place(self.gazetteer, ix);
            self.gazetteer.contains(other, one) || at(one).is_within(at(other), most)
        });
        // A namesake in a work of reference must lie in the other, or any two names would be of one region.
        let inside = |one: &PlaceIx| by.places().any(|other| self.gazetteer.contains(other, *one));
        near || name.namesakes.iter().any(inside)
    }

    /// `Mingatchevir, qui …, à une soixantaine de kilomètres à l'est de Gandja,`: set off by commas.
    fn far_qualified(&self, name: &Name, names: &[Name]) -> Option<usize> {
        let relation = name.relation.filter(|r| r.km.is_some())?;
        let sentence = self.sentence(name.tokens.start);
        // `Solhan se trouve à 15 km de Sebba`.
        if let Some(group) = self.verb_before(relation.start)
            && self.verb(group).has(PlaceVerb::Lie)
            && let Some(subject) = &group.subject
        {
            return names.iter().rposition(|n| {
                subject.contains(&n.tokens.start)
                    && !n.is_demonym()
                    && self.phrase_start(n.tokens.start) == subject.start
            });
        }
        if relation.start <= sentence.start || !self.is_mark(relation.start - 1, ',') {
            return None;
        }
        let closed = name.tokens.end >= sentence.end || !self.is_word(name.tokens.end);
        let (ix, _) = names.iter().enumerate().rev().find(|(_, n)| {
            n.tokens.start >= sentence.start
                && n.qualifies.is_none()
                && !n.is_demonym()
                && !n.is_ignored()
                && (n.named.is_empty() || n.places().any(|ix| self.gazetteer.kind_of(ix) != Kind::Country))
        })?;
        closed.then_some(ix)
    }
}
