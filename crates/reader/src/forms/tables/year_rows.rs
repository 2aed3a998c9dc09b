//! The table of 三公经费 across whose rows are years: last year's, this year's, the change, under every unit.

use budget::{FiscalYear, fold, normal_name};

use super::super::piece::Row;
use super::across::is_figure;
use super::columns::year_of;

/// The rows of the whole department.
#[derive(Debug)]
pub struct YearRows<'r> {
    pub this: &'r Row,
    pub last: Option<&'r Row>,
}

/// What the label of a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowYear {
    Number(FiscalYear),
    This,
    Last,
    /// The change, what was spent.
    Other,
}

/// None unless every row is labelled with a year, and one unit is the whole or the only one. `first`: the column of the
/// first amount.
pub fn of<'r>(data: &[&'r Row], first: usize) -> Option<YearRows<'r>> {
    let mut units: Vec<(String, Vec<(RowYear, &'r Row)>)> = Vec::new();
    for row in data {
        let (unit, year) = label(row, first)?;
        let known = match unit.is_empty() {
            true => units.last_mut(),
            false => units.iter_mut().find(|(name, _)| *name == unit),
        };
        match known {
            Some((_, rows)) => rows.push((year, row)),
            None => units.push((unit, vec![(year, row)])),
        }
    }
    let latest = units.iter().flat_map(|(_, rows)| rows).filter_map(|(year, _)| year.number()).max();
    let is_whole = |name: &str| name.contains("合计") || name.contains("总计");
    let whole: Vec<_> = units.iter().filter(|(name, _)| is_whole(name)).collect();
    let rows = match (whole.as_slice(), units.as_slice()) {
        ([(_, rows)], _) | ([], [(_, rows)]) => rows,
        _ => return None,
    };
    let only = |meant: RowYear, number: Option<FiscalYear>| {
        let is_meant = |year: RowYear| year == meant || number.is_some() && year.number() == number;
        let mut found = rows.iter().filter(|(year, _)| is_meant(*year));
        found.next().filter(|_| found.next().is_none()).map(|(_, row)| *row)
    };
    let last = only(RowYear::Last, latest.map(FiscalYear::previous));
    Some(YearRows { this: only(RowYear::This, latest)?, last })
}

/// Whether a year stands before the amounts of a row.
pub fn is_labelled(row: &Row, first: usize) -> bool {
    label(row, first).is_some()
}

impl RowYear {
    fn number(self) -> Option<FiscalYear> {
        match self {
            RowYear::Number(year) => Some(year),
            _ => None,
        }
    }
}

/// What the words before the amounts of a row say: its unit and its year. Codes and serial numbers say neither.
fn label(row: &Row, first: usize) -> Option<(String, RowYear)> {
    let labels: Vec<String> =
        row.filled().take_while(|(i, _)| *i < first).map(|(_, cell)| normal_name(&cell.text)).collect();
    let find = |year: &dyn Fn(&str) -> Option<RowYear>| {
        labels.iter().enumerate().find_map(|(at, label)| Some((at, year(label)?)))
    };
    let (at, year) = find(&year).or_else(|| find(&bare_year))?;
    let words = labels.iter().enumerate().filter(|(i, label)| *i != at && !is_figure(label));
    Some((words.map(|(_, label)| label.as_str()).collect(), year))
}

/// `2031`
fn bare_year(label: &str) -> Option<RowYear> {
    let year = fold(label).parse().ok().filter(|year| (2000..2100).contains(year))?;
    FiscalYear::new(year).map(RowYear::Number)
}

fn year(label: &str) -> Option<RowYear> {
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    let number = year_of(&fold(label));
    let is_change = has(&["增减", "变化", "变动", "增长", "差额"]);
    let is_of_year = number.is_some() || has(&["上年", "去年", "本年", "今年"]);
    Some(match number {
        _ if is_change => RowYear::Other,
        _ if is_of_year && has(&["决算", "执行", "完成", "比", "较"]) => RowYear::Other,
        Some(number) => RowYear::Number(number),
        None if has(&["上年", "去年"]) => RowYear::Last,
        None if has(&["本年", "今年"]) => RowYear::This,
        None => return None,
    })
}
