//! ST-06: the running heads of a table lack the unit, the year or the measure, or differ from table to table.

use std::collections::HashMap;

use budget::{BudgetDocument, BudgetTable, Measure, Place, TableKind, normal_name};

use crate::checks::{Checks, Fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-06",
    title: "公开表表头不全或不一致",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("table_head_incomplete.md"),
    parameters: &[],
    check,
};

/// What a head should say.
struct Field {
    name: &'static str,
    /// As printed, normalised; `None` where the table does not say it.
    value: fn(&BudgetTable) -> Option<String>,
    /// Whether readers learn it all the same.
    is_said_elsewhere: fn(&BudgetDocument) -> bool,
    if_nowhere: Severity,
    if_different: Severity,
}

const FIELDS: [Field; 3] = [
    Field {
        name: "编制部门（单位）",
        value: unit,
        // In the title of the document.
        is_said_elsewhere: |_| true,
        if_nowhere: Severity::Hint,
        if_different: Severity::Error,
    },
    Field {
        name: "预算年度",
        value: year,
        is_said_elsewhere: is_dated,
        if_nowhere: Severity::Hint,
        if_different: Severity::Error,
    },
    Field {
        name: "金额单位",
        value: measure,
        is_said_elsewhere: |_| false,
        if_nowhere: Severity::Warning,
        if_different: Severity::Warning,
    },
];

/// So many tables of one head are a set of their own.
const A_SET: usize = 3;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let nine = doc.tables.iter().filter(|table| TableKind::NINE.contains(&table.kind));
    let (headed, bare): (Vec<_>, Vec<_>) =
        nine.partition(|table| FIELDS.iter().any(|field| (field.value)(table).is_some()));
    if headed.is_empty() && !bare.is_empty() {
        let reason = "各公开表的表头行（编制部门、预算年度、金额单位）都没有读到，没有查表头";
        return out.undecided(reason.to_owned(), bare.first().map(|table| &table.place));
    }
    for table in bare {
        let reason = format!("{}的表头行没有读到，没有查它的表头", table.kind.name());
        out.undecided(reason, Some(&table.place));
    }
    for field in FIELDS {
        let is_nowhere = headed.iter().all(|table| (field.value)(table).is_none());
        // A template without the field leaves it to the titles and the narrative.
        if is_nowhere && (field.is_said_elsewhere)(doc) {
            continue;
        }
        compare(&field, &headed, out);
    }
}

fn compare(field: &Field, tables: &[&BudgetTable], out: &mut Checks<'_>) {
    let values: Vec<(&BudgetTable, Option<String>)> =
        tables.iter().map(|table| (*table, (field.value)(table))).collect();
    let Some(usual) = usual(&values) else {
        let Some(table) = tables.first() else { return };
        let message = format!("各公开表的表头都没有印{}", field.name);
        return out.fail(fault(field, table, message).at_most(field.if_nowhere));
    };
    let n_with = values.iter().filter(|(_, value)| value.is_some()).count();
    let n_like = |value: &str| values.iter().filter(|(_, other)| other.as_deref() == Some(value)).count();
    for (table, value) in &values {
        match value {
            Some(value) if *value == usual || is_customary(table, value, &usual) => out.pass(),
            // The tables of the department and those of its units.
            Some(value) if field.name != "金额单位" && n_like(value) >= A_SET => out.pass(),
            Some(value) => {
                let message = format!("{}的{}为“{value}”，其他表为“{usual}”", table.kind.name(), field.name);
                // Templates in 元 print the table of 三公经费 in 万元.
                let is_usual = field.name == "金额单位" && table.kind == TableKind::ThreePublics;
                let is_longer =
                    field.name != "金额单位" && (is_longer(value, &usual) || is_longer(&usual, value));
                let most = if is_usual || is_longer { Severity::Hint } else { field.if_different };
                out.fail(fault(field, table, message).at_most(most));
            }
            // A template that prints it here and there does not ask for it.
            None if n_with * 2 <= values.len() => {}
            None => {
                let message = format!("{}的表头没有印{}，其他表印有“{usual}”", table.kind.name(), field.name);
                out.fail(fault(field, table, message));
            }
        }
    }
}

/// `301某局`, `某县某局` and `某局（汇总）` for `某局`: one name, longer and shorter; `某局水库管理所` is another unit.
fn is_longer(long: &str, short: &str) -> bool {
    long.split_once(short).is_some_and(|(before, behind)| {
        let region = before.trim_start_matches(|c: char| c.is_ascii_digit() || "-_ ".contains(c));
        (region.is_empty() || region.ends_with(['省', '市', '县', '区', '州', '旗', '镇', '乡']))
            && (behind.is_empty() || behind.starts_with(['(', '（', '-']))
    })
}

/// A template in 元 with the small sums of “三公”经费 in 万元.
fn is_customary(table: &BudgetTable, value: &str, usual: &str) -> bool {
    table.kind == TableKind::ThreePublics && (value, usual) == ("万元", "元")
}

/// The value of most tables; of several as frequent, the first printed.
fn usual(values: &[(&BudgetTable, Option<String>)]) -> Option<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for value in values.iter().filter_map(|(_, value)| value.as_deref()) {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    values
        .iter()
        .filter_map(|(_, value)| value.clone())
        .find(|value| counts.get(value.as_str()) == Some(&most))
}

fn fault(field: &Field, table: &BudgetTable, message: String) -> Fault {
    let heads: Vec<&str> = table.heads.iter().map(|head| head.value.trim()).collect();
    let place: &Place = table.heads.first().map_or(&table.place, |head| &head.place);
    let suggestion = format!("在表题与表格之间写明{}，各表一致", field.name);
    Fault::new(place, format!("{} {}", table.title.trim(), heads.join(" ")), message, suggestion)
}

fn unit(table: &BudgetTable) -> Option<String> {
    let line = normal_name(&table.unit_line.as_ref()?.value);
    let name = line.rsplit([':', '：']).next().unwrap_or(&line);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether the narrative names the budget's year.
fn is_dated(doc: &BudgetDocument) -> bool {
    let Some(year) = doc.fiscal_year.map(|year| format!("{}年", year.number())) else { return false };
    let paragraphs = doc.narrative.iter().flat_map(|section| &section.paragraphs);
    paragraphs.map(|paragraph| normal_name(&paragraph.value)).any(|text| text.contains(&year))
}

fn year(table: &BudgetTable) -> Option<String> {
    let year = table.fiscal_year?.number().to_string();
    let heads = table.heads.iter().map(|head| &head.value);
    let printed = heads.chain([&table.title]).any(|text| normal_name(text).contains(&year));
    printed.then_some(year)
}

fn measure(table: &BudgetTable) -> Option<String> {
    let heads = table.heads.iter().map(|head| &head.value);
    let says = |text: &String| {
        let text = normal_name(text);
        let (_, word) = text.split_once("单位:").or_else(|| text.split_once("单位："))?;
        let word = word.trim_end_matches([')', '）']);
        Measure::from_word(word.trim_start_matches("人民币")).map(|_| word.to_owned())
    };
    heads.chain([&table.title]).find_map(says)
}

#[cfg(test)]
mod tests {
    use super::is_longer;

    #[test]
    fn a_longer_name_may_be_another_units() {
        for name in ["301水务局", "青禾县水务局", "水务局（汇总）", "301-水务局(本级)"] {
            assert!(is_longer(name, "水务局"), "{name}");
        }
        for name in ["水务局水库管理所", "新水务局", "原水务局办公室"] {
            assert!(!is_longer(name, "水务局"), "{name}");
        }
    }
}
