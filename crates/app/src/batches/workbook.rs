//! 批次汇总 as a workbook of three sheets: 概况, 排名, 规则.

use std::collections::HashMap;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::ranking::{Cause, Fired, Totals};
use crate::documents::document::Document;
use crate::sheet::{self, Cell, Sheet};

/// Everything the workbook prints.
pub struct Batch {
    /// 筛选条件
    pub words: String,
    pub totals: Totals,
    pub documents: Vec<Document>,
    pub gravest: HashMap<String, Vec<Cause>>,
    pub fired: Vec<Fired>,
}

pub fn of(batch: &Batch) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    sheet::write_facts(workbook.add_worksheet(), &facts(batch))?;
    for sheet in [ranking(batch), rules(batch)] {
        sheet.write(workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

fn facts(batch: &Batch) -> Vec<(&'static str, String)> {
    let totals = &batch.totals;
    let n = |count: i64| count.to_string();
    vec![
        ("范围", batch.words.clone()),
        ("材料", n(totals.n_documents)),
        ("单位", n(totals.n_departments)),
        ("错误", n(totals.n_errors)),
        ("警告", n(totals.n_warnings)),
        ("提示", n(totals.n_hints)),
        ("无法判断的检查", n(totals.n_undecided)),
        ("通过的检查", n(totals.n_passed)),
        ("有错误的材料", n(totals.n_with_errors)),
        ("没有问题的材料", n(totals.n_without_findings)),
        ("说明", "所列问题由规则自动得出，处理以财政部门意见为准。".to_owned()),
    ]
}

fn ranking(batch: &Batch) -> Sheet {
    let row = |(rank, document): (i64, &Document)| {
        let text = |text: &str| Cell::Text(text.to_owned());
        let year = document.fiscal_year.map(|year| year.to_string()).unwrap_or_default();
        let mut row = vec![
            Cell::count(rank),
            text(document.department()),
            text(document.region.as_deref().unwrap_or_default()),
            Cell::Text(year),
            text(document.kind_name()),
        ];
        let Document { n_errors, n_warnings, n_hints, n_undecided, n_passed, .. } = *document;
        row.extend([n_errors, n_warnings, n_hints, n_undecided, n_passed].map(Cell::count));
        let causes = batch.gravest.get(&document.id).map_or(&[][..], Vec::as_slice);
        for index in 0..3 {
            let words = |cause: &Cause| format!("{} {}", cause.code, cause.message);
            row.push(Cell::Text(causes.get(index).map(words).unwrap_or_default()));
        }
        row.extend([text(&document.file_name), Cell::Text(document.imported())]);
        row
    };
    Sheet {
        name: "排名",
        columns: &[
            ("名次", 6),
            ("单位", 30),
            ("区划", 12),
            ("年度", 8),
            ("种类", 12),
            ("错误", 7),
            ("警告", 7),
            ("提示", 7),
            ("无法判断", 9),
            ("通过", 8),
            ("最要紧的问题", 50),
            ("其次", 50),
            ("再次", 50),
            ("文件", 30),
            ("导入时间", 18),
        ],
        rows: (1..).zip(&batch.documents).map(row).collect(),
    }
}

fn rules(batch: &Batch) -> Sheet {
    let row = |each: &Fired| {
        vec![
            Cell::Text(each.rule.code.to_owned()),
            Cell::Text(each.rule.title.to_owned()),
            Cell::Text(each.rule.severity.word().to_owned()),
            Cell::count(each.n_findings),
            Cell::count(each.n_documents),
        ]
    };
    Sheet {
        name: "规则",
        columns: &[("编号", 10), ("审核内容", 50), ("级别", 8), ("查出处数", 10), ("涉及材料", 10)],
        rows: batch.fired.iter().map(row).collect(),
    }
}
