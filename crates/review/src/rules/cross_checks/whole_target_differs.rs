//! SX-15: the amounts of 部门整体支出绩效目标表 do not add up or are not those of the budget tables; what else it says is not
//! reviewed, which is said.

use budget::{Amount, BudgetDocument, BudgetTable, Column, TableKind};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::locate::total;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-15",
    title: "部门整体支出绩效目标表的金额加不上或与预算表不同",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("whole_target_differs.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = doc.printed_table(TableKind::WholeTarget) else { return };
    let title = table.title.trim();
    let unread = match table.is_empty() {
        true => format!("“{title}”没有读入，其中的内容没有审核"),
        false => format!("“{title}”只核对了金额，其中的职责、任务和绩效指标没有读入，没有审核"),
    };
    out.undecided(unread, Some(&table.place));
    add_up(table, out);
    agree(doc, table, out);
}

/// 收入预算合计, 支出预算合计, 基本支出, 项目支出, 人员经费, 公用经费
fn cell<'a>(table: &'a BudgetTable, name: &str) -> Option<Term<'a>> {
    table.named_row(None, &[name]).map(|row| Term::cell(table, row, Column::Total))
}

fn add_up<'a>(table: &'a BudgetTable, out: &mut Checks<'a>) {
    let cells = |names: &[&str]| names.iter().map(|name| cell(table, name)).collect::<Option<Vec<_>>>();
    let whole = cell(table, "支出预算合计");
    let basic = cell(table, "基本支出");
    let parts = cells(&["人员经费", "公用经费"]);
    let mut equate = |left: Option<Term<'a>>, right: Option<Vec<Term<'a>>>, formula| {
        if let (Some(left), Some(right)) = (left, right) {
            out.equate(Equation { left, right, formula, sum: "各项之和" });
        }
    };
    equate(basic, parts, "基本支出 = 人员经费 + 公用经费");
    match basic {
        Some(_) => equate(whole, cells(&["基本支出", "项目支出"]), "支出合计 = 基本支出 + 项目支出"),
        None => {
            let formula = "支出合计 = 人员经费 + 公用经费 + 项目支出";
            equate(whole, cells(&["人员经费", "公用经费", "项目支出"]), formula);
        }
    }
}

fn agree<'a>(doc: &'a BudgetDocument, table: &'a BudgetTable, out: &mut Checks<'a>) {
    let twins = twins(doc, table);
    let agrees = |twin: &Equation<'a>| twin.weigh(out.facts).is_ok_and(|weighed| weighed.holds());
    let is_comparable = twins.iter().any(agrees);
    match twins.first() {
        Some(first) if !is_comparable => {
            let reason = "部门整体支出绩效目标表的金额没有一个与预算表相同，像是另一种口径，没有对照";
            out.undecided(reason.to_owned(), Some(first.left.place()));
        }
        _ => twins.into_iter().for_each(|twin| out.equate(twin)),
    }
}

fn twins<'a>(doc: &'a BudgetDocument, table: &'a BudgetTable) -> Vec<Equation<'a>> {
    let of_table = |kind, column| {
        let printed = doc.table(kind)?;
        total(printed, column).filter(|term| term.amount().is_some_and(|amount| !Amount::is_blank(amount)))
    };
    let (spent, basic) = (TableKind::Expenditure, TableKind::BasicExpenditure);
    // The table of basic expenditure is one of the general public budget alone.
    let same = |left: Option<Term<'_>>, right: Option<Term<'_>>| {
        left.zip(right).is_some_and(|(a, b)| a.addend() == b.addend())
    };
    let is_all = same(of_table(spent, Column::Basic), of_table(basic, Column::Total));
    let meant = [
        ("收入预算合计", TableKind::Revenue, Column::Total, true),
        ("支出预算合计", spent, Column::Total, true),
        ("基本支出", spent, Column::Basic, true),
        ("项目支出", spent, Column::Project, true),
        ("人员经费", basic, Column::Personnel, is_all),
        ("公用经费", basic, Column::Operating, is_all),
    ];
    let twin = |(name, kind, column, is_meant): (&str, TableKind, Column, bool)| {
        let left = cell(table, name).filter(|_| is_meant)?;
        Some(Equation::twins(left, of_table(kind, column)?, "部门整体支出绩效目标表 = 预算表合计行"))
    };
    meant.into_iter().filter_map(twin).collect()
}
