//! ST-04: a section of the narrative is missing.

use std::cell::LazyCell;

use budget::{BudgetDocument, DocumentKind, FiscalYear, NarrativeSection, TableKind, normal_name};

use crate::checks::{Checks, Fault};
use crate::locate::pays_institutions;
use crate::words::{alternatives, letters, without_numbering};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-04",
    title: "情况说明缺少应有的部分",
    severity: Severity::Error,
    basis: basis::COMPLETE,
    page: include_str!("narrative_section_missing.md"),
    parameters: &[
        Parameter {
            key: "sections",
            title: "应有的部分（同一部分的不同叫法用 / 隔开）",
            preset: Preset::Words(&[
                "部门职责/单位职责/职责/职能/概况/主要工作任务",
                "机构设置/机构情况/机构编制/机构人员/部门构成/单位构成/基本情况/概况",
                "预算安排总体情况/总体情况/收支/预算安排/预算情况",
                "机关运行经费/运行经费/公用经费情况",
                "三公经费/三公",
                "预算绩效信息/绩效",
                "政府采购",
                "国有资产/固定资产/资产占用/资产情况",
                "名词解释/名词说明/专业名词/专业性名词/术语解释",
            ]),
        },
        Parameter {
            key: "also",
            title: "宜有的部分（没有时只提示）",
            preset: Preset::Words(&["其他需要说明的事项/其他"]),
        },
    ],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    if doc.kind != DocumentKind::Disclosure {
        return;
    }
    let Some(last) = doc.narrative.last() else {
        return out.undecided("没有读到情况说明，不能判断应有的部分是否齐全".to_owned(), None);
    };
    let (headings, body) = (headings(doc), LazyCell::new(|| body(&doc.narrative)));
    let has_untitled = doc.narrative.iter().any(NarrativeSection::is_untitled);
    let mut found = Found { has_untitled, ..Found::default() };
    for (key, is_due) in [("sections", true), ("also", false)] {
        for entry in out.words(key) {
            let names: Vec<String> = alternatives(entry).map(normal_name).collect();
            let Some(name) = alternatives(entry).next() else { continue };
            found.n_due += usize::from(is_due);
            let is_in = |text: &str| names.iter().any(|name| text.contains(name.as_str()));
            match () {
                () if headings.iter().any(|heading| is_in(heading)) => out.pass(),
                // What is only advised need not stand alone.
                () if is_in(&body) && (!is_due || is_gradual(name, doc.fiscal_year)) => out.pass(),
                () if is_in(&body) => found.mentioned.push(name),
                () if is_due && is_gradual(name, doc.fiscal_year) => found.gradual.push(name),
                () if name == RUNNING_COSTS && is_institution(doc) => {
                    let reason = "像是事业单位，可以没有“机关运行经费”部分".to_owned();
                    out.undecided(reason, Some(&last.place));
                }
                () if is_due => found.missing.push(name),
                () => found.advised.push(name),
            }
        }
    }
    found.tell(last, out);
}

const RUNNING_COSTS: &str = "机关运行经费";

/// Pays institutions and has no 行政运行 in any table: only 机关 have 机关运行经费.
fn is_institution(doc: &BudgetDocument) -> bool {
    let mut rows = doc.tables.iter().flat_map(|table| &table.rows);
    pays_institutions(doc) && !rows.any(|row| row.name.contains("行政运行"))
}

/// 财预〔2016〕143号 asks for these step by step; templates of the first years do without.
fn is_gradual(name: &str, year: Option<FiscalYear>) -> bool {
    const SINCE: u16 = 2019;
    year.is_some_and(|year| year.number() < SINCE) && ["预算绩效信息", "国有资产"].contains(&name)
}

#[derive(Default)]
struct Found<'a> {
    n_due: usize,
    /// Not yet due everywhere in their year.
    gradual: Vec<&'a str>,
    /// Some text stands under a title that was not recognised.
    has_untitled: bool,
    missing: Vec<&'a str>,
    /// Only spoken of in other parts.
    mentioned: Vec<&'a str>,
    advised: Vec<&'a str>,
}

impl Found<'_> {
    fn tell(&self, last: &NarrativeSection, out: &mut Checks<'_>) {
        let n_missing = self.missing.len();
        if n_missing > 0 && self.has_untitled {
            let names = quoted(&self.missing);
            let reason = format!("有文字没有读到标题，不能判断是否缺{names}");
            return out.undecided(reason, Some(&last.place));
        }
        let n_unread = n_missing + self.gradual.len();
        if n_unread * 3 > self.n_due {
            let n_found = self.n_due - n_unread;
            let reason = format!(
                "应有的 {} 个部分只读到 {n_found} 个，其余可能另行公开，不能判断是否齐全",
                self.n_due
            );
            return out.undecided(reason, Some(&last.place));
        }
        if !self.gradual.is_empty() {
            let reason = format!("{}当年还在逐步公开，不能判断是否应有", quoted(&self.gradual));
            out.undecided(reason, Some(&last.place));
        }
        let fault = |message, names: &str| {
            let suggestion = format!("在情况说明中补上{names}；确实没有这项内容的，也写明“无”");
            Fault::new(&last.place, last.title.clone(), message, suggestion)
        };
        if n_missing > 0 {
            let names = quoted(&self.missing);
            out.fail(fault(format!("情况说明缺少 {n_missing} 个部分：{names}"), &names));
        }
        let mut remarks = Vec::new();
        if !self.mentioned.is_empty() {
            remarks.push(format!("没有单列{}，只在别处的文字里提到", quoted(&self.mentioned)));
        }
        if !self.advised.is_empty() {
            remarks.push(format!("没有{}部分", quoted(&self.advised)));
        }
        if !remarks.is_empty() {
            let names = quoted(&[self.mentioned.as_slice(), &self.advised].concat());
            out.fail(fault(format!("情况说明{}", remarks.join("；")), &names).at_most(Severity::Hint));
        }
    }
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("“{name}”")).collect()
}

/// Whatever announces a part: titles, short lines and beginnings of paragraphs, and parts that are not text.
fn headings(doc: &BudgetDocument) -> Vec<String> {
    const SHORT: usize = 30;
    /// `关于某局2024年一般公共预算“三公”经费预算情况说明`
    const LONGEST_TITLE: usize = 50;
    const BEGINNING: usize = 16;
    let mut headings = Vec::new();
    for section in &doc.narrative {
        headings.push(normal_name(&section.title));
        for paragraph in section.paragraphs.iter().filter(|_| !is_glossary(section)) {
            let text = letters(without_numbering(&paragraph.value));
            let is_title =
                text.len() <= SHORT || text.len() <= LONGEST_TITLE && text.ends_with(&['说', '明']);
            let is_titled = text.starts_with(&['关', '于']);
            let kept = if is_title || is_titled { LONGEST_TITLE } else { BEGINNING };
            headings.push(text.into_iter().take(kept).collect());
        }
    }
    let extra = [TableKind::Procurement, TableKind::Assets];
    headings.extend(extra.iter().filter_map(|kind| doc.printed_table(*kind)).map(|t| normal_name(&t.title)));
    if !doc.units.is_empty() {
        headings.push("机构设置".to_owned());
    }
    if !doc.projects.is_empty() || doc.target.overall.is_some() {
        headings.push("绩效".to_owned());
    }
    headings
}

/// It names every part.
fn is_glossary(section: &NarrativeSection) -> bool {
    section.title.contains("名词")
}

fn body(narrative: &[NarrativeSection]) -> String {
    let sections = narrative.iter().filter(|section| !is_glossary(section));
    normal_name(&sections.map(NarrativeSection::text).collect::<Vec<_>>().join("\n"))
}
