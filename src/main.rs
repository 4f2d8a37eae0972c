//! The `dateline` command: see `dateline --help`.

mod cli;

use std::process::ExitCode;

/// Reading dispatches makes and drops many short strings on several threads, and the allocator of the C library spends a
/// fifth of the time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
