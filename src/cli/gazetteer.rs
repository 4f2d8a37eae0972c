//! `dateline gazetteer`

use super::{Outcome, plain, run, say};
use anyhow::Result;
use std::io::{self, Write};
use std::path::PathBuf;

/// Check a gazetteer, or look a name up in it
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Name every row that cannot be used, and how to mend it
    Check {
        /// CSV files and folders of them, over the ones before [default: gazetteer, or built in]
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Show the places of a name
    Find {
        /// A name, in any spelling that the gazetteer knows
        name: String,
        /// A CSV file or a folder of them, over the ones before [repeatable; default: gazetteer, or built in]
        #[arg(long, value_name = "PATH")]
        gazetteer: Vec<PathBuf>,
    },
}

pub fn run(args: &Args) -> Result<Outcome> {
    match &args.command {
        Command::Check { paths } => check(paths),
        Command::Find { name, gazetteer } => find(name, gazetteer),
    }
}

fn check(paths: &[PathBuf]) -> Result<Outcome> {
    let (places, bad) = run::check(paths)?;
    let mut out = io::stdout().lock();
    for row in &bad {
        writeln!(out, "{}", plain(row))?;
    }
    let places = if places == 1 { "1 place".to_owned() } else { format!("{places} places") };
    let (rows, can) = (bad.len(), if bad.len() == 1 { "row cannot" } else { "rows cannot" });
    if bad.is_empty() {
        writeln!(out, "{places}, all rows can be used")?;
        return Ok(Outcome::Done);
    }
    writeln!(out, "{places}, {rows} {can} be used")?;
    Ok(Outcome::Nothing)
}

fn find(name: &str, gazetteer: &[PathBuf]) -> Result<Outcome> {
    let places = run::find(gazetteer, name)?;
    let mut out = io::stdout().lock();
    for place in &places {
        let around = [place.within.as_deref(), place.country.as_deref()];
        let around: Vec<&str> = around.into_iter().flatten().collect();
        writeln!(out, "{}  {} · {} · {}", place.id, place.name, place.kind, around.join(", "))?;
        // Latitude first, as people say it and map sites take it.
        writeln!(out, "    {:.4}, {:.4}", place.lat, place.lon)?;
        if !place.aliases.is_empty() {
            writeln!(out, "    {}", place.aliases.join(" · "))?;
        }
    }
    if places.is_empty() {
        say(&format!("no place of the gazetteer is called {name:?}"));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}
