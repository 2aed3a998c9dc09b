//! PR-04: the assets to be bought are not the goods to be procured, or are nil beside goals that promise purchases.

use budget::{Amount, BudgetDocument, Column, IndicatorAspect, Money, PublicsPart, TableKind};

use crate::checks::{Checks, Fault};
use crate::equation::Equation;
use crate::locate::open_indicators;
use crate::publics::Publics;
use crate::purchases::{Item, Purchases};
use crate::term::Term;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PR-04",
    title: "拟购置固定资产与采购不一致",
    severity: Severity::Hint,
    basis: basis::PROCUREMENT,
    page: include_str!("planned_assets_differ_from_goods.md"),
    parameters: &[Parameter {
        key: "names",
        title: "数量指标、成本指标的名称里有这些字的，看作要购置资产",
        preset: Preset::Words(&["购置", "新购", "添置", "装备"]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(planned) = &doc.stated.planned_assets else { return };
    goods(doc, planned, out);
    if planned.money() == Some(Money::ZERO) {
        promises(doc, planned, out);
    }
}

/// 拟购置固定资产总额 = Σ goods of the procurement table.
fn goods<'a>(doc: &'a BudgetDocument, planned: &'a Amount, out: &mut Checks<'a>) {
    let Some(table) = doc.table(TableKind::Procurement) else {
        if planned.money().is_some_and(|money| money != Money::ZERO) {
            out.undecided(
                "没有读到政府采购预算表，不能与拟购置固定资产核对".to_owned(),
                Some(&planned.place),
            );
        }
        return;
    };
    let purchases = Purchases::of(table);
    if let Some(item) = purchases.items.iter().find(|item| item.catalogue_letter().is_none()) {
        let reason = "政府采购预算表有的行没有采购目录序号，分不出货物、工程和服务".to_owned();
        return out.undecided(reason, Some(&item.row.place));
    }
    let is_goods = |item: &&Item<'_>| item.catalogue_letter() == Some('A');
    out.equate(Equation {
        left: Term::Stated { what: "情况说明 拟购置固定资产总额", amount: planned },
        right: purchases
            .items
            .iter()
            .filter(is_goods)
            .map(|item| Term::cell(table, item.row, Column::Total))
            .collect(),
        formula: "拟购置固定资产总额 = Σ 货物类采购",
        sum: "货物类采购之和",
    });
}

fn promises(doc: &BudgetDocument, planned: &Amount, out: &mut Checks<'_>) {
    const MOST: usize = 5;
    let words = out.words("names");
    let vehicles = Publics::of(doc).map(|publics| publics.term(PublicsPart::Purchase, Column::Total));
    let vehicles = vehicles.and_then(|term| term.addend()).filter(|money| *money > Money::ZERO);
    let vehicles = vehicles.map(|money| format!("“三公”经费表公务用车购置费 {money} 万元"));
    let rows = open_indicators(doc).filter_map(|(project, indicator)| {
        let name = indicator.name.as_ref()?.value.as_str();
        let counts = indicator.is_cost() || indicator.aspect == IndicatorAspect::Quantity;
        let buys = counts && words.iter().any(|word| name.contains(word));
        let value = &indicator.target_value.value.text;
        buys.then(|| format!("项目“{}”指标“{name}”{value}", project.name.value))
    });
    let found: Vec<String> = vehicles.into_iter().chain(rows).collect();
    if found.is_empty() {
        return;
    }
    let rest = if found.len() > MOST { format!("等 {} 处", found.len()) } else { String::new() };
    let list = found.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join("；");
    let message = format!("拟购置固定资产总额为 0，却有购置安排：{list}{rest}");
    let suggestion = "核对要购置的是不是固定资产；是的，计入拟购置固定资产总额，并按规定编入政府采购预算";
    out.fail(Fault::new(
        &planned.place,
        format!("拟购置固定资产总额 {}", planned.printed),
        message,
        suggestion,
    ));
}
