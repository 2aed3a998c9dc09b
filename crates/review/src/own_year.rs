//! 主句的年度: sentences that speak of this year's budget under the year of a former one.

use budget::{BudgetDocument, FiscalYear, Located, Place};

use crate::figures::{amounts, compact, head};

/// A year that stands where that of the budget is due.
#[derive(Debug)]
pub struct Misdated<'a> {
    pub place: &'a Place,
    pub words: String,
    pub year: u16,
}

/// What is told of a year that is over.
const PAST: [&str; 20] = [
    "决算",
    "执行",
    "完成",
    "实际",
    "实现",
    "支出数",
    "截至",
    "截止",
    "年底",
    "年末",
    "结转",
    "结余",
    "追加",
    "调整",
    "绩效",
    "总结",
    "回顾",
    "期间",
    "批复",
    "印发",
];
/// How far back a copied text may be.
const FARTHEST: u16 = 3;

/// Of a document that says its own year oftener than a former one in its stead.
pub fn misdated(doc: &BudgetDocument, year: FiscalYear) -> Vec<Misdated<'_>> {
    let this = year.number();
    let titles = doc.narrative.iter().filter_map(|section| title(&section.title, &section.place, this));
    let paragraphs = || {
        doc.narrative
            .iter()
            .filter(|section| !section.title.contains("解释"))
            .flat_map(|section| &section.paragraphs)
    };
    let sentences = paragraphs().filter_map(|paragraph| sentence(paragraph, this));
    let notes = doc.tables.iter().filter_map(|table| note(table.note.as_ref()?, this));
    let found: Vec<Misdated<'_>> = titles.chain(sentences).chain(notes).collect();
    if found.is_empty() {
        return found;
    }
    let own = format!("{this}年");
    let said = doc.narrative.iter().map(|section| &section.title).chain(paragraphs().map(|p| &p.value));
    let said = said.filter(|text| compact(text).contains(&own)).count();
    let tables = doc.tables.iter().filter(|table| compact(&table.title).contains(&own)).count();
    if said + tables >= found.len() { found } else { Vec::new() }
}

/// The year that a text begins with, where it is a former one and the text has no word of this one.
fn former(text: &str, this: u16) -> Option<u16> {
    let (digits, rest) = text.split_at_checked(4)?;
    let year: u16 = digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let is_former = rest.starts_with('年') && year < this && this - year <= FARTHEST;
    (is_former && !text.contains(&this.to_string())).then_some(year)
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// `2023年“三公”经费预算情况说明`
fn title<'a>(title: &str, place: &'a Place, this: u16) -> Option<Misdated<'a>> {
    const OURS: [&str; 5] = ["预算安排", "预算情况", "预算总体", "收支总体", "收支预算"];
    let text = compact(title);
    let year = former(&text, this).filter(|_| has(&text, &OURS) && !has(&text, &PAST))?;
    Some(Misdated { place, words: text, year })
}

/// `2023年，本部门机关运行经费安排218.24万元，比上年增加……`: the first sentence of a paragraph, and an amount compared with
/// the year before; `纳入本部门2018年部门预算编制范围的预算单位`.
fn sentence(paragraph: &Located<String>, this: u16) -> Option<Misdated<'_>> {
    // Cheap, since most paragraphs do not begin with a year.
    if !paragraph.value.contains('年') {
        return None;
    }
    let text = compact(&paragraph.value);
    let misdated = |words: &str, year| Misdated { place: &paragraph.place, words: words.to_owned(), year };
    if let Some((before, _)) = text.split_once("预算编制范围")
        && let Some((_, clause)) = before.rsplit_once("纳入")
        && let Some(at) = clause.find(|c: char| c.is_ascii_digit())
        && let Some(year) = former(&clause[at..], this)
    {
        return Some(misdated(&format!("纳入{clause}预算编制范围"), year));
    }
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let is_lead = start == 0 || text[..start].ends_with(['。', '：', '）', '、', '.', '，']);
    let whole = &text[start..];
    let year = former(whole, this).filter(|_| is_lead && start <= MOST_LEAD)?;
    let sentence = whole.split(['。', '；']).next().unwrap_or(whole);
    let level = amounts(sentence).into_iter().next()?;
    let clause = &sentence[..level.start];
    let is_of_budget = has(clause, &["预算", "安排"]) && !has(clause, &["比", "较", "增", "减"]);
    let again = [format!("比{year}年"), format!("较{year}年")];
    let is_compared = has(&sentence[level.end..], &["比上年", "较上年", "比去年", "较去年", "与上年"])
        || again.iter().any(|words| sentence.contains(words.as_str()));
    let is_ours = is_of_budget && is_compared && !has(sentence, &PAST[..14]);
    is_ours.then(|| misdated(head(clause, 30), year))
}

/// In bytes: `（一）机关运行经费安排情况。` before the year.
const MOST_LEAD: usize = 90;

/// `注：本部门2023年无政府性基金预算支出` below a table of 2024.
fn note(note: &Located<String>, this: u16) -> Option<Misdated<'_>> {
    let text = compact(&note.value);
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let year = former(&text[at..], this)?;
    let behind = &text[at..];
    let denies = has(behind, &["无", "没有", "未安排"]) && !has(behind, &["比", "较", "上年"]);
    let is_ours = denies && !text.contains(&this.to_string()) && !has(&text, &PAST);
    is_ours.then(|| Misdated {
        place: &note.place,
        words: head(text.trim_start_matches("注：").trim_end_matches('。'), 40).to_owned(),
        year,
    })
}
