//! `dateline filter`

use super::selection::{Selection, check_formats, parse_format};
use super::{Outcome, summary};
use anyhow::Result;
use dateline::output::{self, Format};
use std::io;
use std::path::{Path, PathBuf};

/// Write a part of an output folder to another, without the texts
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A folder that `extract` wrote
    #[arg(value_name = "OUTPUT")]
    folder: PathBuf,

    /// The folder to write, or - for GeoJSON lines on standard output
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,

    /// Gazetteer in which the names of --place are looked up [repeatable; default: gazetteer, or built in]
    #[arg(long, value_name = "PATH")]
    gazetteer: Vec<PathBuf>,

    /// Another format beside the day files [repeatable, or separated by commas]
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',', ignore_case = true, value_parser = parse_format())]
    formats: Vec<Format>,

    /// No summary
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    selection: Selection,
}

pub fn run(args: &Args) -> Result<Outcome> {
    check_formats(&args.formats, &args.output)?;
    let filter = args.selection.filter(&args.gazetteer)?;
    let events = if args.output == Path::new("-") {
        output::filter_lines(&args.folder, &filter, io::stdout().lock())?
    } else {
        let written = output::filter(&args.folder, &args.output, &filter, &args.formats)?;
        if !args.quiet {
            summary::write(&written, false, &mut io::stdout().lock())?;
        }
        written.events
    };
    Ok(if events == 0 { Outcome::Nothing } else { Outcome::Done })
}
