//! `duji check`: reads and reviews files and folders. Files are worked in parallel and printed in their order; of a
//! printed file only its counts stay in memory.

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use review::{Report, Settings};

use super::output::{Format, Output};
use super::tally::Tally;
use super::{Status, finding_text, sarif, say, selection, sources};
use crate::json::finding::Finding;

/// 读取并审核文件或文件夹
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 要审核的文件或文件夹；文件夹逐层查找，以点开头的不看
    #[arg(required = true, value_name = "文件|文件夹")]
    paths: Vec<PathBuf>,
    /// 输出格式：text（供人阅读，默认）、json（每个问题一行）或 sarif（SARIF 2.1.0）
    #[arg(long, value_name = "格式", value_enum, default_value_t)]
    format: Format,
    /// 只用这些规则，编号以逗号隔开
    #[arg(long, value_name = "编号,…", value_delimiter = ',')]
    select: Vec<String>,
    /// 不用这些规则，编号以逗号隔开
    #[arg(long, value_name = "编号,…", value_delimiter = ',')]
    ignore: Vec<String>,
    /// 审核设置文件（TOML）
    #[arg(long, value_name = "设置文件")]
    config: Option<PathBuf>,
}

/// How many files are worked before their output is printed.
const BATCH: usize = 64;

/// A file that was worked: what is printed of it, and what is counted.
struct Worked {
    pieces: Vec<String>,
    tally: Tally,
    refusal: Option<String>,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let settings = selection::settings(&args.select, &args.ignore, args.config.as_deref())?;
    let sources = sources::find(&args.paths);
    let mut output = Output::new(args.format);
    let mut total = Tally::default();
    let bar = progress(sources.files.len());
    output.begin()?;
    for refusal in sources.refused {
        refuse(&mut output, &mut total, &bar, refusal);
    }
    for batch in sources.files.chunks(BATCH) {
        let work = |path: &PathBuf| {
            let worked = work(path, &settings, args.format);
            bar.inc(1);
            worked
        };
        for worked in batch.par_iter().map(work).collect::<Vec<_>>() {
            total.add(&worked.tally);
            bar.suspend(|| output.pieces(&worked.pieces))?;
            if let Some(refusal) = worked.refusal {
                refuse(&mut output, &mut total, &bar, refusal);
            }
        }
    }
    bar.finish_and_clear();
    output.end(&total)?;
    Ok(total.status())
}

fn refuse(output: &mut Output, total: &mut Tally, bar: &ProgressBar, refusal: String) {
    total.n_refused += 1;
    bar.suspend(|| say(&refusal));
    output.note_refusal(refusal);
}

fn work(path: &Path, settings: &Settings, format: Format) -> Worked {
    let file = path.display().to_string();
    match sources::load(path) {
        Ok(reading) => {
            let report = review::review(&reading.document, settings);
            Worked { pieces: pieces(&report, &file, format), tally: Tally::of(&report), refusal: None }
        }
        Err(reason) => {
            let refusal = Some(format!("{file}：{reason}"));
            Worked { pieces: Vec::new(), tally: Tally::default(), refusal }
        }
    }
}

fn pieces(report: &Report, file: &str, format: Format) -> Vec<String> {
    match format {
        Format::Text => finding_text::render(report, file),
        Format::Json => report.findings.iter().map(|f| json_line(&Finding::new(f, file))).collect(),
        Format::Sarif => sarif::results(report, file),
    }
}

fn json_line(finding: &Finding) -> String {
    serde_json::to_string(finding).expect("texts and numbers always have a JSON form")
}

/// Drawn on a terminal only, and only when there is something to wait for.
fn progress(n_files: usize) -> ProgressBar {
    if n_files < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("审核 {pos}/{len} {wide_bar} {eta}");
    ProgressBar::new(n_files as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
