//! 误读: where the sums of one table fail together, the table tells how it was read. What fails is taken out and said once.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use budget::{BudgetTable, Column, Money, TableKind, TableRow};

use crate::Undecided;
use crate::checks::{Decided, Log};
use crate::equation::Equation;
use crate::term::{Term, column_words};

/// Fewer rows of which one sum fails are simply mistakes, when most others fail as well.
const AT_LEAST: usize = 3;

const MANY_PARTS: usize = 4;

/// The decided sums of one kind in one table, by their place in the log.
struct Sums<'a> {
    table: &'a BudgetTable,
    failed: Vec<usize>,
    n_held: usize,
}

pub fn set_aside(log: &mut Log<'_>) {
    let (mut undecided, mut removed) = misprinted(&log.equations);
    for sums in by_table(&log.equations).into_values() {
        let failed: Vec<&Decided<'_>> = sums.failed.iter().filter_map(|at| log.equations.get(*at)).collect();
        let Some(why) = sums.why(&failed) else { continue };
        let Some(finding) = failed.iter().find_map(|decided| decided.finding.as_ref()) else { continue };
        let reason = format!(
            "{}有 {} 处加不上，{why}，没有逐条列为问题；请人工核对，例如：{}",
            sums.table.kind.name(),
            sums.failed.len(),
            finding.message
        );
        undecided.push(Undecided { code: finding.code, reason, place: Some(finding.place.clone()) });
        removed.extend(&sums.failed);
    }
    removed.sort_unstable();
    let mut at = 0;
    log.equations.retain(|_| {
        at += 1;
        removed.binary_search(&(at - 1)).is_err()
    });
    log.undecided.extend(undecided);
}

/// Sums that are exactly a multiple of what is printed, or have no part: one by one.
fn misprinted(equations: &[Decided<'_>]) -> (Vec<Undecided>, Vec<usize>) {
    let mut undecided = Vec::new();
    let mut removed = Vec::new();
    for (at, decided) in equations.iter().enumerate() {
        let Some(finding) = &decided.finding else { continue };
        let Some(why) = why_never_meant(decided) else { continue };
        let reason = format!("{}，{why}，没有列为问题", finding.message);
        undecided.push(Undecided { code: finding.code, reason, place: Some(finding.place.clone()) });
        removed.push(at);
    }
    (undecided, removed)
}

fn why_never_meant(decided: &Decided<'_>) -> Option<&'static str> {
    let Decided { equation, weighed, .. } = decided;
    if equation.twin().is_some() || weighed.left == Money::ZERO {
        return None;
    }
    let (left, right) = (weighed.left.fen(), weighed.right.fen());
    // The few rows of “三公”经费 may well be left blank together.
    let is_of_publics =
        matches!(equation.left, Term::Cell { table, .. } if table.kind == TableKind::ThreePublics);
    if !is_of_publics && equation.right.iter().all(Term::is_blank) {
        return Some("相加的各数都没有读到");
    }
    let is_whole = |term: &Term<'_>| term.addend() == Some(weighed.left);
    // The others make it up, too. Codes would say which are its parts.
    if n_stated(equation) > 2
        && !equation.right.iter().any(|term| is_of_tree(term, &equation.left))
        && equation.right.iter().any(is_whole)
        && left.checked_mul(2).is_some_and(|twice| twice.abs_diff(right) <= weighed.tolerance.unsigned_abs())
    {
        return Some("其中一项已等于合计，其余正好是它的细目");
    }
    // Of two or three parts, a wrong one easily doubles the sum.
    let near = |times: i64| {
        let sum = left.checked_mul(times);
        sum.is_some_and(|sum| sum.abs_diff(right) <= weighed.tolerance.unsigned_abs())
    };
    let is_multiple = n_stated(equation) >= MANY_PARTS && (2..=3).any(near);
    is_multiple.then_some("正好是几倍，像是同一笔钱按两种分类各列了一遍")
}

/// A coded row that is added up into another.
fn is_of_tree(part: &Term<'_>, whole: &Term<'_>) -> bool {
    let is_left = |row: &TableRow| matches!(whole, Term::Cell { row: own, .. } if ptr::eq(*own, row));
    matches!(part, Term::Cell { row, .. } if row.code.is_some() && !is_left(row))
}

fn n_stated(equation: &Equation<'_>) -> usize {
    equation.right.iter().filter(|term| term.addend() != Some(Money::ZERO)).count()
}

fn by_table<'a>(equations: &[Decided<'a>]) -> BTreeMap<(&'static str, usize), Sums<'a>> {
    let mut all: BTreeMap<(&'static str, usize), Sums<'a>> = BTreeMap::new();
    for (at, decided) in equations.iter().enumerate() {
        let (Term::Cell { table, .. } | Term::Absent { table, .. }) = decided.equation.left else { continue };
        if decided.equation.twin().is_some() {
            continue;
        }
        let key = (decided.equation.formula, ptr::from_ref(table).addr());
        let sums = all.entry(key).or_insert_with(|| Sums { table, failed: Vec::new(), n_held: 0 });
        match decided.finding {
            Some(_) if why_never_meant(decided).is_some() => {}
            Some(_) => sums.failed.push(at),
            None => sums.n_held += 1,
        }
    }
    all
}

impl Sums<'_> {
    fn why(&self, failed: &[&Decided<'_>]) -> Option<String> {
        if let Some(column) = counted_twice(failed) {
            let name = column_words(column);
            return Some(format!("差额都正好是{name}栏的数，像是这一栏已含在别的栏里"));
        }
        let is_most = n_rows(failed) >= AT_LEAST && failed.len() > self.n_held;
        is_most.then(|| "多于加得上的，像是这张表的版式没有读对".to_owned())
    }
}

/// One wrong row fails in each of its columns.
fn n_rows(failed: &[&Decided<'_>]) -> usize {
    let rows = failed.iter().map(|decided| match decided.equation.left {
        Term::Cell { row, .. } => ptr::from_ref(row).addr(),
        Term::Absent { row, .. } => row.as_ptr().addr(),
        Term::Stated { .. } | Term::Form { .. } => 0,
    });
    rows.collect::<BTreeSet<_>>().len()
}

/// The column whose amount is, in every failed row of two or more, just what the parts have too much.
fn counted_twice(failed: &[&Decided<'_>]) -> Option<Column> {
    // One wrong cell goes up through its parents with the same amount.
    let amounts: BTreeSet<i64> = failed.iter().map(|decided| decided.weighed.difference).collect();
    if amounts.len() < 2 || n_rows(failed) < 2 {
        return None;
    }
    let (first, others) = failed.split_first().filter(|(_, others)| !others.is_empty())?;
    let explains = |decided: &Decided<'_>, column: Column| {
        let excess = decided.weighed.right.checked_sub(decided.weighed.left);
        decided.equation.right.iter().any(|term| {
            matches!(term, Term::Cell { column: of, amount, .. } if *of == column && amount.money() == excess)
        })
    };
    let own = |decided: &Decided<'_>| match decided.equation.left {
        Term::Cell { column, .. } | Term::Absent { column, .. } => Some(column),
        Term::Stated { .. } | Term::Form { .. } => None,
    };
    let columns = first.equation.right.iter().filter_map(|term| match term {
        Term::Cell { column, .. } if Some(*column) != own(first) => Some(*column),
        _ => None,
    });
    columns
        .into_iter()
        .find(|column| explains(first, *column) && others.iter().all(|decided| explains(decided, *column)))
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    const HEAD: &str =
        "**支出总表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n";

    /// How many findings and how many sums set aside a table has.
    fn ends(rows: &str) -> (usize, usize) {
        let report = review(&example::document(&format!("{HEAD}{rows}")), &Settings::default());
        let found = report.findings.iter().filter(|finding| finding.code == "SB-04").count();
        (found, report.undecided.iter().filter(|undecided| undecided.code == "SB-04").count())
    }

    fn row(code: &str, total: &str, basic: &str, project: &str) -> String {
        format!("| {code} | 某类支出 | {total} | {basic} | {project} |\n")
    }

    #[test]
    fn two_rows_that_differ_by_one_column_count_it_twice() {
        let held = row("201", "5.00", "5.00", "") + &row("205", "7.00", "7.00", "");
        let twice = row("208", "9.00", "9.00", "4.00") + &row("210", "6.00", "6.00", "1.50");
        assert_eq!(ends(&(held.clone() + &twice)), (0, 1));
        let mistakes = row("208", "9.00", "6.00", "4.00") + &row("210", "6.00", "2.00", "3.50");
        assert_eq!(ends(&(held + &mistakes)), (2, 0), "the differences are nobody's amount");
    }

    #[test]
    fn one_row_that_does_not_add_up_is_a_mistake() {
        let held = row("201", "5.00", "5.00", "");
        assert_eq!(ends(&(held + &row("208", "9.00", "9.00", "4.00"))), (1, 0));
    }

    #[test]
    fn a_part_as_large_as_the_whole_excuses_nothing_but_its_own_parts() {
        let tree = "| 208 | 社会保障和就业支出 | 9.00 | 9.00 | |\n| 20805 | 行政事业单位养老支出 | 9.00 | 9.00 | |\n\
                    | 20808 | 抚恤 | 1.00 | 1.00 | |\n| 20899 | 其他社会保障和就业支出 | 0.50 | 0.50 | |\n";
        let report = review(&example::document(&format!("{HEAD}{tree}")), &Settings::default());
        assert!(report.findings.iter().any(|finding| finding.code == "SB-01"), "{:#?}", report.undecided);
        let row = |others: &str| {
            let text = format!(
                "**收入总表**\n| 科目名称 | 合计 | 财政拨款收入 | 事业收入 | 其他收入 |\n|---|---|---|---|---|\n\
                 | 合计 | 9.00 | 9.00 | {others} |\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            report.findings.iter().any(|finding| finding.code == "SB-05")
        };
        assert!(row("1.00 | 0.00") && row("1.00 | ") && row("1.00 | 2.00"));
        assert!(!row("5.00 | 4.00"), "columns of a finer kind");
    }

    #[test]
    fn rows_of_which_most_do_not_add_up_were_misread() {
        let wrong = |code| row(code, "9.00", "6.00", "4.00");
        let rows = wrong("201") + &wrong("205") + &wrong("208");
        assert_eq!(ends(&rows), (0, 1));
        let held = ["210", "211", "212"].map(|code| row(code, "5.00", "5.00", "")).concat();
        assert_eq!(ends(&(rows + &held)), (3, 0));
    }
}
