//! PF-01 beside sources of money that are not read: a sum that fails decides nothing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a text that cannot be read is a failed test")]

use review::{Report, Settings};

fn review(rows: &str) -> Report {
    let text = format!(
        "青禾县交通局2030年项目支出绩效目标表\n\n项目名称\t村道养护\n主管部门\t交通局\t实施单位\t交通局\n\
         项目资金（万元）\t年度资金总额\t100.00\n{rows}年度总体目标\t养护村道。\n\
         一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护里程\t≥120公里\n"
    );
    let read =
        reader::read("目标表.txt", text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}")).document;
    review::review(&read, &Settings::default())
}

fn verdict(report: &Report) -> (usize, usize) {
    let found = report.findings.iter().filter(|finding| finding.code == "PF-01").count();
    (found, report.undecided.iter().filter(|undecided| undecided.code == "PF-01").count())
}

#[test]
fn money_carried_over_is_not_missing() {
    assert_eq!(verdict(&review("\t其中：财政拨款\t80.00\n\t上年结转\t20.00\n\t其他资金\t-\n")), (0, 1));
    assert_eq!(verdict(&review("\t其中：财政拨款\t80.00\n\t其他资金\t20.00\n")), (0, 0));
    assert_eq!(verdict(&review("\t其中：财政拨款\t70.00\n\t其他资金\t20.00\n")), (1, 0));
}
