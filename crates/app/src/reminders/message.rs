//! 消息文字: what a delivery says, put together when it is sent.

use sqlx::FromRow;

use crate::args;
use crate::db::Db;
use crate::error::Result;

/// One message in the forms that the channels need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The same for every try.
    pub id: String,
    pub subject: String,
    pub text: String,
    pub short_text: String,
    /// For a group: who is to act, never what the matter is about, since not every member may read it.
    pub group_text: String,
    /// Phones of those whom the group message calls.
    pub phones: Vec<String>,
}

/// What a message is made of.
#[derive(Clone, Debug, FromRow)]
pub struct Source {
    pub notice_id: String,
    pub matter_id: String,
    pub assignment_id: Option<String>,
    pub rule: String,
    pub due_version: i64,
    pub notice_title: String,
    pub reason: String,
    pub year: i64,
    pub number: i64,
    pub matter_title: String,
    pub unit: String,
    pub n_folded: i64,
}

pub async fn of(
    db: &Db,
    delivery_id: &str,
    source: &Source,
    is_group: bool,
    site: Option<&str>,
) -> Result<Message> {
    let called = if is_group { called(db, source).await? } else { Vec::new() };
    let Source { notice_title: title, matter_title, reason, unit, .. } = source;
    let number = format!("〔{}〕{} 号", source.year, source.number);
    let others = match source.n_folded {
        0 => String::new(),
        n => format!("\n另有 {n} 条提醒没有单独发送，请登录后在“消息”中查看。"),
    };
    let link = site.map_or_else(String::new, |site| format!("\n{site}/notices/{}", source.notice_id));
    let short_title: String = matter_title.chars().take(30).collect();
    let names: Vec<&str> = called.iter().map(|(name, _)| name.as_str()).collect();
    let place = site.map_or_else(String::new, |site| format!("\n{site}/notices"));
    Ok(Message {
        id: delivery_id.to_owned(),
        subject: format!("【督办】{title}：{number}"),
        text: format!("{title}\n\n事项：{number} {matter_title}\n单位：{unit}\n{reason}。{others}{link}\n"),
        short_text: format!("【督办】{title}：{number}{short_title}。{reason}。{}", others.trim_start()),
        group_text: format!(
            "【督办】{title}\n{number} · {unit}\n请 {} 登录平台查看。{others}{place}",
            names.join("、")
        ),
        phones: called.into_iter().filter_map(|(_, phone)| phone).collect(),
    })
}

/// Everybody who was told the same.
async fn called(db: &Db, source: &Source) -> Result<Vec<(String, Option<String>)>> {
    let told = db
        .all(
            "select display_name, phone from notice join account on account.id = notice.account_id
             where matter_id = $1 and coalesce(assignment_id, '') = $2 and rule = $3 and due_version = $4
             order by notice.id",
            args![
                &source.matter_id,
                source.assignment_id.as_deref().unwrap_or_default(),
                &source.rule,
                source.due_version
            ],
        )
        .await?;
    Ok(told)
}
