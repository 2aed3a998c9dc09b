//! IN-21: nearly every indicator of a form has the same value.

use budget::{BudgetDocument, Meaning, Project, normal_name};

use crate::checks::{Checks, Fault};
use crate::rows::{grouped, value, value_operand};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-21",
    title: "指标值千篇一律",
    severity: Severity::Hint,
    basis: basis::INDICATORS,
    page: include_str!("one_value_for_everything.md"),
    parameters: &[Parameter {
        key: "share",
        title: "相同指标值占一张表的比例达到多少时提出",
        preset: Preset::Number { value: 80, least: 50, most: 100, unit: "%" },
    }],
    check,
};

/// In a shorter form a few equal values mean nothing.
const LEAST: usize = 5;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let share = usize::try_from(out.number("share")).unwrap_or(100);
    for project in doc.projects.iter().filter(|project| !project.secrecy.is_redacted()) {
        let stated = || project.indicators.iter().filter(|row| is_stated(row));
        let n_stated = stated().count();
        if n_stated < LEAST {
            continue;
        }
        // Words are the business of other rules.
        let groups = grouped(stated(), |row| {
            matches!(row.target_value.value.meaning, Meaning::Quantity { .. })
                .then(|| normal_name(value(row)))
        });
        match groups.iter().max_by_key(|rows| rows.len()) {
            Some(rows) if rows.len() * 100 >= n_stated * share => out.fail(fault(project, rows, n_stated)),
            _ => out.pass(),
        }
    }
}

fn is_stated(row: &budget::Indicator) -> bool {
    !row.secrecy().is_redacted() && row.target_value.value.meaning != Meaning::None
}

fn fault(project: &Project, rows: &[&budget::Indicator], n_stated: usize) -> Fault {
    let text = rows.first().map_or("", |row| value(row));
    let message = format!(
        "项目“{}”的 {n_stated} 个指标值中有 {} 个都是“{text}”",
        project.name.value.trim(),
        rows.len()
    );
    let suggestion = "逐条按历史数据、行业标准或计划数确定指标值，数量写个数，时效写期限，成本写金额";
    let place = rows.first().map_or(&project.place, |row| &row.target_value.place);
    let operands = rows.iter().map(|row| value_operand(project, row)).collect();
    Fault::new(place, text, message, suggestion).with_rows("指标值相同", operands)
}
