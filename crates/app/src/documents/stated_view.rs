//! The figures that sentences state, as rows of a small table.

use budget::{Measure, StatedFigures};

use super::cell_view::words;
use super::parts::Parts;
use super::rows;
use super::rows::stated::StatedRow;

#[derive(Debug)]
pub struct StatedView {
    pub meaning: String,
    /// 项目名称, 增减原因 and the like
    pub label: String,
    pub amount: String,
    pub href: String,
}

pub fn views(stated: &StatedFigures, parts: &Parts) -> Vec<StatedView> {
    let rows = rows::stated::rows(stated);
    rows.into_iter().filter(|row| row.meaning != "comparison").map(|row| view(row, parts)).collect()
}

fn view(row: StatedRow, parts: &Parts) -> StatedView {
    let label = [row.label, row.reason].into_iter().flatten().collect::<Vec<_>>();
    StatedView {
        meaning: meaning(row.meaning).to_owned(),
        label: label.join("："),
        amount: words(&row.amount, Measure::Wan),
        href: parts.section_address(&row.amount.place),
    }
}

fn meaning(key: &str) -> &str {
    const WORDS: [(&str, &str); 27] = [
        ("revenue", "收入总额"),
        ("general_public", "其中：一般公共预算收入"),
        ("government_fund", "其中：政府性基金预算收入"),
        ("special_account", "其中：财政专户核拨收入"),
        ("other_revenue", "其中：其他来源收入"),
        ("expenditure", "支出总额"),
        ("basic", "其中：基本支出"),
        ("personnel", "其中：人员经费"),
        ("operating", "其中：日常公用经费"),
        ("project_expenditure", "其中：项目支出"),
        ("project", "项目清单"),
        ("running_costs", "机关运行经费"),
        ("running_cost_part", "机关运行经费构成"),
        ("procurement", "政府采购预算"),
        ("assets", "上年末固定资产"),
        ("planned_assets", "拟购置固定资产"),
        ("three_publics", "“三公”经费合计"),
        ("overseas_travel", "因公出国（境）费"),
        ("vehicles", "公务用车购置及运行维护费"),
        ("vehicle_purchase", "其中：公务用车购置费"),
        ("vehicle_running", "其中：公务用车运行维护费"),
        ("reception", "公务接待费"),
        ("three_publics_change", "“三公”经费比上年增减"),
        ("three_publics_part_change", "其中：分项比上年增减"),
        ("change_total", "收支总额比上年增减"),
        ("change_basic", "基本支出比上年增减"),
        ("change_project", "项目支出比上年增减"),
    ];
    WORDS.iter().find(|(name, _)| *name == key).map_or(key, |(_, words)| words)
}
