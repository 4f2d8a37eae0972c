//! `dateline extract --watch`: runs again whenever what it reads has changed.

use super::run::{self, Inputs, Stamp};
use anyhow::{Context, Result};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long it must be quiet before a change is taken as done: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(200);
/// How long a change may keep on before it is taken anyway.
const LONGEST: Duration = Duration::from_secs(2);
/// Changed files that are named one by one.
const NAMED: usize = 5;

/// Runs `once` and then again after every change of a document or of the gazetteer, until the process is ended.
///
/// # Errors
/// Where the first run fails, or the files cannot be watched. A later run that fails says so and is tried again after
/// the next change.
pub fn run(inputs: &Inputs<'_>, page: Option<&Path>, quiet: bool, mut once: impl FnMut() -> Result<()>) -> Result<()> {
    let (send, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading a file is no change of it; and a queue that ran over may hide one.
        if event.map_or(true, |event| !matches!(event.kind, EventKind::Access(_))) {
            let _ = send.send(());
        }
    })
    .context("changes of files cannot be watched here")?;
    // Watched before the first run: a change during it is not lost.
    watch(&mut watcher, inputs)?;
    let mut known = run::fingerprint(inputs, page);
    once()?;
    say(quiet, &["watching    for changes; Ctrl-C ends it".to_owned()])?;
    loop {
        wait(&changes)?;
        let now = run::fingerprint(inputs, page);
        if now == known {
            continue;
        }
        // A folder that was replaced is another one to the system.
        let _ = watch(&mut watcher, inputs);
        say(quiet, &differences(&known, &now))?;
        known = now;
        if let Err(error) = once() {
            if super::is_broken_pipe(&error) {
                return Err(error);
            }
            super::say(&format!("error: {error:#}"));
        }
    }
}

/// Watches folders with all below them; of a file its folder, because editors put a new file in its place.
fn watch(watcher: &mut RecommendedWatcher, inputs: &Inputs<'_>) -> Result<()> {
    let mut all = inputs.paths.to_vec();
    all.extend(run::gazetteer_paths(inputs.gazetteer));
    for path in &all {
        let (folder, mode) = if path.is_dir() {
            (path.as_path(), RecursiveMode::Recursive)
        } else {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            (folder.unwrap_or(Path::new(".")), RecursiveMode::NonRecursive)
        };
        let begun = watcher.watch(folder, mode);
        begun.with_context(|| format!("{} cannot be watched for changes; run without --watch", folder.display()))?;
    }
    Ok(())
}

/// Waits for a change, and then until it is quiet.
fn wait(changes: &Receiver<()>) -> Result<()> {
    let gone = "changes of files are no longer reported; run again";
    changes.recv().context(gone)?;
    let first = Instant::now();
    while first.elapsed() < LONGEST {
        match changes.recv_timeout(QUIET) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => break,
            Err(error) => return Err(error).context(gone),
        }
    }
    Ok(())
}

/// What is different, a line a file; where there are many, the first and how many more.
fn differences(before: &BTreeMap<PathBuf, Stamp>, after: &BTreeMap<PathBuf, Stamp>) -> Vec<String> {
    let mut lines = Vec::new();
    for (path, stamp) in after {
        match before.get(path) {
            None => lines.push(format!("new         {}", path.display())),
            Some(old) if old != stamp => lines.push(format!("changed     {}", path.display())),
            Some(_) => {}
        }
    }
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    lines.extend(gone.map(|path| format!("removed     {}", path.display())));
    if lines.len() > NAMED {
        let more = lines.len() - NAMED;
        lines.truncate(NAMED);
        lines.push(format!("            and {more} more"));
    }
    lines
}

fn say(quiet: bool, lines: &[String]) -> Result<()> {
    if !quiet {
        let mut out = io::stdout().lock();
        for line in lines {
            writeln!(out, "{line}")?;
        }
        out.flush()?;
    }
    Ok(())
}
