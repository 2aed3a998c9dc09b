//! 导入模板, and the rows that were wrong as a workbook to mend.

use axum::response::Response;
use rust_xlsxwriter::{Workbook, XlsxError};
use supervision::Duty;

use super::lines::{Lines, PEOPLE, PERSON_HEADS, UNIT_HEADS, UNITS};
use super::verdict::{Report, Verdict};
use crate::access::Viewer;
use crate::documents::attachment;
use crate::error::Result;
use crate::sheet::{self, Cell, Sheet};

pub async fn xlsx(viewer: Viewer) -> Result<Response> {
    viewer.require_administrator()?;
    let bytes = empty().map_err(anyhow::Error::from)?;
    Ok(attachment::answer("单位和人员导入模板.xlsx", attachment::XLSX, bytes))
}

fn empty() -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    Sheet { name: UNITS, columns: &UNIT_COLUMNS, rows: Vec::new() }.write(workbook.add_worksheet())?;
    Sheet { name: PEOPLE, columns: &PERSON_COLUMNS, rows: Vec::new() }.write(workbook.add_worksheet())?;
    let duties: Vec<&str> = Duty::ALL.into_iter().map(Duty::word).collect();
    let facts = [
        (
            "单位",
            "每行一个单位；上级单位留空的是一级单位。分管领导填姓名，须在“人员”表或系统中有这位领导。"
                .to_owned(),
        ),
        ("人员", format!("每行一人；岗位可填 {}。县领导不填单位。", duties.join("、"))),
        ("登录名", "留空的用电话登录；已有的登录名按更新处理。".to_owned()),
        ("空单元格", "更新时空着的格子保持原样。".to_owned()),
        ("密码", "不在表中填写；导入后打印邀请卡，由本人扫码设置。".to_owned()),
    ];
    let notes = workbook.add_worksheet();
    sheet::write_facts(notes, &facts)?;
    notes.set_name("填写说明")?;
    workbook.save_to_buffer()
}

/// The wrong rows as they were typed, each with its number and what is wrong with it. Mended, the file can be sent as
/// it is.
pub fn of_problems(lines: &Lines, report: &Report) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let told = |row: u32, verdict: &Verdict| [Cell::count(i64::from(row)), Cell::Text(verdict.text())];
    let texts =
        |texts: &[&String]| texts.iter().map(|text| Cell::Text((*text).clone())).collect::<Vec<Cell>>();
    let units = lines.units.iter().zip(&report.units).filter(|(_, verdict)| verdict.is_wrong());
    let units = units.map(|(line, verdict)| {
        let cells = texts(&[&line.name, &line.parent, &line.code, &line.leader, &line.position]);
        cells.into_iter().chain(told(line.row, verdict)).collect()
    });
    let people = lines.people.iter().zip(&report.people).filter(|(_, verdict)| verdict.is_wrong());
    let people = people.map(|(line, verdict)| {
        let cells =
            texts(&[&line.display_name, &line.name, &line.unit, &line.duty, &line.phone, &line.email]);
        cells.into_iter().chain(told(line.row, verdict)).collect()
    });
    Sheet { name: UNITS, columns: &UNIT_PROBLEM_COLUMNS, rows: units.collect() }
        .write(workbook.add_worksheet())?;
    Sheet { name: PEOPLE, columns: &PERSON_PROBLEM_COLUMNS, rows: people.collect() }
        .write(workbook.add_worksheet())?;
    Ok(workbook.save_to_buffer()?)
}

const UNIT_COLUMNS: [(&str, u8); 5] =
    [(UNIT_HEADS[0], 28), (UNIT_HEADS[1], 28), (UNIT_HEADS[2], 14), (UNIT_HEADS[3], 14), (UNIT_HEADS[4], 8)];

const UNIT_PROBLEM_COLUMNS: [(&str, u8); 7] = [
    UNIT_COLUMNS[0],
    UNIT_COLUMNS[1],
    UNIT_COLUMNS[2],
    UNIT_COLUMNS[3],
    UNIT_COLUMNS[4],
    ("原行号", 8),
    ("问题", 50),
];

const PERSON_COLUMNS: [(&str, u8); 6] = [
    (PERSON_HEADS[0], 12),
    (PERSON_HEADS[1], 18),
    (PERSON_HEADS[2], 28),
    (PERSON_HEADS[3], 14),
    (PERSON_HEADS[4], 16),
    (PERSON_HEADS[5], 28),
];

const PERSON_PROBLEM_COLUMNS: [(&str, u8); 8] = [
    PERSON_COLUMNS[0],
    PERSON_COLUMNS[1],
    PERSON_COLUMNS[2],
    PERSON_COLUMNS[3],
    PERSON_COLUMNS[4],
    PERSON_COLUMNS[5],
    ("原行号", 8),
    ("问题", 50),
];
