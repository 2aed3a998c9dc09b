//! ST-15: a paragraph stands twice.

use std::collections::HashMap;

use budget::{BudgetDocument, Place};

use crate::checks::{Checks, Fault};
use crate::texts::Part;
use crate::words::{beginning_of, has_number, letters, without_numbering};
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
    let mut seen: HashMap<String, Vec<Copy<'_>>> = HashMap::new();
    let mut in_order = Vec::new();
    for text in &out.facts.texts {
        if !matches!(text.part, Part::Narrative(_) | Part::Target(_)) {
            continue;
        }
        for line in text.text.lines() {
            let plain: String = letters(without_numbering(line)).into_iter().collect();
            if plain.chars().count() <= least || announces_or_cites(line) {
                continue;
            }
            let places = seen.entry(plain.clone()).or_default();
            if places.is_empty() {
                in_order.push(plain);
            }
            places.push(Copy { place: text.place, line, part: text.part });
        }
    }
    for places in in_order.iter().filter_map(|plain| seen.get(plain)) {
        let (false, [Copy { place: first, .. }, Copy { place: second, line, .. }, rest @ ..]) =
            (are_of_two_scopes(places), places.as_slice())
        else {
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

struct Copy<'a> {
    place: &'a Place,
    line: &'a str,
    part: Part<'a>,
}

/// `其中：` introduces what differs; the same document may be the basis of two projects.
fn announces_or_cites(line: &str) -> bool {
    let line = line.trim();
    line.ends_with(['：', ':'])
        || line.trim_end_matches('。').ends_with("如下")
        || without_numbering(line).starts_with('《') && !line.contains('。')
}

/// Sentences with amounts in sections of their own: what 财政拨款 pays for is what 一般公共预算 pays for where there is
/// no other book.
fn are_of_two_scopes(copies: &[Copy<'_>]) -> bool {
    let has_amount = copies.iter().all(|copy| copy.line.contains('元') && has_number(copy.line));
    let parts: Vec<Part<'_>> = copies.iter().map(|copy| copy.part).collect();
    let are_apart = parts.iter().enumerate().all(|(at, part)| !parts[..at].contains(part));
    has_amount && are_apart
}
