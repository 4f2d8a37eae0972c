//! The work-list: names that look like places and are not in the gazetteer, as all documents tell them.

use super::event::UnresolvedName;
use super::reading::{Reading, Wanted};
use crate::gazetteer::Gazetteer;
use std::collections::BTreeMap;

/// Names so far; documents may come in any order.
#[derive(Default)]
pub(super) struct Names {
    all: BTreeMap<String, Entry>,
    /// Documents so far.
    documents: usize,
}

struct Entry {
    /// The telling that stands for all, and its document.
    first: Wanted,
    doc: String,
    count: usize,
    documents: usize,
    /// The number of the last document that told it.
    last: usize,
    countries: BTreeMap<String, usize>,
}

/// How much a telling says: of several the one that says most stands for all.
fn says(wanted: &Wanted) -> (bool, bool, bool) {
    (wanted.guess.is_some(), wanted.within.is_some(), wanted.kind != "town")
}

impl Names {
    /// Adds what a document names.
    pub fn add(&mut self, reading: &Reading, gazetteer: &Gazetteer) {
        let countries: Vec<_> = reading.wanted.iter().map(|w| likely_country(reading, w, gazetteer)).collect();
        self.add_all(&reading.doc, &reading.wanted, countries);
    }

    /// Adds what a document names, with the likely country of each.
    pub fn add_all(&mut self, doc: &str, all: &[Wanted], countries: Vec<Option<String>>) {
        self.documents += 1;
        for (wanted, country) in all.iter().zip(countries) {
            let entry = match self.all.get_mut(&wanted.name) {
                Some(entry) => entry,
                None => self.all.entry(wanted.name.clone()).or_insert_with(|| Entry {
                    first: wanted.clone(),
                    doc: doc.to_owned(),
                    count: 0,
                    documents: 0,
                    last: 0,
                    countries: BTreeMap::new(),
                }),
            };
            let before = says(&entry.first);
            if says(wanted) > before || says(wanted) == before && doc < entry.doc.as_str() {
                entry.first = wanted.clone();
                doc.clone_into(&mut entry.doc);
            }
            entry.count += 1;
            entry.documents += usize::from(std::mem::replace(&mut entry.last, self.documents) != self.documents);
            if let Some(country) = country {
                *entry.countries.entry(country).or_default() += 1;
            }
        }
    }

    /// The list, most frequent first.
    pub fn into_list(self, gazetteer: &Gazetteer) -> Vec<UnresolvedName> {
        let mut out: Vec<UnresolvedName> = self
            .all
            .into_iter()
            .map(|(name, entry)| UnresolvedName {
                name,
                guess: entry.first.guess,
                kind: entry.first.kind.to_owned(),
                country: entry.countries.into_iter().max_by_key(|(_, n)| *n).map(|(c, _)| c),
                within: entry.first.within.map(|p| gazetteer.place(p).name.clone()),
                near: entry.first.near.map(|p| gazetteer.place(p).name.clone()),
                count: entry.count,
                documents: entry.documents,
                context: entry.first.context,
            })
            .collect();
        out.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        out
    }
}

/// The country of what contains a name, or the one that the document locates most in.
pub(super) fn likely_country(reading: &Reading, wanted: &Wanted, gazetteer: &Gazetteer) -> Option<String> {
    if let Some(within) = wanted.within {
        return gazetteer.place(within).country.clone();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, roles) in &reading.places {
        if let Some(country) = gazetteer.place(*place).country.as_deref() {
            *counts.entry(country).or_default() += roles[0];
        }
    }
    counts.into_iter().filter(|(_, n)| *n > 0).max_by_key(|(_, n)| *n).map(|(c, _)| c.to_owned())
}
