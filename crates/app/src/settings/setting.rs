//! The settings as stored: one value an item, the installation's first and a region's own on top. Every change is
//! written with its event.

use std::collections::{BTreeMap, BTreeSet};

use review::{Parameter, Preset, Rule, Settings, Severity, Value};

use super::switch::Switch;
use crate::access::Viewer;
use crate::db::{Db, Tx, is_duplicate};
use crate::error::{Error, Result};
use crate::review_event::ReviewEvent;
use crate::{args, ids};

/// The region of settings that hold everywhere.
pub const INSTALLATION: &str = "";

pub const SEVERITY: &str = "severity";
pub const OFF: &str = "off";
/// Who changed the rule last, so that nobody overwrites what they have not seen.
const REVISION: &str = "revision";

/// `value.least`: the item of a parameter.
pub fn item_of(parameter: &Parameter) -> String {
    format!("value.{}", parameter.key)
}

/// Values by code and item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Items(BTreeMap<(String, String), String>);

impl Items {
    /// What is set for a region itself; of the installation for `INSTALLATION`.
    pub async fn own(db: &Db, region: &str) -> Result<Items> {
        let rows: Vec<(String, String, String)> =
            db.all("select code, item, value from review_setting where region = $1", args![region]).await?;
        Ok(Items(rows.into_iter().map(|(code, item, value)| ((code, item), value)).collect()))
    }

    pub fn get(&self, code: &str, item: &str) -> Option<&str> {
        self.0.get(&(code.to_owned(), item.to_owned())).map(String::as_str)
    }

    /// The last change of the rule; empty when there was none.
    pub fn revision(&self, code: &str) -> &str {
        self.get(code, REVISION).unwrap_or_default()
    }

    pub fn is_changed(&self, code: &str) -> bool {
        self.0.keys().any(|(own, item)| own == code && item != REVISION)
    }

    fn over(mut self, above: Items) -> Items {
        self.0.extend(above.0);
        self
    }

    /// 启用与停用 of a rule.
    pub fn switch(&self, code: &str) -> Switch {
        self.get(code, OFF).map(Switch::parse).unwrap_or_default()
    }

    pub fn severity(&self, rule: &Rule) -> Severity {
        self.get(rule.code, SEVERITY).and_then(Severity::from_key).unwrap_or(rule.severity)
    }

    /// The text of a parameter's value: a number, or words a line each.
    pub fn value(&self, code: &str, parameter: &Parameter) -> String {
        let stored = self.get(code, &item_of(parameter)).and_then(|text| value(parameter, text));
        stored.map_or_else(|| preset_text(parameter), |value| value_text(&value))
    }

    /// What a review wants. Items of rules and parameters that are no more are passed over.
    pub fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        for ((code, item), stored) in &self.0 {
            let Some(rule) = review::rule(code) else { continue };
            match item.as_str() {
                REVISION => {}
                OFF => settings.off.extend(Switch::parse(stored).offs(code)),
                SEVERITY => {
                    settings.severity.insert(code.clone(), self.severity(rule));
                }
                item => {
                    let key = item.trim_start_matches("value.");
                    let parameter = rule.parameters.iter().find(|parameter| parameter.key == key);
                    if let Some(value) = parameter.and_then(|parameter| value(parameter, stored)) {
                        settings.values.insert((code.clone(), key.to_owned()), value);
                    }
                }
            }
        }
        settings
    }
}

/// What holds in a region: the installation's settings, and the region's own on top.
pub async fn in_force(db: &Db, region: Option<&str>) -> Result<Items> {
    let everywhere = Items::own(db, INSTALLATION).await?;
    match region {
        Some(region) if region != INSTALLATION => Ok(everywhere.over(Items::own(db, region).await?)),
        _ => Ok(everywhere),
    }
}

/// A stored value, unless the parameter has changed since and no longer takes it.
fn value(parameter: &Parameter, stored: &str) -> Option<Value> {
    match parameter.preset {
        Preset::Number { least, most, .. } => {
            let number = stored.parse().ok()?;
            (least..=most).contains(&number).then_some(Value::Number(number))
        }
        Preset::Words(_) => Some(Value::Words(stored.lines().map(str::to_owned).collect())),
    }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Words(words) => words.join("\n"),
    }
}

/// The default as it would be typed: a list names a word once.
pub fn preset_text(parameter: &Parameter) -> String {
    match parameter.preset {
        Preset::Number { value, .. } => value.to_string(),
        Preset::Words(words) => {
            let mut seen = BTreeSet::new();
            words.iter().copied().filter(|word| seen.insert(*word)).collect::<Vec<_>>().join("\n")
        }
    }
}

/// One item that changes. `None` takes it back to what holds without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub item: String,
    pub value: Option<String>,
    /// What held before and what holds after, for the event.
    pub before: String,
    pub after: String,
}

/// Where a change belongs and why it is made.
#[derive(Debug)]
pub struct Cause<'a> {
    pub region: &'a str,
    pub code: &'static str,
    pub reason: &'a str,
    /// The revision on which the changes were made.
    pub revision: &'a str,
}

/// Writes the changes of one rule with their events.
pub async fn save(db: &Db, viewer: &Viewer, cause: &Cause<'_>, changes: &[Change], now: i64) -> Result<()> {
    let mut tx = db.begin().await?;
    claim(&mut tx, cause).await?;
    for Change { item, value, before, after } in changes {
        match value {
            Some(value) => {
                tx.run(
                    "insert into review_setting (region, code, item, value) values ($1, $2, $3, $4)
                     on conflict (region, code, item) do update set value = excluded.value",
                    args![cause.region, cause.code, item, value],
                )
                .await?;
            }
            None => {
                tx.run(
                    "delete from review_setting where region = $1 and code = $2 and item = $3",
                    args![cause.region, cause.code, item],
                )
                .await?;
            }
        }
        let event = ReviewEvent {
            region: cause.region,
            action: if value.is_some() { "set" } else { "reset" },
            code: cause.code,
            item,
            before: Some(before),
            after: Some(after),
            reason: cause.reason,
            ..ReviewEvent::default()
        };
        event.record(&mut tx, Some(viewer), now).await?;
    }
    Ok(tx.commit().await?)
}

/// Takes the revision that was seen for a new one; whoever comes second finds it gone.
async fn claim(tx: &mut Tx, cause: &Cause<'_>) -> Result<()> {
    let Cause { region, code, revision, .. } = cause;
    let conflict = || Error::Conflict("这条规则的设置刚刚被他人改过".to_owned());
    if revision.is_empty() {
        let first = tx
            .run(
                "insert into review_setting (region, code, item, value) values ($1, $2, $3, $4)",
                args![*region, *code, REVISION, ids::new_id()],
            )
            .await;
        return match first {
            Err(e) if is_duplicate(&e) => Err(conflict()),
            other => Ok(other.map(|_| ())?),
        };
    }
    let changed = tx
        .run(
            "update review_setting set value = $1
             where region = $2 and code = $3 and item = $4 and value = $5",
            args![ids::new_id(), *region, *code, REVISION, *revision],
        )
        .await?;
    if changed == 0 { Err(conflict()) } else { Ok(()) }
}
