//! 指标值: what an indicator promises, parsed from the words officials write.

use crate::{Decimal, fold};

/// 指标值: the printed text and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetValue {
    pub text: String,
    pub meaning: Meaning,
}

/// The kinds of promise an indicator value can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// 空: no value printed.
    None,
    /// A number with its comparison and measure: `≥98%`.
    Quantity { comparison: Comparison, number: Decimal, measure: String },
    /// 截止日期: `12月31日前`, with the year where it is printed.
    ByDate { year: Option<u16>, month: u8, day: u8 },
    /// 期限: `2天内办结`.
    Within { number: Decimal, measure: String },
    /// 定性: words.
    Qualitative,
}

/// 比较符. A value printed without one (`223人`) means equality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    Equal,
}

impl Comparison {
    /// A longer word before the one it begins with.
    const WORDS: [(&'static str, Comparison); 25] = [
        ("大于等于", Comparison::AtLeast),
        ("小于等于", Comparison::AtMost),
        ("大于或等于", Comparison::AtLeast),
        ("小于或等于", Comparison::AtMost),
        ("不低于", Comparison::AtLeast),
        ("不少于", Comparison::AtLeast),
        ("不小于", Comparison::AtLeast),
        ("至少", Comparison::AtLeast),
        ("不超过", Comparison::AtMost),
        ("不高于", Comparison::AtMost),
        ("不大于", Comparison::AtMost),
        ("不多于", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        ("≥", Comparison::AtLeast),
        ("≧", Comparison::AtLeast),
        ("≤", Comparison::AtMost),
        ("≦", Comparison::AtMost),
        ("大于", Comparison::MoreThan),
        ("超过", Comparison::MoreThan),
        ("小于", Comparison::LessThan),
        ("等于", Comparison::Equal),
        (">", Comparison::MoreThan),
        ("<", Comparison::LessThan),
        ("=", Comparison::Equal),
    ];

    /// Behind the number: `95%以上`.
    const ENDINGS: [(&'static str, Comparison); 5] = [
        ("及以上", Comparison::AtLeast),
        ("以上", Comparison::AtLeast),
        ("及以下", Comparison::AtMost),
        ("以下", Comparison::AtMost),
        ("以内", Comparison::AtMost),
    ];

    pub fn sign(self) -> char {
        match self {
            Comparison::AtLeast => '≥',
            Comparison::AtMost => '≤',
            Comparison::MoreThan => '＞',
            Comparison::LessThan => '＜',
            Comparison::Equal => '=',
        }
    }

    /// The stable name for machines.
    pub fn key(self) -> &'static str {
        match self {
            Comparison::AtLeast => "ge",
            Comparison::AtMost => "le",
            Comparison::MoreThan => "gt",
            Comparison::LessThan => "lt",
            Comparison::Equal => "eq",
        }
    }
}

impl TargetValue {
    pub fn parse(text: &str) -> TargetValue {
        let text = text.trim();
        let compact: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
        TargetValue { text: text.to_owned(), meaning: meaning(&compact) }
    }

    /// Whether the text says how to compare: `≥98%` and `98%以上` yes, `223人` no.
    pub fn has_operator(&self) -> bool {
        let compact: String = fold(&self.text).chars().filter(|c| !c.is_whitespace()).collect();
        operator(&compact).is_some() || ending(&compact).is_some()
    }

    /// The stable name for machines.
    pub fn comparison_key(&self) -> &'static str {
        match &self.meaning {
            Meaning::None => "none",
            Meaning::Quantity { comparison, .. } => comparison.key(),
            Meaning::ByDate { .. } => "by_date",
            Meaning::Within { .. } => "within",
            Meaning::Qualitative => "qualitative",
        }
    }
}

fn meaning(text: &str) -> Meaning {
    if text.is_empty() {
        return Meaning::None;
    }
    let (comparison, rest) = operator(text).unwrap_or((Comparison::Equal, text));
    let has_operator = rest.len() < text.len();
    if let Some(date) = by_date(rest) {
        return date;
    }
    // Some forms print the per-cent sign before the number: `=%100`.
    let (rest, leading_percent) = match rest.strip_prefix('%') {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let Some((number, measure)) = number_and_measure(rest) else {
        return Meaning::Qualitative;
    };
    if leading_percent && measure.is_empty() {
        return Meaning::Quantity { comparison, number, measure: "%".to_owned() };
    }
    if !has_operator && let Some(measure) = period(measure) {
        return Meaning::Within { number, measure: measure.to_owned() };
    }
    if !has_operator && let Some((comparison, measure)) = ending(measure) {
        return Meaning::Quantity { comparison, number, measure: measure.to_owned() };
    }
    Meaning::Quantity { comparison, number, measure: measure.to_owned() }
}

/// What stands before the ending.
fn ending(text: &str) -> Option<(Comparison, &str)> {
    Comparison::ENDINGS.iter().find_map(|(word, c)| Some((*c, text.strip_suffix(word)?)))
}

fn operator(text: &str) -> Option<(Comparison, &str)> {
    Comparison::WORDS.iter().find_map(|(word, c)| Some((*c, text.strip_prefix(word)?)))
}

/// `100%` → 100 and `%`. A long tail of words after the number is a sentence, not a measure.
fn number_and_measure(text: &str) -> Option<(Decimal, &str)> {
    const LONGEST_MEASURE: usize = 8;
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '，');
    let end = text.find(|c| !is_number(c)).unwrap_or(text.len());
    let (digits, measure) = text.split_at(end);
    let number = digits.trim_end_matches([',', '，']).parse().ok()?;
    (measure.chars().count() <= LONGEST_MEASURE).then_some((number, measure))
}

/// 天 out of `天内办结`.
fn period(measure: &str) -> Option<&'static str> {
    const PERIODS: [&str; 9] = ["个工作日", "工作日", "个小时", "小时", "分钟", "个月", "天", "日", "年"];
    PERIODS.into_iter().find(|p| {
        measure.strip_prefix(p).is_some_and(|rest| {
            rest.starts_with('内') || rest.starts_with("以内") || rest.starts_with("之内")
        })
    })
}

/// `2022年12月31日前`, `12月31日`, `12月底前`, `2022年12月`, `2022年底前`, `2022.12.31`, `9月上旬`, `三季度`, `上半年`; of a
/// span, `1月—12月`, `2022年9至10月`, its end.
fn by_date(text: &str) -> Option<Meaning> {
    if let Some(date) = by_figures(text) {
        return Some(date);
    }
    // `4月、10月`, `4、10月`: by the last of them all is done.
    if let Some((first, last)) = text.rsplit_once(['、', '和']) {
        return span(&as_month(first), last);
    }
    if let Some((start, end)) = text.split_once(['-', '—', '–', '~', '～', '至', '到']) {
        let end = end.trim_start_matches('—');
        // `6月7日-9日`: the month stands only before the first day.
        let is_day = |end: &str| {
            let digits = end.trim_end_matches(|c: char| !c.is_ascii_digit());
            !digits.is_empty()
                && digits.bytes().all(|b| b.is_ascii_digit())
                && end[digits.len()..].starts_with('日')
        };
        let before_day = start.rfind('月').filter(|_| start.ends_with(['日', '月']) && is_day(end));
        return match before_day {
            Some(month) => by_date(&format!("{}月{end}", &start[..month])),
            None => span(&as_month(start), end),
        };
    }
    let (year, rest) = match text.split_once('年') {
        Some((year, rest)) if year.len() == 4 => (Some(year.parse().ok()?), rest),
        Some(("", rest)) if rest.starts_with('底') => (None, rest),
        _ => (None, text),
    };
    if is_limit(rest.strip_prefix('底').unwrap_or(rest)) && rest.len() < text.len() {
        return Some(Meaning::ByDate { year, month: 12, day: 31 });
    }
    if let Some(month) = part_of_year(rest, year.is_some()) {
        return Some(Meaning::ByDate { year, month, day: last_day(month) });
    }
    let (month, rest) = rest.split_once('月')?;
    let month: u8 = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    let rest = rest.strip_prefix('份').unwrap_or(rest);
    let ends = [
        ("底", last_day(month)),
        ("末", last_day(month)),
        ("上旬", 10),
        ("中旬", 20),
        ("下旬", last_day(month)),
    ];
    let (day, rest) = match ends.iter().find_map(|(word, day)| Some((*day, rest.strip_prefix(word)?))) {
        Some(end) => end,
        None if is_limit(rest) => (last_day(month), rest),
        None => {
            let (day, rest) = rest.split_once('日')?;
            (day.parse().ok().filter(|d| (1..=31).contains(d))?, rest)
        }
    };
    is_limit(rest).then_some(Meaning::ByDate { year, month, day })
}

/// The end of a span, with the year of its start where that is printed but once.
fn span(start: &str, end: &str) -> Option<Meaning> {
    let Some(Meaning::ByDate { year: started, month: first, .. }) = by_date(start) else { return None };
    let Some(Meaning::ByDate { year, month, day }) = by_date(end) else { return None };
    let year = year.or(started.filter(|_| first <= month));
    Some(Meaning::ByDate { year, month, day })
}

/// `9` and `2022年9` before `至10月`; a year alone stands for its beginning.
fn as_month(start: &str) -> String {
    let before = start.trim_end_matches(|c: char| c.is_ascii_digit());
    let n_figures = start.len() - before.len();
    let is_apart = before.is_empty() || before.ends_with(['年', '、', '和']);
    match (n_figures, before) {
        (1..=2, _) if is_apart => format!("{start}月"),
        (4, "") => format!("{start}年1月"),
        (0, year) if year.len() == "2022年".len() && year.ends_with('年') => format!("{year}1月"),
        _ => start.to_owned(),
    }
}

/// The last month of `上半年`, `第三季度`, `四季度末前`; `2季度` alone may be how long something takes.
fn part_of_year(text: &str, has_year: bool) -> Option<u8> {
    const PARTS: [(&str, u8); 6] =
        [("上半年", 6), ("下半年", 12), ("一季度", 3), ("二季度", 6), ("三季度", 9), ("四季度", 12)];
    const FIGURES: [(&str, u8); 4] = [("1季度", 3), ("2季度", 6), ("3季度", 9), ("4季度", 12)];
    let ordinal = text.strip_prefix('第');
    let figures = FIGURES.iter().filter(|_| has_year || ordinal.is_some());
    let mut parts = PARTS.iter().chain(figures);
    let (rest, month) =
        parts.find_map(|(part, month)| Some((ordinal.unwrap_or(text).strip_prefix(part)?, *month)))?;
    is_limit(rest.trim_start_matches(['末', '底'])).then_some(month)
}

fn is_limit(rest: &str) -> bool {
    ["", "前", "内", "之前", "以前", "前完成"].contains(&rest)
}

/// `2022-12-31`, `2022.12.31前`
fn by_figures(text: &str) -> Option<Meaning> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !"-./".contains(c)).unwrap_or(text.len());
    let (date, rest) = text.split_at(end);
    let mut figures = date.split(['-', '.', '/']);
    let year = figures.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = figures.next()?.parse().ok().filter(|m| (1..=12).contains(m))?;
    let day = figures.next()?.parse().ok().filter(|d| (1..=31).contains(d))?;
    let is_whole = figures.next().is_none() && is_limit(rest);
    is_whole.then_some(Meaning::ByDate { year: Some(year), month, day })
}

fn last_day(month: u8) -> u8 {
    match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(comparison: Comparison, number: &str, measure: &str) -> Meaning {
        Meaning::Quantity { comparison, number: number.parse().unwrap(), measure: measure.into() }
    }

    #[test]
    fn values_as_officials_write_them() {
        let within =
            |n, measure: &str| Meaning::Within { number: Decimal::whole(n), measure: measure.into() };
        let cases = [
            ("≥98%", quantity(Comparison::AtLeast, "98", "%")),
            ("≤19.25", quantity(Comparison::AtMost, "19.25", "")),
            ("223人", quantity(Comparison::Equal, "223", "人")),
            ("=10.6 万元", quantity(Comparison::Equal, "10.6", "万元")),
            ("≥10 参与次数", quantity(Comparison::AtLeast, "10", "参与次数")),
            ("=%100", quantity(Comparison::Equal, "100", "%")),
            ("不少于３次", quantity(Comparison::AtLeast, "3", "次")),
            ("≤7 天", quantity(Comparison::AtMost, "7", "天")),
            ("＞5件", quantity(Comparison::MoreThan, "5", "件")),
            ("2天内办结", within(2, "天")),
            ("5个工作日内", within(5, "个工作日")),
            ("12月31日前", Meaning::ByDate { year: None, month: 12, day: 31 }),
            ("2022年12月31日前", Meaning::ByDate { year: Some(2022), month: 12, day: 31 }),
            ("2022年12月", Meaning::ByDate { year: Some(2022), month: 12, day: 31 }),
            ("2022年底前", Meaning::ByDate { year: Some(2022), month: 12, day: 31 }),
            ("年底前", Meaning::ByDate { year: None, month: 12, day: 31 }),
            ("2022-12-31", Meaning::ByDate { year: Some(2022), month: 12, day: 31 }),
            ("2022.6.30前", Meaning::ByDate { year: Some(2022), month: 6, day: 30 }),
            ("1月—12月", Meaning::ByDate { year: None, month: 12, day: 31 }),
            ("1-12月", Meaning::ByDate { year: None, month: 12, day: 31 }),
            ("6月7日-9日", Meaning::ByDate { year: None, month: 6, day: 9 }),
            ("2024年6月7日至9日前", Meaning::ByDate { year: Some(2024), month: 6, day: 9 }),
            ("4月、10月", Meaning::ByDate { year: None, month: 10, day: 31 }),
            ("2025年6月、12月", Meaning::ByDate { year: Some(2025), month: 12, day: 31 }),
            ("2-3天", quantity(Comparison::Equal, "2", "-3天")),
            ("2022年1月至11月", Meaning::ByDate { year: Some(2022), month: 11, day: 30 }),
            ("2022年10月至3月", Meaning::ByDate { year: None, month: 3, day: 31 }),
            ("2026年9至10月", Meaning::ByDate { year: Some(2026), month: 10, day: 31 }),
            ("2026年9-10月", Meaning::ByDate { year: Some(2026), month: 10, day: 31 }),
            ("2026年9、10月", Meaning::ByDate { year: Some(2026), month: 10, day: 31 }),
            ("9到10月", Meaning::ByDate { year: None, month: 10, day: 31 }),
            ("9月上旬至10月中旬", Meaning::ByDate { year: None, month: 10, day: 20 }),
            ("10月份前", Meaning::ByDate { year: None, month: 10, day: 31 }),
            ("2026年三季度末前", Meaning::ByDate { year: Some(2026), month: 9, day: 30 }),
            ("第4季度", Meaning::ByDate { year: None, month: 12, day: 31 }),
            ("上半年", Meaning::ByDate { year: None, month: 6, day: 30 }),
            ("2季度", quantity(Comparison::Equal, "2", "季度")),
            ("3、5人", quantity(Comparison::Equal, "3", "、5人")),
            ("2026年3、6、9月", Meaning::ByDate { year: Some(2026), month: 9, day: 30 }),
            ("2022-2025年底", Meaning::ByDate { year: Some(2025), month: 12, day: 31 }),
            ("9至10人", quantity(Comparison::Equal, "9", "至10人")),
            ("95%以上", quantity(Comparison::AtLeast, "95", "%")),
            ("10万元以内", quantity(Comparison::AtMost, "10", "万元")),
            ("小于5%", quantity(Comparison::LessThan, "5", "%")),
            ("12年", quantity(Comparison::Equal, "12", "年")),
            ("超过上年", Meaning::Qualitative),
            ("11月底前", Meaning::ByDate { year: None, month: 11, day: 30 }),
            ("有效提升", Meaning::Qualitative),
            ("是否", Meaning::Qualitative),
            ("100人以上参加并且全部取得合格证书", Meaning::Qualitative),
            ("", Meaning::None),
            ("  ", Meaning::None),
        ];
        for (text, expected) in cases {
            assert_eq!(TargetValue::parse(text).meaning, expected, "{text}");
        }
    }

    #[test]
    fn an_operator_is_seen_only_where_it_is_printed() {
        assert!(TargetValue::parse("≥ 98%").has_operator());
        assert!(TargetValue::parse("＝100").has_operator());
        assert!(TargetValue::parse("98%以上").has_operator());
        assert!(!TargetValue::parse("100%").has_operator());
    }
}
