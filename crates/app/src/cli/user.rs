//! `duji user`: accounts, for whoever runs the server. Passwords come from standard input, never from the call.

use std::io::{self, IsTerminal, Write};

use anyhow::{Context, anyhow, bail};
use clap::Subcommand;

use super::columns::{self, Align};
use super::serve::Store;
use super::{Status, region, say};
use crate::access::Role;
use crate::accounts::account::{self, NewAccount};
use crate::accounts::appointment::Appointment;
use crate::accounts::hash;
use crate::error::Error;
use crate::organisation_event::By;
use crate::{App, args, clock};

/// 管理账号（密码从标准输入读取第一行）
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 添加账号
    Add(Add),
    /// 重设密码，并结束该账号的全部登录
    Password(Named),
    /// 列出账号
    List(Everybody),
    /// 停用账号，并结束其全部登录
    Disable(Named),
}

#[derive(Debug, clap::Args)]
struct Add {
    /// 登录名
    #[arg(value_name = "登录名")]
    name: String,
    /// 姓名
    #[arg(long, value_name = "姓名")]
    display_name: String,
    /// 角色：administrator（系统管理员）、reviewer（财政审核人员）或 officer（单位财务人员）
    #[arg(long, value_name = "角色", value_parser = ["administrator", "reviewer", "officer"])]
    role: String,
    /// 所属区划的名称或代码；不写则不限区划
    #[arg(long, value_name = "区划")]
    region: Option<String>,
    #[command(flatten)]
    store: Store,
}

#[derive(Debug, clap::Args)]
struct Named {
    /// 登录名
    #[arg(value_name = "登录名")]
    name: String,
    #[command(flatten)]
    store: Store,
}

#[derive(Debug, clap::Args)]
struct Everybody {
    #[command(flatten)]
    store: Store,
}

type Row = (String, String, String, Option<String>, i64, Option<i64>);

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match &args.command {
            Command::Add(args) => add(args).await,
            Command::Password(args) => change_password(args).await,
            Command::List(args) => list(args).await,
            Command::Disable(args) => disable(args).await,
        }
    })?;
    Ok(Status::Clean)
}

async fn add(args: &Add) -> anyhow::Result<()> {
    let role = Role::from_key(&args.role).context("没有这种角色")?;
    let app = open(&args.store).await?;
    let account = NewAccount {
        name: args.name.trim().to_owned(),
        password: password()?,
        appointment: Appointment::new(&args.display_name, role, args.region.as_deref().map(region::name_of)),
    };
    if let Some(problem) = account.problem() {
        bail!("{problem}");
    }
    let now = clock::now();
    let hash = account.hash().await.map_err(in_words)?;
    let mut tx = app.db.begin().await?;
    account.save(&mut tx, hash, &By::command_line(), now).await.map_err(in_words)?;
    if role == Role::Administrator {
        // Otherwise the first visitor of the site could still make themselves administrator.
        let sql = "insert into happened_once (what, at) values ('setup', $1) on conflict do nothing";
        tx.run(sql, args![now]).await?;
    }
    tx.commit().await?;
    say(&format!("已添加{}“{}”", role.word(), args.name.trim()));
    Ok(())
}

async fn change_password(args: &Named) -> anyhow::Result<()> {
    let app = open(&args.store).await?;
    let id = id_of(&app, &args.name).await?;
    let password = password()?;
    if let Some(problem) = hash::password_problem(&password, &args.name) {
        bail!("{problem}");
    }
    let hash = hash::hash_password(password).await.map_err(in_words)?;
    let mut tx = app.db.begin().await?;
    tx.run("update account set password_hash = $1 where id = $2", args![hash, &id]).await?;
    tx.run("delete from session where account_id = $1", args![&id]).await?;
    tx.run("delete from failed_sign_in where name = $1", args![&args.name]).await?;
    tx.commit().await?;
    say(&format!("已重设“{}”的密码，原有登录全部失效", args.name));
    Ok(())
}

async fn list(args: &Everybody) -> anyhow::Result<()> {
    let app = open(&args.store).await?;
    let accounts: Vec<Row> = app
        .db
        .all(
            "select name, display_name, coalesce(admin_role, role), region, created_at, disabled_at from account order by created_at, id",
            args![],
        )
        .await?;
    if accounts.is_empty() {
        say("还没有账号；用 duji user add 添加，或首次打开网站时建立管理员");
    }
    let head = ["登录名", "姓名", "角色", "区划", "建立时间", "状态"].map(str::to_owned).to_vec();
    let row = |(name, display_name, role, region, created_at, disabled_at): Row| {
        let role = Role::from_key(&role).map_or("", Role::word).to_owned();
        let region = region.unwrap_or("全部".to_owned());
        let state = if disabled_at.is_some() { "已停用" } else { "可用" };
        vec![name, display_name, role, region, clock::local(created_at), state.to_owned()]
    };
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(accounts.into_iter().map(row)).collect();
    let text = columns::lines(&rows, &[Align::Left; 6]).join("\n") + "\n";
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}

async fn disable(args: &Named) -> anyhow::Result<()> {
    let app = open(&args.store).await?;
    let id = id_of(&app, &args.name).await?;
    let was_in_use =
        account::disable(&app.db, &By::command_line(), &id, clock::now()).await.map_err(in_words)?;
    let done = if was_in_use { "已停用" } else { "此前已停用" };
    say(&format!("“{}”{done}", args.name));
    Ok(())
}

async fn open(store: &Store) -> anyhow::Result<App> {
    App::open(store.config()).await.context("无法打开数据库")
}

async fn id_of(app: &App, name: &str) -> anyhow::Result<String> {
    let found: Option<(String,)> = app.db.one("select id from account where name = $1", args![name]).await?;
    found.map(|(id,)| id).ok_or_else(|| anyhow!("没有登录名为“{name}”的账号；用 duji user list 查看全部"))
}

fn password() -> anyhow::Result<String> {
    if io::stdin().is_terminal() {
        say("请输入密码（10 至 128 个字符），回车结束");
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line).context("读不到密码")?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!("没有读到密码：请把密码写在标准输入的第一行");
    }
    Ok(password.to_owned())
}

/// The cause of a fault instead of the sentence made for visitors of the site.
fn in_words(error: Error) -> anyhow::Error {
    match error {
        Error::Internal(cause) => cause,
        other => anyhow!("{other}"),
    }
}
