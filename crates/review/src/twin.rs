//! 功能科目与经济科目: insurance and housing money is a functional item in one table and an economic item in another.

use budget::{BudgetDocument, BudgetTable, CodeTree, Column, Money, TableKind, TableRow};

use crate::checks::{Checks, Fault};
use crate::codes::code_tree;
use crate::equation::Equation;
use crate::term::{Term, row_text};

/// Basic expenditure of functional items against economic items.
#[derive(Debug)]
pub struct Twin {
    pub is_functional: fn(&str) -> bool,
    pub economic: &'static [&'static str],
    pub formula: &'static str,
}

impl Twin {
    pub fn check(&self, out: &mut Checks<'_>) {
        let Some(functions) = out.whole_table(TableKind::GeneralPublicExpenditure) else { return };
        let Some(basic) = out.whole_table(TableKind::BasicExpenditure) else { return };
        // Beside 人员经费, 公用经费 of the retired stands under the same functional item.
        let is_split = functions.columns.contains(&Column::Personnel);
        let column = if is_split { Column::Personnel } else { Column::Basic };
        let (left, right) = self.terms(basic, (functions, column));
        if !functions.columns.is_empty() && !functions.columns.contains(&column) && !left.is_empty() {
            let reason = format!("{}没有读到基本支出栏，没有对照", functions.kind.name());
            return out.undecided(reason, Some(&functions.place));
        }
        // What a table without 项 lacks is not known.
        if right.is_empty() && !left.is_empty() && functions.rows.iter().all(|row| row.level() != Some(2)) {
            let reason = format!("{}没有读到项级科目，没有对照", functions.kind.name());
            return out.undecided(reason, Some(&functions.place));
        }
        if let Some(reason) = incomparable(out.facts.document, basic)
            && !right.iter().all(Term::is_blank)
        {
            return out.undecided(reason, Some(&basic.place));
        }
        if n_short(out.facts.document, column) > 1
            && self
                .gap(out.facts.document, column)
                .is_some_and(|gap| is_paid_otherwise(functions, column, gap))
        {
            let reason = "几个科目的经济分类数都大于功能分类数，像是一部分列在行政运行等科目，没有对照";
            return out.undecided(format!("{}：{reason}", self.formula), Some(&basic.place));
        }
        if self.has_rest(&left, &right, (basic, functions), column) {
            return out.pass();
        }
        self.compare(left, right, out);
    }

    fn terms<'a>(
        &self,
        basic: &'a BudgetTable,
        (functions, column): (&'a BudgetTable, Column),
    ) -> (Vec<Term<'a>>, Vec<Term<'a>>) {
        let coded = |row: &&TableRow, fits: &dyn Fn(&str) -> bool| row.code.as_deref().is_some_and(fits);
        let left = basic.rows.iter().filter(|row| coded(row, &|code| self.economic.contains(&code)));
        let right = functions.rows.iter().filter(|row| coded(row, &self.is_functional));
        let left = left.map(|row| Term::cell(basic, row, Column::Total)).collect();
        (left, right.map(|row| Term::cell(functions, row, column)).collect())
    }

    /// What is missing stands, to the 分, under the other item of the same section: 2101199 beside 2101103.
    fn has_rest(
        &self,
        left: &[Term<'_>],
        right: &[Term<'_>],
        (basic, functions): (&BudgetTable, &BudgetTable),
        column: Column,
    ) -> bool {
        let sum = |terms: &[Term<'_>]| {
            budget::Money::checked_sum(terms.iter().map(Term::addend).collect::<Option<Vec<_>>>()?)
        };
        let gap = sum(left).zip(sum(right)).and_then(|(left, right)| left.checked_sub(right));
        let Some(gap) = gap else { return false };
        if gap.fen() < 0 {
            return is_of_other_insurance(basic, gap);
        }
        let sections = functions.rows.iter().filter_map(|row| row.code.as_deref());
        let sections = sections.filter(|code| (self.is_functional)(code)).filter_map(|code| code.get(..5));
        let others: Vec<String> = sections.map(|section| format!("{section}99")).collect();
        let is_other =
            |row: &&TableRow| row.code.as_deref().is_some_and(|code| others.iter().any(|o| o == code));
        functions
            .rows
            .iter()
            .filter(is_other)
            .any(|row| row.amount(column).and_then(|a| a.money()) == Some(gap))
    }

    /// Whether both sides are stated and equal.
    pub fn agrees(&self, out: &Checks<'_>) -> bool {
        let (left, right) = self.sums(out);
        left.is_some() && left == right
    }

    /// Whether money is stated on one side and none on the other.
    pub fn is_one_side_blank(&self, out: &Checks<'_>) -> bool {
        let (left, right) = self.sums(out);
        left.is_some() != right.is_some()
    }

    /// By how much the economic items are the larger, where both are stated and it is more than rounding.
    fn gap(&self, doc: &BudgetDocument, column: Column) -> Option<Money> {
        const FEN_PER_WAN: i64 = 1_000_000;
        let (economic, functional) = self.sums_in(doc, column);
        economic?.checked_sub(functional?).filter(|gap| gap.fen() > FEN_PER_WAN)
    }

    /// Of the economic and of the functional items, where there is money under them.
    pub fn sums(&self, out: &Checks<'_>) -> (Option<Money>, Option<Money>) {
        self.sums_in(out.facts.document, Column::Basic)
    }

    fn sums_in(&self, doc: &BudgetDocument, column: Column) -> (Option<Money>, Option<Money>) {
        let sum = |kind, column, fits: &dyn Fn(&str) -> bool| {
            let table = doc.table(kind)?;
            let rows = table.rows.iter().filter(|row| row.code.as_deref().is_some_and(fits));
            let addends =
                rows.map(|row| Term::cell(table, row, column).addend()).collect::<Option<Vec<_>>>()?;
            Money::checked_sum(addends).filter(|sum| sum.fen() != 0)
        };
        let left = sum(TableKind::BasicExpenditure, Column::Total, &|code| self.economic.contains(&code));
        let right = sum(TableKind::GeneralPublicExpenditure, column, &self.is_functional);
        (left, right)
    }

    fn compare<'a>(&self, left: Vec<Term<'a>>, right: Vec<Term<'a>>, out: &mut Checks<'a>) {
        let stated = |terms: Vec<Term<'a>>| terms.into_iter().filter(|t| !t.is_blank()).collect::<Vec<_>>();
        let (mut left, mut right) = (stated(left), stated(right));
        if let Some(reason) = one_sided(&left, &right) {
            let place = left.first().or(right.first()).map(Term::place);
            return out.undecided(format!("{}：{reason}", self.formula), place);
        }
        if right.len() == 1 {
            std::mem::swap(&mut left, &mut right);
        }
        let [one] = left.as_slice() else { return self.compare_sums(&left, &right, out) };
        if let [other] = right.as_slice() {
            return out.equate(Equation::twins(*one, *other, self.formula));
        }
        out.equate(Equation { left: *one, right, formula: self.formula, sum: "对应科目之和" });
    }

    /// Several items on both sides have no single cell to name.
    fn compare_sums(&self, left: &[Term<'_>], right: &[Term<'_>], out: &mut Checks<'_>) {
        let Some(first) = left.first().or(right.first()) else { return };
        let sum = |terms: &[Term<'_>]| {
            let addends = terms.iter().map(Term::addend).collect::<Option<Vec<_>>>()?;
            Money::checked_sum(addends)
        };
        let (Some(economic), Some(functional)) = (sum(left), sum(right)) else {
            return out.undecided(format!("{}：有金额读不出", self.formula), Some(first.place()));
        };
        if economic == functional {
            return out.pass();
        }
        let message = format!("{}：经济科目 {economic}，功能科目 {functional}，不相等", self.formula);
        let excerpt = if let Term::Cell { row, .. } = first { row_text(row) } else { first.label() };
        let fault = Fault::new(first.place(), excerpt, message, "核对两表的对应科目");
        out.fail(fault.with_terms(self.formula, left.iter().chain(right)));
    }
}

/// 离休费 and 退休费
pub const RETIREMENT: Twin = Twin {
    is_functional: |code| ["2080501", "2080502"].contains(&code),
    economic: &["30301", "30302"],
    formula: "30301 离休费 + 30302 退休费 = 2080501 + 2080502 基本支出",
};

/// Items of staff whose money is commonly told in both classifications.
const OF_STAFF: [Twin; 4] = [
    Twin { is_functional: |code| code == "2080505", economic: &["30108"], formula: "" },
    Twin { is_functional: |code| code == "2080506", economic: &["30109"], formula: "" },
    Twin { is_functional: |code| code == "2210201", economic: &["30113"], formula: "" },
    RETIREMENT,
];

/// Where several items are larger by economy, part of the staff is paid from 行政运行.
fn n_short(doc: &BudgetDocument, column: Column) -> usize {
    OF_STAFF.iter().filter(|twin| twin.gap(doc, column).is_some()).count()
}

/// 行政运行, 事业运行 or another item that is not of insurance and housing alone has as much.
fn is_paid_otherwise(functions: &BudgetTable, column: Column, gap: Money) -> bool {
    const OF_STAFF: [&str; 3] = ["20805", "21011", "22102"];
    let is_other = |code: &str| code.len() == 7 && !OF_STAFF.iter().any(|section| code.starts_with(section));
    let rows = functions.rows.iter().filter(|row| row.code.as_deref().is_some_and(is_other));
    rows.filter_map(|row| row.amount(column)?.money()).any(|money| money >= gap)
}

/// What the economic items lack stands, to the 分, under 其他社会保障缴费.
fn is_of_other_insurance(basic: &BudgetTable, gap: Money) -> bool {
    let other = basic.code_row("30112").and_then(|row| row.amount(Column::Total)?.money());
    other.is_some_and(|other| other.fen() == -gap.fen())
}

/// Money on one side alone: provinces pay it from another item, too.
fn one_sided(left: &[Term<'_>], right: &[Term<'_>]) -> Option<String> {
    let is_nil = |terms: &[Term<'_>]| terms.iter().all(|t| t.addend().is_some_and(|money| money.fen() == 0));
    let other = match (is_nil(left), is_nil(right)) {
        (true, false) => "经济科目",
        (false, true) => "功能科目",
        _ => return None,
    };
    Some(format!("对应的{other}没有金额，这笔钱可能列在别的科目，没有对照"))
}

/// Why the items of 基本支出 are not those of today's department classification, when they are not.
fn incomparable(doc: &BudgetDocument, basic: &BudgetTable) -> Option<String> {
    /// 部门预算支出经济分类, apart from the government's since then.
    const FIRST_YEAR: u16 = 2018;
    let name = basic.kind.name();
    if doc.fiscal_year.is_some_and(|year| year.number() < FIRST_YEAR) {
        return Some(format!("{FIRST_YEAR} 年以前的支出经济分类与现行科目不同，{name}没有对照"));
    }
    match code_tree(basic) {
        Some(CodeTree::DepartmentEconomic) => None,
        Some(_) => Some(format!("{name}不是按部门预算支出经济分类列示的，没有可以对照的科目")),
        None => Some(format!("{name}没有读到科目编码，不能对照")),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    /// How SX-08 ends: `(found, undecided)`.
    fn housing(functional: &str, economic: &str) -> (bool, bool) {
        let text = format!(
            "**一般公共预算财政拨款支出表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n\
             | 2013801 | 行政运行 | 50.00 | 50.00 | |\n{functional}\n\
             **一般公共预算财政拨款基本支出表**\n| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n\
             | 30101 | 基本工资 | 41.00 |\n{economic}"
        );
        let report = review(&example::document(&text), &Settings::default());
        let of = |code: &str| code == "SX-08";
        (report.findings.iter().any(|f| of(f.code)), report.undecided.iter().any(|u| of(u.code)))
    }

    #[test]
    fn money_on_one_side_alone_may_be_paid_from_another_item() {
        let (function, economy) =
            ("| 2210201 | 住房公积金 | 9.00 | 9.00 | |\n", "| 30113 | 住房公积金 | 9.00 |\n");
        assert_eq!(housing(function, economy), (false, false));
        assert_eq!(housing("", economy), (false, true));
        assert_eq!(housing(&function.replace("9.00", "0.00"), economy), (false, true));
        assert_eq!(housing(function, ""), (false, true));
        assert_eq!(housing(&function.replace("9.00", "8.00"), economy), (true, false));
        assert_eq!(housing("", ""), (false, false));
        let other = "| 2210299 | 其他住房改革支出 | 1.50 | 1.50 | |\n";
        let both = |economic| housing(&format!("{function}{other}"), economic);
        assert_eq!(both("| 30113 | 住房公积金 | 10.50 |\n"), (false, false));
        assert_eq!(both("| 30113 | 住房公积金 | 10.60 |\n"), (true, false));
    }

    #[test]
    fn several_items_larger_by_economy_are_paid_from_another_item() {
        let functions =
            "| 2080505 | 基本养老保险缴费 | 6.00 | 6.00 | |\n| 2210201 | 住房公积金 | 9.00 | 9.00 | |\n";
        let economy = |pension: &str| {
            format!("| 30108 | 基本养老保险缴费 | {pension} |\n| 30113 | 住房公积金 | 24.00 |\n")
        };
        assert_eq!(housing(functions, &economy("6.00")), (true, false));
        assert_eq!(housing(functions, &economy("15.00")), (false, true));
        let more = |pension: &str| economy(pension).replace("24.00", "90.00");
        assert_eq!(housing(functions, &more("15.00")), (true, false), "行政运行 has 50.00");
    }
}
