//! The memory of a running process, from `/proc`; only Linux has it.

use std::fs;

/// A line of `/proc/PID/status` in KiB: `VmHWM` is the peak of resident memory, `VmRSS` what is resident now.
pub fn memory(pid: u32, field: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// `81.2 MB` of KiB.
pub fn megabytes(kib: Option<u64>) -> String {
    match kib.map(|kib| kib * 1_024 / 100_000) {
        Some(tenths) => format!("{}.{} MB", tenths / 10, tenths % 10),
        None => "not measured".to_owned(),
    }
}
