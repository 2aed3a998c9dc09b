//! IN-28: a target well below a figure that the document itself, or last year's, gives for the same thing.

use std::collections::{HashMap, HashSet};

use budget::{
    BudgetDocument, Comparison, Decimal, Indicator, IndicatorAspect, Meaning, Project, normal_name,
};

use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort};
use crate::rows::{bare, description, grouped, identity, name, value};
use crate::words::{Number, bigrams, numbers, without};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-28",
    title: "目标低于已知基数",
    severity: Severity::Hint,
    basis: basis::EVALUATION,
    page: include_str!("target_below_known_base.md"),
    parameters: &[Parameter {
        key: "margin",
        title: "目标比基数低多少以上时提出",
        preset: Preset::Number { value: 10, least: 0, most: 90, unit: "%" },
    }],
    check,
};

/// Where a figure for the same thing stands, and the figure.
struct Base {
    from: String,
    number: Decimal,
}

type Prior<'a> = HashMap<(String, IndicatorAspect, String), &'a Indicator>;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let margin = i128::from(out.number("margin"));
    let prior: Prior<'_> = out.companions.prior_year.map(targets).unwrap_or_default();
    for rows in grouped(open_indicators(doc), |(project, _)| Some(identity(project))) {
        let Some((project, _)) = rows.first() else { continue };
        let bought = bought(project);
        for (_, row) in rows.iter().filter(|(_, row)| !row.is_cost()) {
            let Meaning::Quantity { comparison, number, measure } = &row.target_value.value.meaning else {
                continue;
            };
            let bases =
                [of_last_year(&prior, project, row), of_basis(row, measure), of_purpose(&bought, row)];
            let bases: Vec<Base> = bases.into_iter().flatten().collect();
            let easier = bases.iter().find(|base| is_easier(*comparison, *number, base.number, margin));
            match easier {
                Some(base) => out.fail(fault(project, row, *comparison, measure, base)),
                None if bases.is_empty() => {}
                None => out.pass(),
            }
        }
    }
}

/// What the money is for, as the purpose and the first costs say.
fn bought(project: &Project) -> Vec<String> {
    let costs = project.indicators.iter().filter(|row| row.is_cost()).take(5).map(description);
    let purpose = project.purpose.iter().map(|purpose| purpose.value.as_str());
    costs.chain(purpose).map(normal_name).collect()
}

fn targets(doc: &BudgetDocument) -> Prior<'_> {
    open_indicators(doc).map(|(project, row)| (key(project, row), row)).collect()
}

fn key(project: &Project, row: &Indicator) -> (String, IndicatorAspect, String) {
    (normal_name(&project.name.value), row.aspect, bare(name(row)))
}

fn of_last_year(prior: &Prior<'_>, project: &Project, row: &Indicator) -> Option<Base> {
    if prior.is_empty() {
        return None;
    }
    let last = prior.get(&key(project, row))?;
    match (&last.target_value.value.meaning, &row.target_value.value.meaning) {
        (
            Meaning::Quantity { comparison: was, number, measure: unit },
            Meaning::Quantity { comparison, measure, .. },
        ) if was == comparison && unit == measure => {
            Some(Base { from: format!("上年同一指标的“{}”", value(last)), number: *number })
        }
        _ => None,
    }
}

/// `2024年办结率94%` as the basis of a share: the one figure with the measure of the target. What a plan of several
/// years counts is no base of one.
fn of_basis(row: &Indicator, measure: &str) -> Option<Base> {
    let text = normal_name(&row.value_basis.as_ref()?.value);
    let all = numbers(&text);
    let is_year = |n: &Number<'_>| n.printed.len() == 4 && n.rest.starts_with('年');
    let is_history =
        all.iter().any(is_year) || ["上年", "去年", "往年"].iter().any(|word| text.contains(word));
    let is_plan = text.contains(['《', '—']) || text.contains("规划");
    if measure.is_empty() || !is_history || is_plan {
        return None;
    }
    let mut same = all.iter().filter(|n| !is_year(n) && n.rest.starts_with(measure));
    let base = same.next().filter(|_| same.next().is_none())?;
    Some(Base { from: format!("确定依据“{text}”"), number: base.printed.parse().ok()? })
}

/// `29 台车辆运行费用` among what the money is for, beside a target of vehicles.
fn of_purpose(bought: &[String], row: &Indicator) -> Option<Base> {
    let is_rate = Quantity::of(row).is_some_and(|quantity| quantity.sort == Sort::Rate);
    if row.aspect != IndicatorAspect::Quantity || is_rate {
        return None;
    }
    let things = bigrams(&without(&bare(name(row)), &["数量", "人数", "个数", "次数"]));
    bought.iter().find_map(|text| {
        let base = numbers(text).into_iter().find(|n| counts(n, &things))?;
        let thing: String = base.rest.chars().take(3).collect();
        let number = base.printed.parse().ok()?;
        Some(Base { from: format!("资金测算的“{}{thing}”", base.printed), number })
    })
}

/// A whole number, a measure of at most one character, then the thing.
fn counts(number: &Number<'_>, things: &HashSet<[char; 2]>) -> bool {
    let mut next = number.rest.chars();
    let next = [next.next(), next.next(), next.next()];
    let [Some(a), Some(b), c] = next else { return false };
    let is_amount = "万亿千元%‰年月日号".contains(a);
    !is_amount && (things.contains(&[a, b]) || c.is_some_and(|c| things.contains(&[b, c])))
}

fn is_easier(comparison: Comparison, target: Decimal, base: Decimal, margin: i128) -> bool {
    let scaled = |number: Decimal| number.scaled_by(1_000_000).map(i128::from);
    let (Some(target), Some(base)) = (scaled(target), scaled(base)) else { return false };
    match comparison {
        Comparison::AtLeast | Comparison::MoreThan => target * 100 < base * (100 - margin),
        Comparison::AtMost | Comparison::LessThan => target * 100 > base * (100 + margin),
        Comparison::Equal => false,
    }
}

fn fault(project: &Project, row: &Indicator, comparison: Comparison, measure: &str, base: &Base) -> Fault {
    let is_ceiling = matches!(comparison, Comparison::AtMost | Comparison::LessThan);
    let message = format!(
        "项目“{}”{}“{}”的目标“{}”{}{}，目标偏低",
        project.name.value.trim(),
        row.aspect.name(),
        name(row),
        value(row),
        if is_ceiling { "宽于" } else { "低于" },
        base.from
    );
    let suggestion =
        format!("参照已知的 {}{measure} 重新确定指标值，或者说明今年只完成一部分的原因", base.number);
    let excerpt = format!("{} {} {}", row.aspect.name(), name(row), value(row));
    Fault::new(&row.target_value.place, excerpt, message, suggestion)
}
