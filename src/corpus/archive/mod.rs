//! A corpus of any size: what documents tell goes to disk as soon as it is dated, and comes back a day at a time.
//!
//! What [`settle`](super::settle()) does in memory, with the same outcome. Documents that date themselves are resolved
//! where they are read; only those that others must date are held back, on disk too.

use super::names::Names;
use super::pack::Pack;
use super::spool::Spool;
use super::text::Texts;
use crate::gazetteer::Gazetteer;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

mod dating;
mod packed;
mod settled;

use packed::{Chain, Reports};
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
        let (mut head, mut counts) = (Vec::with_capacity(16), Vec::with_capacity(32));
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
        self.add_reports(&head, packed.reports)?;
        for (chain, told) in [(Chain::Facts, &packed.facts), (Chain::Sentences, &packed.sentences)] {
            if !told.is_empty() {
                counts.clear();
                told.len().pack(&mut counts);
                self.spool.push(chain, &[&head, &counts, told])?;
            }
        }
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

    /// Adds the reports of a document whose number is `head`.
    fn add_reports(&mut self, head: &[u8], reports: Reports) -> io::Result<()> {
        let mut start = 0;
        for (chain, end) in reports.ends {
            self.spool.push(chain, &[head, &reports.bytes[start..end]])?;
            start = end;
        }
        Ok(())
    }

    /// Settles the corpus. The second part of the answer are warnings, as [`settle`](super::settle()) gives them.
    ///
    /// # Errors
    /// Where the temporary file cannot be written or read.
    pub fn settle(mut self) -> io::Result<(SettledArchive<'g>, Vec<String>)> {
        self.date_held()?;
        let Self { packer, spool, documents, names, mut warnings, .. } = self;
        let ids = Texts::of(&documents.ids, documents.ends);
        let mut order: Vec<u32> = (0u32..).take(ids.len()).collect();
        order.sort_unstable_by(|a, b| ids.get(*a).cmp(ids.get(*b)));
        let mut rank = vec![0; order.len()];
        for (at, number) in (0u32..).zip(&order) {
            rank[*number as usize] = at;
        }
        warnings.sort_by_key(|(number, _)| rank[*number as usize]);
        let warnings = warnings.into_iter().map(|(_, warning)| warning).collect();
        let unresolved = names.into_list(packer.gazetteer);
        let (gazetteer, records) = (packer.gazetteer, documents.records);
        Ok((SettledArchive { gazetteer, spool, ids, records, order, rank, unresolved }, warnings))
    }
}

#[cfg(test)]
mod tests;
