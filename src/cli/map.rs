//! `dateline map`, and the page of `dateline extract --map`.

use super::Outcome;
use anyhow::{Context, Result, bail};
use dateline::output::page::{self, PageInput};
use serde_json::Value;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The page's name where none is given: it stands in the output folder.
pub const PAGE: &str = "map.html";

/// How a page begins that dateline wrote; see `output/page/index.html`.
const MARK: &str = r#"<meta name="generator" content="dateline">"#;

/// Make a map of an output folder: one HTML file that works without a network
///
/// Open it in any browser, from disk or from a server: base map, events and the texts they were read from are all in it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A folder that `extract` or `filter` wrote
    #[arg(value_name = "OUTPUT")]
    folder: PathBuf,

    /// The page to write, or - for standard output [default: map.html in the folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// A GeoJSON file to lay under the events: a front line, districts
    #[arg(long, value_name = "FILE")]
    basemap: Option<PathBuf>,

    /// Do not say what was written
    #[arg(short, long)]
    quiet: bool,
}

pub fn run(args: &Args) -> Result<Outcome> {
    let basemap = basemap(args.basemap.as_deref())?;
    let input = PageInput { basemap, ..page::read_folder(&args.folder)? };
    match &args.output {
        Some(path) if path == Path::new("-") => io::stdout().lock().write_all(page::render(&input).as_bytes())?,
        path => {
            let path = path.clone().unwrap_or_else(|| args.folder.join(PAGE));
            write(&input, &path)?;
            if !args.quiet {
                say_written(&path)?;
            }
        }
    }
    Ok(if input.features.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// The user's own map, read before the long work so that a mistake in it is told at once.
pub fn basemap(path: Option<&Path>) -> Result<Option<Value>> {
    Ok(path.map(page::read_basemap).transpose()?)
}

/// Makes the page of a folder that was just written.
pub fn of_folder(folder: &Path, basemap: Option<&Value>, path: &Path) -> Result<()> {
    write(&PageInput { basemap: basemap.cloned(), ..page::read_folder(folder)? }, path)
}

/// Says where the page is.
pub fn say_written(path: &Path) -> io::Result<()> {
    writeln!(io::stdout().lock(), "map         {}", path.display())
}

/// Refuses a path where a page cannot go, before the long work.
pub fn check(path: &Path) -> Result<()> {
    if path.is_dir() {
        bail!("{} is a folder; name a file for the map, for example {}", path.display(), path.join(PAGE).display());
    }
    // A device is not a file to put a page in the place of, and a file of the user's is not one either.
    if path.exists() && !(path.is_file() && is_ours(path).unwrap_or(false)) {
        bail!(
            "{} was not written by dateline and would be overwritten; move it away, or name another file",
            path.display()
        );
    }
    Ok(())
}

fn write(input: &PageInput, path: &Path) -> Result<()> {
    check(path)?;
    page::write(input, path).with_context(|| format!("cannot write the map {}", path.display()))
}

/// Whether a file is a page of dateline's, or empty, so that nothing is lost with it.
fn is_ours(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    File::open(path)?.take(1024).read_to_end(&mut start)?;
    Ok(start.is_empty() || String::from_utf8_lossy(&start).contains(MARK))
}
