//! Running heads: the lines between a title and its table, which come again on every page.

use budget::{FiscalYear, Measure, fold};

use super::numbering;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// `201 党委`, `编制单位：…`
    Unit {
        code: Option<String>,
        name: String,
    },
    /// `预算年度：2022`
    Year(FiscalYear),
    /// `单位：万元`
    Measure(Measure),
    PageNumber,
    /// `公开01表`: stands above the title
    Mark,
    /// `截止时间：…`
    Other,
}

impl Head {
    pub fn is_page_number(&self) -> bool {
        *self == Head::PageNumber
    }
}

pub fn of(text: &str) -> Option<Head> {
    /// In bytes. Heads are short.
    const LONGEST: usize = 150;
    let text = text.trim();
    if text.len() > LONGEST || !looks_like_one(text) || text.contains(['。', '；']) {
        return None;
    }
    let folded = fold(text);
    let compact: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    if is_page_number(&compact) {
        return Some(Head::PageNumber);
    }
    if text.contains('，') {
        return None;
    }
    let bracketed = compact.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let compact = bracketed.map_or(compact.clone(), str::to_owned);
    match compact.split_once([':', '：']) {
        Some((label, value)) => {
            let sealed = label.strip_suffix("(盖章)").or(label.strip_suffix("(公章)"));
            labelled(sealed.unwrap_or(label), value)
        }
        None if bracketed.is_some() && is_year_alone(&compact) => Some(Head::Other),
        None => coded(folded.trim()).or_else(|| is_form_mark(&compact).then_some(Head::Mark)),
    }
}

/// Tells most texts apart without folding them.
fn looks_like_one(text: &str) -> bool {
    text.starts_with(
        |c: char| matches!(c, '（' | '(' | '0'..='9' | '０'..='９' | '第' | '-' | '—' | '–' | '·'),
    ) || text.contains([':', '：'])
        || text.contains('表') && text.contains(|c: char| c.is_ascii_digit())
        || text.starts_with(['表', '附'])
        || text.contains("公开表")
}

fn labelled(label: &str, value: &str) -> Option<Head> {
    match label.strip_suffix("(单位)").unwrap_or(label) {
        "预算年度" | "年度" => year(value).map(Head::Year),
        "单位" | "金额单位" | "计量单位" | "货币单位" => {
            measure(value).map(Head::Measure).or_else(|| unit(value))
        }
        "编制单位"
        | "部门名称"
        | "单位名称"
        | "预算单位"
        | "部门"
        | "填报单位"
        | "编制部门"
        | "预算部门"
        | "部门编码及名称"
        | "部门编码名称"
        | "单位编码及名称"
        | "单位编码名称" => unit(value),
        "截止时间" | "截止日期" | "编制日期" | "填报日期" => Some(Head::Other),
        _ => None,
    }
}

fn unit(value: &str) -> Option<Head> {
    let name = |code: Option<&str>, name: &str| {
        let code = code.map(str::to_owned);
        (!name.is_empty()).then(|| Head::Unit { code, name: name.to_owned() })
    };
    coded(value).or_else(|| name(None, value))
}

/// A department's three digits or a unit's six before its name.
fn coded(text: &str) -> Option<Head> {
    /// In characters.
    const LONGEST_NAME: usize = 45;
    let (code, name) = match text.strip_prefix('[') {
        Some(bracketed) => bracketed.split_once(']')?,
        None => text.split_at(text.find(|c: char| !c.is_ascii_digit())?),
    };
    let is_code = matches!(code.len(), 3 | 6) && code.bytes().all(|b| b.is_ascii_digit());
    let name = name.trim();
    let is_name = is_code
        && name.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && !name.starts_with([
            '年', '月', '日', '号', '个', '人', '万', '元', '次', '件', '条', '本', '台', '名',
        ])
        && name.chars().count() <= LONGEST_NAME;
    is_name.then(|| Head::Unit { code: Some(code.to_owned()), name: name.to_owned() })
}

fn year(value: &str) -> Option<FiscalYear> {
    FiscalYear::new(value.trim_end_matches('年').parse().ok()?)
}

/// `（2024年度）` under a form's title.
fn is_year_alone(compact: &str) -> bool {
    compact.strip_suffix("年度").and_then(year).is_some()
}

/// 2024 of `（2024年度）`.
pub fn year_alone(text: &str) -> Option<FiscalYear> {
    let compact: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    compact.strip_prefix('(')?.strip_suffix("年度)").and_then(year)
}

fn measure(value: &str) -> Option<Measure> {
    Measure::from_word(value.strip_prefix("人民币").unwrap_or(value))
}

/// `3`, `- 3 -`, `3/57`, `第3页`, `第3页，共57页`.
fn is_page_number(compact: &str) -> bool {
    let bare = compact.trim_matches(['-', '—', '–', '·']);
    let all_digits = |s: &str| (1..=4).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    all_digits(bare)
        || bare.split_once('/').is_some_and(|(page, of)| all_digits(page) && all_digits(of))
        || bare
            .strip_prefix('第')
            .and_then(|s| s.split_once('页'))
            .is_some_and(|(number, _)| all_digits(number))
}

/// `公开01表`, `预算公开表1`, `附表3`, `附件3`, `表1-1`, `表十`.
fn is_form_mark(compact: &str) -> bool {
    let bare = ["附", "公开", "预算公开"].iter().find_map(|word| compact.strip_prefix(word));
    let number = compact.strip_prefix("附件").or(bare.unwrap_or(compact).strip_prefix('表'));
    let is_counted = |number: &str| {
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || numbering::NUMERALS.contains(c))
    };
    number.is_some_and(is_counted)
        || compact.len() <= 30
            && compact.contains('表')
            && compact.contains(|c: char| c.is_ascii_digit())
            && compact.trim_end_matches('表').chars().next_back().is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_as_printed() {
        let unit = |code: &str, name: &str| Some(Head::Unit { code: Some(code.into()), name: name.into() });
        assert_eq!(of("201 党委"), unit("201", "党委"));
        assert_eq!(of("201001某区委员会办公室(本级)"), unit("201001", "某区委员会办公室(本级)"));
        assert_eq!(of("编制单位：301 财政局"), unit("301", "财政局"));
        assert_eq!(of("预算年度：2022"), Some(Head::Year(FiscalYear::new(2022).unwrap())));
        assert_eq!(of("金额单位： 万元"), Some(Head::Measure(Measure::Wan)));
        assert_eq!(of("部门编码及名称：[325]农业农村局"), unit("325", "农业农村局"));
        assert_eq!(of("（单位：元）"), Some(Head::Measure(Measure::Yuan)));
        let bare = Some(Head::Unit { code: None, name: "青禾县水务局".into() });
        assert_eq!(of("部门（单位）：青禾县水务局"), bare);
        assert_eq!(of("（2024年度）"), Some(Head::Other));
        for page in ["- 12 -", "第 3 页，共 48 页", "3 / 48", "第3页/共48页"] {
            assert_eq!(of(page), Some(Head::PageNumber), "{page}");
        }
        for mark in ["公开01表", "公开表三", "表1-1", "表十", "附表3"] {
            assert_eq!(of(mark), Some(Head::Mark), "{mark}");
        }
    }

    #[test]
    fn sentences_and_counts_are_no_heads() {
        for text in ["2022 年部门预算", "223人", "100%", "无", "单位领导重视", "160 条", "绩效目标：保障运转"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
