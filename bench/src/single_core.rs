//! Reading and all rules, on one thread.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::documents::Document;

const LONG_ENOUGH: Duration = Duration::from_secs(4);

pub fn measure(document: &Document) -> anyhow::Result<()> {
    let settings = review::Settings::default();
    let reading = reader::read(&document.name, &document.text)?;
    let n_rules = review::rules().len();
    let n_findings = review::review(&reading.document, &settings).findings.len();
    let read = rate(|| drop(black_box(reader::read(&document.name, &document.text))));
    let reviewed = rate(|| drop(black_box(review::review(&reading.document, &settings))));
    let both = rate(|| {
        if let Ok(reading) = reader::read(&document.name, &document.text) {
            black_box(review::review(&reading.document, &settings));
        }
    });
    println!("{} ({} bytes, {n_findings} findings), one core:", document.name, document.text.len());
    println!("  reading              {read:>8} documents/s");
    println!(
        "  all {n_rules:>3} rules        {reviewed:>8} documents/s, {} µs each",
        1_000_000 / reviewed.max(1)
    );
    println!("  reading + all rules  {both:>8} documents/s");
    Ok(())
}

/// How often a second the work is done.
fn rate(work: impl Fn()) -> u128 {
    let start = Instant::now();
    let mut n_done = 0;
    while start.elapsed() < LONG_ENOUGH {
        work();
        n_done += 1;
    }
    n_done * 1_000 / start.elapsed().as_millis().max(1)
}
