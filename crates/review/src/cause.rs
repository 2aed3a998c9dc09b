//! 归因: findings that one wrong cell explains become one finding with the others as its consequences.

use budget::{BudgetDocument, Measure, Money};

use crate::Finding;
use crate::checks::Decided;
use crate::lost;
use crate::search::Search;
use crate::term::{Term, column_words};

/// Wrong cells of one name, and the failed equations they explain.
#[derive(Debug, Default)]
pub struct Cause<'a> {
    /// What the cells have in common: a code, a row name.
    pub name: String,
    /// The wrong cells, each with what is to be added to it in 分.
    pub roots: Vec<(Term<'a>, i64)>,
    /// Cells summed up from them.
    pub inherited: Vec<(Term<'a>, i64)>,
    /// Indices of the equations.
    pub explained: Vec<usize>,
    /// Other rows would explain the same equations as well: the cells are not named.
    pub is_one_of_several: bool,
}

/// Folds the failed equations by cause.
pub fn fold(document: &BudgetDocument, equations: &[Decided<'_>]) -> Vec<Finding> {
    let mut findings: Vec<Option<Finding>> = equations.iter().map(|e| e.finding.clone()).collect();
    if findings.iter().all(Option::is_none) {
        return Vec::new();
    }
    let causes = Search::new(equations).causes(document);
    let mut folded: Vec<Finding> =
        causes.iter().filter_map(|cause| cause.finding(equations, &mut findings)).collect();
    folded.extend(findings.into_iter().flatten());
    lost::fold(folded)
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
        if !self.is_one_of_several {
            if named.is_none() {
                self.name_cell(&mut finding);
            }
            finding.suggestion = self.suggestion();
        }
        finding.consequences = self.explained.iter().filter_map(|i| findings[*i].take()).collect();
        finding.consequences.sort_by(|a, b| a.place.cmp(&b.place));
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
        let source = if matches!(term, Term::Stated { .. }) { "文中" } else { "表中" };
        finding.message = format!(
            "{} {direction} {gap} 万元：应为 {} 万元，{source}为 {}",
            term.label(),
            corrected(term, *correction),
            printed(term),
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

/// With the unit of its table, where that is not 万元.
fn printed(term: &Term<'_>) -> String {
    let unit = match term {
        Term::Cell { table, amount, .. } if !amount.is_blank() && table.measure != Measure::Wan => {
            format!(" {}", table.measure.word())
        }
        _ => String::new(),
    };
    format!("{}{unit}", term.printed())
}

fn short(term: &Term<'_>) -> String {
    match term {
        Term::Cell { table, row, column, .. } => {
            let name = row.code.as_deref().unwrap_or(row.name.trim());
            format!("{} {name}{}", table.kind.name(), column_words(*column))
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
    fn one_of_several_items_is_not_named() {
        let text = "**一般公共预算财政拨款基本支出表**\n| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |\n\
                    |---|---|---|---|---|\n|  | 合计 | 10.00 |  | 10.00 |\n| 302 | 商品和服务支出 | 10.00 |  | 10.00 |\n\
                    | 30201 | 办公费 | 5.00 |  | 5.00 |\n| 30211 | 差旅费 | 3.00 |  | 3.00 |\n";
        let report = review(&example::document(text), &Settings::default());
        let findings: Vec<_> = report.findings.iter().filter(|f| f.code == "SB-07").collect();
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert!(findings[0].message.contains("302 商品和服务支出 高 2.00"), "{}", findings[0].message);
        assert_eq!(findings[0].consequences.len(), 1);
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

    #[test]
    fn an_item_changed_in_one_table_takes_its_sums_along() {
        let report = disclosure(|table, code, column, printed| {
            let sound = match (table, code, column) {
                (_, "20131", 1) if table != "收入总表" => "451.94",
                (_, "20131", 0) | ("收入总表", "20131", _) => "1204",
                _ => printed,
            };
            let changed = ["", "201", "20131", "2013101"].contains(&code)
                && table == "一般公共预算财政拨款支出表"
                && column < 2;
            let amount = sound.parse::<budget::Decimal>().ok()?.scaled_by(100)?;
            let amount = if changed { amount + 700 } else { amount };
            Some(format!("{}.{:02}", amount / 100, amount % 100))
        });
        let findings = figures(&report);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        let message = &findings[0].message;
        assert!(message.starts_with("一般公共预算财政拨款支出表 2013101 行政运行 高 7.00 万元"), "{message}");
        assert!(findings[0].suggestion.contains("一般公共预算财政拨款支出表 201 改为 1,225.60"));
        assert_eq!(findings[0].consequences.len(), 7);
    }
}
