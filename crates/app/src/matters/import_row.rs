//! One row of an imported ledger: what of it is wrong, and the draft it makes.

use std::collections::HashMap;

use super::draft::{Draft, SOURCES};
use super::entered;
use super::import::{Judged, Outcome};
use super::import_sheet::SheetRow;
use super::names::{Choice, Names};
use crate::access::Viewer;
use crate::args;
use crate::db::Db;
use crate::error::Result;
use crate::ids;
use crate::procedure::rules::CountyRules;
use crate::sources::clause::template_of;

/// What the names in a sheet can stand for.
struct Known {
    names: Names,
    county: CountyRules,
}

/// What identifies a row, whatever else is changed in it.
pub fn key(row: &SheetRow) -> String {
    let parts = [&row.title, &row.lead, &row.source_title, &row.source_number];
    ids::sha256(parts.map(|part| part.trim()).join("\u{1f}").as_bytes())
}

pub async fn judge(db: &Db, viewer: &Viewer, rows: Vec<SheetRow>) -> Result<Vec<Judged>> {
    let region = viewer.county()?;
    let known = Known { names: Names::read(db, region).await?, county: CountyRules::of(db, region).await? };
    let mut lines: HashMap<String, usize> = HashMap::new();
    let mut judged = Vec::with_capacity(rows.len());
    for row in rows {
        let key = key(&row);
        let before = "select matter_id from matter_import where region = $1 and row_key = $2";
        let before: Option<(String,)> = db.one(before, args![region, &key]).await?;
        let twin = *lines.entry(key).or_insert(row.line);
        let outcome = if twin != row.line {
            Outcome::Wrong(format!("与第 {twin} 行重复"))
        } else if let Some((id,)) = before {
            Outcome::Known(id)
        } else {
            known.draft(&row).map_or_else(Outcome::Wrong, |draft| Outcome::Ready(Box::new(draft)))
        };
        judged.push(Judged { row, outcome });
    }
    Ok(judged)
}

impl Known {
    fn draft(&self, row: &SheetRow) -> std::result::Result<Draft, String> {
        let source_kind = source(&row.source)?;
        let draft = Draft {
            title: row.title.clone(),
            requirement: row.requirement.clone(),
            source_kind: source_kind.to_owned(),
            source_title: row.source_title.clone(),
            source_number: optional(&row.source_number),
            source_on: day("来源日期", &row.source_on)?.map(|day| day.to_string()),
            template: self.template(&row.template, source_kind)?,
            lead_unit_id: one("牵头单位", "单位", &self.names.units, &row.lead)?,
            supporting_unit_ids: self.supporting(&row.supporting)?,
            leader_id: self.leader(&row.leader)?,
            finish_on: day("办结期限", &row.finish_on)?,
            standards: standards(&row.standards),
            project_code: optional(&row.project_code),
            unclassified: true,
            ..Draft::default()
        };
        draft.problem(&self.county).map_or(Ok(draft), |problem| Err(problem.to_owned()))
    }

    fn template(&self, word: &str, source_kind: &str) -> std::result::Result<String, String> {
        if word.is_empty() {
            return Ok(template_of(source_kind).to_owned());
        }
        let templates = &self.county.templates;
        let found = templates.iter().find(|template| template.word == word).map(|t| t.key.to_owned());
        let words = || templates.iter().map(|template| template.word).collect::<Vec<_>>().join("、");
        found.ok_or_else(|| format!("没有“{word}”这种时限类型，可填：{}", words()))
    }

    fn supporting(&self, names: &str) -> std::result::Result<Vec<String>, String> {
        let names = names.split(['、', '，', ',', '；', ';', '\n']).map(str::trim);
        let names = names.filter(|name| !name.is_empty());
        names.map(|name| one("协办单位", "单位", &self.names.units, name)).collect()
    }

    fn leader(&self, name: &str) -> std::result::Result<Option<String>, String> {
        if name.is_empty() {
            return Ok(None);
        }
        one("领导", "县领导", &self.names.leaders, name).map(Some)
    }
}

fn source(word: &str) -> std::result::Result<&'static str, String> {
    let words = || SOURCES.map(|(_, word)| word).join("、");
    let found = SOURCES.iter().find(|(_, known)| *known == word).map(|(key, _)| *key);
    found.ok_or_else(|| format!("来源请填以下之一：{}", words()))
}

/// The one of this name; a name that two share is nobody's.
fn one(column: &str, what: &str, of: &[Choice], name: &str) -> std::result::Result<String, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(format!("没有填写{column}"));
    }
    let mut found = of.iter().filter(|choice| choice.name == name);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only.id.clone()),
        (Some(_), Some(_)) => Err(format!("{column}“{name}”有同名的{what}，请导入后在页面上选择")),
        _ => Err(format!("{column}“{name}”不在{what}名录中")),
    }
}

fn optional(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Also 2026/3/31 and 2026年3月31日, as sheets have it.
fn day(column: &str, text: &str) -> std::result::Result<Option<jiff::civil::Date>, String> {
    let Some(text) = optional(text) else { return Ok(None) };
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', '日']).filter(|p| !p.is_empty()).collect();
    let normal = match parts[..] {
        [year, month, day] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text,
    };
    entered::day(column, &normal).map(Some).map_err(|error| error.to_string())
}

fn standards(text: &str) -> Vec<String> {
    entered::lines(&text.replace(['；', ';'], "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_sheets_have_them() {
        for text in ["2026-03-31", "2026/3/31", "2026年3月31日", " 2026.3.31 "] {
            assert_eq!(
                day("期限", text).map(|day| day.map(|d| d.to_string())),
                Ok(Some("2026-03-31".into()))
            );
        }
        assert_eq!(day("期限", ""), Ok(None));
        assert!(day("期限", "三月底").is_err() && day("期限", "2026-02-30").is_err());
    }

    #[test]
    fn a_row_is_known_by_title_unit_and_source() {
        let row = SheetRow { title: "甲".into(), lead: "乙".into(), ..SheetRow::default() };
        let changed =
            SheetRow { line: 9, requirement: "新".into(), finish_on: "2026-12-31".into(), ..row.clone() };
        assert_eq!(key(&row), key(&changed));
        assert_ne!(key(&row), key(&SheetRow { lead: "丙".into(), ..row.clone() }));
    }
}
