//! 组织变更: who changed units, people, calendar and rules. Each change is written in the transaction that makes it, and
//! chained to the county's last.

mod written;

use sqlx::FromRow;
use supervision::Duty;

use crate::access::Viewer;
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::{args, clock};

pub use written::Written;

/// What a thing was or is, as label and value.
pub type Facts = Vec<(&'static str, String)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Unit,
    Account,
    Absence,
    Invitation,
    Calendar,
    Setting,
}

impl Subject {
    pub const ALL: [Subject; 6] = [
        Subject::Unit,
        Subject::Account,
        Subject::Absence,
        Subject::Invitation,
        Subject::Calendar,
        Subject::Setting,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Subject::Unit => "unit",
            Subject::Account => "account",
            Subject::Absence => "absence",
            Subject::Invitation => "invitation",
            Subject::Calendar => "calendar",
            Subject::Setting => "setting",
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Subject::Unit => "单位",
            Subject::Account => "账号",
            Subject::Absence => "委托代办",
            Subject::Invitation => "邀请",
            Subject::Calendar => "工作日历",
            Subject::Setting => "督办规则",
        }
    }

    fn from_key(key: &str) -> Option<Subject> {
        Subject::ALL.into_iter().find(|subject| subject.key() == key)
    }
}

/// Who makes a change.
#[derive(Clone, Debug)]
pub struct By {
    pub account_id: Option<String>,
    pub person: String,
}

impl By {
    pub fn themselves(viewer: &Viewer) -> By {
        By { account_id: Some(viewer.account_id.clone()), person: viewer.display_name.clone() }
    }

    /// Whoever keeps the county: a substitute of 督查室主任 is named together with whom they stand in for.
    pub fn keeper(viewer: &Viewer) -> By {
        let is_own =
            viewer.role.is_of_three() || viewer.post.as_ref().is_some_and(|p| p.duty == Duty::Director);
        let absent = viewer.stands_in_for.iter().find(|post| post.duty == Duty::Director && !is_own);
        match absent {
            Some(absent) => By {
                person: format!("{}（代{}）", viewer.display_name, absent.person),
                ..By::themselves(viewer)
            },
            None => By::themselves(viewer),
        }
    }

    pub fn command_line() -> By {
        By { account_id: None, person: "命令行".to_owned() }
    }
}

/// One change. The action is the word that the trail shows.
#[derive(Debug)]
pub struct Change<'a> {
    pub region: &'a str,
    pub subject: Subject,
    pub subject_id: &'a str,
    pub action: &'static str,
    pub before: Option<Facts>,
    pub after: Option<Facts>,
    pub reason: &'a str,
}

/// Writes a change behind the last one of the county; whoever changes something next waits for the commit.
pub async fn record(tx: &mut Tx, by: &By, change: Change<'_>, now: i64) -> Result<()> {
    let facts = |facts: Option<Facts>| facts.map(|facts| serde_json::to_string(&facts)).transpose();
    let (n_events, end) = written::end(tx, change.region).await?;
    let row = Written {
        at: now,
        account_id: by.account_id.clone(),
        person: by.person.clone(),
        region: change.region.to_owned(),
        subject: change.subject.key().to_owned(),
        subject_id: change.subject_id.to_owned(),
        action: change.action.to_owned(),
        before_value: facts(change.before).map_err(anyhow::Error::from)?,
        after_value: facts(change.after).map_err(anyhow::Error::from)?,
        reason: change.reason.trim().to_owned(),
        position: Some(n_events + 1),
        hash: None,
    };
    let hash = row.link(&end);
    Ok(written::add(tx, Written { hash: Some(hash), ..row }).await?)
}

/// 说明 that goes with a change.
pub fn reason_problem(reason: &str) -> Option<String> {
    (reason.chars().count() > 200).then(|| "说明不超过 200 个字".to_owned())
}

/// One line of the trail.
#[derive(Debug)]
pub struct Entry {
    pub at: String,
    pub person: String,
    pub subject: &'static str,
    pub action: String,
    pub what: String,
    pub reason: String,
}

#[derive(FromRow)]
struct Row {
    at: i64,
    person: String,
    subject: String,
    action: String,
    before_value: Option<String>,
    after_value: Option<String>,
    reason: String,
}

/// The changes to one thing, the latest first.
pub async fn of_subject(db: &Db, subject: Subject, subject_id: &str) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = db
        .all(
            "select at, person, subject, action, before_value, after_value, reason from organisation_event
             where subject = $1 and subject_id = $2 order by id desc limit 50",
            args![subject.key(), subject_id],
        )
        .await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// What one page of a county's trail is asked for.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Filter {
    #[serde(default)]
    pub region: String,
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub page: i64,
}

pub const ROWS: i64 = 50;

pub async fn of_county(db: &Db, region: &str, filter: &Filter) -> Result<(Vec<Entry>, i64)> {
    let subject = Some(filter.subject.as_str()).filter(|key| Subject::from_key(key).is_some());
    let n = db
        .number(
            "select count(*) from organisation_event where region = $1 and ($2 is null or subject = $2)",
            args![region, subject],
        )
        .await?;
    let offset = (filter.page.clamp(1, 100_000) - 1) * ROWS;
    let rows: Vec<Row> = db
        .all(
            "select at, person, subject, action, before_value, after_value, reason from organisation_event
             where region = $1 and ($2 is null or subject = $2) order by id desc limit $3 offset $4",
            args![region, subject, ROWS, offset],
        )
        .await?;
    Ok((rows.into_iter().map(Entry::from).collect(), n))
}

impl From<Row> for Entry {
    fn from(row: Row) -> Entry {
        Entry {
            at: clock::local(row.at),
            subject: Subject::from_key(&row.subject).map_or("", Subject::word),
            what: difference(&stored(row.before_value), &stored(row.after_value)),
            person: row.person,
            action: row.action,
            reason: row.reason,
        }
    }
}

fn stored(facts: Option<String>) -> Vec<(String, String)> {
    facts.and_then(|facts| serde_json::from_str(&facts).ok()).unwrap_or_default()
}

/// What changed, as a sentence: what is the same on both sides is left out, but not the name of the thing.
fn difference(before: &[(String, String)], after: &[(String, String)]) -> String {
    let of = |facts: &[(String, String)], label: &str| {
        facts.iter().find(|(known, _)| known == label).map_or(String::new(), |(_, value)| value.clone())
    };
    let mut labels: Vec<&String> = after.iter().chain(before).map(|(label, _)| label).collect();
    let mut seen = std::collections::HashSet::new();
    labels.retain(|label| seen.insert(label.as_str()));
    let is_both = !before.is_empty() && !after.is_empty();
    let shown = |value: String| if value.is_empty() { "（空）".to_owned() } else { value };
    let parts = labels.into_iter().enumerate().filter_map(|(i, label)| {
        let (was, is) = (of(before, label), of(after, label));
        match (is_both, was == is) {
            (true, true) if i == 0 => Some(is),
            (true, true) => None,
            (true, false) => Some(format!("{label}：{} → {}", shown(was), shown(is))),
            (false, _) => Some(format!("{label}：{}", if is.is_empty() { was } else { is }))
                .filter(|t| !t.ends_with('：')),
        }
    });
    parts.collect::<Vec<_>>().join("；")
}

/// A row was not there, or is not there any more.
pub fn found(changed: u64) -> Result<()> {
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_says_what_was_and_what_is() {
        let facts = |leader: &str| {
            vec![("单位名称".to_owned(), "县水利局".to_owned()), ("分管领导".to_owned(), leader.to_owned())]
        };
        assert_eq!(difference(&facts(""), &facts("王副县长")), "县水利局；分管领导：（空） → 王副县长");
        assert_eq!(difference(&[], &facts("王副县长")), "单位名称：县水利局；分管领导：王副县长");
        assert_eq!(difference(&facts("王副县长"), &[]), "单位名称：县水利局；分管领导：王副县长");
    }
}
