//! `dateline extract`

use super::problems::Problem;
use super::selection::{Selection, check_formats, parse_day, parse_format};
use super::{Outcome, map, run, say_problems, summary, watch};
use anyhow::{Result, bail};
use chrono::NaiveDate;
use dateline::corpus::SettledArchive;
use dateline::output::{self, Filter, Format, Manifest};
use serde_json::Value;
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

    /// Gazetteer: a CSV file or a folder of them, over the ones before, or a dump of GeoNames [repeatable; default: gazetteer, or built in]
    #[arg(long, value_name = "PATH")]
    gazetteer: Vec<PathBuf>,

    /// The publication day of documents that state none
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    published: Option<NaiveDate>,

    /// Another format beside the day files [repeatable, or separated by commas]
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',', ignore_case = true, value_parser = parse_format())]
    formats: Vec<Format>,

    /// Make a map of the events too, one HTML file [default: map.html in the folder]
    // Absent, without a value, with one: so clap tells them apart.
    #[allow(clippy::option_option)]
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    #[allow(clippy::option_option)] // not asked for; asked for; asked for under a name
    map: Option<Option<PathBuf>>,

    /// A GeoJSON file to lay under the events of the map: a front line, districts
    #[arg(long, value_name = "FILE", requires = "map")]
    basemap: Option<PathBuf>,

    /// Run again whenever a document or the gazetteer changes, until Ctrl-C
    #[arg(long)]
    watch: bool,

    /// No summary, and no progress on a terminal
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    selection: Selection,
}

pub fn run(args: &Args) -> Result<Outcome> {
    check_formats(&args.formats, &args.output)?;
    let to_stream = args.output == Path::new("-");
    let page = args.map.as_ref().map(|file| file.clone().unwrap_or_else(|| args.output.join(map::PAGE)));
    if to_stream && args.map.is_some() {
        bail!("--map shows what the folder holds; name a folder with -o, or leave it out");
    }
    if args.watch && (to_stream || args.inputs.iter().any(|path| path == Path::new("-"))) {
        bail!("--watch waits for files to change and writes a folder; name files or folders, not -");
    }
    if let Some(page) = &page {
        map::check(page)?;
    }
    let basemap = map::basemap(args.basemap.as_deref())?;
    let inputs = run::Inputs { paths: &args.inputs, gazetteer: &args.gazetteer, published: args.published };
    let job = Job { args, inputs: &inputs, page: page.as_deref(), basemap };
    if args.watch {
        watch::run(&inputs, page.as_deref(), args.quiet, || job.run().map(|_| ()))?;
        return Ok(Outcome::Done);
    }
    job.run()
}

/// One run, which may be done again.
struct Job<'a> {
    args: &'a Args,
    inputs: &'a run::Inputs<'a>,
    page: Option<&'a Path>,
    basemap: Option<Value>,
}

impl Job<'_> {
    fn run(&self) -> Result<Outcome> {
        let args = self.args;
        let filter: Filter = args.selection.filter(&args.gazetteer)?;
        let write = |settled: &SettledArchive<'_>, manifest: &Manifest, problems: Vec<Problem>| {
            let lost = say_problems(&problems);
            if args.output == Path::new("-") {
                return Ok((output::archive_lines(settled, &filter, io::stdout().lock())?, lost));
            }
            let written = output::write_archive(settled, &filter, manifest, &args.output, &args.formats)?;
            if !args.quiet {
                summary::write(&written, args.watch, &mut io::stdout().lock())?;
            }
            Ok((written.events, lost))
        };
        let (events, lost) = run::extract(self.inputs, &args.output, self.page, args.quiet, write)?;
        if let Some(page) = self.page {
            map::of_folder(&args.output, self.basemap.as_ref(), page)?;
            if !args.quiet {
                map::say_written(page)?;
            }
        }
        Ok(match events {
            _ if lost => Outcome::Incomplete,
            0 => Outcome::Nothing,
            _ => Outcome::Done,
        })
    }
}
