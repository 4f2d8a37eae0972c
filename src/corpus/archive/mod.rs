//! A corpus of any size: what documents tell goes to disk as soon as it is dated, and comes back a day at a time.
//!
//! What [`settle`](super::settle()) does in memory, with the same outcome. Documents that date themselves are resolved
//! where they are read; only those that others must date are held back, on disk too.

use super::event::{Basis, Published};
use super::linking::{self, Known};
use super::names::Names;
use super::pack::{self, Pack};
use super::publication;
use super::spool::Spool;
use crate::gazetteer::Gazetteer;
use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

mod packed;
mod settled;

use packed::{Chain, Held, record, unpack_fact};
pub use packed::{Packed, Packer};
pub use settled::{DayOfEvents, SettledArchive};

/// Gathers the readings of a corpus.
///
/// ```
/// use dateline::corpus::{Archive, Reading};
/// use dateline::{document::Document, gazetteer::Gazetteer, language::Language};
/// let (language, gazetteer) = (Language::french(), Gazetteer::builtin());
/// let mut archive = Archive::new(gazetteer, None, std::env::temp_dir());
/// let text = "Bakou, 5 oct 2020 (ACN) - Gandja a été bombardée lundi.";
/// let reading = Reading::of(&Document::new("a.txt", text, language), gazetteer, language);
/// let packed = archive.packer().pack(&reading);
/// archive.add(packed)?;
/// let (settled, _warnings) = archive.settle()?;
/// let events: Vec<_> = settled.events().flat_map(|day| day.unwrap().1).collect();
/// assert_eq!(events[0].title, "Bombardement — Gandja — 2020-10-05");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Archive<'g> {
    packer: Packer<'g>,
    spool: Spool<Chain>,
    documents: Documents,
    names: Names,
    years: BTreeSet<i32>,
    warnings: Vec<(u32, String)>,
}

/// The documents by number, which is the order in which they came.
#[derive(Default)]
struct Documents {
    /// All ids, one behind the other, and where each ends.
    ids: String,
    ends: Vec<usize>,
    /// Where in its chain the record of each stands.
    records: Vec<u64>,
    /// How many are held back.
    held: usize,
}

impl Documents {
    fn id(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.ids[start..self.ends[number]]
    }
}

/// The number of a document, and what was put aside of it.
fn of_document<'a>(from: &mut &'a [u8]) -> Option<(u32, &'a [u8])> {
    Some((u32::unpack(from)?, pack::bytes(from)?))
}

/// What is done with a document that is held back: its number among those, and it.
type Look<'a> = dyn FnMut(usize, Held<'_>) + 'a;

/// What the spool gives back was put there by this run: where it is something else, the disk is at fault.
fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the temporary file does not hold what was written to it")
}

impl<'g> Archive<'g> {
    /// An empty archive. `given` is the publication day of documents that state none; `folder` is where a file without a
    /// name is made once memory should not hold more.
    #[must_use]
    pub fn new(gazetteer: &'g Gazetteer, given: Option<NaiveDate>, folder: PathBuf) -> Self {
        Self::over(gazetteer, given, Spool::new(folder))
    }

    fn over(gazetteer: &'g Gazetteer, given: Option<NaiveDate>, spool: Spool<Chain>) -> Self {
        Self {
            packer: Packer { gazetteer, given },
            spool,
            documents: Documents::default(),
            names: Names::default(),
            years: BTreeSet::new(),
            warnings: Vec::new(),
        }
    }

    /// Packs readings for this archive, on any core.
    #[must_use]
    pub fn packer(&self) -> Packer<'g> {
        self.packer
    }

    /// Adds a document. The order does not matter.
    ///
    /// # Errors
    /// Where the temporary file cannot be written.
    pub fn add(&mut self, packed: Packed) -> io::Result<()> {
        let number = u32::try_from(self.documents.ends.len()).map_err(io::Error::other)?;
        self.documents.ids.push_str(&packed.doc);
        self.documents.ends.push(self.documents.ids.len());
        let mut head = Vec::with_capacity(16);
        number.pack(&mut head);
        let at = match &packed.held {
            Some(document) => {
                self.documents.held += 1;
                self.spool.push(Chain::Held, &[&head, document])?;
                u64::MAX
            }
            None => self.spool.push(Chain::Documents, &[&packed.record])?,
        };
        self.documents.records.push(at);
        for (chain, report) in packed.reports {
            self.spool.push(chain, &[&head, &report])?;
        }
        if !packed.facts.is_empty() {
            let mut length = Vec::with_capacity(16);
            packed.facts.len().pack(&mut length);
            self.spool.push(Chain::Facts, &[&head, &length, &packed.facts])?;
        }
        if !packed.sentences.is_empty() {
            let mut length = Vec::with_capacity(16);
            packed.sentences.len().pack(&mut length);
            self.spool.push(Chain::Sentences, &[&head, &length, &packed.sentences])?;
        }
        let mut counts = Vec::with_capacity(32);
        for (place, roles) in &packed.places {
            counts.clear();
            for count in roles {
                count.pack(&mut counts);
            }
            self.spool.push(Chain::Place(*place), &[&head, &counts])?;
        }
        self.names.add_all(&packed.doc, &packed.wanted, packed.countries);
        self.years.extend(packed.year);
        self.warnings.extend(packed.warnings.into_iter().map(|warning| (number, warning)));
        Ok(())
    }

    /// Settles the corpus. The second part of the answer are warnings, as [`settle`](super::settle()) gives them.
    ///
    /// # Errors
    /// Where the temporary file cannot be written or read.
    pub fn settle(mut self) -> io::Result<(SettledArchive<'g>, Vec<String>)> {
        self.date_held()?;
        let Self { packer, spool, documents, names, mut warnings, .. } = self;
        let mut order: Vec<u32> = (0u32..).take(documents.ends.len()).collect();
        order.sort_unstable_by(|a, b| documents.id(*a).cmp(documents.id(*b)));
        let mut rank = vec![0; order.len()];
        for (at, number) in (0u32..).zip(&order) {
            rank[*number as usize] = at;
        }
        warnings.sort_by_key(|(number, _)| rank[*number as usize]);
        let warnings = warnings.into_iter().map(|(_, warning)| warning).collect();
        let unresolved = names.into_list(packer.gazetteer);
        Ok((SettledArchive { gazetteer: packer.gazetteer, spool, documents, order, rank, unresolved }, warnings))
    }

    /// Dates the documents that were held back by what the others tell, as [`linking::link`] does.
    fn date_held(&mut self) -> io::Result<()> {
        let Some(chain) = self.spool.take(&Chain::Held) else { return Ok(()) };
        let gazetteer = self.packer.gazetteer;
        let mut published: Vec<Published> = Vec::with_capacity(self.documents.held);
        let (mut places, mut sentences) = (FxHashSet::default(), FxHashSet::default());
        let mut known = Known::default();
        let (facts, told) = (self.spool.take(&Chain::Facts), self.spool.take(&Chain::Sentences));
        let spool = &self.spool;
        // Every record of the chain, a block at a time.
        let each = |look: &mut Look<'_>| -> io::Result<()> {
            let mut number = 0;
            for block in spool.blocks(&chain) {
                let block = block?;
                let mut rest = block.as_slice();
                while !rest.is_empty() {
                    look(number, Held::unpack(&mut rest).ok_or_else(damaged)?);
                    number += 1;
                }
            }
            Ok(())
        };
        each(&mut |_, Held { clues, linked, mut candidates, .. }| {
            if candidates.is_empty() {
                candidates = publication::in_years(&clues, &linked.times, &self.years);
            }
            if !candidates.is_empty() {
                places.extend(linked.tales.iter().map(|tale| (tale.kind, tale.place)));
                sentences.extend(linked.sentences.iter().map(|s| s.0));
            }
            published.push(Published { candidates, ..Published::default() });
        })?;
        // Only what a document without a day may share is of interest.
        if let Some(facts) = &facts {
            for block in spool.blocks(facts) {
                let block = block?;
                let mut rest = block.as_slice();
                while !rest.is_empty() {
                    let (doc, mut mine) = of_document(&mut rest).ok_or_else(damaged)?;
                    while !mine.is_empty() {
                        let fact = unpack_fact(&mut mine).ok_or_else(damaged)?;
                        if places.contains(&(fact.0, fact.1)) {
                            known.note(doc, fact);
                        }
                    }
                }
            }
        }
        if let Some(told) = &told {
            for block in spool.blocks(told) {
                let block = block?;
                let mut rest = block.as_slice();
                while !rest.is_empty() {
                    let (doc, mut mine) = of_document(&mut rest).ok_or_else(damaged)?;
                    while !mine.is_empty() {
                        let sentence = <(u64, NaiveDate)>::unpack(&mut mine).ok_or_else(damaged)?;
                        if sentences.contains(&sentence.0) {
                            known.note_sentence(doc, sentence);
                        }
                    }
                }
            }
        }
        drop((places, sentences));
        each(&mut |number, Held { doc, linked, .. }| {
            known.learn(doc, &linked, None, &linking::resolve(&linked.times, &published[number]));
        })?;
        for _ in 0..4 {
            let mut decisions: Vec<(usize, NaiveDate)> = Vec::new();
            each(&mut |number, Held { doc, linked, .. }| {
                let mine = &published[number];
                if mine.date.is_none() && !mine.candidates.is_empty() {
                    let best = known.best(doc, &linked, &mine.candidates, gazetteer);
                    decisions.extend(best.map(|day| (number, day)));
                }
            })?;
            if decisions.is_empty() {
                break;
            }
            for (number, day) in &decisions {
                published[*number].date = Some(*day);
                published[*number].basis = Some(Basis::Corpus);
            }
            let decided: FxHashSet<usize> = decisions.iter().map(|(number, _)| *number).collect();
            each(&mut |number, Held { doc, linked, .. }| {
                if decided.contains(&number) {
                    let day = published[number].date;
                    known.learn(doc, &linked, day, &linking::resolve(&linked.times, &published[number]));
                }
            })?;
        }
        drop(known);
        self.write_held(&chain, &published)
    }

    /// Puts the reports of the documents that were held back to those of the others.
    fn write_held(&mut self, chain: &super::spool::Taken, published: &[Published]) -> io::Result<()> {
        let mut next = published.iter();
        for index in 0.. {
            let Some(block) = self.spool.nth_block(chain, index)? else { return Ok(()) };
            let mut rest = block.as_slice();
            while !rest.is_empty() {
                let held = Held::unpack(&mut rest).ok_or_else(damaged)?;
                let number = held.doc;
                let reading = held.into_reading().ok_or_else(damaged)?;
                let published = next.next().ok_or_else(damaged)?;
                let resolved = linking::resolve(&reading.times, published);
                let mut own = Vec::with_capacity(16);
                number.pack(&mut own);
                for (chain, report) in self.packer.reports(&reading, published, &resolved) {
                    self.spool.push(chain, &[&own, &report])?;
                }
                self.documents.records[number as usize] =
                    self.spool.push(Chain::Documents, &[&record(&reading, published)])?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
