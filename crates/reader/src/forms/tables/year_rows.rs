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

/// None unless every row is labelled with a year, and one unit is the whole or the only one.
pub fn of<'r>(data: &[&'r Row]) -> Option<YearRows<'r>> {
    let mut units: Vec<(String, Vec<(RowYear, &'r Row)>)> = Vec::new();
    for row in data {
        let labels: Vec<String> = labels(row);
        let at = labels.iter().position(|label| year(label).is_some())?;
        let unit = labels.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, label)| label.as_str());
        let unit: String = unit.collect();
        let year = year(&labels[at])?;
        match units.last_mut() {
            Some((name, rows)) if unit.is_empty() || *name == unit => rows.push((year, row)),
            _ => units.push((unit, vec![(year, row)])),
        }
    }
    let is_whole = |name: &str| name.contains("合计") || name.contains("总计");
    let whole = units.iter().find(|(name, _)| is_whole(name));
    let (_, rows) = whole.or(units.first().filter(|_| units.len() == 1))?;
    let latest = rows.iter().filter_map(|(year, _)| year.number()).max();
    let only = |meant: RowYear, number: Option<FiscalYear>| {
        let is_meant = |year: RowYear| year == meant || number.is_some() && year.number() == number;
        let mut found = rows.iter().filter(|(year, _)| is_meant(*year));
        found.next().filter(|_| found.next().is_none()).map(|(_, row)| *row)
    };
    let last = only(RowYear::Last, latest.map(FiscalYear::previous));
    Some(YearRows { this: only(RowYear::This, latest)?, last })
}

impl RowYear {
    fn number(self) -> Option<FiscalYear> {
        match self {
            RowYear::Number(year) => Some(year),
            _ => None,
        }
    }
}

/// The words in front of the figures.
fn labels(row: &Row) -> Vec<String> {
    let cells = row.filled().map(|(_, cell)| cell.text.as_str());
    cells.take_while(|text| !is_figure(text)).map(normal_name).collect()
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
