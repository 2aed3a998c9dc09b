//! A reader of the examples in the rules' pages, of its own so that the rules are tested without the real reader.
//!
//! A bold line opens a part, and what follows belongs to it:
//!
//! | bold line | what follows |
//! | --- | --- |
//! | `文件` | a table: 种类, 年度, 区划, 区划代码, 部门编码, 部门 |
//! | `目录` | a table: 标题, 页码 |
//! | `部门机构设置情况` | a table: 单位名称, 单位性质, 单位规格, 经费保障形式 |
//! | `支出总表（201 党委；预算年度：2022；单位：元）` | the table, then its note as `注：……`; the heads in brackets are optional |
//! | `情况说明：名词解释` | paragraphs as `> ……`; without a title they may stand alone |
//! | `文中数字` | a table: 名称, 金额, 原因, the figures that sentences state ([`stated`]) |
//! | `总体绩效目标`, `分项绩效目标：……`, `工作保障措施：……` | paragraphs as `> ……` |
//! | `预算项目绩效目标表：房租（不公开）` | tables of the form, goals as `1. ……`, labels as `栏目：项目编号、一级指标` |
//! | `上年材料`, `脱密前` | from here on the document that a review holds this one against |

mod forms;
mod stated;
mod tables;

use budget::{
    BudgetDocument, BudgetTable, BudgetUnit, ContentsEntry, Department, DepartmentTarget, DocumentKind,
    FiscalYear, Located, NarrativeSection, Place, RegionCode, StatedFigures, TargetItem,
};

/// An example: the document under review and its companions.
#[derive(Debug)]
pub struct Example {
    pub document: BudgetDocument,
    pub prior_year: Option<BudgetDocument>,
    pub unredacted: Option<BudgetDocument>,
}

pub fn document(text: &str) -> BudgetDocument {
    example(text).document
}

pub fn table(text: &str) -> BudgetTable {
    document(text).tables.remove(0)
}

pub fn example(text: &str) -> Example {
    let mut reader = Reader::default();
    let mut companions = [None, None];
    let mut finished = None;
    let mut at = 0;
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        let other = match line {
            "**上年材料**" => 1,
            "**脱密前**" => 2,
            _ => {
                reader.line(line, number);
                continue;
            }
        };
        let done = std::mem::take(&mut reader).doc;
        if at == 0 {
            finished = Some(done);
        } else {
            companions[at - 1] = Some(done);
        }
        at = other;
    }
    let last = reader.doc;
    let document = match finished {
        None => last,
        Some(document) => {
            companions[at - 1] = Some(last);
            document
        }
    };
    let [prior_year, unredacted] = companions;
    Example { document, prior_year, unredacted }
}

struct Reader {
    doc: BudgetDocument,
    part: Part,
    /// Of the table whose rows come next.
    head: Option<Vec<String>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    File,
    Contents,
    Units,
    Table,
    Narrative,
    Stated,
    Overall,
    Itemised,
    Safeguards,
    Form,
}

impl Default for Reader {
    fn default() -> Reader {
        Reader { doc: empty(), part: Part::Narrative, head: None }
    }
}

fn empty() -> BudgetDocument {
    BudgetDocument {
        kind: DocumentKind::Disclosure,
        fiscal_year: FiscalYear::new(2022),
        region: None,
        region_code: None,
        department: Department::default(),
        contents: vec![],
        tables: vec![],
        units: vec![],
        narrative: vec![],
        stated: StatedFigures::default(),
        target: DepartmentTarget::default(),
        projects: vec![],
    }
}

fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(|cell| cell.trim().to_owned()).collect())
}

impl Reader {
    fn line(&mut self, line: &str, number: u32) {
        if let Some(cells) = cells(line) {
            if cells.iter().all(|c| c.starts_with("---")) {
                return;
            }
            match self.head.take() {
                None => self.begin(cells),
                Some(head) => {
                    self.row(&head, &cells, number);
                    self.head = Some(head);
                }
            }
            return;
        }
        self.head = None;
        if let Some(title) = line.strip_prefix("**").and_then(|l| l.strip_suffix("**")) {
            self.title(title, number);
        } else if let Some(paragraph) = line.strip_prefix("> ") {
            self.paragraph(paragraph, number);
        } else if self.part == Part::Form {
            forms::line(self.doc.projects.last_mut().expect("a form is open"), line, number);
        } else if line.starts_with("注：")
            && let Some(table) = self.doc.tables.last_mut()
        {
            table.note = Some(Located::new(line.to_owned(), Place::line(number)));
        }
    }

    fn title(&mut self, title: &str, number: u32) {
        let place = Place::line(number);
        let (name, rest) = title.split_once('：').unwrap_or((title, ""));
        let target = &mut self.doc.target;
        let item = || TargetItem { title: rest.to_owned(), text: String::new(), place: place.clone() };
        self.part = match name {
            "文件" => Part::File,
            "目录" => Part::Contents,
            "部门机构设置情况" => Part::Units,
            "文中数字" => Part::Stated,
            "总体绩效目标" => Part::Overall,
            "分项绩效目标" => {
                target.itemised.push(item());
                Part::Itemised
            }
            "工作保障措施" => {
                target.safeguards.push(item());
                Part::Safeguards
            }
            "情况说明" => {
                self.section(rest, place);
                Part::Narrative
            }
            "预算项目绩效目标表" => {
                self.doc.projects.push(forms::form(rest, place));
                Part::Form
            }
            _ => {
                self.doc.tables.push(tables::table(title, place, self.doc.fiscal_year));
                Part::Table
            }
        };
    }

    fn section(&mut self, title: &str, place: Place) {
        self.doc.narrative.push(NarrativeSection { title: title.to_owned(), paragraphs: vec![], place });
    }

    fn paragraph(&mut self, text: &str, number: u32) {
        let place = Place::line(number);
        let item = match self.part {
            Part::Overall => {
                let overall = &mut self.doc.target.overall;
                match overall {
                    None => *overall = Some(Located::new(text.to_owned(), place)),
                    Some(overall) => overall.value = format!("{}\n{text}", overall.value),
                }
                return;
            }
            Part::Itemised => self.doc.target.itemised.last_mut(),
            Part::Safeguards => self.doc.target.safeguards.last_mut(),
            _ => None,
        };
        if let Some(item) = item {
            item.text = if item.text.is_empty() { text.to_owned() } else { format!("{}\n{text}", item.text) };
            return;
        }
        if self.part != Part::Narrative || self.doc.narrative.is_empty() {
            self.section("情况说明", place.clone());
            self.part = Part::Narrative;
        }
        stated::sentence(text, &place, &mut self.doc.stated);
        let section = self.doc.narrative.last_mut().expect("a section is open");
        section.paragraphs.push(Located::new(text.to_owned(), place));
    }

    fn begin(&mut self, head: Vec<String>) {
        if self.part == Part::Table {
            tables::columns(self.doc.tables.last_mut().expect("a table is open"), &head);
        }
        self.head = Some(head);
    }

    fn row(&mut self, head: &[String], cells: &[String], number: u32) {
        let cell = |name: &str| {
            let at = head.iter().position(|h| h == name)?;
            cells.get(at).filter(|cell| !cell.is_empty()).map(String::as_str)
        };
        let place = Place::line(number);
        let doc = &mut self.doc;
        match self.part {
            Part::File => file(doc, &cell, &place),
            Part::Contents => doc.contents.push(ContentsEntry {
                title: cell("标题").unwrap_or_default().to_owned(),
                page: cell("页码").and_then(|page| page.parse().ok()),
                place,
            }),
            Part::Units => doc.units.push(BudgetUnit {
                name: cell("单位名称").unwrap_or_default().to_owned(),
                nature: cell("单位性质").map(str::to_owned),
                rank: cell("单位规格").map(str::to_owned),
                funding: cell("经费保障形式").map(str::to_owned),
                place,
            }),
            Part::Stated => {
                let amount = (cell("金额").unwrap_or_default(), cell("原因"));
                stated::figure(&mut doc.stated, cell("名称").expect("名称"), amount, &place);
            }
            Part::Form => forms::row(doc.projects.last_mut().expect("a form is open"), head, cells, number),
            _ => tables::row(doc.tables.last_mut().expect("a table is open"), head, cells, number),
        }
    }
}

fn file<'a>(doc: &mut BudgetDocument, cell: &dyn Fn(&str) -> Option<&'a str>, place: &Place) {
    let kind = |name: &str| DocumentKind::ALL.into_iter().find(|kind| kind.name() == name);
    doc.kind = cell("种类").and_then(kind).unwrap_or(doc.kind);
    doc.fiscal_year = cell("年度").and_then(|year| FiscalYear::new(year.parse().ok()?));
    doc.region = cell("区划").map(str::to_owned);
    doc.region_code = cell("区划代码").and_then(RegionCode::new);
    let located = |text: &str| Located::new(text.to_owned(), place.clone());
    doc.department.code = cell("部门编码").map(located);
    doc.department.name = cell("部门").map(located);
}
