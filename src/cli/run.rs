//! The one place where the commands call the rooms that read.

use super::problems::{Problem, Problems};
use super::progress::Progress;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use dateline::corpus::{self, Archive, Reading, SettledArchive};
use dateline::document::read;
use dateline::gazetteer::{self, Gazetteer, Through};
use dateline::language::Language;
use dateline::output::Manifest;
use dateline::output::explain::Explained;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What is to be read, and with what.
pub struct Inputs<'a> {
    /// Files, folders, or `-`.
    pub paths: &'a [PathBuf],
    /// Gazetteer files and folders, later ones over the ones before; the built-in one where there is none.
    pub gazetteer: &'a [PathBuf],
    /// The publication day of documents that state none.
    pub published: Option<NaiveDate>,
}

/// Reads the documents, settles the corpus and hands it to `write`. `page` is what `--map` writes, and no dispatch where
/// it lies among them; `output` is where the events go.
pub fn extract<T>(
    inputs: &Inputs<'_>,
    output: &Path,
    page: Option<&Path>,
    quiet: bool,
    write: impl FnOnce(&SettledArchive<'_>, &Manifest, Vec<Problem>) -> Result<T>,
) -> Result<T> {
    let (language, (gazetteer, mut problems)) = language_and_gazetteer(inputs.gazetteer)?;
    let (mut sources, unread) = read::sources(inputs.paths);
    sources.retain(|source| page.is_none_or(|page| !is_same(&source.path, page)));
    problems.unread(&unread);
    let scratch = scratch(output);
    let full = || format!("what was read cannot be put aside in {}; free some of its disk", scratch.display());
    let mut archive = Archive::new(&gazetteer, inputs.published, scratch.clone());
    let packer = archive.packer();
    let progress = if quiet { Progress::none() } else { Progress::of(&sources) };
    let mut kept = Ok(());
    read::in_parallel(
        &sources,
        language,
        |doc| {
            let reading = Reading::of(&doc, &gazetteer, language);
            progress.read(&doc, reading.reports.len());
            packer.pack(&reading)
        },
        |done| match done {
            Ok(one) if kept.is_ok() => kept = archive.add(one),
            Ok(_) => {}
            Err(problem) => problems.read(&problem),
        },
    );
    kept.with_context(full)?;
    progress.settling();
    let (settled, warnings) = archive.settle().with_context(full)?;
    problems.warnings(warnings);
    progress.end();
    let manifest =
        Manifest { version: env!("CARGO_PKG_VERSION").to_owned(), gazetteer_sha256: gazetteer.sha256().to_owned() };
    write(&settled, &manifest, problems.into_told())
}

/// Where a file without a name may lie: on the disk of the output, because the system's own folder for such files may be
/// memory.
fn scratch(output: &Path) -> PathBuf {
    if output == Path::new("-") {
        return std::env::temp_dir();
    }
    let there = output.ancestors().find(|folder| folder.is_dir());
    there.map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// Reads the documents and says of each what was read in it.
pub fn explain(inputs: &Inputs<'_>) -> Result<(Vec<Explained>, Vec<Problem>)> {
    let (language, (gazetteer, mut problems)) = language_and_gazetteer(inputs.gazetteer)?;
    let (sources, unread) = read::sources(inputs.paths);
    problems.unread(&unread);
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
            Err(problem) => problems.read(&problem),
        },
    );
    let readings = read.iter().map(|(_, reading, _)| reading.clone()).collect();
    let (settled, warnings) = corpus::settle(readings, &gazetteer, inputs.published);
    problems.warnings(warnings);
    let explained = read
        .into_iter()
        .map(|(doc, reading, detail)| {
            let published =
                settled.documents.iter().find(|d| d.doc == doc.id).map(|d| d.published.clone()).unwrap_or_default();
            super::explained::of(&doc, &reading, &detail, published, &gazetteer)
        })
        .collect();
    Ok((explained, problems.into_told()))
}

/// The ids of the places of these names and of all that lies within them.
///
/// # Errors
/// Where the gazetteer has no place of a name.
pub fn places(paths: &[PathBuf], names: &[String]) -> Result<BTreeSet<String>> {
    let (gazetteer, _) = self::gazetteer(paths)?;
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
            ids.extend(gazetteer.inside(outer).map(|ix| gazetteer.place(ix).id.clone()));
        }
    }
    Ok(ids)
}

/// Checks a gazetteer: the number of its places, and every row that cannot be used.
pub fn check(paths: &[PathBuf]) -> Result<(usize, Vec<String>)> {
    let (gazetteer, problems) = load(paths)?;
    Ok((gazetteer.places().len(), problems.iter().map(ToString::to_string).collect()))
}

/// The gazetteer in use.
pub enum Chosen {
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

/// Whether two paths are one file.
fn is_same(a: &Path, b: &Path) -> bool {
    a == b || a.file_name() == b.file_name() && a.canonicalize().ok().is_some_and(|a| b.canonicalize().ok() == Some(a))
}

/// What is read for these arguments, with its size and when it was changed: documents, and the gazetteer's tables.
pub fn fingerprint(inputs: &Inputs<'_>, page: Option<&Path>) -> BTreeMap<PathBuf, Stamp> {
    let (sources, _) = read::sources(inputs.paths);
    let documents = sources.into_iter().map(|source| source.path);
    let documents = documents.filter(|path| page.is_none_or(|page| !is_same(path, page)));
    let tables = gazetteer_paths(inputs.gazetteer).into_iter().flat_map(|path| tables(&path));
    documents.chain(tables).filter_map(|path| Some((path.clone(), Stamp::of(&path)?))).collect()
}

/// What tells that a file has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    bytes: u64,
    changed: Option<SystemTime>,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let meta = std::fs::metadata(path).ok()?;
        Some(Self { bytes: meta.len(), changed: meta.modified().ok() })
    }
}

/// The tables of a gazetteer path: itself, or the `.csv` files of the folder.
fn tables(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else { return vec![path.to_owned()] };
    let files = entries.flatten().map(|entry| entry.path());
    files.filter(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"))).collect()
}

/// The paths that the gazetteer is read from; none for the built-in one. A dump of GeoNames is none by itself: it lies
/// under whatever would be read without it.
pub fn gazetteer_paths(paths: &[PathBuf]) -> Vec<PathBuf> {
    let default = PathBuf::from("gazetteer");
    let only_dumps = paths.iter().all(|path| path.is_file() && gazetteer::is_dump(path));
    let more = Some(default).filter(|default| only_dumps && default.is_dir());
    paths.iter().cloned().chain(more).collect()
}

/// The tables of the language and the gazetteer: for a single document most of the time goes into making them, so they
/// are made side by side.
fn language_and_gazetteer(paths: &[PathBuf]) -> Result<(&'static Language, (Chosen, Problems))> {
    let (language, gazetteer) = rayon::join(Language::french, || self::gazetteer(paths));
    Ok((language, gazetteer?))
}

/// The gazetteer of these paths; without any the folder `gazetteer` where there is one, else the built-in one. Rows that
/// cannot be used are among the problems.
pub fn gazetteer(paths: &[PathBuf]) -> Result<(Chosen, Problems)> {
    let (chosen, bad) = load(paths)?;
    let mut problems = Problems::default();
    problems.rows(&bad);
    Ok((chosen, problems))
}

fn load(paths: &[PathBuf]) -> Result<(Chosen, Vec<gazetteer::Problem>)> {
    let paths = gazetteer_paths(paths);
    if paths.is_empty() {
        return Ok((Chosen::BuiltIn(Gazetteer::builtin()), Vec::new()));
    }
    let loaded = Gazetteer::load(&paths)?;
    Ok((Chosen::Loaded(Box::new(loaded.gazetteer)), loaded.problems))
}
