//! Files made beside the old ones, under names of their own, until all are whole.

use crate::output::{Error, sheet};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};

const PREFIX: &str = ".dateline-";
const SUFFIX: &str = ".new";

/// Bytes that go to disk at once.
const BUFFER: usize = 1 << 16;

/// Makes the folder where there is none, and says whether it had to.
pub(super) fn make_folder(folder: &Path) -> Result<bool, Error> {
    if folder.is_dir() {
        return Ok(false);
    }
    if folder.exists() {
        return Err(Error::NotAFolder(folder.to_owned()));
    }
    fs::create_dir_all(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })?;
    Ok(true)
}

/// A new file that is being written.
pub(super) struct Out {
    name: String,
    file: BufWriter<NamedTempFile>,
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The new files of a run. Dropped before [`Stage::place`], it leaves nothing behind.
pub(super) struct Stage<'a> {
    folder: &'a Path,
    /// The names of the day files that an earlier run is known to have written.
    earlier: BTreeSet<String>,
    ready: Vec<Whole>,
}

/// A file that is written, under a name of its own, and the name that it is to have.
pub(super) struct Whole(String, TempPath);

impl<'a> Stage<'a> {
    /// An empty stage. Under a lock, what a killed run left is cleared away.
    pub(super) fn new(folder: &'a Path, earlier: Vec<NaiveDate>, locked: bool) -> Result<Self, Error> {
        if locked {
            let entries = fs::read_dir(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })?;
            for entry in entries.flatten() {
                let name = entry.file_name();
                if name.to_str().is_some_and(|n| n.starts_with(PREFIX) && n.ends_with(SUFFIX)) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
        let earlier = earlier.into_iter().map(|day| sheet::file_name(Some(day))).collect();
        Ok(Self { folder, earlier, ready: Vec::new() })
    }

    /// Begins a file. `head` is how such a file begins when dateline wrote it: one that begins otherwise and stands
    /// under this name is not overwritten.
    pub(super) fn open(&self, name: &str, head: &str) -> Result<Out, Error> {
        self.check(name, head)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        #[cfg(unix)]
        {
            // What the umask leaves of it: the default of 0600 could not be read by a web server.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(self.folder).map_err(|e| self.error(name, e))?;
        Ok(Out { name: name.to_owned(), file: BufWriter::with_capacity(BUFFER, file) })
    }

    /// A file that is never to stand in the folder, and goes with its handle.
    pub(super) fn nameless(&self) -> io::Result<File> {
        tempfile::tempfile_in(self.folder)
    }

    /// Ends a file. Its handle is closed here: there may be more days than a process may have files open.
    fn end(&self, out: Out) -> Result<Whole, Error> {
        let Out { name, file } = out;
        let file = file.into_inner().map_err(|e| self.error(&name, e.into_error()))?;
        Ok(Whole(name, file.into_temp_path()))
    }

    /// Ends a file that is to be put in its place.
    pub(super) fn close(&mut self, out: Out) -> Result<(), Error> {
        let whole = self.end(out)?;
        self.keep(whole);
        Ok(())
    }

    /// Makes a whole file, on any core.
    pub(super) fn make(
        &self,
        name: &str,
        head: &str,
        content: impl FnOnce(&mut Out) -> io::Result<()>,
    ) -> Result<Whole, Error> {
        let mut out = self.open(name, head)?;
        content(&mut out).map_err(|e| self.error(name, e))?;
        self.end(out)
    }

    /// Takes a file that is to be put in its place.
    pub(super) fn keep(&mut self, whole: Whole) {
        self.ready.push(whole);
    }

    /// Writes a whole file that is to be put in its place.
    pub(super) fn write(
        &mut self,
        name: &str,
        head: &str,
        content: impl FnOnce(&mut Out) -> io::Result<()>,
    ) -> Result<(), Error> {
        let whole = self.make(name, head, content)?;
        self.keep(whole);
        Ok(())
    }

    /// Where a file will stand.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The error of a file that cannot be written.
    pub(super) fn error(&self, name: &str, source: io::Error) -> Error {
        Error::Write { path: self.folder.join(name), source }
    }

    /// Puts every file in its place, removes the day files that have not been written again, and says how many files
    /// changed.
    pub(super) fn place(self) -> Result<usize, Error> {
        let Self { folder, earlier: mut stale, ready } = self;
        let mut changed = 0;
        let is_new = |Whole(name, new): &Whole| !same(&folder.join(name), new).unwrap_or(false);
        let news: Vec<bool> = ready.par_iter().map(is_new).collect();
        for (Whole(name, new), is_new) in ready.into_iter().zip(news) {
            stale.remove(&name);
            if is_new {
                let path = folder.join(name);
                new.persist(&path).map_err(|e| Error::Place { path, source: e.error })?;
                changed += 1;
            }
        }
        for name in stale {
            let path = folder.join(name);
            match fs::remove_file(&path) {
                Ok(()) => changed += 1,
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                Err(source) => return Err(Error::Place { path, source }),
            }
        }
        Ok(changed)
    }

    fn check(&self, name: &str, head: &str) -> Result<(), Error> {
        let path = self.folder.join(name);
        if self.earlier.contains(name) || !path.exists() || begins(&path, head).unwrap_or(false) {
            Ok(())
        } else {
            Err(Error::Foreign(path))
        }
    }
}

/// Whether a file begins with `head`, or is empty, so that nothing is lost with it.
fn begins(path: &Path, head: &str) -> io::Result<bool> {
    let mut start = Vec::with_capacity(head.len());
    File::open(path)?.take(head.len() as u64).read_to_end(&mut start)?;
    Ok(start.is_empty() || start == head.as_bytes())
}

/// Whether two files hold the same bytes.
fn same(old: &Path, new: &Path) -> io::Result<bool> {
    if fs::symlink_metadata(old)?.len() != fs::metadata(new)?.len() {
        return Ok(false);
    }
    let (mut old, mut new) = (BufReader::new(File::open(old)?), BufReader::new(File::open(new)?));
    loop {
        let (left, right) = (old.fill_buf()?, new.fill_buf()?);
        let length = left.len().min(right.len());
        if left[..length] != right[..length] {
            return Ok(false);
        }
        if length == 0 {
            return Ok(left.len() == right.len());
        }
        old.consume(length);
        new.consume(length);
    }
}
