//! TG-07: vehicles without running costs, running costs without vehicles, or an odd sum for each vehicle.

use budget::{BudgetDocument, Column, Decimal, Money, PublicsPart, TableKind, TableRow};

use crate::checks::{Checks, Fault};
use crate::publics::Publics;
use crate::term::row_text;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TG-07",
    title: "车辆数与运行维护费不相称",
    severity: Severity::Hint,
    basis: basis::ACCURATE,
    page: include_str!("vehicles_do_not_fit_running_costs.md"),
    parameters: &[
        Parameter { key: "least", title: "每辆车一年的运行维护费，最少", preset: yuan(2_000) },
        Parameter { key: "most", title: "每辆车一年的运行维护费，最多", preset: yuan(60_000) },
    ],
    check,
};

const fn yuan(value: i64) -> Preset {
    Preset::Number { value, least: 0, most: 10_000_000, unit: "元" }
}

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(publics) = Publics::of(doc).filter(|publics| !publics.table.is_empty()) else { return };
    let cost = publics.term(PublicsPart::Running, Column::Total);
    if publics.row(PublicsPart::Running).is_none() {
        return;
    }
    let Some(assets) = doc.table(TableKind::Assets) else {
        if doc.stated.assets.is_some() {
            out.undecided("没有读到固定资产占用情况表，不知道有多少车辆".to_owned(), Some(cost.place()));
        }
        return;
    };
    let Some(money) = cost.addend() else {
        return out.undecided(cost.obstacle().unwrap_or_default(), Some(cost.place()));
    };
    let row = assets.rows.iter().find(|row| row.name.contains('车'));
    if row.is_none() && !assets.is_empty() {
        let reason = "固定资产占用情况表没有单列车辆，不知道有多少车辆".to_owned();
        return out.undecided(reason, Some(&assets.place));
    }
    let Some(vehicles) = row.map_or(Some(Decimal::whole(0)), vehicles) else {
        return out.undecided("固定资产占用情况表的车辆数读不出".to_owned(), row.map(|row| &row.place));
    };
    let has_vehicles = vehicles > Decimal::whole(0);
    let excerpt = row.map_or_else(|| format!("{} {}", cost.label(), cost.printed()), row_text);
    let limit = |yuan: i64| (yuan, vehicles.scaled_by(yuan.saturating_mul(100)).map(Money::from_fen));
    let message = match (has_vehicles, money > Money::ZERO) {
        (false, false) => return out.pass(),
        (true, false) => format!("固定资产占用情况表有 {vehicles} 辆车，“三公”经费表没有公务用车运行维护费"),
        (false, true) => {
            format!("“三公”经费表有公务用车运行维护费 {money} 万元，固定资产占用情况表没有车辆")
        }
        (true, true) => match (limit(out.number("least")), limit(out.number("most"))) {
            ((_, None), _) | (_, (_, None)) => {
                let reason = "车辆数不是整数或过大，算不出每辆车的运行维护费".to_owned();
                return out.undecided(reason, row.map(|row| &row.place));
            }
            ((yuan, Some(least)), _) if money < least => {
                format!("{vehicles} 辆车的运行维护费共 {money} 万元，平均每辆不到 {yuan} 元")
            }
            (_, (yuan, Some(most))) if money > most => {
                format!("{vehicles} 辆车的运行维护费共 {money} 万元，平均每辆超过 {yuan} 元")
            }
            _ => return out.pass(),
        },
    };
    let place = row.map_or(cost.place(), |row| &row.place);
    out.fail(Fault::new(
        place,
        excerpt,
        message,
        "核对车辆数和运行维护费；车辆由机关事务部门统一管理或租用的，在情况说明中写明",
    ));
}

/// A blank count beside a blank value is none.
fn vehicles(row: &TableRow) -> Option<Decimal> {
    let valued = row.amount(Column::Total).is_some_and(|value| value.addend() != Some(Money::ZERO));
    match &row.quantity {
        Some(quantity) if quantity.number.is_some() => quantity.number,
        Some(quantity)
            if !quantity.printed.is_empty()
                && !["无", "-", "—", "/"].contains(&quantity.printed.as_str()) =>
        {
            None
        }
        _ => (!valued).then_some(Decimal::whole(0)),
    }
}
