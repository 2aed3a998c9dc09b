//! ST-15: a paragraph stands twice.

use std::collections::HashMap;

use budget::{BudgetDocument, Place};

use crate::checks::{Checks, Fault};
use crate::citations::citations;
use crate::texts::Part;
use crate::words::{beginning_of, letters, without_numbering};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-15",
    title: "段落重复",
    severity: Severity::Hint,
    basis: basis::ACCURATE,
    page: include_str!("paragraph_repeated.md"),
    parameters: &[Parameter {
        key: "length",
        title: "超过这个字数的段落才查",
        preset: Preset::Number { value: 20, least: 5, most: 500, unit: "字" },
    }],
    check,
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    let least = usize::try_from(out.number("length")).unwrap_or(usize::MAX);
    let mut seen: HashMap<String, Vec<(&Place, &str)>> = HashMap::new();
    let mut sections: HashMap<String, Part<'_>> = HashMap::new();
    let mut in_order = Vec::new();
    for text in &out.facts.texts {
        if !matches!(text.part, Part::Narrative(_) | Part::Target(_)) {
            continue;
        }
        for line in text.text.lines() {
            if line.chars().count() <= least {
                continue;
            }
            let plain: String = letters(without_numbering(line)).into_iter().collect();
            let is_prose = !is_lead_in(line)
                && !is_citation(line)
                && !is_title(line)
                && !is_row(line)
                && !is_heading(line);
            if plain.chars().count() <= least || !is_prose || is_formula(line) {
                continue;
            }
            // Templates give a section to each book: the same money is told twice where there is one book only.
            let of_section = *sections.entry(plain.clone()).or_insert(text.part);
            if of_section != text.part && matches!(text.part, Part::Narrative(_)) && line.contains("万元") {
                continue;
            }
            let places = seen.entry(plain.clone()).or_default();
            if places.is_empty() {
                in_order.push(plain);
            }
            places.push((text.place, line));
        }
    }
    for places in in_order.iter().filter_map(|plain| seen.get(plain)) {
        let [(first, _), (second, line), rest @ ..] = places.as_slice() else {
            out.pass();
            continue;
        };
        let n = rest.len() + 2;
        let message =
            format!("“{}”这一段与{first}的相同，共出现 {n} 次", beginning_of(without_numbering(line), 18));
        let suggestion = "删去重复的段落；本应写别的内容的，改写";
        out.fail(Fault::new(second, line.trim(), message, suggestion));
    }
}

/// `一般公共预算支出20万元，其中：` stands above every list of its parts.
fn is_lead_in(line: &str) -> bool {
    let line = line.trim_end();
    line.ends_with(['：', ':'])
}

fn is_amount(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
}

/// `（三）提灌站改造项目`: the name of what stands below.
fn is_heading(line: &str) -> bool {
    let bare = without_numbering(line);
    bare.len() < line.trim().len() && !bare.contains(['，', '。', '；', '：', ',', ';'])
}

/// `此项内容涉密，按规定不予公开`: said under every heading that it is true of, and short.
fn is_formula(line: &str) -> bool {
    /// In characters
    const LONGEST: usize = 40;
    const FORMULAS: [&str; 8] =
        ["不予公开", "不宜公开", "涉密", "不涉及", "无此项", "没有此项", "无相关", "未安排"];
    letters(line).len() <= LONGEST && FORMULAS.iter().any(|formula| line.contains(formula))
}

/// `201 05 统计信息事务 438.00`: cells of a table that was not read.
fn is_row(line: &str) -> bool {
    const FEWEST: usize = 3;
    let cells = without_numbering(line);
    let is_prose = cells.contains(['，', '。', '；', '：', '、']);
    let ends_with_amount = || cells.split_whitespace().skip(1).last().is_some_and(is_amount);
    !is_prose && (cells.split_whitespace().count() >= FEWEST || ends_with_amount())
}

/// `《某办法》（青政〔2030〕4号）`: two projects may rest on one document.
fn is_citation(line: &str) -> bool {
    let line = without_numbering(line);
    let Some((_, behind)) = line.strip_prefix('《').and_then(|line| line.rsplit_once('》')) else {
        return false;
    };
    let rest = letters(behind).len();
    rest == 0 || !citations(line).is_empty() && rest <= 20
}

/// `部门公开表9 一般公共预算基本支出表--人员经费`: stands in the list of contents and over its table.
fn is_title(line: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 60;
    let line = line.trim();
    let is_plain = !line.contains(['。', '；', '，', ',', '：']) && line.chars().count() <= LONGEST;
    let of_table = ["表", "表)", "表）"].iter().any(|end| line.ends_with(end))
        || line.split_once("表").is_some_and(|(_, behind)| behind.starts_with(['-', '—', '（', '(']));
    is_plain && of_table
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn found(line: &str) -> usize {
        let text = format!("**情况说明：部门预算公开表**\n\n> {line}\n\n> 说明。\n\n> {line}\n");
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().filter(|finding| finding.code == "ST-15").count()
    }

    #[test]
    fn rows_of_a_table_and_formulas_are_no_paragraphs() {
        assert_eq!(found("213 03 10 水土保持监测与管理维护 42.00 18.00 24.00 12.00"), 0);
        assert_eq!(found("2、一般公共预算财政拨款安排的水土保持监测与管理维护支出    42.00"), 0);
        assert_eq!(found("（三）全县小型提灌站更新改造和灌区量测水设施建设补助资金"), 0);
        assert_eq!(found("本单位无政府性基金收支，不涉及相关内容，因此没有数据可供公开"), 0);
        let duties = "负责全县林区防火、病虫害防治和古树名木保护，组织巡护队伍的选聘、培训和考核，承担涉密人员管理、保密宣传和林区视频监控平台的运行";
        assert_eq!(found(duties), 1);
    }

    #[test]
    fn the_title_of_a_table_is_no_paragraph() {
        assert_eq!(found("本站负责全县公路养护、桥梁检测和雨雪天气的应急保障"), 1);
        assert_eq!(found("一般公共预算财政拨款项目支出按经济分类明细表"), 0);
        assert_eq!(found("一般公共预算基本支出分单位情况表--商品和服务支出"), 0);
    }
}
