//! Prints the figures of speed and memory that README.md keeps. Nothing is asserted. `sweep DATABASE` measures the
//! reminders of a database that `duji demo` filled; the pages of matters are measured by `side-by-side/run`.

mod child;
mod documents;
mod folder;
mod serve;
mod single_core;
mod sweep;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, ensure};

/// As `duji` has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [what, address] = &words[..] {
        ensure!(what == "sweep", "unknown: {what}; only `sweep DATABASE` is known");
        return sweep::measure(address);
    }
    let duji = build()?;
    let documents = documents::all()?;
    documents.iter().try_for_each(single_core::measure)?;
    for document in &documents {
        folder::measure(&duji, &document.name, std::slice::from_ref(document))?;
    }
    let mixed = documents::mixed()?;
    folder::measure(&duji, &format!("{} mixed documents", mixed.len()), &mixed)?;
    serve::measure(&duji)
}

/// The release binary, built when it is not fresh.
fn build() -> anyhow::Result<PathBuf> {
    let built = Command::new(env!("CARGO")).args(["build", "--release", "--quiet", "-p", "app"]).status()?;
    ensure!(built.success(), "the release binary was not built");
    let bench = std::env::current_exe()?;
    let duji = bench.with_file_name("duji");
    ensure!(duji.is_file(), "{} is missing", duji.display());
    duji.canonicalize().context("the release binary has no path")
}
