//! IN-27: too few of a document's values are numbers or dates.

use budget::{BudgetDocument, Meaning, Secrecy};

use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::words::has_number;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-27",
    title: "量化指标太少",
    severity: Severity::Hint,
    basis: basis::MEASURABLE,
    page: include_str!("too_few_quantified_values.md"),
    parameters: &[Parameter {
        key: "share",
        title: "量化指标值至少应占的比例",
        preset: Preset::Number { value: 60, least: 1, most: 100, unit: "%" },
    }],
    check,
};

/// Fewer values are too few for a share.
const LEAST: usize = 5;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let share = out.number("share");
    let values = || {
        let targets = open_indicators(doc).map(|(_, row)| &row.target_value);
        targets.filter(|target| {
            target.value.meaning != Meaning::None && Secrecy::marked(&target.value.text).is_none()
        })
    };
    let (n, worded) = (values().count(), values().find(|t| !is_quantified(&t.value)));
    let Some(worded) = worded.filter(|_| n >= LEAST) else {
        if n >= LEAST {
            out.pass();
        }
        return;
    };
    let n_quantified = values().filter(|target| is_quantified(&target.value)).count();
    let percent = i64::try_from(n_quantified * 100 / n).unwrap_or(100);
    if percent >= share {
        out.pass();
        return;
    }
    let message =
        format!("全部 {n} 个指标值中只有 {n_quantified} 个是数字或日期，占 {percent}%，低于 {share}%");
    let suggestion = "把能计数的指标值改为数值：数量写个数，质量写比率，时效写期限，成本写金额";
    out.fail(Fault::new(&worded.place, worded.value.text.trim(), message, suggestion));
}

fn is_quantified(value: &budget::TargetValue) -> bool {
    value.meaning != Meaning::Qualitative || has_number(&value.text)
}
