//! 修改记录: the events of a region's settings as sentences.

use std::collections::BTreeSet;

use review::{Parameter, Preset, Severity};
use sqlx::FromRow;

use super::setting::{INSTALLATION, OFF, SEVERITY};
use super::switch::Switch;
use crate::db::Db;
use crate::error::Result;
use crate::{args, clock};

/// How many events a page names.
pub const LISTED: i64 = 50;

/// One line of the trail.
#[derive(Debug)]
pub struct Entry {
    pub at: String,
    pub person: String,
    /// Empty for the whole installation.
    pub region: String,
    pub code: String,
    pub what: String,
    pub reason: String,
    /// Where the finding stands, for a waiver.
    pub document_id: Option<String>,
}

#[derive(FromRow)]
struct Row {
    at: i64,
    person: String,
    region: String,
    action: String,
    code: String,
    item: String,
    document_id: Option<String>,
    before_value: Option<String>,
    after_value: Option<String>,
    reason: String,
}

/// The latest events first: of a region and the installation under it, of one rule or all.
pub async fn latest(db: &Db, region: &str, code: Option<&str>) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = db
        .all(
            "select at, person, region, action, code, item, document_id, before_value, after_value, reason
             from review_event
             where (region = $1 or region = $2) and ($3 is null or code = $3)
             order by at desc, id desc limit $4",
            args![region, INSTALLATION, code, LISTED],
        )
        .await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

impl From<Row> for Entry {
    fn from(row: Row) -> Entry {
        Entry {
            at: clock::local(row.at),
            what: sentence(&row),
            person: row.person,
            region: row.region,
            code: row.code,
            reason: row.reason,
            document_id: row.document_id,
        }
    }
}

fn sentence(row: &Row) -> String {
    let before = row.before_value.as_deref().unwrap_or_default();
    let after = row.after_value.as_deref().unwrap_or_default();
    let by_default = if row.action == "reset" { "，恢复默认" } else { "" };
    match row.action.as_str() {
        "waive" => return format!("豁免：{after}"),
        "withdraw" => return format!("撤销豁免：{before}"),
        "rules" if before.is_empty() => return format!("启用规则：{after}"),
        "rules" => return format!("规则更新：{before} → {after}"),
        _ => {}
    }
    match row.item.as_str() {
        SEVERITY => {
            let word = |key: &str| Severity::from_key(key).map_or("", Severity::word);
            format!("级别：{} → {}{by_default}", word(before), word(after))
        }
        OFF => {
            let words = |stored: &str| Switch::parse(stored).words();
            format!("状态：{} → {}{by_default}", words(before), words(after))
        }
        item => {
            let key = item.trim_start_matches("value.");
            let rule = review::rule(&row.code);
            let parameter = rule.and_then(|rule| rule.parameters.iter().find(|p| p.key == key));
            let title = parameter.map_or(key, |parameter| parameter.title);
            format!("{title}：{}{by_default}", difference(parameter, before, after))
        }
    }
}

/// Numbers as from and to, words as what came and what went.
fn difference(parameter: Option<&Parameter>, before: &str, after: &str) -> String {
    if let Some(Parameter { preset: Preset::Number { unit, .. }, .. }) = parameter {
        return format!("{before} → {after} {unit}").trim_end().to_owned();
    }
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (before.lines().collect(), after.lines().collect());
    let named = |what: &str, words: Vec<&str>| match words.is_empty() {
        true => None,
        false => Some(format!("{what}“{}”", words.join("”“"))),
    };
    let came = named("增加", new.difference(&old).copied().collect());
    let went = named("去掉", old.difference(&new).copied().collect());
    match (came, went) {
        (None, None) => "调整次序".to_owned(),
        (came, went) => came.into_iter().chain(went).collect::<Vec<_>>().join("，"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(action: &str, item: &str, before: &str, after: &str) -> Row {
        Row {
            at: 0,
            person: "李主任".into(),
            region: String::new(),
            action: action.into(),
            code: "SB-01".into(),
            item: item.into(),
            document_id: None,
            before_value: Some(before.into()),
            after_value: Some(after.into()),
            reason: "试行".into(),
        }
    }

    #[test]
    fn an_event_says_what_changed_from_what_to_what() {
        assert_eq!(sentence(&row("set", SEVERITY, "error", "hint")), "级别：错误 → 提示");
        assert_eq!(sentence(&row("reset", SEVERITY, "hint", "error")), "级别：提示 → 错误，恢复默认");
        assert_eq!(sentence(&row("set", OFF, "on", "2024")), "状态：启用 → 停用于 2024 年度");
        assert_eq!(sentence(&row("waive", "", "", "低 9.00 万元")), "豁免：低 9.00 万元");
    }

    #[test]
    fn of_word_lists_it_says_what_came_and_what_went() {
        assert_eq!(difference(None, "甲\n乙", "乙\n丙"), "增加“丙”，去掉“甲”");
        assert_eq!(difference(None, "甲\n乙", "乙\n甲"), "调整次序");
        let preset = Preset::Number { value: 20, least: 1, most: 99, unit: "字" };
        let parameter = Parameter { key: "least", title: "最少字数", preset };
        assert_eq!(difference(Some(&parameter), "20", "30"), "20 → 30 字");
    }
}
