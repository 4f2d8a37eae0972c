//! The one place where the commands call the rooms that read.

use anyhow::{Result, bail};
use chrono::NaiveDate;
use dateline::corpus::{self, Reading, Settled};
use dateline::document::read::{self, ReadProblem};
use dateline::gazetteer::{Gazetteer, Through};
use dateline::language::Language;
use dateline::output::Manifest;
use dateline::output::explain::Explained;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is to be read, and with what.
pub struct Inputs<'a> {
    /// Files, folders, or `-`.
    pub paths: &'a [PathBuf],
    /// Gazetteer files and folders, later ones over the ones before; the built-in one where there is none.
    pub gazetteer: &'a [PathBuf],
    /// The publication day of documents that state none.
    pub published: Option<NaiveDate>,
}

/// Something that went wrong and stopped nothing.
pub struct Problem {
    /// What, where, and how to mend it.
    pub message: String,
    /// Whether a document is lost by it.
    pub lost: bool,
}

/// What was read.
pub struct Read {
    pub settled: Settled,
    pub manifest: Manifest,
    pub problems: Vec<Problem>,
}

/// A place as `gazetteer find` shows it.
pub struct Found {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub country: Option<String>,
    pub within: Option<String>,
    pub lat: f64,
    pub lon: f64,
    pub aliases: Vec<String>,
}

/// Reads the documents and settles the corpus.
pub fn extract(inputs: &Inputs<'_>) -> Result<Read> {
    let (gazetteer, mut problems) = gazetteer(inputs.gazetteer)?;
    let language = Language::french();
    let (sources, unread) = read::sources(inputs.paths);
    problems.extend(unread.into_iter().map(Problem::from));
    let mut readings = Vec::new();
    read::in_parallel(
        &sources,
        language,
        |doc| Reading::of(&doc, &gazetteer, language),
        |done| match done {
            Ok(reading) => readings.push(reading),
            Err(problem) => problems.push(problem.into()),
        },
    );
    let (settled, warnings) = corpus::settle(readings, &gazetteer, inputs.published);
    problems.extend(warnings.into_iter().map(|message| Problem { message, lost: false }));
    let manifest =
        Manifest { version: env!("CARGO_PKG_VERSION").to_owned(), gazetteer_sha256: gazetteer.sha256().to_owned() };
    Ok(Read { settled, manifest, problems })
}

/// Reads the documents and says of each what was read in it.
pub fn explain(inputs: &Inputs<'_>) -> Result<(Vec<Explained>, Vec<Problem>)> {
    let (gazetteer, mut problems) = gazetteer(inputs.gazetteer)?;
    let language = Language::french();
    let (sources, unread) = read::sources(inputs.paths);
    problems.extend(unread.into_iter().map(Problem::from));
    let mut read = Vec::new();
    read::in_parallel(
        &sources,
        language,
        |doc| {
            let (reading, detail) = Reading::detailed(&doc, &gazetteer, language);
            (doc, reading, detail)
        },
        |done| match done {
            Ok(one) => read.push(one),
            Err(problem) => problems.push(problem.into()),
        },
    );
    let readings = read.iter().map(|(_, reading, _)| reading.clone()).collect();
    let (settled, warnings) = corpus::settle(readings, &gazetteer, inputs.published);
    problems.extend(warnings.into_iter().map(|message| Problem { message, lost: false }));
    let explained = read
        .into_iter()
        .map(|(doc, reading, detail)| {
            let published =
                settled.documents.iter().find(|d| d.doc == doc.id).map(|d| d.published.clone()).unwrap_or_default();
            super::explained::of(&doc, &reading, &detail, published, &gazetteer)
        })
        .collect();
    Ok((explained, problems))
}

/// The ids of the places of these names and of all that lies within them.
///
/// # Errors
/// Where the gazetteer has no place of a name.
pub fn places(paths: &[PathBuf], names: &[String]) -> Result<BTreeSet<String>> {
    let (gazetteer, _) = gazetteer(paths)?;
    let mut ids = BTreeSet::new();
    for name in names {
        let hits: Vec<_> = gazetteer
            .find_name(name)
            .into_iter()
            .filter(|hit| matches!(hit.through, Through::Name | Through::Alias))
            .map(|hit| hit.place)
            .chain(gazetteer.find_id(name))
            .collect();
        if hits.is_empty() {
            bail!(
                "--place {name}: no place of the gazetteer has this name; `dateline gazetteer find {name}` shows what is near"
            );
        }
        for outer in hits {
            let all = (0..).zip(gazetteer.places());
            ids.extend(all.filter(|(ix, _)| *ix == outer || gazetteer.contains(outer, *ix)).map(|(_, p)| p.id.clone()));
        }
    }
    Ok(ids)
}

/// Checks a gazetteer: the number of its places, and every row that cannot be used.
pub fn check(paths: &[PathBuf]) -> Result<(usize, Vec<String>)> {
    let (gazetteer, problems) = gazetteer(paths)?;
    Ok((gazetteer.places().len(), problems.into_iter().map(|p| p.message).collect()))
}

/// The places of a name.
pub fn find(paths: &[PathBuf], name: &str) -> Result<Vec<Found>> {
    let (gazetteer, _) = gazetteer(paths)?;
    let mut hits: Vec<_> = gazetteer.find_name(name).into_iter().map(|hit| hit.place).collect();
    if hits.is_empty() {
        hits.extend(gazetteer.find_misspelt(name).map(|(place, _, _)| place));
    }
    hits.dedup();
    Ok(hits
        .into_iter()
        .map(|ix| {
            let place = gazetteer.place(ix);
            Found {
                id: place.id.clone(),
                name: place.name.clone(),
                kind: place.kind.name().to_owned(),
                country: place.country.clone(),
                within: place.within.map(|w| gazetteer.place(w).name.clone()),
                lat: place.lat,
                lon: place.lon,
                aliases: place.aliases.clone(),
            }
        })
        .collect())
}

/// The gazetteer in use.
enum Chosen {
    BuiltIn(&'static Gazetteer),
    Loaded(Box<Gazetteer>),
}

impl std::ops::Deref for Chosen {
    type Target = Gazetteer;

    fn deref(&self) -> &Gazetteer {
        match self {
            Self::BuiltIn(gazetteer) => gazetteer,
            Self::Loaded(gazetteer) => gazetteer,
        }
    }
}

/// The gazetteer of these paths; without any the folder `gazetteer` where there is one, else the built-in one.
fn gazetteer(paths: &[PathBuf]) -> Result<(Chosen, Vec<Problem>)> {
    let default = [PathBuf::from("gazetteer")];
    let paths = match paths {
        [] if default[0].is_dir() => &default[..],
        [] => return Ok((Chosen::BuiltIn(Gazetteer::builtin()), Vec::new())),
        paths => paths,
    };
    let loaded = Gazetteer::load(paths)?;
    let problems = loaded.problems.into_iter().map(|p| Problem { message: p.to_string(), lost: false }).collect();
    Ok((Chosen::Loaded(Box::new(loaded.gazetteer)), problems))
}

impl From<ReadProblem> for Problem {
    fn from(problem: ReadProblem) -> Self {
        Self { message: problem.to_string(), lost: !problem.is_warning() }
    }
}
