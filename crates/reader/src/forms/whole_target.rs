//! 部门整体支出绩效目标表: its stated amounts, as rows of a table of their own. Its duties, tasks and indicators are laid out
//! differently in every province and are not read.

use budget::{Amount, BudgetTable, Column, Measure, TableKind, TableRow, fold, normal_name};

use super::head::{self, Head};
use super::heading;
use super::notes::Notes;
use super::passage::Passage;
use super::piece::{Cell, Piece, Row};
use super::project;
use super::walk::Walk;

/// What the labels are called in the table that is read.
const LABELS: [(&str, &[&str]); 6] = [
    ("收入预算合计", &["收入预算合计", "预算收入合计", "收入合计", "收入总额"]),
    ("支出预算合计", &["支出预算合计", "预算支出合计", "支出合计", "支出总额", "资金总额"]),
    ("基本支出", &["基本支出"]),
    ("项目支出", &["项目支出", "项目经费"]),
    ("人员经费", &["人员经费", "人员支出"]),
    ("公用经费", &["公用经费", "公用支出", "日常公用支出"]),
];

/// Whether rows come behind the title.
pub fn follows(walk: &Walk) -> bool {
    const MOST_HEADS: usize = 4;
    let behind = walk.rest().iter().skip(1).take(MOST_HEADS + 1);
    let mut behind = behind.skip_while(|piece| matches!(piece, Piece::Text(passage) if is_head(passage)));
    behind.next().and_then(Piece::row).is_some()
}

/// Reads the table behind the title, which has been taken.
pub fn read(title: &Passage, walk: &mut Walk, notes: &mut Notes) -> BudgetTable {
    let mut measure = None;
    let mut rows: Vec<TableRow> = Vec::new();
    let mut is_first = true;
    while let Some(piece) = walk.peek() {
        match piece {
            Piece::Text(passage) if is_head(passage) => measure = measure.or(measure_of(&passage.text)),
            Piece::Text(_) => break,
            Piece::Row(_) if !is_first && (project::begins(walk) || project::listing::begins(walk)) => break,
            Piece::Row(row) => {
                is_first = false;
                measure = measure.or_else(|| row.filled().find_map(|(_, cell)| measure_of(&cell.text)));
                for found in amounts(row, measure.unwrap_or(Measure::Wan)) {
                    if rows.iter().all(|known| known.name != found.name) {
                        rows.push(found);
                    }
                }
            }
        }
        walk.next();
    }
    if measure.is_none() {
        rows.clear();
    }
    notes.add(title.place(), note(title, &rows));
    BudgetTable {
        kind: TableKind::WholeTarget,
        title: title.text.clone(),
        fiscal_year: None,
        unit_line: None,
        measure: measure.unwrap_or(Measure::Wan),
        heads: Vec::new(),
        note: None,
        columns: vec![if rows.is_empty() { Column::Unread } else { Column::Total }],
        rows,
        place: title.place().clone(),
    }
}

fn note(title: &Passage, rows: &[TableRow]) -> String {
    let title = title.text.trim();
    match rows.is_empty() {
        true => format!("“{title}”是没有见过的表样，没有读入，其中的内容没有审核"),
        false => format!("“{title}”只读了金额，其中的职责、任务和绩效指标没有读入，没有审核"),
    }
}

fn is_head(passage: &Passage) -> bool {
    heading::of(&passage.text).is_none() && head::of(&passage.text).is_some()
}

/// `单位：万元`, `当年预算情况（万元）`
fn measure_of(text: &str) -> Option<Measure> {
    if let Some(Head::Measure(measure)) = head::of(text) {
        return Some(measure);
    }
    let name = normal_name(text);
    let (_, inner) = name.strip_suffix(')')?.rsplit_once('(')?;
    Measure::from_word(inner)
}

/// A label and the figure behind it, in the next cell or in its own: `资金总额：120.00`.
fn amounts(row: &Row, measure: Measure) -> Vec<TableRow> {
    let cells: Vec<&Cell> = row.filled().map(|(_, cell)| cell).collect();
    let of_cell = |(at, cell): (usize, &&Cell)| {
        let folded = fold(&cell.text);
        let (label, own) = folded.split_once(':').map_or((folded.as_str(), ""), |(label, own)| {
            let is_part = normal_name(label) == "其中";
            if is_part { (own, "") } else { (label, own.trim()) }
        });
        let name = name_of(label)?;
        let (printed, cell) = match own {
            "" => cells.get(at + 1).map(|next| (next.text.trim(), *next))?,
            own => (own, *cell),
        };
        let amount = Amount::read(printed, measure, cell.place.clone());
        amount.money().is_some().then(|| table_row(name, amount, cell))
    };
    cells.iter().enumerate().filter_map(of_cell).collect()
}

fn name_of(label: &str) -> Option<&'static str> {
    let label = normal_name(label.trim_end_matches([':', '：']));
    let bare = label.split('(').next().unwrap_or_default();
    LABELS.iter().find(|(_, words)| words.contains(&bare)).map(|(name, _)| *name)
}

fn table_row(name: &str, amount: Amount, cell: &Cell) -> TableRow {
    TableRow {
        number: None,
        side: None,
        code: None,
        name: name.to_owned(),
        amounts: vec![(Column::Total, amount)],
        quantity: None,
        purchase: None,
        place: cell.place.clone(),
    }
}
