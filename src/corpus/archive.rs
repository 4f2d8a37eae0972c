//! A corpus of any size: what documents tell goes to disk as soon as it is dated, and comes back a day at a time.
//!
//! What [`settle`](super::settle()) does in memory, with the same outcome. Documents that date themselves are resolved
//! where they are read; only those that others must date are held back, on disk too.

use super::event::{Basis, Event, Published, SettledDocument, SettledPlace, UnresolvedName};
use super::linking::{self, Fact, Known, days_of};
use super::merge::{Dated, Groups, Teller, slug};
use super::names::{self, Names};
use super::pack::Pack;
use super::publication::{self, Clues};
use super::reading::{Reading, Wanted};
use super::spool::Spool;
use crate::event::{EventType, Report};
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::language::Language;
use crate::time::{Days, TimeMention};
use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

/// The chains of the spool.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Chain {
    /// Reports of a day.
    Day(NaiveDate),
    /// Reports of which only a month, a year … is known, by its first day.
    Coarse(NaiveDate),
    /// Reports without any day, by place and type as their ids name them: so they come back in order.
    Undated(String),
    /// Who names a place.
    Place(PlaceIx),
    /// Facts and sentences of documents that date themselves.
    Facts,
    Sentences,
    /// Documents that others must date.
    Held,
    /// Documents as the manifest names them.
    Documents,
}

/// A document's reading, packed where it was read, on any core.
pub struct Packed {
    doc: String,
    /// As the manifest names it; of one that is held only what is known so far.
    record: Vec<u8>,
    /// Its reports with their chains, or all of it where others must date it.
    reports: Vec<(Chain, Vec<u8>)>,
    held: Option<Vec<u8>>,
    facts: Vec<u8>,
    sentences: Vec<u8>,
    places: Vec<(PlaceIx, [usize; 3])>,
    wanted: Vec<Wanted>,
    countries: Vec<Option<String>>,
    year: Option<i32>,
    warnings: Vec<String>,
}

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

/// What packing needs to know.
#[derive(Clone, Copy)]
pub struct Packer<'g> {
    gazetteer: &'g Gazetteer,
    given: Option<NaiveDate>,
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

impl Packer<'_> {
    /// Packs a reading.
    #[must_use]
    pub fn pack(&self, reading: &Reading) -> Packed {
        let (mut published, notes) = publication::decide(&reading.clues, &reading.times);
        if let Some(given) = self.given.filter(|_| published.date.is_none()) {
            published = Published { date: Some(given), basis: Some(Basis::Given), candidates: vec![given] };
        }
        // A day of the others may be missing still, and so may the years in which it is to be tried.
        let held = published.date.is_none()
            && (!published.candidates.is_empty() || publication::is_without_year(&reading.clues, &reading.times));
        let mut packed = Packed {
            doc: reading.doc.clone(),
            record: Vec::new(),
            reports: Vec::new(),
            held: None,
            facts: Vec::new(),
            sentences: Vec::new(),
            places: reading.places.clone(),
            wanted: reading.wanted.clone(),
            countries: reading.wanted.iter().map(|w| names::likely_country(reading, w, self.gazetteer)).collect(),
            year: published.date.map(|d| d.year()),
            warnings: notes.into_iter().map(|note| format!("{}: {note}", reading.doc)).collect(),
        };
        if held {
            packed.held = Some(hold(reading, &published));
            return packed;
        }
        packed.record = record(reading, &published);
        let resolved = linking::resolve(reading, &published);
        packed.reports = self.reports(reading, &published, &resolved);
        linking::told(reading, published.date, &resolved).for_each(|fact| pack_fact(&fact, &mut packed.facts));
        linking::sentences(reading, &resolved).for_each(|sentence| sentence.pack(&mut packed.sentences));
        packed
    }

    /// Reports with their days, by chain.
    fn reports(&self, reading: &Reading, published: &Published, resolved: &[Option<Days>]) -> Vec<(Chain, Vec<u8>)> {
        let mut out = Vec::with_capacity(reading.reports.len());
        for (number, report) in reading.reports.iter().enumerate() {
            let days = days_of(report.when, resolved, published.date);
            let known = days.and_then(|d| d.first.or(d.last));
            let chain = match (days, known) {
                (Some(Days { first: Some(first), precision, .. }), _) if precision.has_day() => Chain::Day(first),
                (_, Some(known)) => Chain::Coarse(known),
                _ => Chain::Undated(format!("{}-{}", self.place_id(report), report.kind.name().to_lowercase())),
            };
            let mut bytes = Vec::with_capacity(512);
            number.pack(&mut bytes);
            reading.title.pack(&mut bytes);
            reading.url.pack(&mut bytes);
            reading.language.pack(&mut bytes);
            published.date.pack(&mut bytes);
            days.pack(&mut bytes);
            report.pack(&mut bytes);
            out.push((chain, bytes));
        }
        out
    }

    fn place_id(&self, report: &Report) -> String {
        match &report.place {
            None => "nowhere".to_owned(),
            Some(place) => place.place.map_or_else(|| slug(&place.name), |ix| self.gazetteer.place(ix).id.clone()),
        }
    }
}

fn pack_fact((kind, place, day, toll): &Fact, out: &mut Vec<u8>) {
    kind.pack(out);
    place.pack(out);
    day.pack(out);
    toll.pack(out);
}

fn unpack_fact(from: &mut &[u8]) -> Option<Fact> {
    Some((EventType::unpack(from)?, PlaceIx::unpack(from)?, NaiveDate::unpack(from)?, Pack::unpack(from)?))
}

/// A document as the manifest names it, without its id.
fn record(reading: &Reading, published: &Published) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    reading.title.pack(&mut out);
    reading.language.pack(&mut out);
    published.pack(&mut out);
    out
}

impl Pack for Published {
    fn pack(&self, out: &mut Vec<u8>) {
        self.date.pack(out);
        self.basis.pack(out);
        self.candidates.pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(Self { date: Pack::unpack(from)?, basis: Pack::unpack(from)?, candidates: Pack::unpack(from)? })
    }
}

impl Pack for Basis {
    fn pack(&self, out: &mut Vec<u8>) {
        (*self as usize).pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        const ALL: [Basis; 7] = [
            Basis::Stated,
            Basis::Dateline,
            Basis::Caption,
            Basis::Header,
            Basis::Weekday,
            Basis::Corpus,
            Basis::Given,
        ];
        ALL.get(usize::unpack(from)?).copied()
    }
}

/// Everything that dating a document and writing its reports needs.
fn hold(reading: &Reading, published: &Published) -> Vec<u8> {
    let mut out = Vec::with_capacity(4096);
    // Expressions have many forms; they stand as JSON, which cannot fail for what has no maps.
    let times = serde_json::to_string(&(&reading.clues, &reading.times)).unwrap_or_default();
    times.pack(&mut out);
    reading.title.pack(&mut out);
    reading.url.pack(&mut out);
    reading.language.pack(&mut out);
    reading.reports.pack(&mut out);
    reading.sentences.pack(&mut out);
    published.candidates.pack(&mut out);
    out
}

/// The other way round, with the document's number and the days it may have been published on.
fn held(doc: u32, from: &mut &[u8]) -> Option<(Reading, Vec<NaiveDate>)> {
    let (clues, times): (Clues, Vec<TimeMention>) = serde_json::from_str(&String::unpack(from)?).ok()?;
    let reading = Reading {
        doc: doc.to_string(),
        title: Pack::unpack(from)?,
        url: Pack::unpack(from)?,
        language: Pack::unpack(from)?,
        times,
        clues,
        reports: Pack::unpack(from)?,
        places: Vec::new(),
        wanted: Vec::new(),
        sentences: Pack::unpack(from)?,
    };
    Some((reading, Pack::unpack(from)?))
}

/// The number of a document, and what was put aside of it.
fn of_document<'a>(from: &mut &'a [u8]) -> Option<(usize, &'a [u8])> {
    let (doc, length) = (usize::unpack(from)?, usize::unpack(from)?);
    let (mine, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some((doc, mine))
}

/// What is done with a document that is held back: its number among those, its own, itself, its days.
type Look<'a> = dyn FnMut(usize, u32, &Reading, Vec<NaiveDate>) + 'a;

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
        let mut head = Vec::new();
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
            let mut facts = head.clone();
            packed.facts.len().pack(&mut facts);
            self.spool.push(Chain::Facts, &[&facts, &packed.facts])?;
        }
        if !packed.sentences.is_empty() {
            let mut sentences = head.clone();
            packed.sentences.len().pack(&mut sentences);
            self.spool.push(Chain::Sentences, &[&sentences, &packed.sentences])?;
        }
        for (place, roles) in &packed.places {
            let mut entry = head.clone();
            for count in roles {
                count.pack(&mut entry);
            }
            self.spool.push(Chain::Place(*place), &[&entry])?;
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
        // Every record of the chain, a block at a time; the work on any core, what comes of it in order.
        let each = |number: &mut usize, look: &mut Look<'_>| -> io::Result<()> {
            for block in spool.blocks(&chain) {
                let block = block?;
                let mut rest = block.as_slice();
                while !rest.is_empty() {
                    let doc = u32::unpack(&mut rest).ok_or_else(damaged)?;
                    let (reading, candidates) = held(doc, &mut rest).ok_or_else(damaged)?;
                    look(*number, doc, &reading, candidates);
                    *number += 1;
                }
            }
            Ok(())
        };
        each(&mut 0, &mut |_, _, reading, mut candidates| {
            if candidates.is_empty() {
                candidates = publication::in_years(&reading.clues, &reading.times, &self.years);
            }
            if !candidates.is_empty() {
                let reports = reading.reports.iter();
                places.extend(reports.filter_map(|r| Some((linking::group(r.kind), r.place.as_ref()?.place?))));
                sentences.extend(reading.sentences.iter().map(|s| s.0));
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
        each(&mut 0, &mut |number, doc, reading, _| {
            known.learn(doc as usize, reading, None, &linking::resolve(reading, &published[number]));
        })?;
        for _ in 0..4 {
            let mut decisions: Vec<(usize, NaiveDate)> = Vec::new();
            each(&mut 0, &mut |number, doc, reading, _| {
                let mine = &published[number];
                if mine.date.is_none() && !mine.candidates.is_empty() {
                    let best = known.best(doc as usize, reading, &mine.candidates, gazetteer);
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
            each(&mut 0, &mut |number, doc, reading, _| {
                if decided.contains(&number) {
                    let day = published[number].date;
                    known.learn(doc as usize, reading, day, &linking::resolve(reading, &published[number]));
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
                let number = u32::unpack(&mut rest).ok_or_else(damaged)?;
                let (reading, _) = held(number, &mut rest).ok_or_else(damaged)?;
                let published = next.next().ok_or_else(damaged)?;
                let resolved = linking::resolve(&reading, published);
                let mut head = Vec::new();
                number.pack(&mut head);
                for (chain, report) in self.packer.reports(&reading, published, &resolved) {
                    self.spool.push(chain, &[&head, &report])?;
                }
                self.documents.records[number as usize] =
                    self.spool.push(Chain::Documents, &[&record(&reading, published)])?;
            }
        }
        Ok(())
    }
}

/// A settled corpus whose events come back from disk a day at a time.
pub struct SettledArchive<'g> {
    gazetteer: &'g Gazetteer,
    spool: Spool<Chain>,
    documents: Documents,
    /// Numbers of documents in the order of their ids, and the other way round.
    order: Vec<u32>,
    rank: Vec<u32>,
    unresolved: Vec<UnresolvedName>,
}

/// A report as it comes back.
struct Leaf {
    doc: u32,
    number: usize,
    title: Option<String>,
    url: Option<String>,
    language: String,
    published: Option<NaiveDate>,
    days: Option<Days>,
    report: Report,
}

impl Leaf {
    /// What [`Packer::reports`] packed, behind the document's number.
    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            doc: Pack::unpack(from)?,
            number: Pack::unpack(from)?,
            title: Pack::unpack(from)?,
            url: Pack::unpack(from)?,
            language: Pack::unpack(from)?,
            published: Pack::unpack(from)?,
            days: Pack::unpack(from)?,
            report: Pack::unpack(from)?,
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
        let mut tomorrow: Option<(NaiveDate, Vec<Leaf>)> = None;
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
            let mut groups = self.groups(&today);
            let joined = groups.join_tomorrow(&self.groups(&after), &taken);
            let mut events = groups.into_events(&taken, self.gazetteer, Language::french());
            sort(&mut events);
            taken = joined;
            tomorrow = Some((next, after));
            Ok((Some(day), events))
        });
        let undated = self.undated().into_iter().map(|chains| {
            let leaves = self.leaves(&chains)?;
            let mut events =
                self.groups(&leaves).into_events(&FxHashSet::default(), self.gazetteer, Language::french());
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
    fn leaves(&self, chains: &[Chain]) -> io::Result<Vec<Leaf>> {
        let mut leaves = Vec::new();
        for chain in chains {
            let bytes = self.spool.read(chain)?;
            let mut rest = bytes.as_slice();
            while !rest.is_empty() {
                leaves.push(Leaf::unpack(&mut rest).ok_or_else(damaged)?);
            }
        }
        leaves.sort_by_key(|leaf| (self.rank[leaf.doc as usize], leaf.number));
        Ok(leaves)
    }

    fn groups<'a>(&'a self, leaves: &'a [Leaf]) -> Groups<'a> {
        let mut groups = Groups::default();
        for leaf in leaves {
            let teller = Teller {
                doc: self.documents.id(leaf.doc),
                title: leaf.title.as_deref(),
                url: leaf.url.as_deref(),
                language: &leaf.language,
            };
            let dated =
                Dated { teller, published: leaf.published, report: Cow::Borrowed(&leaf.report), days: leaf.days };
            groups.add(leaf.doc as usize, dated);
        }
        groups
    }

    /// The documents, in order of id.
    ///
    /// # Errors
    /// Each item is one where the temporary file cannot be read.
    pub fn documents(&self) -> impl Iterator<Item = io::Result<SettledDocument>> + '_ {
        let mut block: (u64, Vec<u8>) = (0, Vec::new());
        self.order.iter().map(move |number| {
            let at = self.documents.records[*number as usize];
            // Documents mostly came in the order of their ids: the next one stands in the same block.
            if at < block.0 || at >= block.0 + block.1.len() as u64 {
                block = self.spool.around(&Chain::Documents, at)?;
            }
            let mut record = usize::try_from(at - block.0).ok().and_then(|at| block.1.get(at..)).ok_or_else(damaged)?;
            let from = &mut record;
            let read = |from: &mut &[u8]| Some((Pack::unpack(from)?, Pack::unpack(from)?, Pack::unpack(from)?));
            let (title, language, published) = read(from).ok_or_else(damaged)?;
            Ok(SettledDocument { doc: self.documents.id(*number).to_owned(), title, language, published })
        })
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
            let place = self.gazetteer.place(ix);
            Ok(SettledPlace {
                name: place.name.clone(),
                id: place.id.clone(),
                kind: place.kind.name().to_owned(),
                country: place.country.clone(),
                lat: place.lat,
                lon: place.lon,
                roles,
                sources: entries.into_iter().map(|(rank, sum)| (id(rank), sum)).collect(),
            })
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

/// By id; two of one id are one.
fn sort(events: &mut Vec<Event>) {
    events.sort_by(|a, b| (a.days.first.or(a.days.last), &a.id).cmp(&(b.days.first.or(b.days.last), &b.id)));
    events.dedup_by(|a, b| a.id == b.id);
}

#[cfg(test)]
#[path = "archive_tests.rs"]
mod tests;
