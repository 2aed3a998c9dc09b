//! IN-04: a number without the comparison that says which way it is to be kept.

use budget::{BudgetDocument, Comparison, Decimal, Indicator, IndicatorKind, Meaning, Project};

use super::quality_as_count;
use crate::checks::Checks;
use crate::direction::better;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, fitting, is_per_one, plain, subject, value_fault};
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
    let bare = bare_wholes(doc);
    if let (Some((project, first)), true) = (bare.first(), bare.len() >= CUSTOM) {
        let n_bare = bare.len();
        let wrong = format!("等 {n_bare} 条指标的指标值“100%”没有写比较符");
        let fault = value_fault(project, first, &wrong, "写成“=100%”");
        let rows = bare.iter().map(|(project, row)| value_operand(project, row)).collect();
        out.fail(fault.with_rows("100% 不写比较符", rows).at_most(Severity::Hint));
    }
    let counts = counts_by_form(doc);
    for rows in &counts {
        let (project, first) = rows[0];
        let wrong = format!(
            "的指标值“{}”没有写比较符，同一张表还有 {} 条计数的指标也没有写，看不出是下限还是定数",
            first.target_value.value.text,
            rows.len() - 1
        );
        let suggestion = "可以超额完成的写“≥”，固定不变的写“=”";
        let operands = rows.iter().map(|(project, row)| value_operand(project, row)).collect();
        out.fail(value_fault(project, first, &wrong, suggestion).with_rows("个数不写比较符", operands));
    }
    let wholes = bare.iter().filter(|_| bare.len() >= CUSTOM);
    let told: Vec<&Indicator> = wholes.chain(counts.iter().flatten()).map(|(_, row)| *row).collect();
    for (project, indicator) in open_indicators(doc) {
        if !told.iter().any(|told| std::ptr::eq(*told, indicator)) {
            one(project, indicator, out);
        }
    }
}

/// Counts of three or more indicators of one form, which are told together.
fn counts_by_form(doc: &BudgetDocument) -> Vec<Vec<(&Project, &Indicator)>> {
    let is_count = |row: &Indicator| {
        let value = &row.target_value.value;
        let measure = printed_measure(&value.meaning);
        lacks_comparison(row) == Some(true)
            && !is_compound(measure)
            && Quantity::of(row).is_some_and(|q| {
                matches!(q.sort, Sort::Count | Sort::Extent)
                    && q.number > Decimal::whole(0)
                    && !is_open(row, &q)
                    && fitting(row, &q) == Comparison::AtLeast
            })
    };
    let counts = open_indicators(doc).filter(|(_, row)| is_count(row));
    let mut forms = grouped(counts, |(project, _)| Some(identity(project)));
    forms.retain(|rows| rows.len() >= CUSTOM);
    forms
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
    };
    match &value.meaning {
        Meaning::None => None,
        Meaning::Quantity { measure, .. } => {
            Some(!value.has_operator() && !is_exact(measure) && !is_told_elsewhere())
        }
        _ => Some(false),
    }
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

fn one(project: &Project, indicator: &Indicator, out: &mut Checks<'_>) {
    let value = &indicator.target_value.value;
    match lacks_comparison(indicator) {
        None => return,
        Some(false) => return out.pass(),
        Some(true) => {}
    }
    let Some(quantity) = Quantity::of(indicator) else { return };
    let quantity = Quantity { measure: plain(printed_measure(&value.meaning)), ..quantity };
    // None at all can only mean none.
    let is_nil = quantity.number == Decimal::whole(0);
    let rest = if is_nil { "" } else { "，看不出是下限、上限还是定数" };
    let wrong = format!("的指标值“{}”没有写比较符{rest}", value.text);
    let suggestion = match () {
        () if is_compound(printed_measure(&value.meaning)) => {
            "拆成两条指标，每条写一个比较符和一个数".to_owned()
        }
        // Neither a term of contract nor a standard is a limit that everybody reads alike.
        () if is_open(indicator, &quantity) => format!(
            "写成“{}”；固定不变的写“{}”",
            quantity.written(fitting(indicator, &quantity)),
            quantity.written(Comparison::Equal)
        ),
        () => suggestion(&quantity, fitting(indicator, &quantity)),
    };
    let fault = value_fault(project, indicator, &wrong, suggestion);
    out.fail(if is_nil { fault.at_most(Severity::Hint) } else { fault });
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
        || measure.starts_with(['-', '—', '–', '~', '～', '至', '到', ':', '：', '×', 'x', 'X', '*'])
        || measure.contains("左右")
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
