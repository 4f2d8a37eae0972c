//! Puts the files of an output folder in their places, all or none.

mod lock;
mod stage;

use super::contents::{self, Contents};
use super::error::Error;
use super::formats::{Format, Formatter};
use super::index::{self, Index};
use super::sheet::{self, Bbox, Sheet};
use super::{Written, places, reread, unresolved};
use crate::language::Interner;
use lock::Lock;
use rayon::prelude::*;
use serde_json::Value;
use stage::Stage;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, IntoInnerError, Seek, Write};
use std::path::Path;

/// Writes `contents` to `folder`: every file is made first, beside the old ones, and only then put in its place.
pub(super) fn write(contents: Contents<'_>, folder: &Path, formats: &[Format]) -> Result<Written, Error> {
    let made = stage::make_folder(folder)?;
    let result = locked(contents, folder, formats);
    if result.is_err() && made {
        // Only empty: a folder that holds anything stays.
        let _ = std::fs::remove_dir(folder);
    }
    result
}

fn locked(contents: Contents<'_>, folder: &Path, formats: &[Format]) -> Result<Written, Error> {
    let lock = Lock::take(folder)?;
    let mut stage = Stage::new(folder, reread::days(folder)?, lock.is_held())?;
    let Contents { manifest, documents, sheets, places, places_bbox, unresolved, unresolved_names } = contents;
    let tally = stage_events(&mut stage, sheets, formats)?;

    let documents = documents.map(|document| {
        let mut document = document?;
        let events = document["doc"].as_str().map_or(0, |doc| tally.of_document.of(doc));
        document["events"] = events.into();
        Ok(document)
    });
    let places = places.map(|place| {
        let mut place = place?;
        place.count(|id| tally.of_place.of(id));
        Ok(place)
    });
    let mut out = stage.open(PLACES, places::HEAD)?;
    let places = sheet::collection_of_each(&mut out, places_bbox, places, |e| stage.error(PLACES, e))?;
    stage.close(out)?;
    stage.write("unresolved.csv", unresolved::HEAD, |out| out.write_all(&unresolved))?;
    let index =
        Index { manifest, bbox: tally.bbox, days: tally.days, undated: tally.undated, unresolved: unresolved_names };
    // Last, so that a run cut short between two files still leaves the list of the days that may have to go.
    let mut out = stage.open(INDEX, reread::INDEX_HEAD)?;
    let documents = index.write(&mut out, documents, |e| stage.error(INDEX, e))?;
    stage.close(out)?;
    Ok(Written {
        folder: folder.to_owned(),
        documents,
        events: tally.events,
        days: index.days.len(),
        undated: tally.undated,
        places,
        unresolved: unresolved_names,
        changed: stage.place()?,
    })
}

const PLACES: &str = "places.geojson";
const INDEX: &str = "index.json";

/// Makes the day files, `undated.geojson` and the files of the formats.
fn stage_events<'a>(
    stage: &mut Stage<'_>,
    mut sheets: impl Iterator<Item = Result<Sheet<'a>, Error>> + Send + 'a,
    formats: &[Format],
) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    if let Some(foreign) = formats.iter().map(|f| (f, stage.path(f.file_name()))).find(|(f, path)| f.is_foreign(path)) {
        return Err(Error::Foreign(foreign.1));
    }
    let mut outs = formats.iter().map(|f| stage.open(f.file_name(), f.head())).collect::<Result<Vec<_>, _>>()?;
    let mut formatters: Vec<Box<dyn Formatter + '_>> = Vec::new();
    for (format, out) in formats.iter().zip(&mut outs) {
        formatters.push(format.formatter(out).map_err(|e| stage.error(format.file_name(), e))?);
    }
    let mut undated = Undated::default();
    let mut some = contents::some_sheets(&mut sheets)?;
    while !some.is_empty() {
        let write = || {
            let day = |sheet: &Sheet| stage.make(&sheet::file_name(sheet.date), sheet::HEAD, |out| sheet.write(out));
            let days: Vec<_> = some.par_iter().map(|sheet| sheet.date.is_some().then(|| day(sheet))).collect();
            for (sheet, day) in some.iter().zip(days) {
                tally.add(sheet);
                match day {
                    Some(file) => stage.keep(file?),
                    None => undated.add(stage, sheet)?,
                }
            }
            Ok(())
        };
        // The next sheets are made while these are written.
        let (written, next) = rayon::join(write, || contents::some_sheets(&mut sheets));
        written?;
        for (format, formatter) in formats.iter().zip(&mut formatters) {
            some.iter().try_for_each(|sheet| formatter.sheet(sheet)).map_err(|e| stage.error(format.file_name(), e))?;
        }
        some = next?;
    }
    for (format, formatter) in formats.iter().zip(formatters) {
        formatter.end().map_err(|e| stage.error(format.file_name(), e))?;
    }
    for out in outs {
        stage.close(out)?;
    }
    undated.end(stage)?;
    Ok(tally)
}

/// `undated.geojson`, which comes in pieces while its box, known at last, stands before them.
#[derive(Default)]
struct Undated {
    lines: Option<sheet::Lines<BufWriter<File>>>,
    bbox: Bbox,
}

impl Undated {
    fn add(&mut self, stage: &Stage<'_>, sheet: &Sheet) -> Result<(), Error> {
        let name = sheet::file_name(None);
        let wrong = |e| stage.error(&name, e);
        let lines = if let Some(lines) = self.lines.take() {
            lines
        } else {
            let file = stage.nameless().map_err(wrong)?;
            sheet::Lines::new(BufWriter::new(file)).map_err(wrong)?
        };
        let lines = self.lines.insert(lines);
        sheet.widen(&mut self.bbox);
        sheet.lines(lines).map_err(wrong)
    }

    fn end(self, stage: &mut Stage<'_>) -> Result<(), Error> {
        let name = sheet::file_name(None);
        let Some(lines) = self.lines else {
            let empty = Sheet::told(None, Vec::new());
            return stage.write(&name, sheet::HEAD, |out| empty.write(out));
        };
        stage.write(&name, sheet::HEAD, |out| {
            let mut file = lines.end()?.into_inner().map_err(IntoInnerError::into_error)?;
            file.rewind()?;
            sheet::collection_of_lines(out, self.bbox, file)
        })
    }
}

/// How often each name was met: a corpus has as many as it has documents, so they stand in one text.
#[derive(Default)]
struct Counts {
    names: Interner,
    counts: Vec<usize>,
}

impl Counts {
    fn add(&mut self, name: &str) {
        let number = self.names.insert(name) as usize;
        if number == self.counts.len() {
            self.counts.push(0);
        }
        self.counts[number] += 1;
    }

    fn of(&self, name: &str) -> usize {
        self.names.get(name).map_or(0, |number| self.counts[number as usize])
    }
}

/// What the manifest counts.
#[derive(Default)]
struct Tally {
    events: usize,
    undated: usize,
    days: Vec<Value>,
    bbox: Bbox,
    of_document: Counts,
    of_place: Counts,
}

impl Tally {
    fn add(&mut self, sheet: &Sheet) {
        let mut types = BTreeMap::<String, usize>::new();
        // Most names were met before: only a new one is copied.
        let count = |counts: &mut BTreeMap<String, usize>, name: &str| match counts.get_mut(name) {
            Some(count) => *count += 1,
            None => _ = counts.insert(name.to_owned(), 1),
        };
        for facts in sheet.facts() {
            count(&mut types, facts.kind);
            facts.point.into_iter().for_each(|p| self.bbox.add(p));
            facts.documents.iter().for_each(|doc| self.of_document.add(doc));
            facts.place_id.into_iter().for_each(|id| self.of_place.add(id));
        }
        let events = sheet.len();
        self.events += events;
        match sheet.date {
            None => self.undated += events,
            Some(date) => self.days.push(index::day(date, &types, events)),
        }
    }
}
