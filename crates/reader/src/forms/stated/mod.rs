//! The figures that the narrative states in sentences, found by their wording in the section they belong to.

mod change;
mod comparisons;
mod list;
mod publics_names;
mod publics_parts;
mod reasons;
mod scan;
mod three_publics;

use std::ops::Range;

use budget::{Amount, ListedProject, StatedFigures};

use super::narrative::Section;
use super::numbering;
use super::passage::Passage;
use scan::{Found, amount_of};

pub fn figures(sections: &[Section]) -> StatedFigures {
    let mut stated = StatedFigures::default();
    let of_title = |is_meant: &dyn Fn(&str) -> bool| {
        let meant = sections.iter().filter(|section| is_meant(&section.title));
        meant.flat_map(|section| &section.passages).map(Passage::compact).collect::<Vec<Passage>>()
    };
    let of_topic = |word: &'static str| {
        let own = of_title(&|title| title.contains(word));
        if own.is_empty() { sections.iter().flat_map(|section| under(section, word)).collect() } else { own }
    };
    let of_sentence = |word: &'static str| {
        let own = of_topic(word);
        if own.is_empty() {
            sections.iter().flat_map(|section| speaking_of(section, word)).collect()
        } else {
            own
        }
    };
    let general = of_title(&is_of_the_whole);
    general.iter().for_each(|passage| revenue(passage, &mut stated));
    for (at, _) in general.iter().enumerate() {
        expenditure(&general[at..], &mut stated);
    }
    both_sides(&general, &mut stated);
    stated.comparison = list::outside_lists(&general).find_map(|at| change::comparison(&general[at..]));
    let running = of_sentence("机关运行经费");
    for (at, _) in running.iter().enumerate() {
        running_costs(&running[at..], &mut stated);
    }
    stated.three_publics = three_publics::read(&of_sentence("三公"));
    let procurement = of_topic("采购");
    stated.procurement = first(&procurement, &["政府采购预算", "采购预算", "采购支出预算", "政府采购安排"]);
    let assets = of_topic("资产");
    stated.assets = first(&assets, &["固定资产金额", "资产总额", "资产金额"]);
    stated.planned_assets = first(&assets, &["拟购置固定资产总额", "拟购置固定资产", "拟新增资产"]);
    stated
}

/// What stands under a heading of a topic inside a section: `（一）机关运行经费情况`.
fn under(section: &Section, word: &str) -> Vec<Passage> {
    let heading = |passage: &Passage| {
        /// In characters. A longer line is an item.
        const LONGEST: usize = 25;
        const LONGEST_TITLED: usize = 50;
        let (numbering, title) = numbering::split(&passage.text)?;
        let longest = if title.ends_with("说明") { LONGEST_TITLED } else { LONGEST };
        let is_title = title.chars().count() <= longest && !title.ends_with(['。', '；', '，', '：']);
        Some((numbering, title.contains(word) && is_title))
    };
    let mut lines = section.passages.iter();
    let Some(style) = lines.find_map(|line| heading(line).filter(|(_, is_meant)| *is_meant)) else {
        return Vec::new();
    };
    let is_next = |line: &&Passage| heading(line).is_some_and(|(own, _)| own.is_same_style(style.0));
    lines.take_while(|line| !is_next(line)).map(Passage::compact).collect()
}

/// The sentences on a topic that has no heading.
fn speaking_of(section: &Section, word: &str) -> Vec<Passage> {
    const OTHERS: [&str; 3] = ["名词解释", "绩效", "职责"];
    if OTHERS.iter().any(|other| section.title.contains(other)) {
        return Vec::new();
    }
    let meant = section.passages.iter().filter(|passage| passage.text.contains(word));
    meant.map(Passage::compact).collect()
}

/// A section on all revenue and expenditure, not on one book or one kind of expenditure.
fn is_of_the_whole(title: &str) -> bool {
    const WHOLE: [&str; 10] = [
        "总体情况",
        "收支",
        "预算安排",
        "收入预算",
        "支出预算",
        "收入总表",
        "支出总表",
        "部门预算情况",
        "单位预算情况",
        "预算编制说明",
    ];
    const PARTS: [&str; 7] = ["财政拨款", "一般公共预算", "基金", "国有资本", "三公", "采购", "机关运行"];
    WHOLE.iter().any(|word| title.contains(word)) && !PARTS.iter().any(|word| title.contains(word))
}

fn first(passages: &[Passage], names: &[&str]) -> Option<budget::Amount> {
    passages.iter().find_map(|passage| amount_of(passage, names)).map(|found| found.amount)
}

fn revenue(passage: &Passage, stated: &mut StatedFigures) {
    if stated.revenue.is_some() {
        return;
    }
    let is_of_all = |before: &str| {
        !["公共", "基金", "经营", "事业", "其他", "补助"].iter().any(|book| before.ends_with(book))
    };
    let names = ["预算收入", "收入预算", "收入总预算", "收入总计", "收入合计"];
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

/// 收支总预算, stated beside 收入预算: of the two the one that is not the total of expenditure, too.
fn both_sides(passages: &[Passage], stated: &mut StatedFigures) {
    let names = ["收支总预算", "收支预算总数", "收支预算总额"];
    let is_of_all = |before: &str| !before.ends_with("拨款");
    let found = passages.iter().find_map(|passage| scan::amount_where(passage, &names, is_of_all));
    let Some(both) = found.map(|found| found.amount) else { return };
    let money = |amount: &Option<budget::Amount>| amount.as_ref().and_then(budget::Amount::money);
    let (revenue, expenditure) = (money(&stated.revenue), money(&stated.expenditure));
    if revenue.is_none() || revenue == expenditure && both.money() != revenue {
        stated.revenue = Some(both);
    }
}

fn expenditure(passages: &[Passage], stated: &mut StatedFigures) {
    let Some((passage, following)) = passages.split_first().filter(|_| stated.expenditure.is_none()) else {
        return;
    };
    let is_of_kind = |before: &str| ["基本", "项目", "经营"].iter().any(|kind| before.ends_with(kind));
    let is_of_all = |before: &str| !is_of_kind(before) && !is_of_class(before);
    let names = ["支出预算", "预算支出", "支出总预算", "支出总计", "支出合计"];
    let Some(total) = scan::amount_where(passage, &names, is_of_all) else {
        return;
    };
    let is_of_whole = |before: &str| !is_of_one_budget(passage, total.end..before.len(), &total.amount);
    let part = |names: &[&str]| {
        let here = scan::amount_where(passage, names, is_of_whole).map(|found| found.amount);
        here.or_else(|| Some(own_line(following, names)?.1.amount))
    };
    stated.basic = part(&["基本支出"]);
    stated.personnel = part(&["人员经费"]);
    stated.operating = part(&["公用经费"]);
    let here = scan::amount_where(passage, &["项目支出"], is_of_whole).map(|project| (passages, project));
    let below = own_line(following, &["项目支出"]);
    let lists = [&here, &below]
        .into_iter()
        .flatten()
        .map(|(passages, project)| list::listed_after(passages, project));
    let is_of_projects = |listed: &Vec<(String, Amount)>| {
        !listed.is_empty() && !listed.iter().any(|(name, _)| list::is_share(name))
    };
    let listed = lists.filter(is_of_projects).take(1).flatten();
    stated.projects = listed.map(|(name, amount)| ListedProject { name, amount }).collect();
    stated.project = here.or(below).map(|(_, project)| project.amount);
    stated.expenditure = Some(total.amount);
}

/// `支出预算90万元，其中：财政拨款支出预算70万元，基本支出……`, `财政拨款支出中，基本支出……`: what follows is part of one budget, not
/// of the whole.
fn is_of_one_budget(passage: &Passage, between: Range<usize>, whole: &Amount) -> bool {
    const BOOKS: [&str; 3] = ["财政拨款", "一般公共预算", "基金预算"];
    let from = between.start;
    let between = passage.text.get(between).unwrap_or_default();
    let sentence = between.rfind('。').unwrap_or(0);
    let last =
        BOOKS.iter().filter_map(|book| Some((sentence + between[sentence..].rfind(book)?, book))).max();
    let Some((at, book)) = last else { return false };
    // Its own amount, else the one that the book had before.
    let own = [Some(at), between.find(book)].into_iter().flatten().find_map(|at| {
        let (start, length) = scan::next_amount(&between[at..])?;
        Some(scan::amount(passage, from + at + start, length))
    });
    own.is_some_and(|own| own.money() != whole.money())
}

/// 支出预算 of `社会保障和就业支出预算71.23万元` is that of a class.
fn is_of_class(before: &str) -> bool {
    let classes = budget::function().entries().filter(|entry| entry.code.len() == 3);
    classes.filter_map(|class| class.name.strip_suffix("支出")).any(|class| before.ends_with(class))
}

/// The amount of a part that has a line of its own below the total: `（二）项目支出40万元，主要用于……`.
fn own_line<'a>(passages: &'a [Passage], names: &[&str]) -> Option<(&'a [Passage], Found)> {
    /// How far below, and how far into its line in bytes.
    const LINES: usize = 6;
    const FARTHEST: usize = 24;
    (0..passages.len().min(LINES)).find_map(|at| {
        let found = amount_of(&passages[at], names).filter(|found| found.start <= FARTHEST)?;
        Some((&passages[at..], found))
    })
}

fn running_costs(passages: &[Passage], stated: &mut StatedFigures) {
    let Some(passage) = passages.first().filter(|_| stated.running_costs.is_none()) else { return };
    if let Some(total) = amount_of(passage, &["机关运行经费", "机关运行费"]) {
        stated.running_cost_parts = list::listed_after(passages, &total);
        stated.running_costs = Some(total.amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use budget::{Measure, Place};

    #[test]
    fn parts_of_one_budget_are_not_parts_of_the_whole() {
        let whole = Amount::read("90万元", Measure::Wan, Place::line(1));
        let of_one = |between: &str| {
            let passage = Passage::new(between, &Place::line(1));
            is_of_one_budget(&passage, 0..between.len(), &whole)
        };
        assert!(of_one("，其中：财政拨款支出预算70万元，"));
        assert!(of_one("，其中：财政拨款支出70万元。财政拨款支出中，"));
        assert!(!of_one("，其中：财政拨款支出90万元，"));
        assert!(!of_one("，其中：财政拨款支出预算70万元。"));
        assert!(!of_one("，其中"));
    }
}
