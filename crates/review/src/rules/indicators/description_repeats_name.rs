//! IN-22: a description that only repeats the indicator's name.

use budget::{BudgetDocument, Indicator, Project};

use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::rows::{bare, description, grouped, identity, name, named, operand};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-22",
    title: "绩效指标描述照抄名称",
    severity: Severity::Hint,
    basis: basis::INDICATORS,
    page: include_str!("description_repeats_name.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let described = open_indicators(doc).filter(|(_, row)| row.name.is_some() && row.description.is_some());
    for rows in grouped(described, |(project, _)| Some(identity(project))) {
        let repeated: Vec<_> = rows.into_iter().filter(|(_, row)| repeats(row)).collect();
        match repeated.first() {
            None => out.pass(),
            Some((project, first)) => {
                out.fail(fault(project, first, &repeated).of_form("指标的描述照抄名称"));
            }
        }
    }
}

fn repeats(row: &Indicator) -> bool {
    let name = bare(name(row));
    !name.is_empty() && name == bare(description(row))
}

fn fault(project: &Project, first: &Indicator, rows: &[(&Project, &Indicator)]) -> Fault {
    let names = rows.iter().map(|(_, row)| name(row));
    let message = format!(
        "项目“{}”中{}的描述照抄名称，没有说明怎样计算、从哪里取数",
        project.name.value.trim(),
        named(names, "条指标")
    );
    let suggestion = "在描述中写明计算方法或统计范围，如“按期办结的件数占应办件数的比率”";
    let cell = first.description.as_ref();
    let place = cell.map_or(&first.place, |cell| &cell.place);
    let operands = rows.iter().filter_map(|(_, row)| Some(operand(project, row, row.description.as_ref()?)));
    Fault::new(place, description(first), message, suggestion)
        .with_rows("绩效指标描述 = 三级指标名称", operands.collect())
}
