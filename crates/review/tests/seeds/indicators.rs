//! IN on the seeds.

use super::Totals;

pub const TOTALS: Totals = &[("IN-02", [0, 0, 0, 2]), ("IN-03", [1, 0, 35, 0])];
