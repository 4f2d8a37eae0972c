//! Which files there are to read.

use super::ReadProblem;
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text (`.txt`).
    Text,
    /// Markdown (`.md`), read as text.
    Markdown,
    /// A web page (`.html`, `.htm`).
    Html,
    /// A document a line (`.jsonl`, `.ndjson`).
    JsonLines,
    /// Decided by its first bytes: standard input, and files named with an unknown ending.
    Sniffed,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }
}

/// One file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it is; `-` for standard input.
    pub path: PathBuf,
    /// What its document is called: the name of a file that was named itself, the path below a folder that was named,
    /// with `/`. Not yet unique.
    pub id: String,
    /// How it is written.
    pub format: Format,
}

impl SourceFile {
    /// Standard input.
    #[must_use]
    pub fn stdin() -> Self {
        Self { path: PathBuf::from("-"), id: "stdin".to_owned(), format: Format::Sniffed }
    }

    /// Whether it is standard input.
    #[must_use]
    pub fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }

    /// The name under which people know it.
    #[must_use]
    pub fn name(&self) -> String {
        if self.is_stdin() { "standard input".to_owned() } else { self.path.display().to_string() }
    }
}

/// Finds the files of `paths`: files, folders with all below them, and `-` for standard input.
///
/// The files are in order of their ids, whatever order they were named in, and each but once, however often it was named.
/// In folders only known endings are read and hidden entries are not; a folder that links to itself is read once.
#[must_use]
pub fn sources(paths: &[PathBuf]) -> (Vec<SourceFile>, Vec<ReadProblem>) {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(SourceFile::stdin());
            continue;
        }
        let name = path.display().to_string();
        match std::fs::metadata(path) {
            Err(error) => problems.push(ReadProblem::io(&name, &error)),
            Ok(meta) if meta.is_dir() => {
                let before = (found.len(), problems.len());
                walk(path, &mut found, &mut problems);
                if before == (found.len(), problems.len()) {
                    let mend = "name another folder, or give the texts one of these endings";
                    let what = "the folder holds no .txt, .md, .html or .jsonl file";
                    problems.push(ReadProblem::warning(&name, what, mend));
                }
            }
            Ok(_) => {
                let id = path.file_name().map_or_else(|| name.clone(), |n| n.to_string_lossy().into_owned());
                let format = Format::of(path).unwrap_or(Format::Sniffed);
                found.push(SourceFile { path: path.clone(), id, format });
            }
        }
    }
    found.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
    let mut seen = FxHashSet::default();
    found.retain(|source| seen.insert(source.path.canonicalize().unwrap_or_else(|_| source.path.clone())));
    (found, problems)
}

/// All files below `root` with a known ending.
fn walk(root: &Path, found: &mut Vec<SourceFile>, problems: &mut Vec<ReadProblem>) {
    let mut open = vec![(root.to_path_buf(), String::new())];
    let mut seen = FxHashSet::default();
    while let Some((folder, prefix)) = open.pop() {
        // A link may lead back to a folder above it.
        if !identity(&folder).is_ok_and(|real| seen.insert(real)) {
            continue;
        }
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                problems.push(ReadProblem::io(&folder.display().to_string(), &error));
                continue;
            }
        };
        let mut entries: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.file_name()).collect();
        entries.sort();
        for entry in entries {
            let name = entry.to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            let path = folder.join(&entry);
            let id = format!("{prefix}{name}");
            match std::fs::metadata(&path) {
                Ok(meta) if meta.is_dir() => open.push((path, format!("{id}/"))),
                Ok(meta) if meta.is_file() => {
                    found.extend(Format::of(&path).map(|format| SourceFile { path, id, format }));
                }
                // A broken link is a problem only where it promises a text.
                Err(error) if Format::of(&path).is_some() => {
                    problems.push(ReadProblem::io(&path.display().to_string(), &error));
                }
                // Devices and sockets, broken links to what is no text.
                _ => {}
            }
        }
    }
}

/// What tells a folder from every other, whatever links lead to it. Its numbers where there are some: resolving a path
/// costs the square of its depth.
#[cfg(unix)]
fn identity(folder: &Path) -> std::io::Result<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let meta = std::fs::metadata(folder)?;
    Ok((meta.dev(), meta.ino()))
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> std::io::Result<PathBuf> {
    folder.canonicalize()
}
