//! The names in a document: those of the gazetteer, and those that stand where only a place can.

use super::reference::Meant;
use super::relation::Relation;
use super::slots::Slot;
use super::words::Words;
use crate::document::BlockKind;
use crate::gazetteer::{Kind, Named, PlaceIx};
use crate::language::PlaceWord;
use std::ops::Range;

/// A name as it stands in the text.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub tokens: Range<usize>,
    /// All that the gazetteer has under it; empty for a name it lacks.
    pub named: Vec<Named>,
    /// Places of that name that only stand in a work of reference, where others were chosen.
    pub namesakes: Vec<PlaceIx>,
    pub slot: Slot,
    pub relation: Option<Relation>,
    /// The name (by its number) that this one says the whereabouts of: `Valence, dans la Drôme`.
    pub qualifies: Option<usize>,
    /// What the text calls a name that the gazetteer lacks.
    pub called: Option<Kind>,
    /// The place that it probably misspells.
    pub misspells: Option<PlaceIx>,
}

impl Name {
    pub fn new(tokens: Range<usize>, named: Vec<Named>) -> Self {
        let slot = Slot::Bare;
        Self {
            tokens,
            named,
            namesakes: Vec::new(),
            slot,
            relation: None,
            qualifies: None,
            called: None,
            misspells: None,
        }
    }

    /// The places that it may be.
    pub fn places(&self) -> impl Iterator<Item = PlaceIx> {
        let listed = self.named.iter().filter_map(|named| match named {
            Named::Name(ix) | Named::Alias(ix) => Some(*ix),
            _ => None,
        });
        listed.chain(self.misspells)
    }

    /// The places that it may be, namesakes of the chosen ones among them.
    pub fn candidates(&self) -> impl Iterator<Item = PlaceIx> {
        self.places().chain(self.namesakes.iter().copied())
    }

    pub fn is_demonym(&self) -> bool {
        self.named.iter().any(|n| matches!(n, Named::Demonym(_))) && self.places().next().is_none()
    }

    pub fn is_ignored(&self) -> bool {
        self.named.iter().any(|n| matches!(n, Named::Ignored(_)))
    }
}

impl Words<'_> {
    /// All names of the document, in text order.
    pub fn names(&self) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for sentence in &self.doc.sentences {
            if self.doc.blocks[sentence.block].kind == BlockKind::Residue {
                continue;
            }
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                // Most tokens are neither.
                if !self.doc.tokens[at].any_capital && !self.gazetteer.names().may_start(self.doc, at) {
                    at += 1;
                    continue;
                }
                let keep = |tokens: &Range<usize>, named| self.meant(tokens, named, &names);
                let end = sentence.tokens.end;
                let found = self.gazetteer.names().longest_kept_at(self.doc, at, end, keep);
                let known = found.is_some();
                let unknown = || Some((self.unknown_at(at, end)?, Meant::default()));
                let Some((tokens, Meant { named, namesakes })) = found.or_else(unknown) else {
                    at += 1;
                    continue;
                };
                let tokens = self.inside_ignored(tokens, &named);
                at = if known { tokens.end } else { tokens.start + 1 };
                let mut name = Name { namesakes, ..Name::new(tokens, named) };
                if !name.is_demonym() && !name.is_ignored() {
                    name.slot = self.slot(&name, &names);
                    name.relation = self.relation(name.tokens.start);
                    name.called = self.called(&name);
                    if !known && !self.may_be_place(&name, &names) {
                        continue;
                    }
                    name.qualifies = self.qualifies(&name, &names);
                    if self.disproves(&name, &names) {
                        // `près du Capitole, à La Havane`: not the one that the gazetteer has.
                        let spot = names.len() - 1;
                        names[spot].named.clear();
                        name.qualifies = Some(spot);
                    }
                    if !known {
                        at = name.tokens.end;
                        let text = self.doc.text_of(name.tokens.clone());
                        name.misspells = self.gazetteer.find_misspelt(text).map(|(place, ..)| place);
                    }
                }
                names.push(name);
            }
        }
        names
    }

    /// Of a phrase in which a place's name is not the place (`groupe de Minsk`), the name.
    fn inside_ignored(&self, tokens: Range<usize>, named: &[Named]) -> Range<usize> {
        let Some(place) = named.iter().find_map(|n| match n {
            Named::Ignored(ix) => Some(*ix),
            _ => None,
        }) else {
            return tokens;
        };
        let own = |named: &Named| matches!(named, Named::Name(ix) | Named::Alias(ix) if *ix == place);
        tokens
            .clone()
            .filter_map(|at| self.gazetteer.names().longest_chosen_at(self.doc, at, tokens.end))
            .find(|found| found.named.iter().any(own))
            .map_or(tokens, |found| found.tokens)
    }

    /// Whether a name of the gazetteer is one here: a common word that is also a place (`Nice`, `Tours`, `Que`) needs
    /// its capital within a sentence and a slot for a place.
    pub fn is_name(&self, tokens: &Range<usize>, named: &[Named]) -> bool {
        if tokens.len() > 1 || !named.iter().all(|n| matches!(n, Named::Name(_) | Named::Alias(_))) {
            return true;
        }
        let at = tokens.start;
        // `l'Afrique de l'Est`.
        if self.tables.bearing(self.doc.folded(at)).is_some() {
            return false;
        }
        let word = self.doc.tokens[at].word;
        let lexicon = self.language.lexicon();
        let listed = self.at(at).without(PlaceWord::GivenName);
        let common = !lexicon.classes(word).is_empty() || !lexicon.forms(word).is_empty() || !listed.is_empty();
        if !common {
            return true;
        }
        let phrase = self.phrase_start(at);
        !self.opens(at) && !self.doc.tokens[at].all_caps && phrase > self.sentence(at).start && {
            let before = self.at(phrase - 1);
            self.is_at(phrase - 1) || before.any(&[PlaceWord::In, PlaceWord::Of, PlaceWord::Toward])
        }
    }
}
