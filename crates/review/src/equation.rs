//! 等式: a printed amount against the sum of others.
//!
//! Tolerance, in whole 分: a sum of n ≥ 2 printed operands may miss by half of the units of all of them and of the sum
//! itself, u·(n+1)/2 where all are printed in u, since each was rounded on its own. One operand against one is the same figure printed twice and must agree exactly,
//! unless one side is printed more coarsely; then half of the coarser unit is rounding, and up to one unit too little in
//! it is truncation, which is a hint and never an error. Blank and 无 are nil.

use std::cmp::Ordering;

use budget::{BudgetTable, Column, Money};

use crate::facts::Facts;
use crate::term::Term;

#[derive(Clone, Debug)]
pub struct Equation<'a> {
    pub left: Term<'a>,
    pub right: Vec<Term<'a>>,
    /// 算式, in the words of the table: `类 = Σ 款`.
    pub formula: &'static str,
    /// What the right side is called in a message: `各项之和`. Empty where one figure is printed in two places.
    pub sum: &'static str,
}

/// An equation with all its operands readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    pub left: Money,
    pub right: Money,
    /// Left minus right, in 分.
    pub difference: i64,
    pub tolerance: i64,
}

impl Weighed {
    pub fn holds(self) -> bool {
        self.difference.unsigned_abs() <= self.tolerance.unsigned_abs()
    }
}

impl<'a> Equation<'a> {
    /// One figure printed in two places.
    pub fn twins(left: Term<'a>, right: Term<'a>, formula: &'static str) -> Equation<'a> {
        Equation { left, right: vec![right], formula, sum: "" }
    }

    pub fn terms(&self) -> impl Iterator<Item = &Term<'a>> {
        std::iter::once(&self.left).chain(&self.right)
    }

    /// The other place where the same figure is printed, when the equation is no sum.
    pub fn twin(&self) -> Option<&Term<'a>> {
        self.right.first().filter(|_| self.sum.is_empty() && self.right.len() == 1)
    }

    /// A column that the table of a figure does not print at all; what is nil in a sum is unknown alone.
    pub fn column_not_printed(&self) -> Option<(&'a BudgetTable, Column)> {
        let not_printed = |term: &Term<'a>| match term {
            Term::Absent { table, column, .. }
                if !table.columns.is_empty() && !table.columns.contains(column) =>
            {
                Some((*table, *column))
            }
            _ => None,
        };
        not_printed(&self.left).or_else(|| self.twin().and_then(not_printed))
    }

    /// The table, where the equation adds up one row whose columns were not all understood.
    pub fn row_with_unread_part(&self) -> Option<&'a BudgetTable> {
        let Term::Cell { table, row, .. } = self.left else { return None };
        let is_of_row = |term: &Term<'a>| match term {
            Term::Cell { row: other, .. } => std::ptr::eq(row, *other),
            Term::Absent { table: other, row: name, .. } => {
                std::ptr::eq(table, *other) && row.code.as_deref().unwrap_or(&row.name) == *name
            }
            _ => false,
        };
        let is_row = table.columns.contains(&Column::Unread) && self.right.iter().all(is_of_row);
        is_row.then_some(table)
    }

    /// Whether there is anything to compare at all.
    pub fn is_blank(&self) -> bool {
        self.terms().all(Term::is_blank)
    }

    /// `Err` says which operand is missing or unusable.
    pub fn weigh(&self, facts: &Facts<'_>) -> Result<Weighed, String> {
        if let Some(obstacle) = self.terms().find_map(Term::obstacle) {
            return Err(obstacle);
        }
        let too_large = || format!("与{}有关的金额超出可算的范围", self.left.label());
        let left = self.left.addend().ok_or_else(too_large)?;
        let right = self.right.iter().map(|t| t.addend().unwrap_or_default());
        let right = Money::checked_sum(right).ok_or_else(too_large)?;
        let difference = left.checked_sub(right).ok_or_else(too_large)?.fen();
        Ok(Weighed { left, right, difference, tolerance: self.tolerance(facts) })
    }

    /// Whether a figure that does not hold was cut off at its last decimal instead of rounded: 204.91 万元 for
    /// 2,049,197 元. Raised instead, 204.92 for 2,049,123 元, it is no other figure, either.
    pub fn is_truncated(&self, weighed: Weighed, facts: &Facts<'_>) -> bool {
        let Some(other) = self.twin().filter(|twin| twin.is_stated() && self.left.is_stated()) else {
            return false;
        };
        let (left, right) = (self.left.unit(facts), other.unit(facts));
        let (coarse, fine) = match left.cmp(&right) {
            Ordering::Greater => (weighed.left, weighed.right),
            Ordering::Less => (weighed.right, weighed.left),
            Ordering::Equal => return false,
        };
        let unit = left.max(right);
        let rest = fine.fen() % unit;
        let cut = fine.fen() - rest;
        coarse.fen() == cut || rest > 0 && coarse.fen() == cut + unit
    }

    fn tolerance(&self, facts: &Facts<'_>) -> i64 {
        let n_operands = self.right.iter().filter(|t| t.is_stated()).count();
        let units = || self.terms().filter(|t| t.is_stated()).map(|t| t.unit(facts));
        let coarsest = units().max().unwrap_or(0);
        if n_operands > 1 {
            return units().fold(0, i64::saturating_add) / 2;
        }
        let finest = units().min().unwrap_or(0);
        if coarsest > finest { coarsest / 2 } else { 0 }
    }

    /// `收入总表 20131 … 高 6.00 万元：各项之和 1,204.00，表中为 1,210.00`
    pub fn message(&self, weighed: Weighed) -> String {
        let gap = Money::from_fen(weighed.difference.saturating_abs());
        let direction = if weighed.difference > 0 { "高" } else { "低" };
        let left = self.left.label();
        if let Some(right) = self.twin() {
            return format!(
                "{left} {}，{} {}，相差 {gap} 万元",
                shown(&self.left, weighed.left),
                right.label(),
                shown(right, weighed.right)
            );
        }
        let printed =
            if self.left.is_blank() { "为空".to_owned() } else { format!("为 {}", weighed.left) };
        let source = if matches!(self.left, Term::Stated { .. }) { "文中" } else { "表中" };
        format!("{left} {direction} {gap} 万元：{} {}，{source}{printed}", self.sum, weighed.right)
    }

    pub fn suggestion(&self, weighed: Weighed) -> String {
        match self.twin() {
            Some(right) => {
                format!("核对原始数据：两处是同一个数，{}或{}有一处须改正", self.left.label(), right.label())
            }
            None => format!("应为 {} 万元；若这个数无误，则改正相加的各数", weighed.right),
        }
    }
}

fn shown(term: &Term<'_>, money: Money) -> String {
    if term.is_blank() { "为空".to_owned() } else { money.to_string() }
}

#[cfg(test)]
mod tests {
    use budget::{Amount, Measure, Place};

    use super::*;
    use crate::example;

    /// The tolerance in 分 and whether `left = Σ right` holds, in 万元.
    fn weigh(left: &str, right: &[&str]) -> (i64, bool) {
        let amount = |text: &&str| Amount::read(text, Measure::Wan, Place::line(1));
        let (left, right) = (amount(&left), right.iter().map(amount).collect::<Vec<_>>());
        let term = |amount| Term::Stated { what: "数", amount };
        let right = right.iter().map(term).collect();
        let document = example::document("");
        let equation = Equation { left: term(&left), right, formula: "", sum: "和" };
        let weighed = equation.weigh(&Facts::of(&document)).unwrap();
        (weighed.tolerance, weighed.holds())
    }

    #[test]
    fn rounding_is_allowed_by_the_number_of_printed_operands() {
        assert_eq!(weigh("3.01", &["1.00", "2.00"]), (15_000, true));
        assert_eq!(weigh("3.02", &["1.00", "2.00"]), (15_000, false));
        assert_eq!(weigh("6.02", &["1.00", "2.00", "3.00"]), (20_000, true));
    }

    #[test]
    fn one_figure_against_one_is_exact() {
        assert_eq!(weigh("3.01", &["3.00"]), (0, false));
        assert_eq!(weigh("3.01", &["3.00", "", "无"]), (0, false), "blank and 无 are no operands");
        assert_eq!(weigh("3.6", &["3.60"]), (0, true));
    }

    #[test]
    fn a_sum_in_whole_yuan_may_round_its_parts_in_fen() {
        let row = |name: &str, amount: &str| format!("|  | {name} | {amount} |\n");
        let rows = row("甲", "5.20") + &row("乙", "3.14") + &row("丙", "8") + &row("丁", "11");
        let head = "**支出总表（单位：元）**\n| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n";
        let document = example::document(&format!("{head}{rows}"));
        let facts = Facts::of(&document);
        let table = &document.tables[0];
        let term = |at: usize| Term::cell(table, &table.rows[at], budget::Column::Total);
        let holds = |sum: usize| {
            let right = vec![term(0), term(1)];
            Equation { left: term(sum), right, formula: "", sum: "和" }.weigh(&facts).unwrap().holds()
        };
        assert!(holds(2) && !holds(3));
    }

    #[test]
    fn the_coarser_print_may_round_the_finer() {
        assert_eq!(weigh("78.22", &["782164元"]), (5_000, true));
        assert_eq!(weigh("78.21", &["782164元"]), (5_000, false));
    }

    #[test]
    fn figures_cut_off_are_told_from_wrong_ones() {
        let is_truncated = |left: &str, right: &str| {
            let amount = |text| Amount::read(text, Measure::Wan, Place::line(1));
            let (left, right) = (amount(left), amount(right));
            let term = |amount| Term::Stated { what: "数", amount };
            let document = example::document("");
            let facts = Facts::of(&document);
            let equation = Equation::twins(term(&left), term(&right), "");
            let weighed = equation.weigh(&facts).unwrap();
            !weighed.holds() && equation.is_truncated(weighed, &facts)
        };
        assert!(is_truncated("204.91", "2049197元"));
        assert!(is_truncated("2049197元", "204.91"));
        assert!(!is_truncated("204.92", "2049197元"), "rounded");
        assert!(!is_truncated("204.90", "2049197元"), "wrong");
        assert!(is_truncated("204.92", "2049123元"), "raised");
        assert!(!is_truncated("204.93", "2049123元"), "wrong");
        assert!(!is_truncated("204.91", "204.92"), "printed alike");
    }

    #[test]
    fn amounts_too_large_to_add_are_undecided() {
        let huge = Amount::read("92233720368547.75", Measure::Yi, Place::line(1));
        assert_eq!(huge.money(), None, "the vocabulary refuses it");
        let amount = Amount::read("9000000", Measure::Yi, Place::line(1));
        let term = Term::Stated { what: "数", amount: &amount };
        let equation = Equation { left: term, right: vec![term; 200], formula: "", sum: "和" };
        let document = example::document("");
        assert!(equation.weigh(&Facts::of(&document)).unwrap_err().contains("超出"));
    }
}
