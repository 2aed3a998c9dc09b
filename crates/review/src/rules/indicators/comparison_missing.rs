//! IN-04: a number without the comparison that says which way it is to be kept.

use budget::{BudgetDocument, Comparison, Decimal, Indicator, IndicatorKind, Meaning, Project};

use crate::checks::Checks;
use crate::direction::better;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, fitting, is_per_one, plain, value_fault};
use crate::rows::value_operand;
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
    let is_told =
        |row: &Indicator| bare.len() >= CUSTOM && bare.iter().any(|(_, told)| std::ptr::eq(*told, row));
    for (project, indicator) in open_indicators(doc) {
        if is_told(indicator) {
            continue;
        }
        let value = &indicator.target_value.value;
        match &value.meaning {
            Meaning::None => continue,
            // A span, `15-20天`, says both ends; `1:1`, `7×24小时` and the rank `1级` are exact.
            Meaning::Quantity { measure, .. } if !value.has_operator() && !is_exact(measure) => {}
            _ => {
                out.pass();
                continue;
            }
        }
        let Some(quantity) = Quantity::of(indicator) else { continue };
        let quantity = Quantity { measure: plain(printed_measure(&value.meaning)), ..quantity };
        // None at all can only mean none.
        let is_nil = quantity.number == Decimal::whole(0);
        let rest = if is_nil { "" } else { "，看不出是下限、上限还是定数" };
        let wrong = format!("的指标值“{}”没有写比较符{rest}", value.text);
        let is_full = is_whole(&quantity);
        let suggestion = match indicator.kind {
            _ if is_compound(printed_measure(&value.meaning)) => {
                "拆成两条指标，每条写一个比较符和一个数".to_owned()
            }
            // That everybody is satisfied is for IN-09.
            IndicatorKind::Satisfaction if is_full => "写成留有余地的下限，如“≥95%”".to_owned(),
            // Neither a term of contract nor a standard is a limit that everybody reads alike.
            _ if is_open(indicator, &quantity) => format!(
                "写成“{}”；固定不变的写“{}”",
                quantity.written(fitting(indicator, &quantity)),
                quantity.written(Comparison::Equal)
            ),
            _ => suggestion(&quantity, fitting(indicator, &quantity)),
        };
        let fault = value_fault(project, indicator, &wrong, suggestion);
        out.fail(if is_nil { fault.at_most(Severity::Hint) } else { fault });
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
