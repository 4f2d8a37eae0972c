//! Reading: from paths to documents.
//!
//! [`sources`] finds the files, [`documents`] reads those of one, and [`in_parallel`] reads all on every core, in order
//! and in bounded memory. What cannot be read is a [`ReadProblem`] and costs nothing beside it.

mod decode;
mod draft;
mod html;
mod jsonl;
mod problem;
mod raw;
mod sources;
mod strip;

pub use problem::ReadProblem;
pub use sources::{Format, SourceFile, sources};

use super::Document;
use crate::language::{Interner, Language};
use draft::Draft;
use raw::{Raw, Raws};
use rayon::prelude::*;

/// Bytes of text above which one file or line is read as several documents: no dispatch is so long, and memory must
/// not follow the longest line of the world.
pub const LONGEST_TEXT: usize = 1 << 20;

/// Bytes and pieces that are read before the cores set to work on them.
const BATCH_BYTES: usize = 8 << 20;
const BATCH_PIECES: usize = 1024;

/// The documents of one source, one after the other; `.jsonl` is streamed line by line.
///
/// Problems come in between, in order; those that [are warnings](ReadProblem::is_warning) cost no document. Ids are as
/// the source gives them: [`Ids`] tells equal ones apart.
///
/// ```
/// use dateline::{document::read, language::Language};
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("a.txt"), "Erevan, 31 oct 2020 (AFP) - Les combats se poursuivaient samedi.")?;
/// let (sources, problems) = read::sources(&[folder.path().to_path_buf()]);
/// assert!(problems.is_empty());
/// let docs: Result<Vec<_>, _> = read::documents(&sources[0], Language::french()).collect();
/// assert_eq!(docs?[0].id, "a.txt");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn documents<'a>(
    source: &SourceFile,
    language: &'a Language,
) -> impl Iterator<Item = Result<Document, ReadProblem>> + use<'a> {
    Raws::new(source.clone()).flat_map(Raw::drafts).map(move |draft| draft.map(|draft| draft.document(language)))
}

/// The documents of bytes that lie in no file (an archive, an answer over the network), as if they were those of
/// `source`, which gives their format and their name.
///
/// ```
/// use dateline::{document::read::{self, Format, SourceFile}, language::Language};
/// let source = SourceFile { path: "a.jsonl".into(), id: "a.jsonl".into(), format: Format::JsonLines };
/// let lines = std::io::Cursor::new(b"{\"text\": \"Les combats se poursuivaient.\"}\n{\"id\": \"b\", \"text\": \"Rien.\"}\n".to_vec());
/// let ids: Result<Vec<_>, _> =
///     read::documents_in(&source, lines, Language::french()).map(|doc| doc.map(|doc| doc.id)).collect();
/// assert_eq!(ids?, ["a.jsonl#1", "b"]);
/// # Ok::<(), read::ReadProblem>(())
/// ```
pub fn documents_in<'a>(
    source: &SourceFile,
    bytes: std::io::Cursor<Vec<u8>>,
    language: &'a Language,
) -> impl Iterator<Item = Result<Document, ReadProblem>> + use<'a> {
    Raws::of(source.clone(), bytes).flat_map(Raw::drafts).map(move |draft| draft.map(|draft| draft.document(language)))
}

/// Reads all sources on every core (of the rayon pool it is called in), has `work` look at each document, and gives
/// what came of it, and the problems, to `sink` in the order of the sources.
///
/// Ids are made unique before `work` sees a document. Memory holds two batches of texts, however many sources there are.
///
/// ```
/// use dateline::{document::read, language::Language};
/// # let folder = tempfile::tempdir()?;
/// # for name in ["a.txt", "b.txt"] { std::fs::write(folder.path().join(name), "Les combats se poursuivaient.")?; }
/// let (sources, _) = read::sources(&[folder.path().to_path_buf()]);
/// let mut ids = Vec::new();
/// read::in_parallel(&sources, Language::french(), |doc| doc.id, |id| ids.extend(id));
/// assert_eq!(ids, ["a.txt", "b.txt"]);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn in_parallel<T: Send>(
    sources: &[SourceFile],
    language: &Language,
    work: impl Fn(Document) -> T + Sync,
    mut sink: impl FnMut(Result<T, ReadProblem>) + Send,
) {
    let mut raws = sources.iter().flat_map(|source| Raws::new(source.clone()));
    let mut ids = Ids::default();
    let mut read = |batch: Vec<Raw>| -> Vec<Result<T, ReadProblem>> {
        let mut drafts: Vec<Result<Draft, ReadProblem>> =
            batch.into_par_iter().map(Raw::drafts).collect::<Vec<_>>().into_iter().flatten().collect();
        for draft in drafts.iter_mut().flatten() {
            draft.id = ids.unique(std::mem::take(&mut draft.id));
        }
        drafts.into_par_iter().map(|draft| draft.map(|draft| work(draft.document(language)))).collect()
    };
    let (mut batch, mut done) = (next_batch(&mut raws), Vec::new());
    while !(batch.is_empty() && done.is_empty()) {
        // Beside the work on one batch, what came of the one before is handed on and the next one comes from disk.
        (done, batch) = rayon::join(
            || read(batch),
            || {
                done.into_iter().for_each(&mut sink);
                next_batch(&mut raws)
            },
        );
    }
}

/// What is read at once.
fn next_batch(raws: &mut impl Iterator<Item = Raw>) -> Vec<Raw> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while bytes < BATCH_BYTES && batch.len() < BATCH_PIECES {
        let Some(raw) = raws.next() else { break };
        bytes += raw.len();
        batch.push(raw);
    }
    batch
}

/// Tells documents of one id apart: the second is `name (2)`, the third `name (3)`.
///
/// ```
/// let mut ids = dateline::document::read::Ids::default();
/// let names = ["a.txt", "a.txt", "b.txt", "a.txt"].map(|name| ids.unique(name.to_owned()));
/// assert_eq!(names, ["a.txt", "a.txt (2)", "b.txt", "a.txt (3)"]);
/// ```
#[derive(Debug, Default)]
pub struct Ids {
    seen: Interner,
    /// How often each was given, by its number.
    counts: Vec<u32>,
}

impl Ids {
    /// `id`, with a number behind it where it was given before.
    pub fn unique(&mut self, id: String) -> String {
        if self.is_new(&id) {
            return id;
        }
        let own = self.seen.insert(&id) as usize;
        loop {
            self.counts[own] += 1;
            let name = format!("{id} ({})", self.counts[own]);
            if self.is_new(&name) {
                return name;
            }
        }
    }

    /// Whether an id was not given before; it is from now on.
    fn is_new(&mut self, id: &str) -> bool {
        let number = self.seen.insert(id) as usize;
        let new = number == self.counts.len();
        if new {
            self.counts.push(1);
        }
        new
    }
}
