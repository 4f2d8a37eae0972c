//! Why an output folder could not be written or read.

use std::io;
use std::path::PathBuf;

/// Why an output folder could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder or a file in it cannot be written.
    #[error("cannot write {}: {source}; the files of earlier runs are as they were", .path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A new file could not be put in its place.
    #[error(
        "cannot put {} in its place: {source}; files before it in the order of days are new already, so run again",
        .path.display()
    )]
    Place {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The output is to be a folder and is something else.
    #[error("{} is not a folder; name one to write to", .0.display())]
    NotAFolder(PathBuf),
    /// Another run holds the lock.
    #[error("another run of dateline is writing to {}; wait for it, or write to another folder", .0.display())]
    Busy(PathBuf),
    /// A file stands in the way that dateline did not write.
    #[error("{} was not written by dateline and would be overwritten; move it away, or write to another folder", .0.display())]
    Foreign(PathBuf),
    /// The folder to read holds no manifest.
    #[error("{} holds no index.json; name a folder that `dateline extract` wrote", .0.display())]
    NoIndex(PathBuf),
    /// What was put aside for want of memory cannot be read back.
    #[error(
        "what was read cannot be taken from the temporary file again: {0}; the files of earlier runs are as they were"
    )]
    Archive(io::Error),
    /// A file of a written folder cannot be read.
    #[error("cannot read {}: {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file of a written folder is not what dateline writes.
    #[error("{} is not as dateline writes it: {what}; run `dateline extract` again", .path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column where known.
        what: String,
    },
    /// A folder is to be filtered onto itself.
    #[error("{} is the folder to read; write the part to keep to another folder", .0.display())]
    SameFolder(PathBuf),
    /// Standard output or another stream cannot be written.
    #[error("cannot write the events: {0}")]
    Stream(#[source] io::Error),
}
