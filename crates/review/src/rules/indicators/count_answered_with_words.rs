//! IN-25: the name asks for a count or a share, and the value answers in words.

use budget::{BudgetDocument, Indicator, Meaning, Secrecy};

use super::qualitative_value_not_graded::is_all_due;
use super::target_value_says_nothing;
use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::rows::{bare, name, value};
use crate::words::has_number;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-25",
    title: "名称要数字，指标值是文字",
    severity: Severity::Warning,
    basis: basis::MEASURABLE,
    page: include_str!("count_answered_with_words.md"),
    parameters: &[],
    check,
};

const COUNTS: [&str; 17] = [
    "起数", "次数", "数量", "人数", "个数", "户数", "件数", "册数", "台数", "套数", "场次", "人次", "天数",
    "面积", "金额", "长度", "里程",
];
const SHARES: [&str; 6] = ["比例", "比率", "占比", "投入比", "百分比", "率"];
/// Words that are as good as a number.
const WHOLE: [&str; 9] = ["不超", "全部", "全覆盖", "全额", "全体", "无", "零", "均", "都"];

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (project, row) in open_indicators(doc) {
        let Some(asked) = asked(row).filter(|_| is_answer(row)) else { continue };
        if !is_unanswered(row) {
            out.pass();
            continue;
        }
        let message = format!(
            "项目“{}”{}“{}”要的是{asked}，指标值“{}”没有数字",
            project.name.value.trim(),
            row.aspect.name(),
            name(row),
            value(row)
        );
        let example = if asked == "比例" { "如“≥95%”" } else { "如“≥50次”" };
        let suggestion =
            format!("填写数值，写明比较符和计量单位，{example}；说不出数字的，换一个定性指标名称");
        let excerpt = format!("{} {} {}", row.aspect.name(), name(row), value(row));
        out.fail(Fault::new(&row.target_value.place, excerpt, message, suggestion));
    }
}

/// Whether a value stands where a number is due and holds none.
pub fn is_unanswered(row: &Indicator) -> bool {
    let target = &row.target_value.value;
    asked(row).is_some()
        && is_answer(row)
        && target.meaning == Meaning::Qualitative
        && !has_number(&target.text)
        && !is_all_due(&target.text)
        && !WHOLE.iter().any(|word| target.text.contains(word))
}

fn is_answer(row: &Indicator) -> bool {
    let target = &row.target_value.value;
    target.meaning != Meaning::None
        && Secrecy::marked(&target.text).is_none()
        && !target_value_says_nothing::says_nothing(row)
}

fn asked(row: &Indicator) -> Option<&'static str> {
    let name = bare(name(row));
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if ends(&COUNTS) {
        return Some("数量");
    }
    (ends(&SHARES) && !name.ends_with("效率") && !name.ends_with("频率")).then_some("比例")
}
