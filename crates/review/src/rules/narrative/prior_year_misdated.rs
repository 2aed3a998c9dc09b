//! TX-08: the text compares with a year that is not the one before, dates the assets otherwise than at its end, or tells this
//! year's budget under the year of a former one.

use std::collections::HashSet;

use budget::{BudgetDocument, FiscalYear, Located, NarrativeSection, Place, TableKind};

use crate::checks::{Checks, Fault};
use crate::executed::Executed;
use crate::figures::{compact, head, numbers};
use crate::own_year::{self, Misdated};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-08",
    title: "说明的年度不对",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("prior_year_misdated.md"),
    parameters: &[],
    check,
};

fn check(doc: &BudgetDocument, out: &mut Checks<'_>) {
    weigh_dates(doc, out);
    let Some(this) = doc.fiscal_year else { return };
    for Misdated { place, words, year } in own_year::misdated(doc, this) {
        let message = format!("“{words}”写的是 {year} 年，这份是 {this} 年预算");
        let suggestion = format!("年份改为 {this} 年，并核对这一处的数和文字是不是 {this} 年的");
        out.fail(Fault::new(place, words, message, suggestion));
    }
}

fn weigh_dates(doc: &BudgetDocument, out: &mut Checks<'_>) {
    let compared = doc.narrative.iter().filter(|section| is_on_the_budget(section)).flat_map(compared_years);
    let mut found: Vec<Mention<'_>> = compared.collect();
    found.extend(asset_dates(doc));
    found.extend(doc.narrative.iter().flat_map(|section| &section.paragraphs).flat_map(stated_years));
    let Some(first) = found.first() else { return };
    let Some(year) = doc.fiscal_year else {
        let reason = "没有读到预算年度，说明里比较的年度无从核对";
        return out.undecided(reason.to_owned(), Some(first.place));
    };
    let prior = year.previous();
    if let Some(years) = all_another(&found, prior) {
        let reason = format!("说明里比较的都是 {years} 年，预算年度读作 {} 年，像是没有读对", year.number());
        return out.undecided(reason, Some(first.place));
    }
    let due = found.iter().filter(|mention| matches!(mention.sort, Sort::Compared(n) if n == prior.number()));
    let due: HashSet<&Place> = due.map(|mention| mention.place).collect();
    let mut told: HashSet<(&Place, u16)> = HashSet::new();
    for mention in &found {
        // One year copied through a paragraph is one slip.
        let is_slip = matches!(mention.sort, Sort::Compared(n) if n != prior.number());
        let is_told = match mention.sort {
            Sort::Compared(year) if is_slip => !told.insert((mention.place, year)),
            _ => false,
        };
        if !is_told {
            weigh(mention, prior, &due, out);
        }
    }
}

/// The one year that all of several comparisons name, where it is not the year before the budget's.
fn all_another(found: &[Mention<'_>], prior: FiscalYear) -> Option<u16> {
    const SEVERAL: usize = 3;
    let compared = found.iter().filter_map(|mention| match mention.sort {
        Sort::Compared(year) => Some(year),
        _ => None,
    });
    let compared: Vec<u16> = compared.collect();
    let first = *compared.first().filter(|year| **year != prior.number())?;
    (compared.len() >= SEVERAL && compared.iter().all(|year| *year == first)).then_some(first)
}

/// A date in the text.
struct Mention<'a> {
    place: &'a Place,
    words: String,
    sort: Sort,
}

#[derive(Clone, Copy)]
enum Sort {
    /// `较2021年预算`
    Compared(u16),
    /// `截止时间：2021-12-31`: year, and whether it is the year's last day
    CutOff(u16, bool),
    /// `2026年度预算5万元，2024年度预算4万元`: the first is the budget's
    BesideBudget(u16, u16),
    /// `2025年预算执行数为5万元，2025年预算安排6万元`: executed and planned
    Executed(u16, u16),
    /// `2025年预算执行数为5万元……，比2024年预算执行数`: executed and compared
    Otherwise(u16, u16),
}

/// The years of the figures that a paragraph gives for an item.
fn stated_years(paragraph: &Located<String>) -> Vec<Mention<'_>> {
    let mut out = Vec::new();
    let mut add = |words: String, sort| out.push(Mention { place: &paragraph.place, words, sort });
    let text = compact(&paragraph.value);
    for (at, words) in text.match_indices("年度预算") {
        let Some(this) = at.checked_sub(4).and_then(|start| year(text.get(start..)?)) else { continue };
        let next = numbers(&text[at + words.len()..], &["万元"]).into_iter().next().filter(|n| n.start == 0);
        let behind = next.and_then(|number| text[at + words.len() + number.end..].strip_prefix(['，', ',']));
        let Some(behind) = behind.filter(|behind| behind.get(4..).is_some_and(|b| b.starts_with(words)))
        else {
            continue;
        };
        if let Some(other) = year(behind) {
            add(format!("{other}{words}"), Sort::BesideBudget(this, other));
        }
    }
    if let Some(executed) = Executed::of(&paragraph.value) {
        let (before, planned) = (executed.executed.0, executed.planned.0);
        add(format!("{planned}年预算安排"), Sort::Executed(before, planned));
        if let Some((compared, _)) = executed.change {
            add(executed.words, Sort::Otherwise(before, compared));
        }
    }
    out
}

/// Goals may look back further than a year.
fn is_on_the_budget(section: &NarrativeSection) -> bool {
    const WORDS: [&str; 7] = ["预算", "收支", "支出", "机关运行", "三公", "采购", "资产"];
    !section.title.contains("绩效") && WORDS.iter().any(|word| section.title.contains(word))
}

fn compared_years(section: &NarrativeSection) -> Vec<Mention<'_>> {
    /// In characters: `年部门预算数相比`.
    const FARTHEST: usize = 12;
    const OPENINGS: [char; 5] = ['较', '比', '与', '同', '对'];
    const CHANGES: [&str; 8] = ["增", "减", "持平", "下降", "上升", "相比", "降低", "变化"];
    const OTHERS: [&str; 5] = ["决算", "执行", "实际", "完成", "支出数"];
    let mut out = Vec::new();
    for paragraph in &section.paragraphs {
        let text = compact(&paragraph.value);
        for (at, opening) in text.match_indices(OPENINGS) {
            let Some(year) = year(&text[at + opening.len()..]) else { continue };
            let behind = head(&text[at + opening.len() + 4..], FARTHEST);
            let behind = behind.split(['，', '。', '；']).next().unwrap_or(behind);
            let is_change = behind.starts_with('年') && CHANGES.iter().any(|word| behind.contains(word));
            if is_change && !OTHERS.iter().any(|word| behind.contains(word)) {
                let words = behind.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
                let words = format!("{opening}{year}{words}");
                out.push(Mention { place: &paragraph.place, words, sort: Sort::Compared(year) });
            }
        }
    }
    out
}

fn asset_dates(doc: &BudgetDocument) -> Vec<Mention<'_>> {
    let heads = doc.table(TableKind::Assets).into_iter().flat_map(|table| &table.heads);
    let is_on_assets = |section: &&NarrativeSection| section.title.contains("资产");
    let sections = doc.narrative.iter().filter(is_on_assets);
    let texts = heads.chain(sections.flat_map(|section| &section.paragraphs));
    // `（五）国有资产占用情况：截至2023年底，共有车辆4辆` in a section on other matters.
    let others =
        doc.narrative.iter().filter(|section| !is_on_assets(section) && !section.title.contains("解释"));
    let others = others.flat_map(|section| &section.paragraphs).filter(|text| {
        text.value.contains("设备") && ["车辆", "用车"].iter().any(|word| text.value.contains(word))
    });
    let others = asset_dates_in(others).filter(|mention| matches!(mention.sort, Sort::CutOff(_, true)));
    // Other provinces let their offices count in autumn; the year's end is what the table of assets asks for.
    let has_table = doc.table(TableKind::Assets).is_some();
    let of_texts = asset_dates_in(texts).map(|mention| match mention.sort {
        Sort::CutOff(year, _) if !has_table => Mention { sort: Sort::CutOff(year, true), ..mention },
        _ => mention,
    });
    of_texts.chain(others).collect()
}

fn asset_dates_in<'a>(texts: impl Iterator<Item = &'a Located<String>>) -> impl Iterator<Item = Mention<'a>> {
    texts.filter_map(|text| {
        let compacted = compact(&text.value);
        let at = ["截止", "截至"].iter().filter_map(|word| compacted.find(word)).min()?;
        let words = head(&compacted[at..], 18);
        let start = words.find(|c: char| c.is_ascii_digit())?;
        let date = words[start..].split(['，', '。', '；', '）', '、']).next()?;
        let year = year(date)?;
        let numbers = date.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).skip(1);
        let numbers: Vec<&str> = numbers.take(2).map(|n| n.trim_start_matches('0')).collect();
        // A count in the first months of a year shows what the year before left.
        let is_early = matches!(numbers.as_slice(), ["1" | "2" | "3", ..]);
        let year = if is_early { year.saturating_sub(1) } else { year };
        let is_last_day = match numbers.as_slice() {
            ["12", "31", ..] => true,
            ["12"] | [] => date.contains(['底', '末']),
            _ => false,
        };
        let words = format!("{}{date}", &words[..start]);
        Some(Mention { place: &text.place, words, sort: Sort::CutOff(year, is_last_day) })
    })
}

fn year(text: &str) -> Option<u16> {
    let digits = text.get(..4)?;
    let is_year =
        digits.bytes().all(|b| b.is_ascii_digit()) && !text[4..].starts_with(|c: char| c.is_ascii_digit());
    let year = digits.parse().ok().filter(|_| is_year)?;
    FiscalYear::new(year).map(FiscalYear::number)
}

fn weigh(mention: &Mention<'_>, prior: FiscalYear, due: &HashSet<&Place>, out: &mut Checks<'_>) {
    let words = &mention.words;
    match mention.sort {
        Sort::Compared(year) if year != prior.number() => {
            // Beside the comparison that is due, an older one may stand.
            if due.contains(mention.place) {
                return out.pass();
            }
            let message = format!("“{words}”比较的是 {year} 年，上一年是 {prior} 年");
            let suggestion = format!("年份改为 {prior} 年，并核对增减额是否按 {prior} 年预算计算");
            out.fail(Fault::new(mention.place, words.clone(), message, suggestion));
        }
        Sort::BesideBudget(this, other) if this == prior.number() + 1 && other != prior.number() => {
            let message = format!("“{words}”与 {this} 年预算并列，应当是 {prior} 年预算");
            let suggestion = format!("年份改为 {prior} 年，并核对金额是不是 {prior} 年预算数");
            out.fail(Fault::new(mention.place, words.clone(), message, suggestion));
        }
        Sort::Executed(before, planned) if before == prior.number() && planned == before => {
            let message = format!("“{words}”写在 {before} 年执行数之后，应当是 {} 年预算", before + 1);
            let suggestion = format!("年份改为 {} 年", before + 1);
            out.fail(Fault::new(mention.place, words.clone(), message, suggestion));
        }
        Sort::Otherwise(before, compared) if before == prior.number() && compared != before => {
            let message = format!("“{words}”比较的是 {compared} 年，前面写的是 {before} 年执行数");
            let suggestion = format!("年份改为 {before} 年，并核对百分比按哪一年计算");
            out.fail(Fault::new(mention.place, words.clone(), message, suggestion));
        }
        Sort::CutOff(year, is_last_day) if year != prior.number() || !is_last_day => {
            let message = format!("“{words}”不是上年末，资产应当截止到 {prior} 年 12 月 31 日");
            let suggestion = format!("按 {prior} 年 12 月 31 日的账面数填列并改正日期");
            let fault = Fault::new(mention.place, words.clone(), message, suggestion);
            let is_that_year = year == prior.number();
            out.fail(if is_that_year { fault.at_most(Severity::Warning) } else { fault });
        }
        _ => out.pass(),
    }
}
