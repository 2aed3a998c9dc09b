//! IN-05: a value that is not written as comparison, number and unit.

use budget::{BudgetDocument, Comparison, Indicator, Meaning, TargetValue, fold};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{
    Quantity, Sort, fitting, is_count, is_no_unit, is_ratio, name, named_unit, plain, subject, value_fault,
};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-05",
    title: "指标值写法不规范",
    severity: Severity::Error,
    basis: basis::MEASURABLE,
    page: include_str!("target_value_malformed.md"),
    parameters: &[],
    check,
};

const FORM: &str = "写成“比较符＋数字＋计量单位”，如“≥95%”“≤10 万元”";

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (project, indicator) in open_indicators(doc) {
        let value = &indicator.target_value.value;
        if value.meaning == Meaning::None {
            continue;
        }
        if let (Meaning::ByDate { year: Some(year), .. }, Some(budgeted)) = (&value.meaning, doc.fiscal_year)
            && *year < budgeted.number()
        {
            let wrong = format!("的指标值“{}”早于预算年度 {budgeted} 年", value.text);
            let suggestion = "改成本年度的日期；多为照抄上年的目标表";
            out.fail(value_fault(project, indicator, &wrong, suggestion).at_most(Severity::Warning));
            continue;
        }
        match fault(indicator) {
            None if lacks_unit(indicator) => {
                let wrong = format!("的指标值“{}”没有写计量单位", value.text);
                let suggestion = "补上计量单位，如“%”“次”“个”“天”";
                let fault = value_fault(project, indicator, &wrong, suggestion).at_most(Severity::Hint);
                out.fail(fault.of_form("指标值没有写计量单位"));
            }
            None => out.pass(),
            Some((wrong, suggestion)) => {
                let habit = format!("指标值{wrong}");
                let wrong = format!("的指标值“{}”{wrong}", value.text);
                let fault = value_fault(project, indicator, &wrong, suggestion).of_form(habit);
                out.fail(if is_wordy_share(indicator) { fault.at_most(Severity::Hint) } else { fault });
            }
        }
    }
}

fn fault(indicator: &Indicator) -> Option<(String, String)> {
    let value = &indicator.target_value.value;
    let compact: String = fold(&value.text).chars().filter(|c| !c.is_whitespace()).collect();
    let bare = compact.trim_start_matches(is_sign);
    let Meaning::Quantity { measure, .. } = &value.meaning else {
        let is_words = value.meaning == Meaning::Qualitative;
        let is_date =
            bare.starts_with(|c: char| c.is_ascii_digit()) && bare.contains('年') && bare.contains('月');
        return (is_words && !is_date && is_broken(&compact, bare))
            .then(|| ("读不出数值".to_owned(), FORM.to_owned()));
    };
    let sign_first = bare.starts_with('%');
    let doubled_sign = ["以上", "以下", "以内"].iter().find(|end| measure.ends_with(**end));
    let wrong = if sign_first {
        "把百分号写在了数字前面".to_owned()
    } else if let Some(ending) = doubled_sign {
        format!("前面有比较符，后面又有“{ending}”")
    } else if is_no_unit(measure) && !is_chosen(value, measure) {
        format!("里的“{measure}”不是计量单位")
    } else {
        return None;
    };
    Some((wrong, format!("写成“{}”", rewritten(indicator, measure)?)))
}

/// `100%支持`: everybody reads it; IN-04 leaves it to this rule.
pub fn is_wordy_share(indicator: &Indicator) -> bool {
    let Meaning::Quantity { measure, .. } = &indicator.target_value.value.meaning else { return false };
    let measure = fold(measure);
    let words = measure.trim().strip_prefix('%').unwrap_or_default();
    let is_sign = words.starts_with('以') || words.starts_with('及');
    !words.is_empty() && !is_sign && words.chars().all(budget::is_han)
}

/// `>=100百分比`, as software prints what was chosen from its lists.
fn is_chosen(value: &TargetValue, measure: &str) -> bool {
    value.has_operator() && plain(measure) == "%"
}

/// Neither the value nor the name says the unit. Costs are for IN-12, shares for IN-07.
fn lacks_unit(indicator: &Indicator) -> bool {
    let subject = subject(indicator);
    // None at all is none in any unit.
    let is_bare = Quantity::of(indicator)
        .is_some_and(|quantity| quantity.sort == Sort::Bare && quantity.number != budget::Decimal::whole(0));
    // 有效利用系数, 拥堵指数 and scores are numbers without one.
    let is_pure =
        ["系数", "指数", "比值", "倍数", "得分", "评分", "分数"].iter().any(|word| subject.contains(word));
    is_bare && !is_pure && !indicator.is_cost() && !is_ratio(&subject) && !is_count(&subject)
}

fn is_sign(c: char) -> bool {
    "≥≤≧≦<>=".contains(c)
}

/// A sign with no number behind it, or figures that make no number: `≥`, `≥≥95%`, `95.5.5%`, `12,34人`.
fn is_broken(compact: &str, bare: &str) -> bool {
    let n_signs = compact.chars().take_while(|c| is_sign(*c)).count();
    let begins_with_figures = bare.starts_with(|c: char| c.is_ascii_digit() || ".,%".contains(c));
    if n_signs > 0 {
        return bare.is_empty() || n_signs > 1 || begins_with_figures && bare.chars().count() <= 12;
    }
    let figures = bare.find(|c: char| !c.is_ascii_digit() && !".,".contains(c)).unwrap_or(bare.len());
    let (figures, rest) = bare.split_at(figures);
    let is_number = figures.trim_end_matches([',', '.']).parse::<budget::Decimal>().is_ok();
    begins_with_figures && !figures.is_empty() && !is_number && rest.chars().count() <= 4
}

/// The printed comparison where there is one, the fitting one otherwise; the unit of the name before one made up.
fn rewritten(indicator: &Indicator, measure: &str) -> Option<String> {
    let mut quantity = Quantity::of(indicator)?;
    quantity.measure = unit(indicator, measure);
    quantity.sort = crate::measure::sort(&quantity.measure);
    let comparison = match indicator.target_value.value.has_operator() {
        true => quantity.comparison,
        false => fitting(indicator, &quantity),
    };
    let is_full = quantity.percent() == Some(budget::Decimal::whole(100));
    let comparison =
        if is_full && comparison == Comparison::AtLeast { Comparison::Equal } else { comparison };
    Some(quantity.written(comparison))
}

fn unit(indicator: &Indicator, measure: &str) -> String {
    const UNITS: [&str; 8] = ["人", "次", "户", "个", "件", "台", "份", "家"];
    let folded = fold(measure);
    let stem = ["及以上", "以上", "及以下", "以下", "以内"].iter().find_map(|end| folded.strip_suffix(end));
    let plain = plain(stem.unwrap_or(measure));
    if plain.is_empty() || plain.contains('%') {
        return "%".to_owned();
    }
    let of_word =
        || UNITS.iter().find(|unit| plain.strip_suffix('数').is_some_and(|word| word.ends_with(**unit)));
    match named_unit(name(indicator)) {
        Some(unit) => unit,
        None => of_word().map_or(plain.clone(), |unit| (*unit).to_owned()),
    }
}
