//! TX-01: revenue in the narrative differs from 收支总表.

use budget::{
    Amount, BudgetBook, BudgetDocument, BudgetTable, Column, FundingSource, Side, TableKind, TableRow,
};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::halves::Half;
use crate::locate::total;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-01",
    title: "情况说明的收入与表不同",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("stated_revenue_differs_from_tables.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(stated) = &doc.stated.revenue else { return };
    let summary = doc.table(TableKind::RevenueAndExpenditure);
    let revenue = doc.table(TableKind::Revenue);
    let half = summary.map(|table| (table, Half::of(table, Side::Revenue)));
    let mut totals: Vec<Term<'a>> = Vec::new();
    if let Some((table, half)) = &half {
        let rows = half.total.into_iter().chain(half.this_year);
        totals.extend(rows.map(|row| Term::cell(table, row, Column::Total)));
    }
    if let Some(table) = revenue {
        let columns = [Column::Total, Column::Subtotal].into_iter().filter(|c| table.columns.contains(c));
        totals.extend(columns.filter_map(|column| total(table, column)));
    }
    if totals.is_empty() {
        if out.table(TableKind::RevenueAndExpenditure).is_some() {
            let reason = "收支总表没有收入总计行，收入总表也没有合计行，收入说明无从对照";
            out.undecided(reason.to_owned(), Some(&stated.place));
        }
        return;
    }
    // Some provinces' narratives tell of the money of the treasury alone.
    if let Some(table) = doc.table(TableKind::AppropriationBalance) {
        let half = Half::of(table, Side::Revenue);
        let rows = half.total.into_iter().chain(half.this_year);
        totals.extend(rows.map(|row| Term::cell(table, row, Column::Total)));
    }
    let left = Term::Stated { what: "情况说明 预算收入", amount: stated };
    let twins = totals.into_iter().map(|right| Equation::twins(left, right, "收入说明 = 收支总表 收入总计"));
    out.equate_any(twins.collect());
    if let Some((table, half)) = half {
        Sources { table, half }.check(doc, out);
    }
}

struct Sources<'a> {
    table: &'a BudgetTable,
    half: Half<'a>,
}

impl<'a> Sources<'a> {
    fn check(&self, doc: &'a BudgetDocument, out: &mut Checks<'a>) {
        use FundingSource::{Appropriation, SpecialAccount};
        let stated = &doc.stated;
        let general = Appropriation(BudgetBook::GeneralPublic);
        let fund = Appropriation(BudgetBook::GovernmentFund);
        let is_grant = |row: &TableRow| {
            matches!(source(row), Some(Appropriation(_))) || row.normal_name().contains("财政拨款")
        };
        self.one("情况说明 一般公共预算收入", &stated.general_public, general, &is_grant, out);
        self.one("情况说明 政府性基金收入", &stated.government_fund, fund, &|_| false, out);
        self.one("情况说明 财政专户收入", &stated.special_account, SpecialAccount, &|_| false, out);
        self.others(&stated.other_revenue, out);
    }

    /// A source against its row; or against the row with what was carried over, or the rows it may stand for.
    fn one(
        &self,
        what: &'a str,
        amount: &'a Option<Amount>,
        meant: FundingSource,
        others: &dyn Fn(&TableRow) -> bool,
        out: &mut Checks<'a>,
    ) {
        let Some(amount) = amount else { return };
        let row: Vec<Term<'a>> = self.terms(|row| source(row) == Some(meant));
        let wider = self.terms(|row| source(row) == Some(meant) || others(row));
        self.compare(Term::Stated { what, amount }, &row, &wider, out);
    }

    /// `其他来源收入` may be the row of that name or all that has no name of its own.
    fn others(&self, amount: &'a Option<Amount>, out: &mut Checks<'a>) {
        use FundingSource::{Appropriation, Carryover, SpecialAccount};
        let Some(amount) = amount else { return };
        let row = self.terms(|row| source(row) == Some(FundingSource::Other));
        let is_named = |row: &TableRow| {
            matches!(source(row), Some(Appropriation(_) | SpecialAccount | Carryover))
                || row.normal_name().contains("拨款")
        };
        let rest = self.terms(|row| !is_named(row));
        self.compare(Term::Stated { what: "情况说明 其他收入", amount }, &row, &rest, out);
    }

    fn compare(&self, left: Term<'a>, row: &[Term<'a>], wider: &[Term<'a>], out: &mut Checks<'a>) {
        let formula = "收入说明各项 = 收支总表 收入各行";
        let carried = self.half.additions.iter().map(|row| self.term(row));
        let with_carryover: Vec<Term<'a>> = row.iter().copied().chain(carried).collect();
        let sum = |right| Equation { left, right, formula, sum: "收支总表各行之和" };
        // Nil is true of a row that is not there; but what the other rows are was not understood, either.
        let is_nil = left.addend().is_some_and(|money| money.fen() == 0);
        if row.is_empty() && !(is_nil && wider.is_empty()) {
            if !wider.is_empty() && sum(wider.to_vec()).weigh(out.facts).is_ok_and(|weighed| weighed.holds())
            {
                return out.equate(sum(wider.to_vec()));
            }
            let reason = format!("收支总表没有读到与“{}”对应的行", left.label());
            return out.undecided(reason, Some(left.place()));
        }
        let twin = row.iter().map(|right| Equation::twins(left, *right, formula));
        let sums = [wider.to_vec(), with_carryover].into_iter().filter(|right| right.len() > 1).map(sum);
        let equations: Vec<Equation<'a>> = twin.chain(sums).collect();
        if equations.is_empty() { out.pass() } else { out.equate_any(equations) }
    }

    fn terms(&self, fits: impl Fn(&TableRow) -> bool) -> Vec<Term<'a>> {
        self.half.items.iter().filter(|row| fits(row)).map(|row| self.term(row)).collect()
    }

    fn term(&self, row: &'a TableRow) -> Term<'a> {
        Term::cell(self.table, row, Column::Total)
    }
}

fn source(row: &TableRow) -> Option<FundingSource> {
    FundingSource::of_label(&row.name)
}
