//! IN-11: cost indicators that do not agree with the project's budget.

use budget::{BudgetDocument, Comparison, Indicator, Measure, Money, Project};

use crate::checks::{Checks, Fault};
use crate::facts::unit;
use crate::locate::{listed_amounts, project_amount};
use crate::measure::{Quantity, Sort, is_per_one, is_saving, label, plain_amount, subject, value_fault};
use crate::term::Term;
use crate::words::bigrams;
use crate::{Operand, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-11",
    title: "成本指标与项目预算数不一致",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("cost_differs_from_budget.md"),
    parameters: &[],
    check,
};

/// A cost indicator in money.
struct Cost<'a> {
    indicator: &'a Indicator,
    measure: Measure,
    quantity: Quantity,
    money: Money,
}

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let listed = listed_amounts(doc);
    for project in doc.projects.iter().filter(|project| !project.secrecy.is_redacted()) {
        let costs = project.indicators.iter().filter(|row| is_total_cost(row));
        let quantities: Vec<_> = costs.filter_map(|row| Some((row, Quantity::of(row)?))).collect();
        if !quantities.iter().any(|(_, q)| matches!(q.sort, Sort::Money(_) | Sort::Bare)) {
            continue;
        }
        let Some(budget) = project_amount(project, &listed) else {
            let reason = format!("没有读到项目“{}”的预算数，成本指标无从对照", project.name.value);
            out.undecided(reason, Some(&project.place));
            continue;
        };
        let Some(amount) = budget.amount().and_then(budget::Amount::money) else {
            let reason =
                budget.obstacle().unwrap_or_else(|| format!("{}没有金额，成本指标无从对照", budget.label()));
            out.undecided(reason, Some(budget.place()));
            continue;
        };
        match costs_in_money(&quantities, amount) {
            Ok(costs) if costs.is_empty() => {}
            Ok(costs) => weigh(project, &costs, &budget, amount, out),
            Err(row) => {
                let reason = format!("{}的指标值没有写单位，不能与预算数对照", label(project, row));
                out.undecided(reason, Some(&row.target_value.place));
            }
        }
    }
}

/// Neither a price per head, mu or year of service nor a saving.
fn is_total_cost(indicator: &Indicator) -> bool {
    const SAVINGS: [&str; 6] = ["节约", "节省", "节支", "压减", "降低", "下降"];
    let subject = subject(indicator);
    let is_open = !indicator.secrecy().is_redacted();
    is_open
        && indicator.is_cost()
        && !SAVINGS.iter().any(|word| subject.contains(word))
        && !is_per_one(indicator)
}

/// A number without a unit is taken for the budget where it equals it; otherwise the row is the obstacle.
fn costs_in_money<'a>(
    quantities: &[(&'a Indicator, Quantity)],
    budget: Money,
) -> Result<Vec<Cost<'a>>, &'a Indicator> {
    let mut costs = Vec::with_capacity(quantities.len());
    for (indicator, quantity) in quantities {
        let measure = match quantity.sort {
            Sort::Money(measure) => measure,
            Sort::Bare => {
                let equals = |m: &Measure| Money::from_decimal(quantity.number, *m) == Some(budget);
                [Measure::Wan, Measure::Yuan].into_iter().find(equals).ok_or(*indicator)?
            }
            _ => continue,
        };
        let money = Money::from_decimal(quantity.number, measure).ok_or(*indicator)?;
        costs.push(Cost { indicator, measure, quantity: quantity.clone(), money });
    }
    Ok(costs)
}

fn weigh<'a>(project: &Project, costs: &[Cost<'a>], budget: &Term<'a>, amount: Money, out: &mut Checks<'a>) {
    let Some(sum) = Money::checked_sum(costs.iter().map(|cost| cost.money)) else {
        return out.undecided(
            format!("项目“{}”的成本指标太大，不能求和", project.name.value),
            Some(&project.place),
        );
    };
    let printed = costs.iter().map(|cost| unit(cost.measure, cost.quantity.number.decimals().into()));
    let coarsest = printed.chain([budget.unit(out.facts)]).max().unwrap_or(1);
    let n_terms = i64::try_from(costs.len()).unwrap_or(i64::MAX).saturating_add(1);
    let tolerance = (coarsest.saturating_mul(n_terms) / 2).unsigned_abs();
    let agrees = |money: Money| money.abs_diff(amount) <= tolerance;
    let of_fiscal =
        project.fiscal.as_ref().and_then(budget::Amount::money).is_some_and(|fiscal| fiscal == sum);
    if agrees(sum) || of_fiscal {
        return out.pass();
    }
    let mut fault = if let Some((cost, measure)) = slip(costs, sum, &agrees) {
        unit_slip(project, cost, measure, amount)
    } else if let [cost] = costs
        && (sum > amount || !has_other_costs(project, cost.indicator) && !is_ceiling_of_part(project, cost))
    {
        single(project, cost, amount)
    } else if sum < amount || is_total_with_parts(costs, amount) {
        return out.pass();
    } else {
        too_many(project, costs, sum, amount)
    };
    fault.formula = Some("预算数 = Σ 成本指标值".to_owned());
    fault.operands =
        std::iter::once(budget.operand()).chain(costs.iter().map(|c| operand(project, c))).collect();
    fault.difference = amount.checked_sub(sum).map(Money::fen);
    out.fail(fault);
}

/// Costs per head or words, which make up the rest of the budget.
fn has_other_costs(project: &Project, cost: &Indicator) -> bool {
    let others = project.indicators.iter().filter(|row| row.is_cost() && !std::ptr::eq(*row, cost));
    others.filter(|row| row.name.is_some() && !is_saving(&subject(row))).count() > 0
}

/// 物资储备成本 ≤30万元 in a project of more: not every outlay needs an indicator. The cost of the whole is called so, or
/// after the project.
fn is_ceiling_of_part(project: &Project, cost: &Cost<'_>) -> bool {
    const GENERAL: [&str; 20] = [
        "项目", "成本", "费用", "经费", "支出", "资金", "投入", "预算", "控制", "总额", "总", "年度", "全年",
        "本年", "合计", "金额", "数额", "财政", "数", "费",
    ];
    let own = GENERAL.iter().fold(subject(cost.indicator), |rest, word| rest.replace(word, ""));
    let name = bigrams(&project.name.value);
    let is_ceiling = matches!(cost.quantity.comparison, Comparison::AtMost | Comparison::LessThan);
    is_ceiling && own.chars().count() > 1 && !bigrams(&own).iter().all(|pair| name.contains(pair))
}

/// The cost whose number agrees in another unit: 元 printed for 万元.
fn slip<'c, 'a>(
    costs: &'c [Cost<'a>],
    sum: Money,
    agrees: &impl Fn(Money) -> bool,
) -> Option<(&'c Cost<'a>, Measure)> {
    costs.iter().find_map(|cost| {
        let others = sum.checked_sub(cost.money)?;
        // The others make up the budget by themselves: this one is a part of it.
        if agrees(others) {
            return None;
        }
        let fits = |measure: &Measure| {
            let money = Money::from_decimal(cost.quantity.number, *measure)?;
            others.checked_add(money).map(|sum| money != cost.money && agrees(sum))
        };
        let measure = [Measure::Yuan, Measure::Wan].into_iter().find(|m| fits(m) == Some(true))?;
        Some((cost, measure))
    })
}

/// 总成本 beside the parts it consists of.
fn is_total_with_parts(costs: &[Cost<'_>], budget: Money) -> bool {
    let total = costs.iter().position(|cost| cost.money == budget);
    total.is_some_and(|total| {
        let parts = costs.iter().enumerate().filter(|(at, _)| *at != total).map(|(_, cost)| cost.money);
        Money::checked_sum(parts).is_some_and(|parts| parts <= budget)
    })
}

fn unit_slip(project: &Project, cost: &Cost<'_>, measure: Measure, budget: Money) -> Fault {
    let value = &cost.indicator.target_value.value.text;
    let wrong = format!("的指标值“{value}”与预算数 {budget} 万元差一万倍，单位写错了");
    let suggestion =
        format!("单位改为“{}”，写成“≤{}{}”", measure.word(), cost.quantity.number, measure.word());
    value_fault(project, cost.indicator, &wrong, suggestion)
}

fn single(project: &Project, cost: &Cost<'_>, budget: Money) -> Fault {
    let value = &cost.indicator.target_value.value.text;
    let difference = Money::from_fen(i64::try_from(cost.money.abs_diff(budget)).unwrap_or(i64::MAX));
    let word = if cost.money > budget { "多" } else { "少" };
    let wrong = format!("的指标值“{value}”比预算数 {budget} 万元{word} {difference} 万元");
    let rest = match cost.money < budget {
        true if is_saving(&subject(cost.indicator)) => "；节约额移到经济效益指标",
        true => "；只反映部分支出的，补齐其余支出的成本指标",
        false => "；预算数写错的，改预算数",
    };
    let suggestion = format!("改成与预算数一致，写成“≤{}”{rest}", plain_amount(budget, cost.measure));
    value_fault(project, cost.indicator, &wrong, suggestion)
}

fn too_many(project: &Project, costs: &[Cost<'_>], sum: Money, budget: Money) -> Fault {
    let over = sum.checked_sub(budget).unwrap_or_default();
    let printed = costs.iter().map(|cost| cost.indicator.target_value.value.text.as_str());
    let message = format!(
        "项目“{}”各项成本指标合计 {sum} 万元，超过预算数 {budget} 万元，多 {over} 万元",
        project.name.value
    );
    let suggestion = format!("核减各项成本指标值，使合计不超过 {budget} 万元");
    let largest = costs.iter().max_by_key(|cost| cost.money).map(|cost| &cost.indicator.target_value.place);
    let excerpt = printed.collect::<Vec<_>>().join("，");
    Fault::new(largest.unwrap_or(&project.place), excerpt, message, suggestion)
}

fn operand(project: &Project, cost: &Cost<'_>) -> Operand {
    let value = &cost.indicator.target_value;
    Operand {
        label: label(project, cost.indicator),
        printed: value.value.text.clone(),
        place: value.place.clone(),
    }
}
