//! A settled corpus, read back from disk.

use super::packed::Chain;
use super::{Documents, damaged};
use crate::corpus::event::{Event, Published, SettledDocument, SettledPlace, UnresolvedName};
use crate::corpus::merge::{Dated, Groups, Teller};
use crate::corpus::pack::Pack;
use crate::corpus::spool::Spool;
use crate::event::Report;
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::language::Language;
use crate::time::Days;
use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::io;

/// A settled corpus whose events come back from disk a day at a time.
pub struct SettledArchive<'g> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) spool: Spool<Chain>,
    pub(super) documents: Documents,
    /// Numbers of documents in the order of their ids, and the other way round.
    pub(super) order: Vec<u32>,
    pub(super) rank: Vec<u32>,
    pub(super) unresolved: Vec<UnresolvedName>,
}

/// What a report comes back with.
struct Head {
    pub(super) doc: u32,
    pub(super) number: usize,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: String,
    pub(super) published: Option<NaiveDate>,
    pub(super) days: Option<Days>,
}

/// Reports as they come back, in the order of the documents' ids; what is told of them, and they themselves.
#[derive(Default)]
struct Leaves {
    heads: Vec<Head>,
    reports: Vec<Report>,
}

impl Head {
    /// What [`Packer::reports`] packed before a report, behind the document's number.
    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            doc: Pack::unpack(from)?,
            number: Pack::unpack(from)?,
            title: Pack::unpack(from)?,
            url: Pack::unpack(from)?,
            language: Pack::unpack(from)?,
            published: Pack::unpack(from)?,
            days: Pack::unpack(from)?,
        })
    }
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
        let mut tomorrow: Option<(NaiveDate, Leaves)> = None;
        let mut taken = FxHashSet::default();
        let dated = days.into_iter().map(move |day| {
            let today = match tomorrow.take() {
                Some((of, leaves)) if of == day => leaves,
                _ => {
                    taken.clear();
                    self.leaves(&[Chain::Day(day)])?
                }
            };
            let next = day.succ_opt().unwrap_or(day);
            let after = self.leaves(&[Chain::Day(next)])?;
            // Today's reports end up in its events; tomorrow's are wanted again.
            let mut groups = self.groups(&today.heads, today.reports.into_iter().map(Cow::Owned));
            let next_day = self.groups(&after.heads, after.reports.iter().map(Cow::Borrowed));
            let joined = groups.join_tomorrow(&next_day, &taken);
            let mut events = groups.into_events(&taken, self.gazetteer, Language::french());
            sort(&mut events);
            taken = joined;
            tomorrow = Some((next, after));
            Ok((Some(day), events))
        });
        let undated = self.undated().into_iter().map(|chains| {
            let leaves = self.leaves(&chains)?;
            let groups = self.groups(&leaves.heads, leaves.reports.into_iter().map(Cow::Owned));
            let mut events = groups.into_events(&FxHashSet::default(), self.gazetteer, Language::french());
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

    /// The reports of chains, in the order of the documents' ids.
    fn leaves(&self, chains: &[Chain]) -> io::Result<Leaves> {
        let mut leaves: Vec<(Head, Report)> = Vec::new();
        for chain in chains {
            let bytes = self.spool.read(chain)?;
            let mut rest = bytes.as_slice();
            while !rest.is_empty() {
                let head = Head::unpack(&mut rest).ok_or_else(damaged)?;
                leaves.push((head, Report::unpack(&mut rest).ok_or_else(damaged)?));
            }
        }
        // Documents mostly came in the order of their ids.
        let place = |(head, _): &(Head, Report)| (self.rank[head.doc as usize], head.number);
        if !leaves.is_sorted_by_key(place) {
            leaves.sort_by_cached_key(place);
        }
        let (heads, reports) = leaves.into_iter().unzip();
        Ok(Leaves { heads, reports })
    }

    fn groups<'a>(&'a self, heads: &'a [Head], reports: impl Iterator<Item = Cow<'a, Report>>) -> Groups<'a> {
        let mut groups = Groups::default();
        for (head, report) in heads.iter().zip(reports) {
            let teller = Teller {
                doc: self.documents.id(head.doc),
                title: head.title.as_deref(),
                url: head.url.as_deref(),
                language: &head.language,
            };
            groups.add(head.doc as usize, Dated { teller, published: head.published, report, days: head.days });
        }
        groups
    }

    /// The documents, in order of id.
    ///
    /// # Errors
    /// Each item is one where the temporary file cannot be read.
    pub fn documents(&self) -> impl Iterator<Item = io::Result<SettledDocument>> + '_ {
        let mut held: (u64, Vec<u8>) = (0, Vec::new());
        self.order.iter().map(move |number| {
            let at = self.documents.records[*number as usize];
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
            Ok(SettledDocument { doc: self.documents.id(*number).to_owned(), title, language, published })
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
            let bytes = self.spool.read(&Chain::Place(ix))?;
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
            let id = |rank: u32| self.documents.id(self.order[rank as usize]).to_owned();
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
