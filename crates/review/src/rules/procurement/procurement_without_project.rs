//! PR-03: something is procured for a project that is not in the list of projects, or for more than it has.

use std::collections::{HashMap, HashSet};

use budget::{Amount, BudgetDocument, BudgetTable, Column, Money, TableKind, TableRow, normal_name};

use crate::checks::{Checks, Fault};
use crate::purchases::{Item, Purchases};
use crate::term::{Term, row_text};
use crate::words::is_office;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PR-03",
    title: "采购项目不在项目清单或超出项目预算",
    severity: Severity::Warning,
    basis: basis::PROCUREMENT,
    page: include_str!("procurement_without_project.md"),
    parameters: &[Parameter {
        key: "basic",
        title: "采购表的项目名称里有这些字的，用基本支出采购，不在项目清单中",
        preset: Preset::Words(&["公用经费", "基本支出", "人员经费", "办公经费", "日常", "机关运行"]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = doc.table(TableKind::Procurement) else { return };
    let purchases = Purchases::of(table);
    let budgets = budgets(doc);
    let groups = groups(doc, &purchases, &budgets, &out.words("basic"));
    if groups.is_empty() {
        return;
    }
    if budgets.is_empty() {
        return out.undecided("没有读到项目清单，不能与政府采购预算表核对".to_owned(), Some(&table.place));
    }
    // A template may name what is bought where others name the project.
    const FEWEST: usize = 2;
    if groups.len() > FEWEST && groups.iter().all(|(name, _)| !budgets.contains_key(name)) {
        let reason = "政府采购预算表的项目名称没有一个与项目清单相同，像是写的采购内容，没有核对";
        return out.undecided(reason.to_owned(), Some(&table.place));
    }
    let is_whole = is_whole(doc, &budgets);
    for (name, items) in groups {
        let Some(first) = items.first() else { continue };
        match budgets.get(&name) {
            Some(budget) => within(*budget, &items, &purchases, out),
            None if !is_whole => {
                let project = first.project;
                let reason = format!("项目清单不全，不知道有没有项目“{project}”");
                out.undecided(reason, Some(&first.row.place));
            }
            None => {
                let project = first.project;
                let message = format!("政府采购预算表的项目“{project}”不在项目清单中");
                let suggestion = "核对项目名称，与项目清单一致；用公用经费采购的写明“公用经费”";
                out.fail(Fault::new(&first.row.place, row_text(first.row), message, suggestion));
            }
        }
    }
}

/// 货物类, 工程, 服务类采购: rows by what is bought, not by project.
fn is_category(name: &str) -> bool {
    let bare = name.trim_start_matches(|c: char| !c.is_alphabetic() || "一二三四".contains(c));
    let bare =
        bare.trim_start_matches(['、', '.', ')', '）', ':']).trim_end_matches("采购").trim_end_matches('类');
    matches!(bare, "货物" | "服务" | "工程" | "政府采购货物" | "政府采购服务" | "政府采购工程")
}

/// The items of each project, in order of appearance.
fn groups<'a>(
    doc: &BudgetDocument,
    purchases: &Purchases<'a>,
    budgets: &HashMap<String, Option<Money>>,
    basic: &[&str],
) -> Vec<(String, Vec<Item<'a>>)> {
    let mut groups: Vec<(String, Vec<Item<'a>>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let units = units(doc);
    let is_basic = |name: &str| basic.iter().any(|word| name.contains(word));
    // 西岭县水利局: whose purchases follow, unless a project is called so.
    let is_unit = |name: &str| units.contains(name) || is_office(name) && !budgets.contains_key(name);
    let is_no_project = |name: &str| is_basic(name) || is_category(name) || is_unit(name);
    for item in purchases.items.iter().filter(|item| !item.project.is_empty()) {
        let name = normal_name(item.project);
        if is_no_project(&name) || is_funding(&name) || holds_all(item, purchases) {
            continue;
        }
        let at = *known.entry(name.clone()).or_insert(groups.len());
        if at == groups.len() {
            groups.push((name, Vec::new()));
        }
        groups[at].1.push(*item);
    }
    groups
}

fn units(doc: &BudgetDocument) -> HashSet<String> {
    let own = doc.department.name.iter().map(|name| name.value.as_str());
    own.chain(doc.units.iter().map(|unit| unit.name.as_str())).map(normal_name).collect()
}

/// 全额, 差额: how the unit is paid whose purchases follow.
fn is_funding(name: &str) -> bool {
    const PAID: [&str; 5] = ["全额", "差额", "自收自支", "定额补助", "财政补助"];
    PAID.contains(&name.trim_end_matches("拨款"))
}

/// A row with the amount of the whole table above others is their sum.
fn holds_all(item: &Item<'_>, purchases: &Purchases<'_>) -> bool {
    let money = |row: &TableRow| row.amount(Column::Total).and_then(Amount::money);
    let whole = purchases.total.and_then(money).filter(|whole| *whole != Money::ZERO);
    let is_last = purchases.items.last().is_some_and(|last| std::ptr::eq(last.row, item.row));
    whole.is_some() && money(item.row) == whole && !is_last
}

/// The money of every project by its normal name: of the narrative's list, else of its form. `None`: not stated.
fn budgets(doc: &BudgetDocument) -> HashMap<String, Option<Money>> {
    let mut budgets: HashMap<String, Option<Money>> = HashMap::new();
    for project in &doc.projects {
        budgets.insert(normal_name(&project.name.value), project.budgeted.as_ref().and_then(Amount::money));
    }
    let mut listed: HashMap<String, Option<Money>> = HashMap::new();
    for project in &doc.stated.projects {
        let money = project.amount.money();
        let sum = listed.entry(normal_name(&project.name)).or_insert(Some(Money::ZERO));
        *sum = sum.zip(money).and_then(|(sum, money)| sum.checked_add(money));
    }
    budgets.extend(listed);
    budgets
}

/// Whether the projects that were read are all of them, as far as the money of 项目支出 tells. Forms alone need not be all.
fn is_whole(doc: &BudgetDocument, budgets: &HashMap<String, Option<Money>>) -> bool {
    let total = doc.table(TableKind::Expenditure).and_then(BudgetTable::total_row);
    let spent = total.and_then(|row| row.amount(Column::Project)).and_then(Amount::money);
    let listed = budgets.values().copied().collect::<Option<Vec<_>>>().and_then(Money::checked_sum);
    listed.zip(spent).map_or(!doc.stated.projects.is_empty(), |(listed, spent)| listed >= spent)
}

fn within<'a>(budget: Option<Money>, items: &[Item<'a>], purchases: &Purchases<'a>, out: &mut Checks<'a>) {
    let Some(first) = items.first() else { return };
    let cell = |item: &Item<'a>| Term::cell(purchases.table, item.row, Column::Total);
    let terms: Vec<Term<'a>> = items.iter().map(cell).collect();
    let bought = terms.iter().map(Term::addend).collect::<Option<Vec<_>>>().and_then(Money::checked_sum);
    let (Some(most), Some(bought)) = (budget, bought) else {
        let reason = format!("项目“{}”的预算数或采购金额没有读到，不能比较", first.project);
        return out.undecided(reason, Some(&first.row.place));
    };
    if bought <= most {
        return out.pass();
    }
    let message = format!("项目“{}”采购 {bought} 万元，大于项目预算 {most} 万元", first.project);
    let fault = Fault::new(
        &first.row.place,
        row_text(first.row),
        message,
        "核对采购金额和项目预算，采购不应超出项目预算",
    );
    out.fail(fault.with_terms("Σ 项目的采购 ≤ 项目预算", &terms));
}

#[cfg(test)]
mod tests {
    use super::{is_category, is_funding};
    use crate::{Settings, example, review};

    fn n_found(project: &str) -> usize {
        let text = format!(
            "**政府采购预算表**\n| 项目名称 | 采购物品名称 | 合计 |\n|---|---|---|\n| 办公设备购置 | 计算机 | 5.00 |\n\
             | {project} | 砂浆 | 3.00 |\n\n**文中数字**\n| 名称 | 金额 |\n|---|---|\n\
             | 项目清单：办公设备购置 | 6.00 |\n| 项目清单：校舍维修改造（第一中学） | 2.00 |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().filter(|finding| finding.code == "PR-03").count()
    }

    #[test]
    fn units_are_no_projects() {
        assert!(is_funding("全额拨款") && !is_funding("全额贴息"));
        for unit in ["青石县林草局", "青石县林草局（本级）", "第三中学", "城关幼儿园", "青石县人民政府"]
        {
            assert_eq!(n_found(unit), 0, "{unit}");
        }
        for project in ["林区道路维修", "办公楼维修（县林草局）", "改造第三中学"] {
            assert_eq!(n_found(project), 1, "not listed: {project}");
        }
        assert_eq!(n_found("校舍维修改造（第一中学）"), 1, "more than its budget");
    }

    #[test]
    fn what_is_bought_is_no_project() {
        assert!(["货物类", "服务", "工程类采购", "一、货物类"].into_iter().all(is_category));
        assert!(!["货物运输经费", "服务中心运行经费"].into_iter().any(is_category));
    }
}
