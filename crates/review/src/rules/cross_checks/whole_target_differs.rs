//! SX-15: the amounts of 部门整体支出绩效目标表 do not add up or are not those of the budget tables; what else it says is not
//! reviewed, which is said.

use budget::{Amount, BudgetDocument, BudgetTable, Column, TableKind};

use crate::checks::{Checks, Fault};
use crate::equation::{Equation, Weighed};
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
    let agrees = |twin: &Equation<'a>| twin.weigh(out.facts).is_ok_and(Weighed::holds);
    let is_comparable = twins.iter().any(agrees);
    match twins.first() {
        Some(first) if !is_comparable => {
            let reason = "部门整体支出绩效目标表的金额没有一个与预算表相同，像是另一种口径，没有对照";
            out.undecided(reason.to_owned(), Some(first.left.place()));
        }
        _ => {
            let (wrong, others) = off_with_projects(table, twins, out);
            if let Some(fault) = as_one(&wrong, out) {
                out.fail(fault);
            }
            others.into_iter().for_each(|twin| out.equate(twin));
        }
    }
}

/// 项目支出 and the sums that differ by as much because of it, where there are such sums; and the other figures.
fn off_with_projects<'a>(
    table: &'a BudgetTable,
    twins: Vec<Equation<'a>>,
    out: &Checks<'a>,
) -> (Vec<Equation<'a>>, Vec<Equation<'a>>) {
    let project = cell(table, "项目支出").and_then(|term| term.id());
    let sums = ["收入预算合计", "支出预算合计"].map(|name| cell(table, name).and_then(|term| term.id()));
    let off = |twin: &Equation<'a>| {
        twin.weigh(out.facts).ok().filter(|weighed| !weighed.holds()).map(|weighed| weighed.difference)
    };
    let is_project = |twin: &Equation<'a>| project.is_some() && twin.left.id() == project;
    let gap = twins.iter().find(|twin| is_project(twin)).and_then(off);
    let is_sum = |twin: &Equation<'a>| twin.left.id().is_some() && sums.contains(&twin.left.id());
    let follows =
        |twin: &Equation<'a>| gap.is_some() && off(twin) == gap && (is_project(twin) || is_sum(twin));
    let (mut wrong, mut others): (Vec<_>, Vec<_>) = twins.into_iter().partition(follows);
    if wrong.len() == 1 {
        others.append(&mut wrong);
    }
    wrong.sort_by_key(|twin| !is_project(twin));
    (wrong, others)
}

fn as_one(wrong: &[Equation<'_>], out: &Checks<'_>) -> Option<Fault> {
    let (first, sums) = wrong.split_first()?;
    let weighed = first.weigh(out.facts).ok()?;
    let names: Vec<String> = sums.iter().map(|sum| sum.left.label()).collect();
    let message = format!("{}；{} 相差同一个数", first.message(weighed), names.join("、"));
    let excerpt = format!("{} {}", first.left.label(), first.left.printed());
    let fault = Fault::new(first.left.place(), excerpt, message, first.suggestion(weighed));
    let fault = fault.with_terms(first.formula, wrong.iter().flat_map(Equation::terms));
    Some(Fault { difference: Some(weighed.difference), ..fault })
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

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn n_found(project: &str, whole: &str) -> usize {
        let text = format!(
            "**部门整体支出绩效目标表**\n| 项目 | 金额 |\n|---|---|\n| 支出预算合计 | {whole} |\n| 基本支出 | 40.00 |\n\
             | 项目支出 | {project} |\n\n**支出总表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n\
             |---|---|---|---|---|\n|  | 合计 | 70.00 | 40.00 | 30.00 |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().filter(|finding| finding.code == "SX-15").count()
    }

    #[test]
    fn what_is_off_by_the_projects_is_one_finding() {
        assert_eq!(n_found("30.00", "70.00"), 0);
        assert_eq!(n_found("20.00", "60.00"), 1);
    }
}
