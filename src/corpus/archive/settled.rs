//! A settled corpus, read back from disk.

use super::damaged;
use super::packed::Chain;
use crate::corpus::event::{Event, Published, SettledDocument, SettledPlace, UnresolvedName};
use crate::corpus::merge::{Groups, Known};
use crate::corpus::pack::Pack;
use crate::corpus::spool::Spool;
use crate::corpus::telling::{Telling, Tellings};
use crate::corpus::text::Texts;
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::language::Language;
use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use std::io;
use std::sync::Arc;

/// A settled corpus whose events come back from disk a day at a time.
pub struct SettledArchive<'g> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) spool: Spool<Chain>,
    /// The ids of the documents by number, and where in its chain the record of each stands.
    pub(super) ids: Texts,
    pub(super) records: Vec<u64>,
    /// Numbers of documents in the order of their ids, and the other way round.
    pub(super) order: Vec<u32>,
    pub(super) rank: Vec<u32>,
    pub(super) unresolved: Vec<UnresolvedName>,
}

/// The events of a day, or of none.
pub type DayOfEvents = (Option<NaiveDate>, Vec<Event>);

impl SettledArchive<'_> {
    /// The events: those of a day at a time, in order of day and id, then those without a day, a part of them at a time.
    ///
    /// # Errors
    /// Each item is one where the temporary file cannot be read.
    pub fn events(&self) -> impl Iterator<Item = io::Result<DayOfEvents>> + '_ {
        let days: Vec<NaiveDate> =
            self.spool.keys().filter_map(|key| if let Chain::Day(day) = key { Some(*day) } else { None }).collect();
        let mut tomorrow: Option<(NaiveDate, Groups)> = None;
        let mut taken = FxHashSet::default();
        let known = Known { ids: &self.ids, gazetteer: self.gazetteer, language: Language::french() };
        let dated = days.into_iter().map(move |day| {
            let mut today = match tomorrow.take() {
                Some((of, groups)) if of == day => groups,
                _ => {
                    taken.clear();
                    self.groups(&[Chain::Day(day)])?
                }
            };
            let next = day.succ_opt().unwrap_or(day);
            let after = self.groups(&[Chain::Day(next)])?;
            let joined = today.join_tomorrow(&after, &taken, &self.ids);
            let mut events = today.events(&taken, known);
            sort(&mut events);
            taken = joined;
            tomorrow = Some((next, after));
            Ok((Some(day), events))
        });
        let undated = self.undated().into_iter().map(move |chains| {
            let mut events = self.groups(&chains)?.events(&FxHashSet::default(), known);
            sort(&mut events);
            Ok((None, events))
        });
        dated.chain(undated).filter(|day| !day.as_ref().is_ok_and(|(_, events)| events.is_empty()))
    }

    /// The chains of what has no day, those together whose ids stand between one another.
    fn undated(&self) -> Vec<Vec<Chain>> {
        let mut units: Vec<Vec<Chain>> = Vec::new();
        let mut labels: Vec<String> = Vec::new();
        for key in self.spool.keys() {
            match key {
                Chain::Coarse(_) => units.push(vec![key.clone()]),
                Chain::Undated(label) => labels.push(format!("{label}-")),
                _ => {}
            }
        }
        labels.sort_unstable();
        let mut root: Option<String> = None;
        for label in labels {
            let chain = Chain::Undated(label.trim_end_matches('-').to_owned());
            match (&root, units.last_mut()) {
                (Some(root), Some(unit)) if label.starts_with(root.as_str()) => unit.push(chain),
                _ => {
                    units.push(vec![chain]);
                    root = Some(label);
                }
            }
        }
        units
    }

    /// The reports of chains, in the order of the documents' ids, by the event they tell of.
    fn groups(&self, chains: &[Chain]) -> io::Result<Groups> {
        let mut bytes = Vec::new();
        for chain in chains {
            self.spool.read(chain, &mut bytes)?;
        }
        if bytes.is_empty() {
            return Ok(Groups::default());
        }
        let whole: Arc<str> = String::from_utf8(bytes).map_err(|_| damaged())?.into();
        let (mut from, mut tellings) = (Tellings::of(&whole), Vec::new());
        while !from.is_empty() {
            tellings.push(from.next().ok_or_else(damaged)?);
        }
        // Documents mostly came in the order of their ids.
        let place = |telling: &Telling| (self.rank[telling.number as usize], telling.index);
        if !tellings.is_sorted_by_key(place) {
            tellings.sort_by_cached_key(place);
        }
        Ok(Groups::of(tellings))
    }

    /// The documents, in order of id.
    ///
    /// # Errors
    /// Each item is one where the temporary file cannot be read.
    pub fn documents(&self) -> impl Iterator<Item = io::Result<SettledDocument>> + '_ {
        let mut held: (u64, Vec<u8>) = (0, Vec::new());
        self.order.iter().map(move |number| {
            let at = self.records[*number as usize];
            // Documents mostly came in the order of their ids, so the next one is there already; where they did not, as
            // where others dated them, little is read in vain.
            let within = at.checked_sub(held.0).and_then(|skip| held.1.get(usize::try_from(skip).ok()?..));
            let found = within.and_then(record);
            let (title, language, published) = if let Some(found) = found {
                found
            } else {
                held = (at, self.record_at(at)?);
                record(&held.1).ok_or_else(damaged)?
            };
            Ok(SettledDocument { doc: self.ids.get(*number).to_owned(), title, language, published })
        })
    }

    /// What stands in the spool from a document's record on, the whole of it at least.
    fn record_at(&self, at: u64) -> io::Result<Vec<u8>> {
        let mut most = 4096;
        loop {
            let bytes = self.spool.from(&Chain::Documents, at, most)?;
            if bytes.len() < most || record(&bytes).is_some() {
                return Ok(bytes);
            }
            most *= 8;
        }
    }

    /// How many documents there are.
    #[must_use]
    pub fn document_count(&self) -> usize {
        self.order.len()
    }

    /// The places that the documents name, in order of id.
    ///
    /// # Errors
    /// Each item is one where the temporary file cannot be read.
    pub fn places(&self) -> impl Iterator<Item = io::Result<SettledPlace>> + '_ {
        let mut all: Vec<PlaceIx> = self.named_places().collect();
        all.sort_by(|a, b| self.gazetteer.place(*a).id.cmp(&self.gazetteer.place(*b).id));
        all.into_iter().map(|ix| {
            let mut bytes = Vec::new();
            self.spool.read(&Chain::Place(ix), &mut bytes)?;
            let mut rest = bytes.as_slice();
            let mut entries: Vec<(u32, usize)> = Vec::new();
            let mut roles = [0; 3];
            while !rest.is_empty() {
                let doc = u32::unpack(&mut rest).ok_or_else(damaged)?;
                let mut sum = 0;
                for role in &mut roles {
                    let count = usize::unpack(&mut rest).ok_or_else(damaged)?;
                    *role += count;
                    sum += count;
                }
                entries.push((self.rank[doc as usize], sum));
            }
            entries.sort_unstable();
            let id = |rank: u32| self.ids.get(self.order[rank as usize]).to_owned();
            let sources = entries.into_iter().map(|(rank, sum)| (id(rank), sum)).collect();
            Ok(SettledPlace::of(self.gazetteer, ix, roles, sources))
        })
    }

    fn named_places(&self) -> impl Iterator<Item = PlaceIx> + '_ {
        self.spool.keys().filter_map(|key| if let Chain::Place(place) = key { Some(*place) } else { None })
    }

    /// Latitude and longitude of the places that the documents name.
    pub fn place_points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.named_places().map(|ix| (self.gazetteer.place(ix).lat, self.gazetteer.place(ix).lon))
    }

    /// Names that look like places and are not in the gazetteer, most frequent first.
    #[must_use]
    pub fn unresolved(&self) -> &[UnresolvedName] {
        &self.unresolved
    }
}

/// Title, language and publication of a document, as [`packed::record`](super::packed::record) packed them.
fn record(mut from: &[u8]) -> Option<(Option<String>, String, Published)> {
    let from = &mut from;
    Some((Pack::unpack(from)?, Pack::unpack(from)?, Pack::unpack(from)?))
}

/// By id; two of one id are one.
fn sort(events: &mut Vec<Event>) {
    events.sort_by(|a, b| (a.days.first.or(a.days.last), &a.id).cmp(&(b.days.first.or(b.days.last), &b.id)));
    events.dedup_by(|a, b| a.id == b.id);
}
