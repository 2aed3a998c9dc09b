//! 台账 as a workbook: everything the filter takes in, in the order of the page, and nothing else.

use axum::extract::State;
use axum::response::Response;
use rust_xlsxwriter::{Workbook, XlsxError};
use supervision::{Colour, Stage};

use super::draft::source_word;
use super::filter::Filter;
use super::ledger_rows::{self, Row};
use super::names::{Choice, Names};
use crate::access::Viewer;
use crate::documents::attachment;
use crate::error::{Error, Result};
use crate::extract::Params;
use crate::sheet::{self, Cell, Sheet};
use crate::{App, clock};

/// A workbook is made in memory; this many rows take some tens of megabytes.
pub const AT_MOST: usize = 20_000;

pub async fn xlsx(
    State(app): State<App>,
    viewer: Viewer,
    Params(filter): Params<Filter>,
) -> Result<Response> {
    let now = clock::now();
    let limit = i64::try_from(AT_MOST).unwrap_or(i64::MAX) + 1;
    let rows = ledger_rows::rows(&app.db, &viewer, &filter, now, limit, 0).await?;
    if rows.len() > AT_MOST {
        return Err(Error::Invalid(format!(
            "符合条件的事项超过 {AT_MOST} 件，没有导出；请按单位、状态或期限缩小范围，分几次导出"
        )));
    }
    let names = ledger_rows::names(&app, &viewer, &rows, now).await?;
    let facts = vec![
        ("范围", words(&filter, &names)),
        ("件数", rows.len().to_string()),
        ("导出时间", clock::local(now)),
        ("导出人", viewer.display_name.clone()),
    ];
    let written = tokio::task::spawn_blocking(move || workbook(&facts, &rows, &names, now));
    let written = written.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    Ok(attachment::answer("督办台账.xlsx", attachment::XLSX, written))
}

/// 筛选条件 in words, so that a printed sheet says what it leaves out.
pub fn words(filter: &Filter, names: &Names) -> String {
    let name =
        |of: &[Choice], id: &str| of.iter().find(|c| c.id == id).map(|c| c.name.clone()).unwrap_or_default();
    let stage = match filter.stage.as_str() {
        "" if filter.light.starts_with("done") => "全部".to_owned(),
        "" | "open" => "未办结".to_owned(),
        "all" => "全部".to_owned(),
        key => Stage::from_key(key).map_or(String::new(), |stage| stage.word().to_owned()),
    };
    let light = Colour::from_key(&filter.light).map_or("", Colour::word).to_owned();
    let mine = if filter.mine == "1" { "我登记的" } else { "" };
    let leader =
        if filter.leader == "none" { "未指定".to_owned() } else { name(&names.leaders, &filter.leader) };
    let asked = [
        ("状态", stage),
        ("检索", filter.q.trim().to_owned()),
        ("来源", source_word(&filter.source).to_owned()),
        ("领导", leader),
        ("牵头单位", name(&names.units, &filter.unit)),
        ("灯", light),
        ("期限从", filter.from.clone()),
        ("期限到", filter.to.clone()),
        ("登记人", mine.to_owned()),
    ];
    let asked = asked.into_iter().filter(|(_, value)| !value.is_empty());
    let further = filter.further().into_iter().map(|(_, _, words)| words);
    asked.map(|(key, value)| format!("{key}：{value}")).chain(further).collect::<Vec<_>>().join("；")
}

fn workbook(
    facts: &[(&'static str, String)],
    rows: &[Row],
    names: &Names,
    now: i64,
) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let ledger = Sheet {
        name: "督办台账",
        columns: &COLUMNS,
        rows: rows.iter().map(|row| cells(row, names, now)).collect(),
    };
    ledger.write(workbook.add_worksheet())?;
    sheet::write_facts(workbook.add_worksheet(), facts)?;
    workbook.save_to_buffer()
}

const COLUMNS: [(&str, u8); 17] = [
    ("编号", 14),
    ("事项名称", 40),
    ("工作要求", 50),
    ("来源", 10),
    ("来源名称", 30),
    ("文号", 18),
    ("来源日期", 12),
    ("牵头单位", 20),
    ("领导", 10),
    ("督查员", 10),
    ("状态", 10),
    ("进度（%）", 8),
    ("灯", 10),
    ("办结期限", 12),
    ("交办时间", 17),
    ("最近反馈", 17),
    ("办结时间", 17),
];

fn cells(row: &Row, names: &Names, now: i64) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let optional = |text: &Option<String>| Cell::Text(text.clone().unwrap_or_default());
    let instant = |at: Option<i64>| Cell::Text(at.map(clock::local).unwrap_or_default());
    vec![
        Cell::Text(row.number()),
        text(&row.title),
        text(&row.requirement),
        text(row.source()),
        text(&row.source_title),
        optional(&row.source_number),
        optional(&row.source_on),
        text(row.unit(names)),
        text(row.leader(names)),
        text(names.account(&row.officer_id)),
        text(row.stage()),
        Cell::count(row.progress),
        text(row.light(now).word()),
        Cell::Text(row.due()),
        instant(row.issued_at),
        instant(row.last_feedback_at),
        instant(row.completed_at),
    ]
}
