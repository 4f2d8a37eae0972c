//! `dateline completions` and `dateline man`

use super::{Args, Outcome};
use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

/// Write the completions of a shell, for example: dateline completions bash > ~/.local/share/bash-completion/completions/dateline
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// Write the manual page, for example: dateline man | man -l -
#[derive(Debug, clap::Args)]
pub struct Man {}

pub fn completions(args: &Completions) -> Result<Outcome> {
    // In memory first: the generator panics where its output is closed.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dateline", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Done)
}

pub fn man(_: &Man) -> Result<Outcome> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    io::stdout().lock().write_all(&page)?;
    Ok(Outcome::Done)
}
