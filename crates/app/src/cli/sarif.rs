//! Findings as SARIF 2.1.0, the exchange format of checkers. The log is written in three parts so that results can
//! stream: head, results, tail.

use budget::Place;
use review::{Finding, Report, Rule, Severity, Undecided};
use serde_json::{Value, json};

/// Everything before the first result.
pub fn head() -> String {
    let driver = json!({
        "name": "duji",
        "fullName": "督绩 预算公开审核",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": "zh-CN",
        "rules": review::rules().iter().map(rule).collect::<Vec<_>>(),
    });
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    format!(
        r#"{{"$schema":"{schema}","version":"2.1.0","runs":[{{"tool":{{"driver":{driver}}},"language":"zh-CN","columnKind":"unicodeCodePoints","results":["#
    )
}

/// Everything after the last result.
pub fn tail(refusals: &[String]) -> String {
    let notification = |text: &String| json!({"level": "error", "message": {"text": text}});
    let invocation = json!({
        "executionSuccessful": refusals.is_empty(),
        "toolExecutionNotifications": refusals.iter().map(notification).collect::<Vec<_>>(),
    });
    format!("\n],\"invocations\":[{invocation}]}}]}}\n")
}

pub fn results(report: &Report, file: &str) -> Vec<String> {
    let findings = report.findings.iter().map(|f| result(f, file).to_string());
    findings.chain(report.undecided.iter().map(|u| open(u, file).to_string())).collect()
}

fn result(finding: &Finding, file: &str) -> Value {
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": index(finding.code),
        "level": level(finding.severity),
        "message": {"text": message(finding)},
        "locations": [location(&finding.place, &finding.excerpt, file)],
        "properties": {"basis": finding.basis, "formula": finding.formula},
    });
    if !finding.consequences.is_empty() {
        result["relatedLocations"] = related(&finding.consequences, file).into();
    }
    result
}

/// A check that could not be decided is neither a failure nor a pass.
fn open(undecided: &Undecided, file: &str) -> Value {
    let location = match &undecided.place {
        Some(place) => location(place, "", file),
        None => json!({"physicalLocation": {"artifactLocation": {"uri": uri(file)}}}),
    };
    json!({
        "ruleId": undecided.code,
        "ruleIndex": index(undecided.code),
        "kind": "open",
        "level": "none",
        "message": {"text": format!("无法判断：{}", undecided.reason)},
        "locations": [location],
    })
}

/// Position among the rules of the head; -1, as the format says, where there is none.
fn index(code: &str) -> i64 {
    let position = review::rules().iter().position(|rule| rule.code == code);
    position.and_then(|i| i64::try_from(i).ok()).unwrap_or(-1)
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": format!("{}。依据：{}", rule.title, rule.basis)},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn message(finding: &Finding) -> String {
    if finding.suggestion.is_empty() {
        return finding.message.clone();
    }
    format!("{}\n{}", finding.message, finding.suggestion)
}

/// The places of the consequences; the format wants each only once.
fn related(consequences: &[Finding], file: &str) -> Vec<Value> {
    let mut locations = Vec::new();
    for consequence in consequences {
        let mut location = location(&consequence.place, &consequence.excerpt, file);
        location["message"] = json!({"text": format!("{} {}", consequence.code, consequence.message)});
        if !locations.contains(&location) {
            locations.push(location);
        }
    }
    locations
}

/// A line of a text file is a region; other places are named in words.
fn location(place: &Place, excerpt: &str, file: &str) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(file)}});
    if let Place::Line { line, .. } = place {
        physical["region"] = json!({"startLine": line});
        if !excerpt.is_empty() {
            physical["region"]["snippet"] = json!({"text": excerpt});
        }
    }
    json!({"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": place.to_string()}]})
}

/// A path as a URI reference, absolute where the path is.
fn uri(file: &str) -> String {
    let mut uri = String::from(if file.starts_with('/') { "file://" } else { "" });
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri += &format!("%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a b/c.txt"), "a%20b/c.txt");
        assert_eq!(uri("/tmp/党.txt"), "file:///tmp/%E5%85%9A.txt");
    }

    #[test]
    fn a_log_without_results_is_json() {
        let log: Value = serde_json::from_str(&(head() + &tail(&["a".to_owned()]))).unwrap();
        assert_eq!(log["runs"][0]["results"], json!([]));
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], json!(false));
    }
}
