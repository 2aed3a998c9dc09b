//! IN-26: a basis that names neither a document nor a standard nor a figure of earlier years.

use budget::{BudgetDocument, Indicator, Project};

use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::rows::{grouped, identity, operand};
use crate::words::letters;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-26",
    title: "指标值确定依据空泛",
    severity: Severity::Hint,
    basis: basis::INDICATORS,
    page: include_str!("value_basis_says_nothing.md"),
    parameters: &[Parameter {
        key: "bases",
        title: "空泛的依据（整格与之相同）",
        preset: Preset::Words(&[
            "工作需要",
            "实际需要",
            "工作要求",
            "实际情况",
            "工作计划",
            "工作安排",
            "年度计划",
            "年度工作计划",
            "年度工作安排",
            "历史经验",
            "往年经验",
            "以往经验",
            "工作经验",
            "部门标准",
            "单位标准",
            "县里文件",
            "市里文件",
            "上级文件",
            "相关文件",
            "有关文件",
            "文件要求",
            "上级要求",
        ]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let bases: Vec<Vec<char>> = out.words("bases").into_iter().map(letters).collect();
    let based = open_indicators(doc).filter(|(_, row)| row.value_basis.is_some());
    let key = |(_, row): &(&Project, &Indicator)| row.value_basis.as_ref().map(|text| letters(&text.value));
    for rows in grouped(based, key) {
        let Some((_, first)) = rows.first() else { continue };
        let Some(cell) = &first.value_basis else { continue };
        if !bases.contains(&letters(&cell.value)) {
            out.pass();
            continue;
        }
        let n_projects = grouped(rows.iter(), |(project, _)| Some(identity(project))).len();
        let message = format!(
            "“{}”被用作 {} 条指标的确定依据（{n_projects} 个项目），没有指明文件、标准或历史数值",
            cell.value.trim(),
            rows.len()
        );
        let suggestion = "写明文件名称和文号、标准名称，或者上年实际数，如“2024年办结率94%”";
        let operands = rows.iter().filter_map(|(p, row)| Some(operand(p, row, row.value_basis.as_ref()?)));
        let fault = Fault::new(&cell.place, cell.value.trim(), message, suggestion);
        out.fail(fault.with_rows("指标值确定依据相同", operands.collect()));
    }
}
