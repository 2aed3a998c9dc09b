//! The settings file of a review, TOML:
//!
//! ```toml
//! [rules.SB-12]
//! on = false
//! severity = "hint"
//! ```

use std::ops::Range;
use std::path::Path;

use anyhow::anyhow;
use review::{Off, Settings, Severity};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{rule, sources};

pub fn read(path: &Path) -> anyhow::Result<Settings> {
    let file = path.display();
    let text = std::fs::read(path).map_err(|e| anyhow!("{file}：{}", sources::reason(&e)))?;
    let text = String::from_utf8(text).map_err(|_| anyhow!("{file}：设置文件不是 UTF-8 文本"))?;
    parse(&text).map_err(|(span, message)| {
        let n_breaks = text.bytes().take(span.start).filter(|b| *b == b'\n').count();
        anyhow!("{file}：第{}行，{message}", n_breaks + 1)
    })
}

type Problem = (Range<usize>, String);

fn parse(text: &str) -> Result<Settings, Problem> {
    let table = DeTable::parse(text).map_err(|e| (e.span().unwrap_or(0..0), syntax(&e)))?;
    let mut settings = Settings::default();
    for (key, value) in table.get_ref() {
        if key.get_ref() != "rules" {
            return Err((key.span(), format!("不认识的设置项 {}，可以是 rules", key.get_ref())));
        }
        for (code, value) in table_of(value, "rules")? {
            let rule = rule::named(code.get_ref()).map_err(|e| (code.span(), e.to_string()))?;
            set_rule(&mut settings, rule.code, value)?;
        }
    }
    Ok(settings)
}

fn set_rule(settings: &mut Settings, code: &str, value: &Spanned<DeValue<'_>>) -> Result<(), Problem> {
    for (key, value) in table_of(value, code)? {
        match key.get_ref().as_ref() {
            "on" => {
                let is_on = value.get_ref().as_bool();
                if !is_on.ok_or_else(|| (value.span(), "on 只能是 true 或 false".to_owned()))? {
                    settings.off.push(Off::always(code));
                }
            }
            "severity" => {
                let severity = value.get_ref().as_str().and_then(Severity::from_key);
                let message = "severity 只能是 \"error\"、\"warning\" 或 \"hint\"";
                let severity = severity.ok_or_else(|| (value.span(), message.to_owned()))?;
                settings.severity.insert(code.to_owned(), severity);
            }
            other => return Err((key.span(), format!("不认识的设置项 {other}，可以是 on、severity"))),
        }
    }
    Ok(())
}

fn table_of<'a, 'b>(value: &'a Spanned<DeValue<'b>>, name: &str) -> Result<&'a DeTable<'b>, Problem> {
    value.get_ref().as_table().ok_or_else(|| (value.span(), format!("{name} 应当是一节，如 [rules.SB-01]")))
}

fn syntax(error: &toml::de::Error) -> String {
    format!("写法不合 TOML 格式（{}）", error.message())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_named_with_its_line() {
        let problem = |text: &str| {
            let (span, message) = parse(text).unwrap_err();
            (text[..span.start].lines().count(), message)
        };
        assert_eq!(problem("\n[rulez]\n").1, "不认识的设置项 rulez，可以是 rules");
        assert!(problem("rules = 3").1.contains("应当是一节"));
        assert!(problem("[rules.ZZ-99]\non = false").1.contains("没有审核规则 ZZ-99"));
        assert!(problem("[rules\n").1.contains("TOML"));
    }
}
