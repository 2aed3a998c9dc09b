//! The rows of an uploaded workbook, with the numbers its author sees at the left of the sheet.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

pub const UNITS: &str = "单位";
pub const PEOPLE: &str = "人员";

/// Heads in the order of the template.
pub const UNIT_HEADS: [&str; 5] = ["单位名称", "上级单位", "单位编码", "分管领导", "排序"];
pub const PERSON_HEADS: [&str; 6] = ["姓名", "登录名", "单位", "岗位", "电话", "邮箱"];

/// No county has so many.
const MOST: usize = 3000;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitLine {
    pub row: u32,
    pub name: String,
    pub parent: String,
    pub code: String,
    pub leader: String,
    pub position: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLine {
    pub row: u32,
    pub display_name: String,
    pub name: String,
    pub unit: String,
    pub duty: String,
    pub phone: String,
    pub email: String,
}

impl PersonLine {
    /// 登录名; without one the telephone number is it.
    pub fn sign_in_name(&self) -> &str {
        if self.name.is_empty() { &self.phone } else { &self.name }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    pub units: Vec<UnitLine>,
    pub people: Vec<PersonLine>,
}

/// Reads a workbook made after the template. Sheets are known by name, columns by their heads in any order.
pub fn read(bytes: Vec<u8>) -> Result<Lines> {
    let unreadable = || Error::Invalid("文件打不开：请上传 xlsx 格式的表格，不要加密码".to_owned());
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut rows_of = |name: &str, heads: &[&str]| -> Result<Vec<(u32, Vec<String>)>> {
        if !workbook.sheet_names().iter().any(|sheet| sheet == name) {
            return Ok(Vec::new());
        }
        let range = workbook.worksheet_range(name).map_err(|_| unreadable())?;
        rows(name, &range, heads)
    };
    let units = rows_of(UNITS, &UNIT_HEADS)?;
    let people = rows_of(PEOPLE, &PERSON_HEADS)?;
    if units.is_empty() && people.is_empty() {
        return Err(Error::Invalid(format!(
            "表格中没有内容：请用模板，在“{UNITS}”“{PEOPLE}”两个工作表中填写"
        )));
    }
    if units.len() + people.len() > MOST {
        return Err(Error::Invalid(format!("一次最多导入 {MOST} 行，请分几个文件")));
    }
    Ok(Lines {
        units: units.into_iter().map(|(row, cells)| unit(row, cells)).collect(),
        people: people.into_iter().map(|(row, cells)| person(row, cells)).collect(),
    })
}

fn unit(row: u32, cells: Vec<String>) -> UnitLine {
    let mut cells = cells.into_iter();
    let mut next = || cells.next().unwrap_or_default();
    UnitLine { row, name: next(), parent: next(), code: next(), leader: next(), position: next() }
}

fn person(row: u32, cells: Vec<String>) -> PersonLine {
    let mut cells = cells.into_iter();
    let mut next = || cells.next().unwrap_or_default();
    PersonLine {
        row,
        display_name: next(),
        name: next(),
        unit: next(),
        duty: next(),
        phone: next(),
        email: next(),
    }
}

/// The rows below the row of heads that are not empty, their cells in the order of `heads`.
fn rows(sheet: &str, range: &Range<Data>, heads: &[&str]) -> Result<Vec<(u32, Vec<String>)>> {
    let first_row = range.start().map_or(0, |(row, _)| row);
    let numbered = || range.rows().zip(first_row + 1..);
    let head = numbered().find(|(cells, _)| cells.iter().any(|cell| text(cell) == heads[0]));
    let Some((head, head_row)) = head else {
        return match numbered().any(|(cells, _)| cells.iter().any(|cell| !text(cell).is_empty())) {
            true => Err(Error::Invalid(format!("“{sheet}”工作表没有“{}”这一列，请用模板的表头", heads[0]))),
            false => Ok(Vec::new()),
        };
    };
    let head: Vec<String> = head.iter().map(text).collect();
    let columns: Vec<Option<usize>> =
        heads.iter().map(|wanted| head.iter().position(|found| found == wanted)).collect();
    let cells_of = |cells: &[Data]| -> Vec<String> {
        columns.iter().map(|column| column.and_then(|i| cells.get(i)).map_or(String::new(), text)).collect()
    };
    let below = numbered().filter(|(_, row)| *row > head_row).map(|(cells, row)| (row, cells_of(cells)));
    Ok(below.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect())
}

/// As the author reads it. A telephone number typed as a number has no decimals.
fn text(cell: &Data) -> String {
    let text = match cell {
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string(),
    };
    text.trim().to_owned()
}
