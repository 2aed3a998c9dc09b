//! 左右两半: how the two sides of 收支总表 and 财政拨款收支总表 are built, and the equations both must satisfy.

use budget::{BudgetTable, Column, Side, TableRow};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::facts::columns;
use crate::term::Term;

/// One half: items, 本年合计, what is added to it (carry-over as a rule) with its details, 总计.
#[derive(Debug, Default)]
pub struct Half<'a> {
    pub items: Vec<&'a TableRow>,
    pub this_year: Option<&'a TableRow>,
    pub additions: Vec<&'a TableRow>,
    pub details: Vec<&'a TableRow>,
    pub total: Option<&'a TableRow>,
    /// The items are numbered `一、`, so that none of them is a part of another.
    is_ranked: bool,
    /// A row without a number among them may be an item or a part of one.
    has_loose: bool,
    /// The same below items numbered `（一）`.
    loose: Vec<&'a TableRow>,
}

impl<'a> Half<'a> {
    pub fn of(table: &'a BudgetTable, side: Side) -> Half<'a> {
        Half::of_rows(table.side(side))
    }

    pub fn of_rows(rows: impl Iterator<Item = &'a TableRow> + Clone) -> Half<'a> {
        let is_head = |row: &&TableRow| matches!(row.normal_name().as_str(), "本年收入" | "本年支出");
        if let Some(head) = rows.clone().find(is_head).filter(|row| states(row)) {
            return Half::under(head, rows);
        }
        let mut half = Half::default();
        let is_ranked = rows.clone().filter(|row| is_top(&row.name)).count() > 1;
        half.is_ranked = is_ranked;
        let all_parts = rows.clone().all(|row| is_part(&row.name) || is_sum(&row.normal_name()));
        let has_grand = rows.clone().any(|row| row.normal_name().ends_with("总计"));
        for row in rows {
            let name = row.normal_name();
            if is_this_year(&name) || has_grand && matches!(name.as_str(), "收入合计" | "支出合计") {
                half.this_year = Some(row);
            } else if is_total(&name) {
                half.total = Some(row);
            } else if is_part(&row.name) && !all_parts
                || half.this_year.is_none() && is_ranked && !is_top(&row.name) && !half.items.is_empty()
            {
                half.has_loose |= !is_part(&row.name) && states(row);
            } else if half.this_year.is_none()
                && names_book(&name)
                && half.items.last().is_some_and(|last| is_grant(last))
            {
                // `一般公共预算` under `一、财政拨款`
            } else if half.this_year.is_none() {
                half.items.push(row);
            } else if !half.additions.is_empty() && names_book(&name) {
                half.details.push(row);
            } else {
                half.additions.push(row);
            }
        }
        half
    }
}

impl<'a> Half<'a> {
    /// The layout of other provinces: `一、本年收入` above its items, `二、上年结转` above its own.
    fn under(head: &'a TableRow, rows: impl Iterator<Item = &'a TableRow>) -> Half<'a> {
        let mut half = Half { this_year: Some(head), ..Half::default() };
        let mut in_brackets = false;
        for row in rows.skip_while(|row| !std::ptr::eq(*row, head)).skip(1) {
            let name = row.normal_name();
            in_brackets |= row.name.trim_start().starts_with(['（', '(']);
            if is_total(&name) {
                half.total = Some(row);
                break;
            } else if names_book(&name) && !half.additions.is_empty() {
                half.details.push(row);
            } else if name.contains("结转") || name.contains("结余") {
                half.additions.push(row);
            } else if row.name.trim_start().starts_with("其中") || in_brackets && is_digit_numbered(&row.name)
            {
            } else if half.additions.is_empty() && in_brackets && !is_part(&row.name) && !is_top(&row.name) {
                half.loose.push(row);
            } else if half.additions.is_empty() {
                half.items.push(row);
            } else {
                half.details.push(row);
            }
        }
        half
    }
}

impl<'a> Half<'a> {
    /// Items, sums and what is added to them.
    pub fn rows(&self) -> impl Iterator<Item = &'a TableRow> + '_ {
        let sums = self.this_year.into_iter().chain(self.total);
        self.items.iter().chain(&self.additions).copied().chain(sums)
    }
}

/// `1、经费拨款` under `（一）一般公共预算拨款`
fn is_digit_numbered(name: &str) -> bool {
    name.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

fn states(row: &TableRow) -> bool {
    row.amounts.iter().any(|(_, amount)| !amount.is_blank())
}

/// `本年收入合计`, `当年支出小计`
fn is_this_year(name: &str) -> bool {
    (name.starts_with("本年") || name.starts_with("当年"))
        && (name.ends_with("合计") || name.ends_with("小计"))
}

fn is_total(name: &str) -> bool {
    name.ends_with("总计") || matches!(name, "收入合计" | "支出合计" | "合计")
}

fn is_sum(name: &str) -> bool {
    is_this_year(name) || is_total(name) || name.contains("结转")
}

/// The carry-over of one book, under the carry-over of all.
fn names_book(name: &str) -> bool {
    ["一般公共预算", "政府性基金", "国有资本经营"].iter().any(|book| name.contains(book))
}

/// `一、财政拨款`: that of all books.
fn is_grant(row: &TableRow) -> bool {
    let name = row.normal_name();
    name.starts_with("财政拨款") && !names_book(&name)
}

/// `其中：……`, `（一）……`, `1.……`: part of the row above, not an item beside it.
fn is_part(name: &str) -> bool {
    let name = name.trim_start();
    name.starts_with("其中")
        || name.starts_with(['（', '('])
        || name.starts_with(|c: char| c.is_ascii_digit())
}

/// `一、基本支出`: among such rows, one without a number is part of the row above.
pub fn is_top(name: &str) -> bool {
    let rest = name.trim_start().trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    rest.len() < name.trim_start().len() && rest.starts_with('、')
}

/// 本年合计 = Σ items, 总计 = 本年合计 + additions, an addition = Σ its details, left 总计 = right 总计.
pub fn balance<'a>(table: &'a BudgetTable, out: &mut Checks<'a>) {
    if !out.is_whole(table) {
        return;
    }
    let halves = [Side::Revenue, Side::Expenditure].map(|side| Half::of(table, side));
    for half in &halves {
        for column in columns(table) {
            add_up(table, half, column, out);
        }
    }
    let [Some(revenue), Some(expenditure)] = halves.map(|half| half.total) else {
        return out.undecided(format!("{}缺收入总计或支出总计行", table.kind.name()), Some(&table.place));
    };
    let total = |row| Term::cell(table, row, Column::Total);
    out.equate(Equation::twins(total(revenue), total(expenditure), "收入总计 = 支出总计"));
}

pub fn add_up<'a>(table: &'a BudgetTable, half: &Half<'a>, column: Column, out: &mut Checks<'a>) {
    let cell = |row: &'a TableRow| Term::cell(table, row, column);
    let cells = |rows: &[&'a TableRow]| rows.iter().map(|row| cell(row)).collect::<Vec<_>>();
    let is_plain = half.is_ranked && !half.has_loose;
    if let (None, Some(total), true) = (half.this_year, half.total, is_plain) {
        let right = cells(&half.items);
        return out.equate(Equation {
            left: cell(total), right, formula: "总计 = Σ 各行", sum: "各行之和"
        });
    }
    let Some(this_year) = half.this_year else {
        if column == Column::Total && !half.items.is_empty() {
            out.undecided(format!("{}缺本年合计行", table.kind.name()), Some(&table.place));
        }
        return;
    };
    let sum = |rows: &[&'a TableRow]| Equation {
        left: cell(this_year),
        right: cells(rows),
        formula: "本年合计 = Σ 各行",
        sum: "各行之和",
    };
    let mut sums = vec![sum(&half.items)];
    if !half.loose.is_empty() {
        sums.push(sum(&[half.items.as_slice(), half.loose.as_slice()].concat()));
    }
    out.equate_any(sums);
    let details = cells(&half.details);
    if let ([addition], false) = (half.additions.as_slice(), details.iter().all(Term::is_blank)) {
        let formula = "结转结余 = Σ 各预算的结转结余";
        out.equate(Equation { left: cell(addition), right: details, formula, sum: "其下各行之和" });
    }
    if let Some(total) = half.total {
        let right = [vec![cell(this_year)], cells(&half.additions)].concat();
        let formula = "总计 = 本年合计 + 结转结余等";
        out.equate(Equation { left: cell(total), right, formula, sum: "本年合计加结转结余等" });
    }
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn findings(total: &str, carried: &str) -> Vec<&'static str> {
        let text = format!(
            "**收支总表**\n| 收入 | 预算数 | 支出 | 预算数 |\n|---|---|---|---|\n\
             | 一、财政拨款收入 | 7.00 | 一、教育支出 | 6.00 |\n| 1. 一般公共预算资金 | 7.00 | 二、卫生健康支出 | 3.00 |\n\
             | 二、事业收入 | 2.00 |  |  |\n{carried}| 收入总计 | {total} | 支出总计 | {total} |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().map(|finding| finding.code).filter(|code| *code == "SB-09").collect()
    }

    #[test]
    fn items_add_up_to_the_total_where_no_row_is_of_this_year() {
        assert!(findings("9.00", "").is_empty());
        assert_eq!(findings("8.00", "").first(), Some(&"SB-09"));
        assert!(
            findings("9.50", "| 上年资金 | 0.50 | 三、其他支出 | 0.50 |\n").is_empty(),
            "an item or a part of one"
        );
    }

    #[test]
    fn books_without_a_number_are_parts_of_the_grant_above_them() {
        let found = |this_year: &str| {
            let text = format!(
                "**财政拨款收支总表**\n| 收入 | 预算数 | 支出 | 预算数 |\n|---|---|---|---|\n\
                 | 一、财政拨款收入 | 8.00 | 卫生健康支出 | 8.00 |\n| 一般公共预算拨款 | 6.00 |  |  |\n\
                 | 政府性基金预算拨款 | 2.00 |  |  |\n| 本年收入合计 | {this_year} |  |  |\n\
                 | 上年结转 |  |  |  |\n| 收入总计 | 8.00 | 支出总计 | 8.00 |\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            report.findings.iter().any(|finding| finding.code == "SB-10")
        };
        assert!(!found("8.00"));
        assert!(found("7.00"));
    }

    #[test]
    fn rows_without_a_number_may_be_parts_of_the_one_in_brackets() {
        let found = |this_year: &str| {
            let text = format!(
                "**财政拨款收支总表**\n| 收入 | 预算数 | 支出 | 合计 |\n|---|---|---|---|\n\
                 | 一、本年收入 | {this_year} | 一、本年支出 | {this_year} |\n\
                 | （一）一般公共预算拨款 | 9.00 | （一）农林水支出 | {this_year} |\n| 经费拨款 | 8.00 |  |  |\n\
                 | 纳入预算管理的非税收入 | 1.00 |  |  |\n| （二）政府性基金拨款 | 2.00 |  |  |\n\
                 | 二、上年结转 |  | 二、结转下年 |  |\n| 收入总计 | {this_year} | 支出总计 | {this_year} |\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            report.findings.iter().any(|finding| finding.code == "SB-10")
        };
        assert!(!found("11.00"));
        assert!(!found("20.00"), "items of their own");
        assert!(found("12.00"));
    }
}
