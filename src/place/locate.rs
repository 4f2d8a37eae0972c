//! Where exactly: mentions made of names, with their relations applied.

use super::LatLon;
use super::mention::{PlaceMention, RelationKind, Role, Toponym};
use super::names::Name;
use super::relation::Relation;
use super::roles::Decision;
use super::slots::Slot;
use super::which::Ranking;
use super::words::Words;
use crate::document::Mention;
use crate::gazetteer::{Gazetteer, Keys, Kind, Named, Place, PlaceIx};
use crate::language::{PlaceVerb, PlaceWord};
use std::ops::Range;

/// `au nord de X`, a settlement, without a distance: so far beyond its edge.
const BEYOND_KM: f64 = 6.0;
/// `près de X`: as much again around it.
const NEAR_KM: f64 = 6.0;
/// A region that only its chief town stands for reaches so far.
const REGION_OF_TOWN_KM: f64 = 50.0;
/// `Barda, une ville d'Azerbaïdjan`: what is known no better than this is not known.
const MOST_GUESS_KM: f64 = 130.0;
/// Of a distance in round numbers, so much is uncertain.
const DISTANCE_SHARE: f64 = 0.2;

/// Makes the mentions of all names.
pub(super) fn mentions(
    words: &Words,
    names: &[Name],
    rankings: &[Ranking],
    decisions: &[Decision],
) -> Vec<PlaceMention> {
    let mut out: Vec<PlaceMention> = Vec::with_capacity(names.len());
    // The number of each name's mention: those that a pair covers have its number.
    let mut number_of: Vec<usize> = Vec::with_capacity(names.len());
    for (number, name) in names.iter().enumerate() {
        if let Some((kind, first)) = pair_kind(words, names, decisions, number)
            && let Some(mention) = pair(words, names, rankings, (first, number), kind)
        {
            out.pop();
            number_of.push(out.len());
            out.push(mention);
            continue;
        }
        number_of.push(out.len());
        out.push(single(words, names, &rankings[number], &decisions[number], name));
    }
    for (number, name) in names.iter().enumerate() {
        let Some(qualified) = name.qualifies else { continue };
        let (own, other) = (number_of[number], number_of[qualified]);
        if own == other {
            continue;
        }
        let relation = out[own].value.relation.take();
        let toponym = &out[own].value;
        let (at, uncertainty_km, place) = (toponym.at, toponym.uncertainty_km, toponym.place);
        let settle = |ix: PlaceIx| base(words.gazetteer, ix);
        // Its own point again: the relation speaks of the other.
        if let Some(ix) = place {
            (out[own].value.at, out[own].value.uncertainty_km) = settle(ix);
        }
        let target = &mut out[other].value;
        target.qualified_by = Some(own);
        if relation.is_some() && target.relation.is_none() {
            target.relation = relation;
        }
        let says_where = uncertainty_km <= MOST_GUESS_KM;
        if target.place.is_none() && target.parts.is_empty() && target.at.is_none() && says_where {
            (target.at, target.uncertainty_km) = (at, uncertainty_km);
        }
    }
    out
}

fn base(gazetteer: &Gazetteer, ix: PlaceIx) -> (Option<LatLon>, f64) {
    (Some(LatLon::of_place(gazetteer, ix)), gazetteer.radius_of(ix))
}

fn single(words: &Words, names: &[Name], ranking: &Ranking, decision: &Decision, name: &Name) -> PlaceMention {
    let gazetteer = words.gazetteer;
    let mut place = ranking.first().map(|r| r.0).or_else(|| {
        name.named.iter().find_map(|named| match named {
            Named::Demonym(ix) | Named::Ignored(ix) => Some(*ix),
            _ => None,
        })
    });
    let actor = name.named.iter().find_map(|named| match named {
        Named::Actor(ix) => Some(*ix),
        _ => None,
    });
    let (mut relation, mut at, mut uncertainty_km) = (None, None, 0.0);
    if decision.role == Role::Location
        && let Some(region) = place.and_then(|ix| region_of(words, names, name, ix))
    {
        relation = Some((RelationKind::Region, words.doc.span_of(name.tokens.clone())));
        match region {
            Region::Place(ix) => place = Some(ix),
            Region::Around => {}
        }
    }
    if let Some(ix) = place {
        (at, uncertainty_km) = base(gazetteer, ix);
        if relation.is_some() && !gazetteer.kind_of(ix).is_area() {
            uncertainty_km = uncertainty_km.max(REGION_OF_TOWN_KM);
        }
        if decision.role == Role::Location {
            if let Some(told) = name.relation {
                let (moved, uncertain, kind) = apply(gazetteer.place(ix), told);
                (at, uncertainty_km) = (Some(moved), uncertain);
                relation = Some((kind, words.doc.span_of(told.start..name.tokens.start)));
            } else if let Some(span) = environs(words, name) {
                uncertainty_km += NEAR_KM;
                relation = Some((RelationKind::Environs, words.doc.span_of(span)));
            }
        }
    }
    let acts_for = match decision.role {
        Role::Actor => acts_for(gazetteer, place, actor),
        Role::Demonym => place,
        _ => None,
    };
    let misspelled = name.misspells.is_some();
    let unknown = place.is_none() && actor.is_none();
    let margin = match ranking.as_slice() {
        [best, next, ..] => best.1 - next.1,
        _ => f64::INFINITY,
    };
    let mut confidence = decision.confidence;
    if misspelled {
        confidence -= 0.35;
    }
    if unknown {
        confidence -= 0.2;
    }
    if margin < 1.0 {
        confidence -= 0.15;
    }
    Mention {
        span: words.doc.span_of(name.tokens.clone()),
        tokens: name.tokens.clone(),
        rule: decision.reason,
        value: Toponym {
            role: decision.role,
            reason: decision.reason,
            place,
            name: words.doc.text_of(name.tokens.clone()).to_owned(),
            parts: Vec::new(),
            acts_for,
            actor,
            at,
            uncertainty_km,
            relation,
            qualified_by: None,
            locates_only: decision.locates_only,
            alternatives: ranking.iter().skip(1).copied().collect(),
            margin,
            called: name.called.map(Kind::name),
            misspelled,
            confidence: confidence.clamp(0.05, 1.0),
        },
    }
}

/// The state or territory that speaks under a place's or actor's name.
fn acts_for(gazetteer: &Gazetteer, place: Option<PlaceIx>, actor: Option<u32>) -> Option<PlaceIx> {
    if let Some(ix) = actor.and_then(|a| gazetteer.actor(a).place) {
        return Some(ix);
    }
    let ix = place?;
    if gazetteer.kind_of(ix).is_area() {
        return Some(ix);
    }
    let capital = gazetteer.is_capital(ix).then(|| gazetteer.place(ix));
    let named = capital.and_then(|row| row.capital_of.as_deref()).and_then(|state| {
        let hits = gazetteer.find_name(state);
        hits.iter().map(|h| h.place).find(|p| gazetteer.kind_of(*p).is_area())
    });
    named.or_else(|| gazetteer.country_of(ix))
}

/// What a relation makes of a place: point, uncertainty, and the kind it turns out to be.
pub(super) fn apply(place: &Place, relation: Relation) -> (LatLon, f64, RelationKind) {
    let from = LatLon::new(place.lat, place.lon);
    let radius = place.radius_km;
    match (relation.kind, relation.bearing, relation.km) {
        (RelationKind::DistanceDirection, Some(bearing), Some(km)) => {
            let uncertain = (km * DISTANCE_SHARE).max(3.0);
            (from.towards(bearing, km), uncertain, RelationKind::DistanceDirection)
        }
        (RelationKind::Distance, _, Some(km)) => (from, km + radius, RelationKind::Distance),
        (RelationKind::Beyond, Some(bearing), _) if !place.kind.is_area() => {
            let km = radius + BEYOND_KM;
            (from.towards(bearing, km), km, RelationKind::Beyond)
        }
        (RelationKind::Beyond | RelationKind::Part, Some(bearing), _) => {
            (from.towards(bearing, radius / 2.0), radius / 2.0, RelationKind::Part)
        }
        (kind, ..) => (from, radius + NEAR_KM, kind),
    }
}

/// `X et ses environs`: the tokens behind the name that say so.
fn environs(words: &Words, name: &Name) -> Option<Range<usize>> {
    let end = name.tokens.end;
    let last = words.sentence(name.tokens.start).end;
    (end + 2 < last
        && words.has(end, PlaceWord::And)
        && words.at(end + 1).any(&[PlaceWord::Possessive, PlaceWord::Article])
        && words.has(end + 2, PlaceWord::Environs))
    .then_some(end..end + 3)
}

enum Region {
    /// The gazetteer has it.
    Place(PlaceIx),
    /// It has only the town.
    Around,
}

/// `la région de X` where X is a town: the region of that name, or that has the town.
fn region_of(words: &Words, names: &[Name], name: &Name, ix: PlaceIx) -> Option<Region> {
    let gazetteer = words.gazetteer;
    if gazetteer.kind_of(ix).is_area() {
        return None;
    }
    let mut root = name;
    while let Slot::List(first) = root.slot {
        root = &names[first];
    }
    let (Slot::Of(Some(noun), _) | Slot::Kind(noun)) = root.slot else { return None };
    if !noun.classes.has(PlaceWord::Area) {
        return None;
    }
    let noun = words.doc.folded(noun.token).trim_end_matches('s');
    let is_region = |p: PlaceIx| gazetteer.kind_of(p) == Kind::Region && gazetteer.same_country(p, ix);
    let mut keys = Keys::default();
    // The index cuts words at an apostrophe too, so a space behind `d'` is no matter.
    let (single, before) = (!noun.contains([' ', '\'']), keys.extend(0, noun));
    let of = words.tables.of().iter().map(|of| keys.extend(before, of));
    let joining: Vec<u64> = of.filter(|hash| !single || gazetteer.names().may_go_on(*hash)).collect();
    for spelling in gazetteer.place(ix).spellings() {
        let joined = joining.iter().find_map(|of| gazetteer.first_named((*of, spelling), &mut keys, is_region));
        if let Some(region) = joined.or_else(|| gazetteer.first_named((0, spelling), &mut keys, is_region)) {
            return Some(Region::Place(region));
        }
    }
    Some(Region::Around)
}

/// Whether a name is the second of two that place something between them, and how.
fn pair_kind(words: &Words, names: &[Name], decisions: &[Decision], number: usize) -> Option<(RelationKind, usize)> {
    if decisions[number].role != Role::Location {
        return None;
    }
    let name = &names[number];
    let of = |noun: Option<super::words::Noun>| match noun {
        Some(noun) if noun.classes.has(PlaceWord::Border) => RelationKind::Border,
        Some(noun) if noun.classes.has(PlaceWord::Route) => RelationKind::Road,
        _ => RelationKind::Between,
    };
    match name.slot {
        Slot::BetweenSecond(first) => match names[first].slot {
            Slot::Between(noun) if first + 1 == number => Some((of(noun), first)),
            _ => None,
        },
        // `la route reliant X à Y`.
        Slot::At(_, prep) => {
            let first = number.checked_sub(1)?;
            let before = &names[first];
            let verb = words.verb_before(words.phrase_start(before.tokens.start))?;
            let links = words.verb(verb).has(PlaceVerb::Link);
            (links && before.tokens.end == prep).then_some((RelationKind::Road, first))
        }
        _ => None,
    }
}

/// One mention for `entre X et Y`.
fn pair(
    words: &Words,
    names: &[Name],
    rankings: &[Ranking],
    numbers: (usize, usize),
    kind: RelationKind,
) -> Option<PlaceMention> {
    let best = |number: usize| rankings[number].first().map(|r| r.0);
    let (one, other) = (best(numbers.0)?, best(numbers.1)?);
    let point = |ix: PlaceIx| {
        let row = words.gazetteer.place(ix);
        LatLon::new(row.lat, row.lon)
    };
    let km = point(one).km_to(point(other));
    let tokens = names[numbers.0].tokens.start..names[numbers.1].tokens.end;
    let start = words.phrase_start(tokens.start).saturating_sub(1);
    let relation = words.doc.span_of(start..tokens.end);
    let reason = match kind {
        RelationKind::Border => "loc/border",
        RelationKind::Road => "loc/road",
        _ => "loc/between",
    };
    Some(Mention {
        span: words.doc.span_of(tokens.clone()),
        rule: reason,
        value: Toponym {
            role: Role::Location,
            reason,
            place: None,
            name: words.doc.text_of(tokens.clone()).to_owned(),
            parts: vec![one, other],
            acts_for: None,
            actor: None,
            at: Some(point(one).middle(point(other))),
            uncertainty_km: (km / 2.0).max(2.0),
            relation: Some((kind, relation)),
            qualified_by: None,
            locates_only: false,
            alternatives: Vec::new(),
            margin: f64::INFINITY,
            called: None,
            misspelled: false,
            confidence: 0.85,
        },
        tokens,
    })
}
