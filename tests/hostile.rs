//! Inputs that no one means well with, and disks that fail: the program says what is wrong, and what is good beside it
//! comes out as if it stood alone.
//!
//! The slow ones are ignored: `cargo test --release --test hostile -- --ignored` (`.ci/run hostile`) runs them.

#[path = "hostile/desk.rs"]
mod desk;
#[path = "hostile/disk.rs"]
mod disk;
#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/injection.rs"]
mod injection;
#[path = "hostile/large.rs"]
mod large;
#[path = "hostile/tables.rs"]
mod tables;
#[path = "hostile/texts.rs"]
mod texts;
