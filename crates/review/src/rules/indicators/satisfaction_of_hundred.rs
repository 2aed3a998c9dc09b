//! IN-09: a satisfaction target that nobody may miss.

use budget::{BudgetDocument, Comparison, Decimal, Indicator, IndicatorAspect, IndicatorKind};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, is_ratio, subject, value_fault};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-09",
    title: "满意度定为 100%",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("satisfaction_of_hundred.md"),
    parameters: &[Parameter {
        key: "percent",
        title: "满意度达到多少即视为过高",
        preset: Preset::Number { value: 100, least: 90, most: 100, unit: "%" },
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let too_high = Decimal::whole(out.number("percent"));
    let satisfaction =
        |row: &Indicator| row.kind == IndicatorKind::Satisfaction || row.aspect == IndicatorAspect::Served;
    for (project, indicator) in open_indicators(doc).filter(|(_, row)| satisfaction(row)) {
        let Some(quantity) = Quantity::of(indicator) else { continue };
        let bare = (quantity.sort == Sort::Bare && is_ratio(&subject(indicator))).then_some(quantity.number);
        let Some(percent) = quantity.percent().or(bare) else { continue };
        let is_ceiling = matches!(quantity.comparison, Comparison::AtMost | Comparison::LessThan);
        // More than everybody is for IN-08.
        let is_impossible = percent > Decimal::whole(100);
        if percent < too_high || is_ceiling || is_impossible {
            out.pass();
            continue;
        }
        let value = &indicator.target_value.value.text;
        if measures_work(&subject(indicator)) {
            let wrong = format!("的指标值“{value}”说的是工作做到多少，不是服务对象满不满意");
            let suggestion = "移到质量或时效指标；满意度另写，按近年调查结果定下限，如“≥95%”";
            out.fail(value_fault(project, indicator, &wrong, suggestion).at_most(Severity::Hint));
            continue;
        }
        let wrong = format!("的指标值“{value}”要求人人满意，有一人不满意就完不成");
        let suggestion = "按近年调查结果定一个需要努力才能达到的下限，如“≥95%”";
        out.fail(value_fault(project, indicator, &wrong, suggestion).of_form("满意度要求人人满意"));
    }
}

/// 群众回访率, 投诉办结率: everybody can be called back. 办件满意率 and 群众认可率 ask people.
fn measures_work(subject: &str) -> bool {
    const WORK: &str = "回访 办结 回复 答复 反馈 响应 处理 处置 受理 接通 投诉 解决 化解 及时 完成 覆盖 到位 发放 整改 落实 合格 知晓 参与 达标 \
                        准确 出勤";
    const CONTENT: &str = "满意 认可 认同 评价 好评 欢迎 支持 口碑 测评 获得感 幸福感 安全感";
    let is_any = |words: &str| words.split_ascii_whitespace().any(|word| subject.contains(word));
    is_any(WORK) && !is_any(CONTENT)
}

#[cfg(test)]
mod tests {
    use crate::{Settings, Severity, example, review};

    #[test]
    fn what_is_done_for_everybody_is_no_contentment() {
        let found = |name: &str, value: &str| {
            let text = format!(
                "**预算项目绩效目标表：护林经费**\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n\
                 |---|---|---|---|---|---|\n| 满意度指标 | 服务对象满意度指标 | {name} | 全县 | {value} | 计划 |\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            report.findings.iter().find(|finding| finding.code == "IN-09").map(|finding| finding.severity)
        };
        for name in ["护林员回访率达标", "投诉办结率", "火情热线接通率"] {
            assert_eq!(found(name, "≥100%"), Some(Severity::Hint), "{name}");
        }
        for name in ["群众满意度", "护林员", "投诉处理满意率", "林农认可度"] {
            assert_eq!(found(name, "=100%"), Some(Severity::Warning), "{name}");
        }
        assert_eq!(found("投诉办结率", "≥95%"), None);
    }
}
