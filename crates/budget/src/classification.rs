//! 政府收支分类科目: the reference lists of codes, each row with its editions and how far to trust it.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::{FiscalYear, csv, normal_name};

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

/// One code of a reference list under one of its names: a code that was renamed has several entries.
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

    pub fn is_named(&self, normal: &str) -> bool {
        normal_name(&self.name) == normal
    }
}

/// A reference list, by code.
#[derive(Debug)]
pub struct Classification {
    pub tree: CodeTree,
    entries: BTreeMap<String, Vec<CodeEntry>>,
    /// Codes and positions by normalised name.
    names: HashMap<String, Vec<(String, usize)>>,
}

impl Classification {
    /// The years of the editions that the list was written for; names of other years may be lacking.
    pub const COMPARED: (u16, u16) = (2021, 2024);

    pub fn of(tree: CodeTree) -> &'static Classification {
        match tree {
            CodeTree::Function => function(),
            CodeTree::DepartmentEconomic => department_economic(),
            CodeTree::GovernmentEconomic => government_economic(),
        }
    }

    /// The code under its latest name.
    pub fn get(&self, code: &str) -> Option<&CodeEntry> {
        self.names_of(code).first()
    }

    /// The code under all its names, the latest first.
    pub fn names_of(&self, code: &str) -> &[CodeEntry] {
        self.entries.get(code).map_or(&[], Vec::as_slice)
    }

    /// Every code that has or had this name, normalised.
    pub fn named(&self, normal: &str) -> impl Iterator<Item = &CodeEntry> {
        let found = self.names.get(normal).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|(code, at)| self.names_of(code).get(*at))
    }

    pub fn entries(&self) -> impl Iterator<Item = &CodeEntry> {
        self.entries.values().flatten()
    }

    fn read(tree: CodeTree, text: &'static str, editions: usize, evidence: usize) -> Classification {
        let mut list = Classification { tree, entries: BTreeMap::new(), names: HashMap::new() };
        for row in csv::rows(text).filter(|row| tree.fits(&row[0])) {
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
            let names = list.entries.entry(entry.code.clone()).or_default();
            let at = (entry.code.clone(), names.len());
            list.names.entry(normal_name(&entry.name)).or_default().push(at);
            names.push(entry);
        }
        list
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
        let n_current = |list: &Classification| list.entries().filter(|e| !is_former(e)).count();
        assert_eq!(n_current(function()), 923);
        assert_eq!(n_current(department_economic()), 109);
        assert_eq!(n_current(government_economic()), 71);
        assert_eq!(function().get("2013101").unwrap().name, "行政运行");
    }

    /// Out of use before the editions that the list was written for, or another wording of a current name.
    fn is_former(entry: &CodeEntry) -> bool {
        let (first, _) = Classification::COMPARED;
        let is_wording = ["巩固脱贫衔接", "村党组织"].iter().any(|word| entry.name.contains(word));
        entry.until.is_some_and(|year| year <= first) || is_wording
    }

    #[test]
    fn a_renamed_code_is_found_by_each_of_its_names() {
        let list = function();
        assert_eq!(list.get("210").unwrap().name, "卫生健康支出");
        let year = FiscalYear::new(2016).unwrap();
        let mut then = list.named("医疗卫生与计划生育支出").filter(|entry| entry.is_valid_in(year));
        assert_eq!(then.next().unwrap().code, "210");
        assert!(list.named("行政运行").count() > 20);
        assert!(list.names_of("213").iter().any(|entry| entry.name == "农林水事务"));
        assert_eq!(list.names_of("299"), []);
    }

    #[test]
    fn the_latest_name_of_a_code_comes_first() {
        for list in [function(), department_economic(), government_economic()] {
            for entry in list.entries().filter(|entry| !is_former(entry)) {
                assert!(!is_former(list.get(&entry.code).unwrap()), "{}", entry.code);
            }
        }
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
