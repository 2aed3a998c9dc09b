//! 台账 coming in as a workbook: its rows as they were written, with the row numbers of the sheet.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Workbook, XlsxError};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::sheet::Sheet;

pub const MOST_ROWS: usize = 500;

/// 导入行
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetRow {
    /// As the spreadsheet counts
    pub line: usize,
    pub title: String,
    pub requirement: String,
    pub source: String,
    pub source_title: String,
    pub source_number: String,
    pub source_on: String,
    pub template: String,
    pub lead: String,
    pub supporting: String,
    pub leader: String,
    pub finish_on: String,
    pub standards: String,
    pub project_code: String,
}

const COLUMNS: [(&str, u8); 13] = [
    ("事项名称", 40),
    ("工作要求", 50),
    ("来源", 12),
    ("来源名称", 30),
    ("文号", 18),
    ("来源日期", 12),
    ("时限类型", 20),
    ("牵头单位", 20),
    ("协办单位", 24),
    ("领导", 10),
    ("办结期限", 12),
    ("办结标准", 50),
    ("项目编码", 14),
];

impl SheetRow {
    fn place(&mut self, column: usize) -> Option<&mut String> {
        Some(match column {
            0 => &mut self.title,
            1 => &mut self.requirement,
            2 => &mut self.source,
            3 => &mut self.source_title,
            4 => &mut self.source_number,
            5 => &mut self.source_on,
            6 => &mut self.template,
            7 => &mut self.lead,
            8 => &mut self.supporting,
            9 => &mut self.leader,
            10 => &mut self.finish_on,
            11 => &mut self.standards,
            12 => &mut self.project_code,
            _ => return None,
        })
    }

    fn is_empty(&self) -> bool {
        *self == SheetRow { line: self.line, ..SheetRow::default() }
    }
}

/// The rows beneath the head that names 事项名称, wherever it stands on the first sheet that has one.
pub fn rows(bytes: Vec<u8>) -> Result<Vec<SheetRow>> {
    let mut workbook: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| unreadable())?;
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(|_| unreadable())?;
        let first_line = range.start().map_or(0, |start| start.0 as usize) + 1;
        let lines: Vec<&[Data]> = range.rows().collect();
        let head = lines.iter().take(10).position(|row| row.iter().any(|cell| text(cell) == COLUMNS[0].0));
        if let Some(head) = head {
            return beneath(lines[head], &lines[head + 1..], first_line + head + 1);
        }
    }
    Err(Error::Invalid("表中没有“事项名称”这一列，没有导入；请下载模板对照填写".to_owned()))
}

fn unreadable() -> Error {
    Error::Invalid("打不开这个文件，没有导入；请用 Excel 或 WPS 另存为 .xlsx 后再上传".to_owned())
}

fn beneath(head: &[Data], lines: &[&[Data]], first_line: usize) -> Result<Vec<SheetRow>> {
    let known = |cell: &Data| COLUMNS.iter().position(|(title, _)| *title == text(cell));
    let columns: Vec<Option<usize>> = head.iter().map(known).collect();
    let mut rows = Vec::new();
    for (index, cells) in lines.iter().enumerate() {
        let mut row = SheetRow { line: first_line + index, ..SheetRow::default() };
        for (column, cell) in columns.iter().zip(*cells) {
            if let Some(place) = column.and_then(|column| row.place(column)) {
                *place = text(cell);
            }
        }
        if !row.is_empty() {
            rows.push(row);
        }
    }
    if rows.is_empty() || rows.len() > MOST_ROWS {
        return Err(Error::Invalid(format!(
            "表中有 {} 行，一次导入 1 至 {MOST_ROWS} 行；请分成几个文件，没有导入",
            rows.len()
        )));
    }
    Ok(rows)
}

/// A cell as a person reads it; days as 2026-03-31.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(at) => at.chars().take(10).collect(),
        other => other.to_string().trim().to_owned(),
    }
}

/// 导入模板
pub fn blank() -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = Sheet { name: "督办事项", columns: &COLUMNS, rows: Vec::new() };
    sheet.write(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}
