//! Makes a corpus of any size: `cargo run --release --example corpus -- --mb 100 out.jsonl`.
//!
//! Dispatches are composed from those of `seeds/`, with days, places and numbers changed. The same arguments give the
//! same bytes, and a smaller corpus is the beginning of a larger one.

mod compose;

use clap::Parser;
use compose::Composer;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Makes a corpus of varied dispatches, one JSON object a line
#[derive(Parser)]
struct Args {
    /// Millions of bytes to write, the last dispatch whole
    #[arg(long)]
    mb: u64,

    /// The file to write
    out: PathBuf,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let mut composer = Composer::new()?;
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&args.out)?);
    let (mut bytes, mut dispatches) = (0u64, 0u64);
    while bytes < args.mb * 1_000_000 {
        let mut line = serde_json::to_vec(&composer.compose())?;
        line.push(b'\n');
        out.write_all(&line)?;
        bytes += line.len() as u64;
        dispatches += 1;
    }
    out.flush()?;
    println!("{dispatches} dispatches, {bytes} bytes");
    Ok(())
}
