//! Which rules a call runs: the settings file, then `--select`, then `--ignore`.

use std::path::Path;

use review::{Off, Settings};

use super::{rule, settings_file};

pub fn settings(select: &[String], ignore: &[String], config: Option<&Path>) -> anyhow::Result<Settings> {
    let mut settings = config.map(settings_file::read).transpose()?.unwrap_or_default();
    if !select.is_empty() {
        let selected = codes(select)?;
        let others = review::rules().iter().map(|r| r.code).filter(|code| !selected.contains(code));
        settings.off = others.map(Off::always).collect();
    }
    settings.off.extend(codes(ignore)?.into_iter().map(Off::always));
    Ok(settings)
}

fn codes(codes: &[String]) -> anyhow::Result<Vec<&'static str>> {
    codes.iter().filter(|c| !c.trim().is_empty()).map(|code| Ok(rule::named(code)?.code)).collect()
}
