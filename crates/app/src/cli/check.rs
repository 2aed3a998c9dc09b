//! `duji check`: reads and reviews files and folders.

use std::path::PathBuf;

use super::Status;

/// 读取并审核文件或文件夹
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 要审核的文件或文件夹
    #[arg(required = true, value_name = "文件|文件夹")]
    paths: Vec<PathBuf>,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let _ = &args.paths;
    Ok(Status::Clean)
}
