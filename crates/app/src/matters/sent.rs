//! A sent form of any act: read field by field, and shown again with everything typed when the act was refused.

use jiff::civil::Date;
use serde::Deserialize;
use supervision::UnitId;

use crate::error::{Error, Result};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Sent(Vec<(String, String)>);

const LONGEST_TEXT: usize = 5_000;

impl Sent {
    pub fn push(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }

    pub fn n_fields(&self) -> usize {
        self.0.len()
    }

    /// Empty where the field was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(sent, _)| sent == name).map_or("", |(_, value)| value.trim())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(sent, _)| sent == name).map(|(_, value)| value.trim())
    }

    /// What somebody wrote; may be empty.
    pub fn prose(&self, name: &str) -> Result<String> {
        let text = self.text(name);
        if text.chars().count() > LONGEST_TEXT {
            return Err(invalid(format!("每项文字不超过 {LONGEST_TEXT} 字，请精简或作为附件上传")));
        }
        Ok(text.replace("\r\n", "\n"))
    }

    /// What somebody had to write.
    pub fn wanted(&self, name: &str, what: &str) -> Result<String> {
        let text = self.prose(name)?;
        if text.is_empty() { Err(invalid(format!("请填写{what}"))) } else { Ok(text) }
    }

    /// Each line that says something.
    pub fn lines(&self, name: &str) -> Result<Vec<String>> {
        Ok(self.prose(name)?.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect())
    }

    /// What was written rather than chosen, to be copied.
    pub fn texts(&self) -> Vec<&str> {
        let written = |name: &str| {
            let fields =
                ["reason", "content", "problems", "next", "text", "defects", "opinion", "change", "progress"];
            fields.contains(&name) || name.starts_with("evidence-") || name.starts_with("answer-")
        };
        let sent = self.0.iter().filter(|(name, value)| written(name) && !value.trim().is_empty());
        sent.map(|(_, value)| value.trim()).collect()
    }

    pub fn unit(&self) -> UnitId {
        UnitId(self.text("unit").to_owned())
    }

    pub fn number(&self, name: &str) -> Option<usize> {
        self.text(name).parse().ok()
    }

    pub fn is_granted(&self) -> Result<bool> {
        match self.text("granted") {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(invalid("请选择同意或不同意".to_owned())),
        }
    }

    pub fn date(&self, name: &str, what: &str) -> Result<Date> {
        let wrong = || invalid(format!("请填写{what}，如 2026-11-30"));
        self.optional_date(name, what)?.ok_or_else(wrong)
    }

    pub fn optional_date(&self, name: &str, what: &str) -> Result<Option<Date>> {
        let text = self.text(name);
        if text.is_empty() {
            return Ok(None);
        }
        let wrong = || invalid(format!("{what}“{text}”不是日期，请写成 2026-11-30"));
        day(text).map(Some).ok_or_else(wrong)
    }
}

/// `2026-11-30`, `2026/11/30`, `2026.11.30`
pub fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [year, month, day] = parts[..] else { return None };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn invalid(why: String) -> Error {
    Error::Invalid(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        for text in ["2026-10-09", "2026/10/9", "2026.10.9"] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2026-10-09"), "{text}");
        }
        for text in ["", "10-09", "2026-02-30", "明天", "2026-10-09-1"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
