//! Which of several places of one name is meant: what the words beside it say, what else the document speaks of,
//! and only then how many live there.

use super::LatLon;
use super::geometry::{SPHERE_KM, SPHERE_TOLERANCE, SpherePoint};
use super::names::Name;
use super::reference::prefer_chosen;
use super::slots::Slot;
use super::words::Words;
use crate::gazetteer::{Gazetteer, Kind, Named, Place, PlaceIx};
use crate::language::PlaceWord;
use rustc_hash::FxHashMap;
use std::f64::consts::FRAC_PI_2;

/// A name's places with their scores, the best first.
pub(super) type Ranking = Vec<(PlaceIx, f64)>;

/// The text itself says where it lies.
const QUALIFIED: f64 = 8.0;
/// `la ville arménienne de X`.
const ADJECTIVE: f64 = 6.0;
/// Article or its absence, the noun before: what kind of place it is.
const KIND_FITS: f64 = 3.0;
/// All that the document's other places can add.
const MOST_CONTEXT: f64 = 4.0;
/// A neighbour this far off still speaks for a place.
const NEIGHBOUR_KM: f64 = 150.0;

/// Ranks the places of every name.
pub(super) fn rank(words: &Words, names: &[Name]) -> Vec<Ranking> {
    let mut context = Context::of(words.gazetteer, names);
    // What is said beside one mention of a name holds for the others: one sense a document.
    let mut said: FxHashMap<(&str, PlaceIx), f64> = FxHashMap::default();
    let text = |name: &Name| words.doc.folded(name.tokens.end - 1);
    let mut qualified = vec![false; names.len()];
    names.iter().filter_map(|name| name.qualifies).for_each(|number| qualified[number] = true);
    for (number, name) in names.iter().enumerate() {
        let told = qualified[number] || matches!(name.slot, Slot::Of(Some(_), _));
        if told && name.candidates().nth(1).is_some() {
            for place in name.candidates() {
                // Nearly always nothing.
                let says = beside(words, names, number, place);
                if says > 0.0 {
                    *said.entry((text(name), place)).or_default() += says;
                }
            }
        }
    }
    names
        .iter()
        .map(|name| {
            let mut ranking: Ranking = name.candidates().map(|ix| (ix, 0.0)).collect();
            if ranking.len() < 2 {
                return ranking;
            }
            prefer_chosen(words.gazetteer, &mut ranking, |ix| said.get(&(text(name), ix)).copied().unwrap_or_default());
            if ranking.len() > 1 {
                for (ix, score) in &mut ranking {
                    let place = words.gazetteer.place(*ix);
                    *score = kind_fits(words, name, place)
                        + place.prominence()
                        + context.score(words.gazetteer, *ix)
                        + said.get(&(text(name), *ix)).copied().unwrap_or_default();
                }
                ranking.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                ranking.dedup_by_key(|r| r.0);
            }
            ranking
        })
        .collect()
}

/// What the words beside a name say for one of its places.
fn beside(words: &Words, names: &[Name], number: usize, ix: PlaceIx) -> f64 {
    let gazetteer = words.gazetteer;
    let name = &names[number];
    let mut score: f64 = 0.0;
    for other in names.iter().filter(|n| n.qualifies == Some(number)) {
        let best = other.places().map(|q| {
            let reach = other.relation.and_then(|r| r.km).unwrap_or(20.0) + gazetteer.radius_of(q) + 15.0;
            let near = || LatLon::of_place(gazetteer, q).is_within(LatLon::of_place(gazetteer, ix), reach);
            let fits = gazetteer.contains(q, ix) || !gazetteer.kind_of(q).is_area() && near();
            if fits { QUALIFIED } else { 0.0 }
        });
        score = score.max(best.fold(0.0, f64::max));
    }
    // `la ville arménienne de Martouni`.
    if let Slot::Of(Some(noun), of) = name.slot {
        let adjectives = names.iter().filter(|n| n.is_demonym() && noun.token < n.tokens.start && n.tokens.end <= of);
        let own = adjectives.flat_map(|n| &n.named).any(|named| match named {
            Named::Demonym(of) => gazetteer.contains(*of, ix) || *of == ix,
            _ => false,
        });
        if own {
            score += ADJECTIVE;
        }
    }
    score
}

/// Whether the article and the noun before a name fit the kind of a place.
fn kind_fits(words: &Words, name: &Name, place: &Place) -> f64 {
    let mut score = 0.0;
    let start = name.tokens.start;
    let area = place.kind.is_area();
    let bears_article =
        place.name.starts_with("Le ") || place.name.starts_with("La ") || place.name.starts_with("Les ");
    let article = words.has_article(start) && !bears_article;
    match name.slot {
        Slot::At(_, prep) if !article && !words.has(prep, PlaceWord::MergedArticle) => {
            score += if area { -KIND_FITS } else { KIND_FITS };
        }
        Slot::In if words.has(start - 1, PlaceWord::En) => score += if area { KIND_FITS } else { -KIND_FITS },
        _ if article => score += if area || place.kind == Kind::Water { KIND_FITS } else { -KIND_FITS },
        Slot::Bare | Slot::List(_) if place.kind == Kind::Country => score -= 1.0,
        Slot::Dateline => score += if place.kind.is_settlement() { KIND_FITS } else { 0.0 },
        _ => {}
    }
    if let Slot::Of(Some(noun), _) | Slot::Kind(noun) = name.slot {
        if noun.classes.any(&[PlaceWord::Settlement, PlaceWord::Capital]) && place.kind.is_settlement() && !article {
            score += KIND_FITS;
        }
        if noun.classes.has(PlaceWord::Area) && area {
            score += KIND_FITS;
        }
    }
    score
}

/// The places of which a document leaves no doubt.
struct Context {
    /// Every one with what its being named so often weighs; adjectives count half.
    places: Vec<(PlaceIx, f64)>,
    /// Those that are no areas, as points of a sphere.
    points: Vec<(PlaceIx, SpherePoint)>,
    /// Scores given: a place that may be meant once may be meant again.
    scores: FxHashMap<PlaceIx, f64>,
}

impl Context {
    fn of(gazetteer: &Gazetteer, names: &[Name]) -> Self {
        let mut counts: FxHashMap<PlaceIx, f64> = FxHashMap::default();
        for name in names.iter().filter(|n| !n.is_ignored()) {
            let mut places = name.places();
            match (places.next(), places.next()) {
                (Some(only), None) => *counts.entry(only).or_default() += 1.0,
                (None, _) => {
                    let mut demonyms = name.named.iter().filter_map(|n| match n {
                        Named::Demonym(ix) => Some(*ix),
                        _ => None,
                    });
                    if let (Some(only), None) = (demonyms.next(), demonyms.next()) {
                        *counts.entry(only).or_default() += 0.5;
                    }
                }
                _ => {}
            }
        }
        let mut places: Vec<(PlaceIx, f64)> = counts.into_iter().collect();
        places.sort_by_key(|p| p.0);
        // Of thousands of places the most named ones decide.
        if places.len() > 200 {
            places.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            places.truncate(200);
        }
        for (_, count) in &mut places {
            *count = (1.0 + *count).ln();
        }
        let spots = places.iter().map(|p| p.0).filter(|ix| !gazetteer.kind_of(*ix).is_area());
        let points = spots.map(|ix| (ix, SpherePoint::of(LatLon::of_place(gazetteer, ix)))).collect();
        Self { places, points, scores: FxHashMap::default() }
    }

    fn score(&mut self, gazetteer: &Gazetteer, ix: PlaceIx) -> f64 {
        if let Some(score) = self.scores.get(&ix) {
            return *score;
        }
        let has_country = gazetteer.has_country(ix);
        let (mut country, mut containing): (f64, f64) = (0.0, 0.0);
        for &(other, weight) in self.places.iter().filter(|p| p.0 != ix) {
            if has_country && gazetteer.same_country(ix, other) {
                country += 0.5 * weight;
            }
            if gazetteer.contains(other, ix) || gazetteer.contains(ix, other) {
                containing += weight;
            }
        }
        let near = self.nearest_km(gazetteer, ix).map_or(0.0, |km| (-km / NEIGHBOUR_KM).exp());
        let score = (country.min(1.5) + containing.min(1.5) + near).min(MOST_CONTEXT);
        self.scores.insert(ix, score);
        score
    }

    /// How far the nearest of the other places is. Distances on the ellipsoid are dear: only those are measured that on
    /// a sphere are as good as the shortest.
    fn nearest_km(&self, gazetteer: &Gazetteer, ix: PlaceIx) -> Option<f64> {
        let place = LatLon::of_place(gazetteer, ix);
        let here = SpherePoint::of(place);
        let others = || self.points.iter().filter(|(other, _)| *other != ix);
        let (nearest, chord) = others()
            .map(|(other, point)| (*other, here.chord_squared(*point)))
            .min_by(|(_, one), (_, other)| one.total_cmp(other))?;
        let shortest = 2.0 * (chord.sqrt() / 2.0).min(1.0).asin() * SPHERE_KM;
        // The chord of what is as good, and a little more.
        let most = 2.0 * ((shortest * SPHERE_TOLERANCE + 0.002) / SPHERE_KM / 2.0).min(FRAC_PI_2).sin();
        let near = others().filter(|(_, point)| here.chord_squared(*point) <= most * most);
        let km = |ix| place.km_to_again(LatLon::of_place(gazetteer, ix));
        let others = near.filter(|(other, _)| *other != nearest).map(|(other, _)| km(*other));
        Some(others.fold(km(nearest), f64::min))
    }
}
