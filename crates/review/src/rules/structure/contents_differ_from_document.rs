//! ST-05: the contents list and the document name different parts, or in another order.

use std::collections::{HashMap, HashSet};

use budget::{BudgetDocument, ContentsEntry, Place, TableKind, normal_name};

use crate::checks::{Checks, Fault};
use crate::words::{is_office, letters, likeness, without_numbering};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-05",
    title: "目录与正文不一致",
    severity: Severity::Warning,
    basis: basis::ACCURATE,
    page: include_str!("contents_differ_from_document.md"),
    parameters: &[],
    check,
};

/// What the contents list and the document have of one sort, each under the name they are matched by.
struct Parts<'a> {
    what: &'static str,
    listed: Vec<(String, &'a ContentsEntry)>,
    printed: Vec<(String, &'a str, &'a Place)>,
    /// Whether what is printed and not listed is a fault.
    is_list_whole: bool,
    if_renamed: Severity,
}

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for parts in [tables(doc), forms(doc), sections(doc)].into_iter().flatten() {
        compare(&parts, out);
    }
}

/// A table that is listed and not printed is ST-01's to report.
fn tables(doc: &BudgetDocument) -> Option<Parts<'_>> {
    let nine = || doc.tables.iter().filter(|table| TableKind::NINE.contains(&table.kind));
    let mut is_list_whole = true;
    let mut listed = Vec::new();
    for entry in &doc.contents {
        let title = plain(&entry.title);
        // `关于收支总表的说明` is of the narrative.
        if title.starts_with("关于") || title.ends_with("说明") {
            continue;
        }
        let printed = nine().find(|table| plain(&table.title) == title).map(|table| table.kind);
        let named = TableKind::ALL.into_iter().filter(|kind| is_of_kind(&title, *kind));
        match printed.or_else(|| named.max_by_key(|kind| kind.name().len())) {
            Some(kind) if nine().any(|table| table.kind == kind) => {
                listed.push((kind.name().to_owned(), entry));
            }
            Some(_) => {}
            None => is_list_whole &= !title.ends_with('表') || title.ends_with("目标表"),
        }
    }
    let printed = nine().map(|table| (table.kind.name().to_owned(), table.title.trim(), &table.place));
    let printed = printed.collect();
    let parts = Parts { what: "表", listed, printed, is_list_whole, if_renamed: Severity::Warning };
    (!parts.listed.is_empty()).then_some(parts)
}

/// `项目支出总表` holds the name of 支出总表, and is another.
fn is_of_kind(title: &str, kind: TableKind) -> bool {
    const OF_A_PART: [&str; 8] = ["项目", "专项", "基本", "财政拨款", "一般公共预算", "基金", "经营", "采购"];
    let Some((before, _)) = title.split_once(&plain(kind.name())) else { return false };
    let before = before.trim_end_matches("预算");
    !matches!(kind, TableKind::Revenue | TableKind::Expenditure)
        || OF_A_PART.iter().all(|part| !before.ends_with(part.trim_end_matches("预算")))
}

fn forms(doc: &BudgetDocument) -> Option<Parts<'_>> {
    const ENDS: [&str; 4] = ["绩效目标表", "绩效目标申报表", "绩效目标批复表", "绩效目标公开表"];
    let printed = doc.projects.iter().map(|p| (plain(&p.name.value), p.name.value.trim(), &p.place));
    let printed: Vec<_> = printed.collect();
    let names: HashSet<&str> = printed.iter().map(|(name, ..)| name.as_str()).collect();
    let listed = doc.contents.iter().filter_map(|entry| {
        let title = plain(&entry.title);
        let name = ENDS.iter().find_map(|end| title.strip_suffix(end))?;
        let short = name.trim_end_matches("支出").trim_end_matches("项目");
        let name = if names.contains(short) && !names.contains(name) { short } else { name };
        Some((name.to_owned(), entry))
    });
    let (general, listed): (Vec<_>, Vec<_>) =
        listed.partition(|(name, _)| is_of_all(name) && !names.contains(name.as_str()));
    let is_comparable = !listed.is_empty() && !printed.is_empty();
    let if_renamed = Severity::Warning;
    is_comparable.then_some(Parts {
        what: "项目绩效目标表",
        listed,
        printed,
        is_list_whole: general.is_empty(),
        if_renamed,
    })
}

/// `表十三 2025年部门预算项目支出绩效目标表`, `部门整体支出绩效目标表`: one line for the forms of all projects.
fn is_of_all(name: &str) -> bool {
    const WORDS: [&str; 16] = [
        "附件", "附表", "部门", "单位", "年度", "预算", "项目", "支出", "重点", "财政", "整体", "专项",
        "资金", "本级", "年", "表",
    ];
    let bare = WORDS.iter().fold(name.to_owned(), |left, word| left.replace(word, ""));
    bare.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十:：、.（）()和及".contains(c))
}

fn sections(doc: &BudgetDocument) -> Option<Parts<'_>> {
    let titled = doc.narrative.iter().filter(|section| !section.is_untitled());
    let printed = titled.map(|s| (plain(&s.title), s.title.trim(), &s.place));
    let heads = part_titles(doc);
    let is_head = |name: &str| {
        heads.iter().filter_map(|head| name.strip_suffix(head.as_str())).any(|whose| is_of_whom(whose, doc))
    };
    let listed: HashSet<String> = doc.contents.iter().map(|entry| plain(&entry.title)).collect();
    let printed = printed.filter(|(name, ..)| listed.contains(name) || !is_head(name));
    let printed: Vec<_> = printed.collect();
    let names: HashSet<&str> = printed.iter().map(|(name, ..)| name.as_str()).collect();
    // A page number may stick to the title.
    let title =
        |entry: &ContentsEntry| plain(&entry.title).trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let named = doc.contents.iter().map(|entry| (title(entry), entry));
    let (same, other): (Vec<_>, Vec<_>) = named.partition(|(name, _)| names.contains(name.as_str()));
    if same.is_empty() || same.len() * 2 < names.len() {
        return None;
    }
    let n_unlisted = names.len().saturating_sub(same.len());
    let tables: HashSet<String> = doc.tables.iter().map(|table| plain(&table.title)).collect();
    let lines: HashSet<String> = lines(doc).chain(tables).collect();
    // `四、部门预算表` may be the title of the tables altogether.
    let heads_tables = |name: &str| {
        name.ends_with('表')
            && printed.iter().any(|(other, ..)| other.ends_with('表') && is_abbreviation(name, other))
    };
    let other = other
        .into_iter()
        .filter(|(name, entry)| (is_section(&entry.title) || heads_tables(name)) && !lines.contains(name));
    let mut listed: Vec<_> = same.into_iter().chain(other).collect();
    listed.sort_by(|(_, a), (_, b)| a.place.cmp(&b.place));
    // A list that leaves out many sections names only the parts that they belong to.
    let is_list_whole = n_unlisted * 4 <= names.len() || n_unlisted == 1;
    Some(Parts { what: "部分", listed, printed, is_list_whole, if_renamed: Severity::Hint })
}

/// `第一部分 2031年部门预算公开说明`, which may stand over its sections with the name of the department before it.
fn part_titles(doc: &BudgetDocument) -> Vec<String> {
    let title = |entry: &ContentsEntry| {
        let title = normal_name(&entry.title);
        let (_, rest) = title.strip_prefix('第')?.split_once("部分")?;
        Some(plain(rest.trim_start_matches([':', '：', '、'])))
    };
    doc.contents.iter().filter_map(title).filter(|title| !title.is_empty()).collect()
}

/// `青禾县水务局2031年部门`: what may stand before the title of a part.
fn is_of_whom(words: &str, doc: &BudgetDocument) -> bool {
    let own = doc.department.name.as_ref().map(|name| plain(&name.value));
    let words = words.strip_prefix("关于").unwrap_or(words);
    let rest = own.iter().fold(words.to_owned(), |rest, own| rest.replace(own.as_str(), ""));
    let is_of_year = |c: char| c.is_ascii_digit() || "年度部门单位的".contains(c);
    let rest = rest.trim_matches(is_of_year);
    !words.is_empty() && (rest.is_empty() || is_office(rest))
}

/// `三、机关运行经费安排情况`, but no part of the targets.
fn is_section(title: &str) -> bool {
    let is_numbered = title.trim_start().starts_with(|c: char| "一二三四五六七八九十".contains(c))
        && without_numbering(title).len() < title.trim().len();
    let is_table = plain(title).ends_with('表');
    is_numbered && !is_table && !title.contains("绩效目标") && !title.contains("保障措施")
}

/// The lines inside sections that may be titles.
fn lines(doc: &BudgetDocument) -> impl Iterator<Item = String> {
    const LONGEST_TITLE: usize = 150;
    let lines = doc.narrative.iter().flat_map(|section| &section.paragraphs);
    lines.filter(|line| line.value.len() <= LONGEST_TITLE).map(|line| plain(&line.value))
}

/// A title without numbering, blanks and quotation marks.
fn plain(title: &str) -> String {
    normal_name(without_numbering(title)).replace(['“', '”', '"', '《', '》'], "")
}

fn compare(parts: &Parts<'_>, out: &mut Checks<'_>) {
    let mut waiting: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (name, ..)) in parts.printed.iter().enumerate().rev() {
        waiting.entry(name).or_default().push(at);
    }
    let mut found: Vec<Option<usize>> = Vec::with_capacity(parts.listed.len());
    for (name, _) in &parts.listed {
        found.push(waiting.get_mut(name.as_str()).and_then(Vec::pop));
    }
    for _ in found.iter().flatten() {
        out.pass();
    }
    let mut unlisted: Vec<usize> = waiting.into_values().flatten().collect();
    unlisted.sort_unstable();
    for ((name, entry), found) in parts.listed.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
        let position = namesake(name, &unlisted, parts);
        *found = position.map(|position| unlisted.remove(position));
        match found.and_then(|at| parts.printed.get(at)) {
            Some((other, ..)) if parts.if_renamed == Severity::Hint && is_abbreviation(name, other) => {
                out.pass();
            }
            Some((_, printed, _)) => out.fail(renamed(entry, printed).at_most(parts.if_renamed)),
            None => out.fail(absent(parts.what, entry)),
        }
    }
    if parts.is_list_whole {
        for (_, title, place) in unlisted.iter().filter_map(|at| parts.printed.get(*at)) {
            let message = format!("正文有{}“{title}”，目录没有列", parts.what);
            out.fail(Fault::new(place, *title, message, "在目录中补上这一行和页码"));
        }
    }
    order(parts, &found, out);
}

/// The part that is meant under another wording; none where too many are left to tell.
fn namesake(name: &str, unlisted: &[usize], parts: &Parts<'_>) -> Option<usize> {
    const ALIKE: usize = 600;
    const MOST: usize = 60;
    if unlisted.len() > MOST {
        return None;
    }
    let is_meant = |other: &str| likeness(name, other) >= ALIKE || is_abbreviation(name, other);
    let alike = |at: &usize| parts.printed.get(*at).is_some_and(|(other, ..)| is_meant(other));
    unlisted.iter().position(alike)
}

/// `收支预算情况说明` for `关于某局2023年收支预算情况的总体说明`: all its characters come in the longer title, in order.
fn is_abbreviation(short: &str, long: &str) -> bool {
    const SHORTEST: usize = 4;
    let (n_short, n_long) = (letters(short).len(), letters(long).len());
    let n_common = likeness(short, long) * (n_short + n_long) / 2;
    n_short >= SHORTEST && n_short < n_long && n_common + 500 >= 1000 * n_short
}

fn order(parts: &Parts<'_>, found: &[Option<usize>], out: &mut Checks<'_>) {
    let found = found.iter().zip(&parts.listed).filter_map(|(at, (_, entry))| Some(((*at)?, *entry)));
    let found: Vec<(usize, &ContentsEntry)> = found.collect();
    let turned = found.iter().zip(found.iter().skip(1)).find(|((before, _), (after, _))| after < before);
    let Some(((_, before), (_, after))) = turned else { return };
    let title = after.title.trim();
    let before = before.title.trim();
    let message = format!("目录中{}“{title}”排在“{before}”之后，正文却在它之前", parts.what);
    out.fail(Fault::new(&after.place, title, message, "按正文顺序重排目录，或按目录调整正文"));
}

fn renamed(entry: &ContentsEntry, printed: &str) -> Fault {
    let title = entry.title.trim();
    let message = format!("目录写作“{title}”，正文写作“{printed}”");
    Fault::new(&entry.place, title, message, "目录与正文改成一致")
}

fn absent(what: &str, entry: &ContentsEntry) -> Fault {
    let title = entry.title.trim();
    let message = format!("目录列有“{title}”，正文没有这个{what}");
    Fault::new(&entry.place, title, message, "补上正文所缺的内容；不需要公开的，从目录删去这一行")
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    /// Messages on the contents list of a document that prints these sections.
    fn found(listed: &[&str], printed: &[&str]) -> Vec<String> {
        let contents: String = listed.iter().map(|title| format!("| {title} | 1 |\n")).collect();
        let sections: String =
            printed.iter().map(|title| format!("**情况说明：{title}**\n\n> 略。\n\n")).collect();
        let text = format!(
            "**文件**\n| 部门 |\n|---|\n| 青禾县水务局 |\n\n**目录**\n\n| 标题 | 页码 |\n|---|---|\n{contents}\n{sections}"
        );
        let report = review(&example::document(&text), &Settings::default());
        let found = report.findings.into_iter().filter(|finding| finding.code == "ST-05");
        found.map(|finding| finding.message).collect()
    }

    const SECTIONS: [&str; 4] = [
        "一、部门职责及机构设置情况",
        "二、预算安排的总体情况说明",
        "三、机关运行经费安排情况说明",
        "四、名词解释",
    ];

    #[test]
    fn the_title_of_a_part_may_name_the_office() {
        let listed = [["第一部分 2031年部门预算公开说明"].as_slice(), &SECTIONS].concat();
        let printed = |title| [[title].as_slice(), &SECTIONS].concat();
        assert!(found(&listed, &printed("青禾县水务局2031年部门预算公开说明")).is_empty());
        assert!(found(&listed, &printed("青禾县水利工程管理局2031年部门预算公开说明")).is_empty());
    }

    #[test]
    fn a_part_without_a_title_or_with_a_short_one_hides_no_section() {
        for part in ["第一部分", "第三部分 情况说明"] {
            let listed = [[part].as_slice(), &SECTIONS].concat();
            assert!(found(&listed, &SECTIONS).is_empty(), "{part}");
            let lost = [[part].as_slice(), &SECTIONS, &["五、政府采购安排情况说明"]].concat();
            let messages = found(&lost, &SECTIONS);
            assert!(
                matches!(messages.as_slice(), [one] if one.contains("政府采购安排")),
                "{part}: {messages:?}"
            );
        }
    }
}
