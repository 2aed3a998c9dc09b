//! One table for all projects: the project's name, amount and goal stand before its indicators, in the first of its rows.

use budget::{Amount, Figure, Located, Project, normal_name};

use super::super::head;
use super::super::heading;
use super::super::measure_line::MeasureLine;
use super::super::notes::Notes;
use super::super::passage::Passage;
use super::super::piece::{Cell, Piece, Row};
use super::super::walk::Walk;
use super::labels::Field;
use super::{Form, goals, labels};

/// Where the cells that describe the project stand.
#[derive(Debug, Default)]
struct Columns {
    name: usize,
    amount: Option<usize>,
    goal: Option<usize>,
}

/// Whether the head of such a table comes next, in one row or two.
pub fn begins(walk: &Walk) -> bool {
    let rows: Vec<&Row> = walk.rest().iter().take(2).map_while(Piece::row).collect();
    let has_levels = rows.iter().any(|row| labels::is_indicator_head(row) && labels::has(row, "一级指标"));
    // In a form of one project the name stands beside its label, in a row before the goals.
    has_levels
        && rows.first().is_some_and(|row| name_column(row).is_some() && !labels::has(row, "项目编码"))
        && rows.first().is_some_and(|row| row.filled().count() > 3)
}

/// Whether it comes behind a heading.
pub fn follows(walk: &Walk) -> bool {
    const MOST_HEADS: usize = 6;
    let rest = walk.rest().iter().skip(1).take(MOST_HEADS + 1);
    let n_texts = rest.take_while(|piece| is_plain(piece)).count();
    walk.rest().get(1 + n_texts..).is_some_and(|rest| begins(&Walk::new(rest)))
}

fn is_plain(piece: &Piece) -> bool {
    matches!(piece, Piece::Text(passage) if heading::of(&passage.text).is_none())
}

/// Reads the table whose head comes next, below `单位：万元`.
pub fn read(
    above: Option<MeasureLine>,
    walk: &mut Walk,
    notes: &mut Notes,
    heads: &mut Vec<Passage>,
) -> Vec<Project> {
    let mut table = Listing { measure: above, ..Listing::default() };
    while let Some(piece) = walk.peek() {
        match piece {
            Piece::Row(row) => {
                if labels::is_indicator_head(row) {
                    table.body = super::body(walk).into_iter().cloned().collect();
                }
                table.row(row, notes);
            }
            Piece::Text(passage) => match head::of(&passage.text) {
                Some(head) => match MeasureLine::of(&head, passage) {
                    Some(line) => table.measure = Some(line),
                    None => heads.push(passage.clone()),
                },
                None if heading::of(&passage.text).is_none() && goes_on(walk) => {}
                None => break,
            },
        }
        walk.next();
    }
    table.finish(notes)
}

/// A title printed again on the next page.
fn goes_on(walk: &Walk) -> bool {
    let mut rest = walk.rest().iter().skip(1);
    matches!(rest.next(), Some(Piece::Row(row)) if labels::is_indicator_head(row) || name_column(row).is_some())
}

#[derive(Default)]
struct Listing {
    /// `金额单位：元`, which holds for every project.
    measure: Option<MeasureLine>,
    columns: Columns,
    /// The row with 三级指标.
    head: Option<Row>,
    body: Vec<Row>,
    form: Option<Form>,
    done: Vec<Project>,
}

impl Listing {
    fn row(&mut self, row: &Row, notes: &mut Notes) {
        if let Some(name) = name_column(row) {
            self.columns = Columns {
                name,
                amount: column(
                    row,
                    &["预算数", "预算金额", "年度预算", "资金总额", "项目金额", "金额", "年度金额"],
                ),
                goal: column(row, &labels::GOALS),
            };
        }
        if labels::is_indicator_head(row) {
            self.head = Some(row.clone());
            return;
        }
        if name_column(row).is_some() || counts_columns(row) {
            return;
        }
        let name = row.cells.get(self.columns.name).filter(|cell| !cell.is_blank());
        if let Some(name) = name.filter(|name| self.is_new(name)) {
            self.begin(name, row, notes);
        }
        let Some(form) = &mut self.form else {
            return notes.add(row.place(), "这一行不知道属于哪个项目，没有读入".into());
        };
        let row = without_project(row, self.columns.last());
        if row.filled().next().is_some() {
            form.table.row(&row, notes);
        }
    }

    /// Workbooks print the name again in each of the rows.
    fn is_new(&self, name: &Cell) -> bool {
        let known = self.form.as_ref().and_then(|form| form.name.as_ref());
        known.is_none_or(|known| known.value != name.line())
    }

    fn begin(&mut self, name: &Cell, row: &Row, notes: &mut Notes) {
        self.end(notes);
        let mut form = Form::new(name.place.clone());
        if let Some(line) = &self.measure {
            form.measure_in(line);
        }
        form.name = Some(Located::new(name.line(), name.place.clone()));
        if let Some(cell) = self.columns.amount.and_then(|i| row.cells.get(i)) {
            let amount = Amount::read(&cell.line(), form.measure, cell.place.clone());
            if amount.figure == Figure::Unread {
                notes.unread_amount(&amount);
            }
            form.budgeted = Some(amount);
        }
        if let Some(cell) = self.columns.goal.and_then(|i| row.cells.get(i)).filter(|cell| !cell.is_blank()) {
            let label = Cell { text: "绩效目标".into(), place: cell.place.clone() };
            goals::read(&Row { cells: vec![label, cell.clone()] }, &mut form.goals);
        }
        if let Some(head) = &self.head {
            form.table.head(head, &self.body.iter().collect::<Vec<_>>(), notes);
            // The rows below the head have gone by.
            while form.table.takes_as_head() {}
            labels::printed(head, Field::IndicatorHead).for_each(|label| form.label(label));
        }
        self.form = Some(form);
    }

    fn end(&mut self, notes: &mut Notes) {
        // A unit's name with its sum stands before its projects.
        if let Some(form) = self.form.take().filter(|form| !form.says_nothing()) {
            self.done.push(form.finish(notes));
        }
    }

    fn finish(mut self, notes: &mut Notes) -> Vec<Project> {
        self.end(notes);
        self.done
    }
}

impl Columns {
    fn last(&self) -> usize {
        [Some(self.name), self.amount, self.goal].into_iter().flatten().max().unwrap_or(0)
    }
}

/// The levels and indicators of a row alone; the columns stay where the head has them.
fn without_project(row: &Row, last: usize) -> Row {
    let blank = |(i, cell): (usize, &Cell)| match i <= last {
        true => Cell { text: String::new(), place: cell.place.clone() },
        false => cell.clone(),
    };
    Row { cells: row.cells.iter().enumerate().map(blank).collect() }
}

/// `1`, `2`, `3` under the heads.
fn counts_columns(row: &Row) -> bool {
    row.filled().count() > 2 && (1_usize..).zip(row.filled()).all(|(n, (_, cell))| cell.text == n.to_string())
}

/// 项目名称, `单位名称（项目名称）`, `单位名称、项目名称`
fn name_column(row: &Row) -> Option<usize> {
    const WORDS: [&str; 6] = ["单位", "部门", "项目", "专项", "名称", "及"];
    const MARKS: [char; 6] = ['(', ')', '、', '/', '-', '和'];
    let is_name = |cell: &Cell| {
        let label = normal_name(&cell.text);
        let is_named =
            (label.contains("项目") || label.contains("专项")) && label.contains("名称") && label.len() <= 60;
        is_named
            && WORDS.iter().fold(label, |rest, word| rest.replace(word, "")).replace(MARKS, "").is_empty()
    };
    row.filled().find(|(_, cell)| is_name(cell)).map(|(i, _)| i)
}

fn column(row: &Row, names: &[&str]) -> Option<usize> {
    let is_name = |cell: &Cell| {
        let label = normal_name(&cell.text);
        let bare = label.split_once("(万元)").or(label.split_once("(元)")).map_or(label.as_str(), |(l, _)| l);
        names.contains(&bare)
    };
    row.filled().find(|(_, cell)| is_name(cell)).map(|(i, _)| i)
}
