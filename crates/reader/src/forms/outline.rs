//! The walk through the document: each heading hands over to the form it announces.

use budget::{BudgetTable, BudgetUnit, Project, TableKind};

use super::chapters::{self, Chapters};
use super::heading::{self, Heading};
use super::measure_line::{Above, MeasureLine};
use super::narrative::{self, Section};
use super::notes::Notes;
use super::passage::Passage;
use super::piece::Piece;
use super::targets::{Area, Targets};
use super::walk::Walk;
use super::{head, project, tables, units, whole_target};

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
    /// Titles of forms.
    pub titles: Vec<Passage>,
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

pub fn read(pieces: &[Piece], chapters: &Chapters, notes: &mut Notes) -> Outline {
    let mut reader = Reader::of(chapters);
    let mut walk = Walk::new(pieces);
    while let Some(piece) = walk.peek() {
        match piece {
            Piece::Text(passage) => reader.text(passage, &mut walk, notes),
            Piece::Row(_) => reader.row(&mut walk, notes),
        }
    }
    reader.finish(notes)
}

/// Why nothing is read below a form's title.
fn without_form(name: &str) -> String {
    match name.contains("整体") {
        true => format!("“{name}”的目标表是没有见过的表样，没有读入，其中的内容没有审核"),
        false => format!("“{name}”的标题之后没有项目表，没有读入"),
    }
}

/// `一般公共预算项目支出预算表`, `财政拨款支出预算表（部门经济分类科目）`
fn is_title_of_table(text: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 50;
    let bare = text.split(['（', '(']).next().unwrap_or_default();
    bare.trim_end().ends_with('表') && !text.contains(['。', '；']) && text.chars().count() <= LONGEST
}

struct Reader<'c> {
    chapters: &'c Chapters,
    outline: Outline,
    /// The part of the department's targets that is being read.
    area: Option<Area>,
    /// Texts outside every part since the first part began.
    loose: Vec<Passage>,
    begun: bool,
    count: Count,
    /// A part of the narrative whose first section or paragraph is still to come.
    pending: Option<(String, Passage)>,
    /// Targets stand in a part of their own, not in the last section.
    has_left_part: bool,
    /// The title of a table that is not known, whose rows may come next.
    title_of_rows: Option<String>,
    /// `单位：万元` among the last lines, which no table has taken.
    above: Above,
    /// After a bare `第一部分`: its title may be the next line.
    awaits_title: bool,
}

/// How the sections are numbered.
#[derive(Default)]
struct Count {
    /// The last section of the part, and whether it is numbered `1.` instead of `一、`.
    last: Option<(u32, bool)>,
    /// The last section before the part: a section may hold parts.
    outer: Option<u32>,
    is_in_part: bool,
    /// Chapters without numbers are the parts.
    is_in_chapter: bool,
}

impl<'c> Reader<'c> {
    fn of(chapters: &'c Chapters) -> Reader<'c> {
        Reader {
            chapters,
            outline: Outline::default(),
            area: None,
            loose: Vec::new(),
            begun: false,
            count: Count::default(),
            pending: None,
            has_left_part: false,
            title_of_rows: None,
            above: Above::default(),
            awaits_title: false,
        }
    }

    fn text(&mut self, passage: &Passage, walk: &mut Walk, notes: &mut Notes) {
        self.note_title(passage);
        match heading::of(&passage.text) {
            Some(Heading::Table(kind)) if tables::begins(walk) => self.table(kind, passage, walk, notes),
            Some(Heading::Form(_)) if project::listing::follows(walk) => {
                self.titled_listing(passage, walk, notes);
            }
            Some(Heading::Form(name)) if project::is_part(&name) => {
                walk.next();
                notes.add(passage.place(), format!("“{name}”的目标表不知道属于哪个项目，没有读入"));
            }
            Some(Heading::Form(name)) if project::follows(walk) => {
                walk.next();
                self.outline.titles.push(passage.clone());
                self.project(Some((name, passage)), walk, notes);
            }
            Some(Heading::Form(name)) if name.contains("整体") && whole_target::follows(walk) => {
                self.whole_target(passage, walk, notes);
            }
            Some(Heading::Form(name)) => {
                walk.next();
                self.outline.titles.push(passage.clone());
                notes.add(passage.place(), without_form(&name));
            }
            Some(Heading::Section { title, .. }) if tables::is_title_of_another(&title, walk) => {
                walk.next();
            }
            found => {
                walk.next();
                let chapter = found.is_none().then(|| self.chapter_of(passage, walk)).flatten();
                match chapter {
                    Some(title) => self.chapter(title, passage),
                    None => self.line(passage, found),
                }
            }
        }
    }

    fn note_title(&mut self, passage: &Passage) {
        let found = head::of(&passage.text);
        if found.is_none() {
            self.title_of_rows = Some(passage.text.trim().to_owned()).filter(|text| is_title_of_table(text));
        }
        self.above.pass(found.and_then(|head| MeasureLine::of(&head, passage)));
    }

    fn whole_target(&mut self, title: &Passage, walk: &mut Walk, notes: &mut Notes) {
        walk.next();
        self.begun = true;
        self.enter(None);
        self.outline.titles.push(title.clone());
        self.outline.tables.push(whole_target::read(title, walk, notes));
    }

    fn line(&mut self, passage: &Passage, found: Option<Heading>) {
        match found {
            Some(Heading::Targets) => {
                self.enter(Some(Area::Before));
                self.leave_part();
            }
            Some(Heading::Overall) => self.enter(Some(Area::Overall)),
            Some(Heading::Itemised) => self.enter(Some(Area::Itemised)),
            Some(Heading::Safeguards) => self.enter(Some(Area::Safeguards)),
            Some(Heading::Projects) => {
                self.enter(None);
                self.leave_part();
            }
            Some(Heading::Part(title)) => {
                self.enter(None);
                match title {
                    Some(title) if narrative::is_part_title(&title) => self.part(title, passage),
                    Some(_) => {}
                    None => self.awaits_title = true,
                }
            }
            Some(Heading::Section { number, title }) if self.opens(number, &title) => {
                self.count.last = Some((number, false));
                self.section(title, passage);
            }
            Some(Heading::Numbered { number, title }) if self.opens_numbered(number) => {
                self.count.last = Some((number, true));
                self.section(title, passage);
            }
            _ => self.plain(passage),
        }
    }

    /// The title of the chapter that an unnumbered line opens. Without a contents list, it must be an official one that
    /// no numbered sections surround.
    fn chapter_of(&self, passage: &Passage, walk: &Walk) -> Option<String> {
        if self.area.is_some() || !chapters::is_above_text(walk.peek()) {
            return None;
        }
        let listed = self.chapters.opened_by(&passage.text);
        let is_taken = |title: &str| self.outline.sections.iter().any(|section| section.title == title);
        if let Some(title) = listed.filter(|title| !is_taken(title)) {
            return Some(title.to_owned());
        }
        let is_free = self.count.is_in_chapter || self.count.last.is_none() && self.count.outer.is_none();
        // The title of the whole reads like that of a chapter.
        let is_of_all = !self.begun && passage.text.contains("预算");
        let is_title = listed.is_some() || chapters::is_official(&passage.text) && is_free && !is_of_all;
        is_title.then(|| passage.text.trim().to_owned())
    }

    fn chapter(&mut self, title: String, heading: &Passage) {
        self.section(title, heading);
        self.count = Count { is_in_part: true, is_in_chapter: true, ..Count::default() };
    }

    fn enter(&mut self, area: Option<Area>) {
        self.above.clear();
        if let Some((title, heading)) = self.pending.take_if(|_| area.is_some()) {
            self.section(title, &heading);
        }
        self.area = area;
        self.begun = self.begun || area.is_some();
        self.awaits_title = false;
    }

    /// Sections are counted anew in a part.
    fn part(&mut self, title: String, heading: &Passage) {
        let last = self.count.last.map(|(last, _)| last);
        let outer = last.max(self.count.outer);
        self.count = Count { outer, is_in_part: true, ..Count::default() };
        self.pending = Some((title, heading.clone()));
        self.awaits_title = false;
    }

    fn leave_part(&mut self) {
        let last = self.outline.sections.last();
        self.has_left_part = self.count.is_in_part && last.is_some_and(|last| !last.title.contains("绩效"));
    }

    fn section(&mut self, title: String, heading: &Passage) {
        self.has_left_part = false;
        self.enter(None);
        self.pending = None;
        self.begun = true;
        // What stands between the tables and the first section is its introduction.
        if self.outline.sections.is_empty() {
            self.outline.opening.append(&mut self.loose);
        }
        self.outline.sections.push(Section::new(title, heading));
    }

    /// Sections count on; the numbered items of targets and safeguards are none.
    fn opens(&self, number: u32, title: &str) -> bool {
        let counts_on =
            |last: u32| number == last + 1 || number > last && narrative::is_official_title(title);
        match (self.count.last, self.count.outer) {
            (Some((last, false)), _) if counts_on(last) => true,
            (_, Some(outer)) if counts_on(outer) => true,
            (None, _) if self.count.is_in_part => {
                // Chapters number the items of what they are about, too.
                let is_section = !self.count.is_in_chapter || narrative::opens_chapter(title);
                number == 1 && is_section && self.area.is_none()
            }
            (None, None) => self.area.is_none() && self.outline.targets.is_empty(),
            _ => false,
        }
    }

    /// Their titles are official ones already.
    fn opens_numbered(&self, number: u32) -> bool {
        match self.count.last {
            Some((last, is_numbered)) => is_numbered && number > last && self.area.is_none(),
            None if self.count.is_in_part => number == 1 && !self.count.is_in_chapter && self.area.is_none(),
            None => number == 1 && self.area.is_none() && self.outline.targets.is_empty(),
        }
    }

    fn plain(&mut self, passage: &Passage) {
        if head::of(&passage.text).is_some() {
            self.outline.heads.push(passage.clone());
            return;
        }
        let is_awaited = std::mem::take(&mut self.awaits_title) && narrative::is_part_title(&passage.text);
        if is_awaited {
            self.enter(None);
            return self.part(passage.text.trim().to_owned(), passage);
        }
        if let Some((title, heading)) = self.pending.take() {
            self.section(title, &heading);
        }
        if let Some(area) = self.area {
            self.outline.targets.add(area, passage);
        }
        if let Some(section) = self.outline.sections.last_mut().filter(|_| !self.has_left_part) {
            section.passages.push(passage.clone());
        } else if !self.begun {
            self.outline.opening.push(passage.clone());
        } else if self.area.is_none() {
            self.loose.push(passage.clone());
        }
    }

    fn table(&mut self, kind: TableKind, title: &Passage, walk: &mut Walk, notes: &mut Notes) {
        self.begun = true;
        self.enter(None);
        self.pending = None;
        let table = tables::read(kind, title, walk, notes);
        if self.outline.tables.iter().any(|other| other.kind == kind) {
            let note = format!("“{}”不止一张：表内加总逐张审核，与别处的对照只用一张", kind.name());
            notes.add(&table.place, note);
        }
        self.outline.tables.push(table);
    }

    fn project(&mut self, heading: Option<(String, &Passage)>, walk: &mut Walk, notes: &mut Notes) {
        let mut above = self.above.take().filter(|_| heading.is_none());
        self.begun = true;
        self.enter(None);
        self.pending = None;
        let project = project::read(heading, &mut above, walk, notes, &mut self.outline.heads);
        self.outline.projects.push(project);
        // Forms without titles follow each other below one line.
        self.above.stand(above);
    }

    fn titled_listing(&mut self, title: &Passage, walk: &mut Walk, notes: &mut Notes) {
        self.outline.titles.push(title.clone());
        walk.next();
        while let Some(Piece::Text(passage)) = walk.peek() {
            if let Some(line) = head::of(&passage.text).and_then(|head| MeasureLine::of(&head, passage)) {
                self.above.stand(Some(line));
            }
            self.outline.heads.push(passage.clone());
            walk.next();
        }
        self.listing(walk, notes);
    }

    fn listing(&mut self, walk: &mut Walk, notes: &mut Notes) {
        let above = self.above.take();
        self.begun = true;
        self.enter(None);
        self.pending = None;
        let projects = project::listing::read(above, walk, notes, &mut self.outline.heads);
        self.outline.projects.extend(projects);
    }

    fn row(&mut self, walk: &mut Walk, notes: &mut Notes) {
        if project::listing::begins(walk) {
            return self.listing(walk, notes);
        }
        if walk.peek().and_then(Piece::row).is_some_and(units::begins) {
            self.begun = true;
            self.above.clear();
            return units::read(walk, &mut self.outline.units);
        }
        if project::begins(walk) {
            return self.project(None, walk, notes);
        }
        self.above.clear();
        let mut n_rows = 0;
        let place = walk.peek().map(Piece::place);
        while walk.peek().is_some_and(|piece| piece.row().is_some())
            && (n_rows == 0 || !project::begins(walk) && !project::listing::begins(walk))
        {
            walk.next();
            n_rows += 1;
        }
        if let Some(place) = place {
            let of = self.title_of_rows.take().map_or_else(String::new, |title| format!("（“{title}”）"));
            notes.add(place, format!("从这里起的{n_rows}行表格{of}没有认出是哪张表，没有读入"));
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
