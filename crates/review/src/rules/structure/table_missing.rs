//! ST-01: a table that must be published is not there.

use budget::{Amount, BudgetBook, BudgetDocument, Column, DocumentKind, Money, TableKind, normal_name};

use crate::checks::{Checks, Fault};
use crate::locate::beginning;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-01",
    title: "应公开的表不全",
    severity: Severity::Error,
    basis: basis::COMPLETE,
    page: include_str!("table_missing.md"),
    parameters: &[Parameter {
        key: "tables",
        title: "应公开的表",
        preset: Preset::Words(&[
            "收支总表",
            "收入总表",
            "支出总表",
            "财政拨款收支总表",
            "一般公共预算财政拨款支出表",
            "一般公共预算财政拨款基本支出表",
            "政府性基金预算财政拨款支出表",
            "国有资本经营预算财政拨款支出表",
            "财政拨款“三公”经费支出表",
        ]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    if doc.kind != DocumentKind::Disclosure {
        return;
    }
    let mut due: Vec<TableKind> = Vec::new();
    for word in out.words("tables") {
        match kind(word) {
            Some(kind) if due.contains(&kind) => {}
            Some(kind) => due.push(kind),
            None => out.undecided(format!("设置中应公开的表“{word}”不是已知的公开表，没有查"), None),
        }
    }
    due.retain(|kind| is_asked_for(*kind, doc));
    let missing: Vec<TableKind> =
        due.iter().copied().filter(|kind| doc.printed_table(*kind).is_none()).collect();
    for _ in missing.len()..due.len() {
        out.pass();
    }
    let Some((place, excerpt)) = beginning(doc) else { return };
    if missing.is_empty() {
        return;
    }
    let listed: Vec<String> = doc.contents.iter().map(|entry| normal_name(&entry.title)).collect();
    let is_promised = |kind: &TableKind| listed.iter().any(|title| title.contains(kind.name()));
    let is_part = missing.len() * 2 > due.len() && !missing.iter().any(is_promised);
    // A narrative may come with a list of contents of the whole publication.
    if is_part || missing.len() == due.len() {
        let n_read = due.len() - missing.len();
        let reason = format!(
            "应公开的 {} 张表只读到 {n_read} 张，其余可能以附件另行公开，不能判断是否齐全",
            due.len()
        );
        return out.undecided(reason, Some(place));
    }
    // Where there is no such money, many provinces do not print its table; some tell “三公”经费 in the narrative alone.
    let n_promised = due.iter().filter(|kind| is_promised(kind)).count();
    let is_optional = |kind: &&TableKind| match kind {
        _ if is_promised(kind) => false,
        TableKind::StateCapitalExpenditure => !has_state_capital(doc),
        TableKind::ThreePublics => n_promised * 2 > due.len() && tells_publics(doc),
        _ => false,
    };
    let (bare, lacking): (Vec<TableKind>, Vec<TableKind>) = missing.iter().partition(is_optional);
    let names = |kinds: &[TableKind]| kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join("、");
    if !lacking.is_empty() {
        let message = format!("应公开 {} 张表，缺 {} 张：{}", due.len(), lacking.len(), names(&lacking));
        let suggestion = "补上所缺的表；没有该项预算的也要列出空表，并在表下注明“空表列示”";
        out.fail(Fault::new(place, excerpt, message, suggestion));
    }
    if !bare.is_empty() {
        let is_told = bare.contains(&TableKind::ThreePublics);
        let why =
            if is_told { "目录没有列，文字另有说明" } else { "材料里也没有这项资金" };
        let reason = format!("没有{}，{why}；当地表样是否要求列出空表不能判断", names(&bare));
        out.undecided(reason, Some(place));
    }
}

/// Whether the narrative states the money of “三公”经费.
fn tells_publics(doc: &BudgetDocument) -> bool {
    let mut paragraphs = doc.narrative.iter().flat_map(|section| &section.paragraphs);
    paragraphs.any(|paragraph| paragraph.value.contains("三公") && paragraph.value.contains("万元"))
}

/// Whether any amount of 国有资本经营预算 stands in the tables.
fn has_state_capital(doc: &BudgetDocument) -> bool {
    let is_money = |amount: &Amount| amount.addend().is_none_or(|money| money != Money::ZERO);
    doc.tables.iter().flat_map(|table| &table.rows).any(|row| {
        let is_row = row.normal_name().contains("国有资本经营");
        row.amounts.iter().any(|(column, amount)| {
            (is_row || *column == Column::Book(BudgetBook::StateCapital)) && is_money(amount)
        })
    })
}

/// The eight tables of 2016 were nine only when departments began to publish their state capital expenditure.
fn is_asked_for(kind: TableKind, doc: &BudgetDocument) -> bool {
    const FIRST: u16 = 2021;
    kind != TableKind::StateCapitalExpenditure || doc.fiscal_year.is_none_or(|year| year.number() >= FIRST)
}

/// The table that an office names, by its official name or a title that holds it.
fn kind(word: &str) -> Option<TableKind> {
    let word = normal_name(word);
    let named = TableKind::ALL.into_iter().filter(|kind| word.contains(kind.name()));
    named.max_by_key(|kind| kind.name().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Settings, example, review};

    #[test]
    fn publics_told_in_the_narrative_may_have_no_table() {
        let titles = [
            "部门收支总表",
            "部门收入总表",
            "部门支出总表",
            "财政拨款收支总表",
            "一般公共预算财政拨款支出表",
            "一般公共预算财政拨款基本支出表",
            "政府性基金预算财政拨款支出表",
            "国有资本经营预算财政拨款支出表",
        ];
        let severity = |listed: &str| {
            let contents: String = titles.iter().map(|title| format!("| {title} | 1 |\n")).collect();
            let text = format!(
                "**目录**\n\n| 标题 | 页码 |\n|---|---|\n{contents}{listed}\n{}\n\n**情况说明：“三公”经费情况**\n\n\
                 > 2031年“三公”经费预算9.20万元，其中：公务接待费9.20万元。\n",
                titles.map(|title| format!("**{title}**\n\n")).concat()
            );
            let report = review(&example::document(&text), &Settings::default());
            report.findings.iter().find(|finding| finding.code == "ST-01").map(|finding| finding.severity)
        };
        assert_eq!(severity("| 财政拨款“三公”经费支出表 | 9 |\n"), Some(Severity::Error));
        assert_eq!(severity(""), None);
    }

    #[test]
    fn the_table_of_money_that_nothing_speaks_of_is_undecided() {
        let titles = [
            "收入总表",
            "支出总表",
            "财政拨款收支总表",
            "一般公共预算财政拨款支出表",
            "一般公共预算财政拨款基本支出表",
            "政府性基金预算财政拨款支出表",
            "财政拨款“三公”经费支出表",
        ];
        let severity = |capital: &str| {
            let text = format!(
                "**收支总表**\n| 收入 | 预算数 | 支出 | 预算数 |\n|---|---|---|---|\n\
                 | 一、一般公共预算拨款 | 7.00 | 一、教育支出 | 7.00 |\n| 二、国有资本经营预算拨款 | {capital} |  |  |\n\n{}",
                titles.map(|title| format!("**{title}**\n\n")).concat()
            );
            let report = review(&example::document(&text), &Settings::default());
            report.findings.iter().find(|finding| finding.code == "ST-01").map(|finding| finding.severity)
        };
        assert_eq!(severity("0.00"), None);
        assert_eq!(severity("2.00"), Some(Severity::Error));
    }
}
