//! CL-08: much money under 其他.

use std::collections::HashMap;

use budget::{Amount, BudgetDocument, Column, Money, TableKind, TableRow, normal_name};

use crate::checks::{Checks, Fault};
use crate::codes::{expenditure_items, parent_of, special_items};
use crate::locate::{Cell, positive, rows_by_code};
use crate::term::{row_name, row_text};
use crate::{Operand, Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "CL-08",
    title: "“其他”科目金额过大",
    severity: Severity::Hint,
    basis: basis::CODES,
    page: include_str!("other_item_large.md"),
    parameters: &[
        Parameter {
            key: "share",
            title: "“其他”项占所属类的比例，超过才提示",
            preset: Preset::Number { value: 10, least: 0, most: 100, unit: "%" },
        },
        Parameter {
            key: "amount",
            title: "“其他”项的金额，超过才提示",
            preset: Preset::Number { value: 50, least: 0, most: 1_000_000, unit: "万元" },
        },
        Parameter {
            key: "whole_section",
            title: "整款都列“其他”时，金额达到多少才提示",
            preset: Preset::Number { value: 10, least: 0, most: 1_000_000, unit: "万元" },
        },
    ],
    check,
};

const FEN_PER_WAN: i64 = 1_000_000;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let limits = Limits {
        percent: out.number("share"),
        amount: Money::from_fen(out.number("amount").saturating_mul(FEN_PER_WAN)),
        whole_section: Money::from_fen(out.number("whole_section").saturating_mul(FEN_PER_WAN)),
    };
    let mut found = Vec::new();
    let mut rows_of: Option<(TableKind, HashMap<&str, &TableRow>)> = None;
    for (table, coded) in expenditure_items(doc).into_iter().filter(|(_, coded)| coded.code.ends_with("99")) {
        let (amount, money) = match positive(table, coded.row, Column::Total) {
            Cell::Nil => continue,
            Cell::Unknown(reason) => {
                out.undecided(reason, Some(&coded.row.place));
                continue;
            }
            Cell::Positive(amount, money) => (amount, money),
        };
        let known = rows_of.take().filter(|(kind, _)| *kind == table.kind);
        let (_, rows) = rows_of.insert(known.unwrap_or_else(|| (table.kind, rows_by_code(table))));
        let whole = |code: &str| rows.get(code)?.amount(Column::Total)?.money();
        let fault = share_of_class(coded.code, money, &limits, whole)
            .or_else(|| whole_section(coded.code, money, &limits, whole))
            .filter(|_| {
                !is_of_staff(coded.code, coded.row, money)
                    && !is_classified(coded.code, money, rows)
                    && !is_explained(coded.row, doc)
            });
        let Some((what, suggestion)) = fault else {
            out.pass();
            continue;
        };
        let message = format!("{} {} {money} 万元{what}", table.kind.name(), row_name(coded.row));
        found.push((money, Fault::new(&amount.place, row_text(coded.row), message, suggestion)));
    }
    tell(found, out);
}

/// Contributions of staff have no item but 其他; and what keeps a unit that no item is meant for stands there, too.
fn is_of_staff(code: &str, row: &TableRow, money: Money) -> bool {
    const SECTIONS: [&str; 3] = ["20805", "21011", "22102"];
    let basic = row.amount(Column::Basic).and_then(Amount::money).unwrap_or_default();
    SECTIONS.iter().any(|section| code.starts_with(section)) || basic.fen() > money.fen() / 2
}

/// Most of the section stands under two special items or more: 其他 is what is left.
fn is_classified(code: &str, money: Money, rows: &HashMap<&str, &TableRow>) -> bool {
    /// 行政运行, 一般行政管理事务, 机关服务, 事业运行: of no task.
    const GENERAL: [&str; 4] = ["01", "02", "03", "50"];
    let Some(section) = parent_of(code) else { return false };
    let is_special = |other: &str| {
        other.len() == code.len()
            && other != code
            && other.starts_with(section)
            && !GENERAL.iter().any(|end| other.ends_with(end))
    };
    let special = rows.iter().filter(|(other, _)| is_special(other));
    let special = special.filter_map(|(_, row)| row.amount(Column::Total)?.money());
    let special: Vec<Money> = special.filter(|money| *money > Money::ZERO).collect();
    special.len() > 1 && Money::checked_sum(special).is_some_and(|sum| sum > money)
}

/// `其他水利支出……主要用于……`: the text says what the money is for. What a glossary says of the item does not.
fn is_explained(row: &TableRow, doc: &BudgetDocument) -> bool {
    /// In characters. A bare 主要用于其他支出 explains nothing.
    const SHORTEST: usize = 8;
    let name = normal_name(&row.name);
    let sections = doc.narrative.iter().filter(|section| !section.title.contains("解释"));
    let paragraphs = sections.flat_map(|section| &section.paragraphs);
    name.starts_with("其他")
        && paragraphs.map(|paragraph| normal_name(&paragraph.value)).any(|text| {
            // Up to the next item, which begins with a name of its own.
            let Some((_, behind)) = text.rsplit_once(name.as_str()) else { return false };
            let own = behind.split("(款)").next().unwrap_or(behind);
            let used = ["主要用于", "用于", "主要是用于"].iter().find_map(|word| own.split_once(word));
            let opening: String = own.chars().take(6).collect();
            let is_defined = ["指", "反映"].iter().any(|word| opening.contains(word));
            let used =
                used.filter(|(before, _)| !is_defined && !before.contains("其中")).map(|(_, used)| used);
            used.is_some_and(|used| {
                used.split(['。', '，', ',']).next().unwrap_or("").chars().count() >= SHORTEST
            })
        })
}

/// Many of them are one habit of the office, and one finding.
fn tell(mut found: Vec<(Money, Fault)>, out: &mut Checks<'_>) {
    const MOST: usize = 2;
    if found.len() <= MOST {
        return found.into_iter().for_each(|(_, fault)| out.fail(fault));
    }
    found.sort_by_key(|(money, _)| std::cmp::Reverse(*money));
    let rows = found.iter().map(|(_, fault)| Operand {
        label: fault.message.clone(),
        printed: fault.excerpt.clone(),
        place: fault.place.clone(),
    });
    let rows: Vec<Operand> = rows.collect();
    let (_, mut first) = found.swap_remove(0);
    first.message = format!("{}；另有 {} 个“其他”项也偏大", first.message, rows.len() - 1);
    out.fail(first.with_rows("“其他”项占所属类或款的比例", rows));
}

struct Limits {
    percent: i64,
    amount: Money,
    whole_section: Money,
}

fn share_of_class(
    code: &str,
    money: Money,
    limits: &Limits,
    whole: impl Fn(&str) -> Option<Money>,
) -> Option<(String, String)> {
    // 229 其他支出 has nothing but that.
    let class = code.get(..3).filter(|class| *class != "229")?;
    let all = whole(class).filter(|all| *all > Money::ZERO)?;
    if money <= limits.amount || !exceeds(money, all, limits.percent) {
        return None;
    }
    let share = permille(money, all);
    let what = format!("，占 {class} 类的 {}.{}%", share / 10, share % 10);
    Some((what, "按用途改列专门的“项”；没有对应科目的，说明用途".to_owned()))
}

/// Nothing but 其他 in a section that has items of its own.
fn whole_section(
    code: &str,
    money: Money,
    limits: &Limits,
    whole: impl Fn(&str) -> Option<Money>,
) -> Option<(String, String)> {
    const MOST_NAMED: usize = 3;
    let section = parent_of(code)?;
    if section.ends_with("99") || money < limits.whole_section || whole(section)? != money {
        return None;
    }
    let specials = special_items(section).take(MOST_NAMED);
    let specials: Vec<String> = specials.map(|entry| format!("{} {}", entry.code, entry.name)).collect();
    if specials.is_empty() {
        return None;
    }
    let what = format!("是 {section} 款的全部，没有一个专门的“项”");
    Some((what, format!("看能否改列 {}等科目", specials.join("、"))))
}

fn exceeds(part: Money, whole: Money, percent: i64) -> bool {
    i128::from(part.fen()) * 100 > i128::from(whole.fen()) * i128::from(percent)
}

/// Rounded.
fn permille(part: Money, whole: Money) -> i128 {
    let (part, whole) = (i128::from(part.fen()), i128::from(whole.fen()).max(1));
    (part * 2000 + whole) / (whole * 2)
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn is_found(rows: &str) -> bool {
        let text = format!(
            "**支出总表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n{rows}"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().any(|finding| finding.code == "CL-08")
    }

    #[test]
    fn what_the_text_explains_hides_nothing() {
        let rows = "| 213 | 农林水支出 | 300.00 |  | 300.00 |\n| 21303 | 水利 | 300.00 |  | 300.00 |\n\
                    | 2130306 | 水利工程运行与维护 | 110.00 |  | 110.00 |\n\
                    | 2130399 | 其他水利支出 | 190.00 |  | 190.00 |\n";
        let with =
            |section: &str, sentence: &str| format!("{rows}\n**情况说明：{section}**\n\n> {sentence}\n");
        assert!(is_found(&with("预算收支情况", "水利（款）其他水利支出（项）190万元，比上年增加9万元。")));
        assert!(!is_found(&with(
            "预算收支情况",
            "其他水利支出（项）190万元，主要用于渠首闸门更换和堤防白蚁防治。"
        )));
        assert!(is_found(&with("预算收支情况", "其他水利支出（项）190万元，主要用于水利支出。")));
        assert!(is_found(&with("名词解释", "其他水利支出（项）：指用于除上述项目以外其他水利方面的支出。")));
    }

    #[test]
    fn what_keeps_a_unit_and_what_is_left_of_a_section_is_no_hiding_place() {
        let other = "| 2130399 | 其他水利支出 | 90.00 | 20.00 | 70.00 |\n";
        let head =
            "| 213 | 农林水支出 | 300.00 | 20.00 | 280.00 |\n| 21303 | 水利 | 300.00 | 20.00 | 280.00 |\n";
        assert!(is_found(&format!("{head}{other}")));
        assert!(!is_found(&format!("{head}{}", other.replace("| 20.00 | 70.00", "| 80.00 | 10.00"))));
        let special = "| 2130306 | 水利工程运行与维护 | 110.00 |  | 110.00 |\n";
        assert!(is_found(&format!("{head}{special}{other}")), "one other item");
        let two = "| 2130314 | 防汛 | 100.00 |  | 100.00 |\n";
        assert!(!is_found(&format!("{head}{special}{two}{other}")));
    }
}
