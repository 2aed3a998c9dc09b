//! AS-04: the value of a square metre of buildings, of a vehicle or of a piece of equipment is out of the common range.

use budget::{BudgetDocument, Column, Decimal, Money, TableKind, TableRow};

use crate::checks::{Checks, Fault};
use crate::holdings::{Holdings, class};
use crate::term::row_text;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "AS-04",
    title: "资产单位价值不合常理",
    severity: Severity::Hint,
    basis: basis::ACCURATE,
    page: include_str!("unit_value_implausible.md"),
    parameters: &[
        Parameter { key: "building_least", title: "房屋每平方米价值，最低", preset: yuan(500) },
        Parameter { key: "building_most", title: "房屋每平方米价值，最高", preset: yuan(20_000) },
        Parameter { key: "vehicle_least", title: "每辆车价值，最低", preset: yuan(5_000) },
        Parameter { key: "vehicle_most", title: "每辆车价值，最高", preset: yuan(600_000) },
    ],
    check,
};

const fn yuan(value: i64) -> Preset {
    Preset::Number { value, least: 0, most: 100_000_000, unit: "元" }
}

/// A class, what one of it is called, and the bounds of its value in 元.
struct Range<'a> {
    row: &'a TableRow,
    one: &'static str,
    least: i64,
    most: Option<i64>,
}

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = doc.table(TableKind::Assets).filter(|table| !table.is_empty()) else { return };
    let holdings = Holdings { table };
    if let Some(row) = holdings.class_of(&["房屋", "建筑"]) {
        let most = Some(out.number("building_most"));
        Range { row, one: "平方米", least: out.number("building_least"), most }.check(out);
    }
    if let Some(row) = holdings.class_of(&["车辆", "汽车"]) {
        let most = Some(out.number("vehicle_most"));
        Range { row, one: "辆", least: out.number("vehicle_least"), most }.check(out);
    }
    for row in holdings.classes() {
        if let Some(least) = at_least(row) {
            Range { row, one: "台（套）", least, most: None }.check(out);
        }
    }
}

/// 200,000 of `单价在20万元以上设备`.
fn at_least(row: &TableRow) -> Option<i64> {
    let name = budget::normal_name(&row.name);
    let (before, _) =
        name.split_once("单价").filter(|(_, rest)| rest.contains("以上"))?.1.split_once("万元")?;
    let digits = before.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.parse::<Decimal>().ok()?.scaled_by(10_000)
}

impl Range<'_> {
    fn check(&self, out: &mut Checks<'_>) {
        let quantity = self.row.quantity.as_ref().and_then(|quantity| quantity.number);
        let value = self.row.amount(Column::Total).and_then(budget::Amount::money);
        let (Some(number), Some(value)) = (quantity, value) else {
            return self.one_alone(out);
        };
        if number <= Decimal::whole(0) {
            return;
        }
        let total = |yuan: i64| number.scaled_by(yuan.saturating_mul(100)).map(Money::from_fen);
        let Some(least) = total(self.least) else { return self.unclear(out) };
        let most = match self.most.map(total) {
            Some(None) => return self.unclear(out),
            Some(most) => most,
            None => None,
        };
        let name = class(self.row);
        let bound = if value < least {
            format!("不到 {} 元", self.least)
        } else if most.is_some_and(|most| value > most) {
            format!("超过 {} 元", self.most.unwrap_or_default())
        } else {
            return out.pass();
        };
        let message = format!("{name} {number} {}，价值 {value} 万元，平均每{}{bound}", self.one, self.one);
        let suggestion = "核对数量、价值和金额单位；确实如此的（如年代久远、划拨取得），不用修改";
        out.fail(Fault::new(&self.row.place, row_text(self.row), message, suggestion));
    }

    /// A number without a value, or a value without a number.
    fn one_alone(&self, out: &mut Checks<'_>) {
        let printed = self.row.quantity.as_ref().is_some_and(|quantity| !quantity.printed.is_empty());
        let valued = self.row.amount(Column::Total).is_some_and(|value| value.addend() != Some(Money::ZERO));
        if printed || valued {
            let reason = format!("固定资产占用情况表“{}”缺数量或价值，或者读不出", class(self.row));
            out.undecided(reason, Some(&self.row.place));
        }
    }

    fn unclear(&self, out: &mut Checks<'_>) {
        out.undecided(format!("“{}”的数量算不出单位价值", class(self.row)), Some(&self.row.place));
    }
}
