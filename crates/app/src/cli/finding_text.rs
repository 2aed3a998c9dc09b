//! Findings for people, one piece a finding.

use review::{Finding, Report, Undecided};

use super::columns::one_line;

pub fn render(report: &Report, file: &str) -> Vec<String> {
    let findings = report.findings.iter().map(|f| finding(f, file));
    findings.chain(report.undecided.iter().map(|u| undecided(u, file))).collect()
}

fn finding(finding: &Finding, file: &str) -> String {
    let Finding { code, severity, place, message, .. } = finding;
    let mut text = format!("{file}:{place} {code} {} {}", severity.word(), one_line(message));
    for (label, part) in [("原文", &finding.excerpt), ("建议", &finding.suggestion)] {
        if !part.is_empty() {
            text += &format!("\n    {label}：{}", one_line(part));
        }
    }
    if !finding.consequences.is_empty() {
        text += &format!("\n    {}", consequences(&finding.consequences));
    }
    text
}

/// One line, the places gathered by rule.
fn consequences(consequences: &[Finding]) -> String {
    let mut by_code: Vec<(&str, Vec<String>)> = Vec::new();
    for consequence in consequences {
        let place = consequence.place.to_string();
        match by_code.iter_mut().find(|(code, _)| *code == consequence.code) {
            Some((_, places)) if places.contains(&place) => {}
            Some((_, places)) => places.push(place),
            None => by_code.push((consequence.code, vec![place])),
        }
    }
    let groups: Vec<String> =
        by_code.iter().map(|(code, places)| format!("{code} {}", places.join("、"))).collect();
    format!("另有 {} 处由此引起：{}", consequences.len(), groups.join("；"))
}

fn undecided(undecided: &Undecided, file: &str) -> String {
    let place = undecided.place.as_ref().map(|p| format!(":{p}")).unwrap_or_default();
    format!("{file}{place} {} 无法判断 {}", undecided.code, one_line(&undecided.reason))
}
