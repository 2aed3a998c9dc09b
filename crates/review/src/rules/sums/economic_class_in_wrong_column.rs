//! SB-08: wages among operating costs, or goods and services among personnel costs.

use budget::{Amount, BudgetDocument, BudgetTable, Column, Money, TableKind, TableRow};

use crate::checks::{Checks, Fault};
use crate::equation::Equation;
use crate::term::{Term, row_name, row_text};
use crate::tree::Tree;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-08",
    title: "经济分类放错人员、公用栏",
    severity: Severity::Error,
    basis: basis::CLASSIFICATION,
    page: include_str!("economic_class_in_wrong_column.md"),
    parameters: &[],
    check,
};

const PERSONNEL: [&str; 2] = ["301", "303"];
const OPERATING: [&str; 3] = ["302", "309", "310"];

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = out.table(TableKind::BasicExpenditure) else { return };
    let tree = Tree::of(table);
    for (index, row) in table.rows.iter().enumerate() {
        let Some((right, wrong)) = row.code.as_deref().and_then(columns) else { continue };
        let Some(amount) = stated(row, wrong) else {
            out.pass();
            continue;
        };
        if is_customary(row, wrong) || is_of_retired(row, wrong, doc) || is_of_items(&tree, index, wrong) {
            out.pass();
            continue;
        }
        let printed = &amount.printed;
        let name = row_name(row);
        let message = format!("{name} 属于{}，表中有 {printed} 列在{}", right.name(), wrong.name());
        let suggestion = format!("把 {printed} 移到{}栏，并改正两栏的上级和合计", right.name());
        let fault = Fault::new(&amount.place, row_text(row), message, suggestion);
        // Provinces book the costs of the retired and 医疗费 among 公用经费, and what has no item of its own in either.
        let is_item = |code: &str| {
            code.len() > 3 && (code.starts_with("303") || code == "30114" || code.ends_with("99"))
        };
        let is_theirs = row.code.as_deref().is_some_and(is_item);
        out.fail(if is_theirs { fault.at_most(Severity::Hint) } else { fault });
    }
    if out.is_whole(table) {
        totals(table, out);
    }
}

fn stated(row: &TableRow, column: Column) -> Option<&Amount> {
    row.amount(column).filter(|a| a.money().is_some_and(|money| money != Money::ZERO))
}

/// 公务交通补贴 under 30239 is paid to persons; 工会经费 and 福利费 are reckoned from their wages, and stand with them.
fn is_customary(row: &TableRow, wrong: Column) -> bool {
    const OF_PERSONS: [&str; 3] = ["30239", "30228", "30229"];
    wrong == Column::Personnel
        && row.code.as_deref().is_some_and(|code| OF_PERSONS.iter().any(|own| code.starts_with(own)))
}

/// Where the functional items of the retired have as much 公用经费, that is where it goes.
fn is_of_retired(row: &TableRow, wrong: Column, doc: &BudgetDocument) -> bool {
    /// Of the staff: 基本养老保险缴费, 职业年金缴费
    const OF_STAFF: [&str; 2] = ["2080505", "2080506"];
    let is_item = |code: &str| code.len() == 7 && code.starts_with("20805") && !OF_STAFF.contains(&code);
    let table = doc.table(TableKind::GeneralPublicExpenditure);
    let rows = table.into_iter().flat_map(|table| &table.rows);
    let retired = rows.filter(|row| row.code.as_deref().is_some_and(is_item));
    let costs = retired.filter_map(|row| stated(row, Column::Operating)?.money());
    let costs = Money::checked_sum(costs.collect::<Vec<_>>());
    wrong == Column::Operating
        && row.code.as_deref().is_some_and(|code| code.starts_with("303"))
        && stated(row, wrong).and_then(Amount::money) <= costs
}

/// What a class has in the wrong column is that of its items, which say so themselves.
fn is_of_items(tree: &Tree<'_>, index: usize, wrong: Column) -> bool {
    let items = tree.children(index).iter().filter_map(|child| stated(tree.row(*child), wrong)?.money());
    let sum = Money::checked_sum(items.collect::<Vec<_>>());
    sum.is_some_and(|sum| {
        sum != Money::ZERO && Some(sum) == stated(tree.row(index), wrong).and_then(Amount::money)
    })
}

/// Where the class belongs and where not.
fn columns(code: &str) -> Option<(Column, Column)> {
    let class = code.get(..3)?;
    match class {
        _ if PERSONNEL.contains(&class) => Some((Column::Personnel, Column::Operating)),
        _ if OPERATING.contains(&class) => Some((Column::Operating, Column::Personnel)),
        _ => None,
    }
}

fn totals<'a>(table: &'a BudgetTable, out: &mut Checks<'a>) {
    let tree = Tree::of(table);
    let classes: Vec<&'a TableRow> = tree.tops.iter().map(|top| tree.row(*top)).collect();
    let is_known = |row: &&'a TableRow| row.code.as_deref().and_then(columns).is_some();
    let (Some(total), true) = (table.total_row(), classes.iter().all(is_known)) else { return };
    let is_mixed = |row: &&TableRow| {
        row.code.as_deref().and_then(columns).is_some_and(|(_, wrong)| stated(row, wrong).is_some())
    };
    // Told of the rows already.
    if classes.iter().any(is_mixed) {
        return;
    }
    let sums = [
        (Column::Personnel, "人员经费 = 301 + 303", "工资福利加对个人和家庭的补助"),
        (Column::Operating, "公用经费 = 302 + 310", "商品和服务加资本性支出"),
    ];
    for (column, formula, sum) in sums {
        let own = |row: &&&'a TableRow| {
            row.code.as_deref().and_then(columns).is_some_and(|(right, _)| right == column)
        };
        let right = classes.iter().filter(own).map(|row| Term::cell(table, row, Column::Total));
        let right: Vec<Term<'a>> = right.collect();
        if right.iter().all(Term::is_blank) {
            let reason = format!("{}没有读到各类的合计，没有求和", table.kind.name());
            return out.undecided(reason, Some(&table.place));
        }
        out.equate(Equation { left: Term::cell(table, total, column), right, formula, sum });
    }
}

#[cfg(test)]
mod tests {
    use crate::{Settings, Severity, example, review};

    fn found(rows: &str) -> Vec<(Severity, String)> {
        let text = format!(
            "**一般公共预算财政拨款基本支出表**\n| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |\n|---|---|---|---|---|\n{rows}"
        );
        let report = review(&example::document(&text), &Settings::default());
        let all = report.findings.iter().flat_map(|f| std::iter::once(f).chain(&f.consequences));
        let found = all.filter(|finding| finding.code == "SB-08");
        found.map(|finding| (finding.severity, finding.excerpt.clone())).collect()
    }

    #[test]
    fn what_provinces_book_otherwise_is_told_once_or_not_at_all() {
        let transport = "|  | 合计 | 20.00 | 6.00 | 14.00 |\n| 302 | 商品和服务支出 | 20.00 | 6.00 | 14.00 |\n\
                         | 30201 | 办公费 | 14.00 |  | 14.00 |\n| 30239 | 其他交通费用 | 6.00 | 6.00 |  |\n";
        assert!(found(transport).is_empty());
        assert_eq!(found(&transport.replace("30239 | 其他交通费用", "30226 | 劳务费")).len(), 1);
        assert!(found(&transport.replace("30239 | 其他交通费用", "30229 | 福利费")).is_empty());
        let medical = "|  | 合计 | 9.00 | 8.00 | 1.00 |\n| 301 | 工资福利支出 | 9.00 | 8.00 | 1.00 |\n\
                       | 30101 | 基本工资 | 8.00 | 8.00 |  |\n| 30114 | 医疗费 | 1.00 |  | 1.00 |\n";
        assert_eq!(found(medical)[0].0, Severity::Hint);
        assert_eq!(found(&medical.replace("30114 | 医疗费", "30113 | 住房公积金"))[0].0, Severity::Error);
        let retired = "|  | 合计 | 9.00 | 8.00 | 1.00 |\n| 303 | 对个人和家庭的补助 | 9.00 | 8.00 | 1.00 |\n\
                       | 30302 | 退休费 | 8.00 | 8.00 |  |\n| 30399 | 其他补助 | 1.00 |  | 1.00 |\n";
        let found = found(retired);
        assert_eq!(found.len(), 1);
        assert!(found[0].0 == Severity::Hint && found[0].1.starts_with("30399"), "{found:?}");
    }

    #[test]
    fn the_costs_of_the_retired_excuse_no_more_than_themselves() {
        let retired = "|  | 合计 | 9.00 | 8.00 | 1.00 |\n| 303 | 对个人和家庭的补助 | 9.00 | 8.00 | 1.00 |\n\
                       | 30302 | 退休费 | 8.00 | 8.00 |  |\n| 30305 | 生活补助 | 1.00 |  | 1.00 |\n\n";
        let with = |code: &str, costs: &str| {
            let head = "| 科目编码 | 科目名称 | 合计 | 基本支出 | 人员经费 | 公用经费 | 项目支出 |\n|---|---|---|---|---|---|---|\n";
            let row = format!("| {code} | 离退休 | 9.00 | 9.00 | 8.00 | {costs} |  |\n");
            found(&format!("{retired}**一般公共预算财政拨款支出表**\n{head}{row}")).len()
        };
        assert_eq!((with("2080501", "1.00"), with("2080599", "1.00")), (0, 0));
        assert_eq!((with("2080501", "0.30"), with("2080505", "1.00")), (1, 1));
    }
}
