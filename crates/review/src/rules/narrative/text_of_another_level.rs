//! TX-11: a county's text takes the duties of the city or the province for its own.

use budget::{BudgetDocument, Region, RegionLevel, normal_name};

use crate::checks::{Checks, Fault};
use crate::words::sentence_with;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-11",
    title: "把上级的职责写成自己的",
    severity: Severity::Warning,
    basis: basis::ACCURATE,
    page: include_str!("text_of_another_level.md"),
    parameters: &[
        Parameter {
            key: "verbs",
            title: "表示自己职责的动词",
            preset: Preset::Words(&[
                "负责", "指导", "承担", "统筹", "组织", "开创", "规划", "领导", "主管", "拟订", "督促",
            ]),
        },
        Parameter {
            key: "legitimate",
            title: "后文有这些词的是承办上级事项，不算",
            preset: Preset::Words(&[
                "交办", "统一", "决策", "部署", "决定", "要求", "精神", "安排", "下达", "批示", "指示",
                "领导", "巡", "督导", "考核", "检查", "调研", "来",
            ]),
        },
    ],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some((own, above)) = levels(doc) else { return };
    let words: Vec<String> = above
        .iter()
        .flat_map(|level| [format!("{level}委"), format!("{level}政府"), format!("全{level}")])
        .collect();
    let (verbs, legitimate) = (out.words("verbs"), out.words("legitimate"));
    let mut is_own = true;
    for text in out.facts.texts.iter().filter(|text| above.iter().any(|level| text.text.contains(*level))) {
        let plain = normal_name(text.text);
        for (phrase, word) in hits(&plain, &words, &verbs, &legitimate) {
            is_own = false;
            let message = format!("{own}单位的{}写“{phrase}”，“{word}”不是本级", text.part.label());
            let suggestion = format!("把“{word}”改为本级的说法；确是承办上级事项的，写明“交办”“部署”");
            out.fail(Fault::new(text.place, sentence_with(text.text, &phrase), message, suggestion));
        }
    }
    if is_own {
        out.pass();
    }
}

/// The level of the region and the levels that are not its own. A city at county level has a 市委 of its own.
fn levels(doc: &BudgetDocument) -> Option<(String, Vec<char>)> {
    let code = doc.region_code.as_ref().map(|code| code.as_str());
    let known = code.and_then(Region::by_code);
    let name = known.map(|region| region.name.as_str()).or(doc.region.as_deref()).map(str::to_owned);
    let name = name.or_else(|| doc.department.name.as_ref().map(|name| normal_name(&name.value)))?;
    let has = |level: &str| name.contains(level);
    let own = match () {
        () if known.is_some_and(|region| region.level == RegionLevel::Province) => return None,
        () if has("县") => '县',
        () if has("旗") => '旗',
        () if has("区") && !has("自治区") && !has("地区") => '区',
        () if has("市") => '市',
        () => return None,
    };
    let is_county = own != '市' || code.is_some_and(|code| !code.ends_with("00"));
    let others = if is_county { ['省', '市', '县'].as_slice() } else { ['省'].as_slice() };
    let name = if own == '市' && is_county { "县级市".to_owned() } else { format!("{own}级") };
    Some((name, others.iter().copied().filter(|level| *level != own).collect()))
}

/// `指导全市党务公开`: a verb of duty right before the word, with the words around it.
fn hits<'w>(text: &str, words: &'w [String], verbs: &[&str], legitimate: &[&str]) -> Vec<(String, &'w str)> {
    const AFTER: usize = 14;
    let mut hits = Vec::new();
    for verb in verbs.iter().filter(|verb| !verb.is_empty()) {
        for (at, _) in text.match_indices(*verb) {
            let rest = text.get(at + verb.len()..).unwrap_or_default();
            let Some(word) = words.iter().find(|word| rest.starts_with(word.as_str())) else { continue };
            let clause = rest.split([',', '。', ';', '、']).next().unwrap_or(rest);
            let near: String = rest.chars().take(AFTER).collect();
            if legitimate.iter().any(|excuse| !excuse.is_empty() && near.contains(excuse)) {
                continue;
            }
            let shown: String = clause.chars().take(AFTER).collect();
            hits.push((format!("{verb}{shown}"), word.as_str()));
        }
    }
    hits
}
