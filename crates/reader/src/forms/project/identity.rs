//! Code, name, amounts and purpose of a project.

use budget::{Amount, Figure, Located, Measure, ProjectCode, normal_name};

use super::super::notes::Notes;
use super::super::piece::{Cell, Row};
use super::{Form, labels};

const LABELS: [&str; 4] = ["项目编码", "项目名称", "主管部门", "实施单位"];

/// 总额 in a cell with its amount.
const TOTALS: [&str; 4] = ["总额", "资金总额", "项目资金总额", "年度资金总额"];

impl Form {
    pub fn identity(&mut self, row: &Row) {
        if let Some(cell) = value(row, &["项目编码"]) {
            let code = ProjectCode::as_printed(&cell.text);
            self.code = (!cell.is_blank()).then(|| Located::new(code, cell.place.clone()));
        }
        if let Some(cell) = value(row, &["项目名称"]) {
            self.name = Some(Located::new(cell.line(), cell.place.clone()));
        }
    }

    pub fn amounts(&mut self, row: &Row, notes: &mut Notes) {
        let label = row.cells.first().filter(|cell| normal_name(&cell.text).starts_with("预算规模"));
        self.purpose_label = label.map(|cell| cell.place.clone()).or(self.purpose_label.take());
        let unit = row.filled().find_map(|(_, cell)| unit_of(&normal_name(&cell.text)));
        self.measure = unit.unwrap_or(self.measure);
        let mut read = |labels: &[&str]| {
            let cell = value(row, labels)?;
            let amount = Amount::read(&cell.line(), self.measure, cell.place.clone());
            if amount.figure == Figure::Unread {
                notes.unread_amount(&amount);
            }
            Some(amount)
        };
        let budgeted = read(&labels::BUDGETED).or_else(|| in_one_cell(row, &TOTALS, self.measure));
        let fiscal = read(&labels::FISCAL).or_else(|| in_one_cell(row, &labels::FISCAL, self.measure));
        let other =
            read(&labels::OTHER_FUNDS).or_else(|| in_one_cell(row, &labels::OTHER_FUNDS, self.measure));
        self.budgeted = budgeted.or(self.budgeted.take());
        self.fiscal = fiscal.or(self.fiscal.take());
        self.other = other.or(self.other.take());
    }

    /// 起始年度 and 终止年度, or both in one cell: `2025年1月-2025年12月`.
    pub fn dates(&mut self, row: &Row) {
        let date = |wanted: &[&str]| {
            value(row, wanted)
                .filter(|cell| !cell.is_blank())
                .map(|cell| Located::new(cell.line(), cell.place))
        };
        self.begins = self.begins.take().or_else(|| date(&labels::BEGINS));
        self.ends = self.ends.take().or_else(|| date(&labels::ENDS));
        if let Some(span) = date(&labels::SPANS)
            && let Some((begins, ends)) = span.value.split_once(['-', '—', '－', '~', '～', '至'])
        {
            let ends = ends.trim_start_matches(['-', '—', '－', '~', '～']);
            self.begins = Some(Located::new(begins.trim().to_owned(), span.place.clone()));
            self.ends = Some(Located::new(ends.trim().to_owned(), span.place));
        }
    }

    /// The purpose, behind its label or behind what a page break left of the label of the amounts.
    pub fn purpose(&mut self, row: &Row, n_labels: usize) {
        const LABEL: &str = "预算规模及资金用途";
        let rest_of_label = |text: &str| LABEL.ends_with(&normal_name(text));
        let torn = row.filled().next().is_some_and(|(index, cell)| index == 0 && rest_of_label(&cell.text));
        let skipped = n_labels.max(usize::from(torn));
        let mut cells = row.filled().map(|(_, cell)| cell).skip(skipped);
        let Some(first) = cells.next() else {
            let place = row.place().clone();
            self.purpose = (n_labels > 0).then(|| Located::new(String::new(), place));
            return;
        };
        let text = cells.fold(first.line(), |text, cell| text + &cell.line());
        self.purpose = Some(Located::new(text, first.place.clone()));
    }

    /// The rest of a purpose that a page break has torn.
    pub fn extend_purpose(&mut self, row: &Row) {
        if let Some(purpose) = &mut self.purpose {
            row.filled().for_each(|(_, cell)| purpose.value.push_str(&cell.line()));
        }
    }
}

/// The cell behind a label: the next printed one, or a blank one when another label or the row's end comes first.
fn value(row: &Row, wanted: &[&str]) -> Option<Cell> {
    let is = |cell: &Cell, labels: &[&str]| labels.iter().any(|label| labels::is(&cell.text, label));
    let label = row.cells.iter().position(|cell| is(cell, wanted))?;
    let behind = &row.cells[label + 1..];
    let printed = behind.iter().find(|cell| !cell.is_blank()).filter(|cell| {
        let others = [&LABELS[..], &labels::BUDGETED, &labels::FISCAL, &labels::OTHER_FUNDS];
        !others.into_iter().any(|labels| is(cell, labels))
    });
    let blank = || {
        let cell = behind.first().filter(|cell| cell.is_blank()).unwrap_or(&row.cells[label]);
        Cell { text: String::new(), place: cell.place.clone() }
    };
    Some(printed.cloned().unwrap_or_else(blank))
}

/// An amount behind a name: the parts of a sum, and no purpose.
pub fn is_of_amounts(row: &Row) -> bool {
    let is_amount = |cell: &Cell| {
        let amount = Amount::read(&cell.line(), Measure::Wan, cell.place.clone());
        matches!(amount.figure, Figure::Stated(_))
    };
    row.filled().any(|(_, cell)| is_amount(cell))
}

/// `财政拨款：80万元（其中：本级财政80万元）`, label and amount in one cell behind the label of the row.
fn in_one_cell(row: &Row, wanted: &[&str], measure: Measure) -> Option<Amount> {
    row.filled().skip(1).find_map(|(_, cell)| {
        let text = normal_name(&cell.text);
        let behind = wanted.iter().find_map(|label| text.strip_prefix(label)?.strip_prefix(':'))?;
        let printed = behind.split(['(', ',', ';', '，', '；']).next()?;
        let amount = Amount::read(printed, measure, cell.place.clone());
        matches!(amount.figure, Figure::Stated(_)).then_some(amount)
    })
}

/// 元 of `项目资金（元）`.
fn unit_of(label: &str) -> Option<Measure> {
    let (label, unit) = label.strip_suffix(')')?.rsplit_once('(')?;
    let is_label = labels::opens_amounts(label) || label.starts_with("预算");
    Measure::from_word(unit).filter(|_| is_label)
}
