//! ST-08: the text or the money speaks of subordinate units that the list of units does not hold.

use budget::{BudgetDocument, BudgetUnit, Column, Money, Place, TableKind, TableRow, normal_name};

use crate::checks::{Checks, Fault};
use crate::texts::{Part, texts};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-08",
    title: "所属单位没有列入机构设置",
    severity: Severity::Warning,
    basis: basis::COMPLETE,
    page: include_str!("subordinate_unit_not_listed.md"),
    parameters: &[Parameter {
        key: "phrases",
        title: "表示有所属单位的说法",
        preset: Preset::Words(&[
            "及所属事业单位",
            "和所属事业单位",
            "及所属单位",
            "和所属单位",
            "及下属单位",
            "及下属事业单位",
            "含所属单位",
        ]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let (said, paid) = (said(doc, &out.words("phrases")), institutional_row(doc));
    let Some(place) = said.as_ref().map(|(_, place)| *place).or(paid.map(|(row, _)| &row.place)) else {
        return;
    };
    if doc.units.is_empty() {
        let reason = "没有读到部门机构设置情况，不能判断所属单位是否列全";
        return out.undecided(reason.to_owned(), Some(place));
    }
    let mut evidence = Vec::new();
    if let Some((phrase, _)) = &said
        && doc.units.len() == 1
    {
        evidence.push(format!("文中说“{phrase}”"));
    }
    if let Some((row, printed)) = paid
        && !doc.units.iter().any(may_be_institution)
    {
        let code = row.code.as_deref().unwrap_or_default();
        evidence.push(format!("{code} {}安排 {printed}", row.name.trim()));
    }
    let Some(unit) = doc.units.first() else { return };
    if evidence.is_empty() {
        return out.pass();
    }
    let listed = match doc.units.len() {
        1 => format!("部门机构设置情况只列了“{}”", unit.name.trim()),
        n => format!("部门机构设置情况列了 {n} 个单位，没有事业单位"),
    };
    let message = format!("{}，{listed}", evidence.join("，"));
    let suggestion = "把所属事业单位逐个列入部门机构设置情况；确实没有的，删去文中的说法，并核对事业运行科目";
    out.fail(Fault::new(place, evidence.join("；"), message, suggestion));
}

/// `中共云岭县委办公室及所属事业单位`, but not `没有所属单位`.
fn said<'a>(doc: &'a BudgetDocument, phrases: &[&'a str]) -> Option<(&'a str, &'a Place)> {
    let narrative = texts(doc).into_iter().filter(|text| matches!(text.part, Part::Narrative(_)));
    narrative.into_iter().find_map(|text| {
        let plain = normal_name(text.text);
        let phrase = phrases.iter().find(|phrase| !phrase.is_empty() && plain.contains(**phrase))?;
        Some((*phrase, text.place))
    })
}

/// 事业运行: the item 50 that pays institutions.
fn institutional_row(doc: &BudgetDocument) -> Option<(&TableRow, &str)> {
    let tables = [TableKind::Expenditure, TableKind::GeneralPublicExpenditure];
    let rows = tables.into_iter().filter_map(|kind| doc.table(kind)).flat_map(|table| &table.rows);
    rows.filter(|row| row.level() == Some(2) && normal_name(&row.name).contains("事业运行")).find_map(|row| {
        let amount = row.amount(Column::Total)?;
        (amount.money()? != Money::ZERO).then_some((row, amount.printed.as_str()))
    })
}

/// A unit of unknown nature may be one, 参公 units are institutions by status.
fn may_be_institution(unit: &BudgetUnit) -> bool {
    unit.nature.as_deref().is_none_or(|nature| nature.contains("事业") || nature.contains("参"))
}
