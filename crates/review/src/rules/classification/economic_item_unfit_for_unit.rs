//! CL-07: 绩效工资 without a public institution, 奖金 without an authority.

use budget::{BudgetDocument, BudgetUnit, Column, TableKind};

use crate::checks::{Checks, Fault};
use crate::locate::{Cell, positive};
use crate::term::row_text;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "CL-07",
    title: "工资科目与单位性质不符",
    severity: Severity::Warning,
    basis: basis::CODES,
    page: include_str!("economic_item_unfit_for_unit.md"),
    parameters: &[],
    check,
};

const PERFORMANCE_PAY: &str = "30107";
const BONUS: &str = "30103";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Nature {
    Authority,
    Institution,
    Unknown,
}

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = out.table(TableKind::BasicExpenditure) else { return };
    for (code, fitting) in [(PERFORMANCE_PAY, Nature::Institution), (BONUS, Nature::Authority)] {
        let Some(row) = table.code_row(code) else { continue };
        let (amount, money) = match positive(table, row, Column::Total) {
            Cell::Nil => continue,
            Cell::Unknown(reason) => {
                out.undecided(reason, Some(&row.place));
                continue;
            }
            Cell::Positive(amount, money) => (amount, money),
        };
        if doc.units.iter().any(|unit| nature(unit) == fitting) {
            out.pass();
        } else if doc.units.is_empty() || doc.units.iter().any(|unit| nature(unit) == Nature::Unknown) {
            let reason = format!("没有读到各预算单位的性质，{code} 是否适用不能判断");
            out.undecided(reason, Some(&row.place));
        } else {
            let name = row.name.trim();
            let listed = doc.units.first().map_or("", |unit| unit.name.trim());
            let fault = if fitting == Nature::Institution {
                let message =
                    format!("{code} {name} {money} 万元用于事业单位，机构设置中只有“{listed}”等行政单位");
                let suggestion =
                    "确有事业编制人员的，在机构设置中列出事业单位；没有的，改列 30102 津贴补贴、30103 奖金等";
                Fault::new(&amount.place, row_text(row), message, suggestion)
            } else {
                let message =
                    format!("{code} {name} {money} 万元用于行政单位，机构设置中只有“{listed}”等事业单位");
                let suggestion = "核对是否应列 30107 绩效工资；确为按规定发放的奖金的，不必改";
                Fault::new(&amount.place, row_text(row), message, suggestion).at_most(Severity::Hint)
            };
            out.fail(fault);
        }
    }
}

/// Institutions run under the civil service law are paid as authorities are.
fn nature(unit: &BudgetUnit) -> Nature {
    let nature = unit.nature.as_deref().unwrap_or_default();
    if nature.contains("参公") || nature.contains("参照") {
        Nature::Authority
    } else if nature.contains("事业") {
        Nature::Institution
    } else if nature.contains("行政") || nature.contains("机关") {
        Nature::Authority
    } else {
        Nature::Unknown
    }
}
