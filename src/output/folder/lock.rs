//! Keeps two runs from writing one folder at once.

use crate::output::Error;
use std::fs::{File, TryLockError};
use std::path::Path;

/// The lock of an output folder, given back when dropped or when the process ends, however it ends.
pub(super) struct Lock(Option<File>);

impl Lock {
    /// Takes the lock, or says that another run has it.
    pub(super) fn take(folder: &Path) -> Result<Self, Error> {
        let file = open(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })?;
        match file.try_lock() {
            Ok(()) => Ok(Self(Some(file))),
            Err(TryLockError::WouldBlock) => Err(Error::Busy(folder.to_owned())),
            // Some network file systems know no locks; there the run goes on without.
            Err(TryLockError::Error(_)) => Ok(Self(None)),
        }
    }

    /// Whether no other run can be writing.
    pub(super) fn is_held(&self) -> bool {
        self.0.is_some()
    }
}

/// The folder itself is what is locked, so that no lock file is left in it.
#[cfg(unix)]
fn open(folder: &Path) -> std::io::Result<File> {
    File::open(folder)
}

/// Folders cannot be opened here: a file beside the others is locked.
#[cfg(not(unix))]
fn open(folder: &Path) -> std::io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(folder.join(".dateline.lock"))
}
