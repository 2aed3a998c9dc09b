//! IN-04: a number without the comparison that says which way it is to be kept.

use budget::{
    BudgetDocument, Comparison, Decimal, Indicator, IndicatorAspect, IndicatorKind, Meaning, Project,
    normal_name,
};

use super::{quality_as_count, target_value_malformed};
use crate::checks::{Checks, Fault};
use crate::direction::better;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, fitting, is_per_one, name, plain, subject, value_fault};
use crate::rows::{grouped, identity, value_operand};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-04",
    title: "指标值没有写比较符",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("comparison_missing.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let wholes = bare_wholes(doc);
    let is_custom = wholes.len() >= CUSTOM;
    let (mut limits, mut fixed) = (Vec::new(), Vec::new());
    for (project, indicator) in open_indicators(doc) {
        match lacks_comparison(indicator) {
            None => continue,
            Some(false) => {
                out.pass();
                continue;
            }
            Some(true) => {}
        }
        let Some(quantity) = Quantity::of(indicator) else { continue };
        // None at all can only mean none.
        if quantity.number == Decimal::whole(0) {
            out.pass();
            continue;
        }
        match () {
            () if is_custom && is_whole(&quantity) => {}
            () if is_limit(indicator, &quantity) => limits.push((project, indicator)),
            () => fixed.push((project, indicator)),
        }
    }
    let wholes = if is_custom { wholes } else { Vec::new() };
    for (habit, rows) in [(Habit::Limits, limits), (Habit::Wholes, wholes), (Habit::Fixed, fixed)] {
        // What was not read of one form is no reason to be silent on the others.
        let (doubtful, sound): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|(project, _)| project.has_unread_indicators());
        let doubtful = grouped(doubtful.into_iter(), |(project, _)| Some(identity(project)));
        std::iter::once(sound).chain(doubtful).for_each(|rows| together(habit, &rows, out));
    }
}

/// What the rows of one finding have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Habit {
    /// Costs, waits and shares, which are kept one way and reached the other
    Limits,
    /// 100%
    Wholes,
    /// Counts, standards and terms
    Fixed,
}

fn together(habit: Habit, rows: &[(&Project, &Indicator)], out: &mut Checks<'_>) {
    let Some((project, first)) = rows.first().copied() else { return };
    let fault = match (habit, rows) {
        (Habit::Limits | Habit::Fixed, [_]) => one(project, first),
        (Habit::Wholes, _) => {
            let wrong = format!("等 {} 条指标的指标值“100%”没有写比较符", rows.len());
            value_fault(project, first, &wrong, "写成“=100%”")
        }
        (Habit::Limits, _) => {
            let n = rows.len();
            let wrong = format!("等 {n} 条成本、时限、比率指标的指标值没有写比较符，看不出是上限还是下限");
            value_fault(project, first, &wrong, "成本和时限写“≤”，比率和满意度写“≥”")
        }
        (Habit::Fixed, _) => {
            let n = rows.len();
            let wrong = format!("等 {n} 条指标的指标值是没有写比较符的数，看不出是下限、上限还是定数");
            value_fault(project, first, &wrong, "可以超额完成的写“≥”，不得超过的写“≤”，固定不变的写“=”")
        }
    };
    let operands = rows.iter().map(|(project, row)| value_operand(project, row)).collect();
    let fault = fault.with_rows("指标值不写比较符", operands);
    // One or two are slips, more are how the office fills in the form.
    let is_slip = habit == Habit::Fixed && rows.len() < CUSTOM;
    out.fail(if habit == Habit::Limits || is_slip { fault } else { fault.at_most(Severity::Hint) });
}

/// Whether a number alone leaves open which way it counts: the whole cost, a wait, a share of some. What a policy
/// sets, so many people at such a standard, is mostly meant as it stands.
fn is_limit(indicator: &Indicator, quantity: &Quantity) -> bool {
    let is_cost = indicator.is_cost() && matches!(quantity.sort, Sort::Money(_) | Sort::Bare);
    let is_wait = indicator.aspect == IndicatorAspect::Timeliness && quantity.sort == Sort::Time;
    let is_share = quantity.percent().is_some_and(|share| share < Decimal::whole(100));
    !is_open(indicator, quantity) && (is_cost || is_wait || is_share)
}

/// `None` where there is no value. A span, `15-20天`, says both ends; `1:1`, `7×24小时` and the rank `1级` are exact. Hours
/// of service are no deadline, and that everybody is satisfied is for IN-09, a count for quality for IN-15.
fn lacks_comparison(indicator: &Indicator) -> Option<bool> {
    let value = &indicator.target_value.value;
    let is_told_elsewhere = || {
        Quantity::of(indicator).is_some_and(|quantity| {
            is_running_time(indicator, &quantity)
                || indicator.kind == IndicatorKind::Satisfaction && is_whole(&quantity)
        }) || quality_as_count::is_count_of_quality(indicator)
            || target_value_malformed::is_wordy_share(indicator)
    };
    match &value.meaning {
        Meaning::None => None,
        Meaning::Quantity { measure, .. } => {
            let is_clear = value.has_operator() || is_exact(measure) || says_which_way(indicator);
            Some(!is_clear && !is_told_elsewhere())
        }
        _ => Some(false),
    }
}

/// 投诉不超过, 不低于预算金额: the name has the comparison.
fn says_which_way(indicator: &Indicator) -> bool {
    const ANYWHERE: [&str; 16] = [
        "不得超",
        "不得低",
        "不能超",
        "不能低",
        "未超",
        "不超过",
        "不超出",
        "不高于",
        "不大于",
        "不多于",
        "不低于",
        "不少于",
        "不小于",
        "控制在",
        "至少",
        "最多",
    ];
    const AT_END: [&str; 14] = [
        "低于", "小于", "少于", "高于", "大于", "多于", "超过", "达到", "以上", "以内", "以下", "不足",
        "为限", "封顶",
    ];
    let (name, subject) = (normal_name(name(indicator)), subject(indicator));
    ANYWHERE.iter().any(|word| name.contains(word)) || AT_END.iter().any(|end| subject.ends_with(end))
}

/// 站点运行时间 24小时, 每日开放时长 8小时; not 服务响应时间.
fn is_running_time(indicator: &Indicator, quantity: &Quantity) -> bool {
    const RUNS: [&str; 8] = ["运行", "运营", "营业", "开放", "值守", "值班", "在线", "供应"];
    const WAITS: [&str; 6] = ["响应", "等待", "恢复", "到达", "完成", "故障"];
    let subject = subject(indicator);
    quantity.sort == Sort::Time
        && ["时间", "时长", "时数"].iter().any(|end| subject.ends_with(end))
        && RUNS.iter().any(|word| subject.contains(word))
        && !WAITS.iter().any(|word| subject.contains(word))
}

fn one(project: &Project, indicator: &Indicator) -> Fault {
    let value = &indicator.target_value.value;
    let quantity = Quantity::of(indicator);
    let wrong = format!("的指标值“{}”没有写比较符，看不出是下限、上限还是定数", value.text);
    let suggestion = quantity.map_or(String::new(), |quantity| {
        let measure = plain(printed_measure(&value.meaning));
        written(indicator, &Quantity { measure, ..quantity })
    });
    value_fault(project, indicator, &wrong, suggestion)
}

fn written(indicator: &Indicator, quantity: &Quantity) -> String {
    match () {
        () if is_compound(printed_measure(&indicator.target_value.value.meaning)) => {
            "拆成两条指标，每条写一个比较符和一个数".to_owned()
        }
        // Neither a term of contract nor a standard is a limit that everybody reads alike.
        () if is_open(indicator, quantity) => format!(
            "写成“{}”；固定不变的写“{}”",
            quantity.written(fitting(indicator, quantity)),
            quantity.written(Comparison::Equal)
        ),
        () => suggestion(quantity, fitting(indicator, quantity)),
    }
}

/// So many that it is how the form is filled in, not a slip: all of a whole cannot be exceeded, and needs no sign.
const CUSTOM: usize = 3;

/// The indicators with a bare 100%, where none of the document's has a comparison.
fn bare_wholes(doc: &BudgetDocument) -> Vec<(&Project, &Indicator)> {
    let of_whole = |(_, row): &(&Project, &Indicator)| {
        row.kind != IndicatorKind::Satisfaction
            && Quantity::of(row).is_some_and(|quantity| is_whole(&quantity))
    };
    let wholes: Vec<(&Project, &Indicator)> = open_indicators(doc).filter(of_whole).collect();
    let has_sign = wholes.iter().any(|(_, row)| row.target_value.value.has_operator());
    if has_sign { Vec::new() } else { wholes }
}

fn is_whole(quantity: &Quantity) -> bool {
    quantity.percent() == Some(Decimal::whole(100))
}

fn is_open(indicator: &Indicator, quantity: &Quantity) -> bool {
    let is_standard = indicator.is_cost() && is_per_one(indicator);
    let is_term = quantity.sort == Sort::Time && better(indicator, quantity).is_none();
    is_standard || is_term
}

/// Whether what stands behind the number makes it exact.
fn is_exact(measure: &str) -> bool {
    let is_rank = ["级", "星", "星级"].contains(&measure);
    is_rank
        || is_cycle(measure)
        // 10余次
        || measure.starts_with(['余', '多'])
        || measure.starts_with(['-', '—', '–', '~', '～', '至', '到', ':', '：', '×', 'x', 'X', '*'])
        || measure.contains("左右")
}

/// `2次/年` is what others write as 每年2次: a cycle and no limit.
fn is_cycle(measure: &str) -> bool {
    let parts = measure.split_once(['/', '每']);
    parts.is_some_and(|(what, period)| {
        let period = period.trim_start_matches('个');
        ["次", "期", "场", "轮", "回"].contains(&what)
            && ["年", "半年", "季", "季度", "月", "周", "旬", "日", "天"].contains(&period)
    })
}

/// `3期150人次`: the measure holds a number of its own.
fn is_compound(measure: &str) -> bool {
    let starts = measure.chars().next().is_some_and(char::is_alphabetic);
    starts && measure.chars().any(|c| c.is_ascii_digit()) && !measure.ends_with(['2', '3'])
}

fn printed_measure(meaning: &Meaning) -> &str {
    match meaning {
        Meaning::Quantity { measure, .. } => measure,
        _ => "",
    }
}

fn suggestion(quantity: &Quantity, fitting: Comparison) -> String {
    let written = quantity.written(fitting);
    let may_be_fixed = fitting == Comparison::AtLeast && quantity.sort != Sort::Share;
    match may_be_fixed {
        true => format!("写成“{written}”；数量固定不变的写“{}”", quantity.written(Comparison::Equal)),
        false => format!("写成“{written}”"),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn is_found(name: &str, value: &str) -> bool {
        let text = format!(
            "**预算项目绩效目标表：护林经费**\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n\
             |---|---|---|---|---|---|\n| 产出指标 | 数量指标 | {name} | 全县 | {value} | 计划 |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().any(|finding| finding.code == "IN-04")
    }

    #[test]
    fn cycles_dates_and_round_figures_need_no_sign() {
        for value in
            ["2次/年", "12次/年", "2次每季度", "10余次", "2031年9至10月", "9-10月", "0次", "100%支持"]
        {
            assert!(!is_found("巡护安排", value), "{value}");
        }
        for value in ["2次", "30元/年", "2人/次"] {
            assert!(is_found("巡护安排", value), "{value}");
        }
    }

    #[test]
    fn the_name_may_have_the_comparison() {
        for name in ["巡护次数不得低于上年", "巡护次数以下", "巡护车辆未超定额", "巡护次数不能超过"]
        {
            assert!(!is_found(name, "20次"), "{name}");
        }
    }
}
