//! OP-01: 机关运行经费 in the narrative is not the operating part of basic expenditure.

use budget::{Amount, BudgetDocument, BudgetTable, Column, Money, TableKind, TableRow};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::locate::pays_institutions;
use crate::publics::Publics;
use crate::term::{Term, row_name};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "OP-01",
    title: "机关运行经费不等于公用经费",
    severity: Severity::Error,
    basis: basis::RUNNING_COSTS,
    page: include_str!("running_costs_differ_from_operating.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(amount) = &doc.stated.running_costs else { return };
    beside_publics(doc, amount, out);
    let Some(table) = out.table(TableKind::BasicExpenditure) else { return };
    let Some(total) = table.total_row() else {
        return out.undecided(format!("{}没有合计行", table.kind.name()), Some(&table.place));
    };
    let stated = Term::Stated { what: "情况说明 机关运行经费", amount };
    let operating = Term::cell(table, total, Column::Operating);
    if stated.addend() < operating.addend() && pays_institutions(doc) {
        let reason =
            "公用经费里有事业单位的一份，机关运行经费只算行政单位和参公事业单位，没有对照".to_owned();
        return out.undecided(reason, Some(&amount.place));
    }
    if let Some(row) = left_out(table, stated, operating) {
        let reason =
            format!("机关运行经费比公用经费少的正好是“{}”，像是按当地口径没有计入，没有对照", row_name(row));
        return out.undecided(reason, Some(&amount.place));
    }
    out.equate(Equation::twins(stated, operating, "机关运行经费 = 基本支出中的公用经费"));
}

/// The item that makes the whole difference: some provinces leave out 资本性支出 or what is paid for the retired, which is
/// never the larger part, nor 商品和服务支出.
fn left_out<'a>(table: &'a BudgetTable, stated: Term<'a>, operating: Term<'a>) -> Option<&'a TableRow> {
    const CLASSES: [&str; 3] = ["303", "309", "310"];
    let (stated, operating) = (stated.addend()?, operating.addend()?);
    let rest = operating.checked_sub(stated).filter(|rest| *rest > Money::ZERO && *rest < stated)?;
    let may_be_left =
        |row: &&TableRow| row.code.as_deref().is_some_and(|code| code.len() >= 5 || CLASSES.contains(&code));
    let items = table.rows.iter().filter(may_be_left);
    items.into_iter().find(|row| row.amount(Column::Operating).and_then(Amount::money) == Some(rest))
}

/// Some provinces print 机关运行经费 in the table of 三公经费.
fn beside_publics<'a>(doc: &'a BudgetDocument, amount: &'a Amount, out: &mut Checks<'a>) {
    let Some(publics) = Publics::of(doc) else { return };
    let Some(row) = publics.strangers().find(|row| row.normal_name() == "机关运行经费") else { return };
    let stated = Term::Stated { what: "情况说明 机关运行经费", amount };
    let printed = Term::cell(publics.table, row, Column::Total);
    out.equate(Equation::twins(stated, printed, "情况说明 机关运行经费 = “三公”经费表 机关运行经费"));
}
