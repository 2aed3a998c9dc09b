//! 资金支出计划: the dates in one row, the shares under them in the next.

use budget::{Decimal, Place, PlanPoint, Secrecy, SpendingPlan, fold, normal_name};

use super::super::notes::Notes;
use super::super::piece::{Cell, Row};

#[derive(Debug, Default)]
pub struct PlanTable {
    /// Per date, when it was found.
    points: [Option<Point>; 4],
    place: Option<Place>,
    figures: Option<Place>,
    /// By quarter or month: none of the dates of the form.
    is_of_other_dates: bool,
    /// `9月底` in place of a date of the form, with its column.
    foreign: Vec<(usize, String)>,
}

#[derive(Debug)]
struct Point {
    /// `None` for a date that stands on a line of its own.
    column: Option<usize>,
    figure: PlanPoint,
}

impl PlanTable {
    /// A row of dates.
    pub fn head(&mut self, row: &Row) {
        let is_first = self.place.is_none();
        self.place.get_or_insert_with(|| row.place().clone());
        let mut dates = row.filled().skip(1);
        let is_period = |text: &str| text.ends_with("季度") || text.ends_with('月') || text.ends_with("半年");
        self.is_of_other_dates |= is_first
            && row.filled().count() > 2
            && dates.all(|(_, cell)| is_period(&normal_name(&cell.text)));
        if self.is_of_other_dates {
            return;
        }
        for (column, cell) in row.filled() {
            if let Some(i) = date(&cell.text) {
                let column = Some(column);
                self.points[i].get_or_insert(Point { column, figure: PlanPoint::Blank });
            } else if is_month_end(&cell.text) {
                self.foreign.push((column, cell.line()));
            }
        }
    }

    /// A date that a page break has put on a line of its own.
    pub fn lone_date(&mut self, text: &str) -> bool {
        let Some(i) = date(text) else {
            return false;
        };
        self.points[i].get_or_insert(Point { column: None, figure: PlanPoint::Blank });
        true
    }

    pub fn figures(&mut self, row: &Row, notes: &mut Notes) {
        if self.is_of_other_dates {
            return;
        }
        if row.filled().all(|(_, cell)| date(&cell.text).is_some()) {
            self.head(row);
            return;
        }
        self.figures.get_or_insert_with(|| row.place().clone());
        let is_foreign = |column: usize| self.foreign.iter().any(|(foreign, _)| *foreign == column);
        let cells: Vec<(usize, &Cell)> = row.filled().filter(|(column, _)| !is_foreign(*column)).collect();
        let astray: Vec<&Cell> = cells
            .iter()
            .filter(|(column, _)| self.open_at(*column).is_none())
            .map(|(_, cell)| *cell)
            .collect();
        let n_open = self.open().count();
        if !astray.is_empty() && n_open == cells.len() {
            // The columns moved, but there is one figure for each date: their order tells.
            self.open().zip(cells).for_each(|(point, (_, cell))| point.figure = figure(cell, notes));
            return;
        }
        for (column, cell) in cells {
            if let Some(point) = self.open_at(column) {
                point.figure = figure(cell, notes);
            }
        }
        for cell in astray {
            let message =
                format!("支出计划的“{}”不在任何日期之下，没有读入，支出计划可能无法判断", cell.text);
            notes.add(&cell.place, message);
        }
    }

    /// The dates without a figure yet.
    fn open(&mut self) -> impl Iterator<Item = &mut Point> {
        self.points.iter_mut().flatten().filter(|point| point.figure == PlanPoint::Blank)
    }

    fn open_at(&mut self, column: usize) -> Option<&mut Point> {
        self.open().find(|point| point.column == Some(column))
    }

    pub fn finish(self, notes: &mut Notes) -> Option<SpendingPlan> {
        let head = self.place?;
        if self.is_of_other_dates {
            notes.add(&head, "资金支出计划不是按 3、6、10、12 月底填列的，没有读入".into());
            return Some(SpendingPlan { points: [const { PlanPoint::Lost }; 4], place: head });
        }
        for (_, date) in &self.foreign {
            notes.add(&head, format!("资金支出计划有“{date}”一列，不是 3、6、10、12 月底，没有读入"));
        }
        for (point, date) in self.points.iter().zip(SpendingPlan::DATES) {
            if self.foreign.is_empty() && point.is_none() {
                let message = format!("资金支出计划没有“{date}”一列，可能丢在换页处，这一时点无法判断");
                notes.add(&head, message);
            }
        }
        let points = self.points.map(|point| point.map_or(PlanPoint::Lost, |point| point.figure));
        Some(SpendingPlan { points, place: self.figures.unwrap_or(head) })
    }
}

fn figure(cell: &Cell, notes: &mut Notes) -> PlanPoint {
    let text: String = fold(&cell.text).chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(secrecy) = Secrecy::marked(&text) {
        return PlanPoint::Redacted(secrecy);
    }
    let place = cell.place.clone();
    match text.strip_suffix('%').unwrap_or(&text).parse::<Decimal>() {
        Ok(percent) => PlanPoint::Stated { percent, place },
        Err(_) => {
            notes.add(&place, format!("支出计划的“{}”读不成百分比，这一时点无法判断", cell.text));
            PlanPoint::Unread { printed: cell.text.clone(), place }
        }
    }
}

fn date(text: &str) -> Option<usize> {
    let text = normal_name(text);
    SpendingPlan::DATES.iter().position(|date| text == *date || text.strip_suffix("(%)") == Some(date))
}

fn is_month_end(text: &str) -> bool {
    let text = normal_name(text);
    let month = text.strip_suffix("月底").or_else(|| text.strip_suffix("月末"));
    month.and_then(|month| month.parse::<u8>().ok()).is_some_and(|month| (1..=12).contains(&month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u32, text: &str) -> Row {
        let cell = |(i, text): (u32, &str)| Cell { text: text.to_owned(), place: Place::cell(line, i) };
        Row { cells: (1..).zip(text.split('|')).map(cell).collect() }
    }

    fn points(rows: &[&str]) -> (Vec<String>, usize) {
        let (mut plan, mut notes) = (PlanTable::default(), Notes::default());
        plan.head(&row(1, rows[0]));
        (2..).zip(&rows[1..]).for_each(|(line, text)| plan.figures(&row(line, text), &mut notes));
        let plan = plan.finish(&mut notes).unwrap();
        let word = |point: &PlanPoint| match point {
            PlanPoint::Stated { percent, .. } => percent.to_string(),
            PlanPoint::Blank => "空".into(),
            PlanPoint::Lost => "失".into(),
            other => format!("{other:?}"),
        };
        (plan.points.iter().map(word).collect(), notes.into_list().len())
    }

    #[test]
    fn figures_stand_under_their_dates() {
        let (read, n_notes) =
            points(&["资金支出计 划（%）|3 月底||6月底|10月底|12月底|", "|25%||50%|75.00%|100|"]);
        assert_eq!((read, n_notes), (vec!["25".into(), "50".into(), "75.00".into(), "100".into()], 0));
    }

    #[test]
    fn blank_and_lost_dates_differ() {
        assert_eq!(points(&["计划|3月底||6月底||10月底|", "|25||50||75|"]).0, ["25", "50", "75", "失"]);
        assert_eq!(points(&["计划|3月底||6月底||10月底|", "|||||12月底"]).0, ["空", "空", "空", "空"]);
        assert_eq!(points(&["计划|3月底||6月底|10月底|12月底", "|||||100"]).0, ["空", "空", "空", "100"]);
    }

    #[test]
    fn another_date_takes_its_figure_and_one_note() {
        let head = "计划|3月底||6月底|9月底|12月底";
        assert_eq!(
            points(&[head, "|10%||30%|70%|100%"]),
            (["10", "30", "失", "100"].map(str::to_owned).to_vec(), 1)
        );
    }

    #[test]
    fn figures_out_of_column_go_by_order_or_are_noted() {
        let head = "计划|3月底||6月底|10月底|12月底";
        assert_eq!(points(&[head, "25|50|75|100"]).0, ["25", "50", "75", "100"]);
        assert_eq!(points(&[head, "||25|||||50"]).1, 2);
        assert_eq!(
            points(&["计划|3月底|6月底|10月底|12月底", "||||||||25|50|75|100"]).0,
            ["25", "50", "75", "100"]
        );
    }
}
