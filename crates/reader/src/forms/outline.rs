//! The walk through the document: each heading hands over to the form it announces.

use budget::{BudgetTable, BudgetUnit, Project, TableKind};

use super::heading::{self, Heading};
use super::narrative::{self, Section};
use super::notes::Notes;
use super::passage::Passage;
use super::piece::Piece;
use super::targets::{Area, Targets};
use super::walk::Walk;
use super::{head, project, tables, units};

/// The parts of the document as they were found.
#[derive(Debug, Default)]
pub struct Outline {
    pub tables: Vec<BudgetTable>,
    pub units: Vec<BudgetUnit>,
    pub projects: Vec<Project>,
    pub sections: Vec<Section>,
    pub targets: Targets,
    /// Running heads outside the tables, in order.
    pub heads: Vec<Passage>,
    /// Cover, titles and what else stands before the first part.
    pub opening: Vec<Passage>,
}

impl Outline {
    /// A text with numbered headings alone is not one: its headings must speak of a budget.
    pub fn is_of_a_budget(&self) -> bool {
        const WORDS: [&str; 5] = ["预算", "绩效", "三公", "机关运行经费", "政府采购"];
        !self.tables.is_empty()
            || !self.projects.is_empty()
            || !self.targets.is_empty()
            || self.sections.iter().any(|section| WORDS.iter().any(|word| section.title.contains(word)))
    }
}

pub fn read(pieces: &[Piece], notes: &mut Notes) -> Outline {
    let mut reader = Reader::default();
    let mut walk = Walk::new(pieces);
    while let Some(piece) = walk.peek() {
        match piece {
            Piece::Text(passage) => reader.text(passage, &mut walk, notes),
            Piece::Row(_) => reader.row(&mut walk, notes),
        }
    }
    reader.finish(notes)
}

#[derive(Default)]
struct Reader {
    outline: Outline,
    /// The part of the department's targets that is being read.
    area: Option<Area>,
    /// Texts outside every part since the first part began.
    loose: Vec<Passage>,
    begun: bool,
}

impl Reader {
    fn text(&mut self, passage: &Passage, walk: &mut Walk, notes: &mut Notes) {
        match heading::of(&passage.text) {
            Some(Heading::Table(kind)) if tables::begins(walk) => self.table(kind, passage, walk, notes),
            Some(Heading::Form(name)) if project::follows(walk) => {
                walk.next();
                self.project(Some((name, passage)), walk, notes);
            }
            Some(Heading::Form(name)) => {
                walk.next();
                notes.add(passage.place(), format!("“{name}”的标题之后没有项目表，没有读入这个项目"));
            }
            found => {
                walk.next();
                self.line(passage, found);
            }
        }
    }

    fn line(&mut self, passage: &Passage, found: Option<Heading>) {
        match found {
            Some(Heading::Targets) => self.enter(Some(Area::Before)),
            Some(Heading::Overall) => self.enter(Some(Area::Overall)),
            Some(Heading::Itemised) => self.enter(Some(Area::Itemised)),
            Some(Heading::Safeguards) => self.enter(Some(Area::Safeguards)),
            Some(Heading::Part | Heading::Projects) => self.enter(None),
            Some(Heading::Section { number, title }) if self.opens(number, &title) => {
                self.enter(None);
                self.begun = true;
                // What stands between the tables and the first section is its introduction.
                if self.outline.sections.is_empty() {
                    self.outline.opening.append(&mut self.loose);
                }
                self.outline.sections.push(Section::new(number, title, passage));
            }
            _ => self.plain(passage),
        }
    }

    fn enter(&mut self, area: Option<Area>) {
        self.area = area;
        self.begun = self.begun || area.is_some();
    }

    /// Sections count on; the numbered items of targets and safeguards are none.
    fn opens(&self, number: u32, title: &str) -> bool {
        match self.outline.sections.last() {
            Some(last) if number == last.number + 1 => true,
            Some(last) => number > last.number && narrative::is_official_title(title),
            None => self.area.is_none() && self.outline.targets.is_empty(),
        }
    }

    fn plain(&mut self, passage: &Passage) {
        if head::of(&passage.text).is_some() {
            self.outline.heads.push(passage.clone());
            return;
        }
        if let Some(area) = self.area {
            self.outline.targets.add(area, passage);
        }
        if let Some(section) = self.outline.sections.last_mut() {
            section.passages.push(passage.clone());
        } else if !self.begun {
            self.outline.opening.push(passage.clone());
        } else if self.area.is_none() {
            self.loose.push(passage.clone());
        }
    }

    fn table(&mut self, kind: TableKind, title: &Passage, walk: &mut Walk, notes: &mut Notes) {
        self.begun = true;
        self.area = None;
        let table = tables::read(kind, title, walk, notes);
        if self.outline.tables.iter().any(|other| other.kind == kind) {
            notes.add(&table.place, format!("“{}”不止一张，审核按第一张", kind.name()));
        }
        self.outline.tables.push(table);
    }

    fn project(&mut self, heading: Option<(String, &Passage)>, walk: &mut Walk, notes: &mut Notes) {
        self.begun = true;
        self.area = None;
        let project = project::read(heading, walk, notes, &mut self.outline.heads);
        self.outline.projects.push(project);
    }

    fn row(&mut self, walk: &mut Walk, notes: &mut Notes) {
        if walk.peek().and_then(Piece::row).is_some_and(units::begins) {
            self.begun = true;
            return units::read(walk, &mut self.outline.units);
        }
        if project::begins(walk) {
            return self.project(None, walk, notes);
        }
        let mut n_rows = 0;
        let place = walk.peek().map(Piece::place);
        while walk.peek().is_some_and(|piece| piece.row().is_some())
            && (n_rows == 0 || !project::begins(walk))
        {
            walk.next();
            n_rows += 1;
        }
        if let Some(place) = place {
            notes.add(place, format!("从这里起的{n_rows}行表格没有认出是哪张表，没有读入"));
        }
    }

    fn finish(self, notes: &mut Notes) -> Outline {
        let is_nothing = |text: &str| matches!(text.trim(), "无" | "无。" | "空");
        for passage in self.loose.iter().filter(|passage| !is_nothing(&passage.text)) {
            notes.add(passage.place(), "这段文字不属于任何已知的部分，没有读入".into());
        }
        self.outline
    }
}
