//! `duji verify`: is what is stored what was written?

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;

use super::Status;
use super::serve::Store;
use crate::App;
use crate::verify::{self, Record, Tally};

/// 校验留痕和附件：逐条核对校验链，逐个核对附件内容，一处问题一行；不改动任何数据
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 把每件事项的链尾校验值写入文件，供以后比对；请保存在别处
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// 与以前写下的链尾记录比对，整条链被重写或删去也能发现
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    #[command(flatten)]
    store: Store,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(verify(args))
}

async fn verify(args: &Args) -> anyhow::Result<Status> {
    let config = args.store.config();
    // Opening would make an empty database, in which nothing is wrong.
    if config.database.is_none() && !PathBuf::from(config.database_address()).is_file() {
        anyhow::bail!("{} 里没有数据库，请用 --data 指明数据目录", config.data.display());
    }
    if args.record.is_some() && args.record == args.against {
        anyhow::bail!("--record 和 --against 不能是同一个文件，以前的记录会被覆盖");
    }
    let app = App::open(config).await.context("无法打开数据库")?;
    let record = Record::open(args.record.as_deref(), args.against.as_deref())?;
    let tally = verify::run(&app, record, &mut |fault| print(&fault)).await?;
    print(&summary(&tally));
    Ok(match tally {
        Tally { unread: 1.., .. } => Status::Failed,
        Tally { faults: 1.., .. } => Status::Errors,
        _ => Status::Clean,
    })
}

/// Whoever closes the output has seen enough; the check goes on for its status.
fn print(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

fn summary(tally: &Tally) -> String {
    let Tally { matters, entries, attachments, sources, changes, faults, .. } = tally;
    let end = if *faults == 0 { "全部相符".to_owned() } else { format!("{faults} 处不符") };
    format!(
        "已校验 {matters} 件事项、{sources} 份来源、{entries} 条留痕、{attachments} 个附件、{changes} 条组织变更：{end}"
    )
}
