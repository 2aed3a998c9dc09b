//! The settings file of a review, TOML:
//!
//! ```toml
//! [rules.SB-12]
//! on = false
//! severity = "hint"
//! off_years = [2024]
//! off_kinds = ["performance_text"]
//!
//! [rules.IN-26]
//! words = ["提升"]
//! ```
//!
//! Beside the four keys that every rule takes, a rule takes its own parameters by their keys.

use std::ops::Range;
use std::path::Path;

use anyhow::anyhow;
use budget::{DocumentKind, FiscalYear};
use review::{Off, Parameter, Preset, Settings, Severity, Value};
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
            set_rule(&mut settings, rule.code, rule.parameters, value)?;
        }
    }
    Ok(settings)
}

fn set_rule(
    settings: &mut Settings,
    code: &str,
    parameters: &[Parameter],
    value: &Spanned<DeValue<'_>>,
) -> Result<(), Problem> {
    for (key, value) in table_of(value, code)? {
        match key.get_ref().as_ref() {
            "on" => {
                let is_on = value.get_ref().as_bool();
                if !is_on.ok_or_else(|| (value.span(), "on 只能是 true 或 false".to_owned()))? {
                    settings.off.push(Off::always(code));
                }
            }
            "severity" => {
                settings.severity.insert(code.to_owned(), severity(value)?);
            }
            "off_years" => {
                let years = years(value)?.into_iter();
                settings.off.extend(years.map(|year| Off { year: Some(year), ..Off::always(code) }));
            }
            "off_kinds" => {
                let kinds = kinds(value)?.into_iter();
                settings.off.extend(kinds.map(|kind| Off { kind: Some(kind), ..Off::always(code) }));
            }
            other => {
                let Some(parameter) = parameters.iter().find(|parameter| parameter.key == other) else {
                    return Err((key.span(), unknown(other, parameters)));
                };
                let value = parameter_value(parameter, value)?;
                settings.values.insert((code.to_owned(), parameter.key.to_owned()), value);
            }
        }
    }
    Ok(())
}

fn severity(value: &Spanned<DeValue<'_>>) -> Result<Severity, Problem> {
    let message = "severity 只能是 \"error\"、\"warning\" 或 \"hint\"";
    let known = value.get_ref().as_str().and_then(Severity::from_key);
    known.ok_or_else(|| (value.span(), message.to_owned()))
}

fn years(value: &Spanned<DeValue<'_>>) -> Result<Vec<FiscalYear>, Problem> {
    let message = "off_years 应当是年度的列表，如 [2024, 2025]";
    let year = |year: &Spanned<DeValue<'_>>| {
        let number = integer(year).and_then(|n| FiscalYear::new(u16::try_from(n).ok()?));
        number.ok_or_else(|| (year.span(), message.to_owned()))
    };
    list_of(value, message)?.iter().map(year).collect()
}

fn kinds(value: &Spanned<DeValue<'_>>) -> Result<Vec<DocumentKind>, Problem> {
    let kinds: Vec<String> = DocumentKind::ALL.map(|kind| format!("\"{}\"", kind.key())).into();
    let message = format!("off_kinds 应当是材料种类的列表，可以有 {}", kinds.join("、"));
    let kind = |kind: &Spanned<DeValue<'_>>| {
        let known = kind.get_ref().as_str().and_then(DocumentKind::from_key);
        known.ok_or_else(|| (kind.span(), message.clone()))
    };
    list_of(value, &message)?.iter().map(kind).collect()
}

fn unknown(key: &str, parameters: &[Parameter]) -> String {
    let known = ["on", "severity", "off_years", "off_kinds"].into_iter();
    let known: Vec<&str> = known.chain(parameters.iter().map(|parameter| parameter.key)).collect();
    format!("不认识的设置项 {key}，可以是 {}", known.join("、"))
}

fn parameter_value(parameter: &Parameter, value: &Spanned<DeValue<'_>>) -> Result<Value, Problem> {
    let Parameter { key, title, preset } = parameter;
    match *preset {
        Preset::Number { least, most, unit, .. } => {
            let number = integer(value).filter(|number| (least..=most).contains(number));
            let message = || format!("{key}（{title}）应为 {least} 至 {most} 的整数，单位 {unit}");
            Ok(Value::Number(number.ok_or_else(|| (value.span(), message()))?))
        }
        Preset::Words(_) => {
            let message = format!("{key}（{title}）应当是词的列表，如 [\"甲\", \"乙\"]");
            let word = |word: &Spanned<DeValue<'_>>| match word.get_ref().as_str().map(str::trim) {
                Some(text) if !text.is_empty() => Ok(text.to_owned()),
                _ => Err((word.span(), message.clone())),
            };
            Ok(Value::Words(list_of(value, &message)?.iter().map(word).collect::<Result<_, _>>()?))
        }
    }
}

fn integer(value: &Spanned<DeValue<'_>>) -> Option<i64> {
    let integer = value.get_ref().as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

fn list_of<'a, 'b>(
    value: &'a Spanned<DeValue<'b>>,
    message: &str,
) -> Result<&'a [Spanned<DeValue<'b>>], Problem> {
    let list = value.get_ref().as_array().map(|list| &**list);
    list.ok_or_else(|| (value.span(), message.to_owned()))
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
        let (_, message) = problem("[rules.SB-01]\nlevel = 1");
        assert_eq!(message, "不认识的设置项 level，可以是 on、severity、off_years、off_kinds");
        assert!(problem("[rules.SB-01]\noff_years = 2024").1.contains("年度的列表"));
        assert!(problem("[rules.SB-01]\noff_years = [24]").1.contains("年度的列表"));
        assert!(problem("[rules.SB-01]\noff_kinds = [\"预算公开\"]").1.contains("\"disclosure\""));
    }

    #[test]
    fn a_rule_is_switched_off_for_years_and_kinds() {
        let settings =
            parse("[rules.SB-01]\noff_years = [2024, 2025]\noff_kinds = [\"disclosure\"]").unwrap();
        let year = |number| Off { year: FiscalYear::new(number), ..Off::always("SB-01") };
        let kind = Off { kind: Some(DocumentKind::Disclosure), ..Off::always("SB-01") };
        assert_eq!(settings.off, [kind, year(2024), year(2025)]);
    }

    #[test]
    fn a_parameter_takes_what_it_declares() {
        let preset = Preset::Number { value: 20, least: 1, most: 99, unit: "字" };
        let parameters = [
            Parameter { key: "least", title: "最少字数", preset },
            Parameter { key: "words", title: "笼统的词", preset: Preset::Words(&["提升"]) },
        ];
        let set = |text: &str| {
            let table = DeTable::parse(text).unwrap();
            let value = table.get_ref().get("rule").unwrap();
            let mut settings = Settings::default();
            set_rule(&mut settings, "IN-26", &parameters, value).map(|()| settings.values)
        };
        let value = |key: &str| ("IN-26".to_owned(), key.to_owned());
        let values = set("[rule]\nleast = 30\nwords = [\"提高\", \" 加强 \"]").unwrap();
        assert_eq!(values[&value("least")], Value::Number(30));
        assert_eq!(values[&value("words")], Value::Words(vec!["提高".into(), "加强".into()]));
        assert!(set("[rule]\nleast = 100").unwrap_err().1.contains("1 至 99 的整数，单位 字"));
        assert!(set("[rule]\nwords = \"提高\"").unwrap_err().1.contains("词的列表"));
        assert!(set("[rule]\nmost = 1").unwrap_err().1.ends_with("off_kinds、least、words"));
    }

    #[test]
    fn no_parameter_hides_a_key_of_every_rule() {
        for rule in review::rules() {
            for parameter in rule.parameters {
                let key = parameter.key;
                assert!(!["on", "severity", "off_years", "off_kinds"].contains(&key), "{} {key}", rule.code);
            }
        }
    }
}
