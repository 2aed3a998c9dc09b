//! IN on the seeds.

use super::Totals;

pub const TOTALS: Totals = &[
    ("IN-02", [0, 0, 0, 2]),
    ("IN-03", [1, 0, 35, 0]),
    ("IN-04", [6, 109, 1, 1]),
    ("IN-05", [0, 6, 0, 0]),
    ("IN-06", [0, 2, 0, 0]),
];
