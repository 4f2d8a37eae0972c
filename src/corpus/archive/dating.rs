//! Dates the documents that were held back by what the others tell, as [`linking::link`] does in memory.

use super::packed::{Chain, Held, unpack_fact};
use super::{Archive, damaged};
use crate::corpus::event::{Basis, Published};
use crate::corpus::linking::{self, Known};
use crate::corpus::pack::{self, Pack};
use crate::corpus::publication;
use crate::corpus::spool::{Spool, Taken};
use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::io;

/// Documents that are looked at at once, each on any core.
const AT_ONCE: usize = 512;

/// The documents that were held back, in their chain.
struct HeldBack<'s> {
    spool: &'s Spool<Chain>,
    chain: &'s Taken,
}

impl HeldBack<'_> {
    /// Looks at each of them, with its number among them, on any core, and shows what came of it in their order; nothing
    /// comes of one that is damaged.
    fn each<T: Send>(
        &self,
        look: impl Fn(usize, Held<'_>) -> Option<T> + Sync,
        mut show: impl FnMut(usize, T),
    ) -> io::Result<()> {
        let mut number = 0;
        for block in self.spool.blocks(self.chain) {
            in_block(&block?, &mut number, &look, |number, seen| {
                show(number, seen);
                Ok(())
            })?;
        }
        Ok(())
    }
}

/// [`HeldBack::each`] for those of one block; `number` is that of the first, and becomes that of the one behind the last.
fn in_block<T: Send>(
    mut block: &[u8],
    number: &mut usize,
    look: impl Fn(usize, Held<'_>) -> Option<T> + Sync,
    mut show: impl FnMut(usize, T) -> io::Result<()>,
) -> io::Result<()> {
    while !block.is_empty() {
        let mut some = Vec::with_capacity(AT_ONCE);
        while some.len() < AT_ONCE && !block.is_empty() {
            some.push((*number + some.len(), Held::cut(&mut block).ok_or_else(damaged)?));
        }
        let look = |(number, mut bytes): (usize, &[u8])| Some((number, look(number, Held::unpack(&mut bytes)?)?));
        *number += some.len();
        for seen in some.into_par_iter().map(look).collect::<Vec<_>>() {
            let (number, seen) = seen.ok_or_else(damaged)?;
            show(number, seen)?;
        }
    }
    Ok(())
}

impl Archive<'_> {
    /// Dates the documents that were held back, and puts their reports to those of the others.
    pub(super) fn date_held(&mut self) -> io::Result<()> {
        let Some(chain) = self.spool.take(&Chain::Held) else { return Ok(()) };
        let (facts, told) = (self.spool.take(&Chain::Facts), self.spool.take(&Chain::Sentences));
        let (gazetteer, years, spool) = (self.packer.gazetteer, &self.years, &self.spool);
        let held = HeldBack { spool, chain: &chain };
        let mut published: Vec<Published> = Vec::with_capacity(self.documents.held);
        let (mut places, mut sentences) = (FxHashSet::default(), FxHashSet::default());
        held.each(
            |_, mut held| {
                if held.candidates.is_empty() {
                    let (times, clues) = held.clues()?;
                    held.candidates = publication::in_years(&clues, &times, years);
                }
                Some((held.candidates, held.linked.tales, held.linked.sentences))
            },
            |_, (candidates, tales, mine)| {
                if !candidates.is_empty() {
                    places.extend(tales.iter().map(|tale| (tale.kind, tale.place)));
                    sentences.extend(mine.iter().map(|s| s.0));
                }
                published.push(Published { candidates, ..Published::default() });
            },
        )?;
        // Only what a document without a day may share is of interest.
        let mut known = Known::default();
        each_of(spool, facts.as_ref(), unpack_fact, |doc, fact| {
            if places.contains(&(fact.0, fact.1)) {
                known.note(doc, fact);
            }
        })?;
        each_of(spool, told.as_ref(), <(u64, NaiveDate)>::unpack, |doc, sentence| {
            if sentences.contains(&sentence.0) {
                known.note_sentence(doc, sentence);
            }
        })?;
        drop((places, sentences));
        learn(&held, &mut known, &published, |_| true)?;
        for _ in 0..4 {
            let mut decisions: Vec<(usize, NaiveDate)> = Vec::new();
            held.each(
                |number, held| {
                    let mine = &published[number];
                    let open = mine.date.is_none() && !mine.candidates.is_empty();
                    if !open || !known.may_date(held.doc, &held.linked) {
                        return Some(None);
                    }
                    Some(known.best(held.doc, &held.linked, &held.times()?, &mine.candidates, gazetteer))
                },
                |number, best: Option<NaiveDate>| decisions.extend(best.map(|day| (number, day))),
            )?;
            if decisions.is_empty() {
                break;
            }
            for (number, day) in &decisions {
                published[*number].date = Some(*day);
                published[*number].basis = Some(Basis::Corpus);
            }
            let decided: FxHashSet<usize> = decisions.iter().map(|(number, _)| *number).collect();
            learn(&held, &mut known, &published, |number| decided.contains(&number))?;
        }
        drop(known);
        self.write_held(&chain, &published)
    }

    /// Puts the reports of the documents that were held back to those of the others.
    fn write_held(&mut self, chain: &Taken, published: &[Published]) -> io::Result<()> {
        let (packer, mut number, mut head) = (self.packer, 0, Vec::with_capacity(16));
        let dated = |number: usize, held: Held<'_>| Some((held.doc, held.dated(&published[number], packer)?));
        for index in 0.. {
            let Some(block) = self.spool.nth_block(chain, index)? else { break };
            in_block(&block, &mut number, dated, |_, (doc, (record, reports))| {
                head.clear();
                doc.pack(&mut head);
                self.add_reports(&head, reports)?;
                self.documents.records[doc as usize] = self.spool.push(Chain::Documents, &[&record])?;
                Ok(())
            })?;
        }
        Ok(())
    }
}

/// Has `known` learn what those documents tell that `which` chooses by their number.
fn learn(
    held: &HeldBack<'_>,
    known: &mut Known,
    published: &[Published],
    which: impl Fn(usize) -> bool + Sync,
) -> io::Result<()> {
    held.each(
        |number, held| {
            let Held { doc, linked, .. } = &held;
            if !which(number) || linked.tales.is_empty() && linked.sentences.is_empty() {
                return Some(None);
            }
            let resolved = linking::resolve(&held.times()?, &published[number], |mention| linked.tells_by(mention));
            let facts: Vec<_> = linking::told(linked, published[number].date, &resolved).collect();
            let sentences: Vec<_> = linking::sentences(linked, &resolved).collect();
            Some(Some((*doc, facts, sentences)))
        },
        |_, told| {
            let Some((doc, facts, sentences)) = told else { return };
            for fact in facts {
                known.note(doc, fact);
            }
            for sentence in sentences {
                known.note_sentence(doc, sentence);
            }
        },
    )
}

/// Shows everything in a chain of what documents told, with the number of the document.
fn each_of<T>(
    spool: &Spool<Chain>,
    chain: Option<&Taken>,
    unpack: impl Fn(&mut &[u8]) -> Option<T>,
    mut show: impl FnMut(u32, T),
) -> io::Result<()> {
    for block in chain.into_iter().flat_map(|chain| spool.blocks(chain)) {
        let block = block?;
        let mut rest = block.as_slice();
        while !rest.is_empty() {
            let (doc, mut mine) = of_document(&mut rest).ok_or_else(damaged)?;
            while !mine.is_empty() {
                show(doc, unpack(&mut mine).ok_or_else(damaged)?);
            }
        }
    }
    Ok(())
}

/// The number of a document, and what was put aside of it.
fn of_document<'a>(from: &mut &'a [u8]) -> Option<(u32, &'a [u8])> {
    Some((u32::unpack(from)?, pack::bytes(from)?))
}
