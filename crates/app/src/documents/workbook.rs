//! 问题清单 as a workbook of four sheets: 概况, 问题, 连带问题, 无法判断.

use review::Finding;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::export::FindingList;
use super::rows::report::{StoredFinding, Waived};
use crate::sheet::{self, Cell, Sheet};

pub fn of(list: &FindingList) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    sheet::write_facts(workbook.add_worksheet(), &facts(list))?;
    for sheet in [findings(list), consequences(list), undecided(list)] {
        sheet.write(workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

fn facts(list: &FindingList) -> Vec<(&'static str, String)> {
    let document = &list.document;
    let n = |count: i64| count.to_string();
    vec![
        ("部门", document.department().to_owned()),
        ("区划", document.region_name().to_owned()),
        ("预算年度", document.year()),
        ("材料种类", document.kind_name().to_owned()),
        ("文件", document.file_name.clone()),
        ("导入时间", document.imported()),
        ("错误", n(document.n_errors)),
        ("警告", n(document.n_warnings)),
        ("提示", n(document.n_hints)),
        ("已豁免", n(document.n_waived)),
        ("通过的检查", n(document.n_passed)),
        ("未通过的检查", n(document.n_failed)),
        ("无法判断的检查", n(document.n_undecided)),
        ("说明", "所列问题由规则自动得出，处理以财政部门意见为准；连带问题随其原因改正而消失。".to_owned()),
    ]
}

fn findings(list: &FindingList) -> Sheet {
    let row = |(number, stored): (i32, &StoredFinding)| {
        let f = &stored.finding;
        let mut row = vec![Cell::Number(number)];
        row.extend(words(f).map(Cell::Text));
        row.push(Cell::Number(i32::try_from(f.consequences.len()).unwrap_or(i32::MAX)));
        row.push(Cell::Text(stored.waiver.as_ref().map(Waived::words).unwrap_or_default()));
        row
    };
    Sheet {
        name: "问题",
        columns: &[
            ("序号", 6),
            ("级别", 7),
            ("规则", 26),
            ("位置", 18),
            ("原文", 36),
            ("问题", 50),
            ("建议", 44),
            ("依据", 40),
            ("连带问题数", 12),
            ("豁免", 40),
        ],
        rows: (1..).zip(&list.findings).map(row).collect(),
    }
}

fn consequences(list: &FindingList) -> Sheet {
    let of_cause = |(number, cause)| -> Vec<Vec<Cell>> {
        let cause: &StoredFinding = cause;
        let row = |f: &Finding| {
            let mut row = vec![Cell::Number(number)];
            row.extend(words(f).map(Cell::Text));
            row
        };
        cause.finding.consequences.iter().map(row).collect()
    };
    Sheet {
        name: "连带问题",
        columns: &[
            ("原因序号", 10),
            ("级别", 7),
            ("规则", 26),
            ("位置", 18),
            ("原文", 36),
            ("问题", 50),
            ("建议", 44),
            ("依据", 40),
        ],
        rows: (1..).zip(&list.findings).flat_map(of_cause).collect(),
    }
}

fn undecided(list: &FindingList) -> Sheet {
    let row = |u: &review::Undecided| {
        let place = u.place.as_ref().map(ToString::to_string).unwrap_or_default();
        [rule(u.code), place, u.reason.clone()].map(Cell::Text).into()
    };
    Sheet {
        name: "无法判断",
        columns: &[("规则", 30), ("位置", 18), ("原因", 90)],
        rows: list.undecided.iter().map(row).collect(),
    }
}

/// 级别, 规则, 位置, 原文, 问题, 建议, 依据
fn words(finding: &Finding) -> [String; 7] {
    [
        finding.severity.word().to_owned(),
        rule(finding.code),
        finding.place.to_string(),
        finding.excerpt.clone(),
        finding.message.clone(),
        finding.suggestion.clone(),
        finding.basis.to_owned(),
    ]
}

/// `SB-01 父级科目不等于下级之和`
fn rule(code: &str) -> String {
    let title = crate::rules::show::named(code).map_or("", |rule| rule.title);
    format!("{code} {title}").trim().to_owned()
}
