//! `duji demo`: the fictional county, for looking around and for load. Its documents lie inside the binary.

use rust_embed::RustEmbed;

use super::Status;
use super::serve::Store;
use crate::demo::{self, Filled, PASSWORD, Size};
use crate::documents::store::{self, Imported};
use crate::{App, args, clock};

/// 生成虚构县演示数据：单位、人员和若干年督办事项（同一种子、同一截止日，数据相同）
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 县的个数
    #[arg(long, value_name = "N", default_value_t = 1)]
    counties: usize,
    /// 往前几年
    #[arg(long, value_name = "N", default_value_t = 3)]
    years: usize,
    /// 每县每年的督办事项数
    #[arg(long, value_name = "N", default_value_t = 4_000)]
    matters: usize,
    /// 另加多少件近几周交办、正在办理的事项（每县）
    #[arg(long, value_name = "N", default_value_t = 0)]
    under_way: usize,
    /// 随机种子
    #[arg(long, value_name = "N", default_value_t = 2026)]
    seed: u64,
    /// 截止日（如 2026-11-20），默认今天
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    #[command(flatten)]
    store: Store,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let until = match &args.until {
        None => clock::now(),
        Some(day) => clock::day(day)
            .map(|(_, end)| end)
            .ok_or_else(|| anyhow::anyhow!("截止日 {day} 不是日期，应写作 2026-11-20"))?,
    };
    let size = Size {
        counties: args.counties,
        years: args.years,
        matters_a_year: args.matters,
        under_way: args.under_way,
        seed: args.seed,
        until,
    };
    let config = args.store.config();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let app = App::open(config).await?;
        fill(&app).await?;
        let told = |filled: &Filled| tracing::debug!("{filled:?}");
        let Filled { units, people, matters, events } = demo::fill(&app, size, told).await?;
        super::say(&format!("已写入 {units} 个单位、{people} 人、{matters} 件事项、{events} 条留痕"));
        super::say(&format!("演示账号如 director1、inspector1、head1、leader1，密码均为“{PASSWORD}”"));
        Ok(Status::Clean)
    })
}

#[derive(RustEmbed)]
#[folder = "../../samples"]
struct Samples;

/// What somebody needs to look around: the samples, and a county with a year of matters.
pub async fn fill_small(app: &App) -> anyhow::Result<()> {
    fill(app).await?;
    if app.db.number("select count(*) from unit", args![]).await? == 0 {
        let until = clock::now();
        let size = Size { counties: 1, years: 1, matters_a_year: 600, under_way: 0, seed: 2026, until };
        demo::fill(app, size, |_| ()).await?;
        super::say(&format!("演示账号如 director1、inspector1、head1、leader1，密码均为“{PASSWORD}”"));
    }
    Ok(())
}

/// Imports the samples into a database that holds no document yet.
async fn fill(app: &App) -> anyhow::Result<()> {
    if app.db.number("select count(*) from document", args![]).await? > 0 {
        return Ok(());
    }
    for name in Samples::iter().filter(|name| name.ends_with(".txt")) {
        let Some(file) = Samples::get(&name) else { continue };
        let imported = store::import(app, None, &name, file.data.into_owned(), clock::now()).await?;
        if let Imported::Refused(refusal) = imported {
            tracing::warn!("sample {name}: {refusal}");
        }
    }
    Ok(())
}
