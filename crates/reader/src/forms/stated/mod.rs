//! The figures that the narrative states in sentences, found by their wording in the section they belong to.

mod change;
mod scan;
mod three_publics;

use budget::{ListedProject, StatedFigures};

use super::narrative::Section;
use super::passage::Passage;
use scan::{Found, amount_of};

pub fn figures(sections: &[Section]) -> StatedFigures {
    let mut stated = StatedFigures::default();
    let of_title = |words: &[&str]| {
        let is_meant = |section: &&Section| words.iter().any(|word| section.title.contains(word));
        let passages = sections.iter().filter(is_meant).flat_map(|section| &section.passages);
        passages.map(Passage::compact).collect::<Vec<Passage>>()
    };
    let general = of_title(&["总体情况", "收支", "预算安排"]);
    general.iter().for_each(|passage| revenue(passage, &mut stated));
    general.iter().for_each(|passage| expenditure(passage, &mut stated));
    stated.comparison = general.iter().find_map(change::comparison);
    for passage in &of_title(&["机关运行"]) {
        running_costs(passage, &mut stated);
    }
    stated.three_publics = three_publics::read(&of_title(&["三公"]));
    stated.procurement = first(&of_title(&["采购"]), &["政府采购预算", "采购预算"]);
    let assets = of_title(&["资产"]);
    stated.assets = first(&assets, &["固定资产金额", "资产总额", "资产金额"]);
    stated.planned_assets = first(&assets, &["拟购置固定资产总额", "拟购置固定资产", "拟新增资产"]);
    stated
}

fn first(passages: &[Passage], names: &[&str]) -> Option<budget::Amount> {
    passages.iter().find_map(|passage| amount_of(passage, names)).map(|found| found.amount)
}

fn revenue(passage: &Passage, stated: &mut StatedFigures) {
    if stated.revenue.is_some() {
        return;
    }
    let is_of_all = |before: &str| !["公共", "基金", "经营"].iter().any(|book| before.ends_with(book));
    let names = ["预算收入", "收入预算", "收入总计", "收入合计"];
    let Some(total) = scan::amount_where(passage, &names, is_of_all) else {
        return;
    };
    let part = |names: &[&str]| amount_of(passage, names).filter(|found| found.start > total.start);
    let part = |names: &[&str]| part(names).map(|found| found.amount);
    stated.general_public =
        part(&["一般公共预算收入", "一般公共预算拨款", "一般公共预算财政拨款", "财政拨款收入"]);
    stated.government_fund = part(&["基金预算收入", "政府性基金"]);
    stated.special_account = part(&["财政专户"]);
    stated.other_revenue = part(&["其他来源收入", "其他收入"]);
    stated.revenue = Some(total.amount);
}

fn expenditure(passage: &Passage, stated: &mut StatedFigures) {
    if stated.expenditure.is_some() {
        return;
    }
    let Some(total) = amount_of(passage, &["支出预算", "预算支出", "支出总计", "支出合计"])
    else {
        return;
    };
    let part = |names: &[&str]| amount_of(passage, names).map(|found| found.amount);
    stated.basic = part(&["基本支出"]);
    stated.personnel = part(&["人员经费"]);
    stated.operating = part(&["公用经费"]);
    if let Some(project) = amount_of(passage, &["项目支出"]) {
        stated.projects =
            listed_after(passage, &project).map(|(name, amount)| ListedProject { name, amount }).collect();
        stated.project = Some(project.amount);
    }
    stated.expenditure = Some(total.amount);
}

fn running_costs(passage: &Passage, stated: &mut StatedFigures) {
    if stated.running_costs.is_some() {
        return;
    }
    if let Some(total) = amount_of(passage, &["机关运行经费", "机关运行费"]) {
        stated.running_cost_parts = listed_after(passage, &total).collect();
        stated.running_costs = Some(total.amount);
    }
}

/// The list that an amount is explained by: `，主要为……`.
fn listed_after<'a>(
    passage: &'a Passage,
    total: &Found,
) -> impl Iterator<Item = (String, budget::Amount)> + use<'a> {
    /// In bytes: `，具体情况如下：其中` and the like.
    const FARTHEST: usize = 40;
    const OPENINGS: [&str; 6] = ["主要为", "主要用于", "主要包括", "主要是", "其中", "包括"];
    let after = &passage.text[total.end..];
    let opening = |word: &&str| after.find(*word).filter(|at| *at <= FARTHEST).map(|at| at + word.len());
    let start = OPENINGS.iter().filter_map(opening).max();
    scan::list(passage, start.map_or(passage.text.len(), |start| total.end + start))
}
