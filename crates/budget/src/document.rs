//! One published file.

use crate::{
    BudgetTable, BudgetUnit, Department, FiscalYear, Located, NarrativeSection, Place, Project, RegionCode,
    StatedFigures, TableKind,
};

/// 公开材料的种类
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// 绩效文本: a volume of its own
    PerformanceText,
    /// 部门预算信息公开: tables and narrative
    Disclosure,
    /// 预算绩效信息: the performance section of a disclosure, published alone
    PerformanceSection,
}

impl DocumentKind {
    pub const ALL: [DocumentKind; 3] =
        [DocumentKind::Disclosure, DocumentKind::PerformanceText, DocumentKind::PerformanceSection];

    pub fn from_key(key: &str) -> Option<DocumentKind> {
        DocumentKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    pub fn name(self) -> &'static str {
        match self {
            DocumentKind::PerformanceText => "绩效文本",
            DocumentKind::Disclosure => "预算公开",
            DocumentKind::PerformanceSection => "绩效信息",
        }
    }

    /// The stable name for machines.
    pub fn key(self) -> &'static str {
        match self {
            DocumentKind::PerformanceText => "performance_text",
            DocumentKind::Disclosure => "disclosure",
            DocumentKind::PerformanceSection => "performance_section",
        }
    }
}

/// 预算公开材料: everything one published file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetDocument {
    pub kind: DocumentKind,
    pub fiscal_year: Option<FiscalYear>,
    /// 区划 as a name; the code where the name or a project code gives it.
    pub region: Option<String>,
    pub region_code: Option<RegionCode>,
    pub department: Department,
    /// 目录
    pub contents: Vec<ContentsEntry>,
    pub tables: Vec<BudgetTable>,
    /// 部门机构设置情况
    pub units: Vec<BudgetUnit>,
    pub narrative: Vec<NarrativeSection>,
    pub stated: StatedFigures,
    pub target: DepartmentTarget,
    pub projects: Vec<Project>,
}

impl BudgetDocument {
    /// The table, where its head could be read. One that could not says nothing, not even that it is empty.
    pub fn table(&self, kind: TableKind) -> Option<&BudgetTable> {
        self.printed_table(kind).filter(|table| !table.is_unread())
    }

    /// The same, whether it could be read or not. Where it is printed twice, by function and by economic items, the one
    /// that its kind is due by; else the first.
    pub fn printed_table(&self, kind: TableKind) -> Option<&BudgetTable> {
        let mut of_kind = self.tables.iter().filter(|t| t.kind == kind);
        of_kind.clone().find(|table| table.is_classified_as_due()).or_else(|| of_kind.next())
    }

    /// Neither a table nor a project nor a narrative section was read.
    pub fn holds_nothing(&self) -> bool {
        self.tables.is_empty() && self.projects.is_empty() && self.narrative.is_empty()
    }
}

/// 目录的一行
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    pub title: String,
    pub page: Option<u32>,
    pub place: Place,
}

/// 部门整体绩效目标
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DepartmentTarget {
    /// 总体绩效目标
    pub overall: Option<Located<String>>,
    /// 分项绩效目标
    pub itemised: Vec<TargetItem>,
    /// 工作保障措施
    pub safeguards: Vec<TargetItem>,
}

/// One item of 分项绩效目标 or 工作保障措施.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetItem {
    /// The heading of the item, empty where it has none.
    pub title: String,
    pub text: String,
    pub place: Place,
}
