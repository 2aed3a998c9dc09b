//! 部门整体支出绩效目标表 in wide rows: the department's money and its goal stand in columns before the indicators.

use budget::{Located, normal_name};

use super::super::piece::{Cell, Row};
use super::{Form, goals};

const GOALS: [&str; 8] = [
    "整体绩效目标",
    "部门整体绩效目标",
    "整体支出绩效目标",
    "部门整体支出绩效目标",
    "整体目标",
    "总体绩效目标",
    "总体目标",
    "年度总体目标",
];

/// The column of the goal in the first row of such a head: 单位编码, 单位名称 …, 整体绩效目标, 年度绩效指标. Where the goal
/// itself stands behind its label, or nothing, the row is no head.
pub fn goal_column(row: &Row) -> Option<usize> {
    const UNITS: [&str; 6] = ["单位名称", "部门名称", "预算单位", "预算部门", "单位编码", "部门编码"];
    const FEWEST_HEADS: usize = 4;
    /// In characters.
    const LONGEST_HEAD: usize = 20;
    if row.filled().count() < FEWEST_HEADS {
        return None;
    }
    let mut labels = row.filled().map(|(i, cell)| (i, normal_name(&cell.text)));
    // 序号 may stand first.
    labels.by_ref().take(2).find(|(_, label)| UNITS.contains(&label.as_str()))?;
    let (column, _) = labels.find(|(_, label)| GOALS.contains(&label.as_str()))?;
    let is_of_indicators = |label: &str| {
        label.chars().count() <= LONGEST_HEAD
            && ["绩效目标", "绩效指标", "一级指标"].iter().any(|end| label.ends_with(end))
    };
    labels.next().is_some_and(|(_, label)| is_of_indicators(&label)).then_some(column)
}

impl Form {
    /// The goal before the indicators of a row. It is printed again on each page.
    pub fn wide_goals(&mut self, row: &Row) {
        let column = self.wide_goal.filter(|column| self.goals.is_empty() && *column < self.table.level());
        let cell = column.and_then(|i| row.cells.get(i)).filter(|cell| !cell.is_blank());
        let Some(cell) = cell else { return };
        let label = Cell { text: "绩效目标".into(), place: cell.place.clone() };
        goals::read(&Row { cells: vec![label.clone(), cell.clone()] }, &mut self.goals);
        self.label(Located::new(label.text, label.place));
    }
}
