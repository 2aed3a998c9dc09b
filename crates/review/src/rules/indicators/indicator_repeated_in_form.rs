//! IN-20: one row twice in a form, or one count under two names.

use std::collections::HashMap;

use budget::{BudgetDocument, Comparison, Indicator, IndicatorAspect, Meaning, Project, normal_name};

use crate::checks::{Checks, Fault};
use crate::rows::{bare, description, name, value, value_operand};
use crate::words::likeness;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-20",
    title: "一张表内指标重复",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("indicator_repeated_in_form.md"),
    parameters: &[],
    check,
};

/// In thousandths: descriptions this much alike, with the same count, measure one thing.
const ALIKE: usize = 750;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for project in doc.projects.iter().filter(|project| !project.secrecy.is_redacted()) {
        let faults = faults(project);
        if faults.is_empty() && !project.indicators.is_empty() {
            out.pass();
        }
        faults.into_iter().for_each(|fault| out.fail(fault));
    }
}

fn faults(project: &Project) -> Vec<Fault> {
    let mut seen: HashMap<(IndicatorAspect, [String; 3]), &Indicator> = HashMap::new();
    let mut counts: HashMap<(Comparison, String, &str), &Indicator> = HashMap::new();
    let mut faults = Vec::new();
    let open = |row: &&Indicator| row.name.is_some() && !row.secrecy().is_redacted();
    for row in project.indicators.iter().filter(open) {
        let texts = [bare(name(row)), bare(description(row)), normal_name(value(row))];
        if let Some(first) = seen.insert((row.aspect, texts), row) {
            let message = format!("“{}”印了两遍，名称、描述和指标值都相同", name(row));
            faults.push(fault(project, first, row, &message, "删去重复的一行"));
            continue;
        }
        let Some(count) = count(row) else { continue };
        if let Some(first) = counts.insert(count, row)
            && first.aspect != row.aspect
            && measure_alike(first, row)
        {
            let what = first.aspect.name();
            let message = format!(
                "“{}”与{what}“{}”说的是同一个数（{}），{}几乎相同",
                name(row),
                name(first),
                value(row),
                if description(row).is_empty() { "名称" } else { "描述" }
            );
            let suggestion = format!("保留{what}一行；{}改为衡量另一方面的指标", row.aspect.name());
            faults.push(fault(project, first, row, &message, &suggestion).at_most(Severity::Hint));
        }
    }
    faults
}

/// Where nothing is described, the names tell.
fn measure_alike(first: &Indicator, row: &Indicator) -> bool {
    match (description(first), description(row)) {
        ("", "") => likeness(name(first), name(row)) >= ALIKE,
        (a, b) => likeness(a, b) >= ALIKE,
    }
}

/// A count with its measure. Shares are often the same and say little.
fn count(row: &Indicator) -> Option<(Comparison, String, &str)> {
    match &row.target_value.value.meaning {
        Meaning::Quantity { comparison, number, measure }
            if !row.is_cost() && !measure.is_empty() && !measure.contains(['%', '‰']) =>
        {
            Some((*comparison, number.to_string(), measure))
        }
        _ => None,
    }
}

fn fault(project: &Project, first: &Indicator, row: &Indicator, what: &str, suggestion: &str) -> Fault {
    let message = format!("项目“{}”{}{what}", project.name.value.trim(), row.aspect.name());
    let excerpt = format!("{} {} {} {}", row.aspect.name(), name(row), description(row), value(row));
    let rows = [first, row].map(|row| value_operand(project, row)).to_vec();
    Fault::new(&row.place, excerpt, message, suggestion).with_rows("同一张表内两行相同", rows)
}
