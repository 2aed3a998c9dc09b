//! SE-05: a large share of the project money is redacted.

use budget::{BudgetDocument, Money, Project};

use crate::checks::{Checks, Fault};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SE-05",
    title: "不公开项目的金额占比过高",
    severity: Severity::Hint,
    basis: basis::SECRECY,
    page: include_str!("much_money_withheld.md"),
    parameters: &[Parameter {
        key: "share",
        title: "不公开项目金额占全部项目的比例，超过才提示",
        preset: Preset::Number { value: 30, least: 0, most: 100, unit: "%" },
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let is_redacted = |project: &&Project| project.secrecy.is_redacted();
    let redacted: Vec<&Project> = doc.projects.iter().filter(is_redacted).collect();
    let Some(first) = redacted.first() else { return };
    let money = |project: &Project| project.budgeted.as_ref()?.money();
    let Some(amounts) = doc.projects.iter().map(money).collect::<Option<Vec<Money>>>() else {
        let reason = "有的项目没有预算数，算不出不公开金额的比例";
        return out.undecided(reason.to_owned(), Some(&first.place));
    };
    let sums = (Money::checked_sum(redacted.iter().filter_map(|p| money(p))), Money::checked_sum(amounts));
    let (Some(hidden), Some(all)) = sums else {
        return out.undecided("项目金额超出可算的范围".to_owned(), Some(&first.place));
    };
    let (part, whole) = (i128::from(hidden.fen()), i128::from(all.fen()));
    if whole <= 0 || part * 100 <= whole * i128::from(out.number("share")) {
        return out.pass();
    }
    let share = (part * 2000 + whole) / (whole * 2);
    let message = format!(
        "不公开的项目 {} 个、{hidden} 万元，占全部 {} 个项目 {all} 万元的 {}.{}%",
        redacted.len(),
        doc.projects.len(),
        share / 10,
        share % 10
    );
    let suggestion = "逐个复核不公开的依据，可以公开的改为公开";
    out.fail(Fault::new(&first.name.place, first.name.value.trim(), message, suggestion));
}
