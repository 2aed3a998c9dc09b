//! `duji import`: reads files into the database. The same content a second time changes nothing.

use std::path::PathBuf;

use anyhow::Context;

use super::serve::Store;
use super::{Status, region};
use crate::documents::store::{self, Imported};
use crate::{App, clock};

/// 把材料导入数据库（同一内容重复导入不产生变化）
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// 文件中认不出区划时使用的区划代码
    #[arg(long, value_name = "CODE")]
    region: Option<String>,
    #[command(flatten)]
    store: Store,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(import(args))
}

async fn import(args: &Args) -> anyhow::Result<Status> {
    let app = App::open(args.store.config()).await.context("无法打开数据库")?;
    let region = match &args.region {
        Some(code) => Some(region::assumed(&app, code).await?),
        None => None,
    };
    let mut status = Status::Clean;
    for path in &args.files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(e) => {
                super::say(&format!("{}：读不到文件（{e}）", path.display()));
                status = Status::Failed;
                continue;
            }
        };
        match store::import_assuming(&app, None, &name, bytes, region.as_ref(), clock::now()).await? {
            Imported::New(id) => println!("{}\t已导入\t{id}", path.display()),
            Imported::Known(id) => println!("{}\t已有\t{id}", path.display()),
            Imported::Refused(refusal) => {
                super::say(&format!("{}：{refusal}", path.display()));
                status = Status::Failed;
            }
        }
    }
    Ok(status)
}
