//! Puts the files of an output folder in their places, all or none.

mod lock;
mod stage;

use super::contents::Contents;
use super::error::Error;
use super::formats::{Format, Formatter};
use super::index::{self, Index};
use super::sheet::{self, Bbox, Sheet};
use super::view::View;
use super::{Written, places, reread, unresolved};
use lock::Lock;
use serde_json::Value;
use stage::Stage;
use std::collections::BTreeMap;
use std::io::Write;
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
    let Contents { manifest, mut documents, sheets, mut places, unresolved, unresolved_names } = contents;
    let tally = stage_events(&mut stage, sheets, formats)?;

    for document in &mut documents {
        let events = document["doc"].as_str().and_then(|doc| tally.of_document.get(doc));
        document["events"] = events.copied().unwrap_or_default().into();
    }
    for place in &mut places {
        let events = View(place).property("place_id").as_str().and_then(|id| tally.of_place.get(id));
        place["properties"]["events"] = events.copied().unwrap_or_default().into();
    }
    stage.write("places.geojson", places::HEAD, |out| places::write(out, &places))?;
    stage.write("unresolved.csv", unresolved::HEAD, |out| out.write_all(&unresolved))?;
    let mut written = Written {
        folder: folder.to_owned(),
        documents: documents.len(),
        events: tally.events,
        days: tally.days.len(),
        undated: tally.undated,
        places: places.len(),
        unresolved: unresolved_names,
        changed: 0,
    };
    let Tally { bbox, days, undated, .. } = tally;
    let index = Index { manifest, bbox, documents, days, undated, unresolved: unresolved_names };
    // Last, so that a run cut short between two files still leaves the list of the days that may have to go.
    stage.write("index.json", reread::INDEX_HEAD, |out| index.write(out))?;
    written.changed = stage.place()?;
    Ok(written)
}

/// Makes the day files, `undated.geojson` and the files of the formats.
fn stage_events<'a>(
    stage: &mut Stage<'_>,
    sheets: impl Iterator<Item = Result<Sheet<'a>, Error>> + 'a,
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
    for sheet in sheets {
        let sheet = sheet?;
        tally.add(&sheet);
        stage.write(&sheet::file_name(sheet.date), sheet::HEAD, |out| sheet.write(out))?;
        for (format, formatter) in formats.iter().zip(&mut formatters) {
            formatter.sheet(&sheet).map_err(|e| stage.error(format.file_name(), e))?;
        }
    }
    for (format, formatter) in formats.iter().zip(formatters) {
        formatter.end().map_err(|e| stage.error(format.file_name(), e))?;
    }
    for out in outs {
        stage.close(out)?;
    }
    if tally.undated == 0 {
        let empty = Sheet::told(None, Vec::new());
        stage.write(&sheet::file_name(None), sheet::HEAD, |out| empty.write(out))?;
    }
    Ok(tally)
}

/// What the manifest counts.
#[derive(Default)]
struct Tally {
    events: usize,
    undated: usize,
    days: Vec<Value>,
    bbox: Bbox,
    of_document: BTreeMap<String, usize>,
    of_place: BTreeMap<String, usize>,
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
            facts.documents.iter().for_each(|doc| count(&mut self.of_document, doc));
            facts.place_id.into_iter().for_each(|id| count(&mut self.of_place, id));
        }
        let events = sheet.len();
        self.events += events;
        match sheet.date {
            None => self.undated += events,
            Some(date) => self.days.push(index::day(date, &types, events)),
        }
    }
}
