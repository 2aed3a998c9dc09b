//! Prints the figures of speed and memory that README.md keeps. Nothing is asserted.

mod child;
mod documents;
mod folder;
mod serve;
mod single_core;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, ensure};

fn main() -> anyhow::Result<()> {
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
