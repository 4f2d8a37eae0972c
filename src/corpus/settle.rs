//! Settling: publication days, then events, places and the work-list of all documents together.

use super::event::{Published, Settled, SettledDocument, SettledPlace};
use super::names::Names;
use super::reading::Reading;
use super::{Basis, linking, merge, publication};
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::language::Language;
use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Settles readings into events. `given` is the publication day of documents that state none. The second part of the
/// answer are warnings, one a document at most.
///
/// Independent of the order of `readings`; linear in their number.
///
/// ```
/// use dateline::{corpus, corpus::Reading, document::Document, gazetteer::Gazetteer, language::Language};
/// let (language, gazetteer) = (Language::french(), Gazetteer::builtin());
/// let text = "Bakou, 5 oct 2020 (AFP) - Gandja a été bombardée lundi.";
/// let reading = Reading::of(&Document::new("a.txt", text, language), gazetteer, language);
/// let (settled, _) = corpus::settle(vec![reading], gazetteer, None);
/// assert_eq!(settled.events[0].days.first.unwrap().to_string(), "2020-10-05");
/// ```
#[must_use]
pub fn settle(mut readings: Vec<Reading>, gazetteer: &Gazetteer, given: Option<NaiveDate>) -> (Settled, Vec<String>) {
    readings.sort_by(|a, b| a.doc.cmp(&b.doc));
    let mut warnings = Vec::new();
    let mut published: Vec<Published> = Vec::with_capacity(readings.len());
    let decided: Vec<_> = readings.par_iter().map(|r| publication::decide(&r.clues, &r.times)).collect();
    for (reading, (day, notes)) in readings.iter().zip(decided) {
        warnings.extend(notes.into_iter().map(|note| format!("{}: {note}", reading.doc)));
        published.push(day);
    }
    if let Some(given) = given {
        for day in published.iter_mut().filter(|p| p.date.is_none()) {
            *day = Published { date: Some(given), basis: Some(Basis::Given), candidates: vec![given] };
        }
    }
    // Documents that name no year are tried in the years of those beside them.
    let years: BTreeSet<i32> = published.iter().filter_map(|p| p.date).map(|d| d.year()).collect();
    readings.par_iter().zip(&mut published).for_each(|(reading, day)| {
        if day.date.is_none() && day.candidates.is_empty() {
            day.candidates = publication::in_years(&reading.clues, &reading.times, &years);
        }
    });
    linking::link(&readings, &mut published, gazetteer);
    let events = merge::events(&readings, &published, gazetteer, Language::french());
    let documents = readings
        .iter()
        .zip(&published)
        .map(|(reading, published)| SettledDocument {
            doc: reading.doc.clone(),
            title: reading.title.clone(),
            language: reading.language.clone(),
            published: published.clone(),
        })
        .collect();
    let mut names = Names::default();
    for reading in &readings {
        names.add(reading, gazetteer);
    }
    let settled =
        Settled { events, documents, places: places(&readings, gazetteer), unresolved: names.into_list(gazetteer) };
    (settled, warnings)
}

fn places(readings: &[Reading], gazetteer: &Gazetteer) -> Vec<SettledPlace> {
    type Named = ([usize; 3], Vec<(String, usize)>);
    let mut all: BTreeMap<PlaceIx, Named> = BTreeMap::new();
    for reading in readings {
        for (place, roles) in &reading.places {
            let entry = all.entry(*place).or_default();
            for (sum, count) in entry.0.iter_mut().zip(roles) {
                *sum += count;
            }
            entry.1.push((reading.doc.clone(), roles.iter().sum()));
        }
    }
    let mut out: Vec<SettledPlace> =
        all.into_iter().map(|(ix, (roles, sources))| SettledPlace::of(gazetteer, ix, roles, sources)).collect();
    out.sort_by(|a, b| a.id.cmp(&b.id));
    out
}
