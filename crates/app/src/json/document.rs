//! A whole document.

use serde::Serialize;
use utoipa::ToSchema;

use super::place::Place;
use super::present;
use super::project::Project;
use super::stated::StatedFigures;
use super::table::Table;

/// 预算公开材料: everything one file says
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Document {
    pub file: String,
    /// `performance_text`, `disclosure` or `performance_section`
    pub kind: &'static str,
    pub fiscal_year: Option<u16>,
    pub region: Option<String>,
    pub region_code: Option<String>,
    pub department: Department,
    /// 目录
    pub contents: Vec<ContentsEntry>,
    pub tables: Vec<Table>,
    /// 部门机构设置情况
    pub units: Vec<Unit>,
    pub narrative: Vec<NarrativeSection>,
    pub stated: StatedFigures,
    pub targets: Targets,
    pub projects: Vec<Project>,
    pub notes: Vec<Note>,
}

/// 部门
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Department {
    pub code: Option<String>,
    pub name: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContentsEntry {
    pub title: String,
    pub page: Option<u32>,
    pub place: Place,
}

/// 预算单位
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Unit {
    pub name: String,
    pub nature: Option<String>,
    pub rank: Option<String>,
    pub funding: Option<String>,
    pub place: Place,
}

/// 情况说明的一节
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NarrativeSection {
    #[serde(flatten)]
    pub section: Section,
    pub paragraphs: Vec<Paragraph>,
}

/// 段落
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Paragraph {
    pub text: String,
    pub place: Place,
}

/// 一节: title and text
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Section {
    pub title: Option<String>,
    pub text: Option<String>,
    pub place: Place,
}

/// 部门整体绩效目标
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Targets {
    pub overall: Option<String>,
    pub itemised: Vec<Section>,
    pub safeguards: Vec<Section>,
}

/// 阅读说明: what stayed unclear
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Note {
    pub place: Place,
    pub message: String,
}

impl Document {
    pub fn new(reading: &reader::Reading, file: &str) -> Document {
        let document = &reading.document;
        Document {
            file: file.to_owned(),
            kind: document.kind.key(),
            fiscal_year: document.fiscal_year.map(budget::FiscalYear::number),
            region: document.region.clone(),
            region_code: document.region_code.as_ref().map(|c| c.as_str().to_owned()),
            department: Department::from(&document.department),
            contents: document.contents.iter().map(ContentsEntry::from).collect(),
            tables: document.tables.iter().map(Table::from).collect(),
            units: document.units.iter().map(Unit::from).collect(),
            narrative: document.narrative.iter().map(NarrativeSection::from).collect(),
            stated: StatedFigures::from(&document.stated),
            targets: Targets::from(&document.target),
            projects: document.projects.iter().map(Project::from).collect(),
            notes: reading.notes.iter().map(Note::from).collect(),
        }
    }
}

impl From<&budget::Department> for Department {
    fn from(department: &budget::Department) -> Department {
        Department {
            code: department.code.as_ref().and_then(|c| present(&c.value)),
            name: department.name.as_ref().and_then(|n| present(&n.value)),
        }
    }
}

impl From<&budget::ContentsEntry> for ContentsEntry {
    fn from(entry: &budget::ContentsEntry) -> ContentsEntry {
        ContentsEntry { title: entry.title.clone(), page: entry.page, place: Place::from(&entry.place) }
    }
}

impl From<&budget::BudgetUnit> for Unit {
    fn from(unit: &budget::BudgetUnit) -> Unit {
        Unit {
            name: unit.name.clone(),
            nature: unit.nature.clone(),
            rank: unit.rank.clone(),
            funding: unit.funding.clone(),
            place: Place::from(&unit.place),
        }
    }
}

impl From<&budget::NarrativeSection> for NarrativeSection {
    fn from(section: &budget::NarrativeSection) -> NarrativeSection {
        let paragraph =
            |p: &budget::Located<String>| Paragraph { text: p.value.clone(), place: Place::from(&p.place) };
        NarrativeSection {
            paragraphs: section.paragraphs.iter().map(paragraph).collect(),
            section: Section::new(&section.title, &section.text(), &section.place),
        }
    }
}

impl Section {
    fn new(title: &str, text: &str, place: &budget::Place) -> Section {
        Section { title: present(title), text: present(text), place: Place::from(place) }
    }
}

impl From<&budget::DepartmentTarget> for Targets {
    fn from(target: &budget::DepartmentTarget) -> Targets {
        let sections = |items: &[budget::TargetItem]| {
            items.iter().map(|i| Section::new(&i.title, &i.text, &i.place)).collect()
        };
        Targets {
            overall: target.overall.as_ref().and_then(|o| present(&o.value)),
            itemised: sections(&target.itemised),
            safeguards: sections(&target.safeguards),
        }
    }
}

impl From<&reader::Note> for Note {
    fn from(note: &reader::Note) -> Note {
        Note { place: Place::from(&note.place), message: note.message.clone() }
    }
}
