//! AS on the seeds.

use super::Totals;

pub const TOTALS: Totals = &[];
