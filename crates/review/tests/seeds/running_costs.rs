//! OP on the seeds.

use super::Totals;

pub const TOTALS: Totals = &[("OP-01", [0, 1, 0, 0])];
