//! 绩效指标 of one project in their three levels, with the findings under the row they are about.

use budget::{Comparison, Indicator, Meaning, Place};

use super::beneath::{Beneath, Mark};
use super::beside::Beside;
use super::rows::place_key;

#[derive(Debug)]
pub struct IndicatorRow {
    /// 一级指标, on the first row that stands under it, with the rows it spans.
    pub kind: Option<Level>,
    pub aspect: Option<Level>,
    pub anchor: String,
    pub name: TextCell,
    pub description: TextCell,
    pub value: TextCell,
    pub meaning: String,
    pub basis: TextCell,
    pub is_redacted: bool,
    pub beneath: Beneath,
}

#[derive(Debug, Default)]
pub struct TextCell {
    /// Empty where the row's own anchor stands for the cell.
    pub anchor: String,
    pub text: String,
    pub mark: Option<Mark>,
}

#[derive(Debug)]
pub struct Level {
    pub name: &'static str,
    pub n_rows: usize,
}

impl TextCell {
    pub fn class(&self) -> &'static str {
        self.mark.as_ref().map_or("", Mark::class)
    }
}

impl IndicatorRow {
    fn n_rows(&self) -> usize {
        if self.beneath.is_empty() { 1 } else { 2 }
    }
}

pub fn rows(indicators: &[Indicator], beside: &mut Beside<'_>) -> Vec<IndicatorRow> {
    let mut rows: Vec<IndicatorRow> = indicators.iter().map(|indicator| row(indicator, beside)).collect();
    let mut index = 0;
    for of_kind in indicators.chunk_by(|a, b| a.kind == b.kind) {
        rows[index].kind = Some(level(of_kind[0].kind.name(), &rows[index..index + of_kind.len()]));
        for of_aspect in of_kind.chunk_by(|a, b| a.aspect == b.aspect) {
            let end = index + of_aspect.len();
            rows[index].aspect = Some(level(of_aspect[0].aspect.name(), &rows[index..end]));
            index = end;
        }
    }
    rows
}

fn level(name: &'static str, rows: &[IndicatorRow]) -> Level {
    Level { name, n_rows: rows.iter().map(IndicatorRow::n_rows).sum() }
}

fn row(indicator: &Indicator, beside: &mut Beside<'_>) -> IndicatorRow {
    let value = &indicator.target_value;
    let texts = [&indicator.name, &indicator.description, &indicator.value_basis];
    let mut places = vec![&indicator.place, &value.place];
    places.extend(texts.into_iter().flatten().map(|text| &text.place));
    let beneath = beside.take(&places);
    let cell = |text: &str, place: &Place| TextCell {
        anchor: if *place == indicator.place { String::new() } else { place_key::of(place) },
        text: text.to_owned(),
        mark: beneath.mark(place).cloned(),
    };
    let [mut name, description, basis] =
        texts.map(|text| text.as_ref().map(|text| cell(&text.value, &text.place)).unwrap_or_default());
    // What is said of the whole row is signed at its name.
    name.mark = name.mark.or(beneath.mark(&indicator.place).cloned());
    IndicatorRow {
        kind: None,
        aspect: None,
        anchor: place_key::of(&indicator.place),
        name,
        description,
        value: cell(&value.value.text, &value.place),
        meaning: meaning(&value.value.meaning),
        basis,
        is_redacted: indicator.secrecy().is_redacted(),
        beneath,
    }
}

/// What the value was understood to promise.
fn meaning(meaning: &Meaning) -> String {
    match meaning {
        Meaning::None => "没有填写".to_owned(),
        Meaning::Quantity { comparison, number, measure } => {
            format!("{} {number}{measure}", comparison_word(*comparison))
        }
        Meaning::ByDate { year: Some(year), month, day } => format!("{year}年{month}月{day}日前"),
        Meaning::ByDate { year: None, month, day } => format!("{month}月{day}日前"),
        Meaning::Within { number, measure } => format!("{number}{measure}内"),
        Meaning::Qualitative => "定性".to_owned(),
    }
}

fn comparison_word(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "不低于",
        Comparison::AtMost => "不超过",
        Comparison::MoreThan => "大于",
        Comparison::LessThan => "小于",
        Comparison::Equal => "等于",
    }
}

#[cfg(test)]
mod tests {
    use budget::TargetValue;

    #[test]
    fn a_promise_is_said_in_words() {
        let words = |text| super::meaning(&TargetValue::parse(text).meaning);
        assert_eq!(words("≥98%"), "不低于 98%");
        assert_eq!(words("2025年11月30日前"), "2025年11月30日前");
        assert_eq!(words("2天内办结"), "2天内");
        assert_eq!(words("显著提升"), "定性");
        assert_eq!(words(""), "没有填写");
    }
}
