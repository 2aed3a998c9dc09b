//! 左右两半: how the two sides of 收支总表 and 财政拨款收支总表 are built, and the equations both must satisfy.

use std::collections::HashSet;

use budget::{BudgetTable, Column, FundingSource, Side, TableRow, function};

use crate::checks::Checks;
use crate::equation::{Equation, Weighed};
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
    /// Rows without a number that are parts of the item above them or items of their own.
    loose: Vec<&'a TableRow>,
    /// The loose rows that name the books below `财政拨款`, and that row.
    books: Vec<&'a TableRow>,
    grant: Option<&'a TableRow>,
    /// The items are classes, with the sections beneath each.
    sections: Vec<(&'a TableRow, Vec<&'a TableRow>)>,
}

impl<'a> Half<'a> {
    pub fn of(table: &'a BudgetTable, side: Side) -> Half<'a> {
        Half::of_rows(table.side(side))
    }

    pub fn of_rows(rows: impl Iterator<Item = &'a TableRow> + Clone) -> Half<'a> {
        let is_head = |row: &&TableRow| matches!(row.normal_name().as_str(), "本年收入" | "本年支出");
        // A sum that nothing stands above is that of what stands below.
        let opens = rows.clone().next().filter(|row| is_this_year(&row.normal_name()));
        let head = rows.clone().find(is_head).or(opens).filter(|row| states(row));
        let mut half = match head {
            Some(head) => Half::under(head, rows),
            None => Half::above(rows),
        };
        half.take_levels_apart();
        half
    }

    /// The items above 本年合计.
    fn above(rows: impl Iterator<Item = &'a TableRow> + Clone) -> Half<'a> {
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
            } else if half.this_year.is_none() && half.takes_as_book(row) {
                half.has_loose |= states(row);
            } else if is_part(&row.name) && !all_parts
                || half.this_year.is_none() && is_ranked && !is_top(&row.name) && !half.items.is_empty()
            {
                half.has_loose |= !is_part(&row.name) && states(row);
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
            } else if row.name.trim_start().starts_with("其中")
                || in_brackets && is_digit_numbered(&row.name)
                || half.additions.is_empty() && half.takes_as_book(row)
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
    /// `一般公共预算` without a number under `一、财政拨款`: a part of it, or an item beside it.
    fn takes_as_book(&mut self, row: &'a TableRow) -> bool {
        let grant = self.items.last().copied().filter(|last| is_grant(last));
        let is_plain = !is_part(&row.name) && !is_top(&row.name);
        let is_book = is_plain && names_book(&row.normal_name()) && grant.is_some();
        if is_book {
            self.grant = grant;
            self.loose.push(row);
            self.books.push(row);
        }
        is_book
    }

    /// Classes, sections and items of the functional list printed by name alone, one below the other: the classes are
    /// the items.
    fn take_levels_apart(&mut self) {
        let Some(classes) = classes(&self.items) else { return };
        let ends = classes.iter().skip(1).copied().chain([self.items.len()]);
        for (at, end) in classes.iter().copied().zip(ends) {
            let (class, below) = (self.items[at], &self.items[at + 1..end]);
            let sections = class_of(class).and_then(|code| sections(code, below));
            self.sections.push((class, sections.unwrap_or_default()));
        }
        self.items = classes.into_iter().map(|at| self.items[at]).collect();
    }

    /// Items, sums and what is added to them.
    pub fn rows(&self) -> impl Iterator<Item = &'a TableRow> + '_ {
        let sums = self.this_year.into_iter().chain(self.total);
        self.items.iter().chain(&self.additions).copied().chain(sums)
    }
}

/// The classes of the functional list among rows that name sections and items below them.
pub fn classes(rows: &[&TableRow]) -> Option<Vec<usize>> {
    let names: Vec<String> = rows.iter().map(|row| row.normal_name()).collect();
    // `其他支出` below `其他支出` or `援助其他地区支出` is its section.
    let is_section = |at: usize| {
        let above = at.checked_sub(1).map(|above| names[above].as_str());
        above
            .is_some_and(|above| above == names[at] || names[at] == "其他支出" && above == "援助其他地区支出")
    };
    let classes: Vec<usize> =
        (0..rows.len()).filter(|at| class_of(rows[*at]).is_some() && !is_section(*at)).collect();
    let is_finer = |row: &&TableRow| class_of(row).is_none() && is_listed(row);
    (classes.first() == Some(&0) && rows.iter().any(is_finer)).then_some(classes)
}

/// The code of a class of the functional list, by its name.
fn class_of(row: &TableRow) -> Option<&'static str> {
    let name = row.normal_name();
    function().named(&name).map(|entry| entry.code.as_str()).find(|code| code.len() == 3)
}

fn is_listed(row: &TableRow) -> bool {
    function().named(&row.normal_name()).next().is_some()
}

/// The sections among the rows below a class; none where a name may be of either level, or is not on the list.
fn sections<'a>(class: &str, below: &[&'a TableRow]) -> Option<Vec<&'a TableRow>> {
    let mut sections: Vec<&'a TableRow> = Vec::new();
    for (at, row) in below.iter().enumerate() {
        let name = row.normal_name();
        if at.checked_sub(1).is_some_and(|above| below[above].normal_name() == name) {
            continue;
        }
        let codes: Vec<&str> = (function().named(&name))
            .map(|entry| entry.code.as_str())
            .filter(|code| code.starts_with(class))
            .collect();
        let is_section = codes.iter().any(|code| code.len() == 5);
        if codes.is_empty() || sections.iter().any(|known| known.normal_name() == name) {
            return None;
        }
        if is_section {
            sections.push(row);
        }
    }
    Some(sections)
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
    for (class, sections) in &half.sections {
        let right = cells(sections);
        if !right.iter().all(Term::is_blank) {
            out.equate(Equation { left: cell(class), right, formula: "类 = Σ 款", sum: "各款之和" });
        }
    }
    if half.this_year.is_none() && half.is_ranked {
        books(table, half, column, out);
    }
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
    let holds = |sum: &Equation<'a>| sum.weigh(out.facts).is_ok_and(Weighed::holds);
    let are_peers = !sums.first().is_some_and(holds) && sums.get(1).is_some_and(holds);
    out.equate_any(sums);
    if !are_peers {
        books(table, half, column, out);
    }
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

/// 财政拨款 = Σ the books below it, where several are stated.
fn books<'a>(table: &'a BudgetTable, half: &Half<'a>, column: Column, out: &mut Checks<'a>) {
    let sources: HashSet<_> = half.books.iter().map(|row| FundingSource::of_label(&row.name)).collect();
    let Some(grant) = half.grant.filter(|_| sources.len() == half.books.len()) else { return };
    let right: Vec<Term<'a>> = half.books.iter().map(|row| Term::cell(table, row, column)).collect();
    if right.iter().filter(|term| !term.is_blank()).count() > 1 {
        let (left, formula) = (Term::cell(table, grant, column), "财政拨款 = Σ 各预算的拨款");
        out.equate(Equation { left, right, formula, sum: "各预算的拨款之和" });
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

    /// Whether 收支总表 with these rows of revenue is found fault with.
    fn is_found(rows: &[(&str, &str)], this_year: &str) -> bool {
        let rows: String = rows.iter().map(|(name, money)| format!("| {name} | {money} |  |  |\n")).collect();
        let text = format!(
            "**收支总表**\n| 收入 | 预算数 | 支出 | 预算数 |\n|---|---|---|---|\n{rows}\
             | 本年收入合计 | {this_year} | 一、教育支出 | {this_year} |\n\
             | 收入总计 | {this_year} | 支出总计 | {this_year} |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().any(|finding| finding.code == "SB-09")
    }

    #[test]
    fn books_with_a_number_are_items() {
        let rows =
            [("一、财政拨款收入", "8.00"), ("二、政府性基金预算拨款收入", "2.00"), ("三、事业收入", "1.00")];
        assert!(!is_found(&rows, "11.00"));
        assert!(is_found(&rows, "9.00"));
    }

    #[test]
    fn books_without_a_number_may_be_items_and_make_up_the_grant_where_they_are_not() {
        let peers = [("财政拨款收入", "8.00"), ("政府性基金预算拨款", "2.00")];
        assert!(!is_found(&peers, "10.00"));
        assert!(is_found(&peers, "9.00"));
        let parts =
            |grant| [("一、财政拨款收入", grant), ("一般公共预算拨款", "6.00"), ("政府性基金", "2.00")];
        assert!(!is_found(&parts("8.00"), "8.00"));
        assert!(is_found(&parts("9.00"), "9.00"), "the books make up 8.00");
    }

    /// 收支总表 with classes, sections and items by name alone.
    fn by_name(class: &str, this_year: &str) -> Vec<String> {
        let spent = [
            ("一般公共服务支出", class),
            ("档案事务", "3.00"),
            ("档案馆", "3.00"),
            ("其他一般公共服务支出", "2.00"),
            ("其他一般公共服务支出", "2.00"),
            ("国防支出", "1.00"),
            ("国防动员", "1.00"),
            ("援助其他地区支出", "2.00"),
            ("其他支出", "2.00"),
            ("债务付息支出", "2.00"),
            ("本年支出合计", this_year),
            ("支出总计", "10.00"),
        ];
        let mut rows = String::new();
        for (at, (name, money)) in spent.iter().enumerate() {
            let left = match at {
                0 => "一、财政拨款收入 | 10.00",
                1 => "本年收入合计 | 10.00",
                2 => "收入总计 | 10.00",
                _ => " | ",
            };
            rows += &format!("| {left} | {name} | {money} |\n");
        }
        let text = format!("**收支总表**\n| 收入 | 预算数 | 支出 | 预算数 |\n|---|---|---|---|\n{rows}");
        let report = review(&example::document(&text), &Settings::default());
        let found = report.findings.iter().filter(|finding| finding.code == "SB-09");
        found.map(|finding| finding.message.clone()).collect()
    }

    #[test]
    fn of_levels_printed_by_name_the_classes_make_up_the_whole() {
        assert!(by_name("5.00", "10.00").is_empty());
        let found = by_name("4.95", "10.00");
        assert!(found.len() == 1 && found[0].contains("一般公共服务支出 低 0.05"), "{found:?}");
        let found = by_name("5.00", "9.00");
        assert!(found.len() == 1 && found[0].contains("本年支出合计 低 1.00"), "{found:?}");
    }

    #[test]
    fn a_sum_may_stand_above_what_it_is_made_of() {
        let found = |this_year: &str, second: &str| {
            let text = format!(
                "**收支总表**\n| 收入 | 预算数 | 支出 | 预算数 |\n|---|---|---|---|\n\
                 | 一、一般公共预算拨款 | 9.00 | 一、本年支出合计 | {this_year} |\n|  |  | 教育支出 | 5.00 |\n\
                 |  |  | 住房保障支出 | {second} |\n|  |  | 二、年终结转结余 |  |\n| 收入总计 | 9.00 | 支出总计 | 9.00 |\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            report.findings.iter().any(|finding| finding.code == "SB-09")
        };
        assert!(!found("9.00", "4.00"));
        assert!(found("8.00", "4.00") && found("9.00", "3.00"));
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
