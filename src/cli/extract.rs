//! `dateline extract`

use super::selection::{Selection, check_formats, parse_day, parse_format};
use super::{Outcome, run, say_problems, summary};
use anyhow::Result;
use chrono::NaiveDate;
use dateline::output::{self, Format};
use std::io;
use std::path::{Path, PathBuf};

/// Read dispatches and write their events, a GeoJSON file a day
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Dispatches: files and folders (.txt .md .html .jsonl), or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// The folder to write, or - for GeoJSON lines on standard output
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,

    /// Gazetteer: a CSV file or a folder of them, over the ones before [repeatable; default: gazetteer, or built in]
    #[arg(long, value_name = "PATH")]
    gazetteer: Vec<PathBuf>,

    /// The publication day of documents that state none
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    published: Option<NaiveDate>,

    /// Another format beside the day files: csv, kml, geojsonl [repeatable, or separated by commas]
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',', value_parser = parse_format)]
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
    let inputs = run::Inputs { paths: &args.inputs, gazetteer: &args.gazetteer, published: args.published };
    let run::Read { mut settled, manifest, problems } = run::extract(&inputs)?;
    let lost = say_problems(&problems);
    filter.apply(&mut settled);
    let events = if args.output == Path::new("-") {
        output::lines(&settled, io::stdout().lock())?
    } else {
        let written = output::write(&settled, &manifest, &args.output, &args.formats)?;
        if !args.quiet {
            summary::write(&written, &mut io::stdout().lock())?;
        }
        written.events
    };
    Ok(match events {
        _ if lost => Outcome::Incomplete,
        0 => Outcome::Nothing,
        _ => Outcome::Done,
    })
}
