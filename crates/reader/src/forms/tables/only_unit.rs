//! Where a table has no row 合计: the only unit of a table is its whole, `某某局 | | | 84.30` above the items, or nothing
//! but that row.

use budget::{BudgetTable, TableKind, normal_name};

use super::super::piece::Row;
use super::columns::{Binding, Role};

/// The units that the rows of a table name.
#[derive(Debug, Default)]
pub struct Units {
    names: Vec<String>,
    /// The rows of a unit as a whole, not of one of its items.
    whole: Vec<usize>,
}

impl Units {
    /// `at`: where the row stands in the table.
    pub fn see(&mut self, row: &Row, binding: &Binding, at: usize) {
        let text = |role| binding.index(role, None).map(|i| row.text(i)).filter(|text| !text.is_empty());
        let is_item = binding.code(row, None).contains(|c: char| c.is_ascii_digit());
        let named = text(Role::Name).filter(|_| binding.names_units && !is_item);
        let Some(unit) = text(Role::UnitCode).or(text(Role::Unit)).or(named) else { return };
        let unit = normal_name(unit);
        if !self.names.contains(&unit) {
            self.names.push(unit);
        }
        if !is_item && (binding.names_units || text(Role::Name).is_none()) {
            self.whole.push(at);
        }
    }

    pub fn name_the_whole(&self, table: &mut BudgetTable) {
        use TableKind as K;
        let is_of_units = matches!(
            table.kind,
            K::Revenue
                | K::Expenditure
                | K::GeneralPublicExpenditure
                | K::BasicExpenditure
                | K::GovernmentFundExpenditure
                | K::StateCapitalExpenditure
        );
        let is_bare = matches!(&table.rows[..], [only] if only.name.is_empty()) && table.kind == K::Revenue;
        let is_only_unit = self.names.len() == 1 && self.whole == [0];
        if !is_of_units || table.total_row().is_some() || !(is_bare || is_only_unit) {
            return;
        }
        if let Some(whole) = table.rows.first_mut().filter(|row| row.code.is_none()) {
            whole.name = "合计".to_owned();
        }
    }
}
