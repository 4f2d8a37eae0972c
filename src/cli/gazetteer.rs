//! `dateline gazetteer`

use super::lookup::{self, Candidate, Candidates, Found, Search};
use super::{Outcome, plain, run, say, say_problems};
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Check a gazetteer, look a name up in it, or add rows to it
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Name every row that cannot be used, and how to mend it
    Check {
        /// CSV files, folders of them, dumps of GeoNames [default: gazetteer, or built in]
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Show what a name resolves to, through which spelling, and what competes with it
    Find {
        /// A name, in any spelling that the gazetteer knows
        name: String,
        /// A CSV file, a folder of them, or a dump of GeoNames [repeatable; default: gazetteer, or built in]
        #[arg(long, value_name = "PATH")]
        gazetteer: Vec<PathBuf>,
    },
    Add(Add),
}

/// Find names in a dump of GeoNames, and write their rows
///
/// All places of each name are shown on standard error, the best marked; the rows of the best go to standard output, or
/// to the end of a table.
#[derive(Debug, clap::Args)]
struct Add {
    /// Names as the documents write them
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,

    /// A dump of GeoNames: allCountries.txt, cities500.txt, FR.txt
    #[arg(long, value_name = "FILE")]
    from: PathBuf,

    /// Documents that use the names: the places that they mean are the best
    #[arg(long, value_name = "PATH", num_args = 1..)]
    documents: Vec<PathBuf>,

    /// Take this place rather than the best: an id that was shown [repeatable]
    #[arg(long = "id", value_name = "ID")]
    ids: Vec<String>,

    /// The table to append to, made where there is none [default: standard output]
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,

    /// The gazetteer that the rows are for [repeatable; default: gazetteer, or built in]
    #[arg(long, value_name = "PATH")]
    gazetteer: Vec<PathBuf>,
}

/// The columns of a new table.
const COLUMNS: [&str; 9] = ["name", "lat", "lon", "kind", "country", "within", "aliases", "population", "id"];

/// Of the places of one name so many are shown.
const MOST_SHOWN: usize = 20;

pub fn run(args: &Args) -> Result<Outcome> {
    match &args.command {
        Command::Check { paths } => check(paths),
        Command::Find { name, gazetteer } => find(name, gazetteer),
        Command::Add(args) => add(args),
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
    let places = lookup::find(gazetteer, name)?;
    let Some((first, others)) = places.split_first() else {
        say(&format!("no place of the gazetteer is called {name:?}"));
        return Ok(Outcome::Nothing);
    };
    let mut out = io::stdout().lock();
    show(&mut out, first)?;
    if !others.is_empty() {
        writeln!(out, "unless the document speaks of another:")?;
    }
    for place in others.iter().take(MOST_SHOWN) {
        show(&mut out, place)?;
    }
    if others.len() > MOST_SHOWN {
        writeln!(out, "and {} more", others.len() - MOST_SHOWN)?;
    }
    Ok(Outcome::Done)
}

fn show(out: &mut impl Write, place: &Found) -> Result<()> {
    writeln!(out, "{}  {} · {}", place.id, place.name, about(place))?;
    // Latitude first, as people say it and map sites take it.
    writeln!(out, "    {:.4}, {:.4} · through {}", place.lat, place.lon, place.through)?;
    if !place.aliases.is_empty() {
        writeln!(out, "    {}", place.aliases.join(" · "))?;
    }
    Ok(())
}

/// `city · Nagorny Karabakh, AZ · 57000 people`.
fn about(place: &Found) -> String {
    let around = [place.within.as_deref(), place.country.as_deref()];
    let around: Vec<&str> = around.into_iter().flatten().collect();
    let mut about = format!("{} · {}", place.kind.name(), around.join(", "));
    if let Some(people) = place.population {
        let _ = write!(about, " · {people} people");
    }
    if place.reference {
        about.push_str(" · from a dump");
    }
    about
}

fn add(args: &Add) -> Result<Outcome> {
    let Add { names, from, documents, ids, to, gazetteer } = args;
    let (all, problems) = lookup::candidates(&Search { names, from, documents, gazetteer })?;
    let lost = say_problems(&problems);
    for id in ids {
        if !all.iter().flat_map(|name| &name.found).any(|candidate| candidate.place.id == *id) {
            bail!("--id {id}: no place with this id and one of the names is in {}", from.display());
        }
    }
    let mut chosen = Vec::new();
    let mut missing = false;
    for candidates in &all {
        let asked_for = candidates.found.iter().position(|candidate| ids.contains(&candidate.place.id));
        // Where the gazetteer has the name, another place of it is wanted only if the documents mean that one.
        let wanted = |first: &Candidate| candidates.known.is_none() || first.meant > 0;
        let best = asked_for.or(candidates.found.first().filter(|first| wanted(first)).map(|_| 0));
        show_candidates(candidates, best, from);
        match best {
            Some(best) => chosen.push((candidates.name.as_str(), &candidates.found[best])),
            None => missing |= candidates.known.is_none(),
        }
    }
    if !chosen.is_empty() {
        if let Some(table) = to {
            append(table, &chosen)?;
        } else {
            let headings = COLUMNS.map(str::to_owned);
            io::stdout().lock().write_all(&rows(&chosen, &headings, true)?)?;
        }
    }
    match () {
        () if lost => Ok(Outcome::Incomplete),
        () if missing => Ok(Outcome::Nothing),
        () => Ok(Outcome::Done),
    }
}

fn show_candidates(candidates: &Candidates, best: Option<usize>, from: &Path) {
    let (name, found) = (&candidates.name, &candidates.found);
    if let Some(known) = &candidates.known {
        say(&format!("{name}: the gazetteer has it already, {} · {}", known.id, about(known)));
    }
    if found.is_empty() {
        if candidates.known.is_none() {
            say(&format!("{name}: no place of {} has this name", from.display()));
        }
        return;
    }
    let places = if found.len() == 1 { "1 place".to_owned() } else { format!("{} places", found.len()) };
    say(&format!("{name}: {places} of {}", from.display()));
    for (at, candidate) in found.iter().enumerate() {
        if at >= MOST_SHOWN && best != Some(at) {
            continue;
        }
        let place = &candidate.place;
        let mark = if best == Some(at) { '*' } else { ' ' };
        let around = [place.within.as_deref(), place.country.as_deref()];
        let around: Vec<&str> = around.into_iter().flatten().collect();
        let people = place.population.map(|people| format!("{people} people")).unwrap_or_default();
        let meant = match candidate.meant {
            0 => String::new(),
            1 => "  meant once".to_owned(),
            times => format!("  meant {times} times"),
        };
        let _ = writeln!(
            io::stderr(),
            "{mark} {:<18} {:<24} {:<8} {:<32} {people:>16}  {:.4}, {:.4}{meant}",
            place.id,
            place.name,
            place.kind.name(),
            around.join(", "),
            place.lat,
            place.lon,
        );
    }
    if found.len() > MOST_SHOWN {
        let _ = writeln!(io::stderr(), "  and {} more, less known", found.len() - MOST_SHOWN);
    }
}

/// Rows as a table writes them.
fn rows(chosen: &[(&str, &Candidate)], headings: &[String], with_header: bool) -> Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    if with_header {
        table.write_record(headings)?;
    }
    for (name, candidate) in chosen {
        table.write_record(lookup::row(name, candidate, headings)?)?;
    }
    Ok(table.into_inner()?)
}

/// Appends rows to a table, in the order of its own columns; a new one gets a header row.
fn append(path: &Path, chosen: &[(&str, &Candidate)]) -> Result<()> {
    let old = match std::fs::read(path) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error).with_context(|| format!("{}: cannot be read", path.display())),
    };
    let new = old.iter().all(u8::is_ascii_whitespace);
    let headings: Vec<String> = if new {
        COLUMNS.map(str::to_owned).into()
    } else {
        let text = old.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&old);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text);
        reader.byte_headers()?.iter().map(|h| String::from_utf8_lossy(h).trim().to_lowercase()).collect()
    };
    let mut added = rows(chosen, &headings, new).with_context(|| path.display().to_string())?;
    if !new && !old.ends_with(b"\n") {
        added.insert(0, b'\n');
    }
    let cannot = || format!("{}: cannot be written", path.display());
    let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).with_context(cannot)?;
    file.write_all(&added).with_context(cannot)?;
    say(&match chosen.len() {
        1 => format!("1 row appended to {}", path.display()),
        rows => format!("{rows} rows appended to {}", path.display()),
    });
    Ok(())
}
