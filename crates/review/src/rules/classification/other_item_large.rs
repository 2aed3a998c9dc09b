//! CL-08: much money under 其他.

use std::collections::HashMap;

use budget::{Amount, BudgetDocument, Column, Money, TableKind, TableRow, is_han, normal_name};

use crate::checks::{Checks, Fault};
use crate::codes::{Coded, expenditure_items, is_general, item_name, parent_of, special_items};
use crate::locate::{Cell, positive, rows_by_code};
use crate::term::{row_name, row_text};
use crate::{Parameter, Preset, Rule, Severity, basis};

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
        let whole = |code: &str| amount_of(code, rows);
        let all = table.total_row().and_then(|row| row.amount(Column::Total)?.money());
        let fault = share_of_class(coded.code, money, &limits, whole)
            .or_else(|| whole_section(coded.code, money, &limits, whole).filter(|_| !is_trifle(money, all)))
            .filter(|_| {
                !is_of_staff(coded.code, coded.row, money)
                    && !is_classified(coded.code, money, rows)
                    && !is_explained(&names(coded, money, rows), doc)
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

/// Of a class that the table does not print, the sum of its items.
fn amount_of(code: &str, rows: &HashMap<&str, &TableRow>) -> Option<Money> {
    let money = |row: &TableRow| row.amount(Column::Total)?.money();
    if let Some(row) = rows.get(code) {
        return money(row);
    }
    let items =
        rows.iter().filter(|(other, _)| code.len() == 3 && other.len() == 7 && other.starts_with(code));
    Money::checked_sum(items.filter_map(|(_, row)| money(row)))
}

/// Less than one in a thousand of the whole budget.
fn is_trifle(money: Money, all: Option<Money>) -> bool {
    all.is_some_and(|all| i128::from(money.fen()) * 1000 < i128::from(all.fen()))
}

/// The item, and its section and class where they hold nothing else.
fn names(coded: Coded<'_>, money: Money, rows: &HashMap<&str, &TableRow>) -> Vec<String> {
    let above = [5, 3].into_iter().filter_map(|length| rows.get(coded.code.get(..length)?));
    let alone = above.filter(|row| row.amount(Column::Total).and_then(Amount::money) == Some(money));
    let names = std::iter::once(coded.row).chain(alone.copied()).map(TableRow::normal_name);
    names.filter(|name| !name.is_empty()).collect()
}

/// Contributions of staff have no item but 其他; and what keeps a unit that no item is meant for stands there, too.
fn is_of_staff(code: &str, row: &TableRow, money: Money) -> bool {
    const SECTIONS: [&str; 3] = ["20805", "21011", "22102"];
    let basic = row.amount(Column::Basic).and_then(Amount::money).unwrap_or_default();
    SECTIONS.iter().any(|section| code.starts_with(section)) || basic.fen() > money.fen() / 2
}

/// Most of the section stands under two special items or more: 其他 is what is left.
fn is_classified(code: &str, money: Money, rows: &HashMap<&str, &TableRow>) -> bool {
    let Some(section) = parent_of(code) else { return false };
    let is_special = |(other, row): &(&&str, &&TableRow)| {
        other.len() == code.len()
            && **other != code
            && other.starts_with(section)
            && !is_general(&item_name(&Coded { row, code: other }))
    };
    let special = rows.iter().filter(is_special);
    let special = special.filter_map(|(_, row)| row.amount(Column::Total)?.money());
    let special: Vec<Money> = special.filter(|money| *money > Money::ZERO).collect();
    special.len() > 1 && Money::checked_sum(special).is_some_and(|sum| sum > money)
}

/// `其他水利支出……主要用于……`: the text says what the money is for, of the item or of the class that has nothing else. What a
/// glossary says of it does not.
fn is_explained(names: &[String], doc: &BudgetDocument) -> bool {
    let sections = doc.narrative.iter().filter(|section| !section.title.contains("解释"));
    let paragraphs = sections.flat_map(|section| &section.paragraphs);
    paragraphs.map(|paragraph| normal_name(&paragraph.value)).any(|text| {
        names.iter().any(|name| {
            let mut found = text.match_indices(name.as_str());
            found.any(|(at, _)| !text[..at].ends_with("其他") && says_use(&text[at + name.len()..]))
        })
    })
}

/// Whether what stands behind a name says what the money is for, up to the next item.
fn says_use(behind: &str) -> bool {
    /// In characters. A bare 主要用于其他支出 explains nothing.
    const SHORTEST: usize = 8;
    const MARKS: [&str; 3] = ["(款)", "(项)", "(类)"];
    let behind = MARKS.iter().find_map(|mark| behind.strip_prefix(mark)).unwrap_or(behind);
    let own = MARKS.iter().filter_map(|mark| behind.find(mark)).min().map_or(behind, |at| &behind[..at]);
    // `……190万元。主要用于……`
    let mut sentences = own.split('。');
    let first = sentences.next().unwrap_or_default();
    let second = sentences
        .next()
        .filter(|next| ["主要", "用于", "该", "资金"].iter().any(|word| next.starts_with(word)));
    let own = second.map_or(first.to_owned(), |second| format!("{first},{second}"));
    let opening: String = own.chars().take(6).collect();
    let is_defined = ["指", "反映"].iter().any(|word| opening.contains(word));
    let used = ["主要用于", "用于"].iter().find_map(|word| own.split_once(word));
    let used = used.filter(|(before, _)| !is_defined && !before.contains("其中"));
    used.is_some_and(|(_, used)| {
        let used = used.split(['，', ',']).next().unwrap_or_default();
        used.chars().count() >= SHORTEST && names_something(used)
    })
}

/// `局机关及下属事业单位的项目支出` names nothing that is done.
fn names_something(used: &str) -> bool {
    const EMPTY: [&str; 29] = [
        "局机关",
        "机关",
        "下属",
        "所属",
        "直属",
        "事业单位",
        "单位",
        "部门",
        "人员经费",
        "公用经费",
        "项目支出",
        "基本支出",
        "各项",
        "各类",
        "费用",
        "经费",
        "支出",
        "日常",
        "正常",
        "运转",
        "运行",
        "业务",
        "工作",
        "保障",
        "开展",
        "其他",
        "方面",
        "相关",
        "项目",
    ];
    const LEAST: usize = 4;
    let rest = EMPTY.iter().fold(used.to_owned(), |text, word| text.replace(word, ""));
    rest.chars().filter(|c| is_han(*c) && !"的及和与等各本为了".contains(*c)).count() >= LEAST
}

/// Many of them are one habit of the office, and one finding.
fn tell(mut found: Vec<(Money, Fault)>, out: &mut Checks<'_>) {
    const MOST: usize = 2;
    if found.len() <= MOST {
        return found.into_iter().for_each(|(_, fault)| out.fail(fault));
    }
    found.sort_by_key(|(money, _)| std::cmp::Reverse(*money));
    let n_others = found.len() - 1;
    let faults = found.into_iter().map(|(_, fault)| fault).collect();
    if let Some(fault) = Fault::together(faults, "“其他”项占所属类或款的比例") {
        let message = format!("{}；另有 {n_others} 个“其他”项也偏大", fault.message);
        out.fail(Fault { message, ..fault });
    }
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
    let has_special = parent_of(code).is_some_and(|section| special_items(section).next().is_some());
    let otherwise =
        if has_special { "；有专门的“项”可列的，改列专门的“项”" } else { "" };
    Some((what, format!("在情况说明中写明这笔钱用在哪里{otherwise}")))
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
    Some((what, format!("写明用途；用途相符的，改列 {}等科目", specials.join("、"))))
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
        let explains = |sentence: &str| !is_found(&with("预算收支情况", sentence));
        let neighbour = "水利工程运行与维护110万元，主要用于渠首闸门更换和堤防白蚁防治。";
        assert!(!explains(&format!("其他水利支出（项）190万元，比上年减少。{neighbour}")));
        assert!(!explains(
            "其他水利支出（项）190万元、水利工程运行与维护（项）110万元，主要用于渠首闸门更换。"
        ));
        assert!(explains("其他水利支出（项）190万元。主要用于渠首闸门更换和堤防白蚁防治。"));
        assert!(!explains("其他水利支出（项）190万元，主要用于局机关及下属事业单位的项目支出。"));
        assert!(
            !explains("农林水支出（类）300万元，主要用于渠首闸门更换和堤防白蚁防治。"),
            "of more than the item"
        );
        let alone = "| 213 | 农林水支出 | 300.00 |  | 300.00 |\n| 21303 | 水利 | 300.00 |  | 300.00 |\n\
                     | 2130399 | 其他水利支出 | 300.00 |  | 300.00 |\n";
        let text = |sentence: &str| format!("{alone}\n**情况说明：预算收支情况**\n\n> {sentence}\n");
        assert!(!is_found(&text("农林水支出（类）300万元，主要用于渠首闸门更换和堤防白蚁防治。")));
        assert!(is_found(&text("农林水支出（类）300万元，比上年减少。")));
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
        let schools = "| 205 | 教育支出 | 700.00 |  | 700.00 |\n| 20502 | 普通教育 | 700.00 |  | 700.00 |\n\
                       | 2050201 | 学前教育 | 200.00 |  | 200.00 |\n| 2050202 | 小学教育 | 300.00 |  | 300.00 |\n\
                       | 2050299 | 其他普通教育支出 | 200.00 |  | 200.00 |\n";
        assert!(!is_found(schools), "01 and 02 are no 行政运行 there");
    }

    #[test]
    fn a_trifle_of_another_trade_is_let_be_and_tables_of_items_have_classes_too() {
        let section =
            "| 20126 | 档案事务 | 20.00 |  | 20.00 |\n| 2012699 | 其他档案事务支出 | 20.00 |  | 20.00 |\n";
        assert!(is_found(&format!("|  | 合计 | 900.00 |  | 900.00 |\n{section}")));
        assert!(!is_found(&format!("|  | 合计 | 90000.00 |  | 90000.00 |\n{section}")));
        let items = "| 2130302 | 一般行政管理事务 | 200.00 |  | 200.00 |\n\
                     | 2130399 | 其他水利支出 | 190.00 |  | 190.00 |\n";
        assert!(is_found(items));
    }
}
