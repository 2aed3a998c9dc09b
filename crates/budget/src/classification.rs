//! 政府收支分类科目: the reference lists of codes, each row with its editions and how far to trust it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::{FiscalYear, csv};

/// How a row of a reference list was established.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// Written from general knowledge, read in no source: a differing name is only a warning.
    Recalled,
    /// Read in another public list.
    Listed,
    /// Read in a published budget.
    Observed,
}

/// Which of the three trees of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeTree {
    /// 支出功能分类: 类 3, 款 5, 项 7 digits, beginning with 2
    Function,
    /// 部门预算支出经济分类: 类 3, 款 5 digits, beginning with 3
    DepartmentEconomic,
    /// 政府预算支出经济分类: 类 3, 款 5 digits, beginning with 5
    GovernmentEconomic,
}

impl CodeTree {
    pub fn fits(self, code: &str) -> bool {
        let (first, lengths): (char, &[usize]) = match self {
            CodeTree::Function => ('2', &[3, 5, 7]),
            CodeTree::DepartmentEconomic => ('3', &[3, 5]),
            CodeTree::GovernmentEconomic => ('5', &[3, 5]),
        };
        code.starts_with(first) && lengths.contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit())
    }
}

/// One code of a reference list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    pub code: String,
    pub name: String,
    pub evidence: Evidence,
    /// First and last budget year believed valid; open where nothing is known.
    pub since: Option<u16>,
    pub until: Option<u16>,
}

impl CodeEntry {
    pub fn is_valid_in(&self, year: FiscalYear) -> bool {
        let year = year.number();
        self.since.is_none_or(|y| y <= year) && self.until.is_none_or(|y| year <= y)
    }
}

/// A reference list, by code.
#[derive(Debug)]
pub struct Classification {
    pub tree: CodeTree,
    entries: BTreeMap<String, CodeEntry>,
}

impl Classification {
    pub fn get(&self, code: &str) -> Option<&CodeEntry> {
        self.entries.get(code)
    }

    pub fn entries(&self) -> impl Iterator<Item = &CodeEntry> {
        self.entries.values()
    }

    fn read(tree: CodeTree, text: &'static str, editions: usize, evidence: usize) -> Classification {
        let entries = csv::rows(text)
            .filter(|row| tree.fits(&row[0]))
            .map(|row| {
                let (since, until) = span(&row[editions]);
                let entry = CodeEntry {
                    code: row[0].clone(),
                    name: row[1].clone(),
                    evidence: match row[evidence].as_str() {
                        "observed" => Evidence::Observed,
                        "listed" => Evidence::Listed,
                        _ => Evidence::Recalled,
                    },
                    since,
                    until,
                };
                (row[0].clone(), entry)
            })
            .collect();
        Classification { tree, entries }
    }
}

/// `2021-2024` says which editions were compared, not when a code ends; `-2023` and `2024-` do bound it.
fn span(editions: &str) -> (Option<u16>, Option<u16>) {
    let years = editions.split(' ').next().unwrap_or_default();
    match years.split_once('-') {
        Some(("", until)) => (None, until.parse().ok()),
        Some((since, "")) => (since.parse().ok(), None),
        _ => (None, None),
    }
}

/// 支出功能分类
pub fn function() -> &'static Classification {
    static LIST: LazyLock<Classification> = LazyLock::new(|| {
        let text = include_str!("../../../reference/functional_classification.csv");
        Classification::read(CodeTree::Function, text, 3, 4)
    });
    &LIST
}

/// 部门预算支出经济分类
pub fn department_economic() -> &'static Classification {
    static LIST: LazyLock<Classification> = LazyLock::new(|| economic(CodeTree::DepartmentEconomic));
    &LIST
}

/// 政府预算支出经济分类
pub fn government_economic() -> &'static Classification {
    static LIST: LazyLock<Classification> = LazyLock::new(|| economic(CodeTree::GovernmentEconomic));
    &LIST
}

fn economic(tree: CodeTree) -> Classification {
    Classification::read(tree, include_str!("../../../reference/economic_classification.csv"), 4, 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_whole() {
        assert_eq!(function().entries().count(), 923);
        assert_eq!(department_economic().entries().count(), 109);
        assert_eq!(government_economic().entries().count(), 71);
        assert_eq!(function().get("2013101").unwrap().name, "行政运行");
    }

    #[test]
    fn every_code_but_the_classes_has_its_parent() {
        for list in [function(), department_economic(), government_economic()] {
            for entry in list.entries().filter(|e| e.code.len() > 3) {
                let parent = &entry.code[..entry.code.len() - 2];
                assert!(list.get(parent).is_some(), "{} lacks {parent}", entry.code);
            }
        }
    }

    #[test]
    fn editions_bound_only_where_they_say_so() {
        assert_eq!(span("2021-2024"), (None, None));
        assert_eq!(span("-2023"), (None, Some(2023)));
        assert_eq!(span("2024-"), (Some(2024), None));
        assert_eq!(span("2018- (two-set reform)"), (Some(2018), None));
        let ended = CodeEntry { until: Some(2023), ..function().get("2013101").unwrap().clone() };
        let valid = |year| ended.is_valid_in(FiscalYear::new(year).unwrap());
        assert!(valid(2021) && valid(2023) && !valid(2024));
    }
}
