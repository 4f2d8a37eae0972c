//! The short summary after a run.

use dateline::output::Written;
use std::io::{self, Write};

/// Writes what was written, in figures; with `changes` also how many files are not as they were.
pub fn write(written: &Written, changes: bool, out: &mut dyn Write) -> io::Result<()> {
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let undated = match written.undated {
        0 => String::new(),
        n => format!(", {n} without a day"),
    };
    let days = count(written.days, "day", "days");
    writeln!(out, "documents   {}", written.documents)?;
    writeln!(out, "events      {} on {days}{undated}", written.events)?;
    writeln!(out, "places      {}", written.places)?;
    let unresolved = match written.unresolved {
        0 => "no names".to_owned(),
        n => {
            let list = written.folder.join("unresolved.csv");
            format!("{}, listed in {}", count(n, "name", "names"), list.display())
        }
    };
    writeln!(out, "unresolved  {unresolved}")?;
    let news = match written.changed {
        _ if !changes => String::new(),
        0 => ", where nothing changed".to_owned(),
        n => format!(", where {} changed", count(n, "file", "files")),
    };
    writeln!(out, "written to  {}{news}", written.folder.display())
}
