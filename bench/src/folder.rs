//! `duji check` over a folder.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::child;
use crate::documents::Document;

const N_DOCUMENTS: usize = 1_000;

/// A folder of these documents in turn, on one core and on all.
pub fn measure(duji: &Path, name: &str, documents: &[Document]) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    for (i, document) in documents.iter().cycle().take(N_DOCUMENTS).enumerate() {
        fs::write(folder.path().join(format!("{i:04}.txt")), &document.text)?;
    }
    println!("{name}, folder of {N_DOCUMENTS}, `duji check`:");
    let n_cores = thread::available_parallelism()?.get();
    for n_threads in [1, n_cores] {
        let start = Instant::now();
        let child = Command::new(duji)
            .arg("check")
            .arg(folder.path())
            .env("RAYON_NUM_THREADS", n_threads.to_string())
            .stdout(Stdio::null())
            .spawn()?;
        let (status, peak) = watch(child)?;
        let seconds = start.elapsed().as_secs_f64();
        let rate = N_DOCUMENTS as f64 / seconds;
        let peak = child::megabytes(peak);
        println!("  {n_threads} core(s)  {seconds:>6.2} s  {rate:>5.0} documents/s  peak {peak} ({status})");
    }
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
