//! `la ville`, `l'enclave`, `y`: words that stand for a place named before.
//!
//! Careful: where no place of the fitting kind was named before, such a word stands for nothing.

use super::LatLon;
use super::locate::apply;
use super::mention::{PlaceMention, Role, Toponym};
use super::words::Words;
use crate::document::{BlockKind, Mention};
use crate::gazetteer::{Kind, Named, PlaceIx};
use crate::language::{PlaceVerb, PlaceWord};
use std::collections::BTreeMap;
use std::ops::{Deref, Range};

/// An adjective or demonym of one word stands between a noun and what would complete it; two at the most.
const MOST_ADJECTIVES: usize = 2;
/// `la région`, `l'île` is no part of the world (kilometres).
const MOST_AREA_KM: f64 = 700.0;
/// `y` points back no further than so many sentences.
const Y_SENTENCES: usize = 3;

/// The classes of words that may stand for a place.
const MAY_STAND: [PlaceWord; 5] =
    [PlaceWord::CorefSettlement, PlaceWord::CorefArea, PlaceWord::CorefCountry, PlaceWord::Capital, PlaceWord::Present];

/// Adds the mentions that stand for a place named before, in text order.
pub(super) fn add(words: &Words, mentions: &mut Vec<PlaceMention>) {
    let named = std::mem::take(mentions);
    let mut resolver = Resolver { words, named: &named, out: Vec::with_capacity(named.len() + 8) };
    let mut next = named.iter().peekable();
    // Few words stand for a place.
    for (token, _) in words.doc.tokens.iter().enumerate().filter(|(_, token)| token.place.any(&MAY_STAND)) {
        while let Some(mention) = next.next_if(|m| m.tokens.start <= token) {
            resolver.out.push(Told::Named(mention));
        }
        let covered = resolver.out.last().is_some_and(|m| token < m.tokens.end);
        if words.is_word(token)
            && !covered
            && let Some(mention) = resolver.resolve(token, next.peek().copied())
        {
            resolver.out.push(Told::New(Box::new(mention)));
        }
    }
    resolver.out.extend(next.map(Told::Named));
    if resolver.out.len() == named.len() {
        *mentions = named;
        return;
    }
    let new: Vec<Option<Box<PlaceMention>>> = resolver.out.into_iter().map(Told::into_new).collect();
    // Where each named mention goes, so that what refers to it by number still does.
    let moved: Vec<usize> = (0..).zip(&new).filter(|(_, new)| new.is_none()).map(|(at, _)| at).collect();
    mentions.reserve(new.len());
    let mut named = named.into_iter();
    for new in new {
        // Those made here refer to none.
        mentions.extend(new.map(|new| *new).or_else(|| {
            let mut mention = named.next()?;
            mention.value.qualified_by = mention.value.qualified_by.map(|by| moved[by]);
            Some(mention)
        }));
    }
}

/// A mention of a place so far.
enum Told<'a> {
    Named(&'a PlaceMention),
    New(Box<PlaceMention>),
}

impl Told<'_> {
    fn into_new(self) -> Option<Box<PlaceMention>> {
        match self {
            Self::Named(_) => None,
            Self::New(mention) => Some(mention),
        }
    }
}

impl Deref for Told<'_> {
    type Target = PlaceMention;

    fn deref(&self) -> &PlaceMention {
        match self {
            Self::Named(mention) => mention,
            Self::New(mention) => mention,
        }
    }
}

struct Resolver<'a, 'w> {
    words: &'a Words<'w>,
    /// All mentions by name, those behind too.
    named: &'a [PlaceMention],
    out: Vec<Told<'a>>,
}

impl Resolver<'_, '_> {
    fn resolve(&self, token: usize, next: Option<&PlaceMention>) -> Option<PlaceMention> {
        let words = self.words;
        let classes = words.at(token);
        let coref = [PlaceWord::CorefSettlement, PlaceWord::CorefArea, PlaceWord::CorefCountry, PlaceWord::Capital];
        if classes.has(PlaceWord::Present) && words.doc.lower(token) == "y" {
            return self.there(token);
        }
        if !classes.any(&coref) || words.doc.tokens[token].capital {
            return None;
        }
        let block = words.doc.block_of(words.doc.sentence_at(token)).kind;
        if block == BlockKind::Residue || !self.is_bare(token, next) {
            return None;
        }
        // `le territoire arménien` is Armenia's, `la ville ukrainienne` is not the one named before.
        let adjective = self.adjective(token);
        let (antecedent, reason) = match () {
            () if adjective.is_some() && !classes.has(PlaceWord::Capital) => {
                let land = classes.has(PlaceWord::Territory);
                (Antecedent { place: adjective.filter(|_| land), at: None, called: None }, "coref/territory")
            }
            () if classes.has(PlaceWord::CorefSettlement) => (self.settlement(token)?, "coref/settlement"),
            () if classes.has(PlaceWord::Capital) => (self.capital(token)?, "coref/capital"),
            () if classes.has(PlaceWord::CorefArea) => (self.area(token)?, "coref/area"),
            () => (self.country(token)?, "coref/country"),
        };
        if antecedent.place.is_none() && antecedent.at.is_none() && reason == "coref/territory" {
            return None;
        }
        let first = words.sentence(token).start;
        let own_article = token > first
            && words.has(token - 1, PlaceWord::Definite)
            && !words.has(token - 1, PlaceWord::MergedArticle);
        let start = if own_article { token - 1 } else { token };
        Some(self.mention(start..token + 1, &antecedent, reason))
    }

    /// Whether a noun of place stands alone behind a definite article: nothing completes it, no name beside it.
    fn is_bare(&self, token: usize, next: Option<&PlaceMention>) -> bool {
        let words = self.words;
        let sentence = words.sentence(token);
        let mut before = token;
        while before > sentence.start && words.has(before - 1, PlaceWord::Softener) {
            before -= 1;
        }
        if before == sentence.start
            || !words.has(before - 1, PlaceWord::Definite)
            || words.has(before - 1, PlaceWord::Possessive)
        {
            return false;
        }
        let article = before - 1;
        // `Stepanakert, la capitale`.
        if article > sentence.start
            && words.is_mark(article - 1, ',')
            && self.out.last().is_some_and(|m| m.tokens.end == article - 1)
        {
            return false;
        }
        let mut after = token + 1;
        for _ in 0..MOST_ADJECTIVES {
            let adjective = after < sentence.end
                && words.is_word(after)
                && !words.doc.tokens[after].capital
                && !words.class(after, crate::language::Class::Preposition)
                && words.syntax.verb_at(after).is_none();
            if adjective {
                after += 1;
            }
        }
        if (token + 1..=after).any(|t| t < sentence.end && words.has(t, PlaceWord::Of)) {
            return false;
        }
        // `la capitale Stepanakert`, `la capitale du territoire, Stepanakert`.
        let names = next.filter(|m| m.value.role != Role::Demonym && sentence.contains(&m.tokens.start));
        !names.is_some_and(|m| m.tokens.start <= after || m.value.reason == "loc/apposed")
    }

    /// The last mention before that fits.
    fn block(&self, token: usize) -> usize {
        self.words.doc.sentences[self.words.doc.sentence_at(token)].block
    }

    fn last(&self, token: usize, fits: impl Fn(&Toponym) -> bool) -> Option<Antecedent> {
        let fitting = || {
            self.out.iter().map(|m| &**m).filter(|m| {
                m.value.role == Role::Location
                    && !m.value.locates_only
                    && m.value.parts.is_empty()
                    && !matches!(m.value.reason, "loc/dateline" | "loc/seat" | "loc/toward")
                    && fits(&m.value)
            })
        };
        // The last of the paragraph; before it, the one the document speaks of most, the earliest of equals.
        // A live report is read from its end: what it names later counts too.
        let often = |m: &PlaceMention| {
            let same = |o: &&PlaceMention| o.value.role == Role::Location && o.value.place == m.value.place;
            self.named.iter().filter(same).count()
        };
        let here = fitting().next_back().filter(|m| self.block(m.tokens.start) == self.block(token));
        let mention = here.or_else(|| {
            fitting().fold(None, |best: Option<&PlaceMention>, m| match best {
                Some(b) if often(b) >= often(m) => Some(b),
                _ => Some(m),
            })
        })?;
        Some(Antecedent { place: mention.value.place, at: mention.value.at, called: mention.value.called })
    }

    fn kind(&self, toponym: &Toponym) -> Option<Kind> {
        toponym.place.map(|ix| self.words.gazetteer.place(ix).kind).or_else(|| toponym.called.and_then(Kind::parse))
    }

    fn settlement(&self, token: usize) -> Option<Antecedent> {
        let called = self.words.tables.called(self.words.doc.folded(token)).and_then(Kind::parse);
        self.last(token, |toponym| match (called, self.kind(toponym)) {
            (Some(Kind::Village), Some(kind)) => matches!(kind, Kind::Village | Kind::Town),
            (_, Some(kind)) => matches!(kind, Kind::City | Kind::Town),
            _ => false,
        })
    }

    /// `l'enclave`: the last region named; `l'île`, where none was: the country that the text is about.
    fn area(&self, token: usize) -> Option<Antecedent> {
        let region = self.out.iter().rev().find(|m| {
            matches!(m.value.role, Role::Location | Role::Actor)
                && m.value.parts.is_empty()
                && self.kind(&m.value) == Some(Kind::Region)
                && m.value.place.is_none_or(|ix| self.words.gazetteer.place(ix).radius_km < MOST_AREA_KM)
        });
        if let Some(mention) = region {
            return Some(Antecedent { place: mention.value.place, at: mention.value.at, called: mention.value.called });
        }
        let isle = self.words.has(token, PlaceWord::Isle);
        let country = self.main_country().filter(|_| isle)?;
        Some(Antecedent { place: Some(country), at: None, called: None })
    }

    /// The country or region whose adjective stands behind a noun.
    fn adjective(&self, token: usize) -> Option<PlaceIx> {
        let words = self.words;
        let end = words.sentence(token).end;
        let found = (token + 1 < end)
            .then(|| words.gazetteer.names().longest_chosen_at(words.doc, token + 1, end))
            .flatten()?;
        found.named.into_iter().find_map(|n| match n {
            Named::Demonym(ix) => Some(ix),
            _ => None,
        })
    }

    /// `la capitale bélarusse`: of that country; `la capitale`: the last one named.
    fn capital(&self, token: usize) -> Option<Antecedent> {
        let words = self.words;
        let gazetteer = words.gazetteer;
        let end = words.sentence(token).end;
        let adjective = self.adjective(token);
        if let Some(state) = adjective {
            let row = gazetteer.place(state);
            let own = |ix: PlaceIx| {
                let place = gazetteer.place(ix);
                place.capital_of.as_deref().is_some_and(|of| row.spellings().any(|s| s == of))
            };
            let known = gazetteer.capitals().iter().copied().find(|ix| own(*ix));
            let place = known.or_else(|| {
                // No row says which it is: the last city of that country that was named.
                let city = |ix: &PlaceIx| {
                    gazetteer.place(*ix).kind == Kind::City
                        && gazetteer.contains(state, *ix)
                        && gazetteer.may_speak(*ix)
                };
                self.out.iter().rev().filter_map(|m| m.value.place).find(city)
            })?;
            return Some(Antecedent { place: Some(place), at: None, called: None });
        }
        let plain = token + 1 >= end
            || !words.is_word(token + 1)
            || words.syntax.verb_at(token + 1).is_some()
            || !words.language.lexicon().classes(words.doc.tokens[token + 1].word).is_empty();
        if plain {
            let speaks = |toponym: &Toponym| toponym.place.is_some_and(|ix| gazetteer.may_speak(ix));
            let main = self.main_country();
            let home = |toponym: &Toponym| {
                speaks(toponym)
                    && toponym.place.and_then(|ix| gazetteer.country_of(ix)).is_some_and(|c| main == Some(c))
            };
            return self.last(token, home).or_else(|| self.last(token, speaks)).or_else(|| {
                // Not named so far: the one of the country that the text is about.
                let row = gazetteer.place(main?);
                let own = |of: &str| row.spellings().any(|s| s == of);
                let is_its = |ix: &PlaceIx| gazetteer.place(*ix).capital_of.as_deref().is_some_and(own);
                let ix = gazetteer.capitals().iter().copied().find(is_its)?;
                Some(Antecedent { place: Some(ix), at: None, called: None })
            });
        }
        // `la capitale provinciale`: the town spoken of.
        if words.has(token + 1, PlaceWord::OfRegion) {
            return self.settlement(token);
        }
        // `la capitale séparatiste`: the one that was called a capital before.
        let mention = self.out.iter().rev().find(|m| m.value.role == Role::Location && self.called_capital(m))?;
        Some(Antecedent { place: mention.value.place, at: mention.value.at, called: mention.value.called })
    }

    /// `X, la capitale …`, `leur capitale, X`, `la capitale X`.
    fn called_capital(&self, mention: &PlaceMention) -> bool {
        let words = self.words;
        let is_capital = |t: usize| words.has(t, PlaceWord::Capital);
        let start = mention.tokens.start;
        let first = words.sentence(start).start;
        words.apposition(mention.tokens.end).is_some_and(is_capital)
            || start > first && is_capital(start - 1)
            || mention.value.reason == "loc/apposed" && (first.max(start.saturating_sub(8))..start).any(is_capital)
    }

    /// `dans le pays`, `dans le sud du pays`: the country of the place it completes, or the one the text is about.
    fn country(&self, token: usize) -> Option<Antecedent> {
        let words = self.words;
        let phrase = words.phrase_start(token);
        let first = words.sentence(token).start;
        let placed = phrase > first && words.has(phrase - 1, PlaceWord::In);
        if !placed && words.relation(token).is_none() {
            return None;
        }
        let (place, _) = self
            .countries(self.out.iter().map(|m| &**m), first)
            .into_iter()
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        Some(Antecedent { place: Some(place), at: None, called: None })
    }

    /// The country that the text is about: more than half of the places it names lie there.
    fn main_country(&self) -> Option<PlaceIx> {
        let weights = self.countries(self.named.iter(), usize::MAX);
        let all: f64 = weights.values().sum();
        weights.into_iter().find(|(_, weight)| weight * 2.0 > all).map(|(country, _)| country)
    }

    /// The countries of places named, by weight; those named from a token on weigh more.
    fn countries<'m>(&self, mentions: impl Iterator<Item = &'m PlaceMention>, first: usize) -> BTreeMap<PlaceIx, f64> {
        let gazetteer = self.words.gazetteer;
        let mut weights: BTreeMap<PlaceIx, f64> = BTreeMap::new();
        for mention in mentions {
            let Some(country) = mention.value.place.and_then(|ix| gazetteer.country_of(ix)) else { continue };
            let weight = match mention.value.role {
                Role::Location if mention.tokens.start >= first => 3.0,
                Role::Location if !matches!(mention.value.reason, "loc/dateline" | "loc/seat") => 1.0,
                Role::PartOfName => 0.0,
                _ => 0.3,
            };
            *weights.entry(country).or_default() += weight;
        }
        weights
    }

    /// `y avait tué un civil`.
    fn there(&self, token: usize) -> Option<PlaceMention> {
        let words = self.words;
        let group = &words.syntax.verbs[words.syntax.verb_at(token)?];
        if words.verb(group).has(PlaceVerb::NotThere) {
            return None;
        }
        let here = words.doc.sentence_at(token);
        // Within its paragraph, but for the sentence right before.
        let block = words.doc.sentences[here].block;
        let back = (here.saturating_sub(Y_SENTENCES)..here)
            .find(|s| *s + 1 == here || words.doc.sentences[*s].block == block)
            .unwrap_or(here);
        let first = words.doc.sentences[back].tokens.start;
        let mention = self.out.iter().rev().take_while(|m| m.tokens.start >= first).find(|m| {
            m.value.role == Role::Location
                && !m.value.locates_only
                && !matches!(m.value.reason, "loc/seat" | "loc/from" | "loc/toward" | "loc/between")
                && m.value.parts.is_empty()
                && self.kind(&m.value).is_none_or(|k| k.is_settlement() || k.is_area())
        })?;
        let value = &mention.value;
        let antecedent = Antecedent { place: value.place, at: value.at, called: value.called };
        Some(self.mention(token..token + 1, &antecedent, "coref/there"))
    }

    /// `Kherson, dans le sud du pays`, `X, la capitale du territoire`: the phrase says where the name before lies.
    fn completes(&self, start: usize) -> bool {
        let words = self.words;
        let first = words.sentence(start).start;
        let Some(before) = self.out.last().map(|m| m.tokens.end).filter(|end| *end > first) else { return false };
        let mut at = start;
        while at > before {
            at -= 1;
            if words.is_mark(at, ',') {
                return at == before;
            }
            if !words.is_word(at) && !words.is_number(at)
                || words.syntax.verb_at(at).is_some()
                || words.has(at, PlaceWord::And)
            {
                return false;
            }
        }
        false
    }

    fn mention(&self, tokens: Range<usize>, antecedent: &Antecedent, reason: &'static str) -> PlaceMention {
        let words = self.words;
        let noun = tokens.end - 1;
        let (mut at, mut uncertainty_km) = (antecedent.at, 2.0);
        let mut relation = None;
        if let Some(row) = antecedent.place.map(|ix| words.gazetteer.place(ix)) {
            (at, uncertainty_km) = (Some(LatLon::new(row.lat, row.lon)), row.radius_km);
            if let Some(told) = words.relation(noun) {
                let (moved, uncertain, kind) = apply(row, told);
                (at, uncertainty_km) = (Some(moved), uncertain);
                relation = Some((kind, words.doc.span_of(told.start..tokens.start)));
            }
        }
        // A whole country's land is no spot of an event, and mostly spoken of as what might be attacked.
        let locates_only = reason == "coref/territory" || reason != "coref/there" && self.completes(tokens.start);
        Mention {
            span: words.doc.span_of(tokens.clone()),
            rule: reason,
            value: Toponym {
                role: Role::Location,
                reason,
                place: antecedent.place,
                name: words.doc.text_of(tokens.clone()).to_owned(),
                parts: Vec::new(),
                acts_for: None,
                actor: None,
                at,
                uncertainty_km,
                relation,
                qualified_by: None,
                locates_only,
                alternatives: Vec::new(),
                margin: f64::INFINITY,
                called: antecedent.called,
                misspelled: false,
                confidence: 0.7,
            },
            tokens,
        }
    }
}

/// What a word stands for.
struct Antecedent {
    place: Option<PlaceIx>,
    at: Option<LatLon>,
    called: Option<&'static str>,
}
