//! TX-19: vehicles, posts, units or projects counted in a sentence are not those that it goes on to list.

use budget::{BudgetDocument, Decimal, Located};

use crate::checks::{Checks, Fault};
use crate::figures::{Number, compact, numbers, tail};
use crate::words::sentence_with;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-19",
    title: "总数与所列各项不合",
    severity: Severity::Warning,
    basis: basis::ACCURATE,
    page: include_str!("counts_do_not_add_up.md"),
    parameters: &[],
    check,
};

const MARKS: [char; 8] = ['，', '。', '；', '：', '、', '（', '）', ','];

fn check(doc: &BudgetDocument, out: &mut Checks<'_>) {
    let open = doc.narrative.iter().filter(|section| !section.title.contains("解释"));
    for paragraph in open.flat_map(|section| &section.paragraphs) {
        // Cheap, since most paragraphs count none of them.
        if !["车辆", "编制", "人员", "预算单位", "绩效"].iter().any(|word| paragraph.value.contains(word))
        {
            continue;
        }
        let text = compact(&paragraph.value);
        for total in numbers(&text, &["辆", "台", "名", "人"]) {
            if let Some(sum) = Sum::of(&text, total) {
                weigh_sum(&sum, paragraph, out);
            }
        }
        for total in numbers(&text, &["个", "家"]) {
            units(&text, total, paragraph, out);
            projects(doc, &text, total, paragraph, out);
        }
    }
}

/// `车辆6辆，其中：一般公务用车2辆，执法执勤用车4辆`
struct Sum<'t> {
    what: &'static str,
    total: Number,
    parts: Vec<(&'t str, Decimal)>,
}

impl<'t> Sum<'t> {
    /// The parts to their end; `None` where something among them is not understood.
    fn of(text: &'t str, total: Number) -> Option<Sum<'t>> {
        let lead = tail(&text[..total.start], 12).rsplit(MARKS).next().unwrap_or_default();
        let lead = lead.trim_end_matches(['为', '共', '有', '计', '是', '数', '总', '核', '定']);
        let what = match total.unit {
            "辆" | "台" if lead.ends_with("车辆") => "车辆",
            "名" | "人" if lead.ends_with("编制") && !is_part_of_staff(lead) => "编制",
            "名" | "人" if ["实有人员", "在职人员"].iter().any(|word| lead.ends_with(word)) => {
                "人员"
            }
            _ => return None,
        };
        let rest = &text[total.end..];
        let openings = ["，其中：", "，其中", "。其中：", "。其中，", "。其中", "；其中：", "；其中"];
        let (rest, ends): (&str, &[char]) = match openings.iter().find_map(|words| rest.strip_prefix(words)) {
            Some(rest) => (rest, &['。', '；']),
            None => (rest.strip_prefix('（')?, &['）']),
        };
        let list = rest.split(ends).next().unwrap_or(rest).trim_start_matches(['，', '：']);
        let mut parts = Vec::new();
        for clause in list.split(['、', '，']) {
            let clause = clause.trim_start_matches("其中：").trim_end_matches('等');
            let same: Vec<Number> = numbers(clause, &["辆", "台", "名", "人"]);
            match same.as_slice() {
                [only] if only.end == clause.len() && is_part(what, &clause[..only.start]) => {
                    parts.push((&clause[..only.start], only.value));
                }
                // Something else begins.
                [] => break,
                _ => return None,
            }
        }
        Some(Sum { what, total, parts }).filter(|sum| !sum.parts.is_empty())
    }
}

fn is_part(what: &str, name: &str) -> bool {
    match what {
        "车辆" => name.contains('车'),
        _ => is_part_of_staff(name),
    }
}

fn is_part_of_staff(name: &str) -> bool {
    ["行政", "事业", "参公", "参照", "工勤"].iter().any(|kind| name.contains(kind))
}

fn weigh_sum(sum: &Sum<'_>, paragraph: &Located<String>, out: &mut Checks<'_>) {
    let whole = |number: Decimal| number.scaled_by(1);
    let parts: Option<Vec<i64>> = sum.parts.iter().map(|(_, number)| whole(*number)).collect();
    let (Some(total), Some(parts)) = (whole(sum.total.value), parts) else { return };
    let listed: i64 = parts.iter().sum();
    if listed == total {
        return out.pass();
    }
    let names = |word: &str| sum.parts.iter().any(|(name, _)| name.contains(word));
    let is_complete = names("其他") || names("其它") || sum.what == "车辆" && parts.len() > 2;
    let is_likely = names("行政") && names("事业");
    // A few named out of more need not be all.
    if listed < total && !is_complete && !is_likely {
        return;
    }
    let Sum { what, total: Number { unit, .. }, .. } = sum;
    let terms = parts.iter().map(i64::to_string).collect::<Vec<_>>().join("＋");
    let message = format!("{what}写 {total} {unit}，其中各项 {terms}＝{listed} {unit}");
    let excerpt = sentence_with(&paragraph.value, what);
    let suggestion = format!("核对{what}的总数和各项，改正写错的一个");
    let fault = Fault::new(&paragraph.place, excerpt, message, suggestion);
    out.fail(if listed > total || is_complete { fault } else { fault.at_most(Severity::Hint) });
}

/// `预算单位3个，包括局本级和2个下属单位。具体为：甲、乙、丙。`
fn units(text: &str, total: Number, paragraph: &Located<String>, out: &mut Checks<'_>) {
    const LEADS: [&str; 6] = ["具体为：", "具体包括：", "分别为：", "分别是：", "具体是：", "包括："];
    let lead = text[..total.start].trim_end_matches(['共', '有', '计', '为', '合']);
    let counts = lead.ends_with("预算单位") || text[total.end..].starts_with("预算单位");
    let after = &text[total.end..];
    let list = LEADS.iter().filter_map(|lead| after.split_once(lead)).min_by_key(|(before, _)| before.len());
    let Some((between, list)) = list.filter(|_| counts) else { return };
    let list = without_brackets(list.split('。').next().unwrap_or_default());
    let is_plain = !list.contains(|c: char| c.is_ascii_digit())
        && !["等", "其中", "下属", "所属", "：", "以及"].iter().any(|word| list.contains(word));
    let n_listed = list.split(['、', '；', '，']).filter(|name| !name.is_empty()).count();
    let Some(stated) = total.value.scaled_by(1) else { return };
    if list.is_empty() || !is_plain || between.chars().count() > 30 {
        return;
    }
    if i64::try_from(n_listed) == Ok(stated) {
        return out.pass();
    }
    let message = format!("预算单位写 {stated} {}，后面列出 {n_listed} 个", total.unit);
    let excerpt = sentence_with(&paragraph.value, "预算单位");
    let fault = Fault::new(&paragraph.place, excerpt, message, "核对预算单位的个数，补列漏写的或改正个数");
    out.fail(fault.at_most(Severity::Hint));
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// `绩效目标管理的项目6个，……其中：一般公共预算项目4个，……事业收入安排的项目1个`: the kinds, and the forms that follow.
fn projects(
    doc: &BudgetDocument,
    text: &str,
    total: Number,
    paragraph: &Located<String>,
    out: &mut Checks<'_>,
) {
    let Some(managed) = Managed::of(text, total) else { return };
    let Managed { stated, parts, is_selection } = managed;
    let listed: i64 = parts.iter().sum();
    let n_forms = i64::try_from(doc.projects.len()).unwrap_or(i64::MAX);
    let fault = |message: String| {
        let suggestion = "核对项目个数，改正写错的一处；目标表漏附的补上";
        Fault::new(&paragraph.place, sentence_with(&paragraph.value, "绩效"), message, suggestion)
    };
    if parts.len() > 1 && listed != stated {
        let terms = parts.iter().map(i64::to_string).collect::<Vec<_>>().join("＋");
        let forms =
            if n_forms == listed { format!("，绩效目标表也是 {n_forms} 张") } else { String::new() };
        let message = format!("绩效管理的项目写 {stated} 个，其中各项 {terms}＝{listed} 个{forms}");
        return out.fail(fault(message));
    }
    // What is published may be the larger projects alone.
    if n_forms == 0 || is_selection || n_forms + 2 < stated {
        return;
    }
    if n_forms == stated {
        return out.pass();
    }
    let message = format!("绩效管理的项目写 {stated} 个，绩效目标表有 {n_forms} 张");
    out.fail(fault(message).at_most(Severity::Hint));
}

/// How many projects a sentence says are managed by their targets, with the numbers of the kinds behind it.
struct Managed {
    stated: i64,
    parts: Vec<i64>,
    /// Whether it speaks of some of them alone.
    is_selection: bool,
}

impl Managed {
    fn of(text: &str, total: Number) -> Option<Managed> {
        let start = text[..total.start].rfind('。').map_or(0, |at| at + '。'.len_utf8());
        let before = &text[start..total.start];
        let after = text[total.end..].split('。').next().unwrap_or_default();
        let lead = before.trim_end_matches(['共', '有', '计', '为']);
        let is_count = lead.ends_with("项目") || after.starts_with("项目");
        let has = |words: &[&str]| words.iter().any(|word| before.contains(word) || after.contains(word));
        let is_managed = has(&["绩效目标管理", "绩效管理", "绩效目标编报"]);
        if !is_count || !is_managed || before.contains("其中") || before.contains("执行") {
            return None;
        }
        let stated = total.value.scaled_by(1).filter(|stated| *stated > 0)?;
        let parts = text[total.end..].split_once("其中").map_or("", |(_, parts)| parts);
        let of_projects = |number: &Number| {
            parts[..number.start].ends_with("项目") || parts[number.end..].starts_with("项目")
        };
        let counts = numbers(parts, &["个"]).into_iter().filter(of_projects);
        let parts = counts.filter_map(|number| number.value.scaled_by(1)).collect();
        Some(Managed { stated, parts, is_selection: has(&["重点", "部分", "主要", "以上"]) })
    }
}
