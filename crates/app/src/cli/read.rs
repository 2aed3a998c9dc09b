//! `duji read`: what documents say.

use std::path::PathBuf;

use super::Status;

/// 读取预算公开材料，列出其中的内容
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 要读取的文件
    #[arg(required = true, value_name = "文件")]
    files: Vec<PathBuf>,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let _ = &args.files;
    Ok(Status::Clean)
}
