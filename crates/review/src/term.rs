//! One operand of a check: a cell, a row that is not printed, or a figure in a sentence or form.

use budget::{Amount, BudgetTable, Column, Figure, Measure, Money, Place, TableRow};

use crate::Operand;
use crate::facts::{Facts, decimals, unit};

#[derive(Clone, Copy, Debug)]
pub enum Term<'a> {
    Cell {
        table: &'a BudgetTable,
        row: &'a TableRow,
        column: Column,
        amount: &'a Amount,
    },
    /// A row or cell that the table does not print: nil in a sum.
    Absent {
        table: &'a BudgetTable,
        row: &'a str,
        column: Column,
    },
    /// A figure of a sentence, and what it is called.
    Stated {
        what: &'a str,
        amount: &'a Amount,
    },
    /// A figure of a project's form.
    Form {
        project: &'a str,
        what: &'a str,
        amount: &'a Amount,
    },
}

impl<'a> Term<'a> {
    pub fn cell(table: &'a BudgetTable, row: &'a TableRow, column: Column) -> Term<'a> {
        match row.amount(column) {
            Some(amount) => Term::Cell { table, row, column, amount },
            None => Term::Absent { table, row: row.code.as_deref().unwrap_or(&row.name), column },
        }
    }

    pub fn amount(&self) -> Option<&'a Amount> {
        match self {
            Term::Cell { amount, .. } | Term::Stated { amount, .. } | Term::Form { amount, .. } => {
                Some(amount)
            }
            Term::Absent { .. } => None,
        }
    }

    /// The identity of the cell within the document.
    pub fn id(&self) -> Option<usize> {
        self.amount().map(|amount| std::ptr::from_ref(amount).addr())
    }

    pub fn addend(&self) -> Option<Money> {
        self.amount().map_or(Some(Money::ZERO), Amount::addend)
    }

    pub fn is_blank(&self) -> bool {
        self.amount().is_none_or(Amount::is_blank)
    }

    pub fn is_stated(&self) -> bool {
        self.amount().is_some_and(|amount| amount.money().is_some())
    }

    pub fn place(&self) -> &'a Place {
        match self {
            Term::Cell { amount, .. } | Term::Stated { amount, .. } | Term::Form { amount, .. } => {
                &amount.place
            }
            Term::Absent { table, .. } => &table.place,
        }
    }

    /// `支出总表 20131 党委办公厅（室）及相关机构事务（基本支出）`
    pub fn label(&self) -> String {
        match self {
            Term::Cell { table, row, column, .. } => {
                format!("{} {}{}", table.kind.name(), row_name(row), column_words(*column))
            }
            Term::Absent { table, row, column } => {
                format!("{} {}{}", table.kind.name(), row.trim(), column_words(*column))
            }
            Term::Stated { what, .. } => (*what).to_owned(),
            Term::Form { project, what, .. } => format!("项目“{project}”{what}"),
        }
    }

    pub fn printed(&self) -> &'a str {
        match self.amount() {
            None => "（表中没有这一行）",
            Some(amount) if amount.printed.is_empty() => "（空）",
            Some(amount) => &amount.printed,
        }
    }

    /// The smallest unit in which this operand is printed, in 分.
    pub fn unit(&self, facts: &Facts<'_>) -> i64 {
        match self {
            // Some cells of a table in 元 may be printed with 角 and 分 and others without.
            Term::Cell { table, amount, .. } if table.measure == Measure::Yuan => {
                unit(Measure::Yuan, decimals(&amount.printed))
            }
            Term::Cell { table, .. } | Term::Absent { table, .. } => facts.unit(table),
            Term::Stated { amount, .. } if is_rounded(amount, facts) => Measure::Wan.fen(),
            Term::Stated { amount, .. } | Term::Form { amount, .. } => {
                let in_yuan = amount.printed.ends_with('元') && !amount.printed.ends_with(['万', '亿']);
                let in_yuan =
                    in_yuan && !amount.printed.ends_with("万元") && !amount.printed.ends_with("亿元");
                unit(if in_yuan { Measure::Yuan } else { Measure::Wan }, decimals(&amount.printed))
            }
        }
    }

    /// Why the amount cannot be used, when it cannot.
    pub fn obstacle(&self) -> Option<String> {
        if let Term::Absent { table, column, .. } = self
            && table.has_unread_column()
            && !table.columns.contains(column)
        {
            return Some(format!("{}有一栏的表头没有认出，没有读到{}栏", table.kind.name(), column.name()));
        }
        // Without a single row, what stands under the other columns was lost as well.
        if let Term::Absent { table, .. } = self
            && table.has_unread_column()
            && table.rows.is_empty()
        {
            return Some(format!("{}没有读出数据", table.kind.name()));
        }
        // A table without its column of totals has a head that was not understood, not a total of nil.
        if let Term::Absent { table, column: Column::Total, .. } = self
            && !table.columns.is_empty()
            && !table.columns.contains(&Column::Total)
        {
            return Some(format!("{}没有读到合计栏", table.kind.name()));
        }
        match self.amount()?.figure {
            Figure::Redacted(secrecy) => {
                Some(format!("{}标为“{}”，没有金额可算", self.label(), secrecy.word()))
            }
            Figure::Unread => Some(format!("{}印为“{}”，读不出金额", self.label(), self.printed())),
            _ => None,
        }
    }

    pub fn operand(&self) -> Operand {
        Operand { label: self.label(), printed: self.printed().to_owned(), place: self.place().clone() }
    }
}

/// `17,192万元`: a sentence that gives a large sum in whole 万元, or any where sentences round.
fn is_rounded(amount: &Amount, facts: &Facts<'_>) -> bool {
    const LARGE: i64 = 1000;
    let is_large = amount.money().is_some_and(|money| money.fen().abs() >= LARGE * Measure::Wan.fen());
    (is_large || facts.rounds_sentences())
        && amount.printed.ends_with("万元")
        && decimals(&amount.printed) == 0
}

/// `20131 党委办公厅（室）及相关机构事务`, or the name alone; of a purchase without a project, what is bought.
pub fn row_name(row: &TableRow) -> String {
    let name = row.name.trim();
    match (&row.code, &row.purchase) {
        (Some(code), _) => format!("{code} {name}"),
        (None, Some(purchase)) if name.is_empty() => purchase.item.trim().to_owned(),
        (None, _) => name.to_owned(),
    }
}

/// The column in brackets; the whole amount of a row needs no word.
pub fn column_words(column: Column) -> String {
    if column == Column::Total { String::new() } else { format!("（{}）", column.name()) }
}

/// 原文: the printed cells of a row, as they stand.
pub fn row_text(row: &TableRow) -> String {
    let number = row.number.map(|n| n.to_string());
    let head = [number.as_deref(), row.code.as_deref(), Some(row.name.trim())];
    let quantity = row.quantity.as_ref().map(|q| q.printed.as_str());
    let amounts = row.amounts.iter().map(|(_, amount)| amount.printed.as_str());
    let cells = head.into_iter().flatten().chain(quantity).chain(amounts);
    cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
}
