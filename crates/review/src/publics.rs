//! “三公”经费支出表, its rows found by the part that each names.

use budget::{BudgetDocument, BudgetTable, Column, Money, PriorYearChange, PublicsPart, TableKind, TableRow};

use crate::checks::Checks;
use crate::term::Term;

#[derive(Clone, Copy, Debug)]
pub struct Publics<'a> {
    pub table: &'a BudgetTable,
}

impl<'a> Publics<'a> {
    pub fn of(doc: &'a BudgetDocument) -> Option<Publics<'a>> {
        doc.table(TableKind::ThreePublics).map(|table| Publics { table })
    }

    /// The table with all its rows, or a record of why its sums cannot be decided.
    pub fn whole(out: &mut Checks<'a>) -> Option<Publics<'a>> {
        out.whole_table(TableKind::ThreePublics).map(|table| Publics { table })
    }

    /// A table that goes on with 会议费 has a 合计 of its own, and a row named after 三公 for ours; without such a row
    /// our total is not known.
    pub fn row(&self, part: PublicsPart) -> Option<&'a TableRow> {
        let of_part =
            |row: &&TableRow| !row.is_of_unit() && PublicsPart::of_label(&row.normal_name()) == Some(part);
        let mut rows = self.table.rows.iter().filter(of_part);
        if part != PublicsPart::Total {
            return rows.next();
        }
        let named = rows.clone().find(|row| row.name.contains("三公"));
        named.or_else(|| rows.next().filter(|_| self.stranger().is_none()))
    }

    /// 合计 of the table where it covers more than the three.
    pub fn whole_row(&self) -> Option<&'a TableRow> {
        let is_bare = |row: &&TableRow| {
            PublicsPart::of_label(&row.normal_name()) == Some(PublicsPart::Total)
                && !row.name.contains("三公")
                && !row.is_of_unit()
        };
        self.table.rows.iter().find(is_bare)
    }

    /// The cell of a part; nil where the table does not print its row.
    pub fn term(&self, part: PublicsPart, column: Column) -> Term<'a> {
        let absent = Term::Absent { table: self.table, row: part.name(), column };
        self.row(part).map_or(absent, |row| Term::cell(self.table, row, column))
    }

    /// A row with an amount that is none of the parts, 会议费 for one, so that 合计 may be more than theirs.
    pub fn stranger(&self) -> Option<&'a TableRow> {
        self.strangers().next()
    }

    pub fn strangers(&self) -> impl Iterator<Item = &'a TableRow> {
        let is_stranger = |row: &&TableRow| {
            PublicsPart::of_label(&row.normal_name()).is_none()
                && !row.is_of_unit()
                && row.amounts.iter().any(|(_, amount)| !amount.is_blank())
        };
        self.table.rows.iter().filter(is_stranger)
    }
}

/// What a part is called where the narrative states it.
pub fn stated_name(part: PublicsPart) -> &'static str {
    match part {
        PublicsPart::Total => "情况说明 “三公”经费合计",
        PublicsPart::OverseasTravel => "情况说明 因公出国（境）费",
        PublicsPart::Vehicles => "情况说明 公务用车购置及运行维护费",
        PublicsPart::Purchase => "情况说明 公务用车购置费",
        PublicsPart::Running => "情况说明 公务用车运行维护费",
        PublicsPart::Reception => "情况说明 公务接待费",
    }
}

/// `减少 37.00 万元`
pub fn change_words(change: &PriorYearChange) -> String {
    match change.amount.money().map(Money::fen) {
        None => change.amount.printed.clone(),
        Some(fen) => moved(Money::from_fen(fen)),
    }
}

/// The same of a difference.
pub fn moved(difference: Money) -> String {
    let size = Money::from_fen(difference.fen().saturating_abs());
    match difference.fen().signum() {
        0 => "持平".to_owned(),
        1 => format!("增加 {size} 万元"),
        _ => format!("减少 {size} 万元"),
    }
}
