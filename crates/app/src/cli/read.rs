//! `duji read`: what documents say.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use super::{Status, reading_text, say, sources};
use crate::json::document::Document;

/// 读取预算公开材料，列出其中的内容
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 要读取的文件
    #[arg(required = true, value_name = "文件")]
    files: Vec<PathBuf>,
    /// 输出格式：text（供人阅读，默认）或 json（每份文件一行）
    #[arg(long, value_name = "格式", value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut status = Status::Clean;
    for path in &args.files {
        let file = path.display().to_string();
        match (sources::load(path), args.format) {
            (Err(reason), _) => {
                say(&format!("{file}：{reason}"));
                status = Status::Failed;
            }
            (Ok(reading), Format::Text) => out.write_all(reading_text::render(&reading, &file).as_bytes())?,
            (Ok(reading), Format::Json) => {
                let line = serde_json::to_string(&Document::new(&reading, &file))?;
                writeln!(out, "{line}")?;
            }
        }
    }
    out.flush()?;
    Ok(status)
}
