//! What was typed for one rule: kept as typed, turned into changes, or answered with what is wrong with it.

use std::collections::BTreeMap;

use budget::{DocumentKind, FiscalYear};
use review::{Parameter, Preset, Rule, Severity};

use super::setting::{self, Change, Items};
use super::switch::Switch;

const LONGEST_REASON: usize = 500;
const MOST_WORDS: usize = 1_000;
const LONGEST_WORD: usize = 60;

/// The fields of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// A key, or empty for what holds without it.
    pub severity: String,
    /// `on`, `off`, `partly`, or empty for what holds without it.
    pub switch: String,
    pub years: String,
    pub kinds: Vec<String>,
    /// By key of the parameter.
    pub values: BTreeMap<String, String>,
    pub reason: String,
    pub revision: String,
}

/// What is wrong, beside the field it is about.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Problems {
    pub severity: Option<String>,
    pub switch: Option<String>,
    pub values: BTreeMap<String, String>,
    pub reason: Option<String>,
}

impl Problems {
    pub fn is_empty(&self) -> bool {
        *self == Problems::default()
    }

    pub fn of(&self, parameter: &Parameter) -> Option<&String> {
        self.values.get(parameter.key)
    }
}

/// The rule, what holds without settings of one's own, and those settings.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    pub rule: &'static Rule,
    pub below: &'a Items,
    pub own: &'a Items,
}

impl Typed {
    pub fn sent(pairs: Vec<(String, String)>) -> Typed {
        let mut typed = Typed::default();
        for (name, value) in pairs {
            match name.as_str() {
                "severity" => typed.severity = value,
                "switch" => typed.switch = value,
                "years" => typed.years = value,
                "kind" => typed.kinds.push(value),
                "reason" => typed.reason = value,
                "revision" => typed.revision = value,
                name => {
                    if let Some(key) = name.strip_prefix("value.") {
                        typed.values.insert(key.to_owned(), value);
                    }
                }
            }
        }
        typed
    }

    /// The form as it stands before anybody types.
    pub fn stored(ground: Ground<'_>) -> Typed {
        let Ground { rule, below, own } = ground;
        let switch = own.get(rule.code, setting::OFF).map(Switch::parse);
        let value = |p: &Parameter| match own.get(rule.code, &setting::item_of(p)) {
            Some(_) => own.value(rule.code, p),
            None => below.value(rule.code, p),
        };
        let mut typed = Typed {
            severity: own.get(rule.code, setting::SEVERITY).unwrap_or_default().to_owned(),
            values: rule.parameters.iter().map(|p| (p.key.to_owned(), value(p))).collect(),
            revision: own.revision(rule.code).to_owned(),
            ..Typed::default()
        };
        typed.switch = match &switch {
            None => "",
            Some(Switch::On) => "on",
            Some(Switch::Off) => "off",
            Some(Switch::Partly { .. }) => "partly",
        }
        .to_owned();
        if let Some(Switch::Partly { years, kinds }) = switch {
            let years: Vec<String> = years.iter().map(|year| year.number().to_string()).collect();
            typed.years = years.join("、");
            typed.kinds = kinds.iter().map(|kind| kind.key().to_owned()).collect();
        }
        typed
    }

    pub fn is_kind(&self, kind: &DocumentKind) -> bool {
        self.kinds.iter().any(|key| key == kind.key())
    }

    pub fn value(&self, parameter: &Parameter) -> &str {
        self.values.get(parameter.key).map_or("", String::as_str)
    }

    /// The changes against what is stored. Everything wrong is said at once.
    pub fn changes(&self, ground: Ground<'_>) -> Result<Vec<Change>, Problems> {
        let mut problems = Problems::default();
        let mut wanted: Vec<(String, Option<String>)> = Vec::new();
        match self.severity.as_str() {
            "" => wanted.push((setting::SEVERITY.to_owned(), None)),
            key if Severity::from_key(key).is_some() => {
                wanted.push((setting::SEVERITY.to_owned(), Some(key.to_owned())));
            }
            _ => problems.severity = Some("请选择级别".to_owned()),
        }
        match self.switch() {
            Ok(switch) => wanted.push((setting::OFF.to_owned(), switch.map(|switch| switch.stored()))),
            Err(problem) => problems.switch = Some(problem),
        }
        for parameter in ground.rule.parameters {
            match checked(parameter, self.value(parameter)) {
                Ok(value) => {
                    let below = ground.below.value(ground.rule.code, parameter);
                    wanted.push((setting::item_of(parameter), value.filter(|value| *value != below)));
                }
                Err(problem) => {
                    problems.values.insert(parameter.key.to_owned(), problem);
                }
            }
        }
        let code = ground.rule.code;
        let changed =
            wanted.into_iter().filter(|(item, value)| ground.own.get(code, item) != value.as_deref());
        let changes: Vec<Change> = changed.map(|(item, value)| ground.change(item, value)).collect();
        problems.reason = self.reason_problem(changes.is_empty() && problems.is_empty());
        if problems.is_empty() { Ok(changes) } else { Err(problems) }
    }

    fn reason_problem(&self, is_unchanged: bool) -> Option<String> {
        if is_unchanged {
            return Some("没有改动，不需要保存".to_owned());
        }
        match self.reason.trim().chars().count() {
            0 => Some("请写明修改的理由，供以后查考".to_owned()),
            n if n > LONGEST_REASON => {
                Some(format!("理由最多 {LONGEST_REASON} 个字，现在是 {n} 个；请写得简短些"))
            }
            _ => None,
        }
    }

    fn switch(&self) -> Result<Option<Switch>, String> {
        let named = !self.years.trim().is_empty() || !self.kinds.is_empty();
        match self.switch.as_str() {
            "partly" => {}
            _ if named => {
                return Err("填了停用的年度或材料种类，请选“只对部分材料停用”；否则请清空".to_owned());
            }
            "" => return Ok(None),
            "on" => return Ok(Some(Switch::On)),
            "off" => return Ok(Some(Switch::Off)),
            _ => return Err("请选择启用还是停用".to_owned()),
        }
        let mut years = Vec::new();
        let folded = budget::fold(&self.years);
        let is_between = |c: char| c.is_whitespace() || "、,;/".contains(c);
        for word in folded.split(is_between).filter(|word| !word.is_empty()) {
            let year = word.trim_end_matches(['度', '年']).parse().ok().and_then(FiscalYear::new);
            let year = year.ok_or_else(|| format!("“{word}”不是年度，请写作 2025，几个年度用顿号隔开"))?;
            if !years.contains(&year) {
                years.push(year);
            }
        }
        years.sort();
        let kinds = DocumentKind::ALL.into_iter().filter(|kind| self.is_kind(kind)).collect::<Vec<_>>();
        if years.is_empty() && kinds.is_empty() {
            return Err("请填写停用的年度，或勾选停用的材料种类".to_owned());
        }
        Ok(Some(Switch::Partly { years, kinds }))
    }
}

impl Ground<'_> {
    fn change(&self, item: String, value: Option<String>) -> Change {
        let (rule, own, below) = (self.rule, self.own, self.below);
        let held = |items: &Items| match items.get(rule.code, &item) {
            Some(value) => value.to_owned(),
            None => preset(rule, &item),
        };
        let before = if own.get(rule.code, &item).is_some() { held(own) } else { held(below) };
        let after = value.clone().unwrap_or_else(|| held(below));
        Change { item, value, before, after }
    }
}

/// What holds where nobody set anything.
fn preset(rule: &Rule, item: &str) -> String {
    match item {
        setting::SEVERITY => rule.severity.key().to_owned(),
        setting::OFF => Switch::On.stored(),
        item => {
            let parameter = rule.parameters.iter().find(|p| setting::item_of(p) == item);
            parameter.map(setting::preset_text).unwrap_or_default()
        }
    }
}

/// The value as it is stored; blank takes the default.
fn checked(parameter: &Parameter, typed: &str) -> Result<Option<String>, String> {
    match parameter.preset {
        Preset::Number { least, most, unit, .. } => {
            let folded = budget::fold(typed);
            let text = folded.trim();
            if text.is_empty() {
                return Ok(None);
            }
            let number = text.parse::<i64>().ok().filter(|number| (least..=most).contains(number));
            let number = number
                .ok_or_else(|| format!("应为 {least} 至 {most} 的整数（{unit}）").replace("（）", ""))?;
            Ok(Some(number.to_string()))
        }
        Preset::Words(_) => words(typed),
    }
}

/// One word a line, each once.
fn words(typed: &str) -> Result<Option<String>, String> {
    let mut words: Vec<&str> = Vec::new();
    for (number, line) in (1..).zip(typed.lines()) {
        let word = line.trim();
        if word.chars().count() > LONGEST_WORD {
            return Err(format!("第 {number} 行超过 {LONGEST_WORD} 个字；每行写一个词"));
        }
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    if words.len() > MOST_WORDS {
        return Err(format!("最多 {MOST_WORDS} 个词，现在是 {} 个", words.len()));
    }
    Ok((!words.is_empty()).then(|| words.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ground<'a>(below: &'a Items, own: &'a Items) -> Ground<'a> {
        Ground { rule: review::rule("SB-01").unwrap(), below, own }
    }

    fn typed(severity: &str, switch: &str, years: &str, reason: &str) -> Typed {
        let [severity, switch, years, reason] = [severity, switch, years, reason].map(str::to_owned);
        Typed { severity, switch, years, reason, ..Typed::default() }
    }

    #[test]
    fn only_what_differs_is_a_change_and_it_says_what_held_before() {
        let (below, own) = (Items::default(), Items::default());
        let changes =
            typed("hint", "partly", "２０２４、2023", "试行").changes(ground(&below, &own)).unwrap();
        let told: Vec<_> = changes.iter().map(|c| (c.before.as_str(), c.after.as_str())).collect();
        assert_eq!(told, [("error", "hint"), ("on", "2023 2024")]);
    }

    #[test]
    fn every_problem_is_said_at_its_field() {
        let (below, own) = (Items::default(), Items::default());
        let problems = |typed: Typed| typed.changes(ground(&below, &own)).unwrap_err();
        assert!(problems(typed("grave", "", "", "试行")).severity.is_some());
        assert!(problems(typed("", "partly", "", "试行")).switch.unwrap().contains("请填写停用的年度"));
        assert!(problems(typed("", "partly", "20x4", "试行")).switch.unwrap().contains("“20x4”不是年度"));
        assert!(problems(typed("", "off", "2024", "试行")).switch.unwrap().contains("只对部分材料停用"));
        assert!(problems(typed("hint", "", "", " ")).reason.unwrap().contains("理由"));
        assert!(problems(typed("", "", "", "试行")).reason.unwrap().contains("没有改动"));
    }

    #[test]
    fn every_default_could_have_been_typed() {
        for parameter in review::rules().iter().flat_map(|rule| rule.parameters) {
            let preset = setting::preset_text(parameter);
            let typed = checked(parameter, &preset).unwrap_or_else(|e| panic!("{}: {e}", parameter.title));
            assert_eq!(typed.unwrap_or_default(), preset, "{}", parameter.title);
        }
    }

    #[test]
    fn numbers_keep_their_range_and_words_stand_once() {
        let preset = Preset::Number { value: 20, least: 1, most: 99, unit: "字" };
        let number = Parameter { key: "least", title: "最少字数", preset };
        assert_eq!(checked(&number, " ３０ "), Ok(Some("30".to_owned())));
        assert_eq!(checked(&number, ""), Ok(None));
        for wrong in ["0", "100", "1.5", "二十"] {
            assert_eq!(checked(&number, wrong), Err("应为 1 至 99 的整数（字）".to_owned()), "{wrong}");
        }
        assert_eq!(words("提升\n\n 提高 \n提升"), Ok(Some("提升\n提高".to_owned())));
        assert_eq!(words(" \n"), Ok(None));
        assert!(words(&format!("甲\n{}", "长".repeat(61))).unwrap_err().starts_with("第 2 行"));
    }
}
