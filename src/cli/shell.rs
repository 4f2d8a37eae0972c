//! `dateline completions` and `dateline man`

use super::{Args, Outcome};
use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

/// Write the completions of a shell
///
/// For example: dateline completions bash > ~/.local/share/bash-completion/completions/dateline
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// Write the manual page of dateline or of one of its commands
///
/// For example: dateline man extract | man -l -
#[derive(Debug, clap::Args)]
pub struct Man {
    /// The command
    command: Option<String>,
}

pub fn completions(args: &Completions) -> Result<Outcome> {
    // In memory first: the generator panics where its output is closed.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dateline", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Done)
}

pub fn man(args: &Man) -> Result<Outcome> {
    let mut command = Args::command();
    command.build();
    if let Some(name) = &args.command {
        let found = command.find_subcommand(name).cloned();
        command = found.with_context(|| format!("there is no command {name:?}; see dateline --help"))?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    io::stdout().lock().write_all(&page)?;
    Ok(Outcome::Done)
}
