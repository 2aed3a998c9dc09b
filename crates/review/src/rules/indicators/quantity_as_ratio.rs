//! IN-14: a quantity given as a percentage.

use budget::{BudgetDocument, IndicatorAspect};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, is_ratio, subject, value_fault};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-14",
    title: "数量指标写成了百分比",
    severity: Severity::Warning,
    basis: basis::MEASURABLE,
    page: include_str!("quantity_as_ratio.md"),
    // 基本公共卫生服务补助资金管理办法（财社〔2022〕31号） and the targets sent down with the money.
    parameters: &[Parameter {
        key: "set_above",
        title: "上级下达时就列在数量指标下的比率",
        preset: Preset::Words(&["接种率", "健康管理率", "规范管理率", "建档率", "报告率", "签约率"]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let quantities = open_indicators(doc).filter(|(_, row)| row.aspect == IndicatorAspect::Quantity);
    for (project, indicator) in quantities {
        let Some(quantity) = Quantity::of(indicator) else { continue };
        if quantity.sort != Sort::Share {
            out.pass();
            continue;
        }
        let subject = subject(indicator);
        if out.words("set_above").iter().any(|word| !word.is_empty() && subject.contains(word)) {
            out.pass();
            continue;
        }
        let value = &indicator.target_value.value.text;
        let wrong = format!("的指标值“{value}”是百分比，看不出数量");
        let suggestion = match is_ratio(&subject) {
            true => "移到质量指标或时效指标，数量指标另写完成多少，如“≥10 次”",
            false => "写成数字和计量单位，如“≥10 次”“≥20 个”",
        };
        let fault = value_fault(project, indicator, &wrong, suggestion);
        out.fail(fault.of_form("数量指标的指标值是百分比"));
    }
}
