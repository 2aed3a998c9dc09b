//! The figures that an example's sentences state: as a table of names and amounts, two of them also as sentences.

use budget::{
    Amount, FiscalYear, ListedProject, Measure, Place, PriorYearChange, PriorYearComparison, StatedFigures,
    ThreePublics,
};

/// One row of `文中数字`.
pub fn figure(stated: &mut StatedFigures, name: &str, (text, reason): (&str, Option<&str>), place: &Place) {
    let amount = Amount::read(text, Measure::Wan, place.clone());
    if let Some(name) = name.strip_prefix("项目清单：") {
        return stated.projects.push(ListedProject { name: name.to_owned(), amount });
    }
    if let Some(name) = name.strip_prefix("机关运行经费：") {
        return stated.running_cost_parts.push((name.to_owned(), amount));
    }
    if let Some(slot) = single(stated, name) {
        *slot = Some(amount);
        return;
    }
    let change = PriorYearChange { amount: amount.clone(), reason: reason.map(str::to_owned) };
    if let Some(name) = name.strip_prefix("三公：") {
        let publics = stated.three_publics.get_or_insert_default();
        return match three_publics(publics, name) {
            Some(slot) => *slot = Some(amount),
            None if name == "比上年" => publics.change = Some(change),
            None => publics.part_changes.push((name.trim_start_matches("比上年").to_owned(), change)),
        };
    }
    let comparison = stated.comparison.get_or_insert_with(|| PriorYearComparison {
        year: None,
        total: None,
        basic: None,
        project: None,
        place: place.clone(),
    });
    match name {
        "比较年度" => comparison.year = text.parse().ok().and_then(FiscalYear::new),
        "比上年总额" => comparison.total = Some(change),
        "比上年基本支出" => comparison.basic = Some(change),
        "比上年项目支出" => comparison.project = Some(change),
        other => panic!("no stated figure is called {other}"),
    }
}

fn single<'s>(stated: &'s mut StatedFigures, name: &str) -> Option<&'s mut Option<Amount>> {
    Some(match name {
        "预算收入" => &mut stated.revenue,
        "一般公共预算收入" => &mut stated.general_public,
        "政府性基金收入" => &mut stated.government_fund,
        "财政专户收入" => &mut stated.special_account,
        "其他收入" => &mut stated.other_revenue,
        "支出预算" => &mut stated.expenditure,
        "基本支出" => &mut stated.basic,
        "人员经费" => &mut stated.personnel,
        "公用经费" => &mut stated.operating,
        "项目支出" => &mut stated.project,
        "机关运行经费" => &mut stated.running_costs,
        "政府采购" => &mut stated.procurement,
        "固定资产" => &mut stated.assets,
        "拟购置固定资产" => &mut stated.planned_assets,
        _ => return None,
    })
}

fn three_publics<'s>(publics: &'s mut ThreePublics, name: &str) -> Option<&'s mut Option<Amount>> {
    Some(match name {
        "合计" => &mut publics.total,
        "因公出国（境）费" => &mut publics.overseas_travel,
        "公务用车购置及运行维护费" => &mut publics.vehicles,
        "公务用车购置费" => &mut publics.purchase,
        "公务用车运行维护费" => &mut publics.running,
        "公务接待费" => &mut publics.reception,
        _ => return None,
    })
}

/// `……机关运行经费……606.34 万元`, `项目支出 773.19 万元，主要为甲 1.00 万元，乙 2.00 万元`
pub fn sentence(text: &str, place: &Place, stated: &mut StatedFigures) {
    let figure = |text: &str| {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let end = start + text[start..].find("万元")?;
        Some((text[..start].trim().to_owned(), Amount::read(&text[start..end], Measure::Wan, place.clone())))
    };
    if let Some((_, rest)) = text.split_once("机关运行经费")
        && stated.running_costs.is_none()
    {
        stated.running_costs = figure(rest).map(|(_, amount)| amount);
    }
    let Some((_, rest)) = text.split_once("项目支出") else { return };
    let Some((total, list)) = rest.split_once("主要为") else {
        stated.project = stated.project.take().or(figure(rest).map(|(_, amount)| amount));
        return;
    };
    stated.project = figure(total).map(|(_, amount)| amount);
    let items = list.split('，').filter_map(figure);
    stated.projects = items.map(|(name, amount)| ListedProject { name, amount }).collect();
}
