//! 归因: findings that one wrong cell explains become one finding with the others as its consequences.
//!
//! Two kinds of evidence, in this order. Leaf sums prove printed nodes of a tree wrong ([`evidence`](crate::evidence)).
//! Then a correction is tried for every cell of the equations still failing, together with the cells of the same row
//! name that miss by the same amount: it is believed when it settles at least two of them and breaks none that held.

use std::collections::{HashMap, HashSet};

use budget::{BudgetDocument, Money};

use crate::Finding;
use crate::checks::Decided;
use crate::evidence::wrong_nodes;
use crate::term::Term;

/// Folds the failed equations by cause.
pub fn fold(document: &BudgetDocument, equations: &[Decided<'_>]) -> Vec<Finding> {
    if equations.iter().all(|e| e.finding.is_none()) {
        return Vec::new();
    }
    let mut search = Search::new(equations);
    search.by_leaf_sums(document);
    search.by_shared_cells();
    let causes = search.causes;
    let mut findings: Vec<Option<Finding>> = equations.iter().map(|e| e.finding.clone()).collect();
    let mut folded: Vec<Finding> =
        causes.iter().filter_map(|cause| cause.finding(equations, &mut findings)).collect();
    folded.extend(findings.into_iter().flatten());
    folded
}

struct Search<'e, 'a> {
    equations: &'e [Decided<'a>],
    /// What is to be added to a printed amount, by cell.
    corrections: HashMap<usize, i64>,
    explained: HashSet<usize>,
    causes: Vec<Cause<'a>>,
}

#[derive(Debug, Default)]
struct Cause<'a> {
    /// What the wrong cells have in common: a code, a row name.
    name: String,
    /// The wrong cells, and those that inherited the error from them.
    roots: Vec<(Term<'a>, i64)>,
    inherited: Vec<(Term<'a>, i64)>,
    /// Indices of the failed equations it explains.
    explained: Vec<usize>,
}

impl<'e, 'a> Search<'e, 'a> {
    fn new(equations: &'e [Decided<'a>]) -> Search<'e, 'a> {
        Search { equations, corrections: HashMap::new(), explained: HashSet::new(), causes: Vec::new() }
    }

    fn by_leaf_sums(&mut self, document: &'a BudgetDocument) {
        let wrong = wrong_nodes(document);
        let mut origins: Vec<&str> = Vec::new();
        let mut origin_of: HashMap<usize, usize> = HashMap::new();
        for node in &wrong {
            let Some(id) = node.term.id() else { continue };
            let known = origins.iter().position(|o| *o == node.origin);
            let cause = known.unwrap_or_else(|| {
                origins.push(node.origin);
                self.causes.push(Cause { name: node.origin.to_owned(), ..Cause::default() });
                origins.len() - 1
            });
            let cell = (node.term, node.correction);
            let cells = &mut self.causes[cause];
            if node.is_inherited {
                cells.inherited.push(cell);
            } else {
                cells.roots.push(cell);
            }
            self.corrections.insert(id, node.correction);
            origin_of.insert(id, cause);
        }
        for index in self.failed() {
            let equation = &self.equations[index].equation;
            let cause = equation.terms().find_map(|t| origin_of.get(&t.id()?));
            if let Some(&cause) = cause.filter(|_| self.holds(index, &HashMap::new())) {
                self.explained.insert(index);
                self.causes[cause].explained.push(index);
            }
        }
    }

    fn by_shared_cells(&mut self) {
        let mut candidates = self.candidates();
        if candidates.is_empty() {
            return;
        }
        let uses = self.uses();
        candidates.sort_by_cached_key(|c| (std::cmp::Reverse(self.settled(c, &uses).len()), c.cells.len()));
        for candidate in candidates {
            let settled = self.settled(&candidate, &uses);
            if settled.len() < 2 {
                continue;
            }
            for (term, correction) in &candidate.cells {
                *self.corrections.entry(term.id().unwrap_or_default()).or_default() += correction;
            }
            self.explained.extend(&settled);
            self.believe(candidate, settled);
        }
    }

    /// A correction of cells that an earlier cause names too is one cause with it.
    fn believe(&mut self, candidate: Candidate<'a>, settled: Vec<usize>) {
        let correction = |cells: &[(Term<'a>, i64)]| cells.first().map(|(_, correction)| *correction);
        let same = |cause: &&mut Cause<'a>| {
            cause.name == candidate.name && correction(&cause.roots) == correction(&candidate.cells)
        };
        match self.causes.iter_mut().find(same) {
            Some(cause) => {
                cause.roots.extend(candidate.cells);
                cause.explained.extend(settled);
            }
            None => self.causes.push(Cause {
                name: candidate.name,
                roots: candidate.cells,
                inherited: vec![],
                explained: settled,
            }),
        }
    }

    fn failed(&self) -> Vec<usize> {
        let failed = |i: &usize| self.equations[*i].finding.is_some() && !self.explained.contains(i);
        (0..self.equations.len()).filter(failed).collect()
    }

    /// One for every row name and correction that would settle a failing equation, in the order met.
    fn candidates(&self) -> Vec<Candidate<'a>> {
        let mut places: HashMap<(String, i64), usize> = HashMap::new();
        let mut candidates: Vec<Candidate<'a>> = Vec::new();
        let mut known: HashSet<(usize, i64)> = HashSet::new();
        for index in self.failed() {
            let difference = self.difference(index, &HashMap::new());
            for (position, term) in self.equations[index].equation.terms().enumerate() {
                let correction = if position == 0 { -difference } else { difference };
                let (Some(id), Some(name)) = (term.id(), name(term)) else { continue };
                if !known.insert((id, correction)) {
                    continue;
                }
                let at = *places.entry((name.clone(), correction)).or_insert(candidates.len());
                if at == candidates.len() {
                    candidates.push(Candidate { name, cells: Vec::new() });
                }
                candidates[at].cells.push((*term, correction));
            }
        }
        candidates
    }

    /// The equations that a cell enters.
    fn uses(&self) -> HashMap<usize, Vec<usize>> {
        let mut uses: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, decided) in self.equations.iter().enumerate() {
            for id in decided.equation.terms().filter_map(Term::id) {
                uses.entry(id).or_default().push(index);
            }
        }
        uses
    }

    /// The failing equations a candidate settles; none when it breaks one that holds.
    fn settled(&self, candidate: &Candidate<'a>, uses: &HashMap<usize, Vec<usize>>) -> Vec<usize> {
        let extra: HashMap<usize, i64> =
            candidate.cells.iter().filter_map(|(t, c)| Some((t.id()?, *c))).collect();
        let mut touched: Vec<usize> = extra.keys().filter_map(|id| uses.get(id)).flatten().copied().collect();
        touched.sort_unstable();
        touched.dedup();
        let mut settled = Vec::new();
        for index in touched {
            match (self.holds(index, &HashMap::new()), self.holds(index, &extra)) {
                (true, false) => return Vec::new(),
                (false, true) => settled.push(index),
                _ => {}
            }
        }
        settled
    }

    fn holds(&self, index: usize, extra: &HashMap<usize, i64>) -> bool {
        let tolerance = self.equations[index].weighed.tolerance;
        self.difference(index, extra).unsigned_abs() <= tolerance.unsigned_abs()
    }

    fn difference(&self, index: usize, extra: &HashMap<usize, i64>) -> i64 {
        let Decided { equation, weighed, .. } = &self.equations[index];
        let correction = |term: &Term<'a>| {
            let of = |map: &HashMap<usize, i64>| term.id().and_then(|id| map.get(&id)).copied().unwrap_or(0);
            of(&self.corrections).saturating_add(of(extra))
        };
        let right = equation.right.iter().fold(0i64, |sum, term| sum.saturating_add(correction(term)));
        weighed.difference.saturating_add(correction(&equation.left)).saturating_sub(right)
    }
}

struct Candidate<'a> {
    name: String,
    cells: Vec<(Term<'a>, i64)>,
}

/// What makes cells of several tables and columns one and the same statement.
fn name(term: &Term<'_>) -> Option<String> {
    match term {
        Term::Cell { row, .. } => Some(row.code.clone().unwrap_or_else(|| row.normal_name())),
        Term::Stated { what, .. } => Some((*what).to_owned()),
        Term::Absent { .. } | Term::Form { .. } => None,
    }
}

impl<'a> Cause<'a> {
    /// The finding that names the wrong cell, with the others under it.
    fn finding(&self, equations: &[Decided<'a>], findings: &mut [Option<Finding>]) -> Option<Finding> {
        let severity = |i: &usize| findings[*i].as_ref().map(|f| f.severity);
        let worst = self.explained.iter().filter_map(severity).max()?;
        let grave = || self.explained.iter().copied().filter(|i| severity(i) == Some(worst));
        let named = grave().find(|i| self.is_named_by(&equations[*i]));
        let head = named.or_else(|| grave().find(|i| self.is_left_of(&equations[*i])));
        let head = head.or_else(|| grave().next())?;
        let mut finding = findings[head].take()?;
        if self.explained.iter().all(|i| findings[*i].is_none()) {
            return Some(finding);
        }
        if named.is_none() {
            self.name_cell(&mut finding);
        }
        finding.suggestion = self.suggestion();
        finding.consequences = self.explained.iter().filter_map(|i| findings[*i].take()).collect();
        Some(finding)
    }

    /// The equation's left side is the wrong cell and nothing else in it is wrong.
    fn is_named_by(&self, decided: &Decided<'a>) -> bool {
        let is_wrong = |term: &Term<'a>| {
            self.roots.iter().chain(&self.inherited).any(|(t, _)| t.id().is_some() && t.id() == term.id())
        };
        let Decided { equation, .. } = decided;
        equation.twin().is_none() && self.is_left_of(decided) && !equation.right.iter().any(is_wrong)
    }

    fn is_left_of(&self, decided: &Decided<'a>) -> bool {
        self.roots.iter().any(|(t, _)| t.id() == decided.equation.left.id())
    }

    fn name_cell(&self, finding: &mut Finding) {
        let Some((term, correction)) = self.roots.first() else { return };
        let gap = Money::from_fen(correction.saturating_abs());
        let direction = if *correction < 0 { "高" } else { "低" };
        finding.message = format!(
            "{} {direction} {gap} 万元：应为 {}，表中为 {}",
            term.label(),
            corrected(term, *correction),
            term.printed(),
        );
        finding.place = term.place().clone();
    }

    /// `收入总表 20131 改为 1,204.00；……；由它加总的 收入总表 201 改为 1,225.60`
    fn suggestion(&self) -> String {
        let list = |cells: &[(Term<'a>, i64)]| {
            let one = |(term, c): &(Term<'a>, i64)| format!("{} 改为 {}", short(term), corrected(term, *c));
            cells.iter().map(one).collect::<Vec<_>>().join("；")
        };
        let mut text = format!("应作如下改正（万元）：{}", list(&self.roots));
        if !self.inherited.is_empty() {
            text += &format!("。随之改正由它加总的数：{}", list(&self.inherited));
        }
        text
    }
}

fn corrected(term: &Term<'_>, correction: i64) -> Money {
    let printed = term.addend().unwrap_or_default();
    printed.checked_add(Money::from_fen(correction)).unwrap_or(printed)
}

fn short(term: &Term<'_>) -> String {
    match term {
        Term::Cell { table, row, column, .. } => {
            let name = row.code.as_deref().unwrap_or(row.name.trim());
            format!("{} {name}{}", table.kind.name(), crate::term::column_words(*column))
        }
        _ => term.label(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Report, Settings, example, review};

    /// A published disclosure in which 20131 is printed 6.00 too high in three tables: code, name, 合计, 基本, 项目.
    const ROWS: [[&str; 5]; 15] = [
        ["", "合计", "1379.53", "606.34", "773.19"],
        ["201", "一般公共服务支出", "1225.6", "455.54", "770.06"],
        ["20103", "政府办公厅（室）及相关机构事务", "3.6", "3.6", ""],
        ["2010399", "其他政府办公厅（室）及相关机构事务支出", "3.6", "3.6", ""],
        ["20126", "档案事务", "18", "", "18"],
        ["2012699", "其他档案事务支出", "18", "", "18"],
        ["20131", "党委办公厅（室）及相关机构事务", "1210", "457.94", "752.06"],
        ["2013101", "行政运行", "889.12", "451.94", "437.18"],
        ["2013103", "机关服务", "10.08", "", "10.08"],
        ["2013105", "专项业务", "143.3", "", "143.3"],
        ["2013150", "事业运行", "15", "", "15"],
        ["2013199", "其他党委办公厅（室）及相关机构事务支出", "146.5", "", "146.5"],
        ["208", "社会保障和就业支出", "63.18", "60.05", "3.13"],
        ["20805", "行政事业单位养老支出", "63.18", "60.05", "3.13"],
        ["221", "住房改革支出", "90.75", "90.75", ""],
    ];

    fn disclosure(change: impl Fn(&str, &str, usize, &str) -> Option<String>) -> Report {
        let mut text = String::new();
        for (table, n_columns) in [("收入总表", 3), ("支出总表", 3), ("一般公共预算财政拨款支出表", 3)]
        {
            let head = if table == "收入总表" {
                "合计 | 小计 | 财政拨款收入"
            } else {
                "合计 | 基本支出 | 项目支出"
            };
            text += &format!("**{table}**\n| 科目编码 | 科目名称 | {head} |\n|---|---|---|---|---|\n");
            for row in ROWS {
                text += &format!("| {} | {} ", row[0], row[1]);
                for column in 0..n_columns {
                    let printed = if table == "收入总表" { row[2] } else { row[2 + column] };
                    let changed = change(table, row[0], column, printed);
                    text += &format!("| {} ", changed.as_deref().unwrap_or(printed));
                }
                text += "|\n";
            }
            text += "\n";
        }
        review(&example::document(&text), &Settings::default())
    }

    /// The findings of the rules that compare figures.
    fn figures(report: &Report) -> Vec<&crate::Finding> {
        let compares =
            |code: &str| ["SB-01", "SB-02", "SB-03", "SB-04", "SB-05", "SX-02", "SX-03"].contains(&code);
        report.findings.iter().filter(|f| compares(f.code)).collect()
    }

    #[test]
    fn one_wrong_row_in_three_tables_is_one_finding() {
        let report = disclosure(|table, code, _, _| match (table, code) {
            ("收入总表", "201") => Some("1231.60".into()),
            _ => None,
        });
        let findings = figures(&report);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        let expected =
            "收入总表 20131 党委办公厅（室）及相关机构事务 高 6.00 万元：各项之和 1,204.00，表中为 1,210.00";
        assert_eq!(findings[0].message, expected);
        assert!(findings[0].suggestion.contains("收入总表 201 改为 1,225.60"), "{}", findings[0].suggestion);
        let raw = |code| findings[0].consequences.iter().filter(|f| f.code == code).count();
        assert_eq!((1 + raw("SB-01"), raw("SB-02"), raw("SX-02")), (11, 3, 1));
    }

    #[test]
    fn a_wrong_item_is_named_as_the_cause() {
        let report = disclosure(|table, code, column, _| match (table, code, column) {
            ("收入总表", "201", _) => None,
            (_, "20131", 0) => Some("1204".into()),
            (_, "20131", 1) if table != "收入总表" => Some("451.94".into()),
            ("收入总表", "20131", _) => Some("1204".into()),
            ("支出总表", "2013103", 0) => Some("11.08".into()),
            _ => None,
        });
        let findings = figures(&report);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert!(findings[0].message.contains("2013103"), "{}", findings[0].message);
        assert!(findings[0].suggestion.contains("2013103 改为 10.08"), "{}", findings[0].suggestion);
        assert!(findings[0].consequences.len() >= 3);
    }

    #[test]
    fn a_wrong_total_row_is_named_as_the_cause() {
        let report = disclosure(|table, code, column, printed| match (table, code, column) {
            (_, "20131", 1) if table != "收入总表" => Some("451.94".into()),
            ("收入总表", "20131", _) | (_, "20131", 0) => Some("1204".into()),
            ("收入总表", "", _) => Some("1378.53".into()),
            _ => Some(printed.into()),
        });
        let findings = figures(&report);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert!(findings[0].message.starts_with("收入总表 合计 低 1.00 万元"), "{}", findings[0].message);
    }
}
