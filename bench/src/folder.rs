//! `duji check` over a folder of copies.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::child;
use crate::documents::Document;

const N_COPIES: usize = 1_000;

pub fn measure(duji: &Path, document: &Document) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    for i in 0..N_COPIES {
        fs::write(folder.path().join(format!("{i:04}.txt")), &document.text)?;
    }
    let start = Instant::now();
    let child = Command::new(duji).arg("check").arg(folder.path()).stdout(Stdio::null()).spawn()?;
    let (status, peak) = watch(child)?;
    let seconds = start.elapsed().as_secs_f64();
    println!("{}, folder of {N_COPIES}, `duji check`, all cores:", document.name);
    println!("  wall time            {seconds:>8.2} s ({status})");
    println!("  peak memory          {:>8}", child::megabytes(peak));
    Ok(())
}

/// The peak as of the last look before the process ends.
fn watch(mut child: Child) -> anyhow::Result<(ExitStatus, Option<u64>)> {
    let mut peak = None;
    loop {
        peak = child::memory(child.id(), "VmHWM").or(peak);
        if let Some(status) = child.try_wait()? {
            return Ok((status, peak));
        }
        thread::sleep(Duration::from_millis(5));
    }
}
