//! The words shown to the user. One file a command; decides nothing else.

mod explain;
mod explained;
mod extract;
mod filter;
mod gazetteer;
mod lookup;
mod map;
mod problems;
mod progress;
mod run;
mod selection;
mod shell;
mod summary;
mod watch;

use clap::{Parser, Subcommand};
use problems::Problem;
use std::borrow::Cow;
use std::io::{self, Write};
use std::process::ExitCode;

/// Reads news dispatches into dated, placed events: one GeoJSON file a day.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str =
    "Exit codes: 0 done · 1 nothing found, or a check failed · 2 an error, named on standard error";

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Args),
    Filter(filter::Args),
    Map(map::Args),
    Explain(explain::Args),
    Gazetteer(gazetteer::Args),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// How a command ended; its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All was done.
    Done = 0,
    /// Nothing was found, or a check failed.
    Nothing = 1,
    /// Something could not be read; the rest was done.
    Incomplete = 2,
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let command = Args::parse().command;
    // On a thread of the pool: from outside it, each of the thousands of small steps that are shared out would cost two
    // wakings of a thread.
    let outcome = rayon::scope(|_| match command {
        Command::Extract(args) => extract::run(&args),
        Command::Filter(args) => filter::run(&args),
        Command::Map(args) => map::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Gazetteer(args) => gazetteer::run(&args),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
    });
    match outcome {
        Ok(outcome) => ExitCode::from(outcome as u8),
        // Who reads the output (`| head`) has enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Says something on standard error, which may be closed.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "dateline: {}", plain(message));
}

/// A message on one line: the name of a file may hold what a terminal takes for an order.
fn plain(message: &str) -> Cow<'_, str> {
    if !message.contains(char::is_control) {
        return message.into();
    }
    let shown = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    message.chars().map(shown).collect::<String>().into()
}

/// Names what could not be read, and whether that makes the run incomplete.
fn say_problems(problems: &[Problem]) -> bool {
    for problem in problems {
        say(&format!("{}: {}", if problem.lost { "error" } else { "warning" }, problem.message));
    }
    problems.iter().any(|p| p.lost)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        Args::command().debug_assert();
    }
}
