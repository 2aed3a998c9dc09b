//! 预算项目绩效目标表: one form, row by row. Rows are known by their labels, so their order does not matter.

mod columns;
mod content;
mod goals;
mod halves;
mod identity;
mod indicators;
mod labels;
pub mod listing;
mod plan;
mod wide;
mod years;

use budget::{
    Amount, Indicator, Located, Measure, Place, Project, ProjectCode, Secrecy, SpendingPlan, normal_name,
};

use super::head;
use super::heading;
use super::measure_line::MeasureLine;
use super::notes::Notes;
use super::passage::Passage;
use super::piece::{Piece, Row};
use super::walk::Walk;
use indicators::IndicatorTable;
use labels::Field;
use plan::PlanTable;

/// Whether a row opens a form that has no heading of its own.
pub fn begins(walk: &Walk) -> bool {
    let mut rows = walk.rest().iter().map_while(Piece::row);
    /// 主管部门, 项目属性 and 起止时间 may stand between the name and the amounts.
    const MOST_BETWEEN: usize = 3;
    let Some(first) = rows.next() else {
        return false;
    };
    let is_between = |field: &Option<Field>| matches!(field, Some(Field::Other | Field::Identity));
    let mut behind = rows.map(labels::field).take(MOST_BETWEEN + 1).skip_while(is_between);
    labels::field(first) == Some(Field::Identity)
        && (labels::has(first, "项目编码") || behind.next() == Some(Some(Field::Budget)))
}

/// Whether rows of a form follow a heading.
pub fn follows(walk: &Walk) -> bool {
    const MOST_HEADS: usize = 6;
    let mut rest = walk.rest().iter().skip(1).take(MOST_HEADS + 1).skip_while(|piece| match piece {
        Piece::Text(passage) => heading::of(&passage.text).is_none(),
        Piece::Row(_) => false,
    });
    rest.next().and_then(Piece::row).is_some_and(|row| labels::field(row).is_some())
}

/// Reads the form whose rows come next, or whose heading has just been taken. `above`: the line `单位：万元` that stands
/// above rows without a heading, and then the last one that has been read.
pub fn read(
    heading: Option<(String, &Passage)>,
    above: &mut Option<MeasureLine>,
    walk: &mut Walk,
    notes: &mut Notes,
    heads: &mut Vec<Passage>,
) -> Project {
    let place = heading.as_ref().map(|(_, passage)| passage.place());
    let place = place.or(walk.peek().map(Piece::place)).cloned().unwrap_or(Place::line(1));
    let mut form =
        Form { heading: heading.map(|(name, _)| Located::new(name, place.clone())), ..Form::new(place) };
    if let Some(line) = above {
        form.measure_in(line);
    }
    while let Some(piece) = walk.peek() {
        match piece {
            Piece::Row(row) => {
                let field = labels::field(row);
                if form.ends_before(row, field, walk) {
                    break;
                }
                let body = if field == Some(Field::IndicatorHead) { body(walk) } else { Vec::new() };
                form.row(row, field, &body, notes);
            }
            Piece::Text(passage) => match head::of(&passage.text) {
                Some(head) => match MeasureLine::of(&head, passage) {
                    Some(line) => form.measure_in(above.insert(line)),
                    None => heads.push(passage.clone()),
                },
                None if form.takes(passage) || form.goes_on_below(passage, walk) => {}
                None if form.is_made_optional_by(passage) => {}
                // `（2024年度）` under the title
                None if form.last.is_none() && is_bracketed(&passage.text) => heads.push(passage.clone()),
                None if goes_on(walk) => notes
                    .add(passage.place(), "这段文字夹在绩效目标表中间，不知道属于哪一栏，没有读入".into()),
                None => break,
            },
        }
        walk.next();
    }
    form.finish(notes)
}

/// The rows under an indicator head, up to the next head or form. So many tell what the columns are.
fn body<'a>(walk: &Walk<'a>) -> Vec<&'a Row> {
    const MOST: usize = 80;
    /// The columns of the levels stand left of those of the values.
    const LEVELS: usize = 2;
    let is_other = |row: &&Row| {
        row.filled().next().is_some_and(|(i, _)| i <= LEVELS)
            && matches!(labels::field(row), Some(Field::IndicatorHead | Field::Identity))
    };
    let rows = walk.rest().iter().skip(1).take(MOST).filter_map(Piece::row);
    rows.take_while(|row| !is_other(row)).collect()
}

/// Whether rows follow that name no project.
fn is_nameless(walk: &Walk) -> bool {
    let row = walk.rest().iter().skip(1).find_map(Piece::row);
    follows(walk) && row.is_some_and(|row| !row.filled().any(|(_, cell)| labels::is(&cell.text, "项目名称")))
}

/// Of which years a title speaks that has no project's name: a part of the form above it.
pub fn is_part(name: &str) -> bool {
    halves::period(name).is_some()
}

/// Whether the form's rows go on after one strange line.
fn goes_on(walk: &Walk) -> bool {
    let [Piece::Text(passage), Piece::Row(row), ..] = walk.rest() else {
        return false;
    };
    let field = labels::field(row);
    heading::of(&passage.text).is_none() && !matches!(field, None | Some(Field::Identity))
}

fn is_bracketed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
}

/// A text behind the mark that says what it is.
fn behind(mark: &str, text: &Located<String>) -> Located<String> {
    Located::new(format!("{mark}{}", text.value), text.place.clone())
}

struct Form {
    place: Place,
    heading: Option<Located<String>>,
    name: Option<Located<String>>,
    code: Option<Located<ProjectCode>>,
    measure: Measure,
    budgeted: Option<Amount>,
    fiscal: Option<Amount>,
    other: Option<Amount>,
    purpose: Option<Located<String>>,
    /// Of the label that promises a purpose.
    purpose_label: Option<Place>,
    plan: PlanTable,
    goals: Vec<Located<String>>,
    /// Columns of the amounts and goals of the year, where those of all years stand before them.
    year: halves::Year,
    /// The column of the goal, where it stands before the indicators.
    wide_goal: Option<usize>,
    table: IndicatorTable,
    labels: Vec<Located<String>>,
    /// Where a label stands that is not known.
    unread_row: Option<Place>,
    /// Of the amounts, before 预算数 has been found among them.
    unread_amount: Option<Place>,
    unread_funds: Option<Place>,
    begins: Option<Located<String>>,
    ends: Option<Located<String>>,
    last: Option<Field>,
}

impl Form {
    fn new(place: Place) -> Form {
        Form {
            place,
            heading: None,
            name: None,
            code: None,
            measure: Measure::Wan,
            budgeted: None,
            fiscal: None,
            other: None,
            purpose: None,
            purpose_label: None,
            plan: PlanTable::default(),
            goals: Vec::new(),
            year: halves::Year::default(),
            wide_goal: None,
            table: IndicatorTable::default(),
            labels: Vec::new(),
            unread_row: None,
            unread_amount: None,
            unread_funds: None,
            begins: None,
            ends: None,
            last: None,
        }
    }

    fn measure_in(&mut self, line: &MeasureLine) {
        self.measure = line.measure;
        self.label(line.line.clone());
    }

    fn says_nothing(&self) -> bool {
        self.goals.is_empty() && self.table.indicators().is_empty()
    }

    /// A second project, or rows that are of no project at all.
    fn ends_before(&self, row: &Row, field: Option<Field>, walk: &Walk) -> bool {
        match field {
            Some(Field::Identity) => {
                self.code.is_some() && labels::has(row, "项目编码")
                    || self.budgeted.is_some() && self.name.is_some() && begins(walk)
            }
            Some(_) => false,
            None => self.last.is_none(),
        }
    }

    fn row(&mut self, row: &Row, field: Option<Field>, body: &[&Row], notes: &mut Notes) {
        if self.table.takes_as_head() {
            return;
        }
        if self.table.indicators().is_empty() {
            self.wide_goal = self.wide_goal.or_else(|| wide::goal_column(row));
        }
        match field {
            Some(Field::Identity) => {
                self.identity(row);
                self.dates(row);
            }
            // The heads of columns, and the amounts are those of the whole department.
            Some(Field::Budget) if self.wide_goal.is_some() => {
                self.unread_amount.get_or_insert_with(|| row.place().clone());
            }
            Some(Field::Budget) => {
                let row = self.year.amounts_of(row);
                self.amounts(&row, notes);
                if self.budgeted.is_none() {
                    self.unread_amount.get_or_insert_with(|| row.place().clone());
                }
            }
            Some(Field::Purpose) => self.purpose(row, 1),
            Some(Field::Plan) => self.plan.head(row),
            Some(Field::Goals) => self.goals(row),
            Some(Field::IndicatorHead) => {
                if halves::is_of_the_year(row) {
                    self.table.begin_anew();
                }
                self.table.head(row, body, notes);
            }
            Some(Field::Indicator) => self.table.row(row, notes),
            Some(Field::Other) => self.dates(row),
            None => return self.rest(row, notes),
        }
        if let Some(field) = field {
            labels::printed(row, field).for_each(|label| self.label(label));
        }
        self.last = field;
    }

    fn goals(&mut self, row: &Row) {
        match halves::goals(row) {
            Some(column) => self.year.goals = Some(column),
            None if halves::numbered_goal(row.text(0)).is_some() => goals::read_rest(row, &mut self.goals),
            None => goals::read(row, &mut self.goals),
        }
    }

    fn label(&mut self, label: Located<String>) {
        if self.labels.iter().all(|known| known.value != label.value) {
            self.labels.push(label);
        }
    }

    /// A row without a label belongs to the field before it; one with a label that is not known ends that field.
    fn rest(&mut self, row: &Row, notes: &mut Notes) {
        let is_strange = labels::may_be_labelled(row) && !self.table.is_under_levels(row);
        if is_strange {
            self.unread_row.get_or_insert_with(|| row.place().clone());
        }
        let is_text = matches!(self.last, Some(Field::Budget | Field::Purpose | Field::Goals | Field::Other));
        if is_strange && is_text && !labels::is_rest_of_label(row.text(0)) {
            notes.add(row.place(), format!("“{}”是没有认出的栏目，没有读入", row.cells[0].line()));
            self.last = Some(Field::Other);
            return;
        }
        if matches!(self.last, Some(Field::IndicatorHead | Field::Indicator)) {
            self.wide_goals(row);
        }
        match self.last {
            Some(Field::Budget) if identity::is_of_amounts(row) => self.part_of_amounts(row, notes),
            Some(Field::Budget) if self.purpose.is_none() => self.purpose(row, 0),
            Some(Field::Budget | Field::Purpose) => self.extend_purpose(row),
            Some(Field::Plan) => self.plan.figures(row, notes),
            Some(Field::Goals) => goals::read_rest(&self.year.goals_of(row), &mut self.goals),
            Some(Field::IndicatorHead | Field::Indicator) => self.table.row(row, notes),
            Some(Field::Other) => {}
            Some(Field::Identity) | None => {
                notes.add(row.place(), "这一行在项目表里没有栏目名，没有读入".into());
            }
        }
    }

    /// 其中：上级资金: no rule asks for it.
    fn part_of_amounts(&mut self, row: &Row, notes: &mut Notes) {
        if self.unread_funds.is_none() {
            self.unread_funds = Some(row.place().clone());
            let name = row.filled().next().map(|(_, cell)| cell.line()).unwrap_or_default();
            notes.add(row.place(), format!("“{name}”一类资金明细没有读入"));
        }
        if self.budgeted.is_none() {
            self.unread_amount.get_or_insert_with(|| row.place().clone());
        }
    }

    /// 年度绩效目标表 between the rows: a title of a part of this form.
    fn goes_on_below(&mut self, passage: &Passage, walk: &Walk) -> bool {
        let Some(heading::Heading::Form(name)) = heading::of(&passage.text) else { return false };
        let period = halves::period(&name);
        let is_part = (period.is_some() || name.is_empty()) && self.last.is_some() && is_nameless(walk);
        match period.filter(|_| is_part) {
            Some(halves::Period::Year) => self.table.begin_anew(),
            Some(halves::Period::AllYears) => self.table.begin_all_years(),
            None => {}
        }
        is_part
    }

    /// A text between the rows: a date of the plan or a goal that stands on a line of its own.
    fn takes(&mut self, passage: &Passage) -> bool {
        match self.last {
            Some(Field::Plan) => self.plan.lone_date(&passage.text),
            Some(Field::Goals) => goals::read_line(passage, &mut self.goals),
            _ => false,
        }
    }

    /// `备注：绩效指标可选择填写。` below the form.
    fn is_made_optional_by(&mut self, passage: &Passage) -> bool {
        const OPEN: [&str; 5] = ["选择填写", "选填", "可不填", "据实选填", "酌情填"];
        let text = normal_name(&passage.text);
        let is_note = ["备注", "注", "说明", "填表说明"]
            .iter()
            .any(|word| text.strip_prefix(word).is_some_and(|rest| rest.starts_with([':', '1'])));
        let is_open = is_note && OPEN.iter().any(|word| text.contains(word));
        if is_open {
            self.label(Located::new(Project::OPTIONAL.to_owned(), passage.place().clone()));
        }
        is_open
    }

    fn finish(self, notes: &mut Notes) -> Project {
        let secrecy = self.secrecy();
        let labels = self.marked_labels();
        let named = self.name.filter(|name| !name.value.is_empty());
        let name = named.or(self.heading).unwrap_or_else(|| {
            notes.add(&self.place, "这张项目表没有项目名称".into());
            Located::new(String::new(), self.place.clone())
        });
        let blank = self.purpose_label.map(|place| Located::new(String::new(), place));
        let purpose = self.purpose.or(blank);
        let spending_plan: Option<SpendingPlan> = self.plan.finish(notes);
        let indicators: Vec<Indicator> = self.table.into_indicators();
        if indicators.is_empty() {
            notes.add(&self.place, format!("“{}”的项目表里没有读到绩效指标", name.value));
        }
        Project {
            name,
            code: self.code,
            secrecy,
            budgeted: self.budgeted,
            fiscal: self.fiscal,
            other: self.other,
            purpose,
            spending_plan,
            goals: self.goals,
            indicators,
            labels,
            place: self.place,
        }
    }

    /// The labels as printed, and what else is told of the form behind marks.
    fn marked_labels(&self) -> Vec<Located<String>> {
        let unread_amount = self.unread_amount.as_ref().filter(|_| self.budgeted.is_none());
        let marks = [
            (Project::UNREAD_INDICATORS, self.table.unread()),
            (Project::UNREAD_LEVEL, self.table.unread_level()),
            (Project::UNREAD_ROW, self.unread_row.as_ref().or(unread_amount)),
            (Project::UNREAD_FUNDS, self.unread_funds.as_ref()),
        ];
        let marks =
            marks.into_iter().filter_map(|(mark, place)| Some(Located::new(mark.to_owned(), place?.clone())));
        let dates = [(Project::BEGINS, &self.begins), (Project::ENDS, &self.ends)];
        let dates = dates.into_iter().filter_map(|(mark, date)| Some(behind(mark, date.as_ref()?)));
        self.labels.iter().cloned().chain(marks).chain(self.table.marks()).chain(dates).collect()
    }

    /// By the purpose, else the goals, else the indicators when all that are filled are marked.
    fn secrecy(&self) -> Secrecy {
        let marked = |text: &Located<String>| Secrecy::marked(&text.value);
        if let Some(secrecy) = self.purpose.as_ref().and_then(marked) {
            return secrecy;
        }
        if let Some(secrecy) = self.goals.iter().find_map(marked) {
            return secrecy;
        }
        let mut rows =
            self.table.indicators().iter().filter(|row| row.name.is_some()).map(Indicator::secrecy);
        let first = rows.next().unwrap_or_default();
        if rows.all(|secrecy| secrecy == first) { first } else { Secrecy::Public }
    }
}
