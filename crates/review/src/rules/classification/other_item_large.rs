//! CL-08: much money under 其他.

use budget::{BudgetDocument, Column, Money};

use crate::checks::{Checks, Fault};
use crate::codes::{expenditure_items, parent_of, special_items};
use crate::locate::{Cell, positive, rows_by_code};
use crate::term::{row_name, row_text};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "CL-08",
    title: "“其他”科目金额过大",
    severity: Severity::Hint,
    basis: basis::CODES,
    page: include_str!("other_item_large.md"),
    parameters: &[
        Parameter {
            key: "share",
            title: "“其他”项占所属类的比例，超过才提示",
            preset: Preset::Number { value: 10, least: 0, most: 100, unit: "%" },
        },
        Parameter {
            key: "amount",
            title: "“其他”项的金额，超过才提示",
            preset: Preset::Number { value: 50, least: 0, most: 1_000_000, unit: "万元" },
        },
        Parameter {
            key: "whole_section",
            title: "整款都列“其他”时，金额达到多少才提示",
            preset: Preset::Number { value: 10, least: 0, most: 1_000_000, unit: "万元" },
        },
    ],
    check,
};

const FEN_PER_WAN: i64 = 1_000_000;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let least = Money::from_fen(out.number("amount").saturating_mul(FEN_PER_WAN));
    let least_whole = Money::from_fen(out.number("whole_section").saturating_mul(FEN_PER_WAN));
    let percent = out.number("share");
    let mut by_code = None;
    for (table, coded) in expenditure_items(doc) {
        if !coded.code.ends_with("99") {
            continue;
        }
        let (amount, money) = match positive(table, coded.row, Column::Total) {
            Cell::Nil => continue,
            Cell::Unknown(reason) => {
                out.undecided(reason, Some(&coded.row.place));
                continue;
            }
            Cell::Positive(amount, money) => (amount, money),
        };
        let (_, rows) = match by_code.take() {
            Some((kind, rows)) if kind == table.kind => by_code.insert((kind, rows)),
            _ => by_code.insert((table.kind, rows_by_code(table))),
        };
        let whole = |code: Option<&str>| rows.get(code?)?.amount(Column::Total)?.money();
        let class = whole(coded.code.get(..3)).filter(|class| *class > Money::ZERO);
        let section = parent_of(coded.code);
        let name = row_name(coded.row);
        let kind = table.kind.name();
        let finding =
            if let Some(class) = class.filter(|class| money > least && exceeds(money, *class, percent)) {
                let (share, code) = (permille(money, class), coded.code.get(..3).unwrap_or_default());
                Some((
                    format!("{kind} {name} {money} 万元，占 {code} 类的 {}.{}%", share / 10, share % 10),
                    "按用途改列专门的“项”；没有对应科目的，说明用途".to_owned(),
                ))
            } else if money >= least_whole && whole(section) == Some(money) {
                let specials: Vec<String> = section
                    .into_iter()
                    .flat_map(special_items)
                    .take(3)
                    .map(|entry| format!("{} {}", entry.code, entry.name))
                    .collect();
                (!specials.is_empty()).then(|| {
                    let section = section.unwrap_or_default();
                    (
                        format!("{kind} {name} {money} 万元是 {section} 款的全部，没有一个专门的“项”"),
                        format!("看能否改列 {}等科目", specials.join("、")),
                    )
                })
            } else {
                None
            };
        match finding {
            None => out.pass(),
            Some((message, suggestion)) => {
                out.fail(Fault::new(&amount.place, row_text(coded.row), message, suggestion));
            }
        }
    }
}

fn exceeds(part: Money, whole: Money, percent: i64) -> bool {
    i128::from(part.fen()) * 100 > i128::from(whole.fen()) * i128::from(percent)
}

/// Rounded.
fn permille(part: Money, whole: Money) -> i128 {
    let (part, whole) = (i128::from(part.fen()), i128::from(whole.fen()).max(1));
    (part * 2000 + whole) / (whole * 2)
}
