//! Budget years.

use std::fmt;

/// 预算年度: the calendar year a budget is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(u16);

impl FiscalYear {
    /// Years before the 1995 Budget Law and beyond this century are misread digits, not budgets.
    pub fn new(year: u16) -> Option<FiscalYear> {
        (1995..=2099).contains(&year).then_some(FiscalYear(year))
    }

    pub fn number(self) -> u16 {
        self.0
    }

    pub fn previous(self) -> FiscalYear {
        FiscalYear(self.0 - 1)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
