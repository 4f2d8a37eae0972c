//! `dateline explain`

use super::selection::parse_day;
use super::{Outcome, run, say_problems};
use anyhow::Result;
use chrono::NaiveDate;
use dateline::output::explain::Style;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

/// Show what is read in dispatches, and why each event is one or is none
///
/// Mentions are coloured on a terminal, and stand in brackets otherwise or where NO_COLOR is set.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Dispatches: files and folders (.txt .md .html .jsonl), or - for standard input
    #[arg(required = true, value_name = "FILE")]
    inputs: Vec<PathBuf>,

    /// Gazetteer: a CSV file or a folder of them, over the ones before, or a dump of GeoNames [repeatable; default: gazetteer, or built in]
    #[arg(long, value_name = "PATH")]
    gazetteer: Vec<PathBuf>,

    /// The publication day of documents that state none
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    published: Option<NaiveDate>,

    /// One line of JSON a document
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Result<Outcome> {
    let inputs = run::Inputs { paths: &args.inputs, gazetteer: &args.gazetteer, published: args.published };
    let (documents, problems) = run::explain(&inputs)?;
    let lost = say_problems(&problems);
    let stdout = io::stdout();
    let to_terminal = stdout.is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()) || !to_terminal;
    let style = if plain { Style::Brackets } else { Style::Colours };
    // Only for eyes: a file keeps the lines of the text.
    let width = if to_terminal { terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)) } else { None };
    let mut out = BufWriter::new(stdout.lock());
    for document in &documents {
        match width {
            _ if args.json => document.write_json(&mut out)?,
            Some(width) => document.write_wrapped(&mut out, style, width)?,
            None => document.write_text(&mut out, style)?,
        }
    }
    out.flush()?;
    Ok(match documents.len() {
        _ if lost => Outcome::Incomplete,
        0 => Outcome::Nothing,
        _ => Outcome::Done,
    })
}
