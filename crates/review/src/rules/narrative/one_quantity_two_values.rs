//! TX-09: a number of vehicles, an area or a number of staff is printed with two values.

use std::collections::HashMap;

use budget::{BudgetDocument, Decimal, Located, Place, TableKind};

use crate::checks::{Checks, Fault};
use crate::executed::Executed;
use crate::figures::{Number, compact, head, numbers, tail};
use crate::stated_items::StatedItem;
use crate::texts::{Part, Text, form_texts};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-09",
    title: "同一个数两处不同",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("one_quantity_two_values.md"),
    parameters: &[],
    check,
};

/// Words that make a number one of a part, of a change or of somebody else's.
const OTHERWISE: [&str; 37] = [
    "购", "更新", "租", "报废", "处置", "拟", "新增", "增加", "减少", "淘汰", "特种", "专用", "专业", "执法",
    "消防", "救护", "环卫", "垃圾", "校车", "公交", "出租", "客运", "货", "检查", "查", "上年", "每", "其中",
    "本级", "所属", "下属", "超编", "调剂", "划转", "修缮", "改造", "新建",
];
/// The department with all its units.
const WHOLE: [&str; 8] =
    ["本级及所属", "本级及下属", "本级和所属", "及所属", "及下属", "和所属", "含所属", "括所属"];
const MARKS: [char; 7] = ['，', '。', '；', '：', '、', '（', '）'];
const STAFF: [&str; 9] = [
    "行政编制",
    "事业编制",
    "人员编制",
    "在职人员",
    "在职职工",
    "实有人员",
    "离退休人员",
    "退休人员",
    "离休人员",
];

/// `水土保持（项）20万元……2026年预算安排21万元`: an item and what is planned for it.
fn planned_twice(paragraph: &Located<String>, doc: &BudgetDocument, out: &mut Checks<'_>) {
    let Some(executed) = Executed::of(&paragraph.value) else { return };
    let Some(item) = StatedItem::of(paragraph, doc.fiscal_year) else { return };
    // One that differs from the tables is told beside them.
    if item.differs_from(doc) == Some(true) {
        return;
    }
    let (Some(first), Some((_, planned))) = (item.amount.money(), executed.money()) else { return };
    let step = item.amount.rounded().max(executed.planned.1.rounded());
    if first.fen().abs_diff(planned.fen()) < step.unsigned_abs() {
        return out.pass();
    }
    let year = executed.planned.0;
    let is_printed = item.differs_from(doc) == Some(false);
    let source = if is_printed { "（与支出表相同）" } else { "" };
    let message = format!(
        "{}两处不同：前面写 {first} 万元{source}，后面写“{year}年预算安排” {planned} 万元",
        item.entry.name
    );
    let suggestion = match is_printed {
        true => format!("“{year}年预算安排”改为 {first} 万元，并核对增减百分比"),
        false => "与支出表核对，改正写错的一处，并重算增减百分比".to_owned(),
    };
    out.fail(Fault::new(&paragraph.place, head(&paragraph.value, 50), message, suggestion));
}

fn check(doc: &BudgetDocument, out: &mut Checks<'_>) {
    let assets = doc.tables.iter().find(|table| table.kind == TableKind::Assets);
    let mut known: HashMap<&'static str, Vec<Known>> = HashMap::new();
    for row in assets.into_iter().flat_map(|table| &table.rows) {
        let Some(number) = row.quantity.as_ref().and_then(|quantity| quantity.number) else { continue };
        let Some(name) = asset(&row.normal_name()) else { continue };
        let of_name = known.entry(name).or_default();
        if of_name.is_empty() {
            of_name.push(Known {
                number, at: Point::default(), source: "固定资产占用情况表".to_owned()
            });
        }
    }
    for paragraph in doc.narrative.iter().flat_map(|section| &section.paragraphs) {
        planned_twice(paragraph, doc, out);
    }
    for text in texts(doc) {
        let is_form = matches!(text.part, Part::Form(..));
        for mention in mentions(&text, doc.units.len() <= 1) {
            let comparable = |name: &str| {
                known.get(name).into_iter().flatten().find(|other| other.at.is_comparable(mention.at))
            };
            // Official cars are some of the vehicles: they may be fewer, but not more.
            let vehicles = comparable("车辆数").filter(|_| mention.name == "公务用车数");
            if let Some(Known { number, source, .. }) = vehicles.filter(|all| all.number < mention.number) {
                let message = format!(
                    "公务用车多于全部车辆：{}写“{}”，{source}的车辆为 {number} {}",
                    text.part.label(),
                    mention.words,
                    mention.unit
                );
                let suggestion = "核对车辆的实有数，两处改成一致；口径不同的写明口径";
                let fault = Fault::new(text.place, mention.words.clone(), message, suggestion);
                out.fail(beside_all(fault, text.part));
                continue;
            }
            match comparable(mention.name) {
                None => {
                    if vehicles.is_some() {
                        out.pass();
                        continue;
                    }
                    let source = format!("{}“{}”", text.part.label(), mention.words);
                    let found = Known { number: mention.number, at: mention.at, source };
                    known.entry(mention.name).or_default().push(found);
                }
                Some(known) if known.number == mention.number => out.pass(),
                Some(Known { number, source, .. }) => {
                    let fault = fault(&mention, text.place, *number, source, text.part);
                    // A form may count the vehicles of others; staff may be counted on two days.
                    let is_weak = is_form || STAFF.contains(&mention.name);
                    out.fail(if is_weak { fault.at_most(Severity::Warning) } else { fault });
                }
            }
        }
    }
}

/// A number of the document with the point in time that it is of.
struct Known {
    number: Decimal,
    at: Point,
    source: String,
}

/// 年初, 截至2031年8月底, 年末; nothing where the text does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Point {
    year: Option<u16>,
    /// 0 is the beginning of the year.
    month: Option<u8>,
}

impl Point {
    const BEGINNING: u8 = 0;

    /// The last point in time that a sentence names.
    fn of(sentence: &str) -> Point {
        const NAMED: [(&str, Option<u8>); 9] = [
            ("年初", Some(Point::BEGINNING)),
            ("期初", Some(Point::BEGINNING)),
            ("年末", Some(12)),
            ("年底", Some(12)),
            ("期末", Some(12)),
            ("目前", None),
            ("现有", None),
            ("现共", None),
            ("现在", None),
        ];
        let named = NAMED.iter().flat_map(|(word, month)| {
            let is_of_budget = |at: usize| sentence[at + word.len()..].starts_with(['预', '安']);
            let found = sentence.match_indices(word).filter(move |(at, _)| !is_of_budget(*at));
            found.map(|(at, _)| {
                let year = month.and_then(|_| year_before(sentence[..at].trim_end_matches('年')));
                (at, Point { year, month: *month })
            })
        });
        let months = sentence.match_indices('月').filter_map(|(at, _)| {
            let before = sentence[..at].trim_end_matches(|c: char| c.is_ascii_digit());
            let month = sentence[before.len()..at].parse().ok().filter(|month| (1..=12).contains(month))?;
            Some((at, Point { year: year_before(before.strip_suffix('年')?), month: Some(month) }))
        });
        named.chain(months).max_by_key(|(at, _)| *at).map_or_else(Point::default, |(_, point)| point)
    }

    /// What is not said may be any point but the beginning of a year: what was there then is told beside what is there now.
    fn is_comparable(self, other: Point) -> bool {
        let is_beginning = |point: Point| point.month == Some(Point::BEGINNING);
        let agree = |a: Option<u16>, b: Option<u16>| a.is_none() || b.is_none() || a == b;
        is_beginning(self) == is_beginning(other)
            && agree(self.year, other.year)
            && agree(self.month.map(u16::from), other.month.map(u16::from))
    }
}

fn year_before(text: &str) -> Option<u16> {
    text.get(text.len().checked_sub(4)?..)?.parse().ok().filter(|year| (1990..2100).contains(year))
}

/// What is planned to be kept may count the cars that are to be bought, and a form those of others.
fn beside_all(fault: Fault, part: Part<'_>) -> Fault {
    let is_of_assets = matches!(part, Part::Narrative(title) if title.contains("资产"));
    if is_of_assets { fault } else { fault.at_most(Severity::Warning) }
}

fn fault(mention: &Mention, place: &Place, number: Decimal, source: &str, part: Part<'_>) -> Fault {
    let Mention { name, words, unit, .. } = mention;
    let message = format!("{name}两处不同：{}写“{words}”，{source}为 {number} {unit}", part.label());
    let suggestion = format!("核对{name}的实有数，两处改成一致；口径不同的写明口径");
    Fault::new(place, words.clone(), message, suggestion)
}

fn asset(row: &str) -> Option<&'static str> {
    match () {
        () if row.contains("办公用房") => Some("办公用房面积"),
        () if row.starts_with("房屋") => Some("房屋面积"),
        () if row.starts_with("车辆") => Some("车辆数"),
        () => None,
    }
}

/// The narrative, then the forms that are not redacted.
fn texts(doc: &BudgetDocument) -> impl Iterator<Item = Text<'_>> {
    let narrative = doc.narrative.iter().flat_map(|section| {
        let part = Part::Narrative(&section.title);
        section.paragraphs.iter().map(move |p| Text { place: &p.place, part, text: &p.value })
    });
    let open = doc.projects.iter().filter(|project| !project.secrecy.is_redacted());
    narrative.chain(open.flat_map(form_texts))
}

struct Mention {
    name: &'static str,
    number: Decimal,
    unit: &'static str,
    at: Point,
    words: String,
}

fn mentions(text: &Text<'_>, is_of_one_unit: bool) -> Vec<Mention> {
    // Cheap, since most texts count neither.
    if !["车", "房", "编制", "人员", "职工"].iter().any(|word| text.text.contains(word)) {
        return Vec::new();
    }
    let compacted = compact(text.text);
    let title = if let Part::Narrative(title) = text.part { title } else { "" };
    let found = numbers(&compacted, &["平方米", "㎡", "台", "辆", "名", "人"]).into_iter();
    let found = found.filter_map(|number| {
        let name = name(&compacted, number, title, is_of_one_unit)?;
        let words =
            format!("{}{}", tail(&compacted[..number.start], 10), &compacted[number.start..number.end]);
        let words = words.rsplit(MARKS).next().unwrap_or_default().to_owned();
        let words =
            format!("{words}{}", head(&compacted[number.end..], 4).split(MARKS).next().unwrap_or_default());
        let at = Point::of(sentence_before(&compacted, number));
        Some(Mention { name, number: number.value, unit: number.unit, at, words })
    });
    found.collect()
}

fn sentence_before(text: &str, number: Number) -> &str {
    tail(&text[..number.start], 60).rsplit('。').next().unwrap_or_default()
}

/// What a number counts, where that is beyond doubt.
fn name(text: &str, number: Number, title: &str, is_of_one_unit: bool) -> Option<&'static str> {
    // 本部门及所属单位 is the whole.
    let wide = tail(&text[..number.start], 16);
    let plain = WHOLE.iter().fold(wide.to_owned(), |text, whole| text.replace(whole, "全部门的"));
    let (before, after) = (tail(&plain, 12), head(&text[number.end..], 6));
    // `共有车辆 4 辆，其中：一般公务用车 2 辆`
    if sentence_before(text, number).contains("其中") {
        return None;
    }
    let before = before.rsplit(MARKS).next().unwrap_or(before);
    let after = after.split(MARKS).next().unwrap_or(after);
    let around = format!("{before}{after}");
    let is_of_office = !is_of_one_unit && around.contains("机关");
    if is_of_office || OTHERWISE.iter().any(|word| around.contains(word)) {
        return None;
    }
    let lead = before.trim_end_matches(['为', '共', '有', '计', '是', '：', ':']);
    let ends = |words: &[&str]| words.iter().any(|word| lead.ends_with(word));
    match number.unit {
        "台" | "辆" => {
            let is_official = ["公车", "公务用车", "公务车"].iter().any(|word| around.contains(word))
                || title.contains("资产")
                || title.contains("三公");
            let vehicles = ["公务用车", "公务车", "公车", "车辆", "机动车辆"];
            let is_counted = vehicles.iter().any(|word| after.starts_with(word))
                || ends(&vehicles)
                || ends(&["车辆数", "车辆数量", "车辆总数", "保有量", "保有", "实有", "现"])
                    && before.contains('车');
            let is_part = ["公车", "公务用车", "公务车"].iter().any(|word| around.contains(word));
            (is_official && is_counted).then_some(if is_part { "公务用车数" } else { "车辆数" })
        }
        "平方米" | "㎡" => match () {
            () if !title.contains("资产") => None,
            () if ends(&["办公用房", "办公用房面积", "办公用房建筑面积"]) => {
                Some("办公用房面积")
            }
            () if ends(&["房屋", "房屋面积", "房屋建筑面积"]) => Some("房屋面积"),
            () => None,
        },
        _ => {
            let speaks_of_staff =
                ["职责", "机构", "概况", "基本情况"].iter().any(|word| title.contains(word));
            let lead = lead.trim_end_matches(['数', '名', '人']);
            // A division of the office has its own.
            let is_of_all = ["我", "本", "机关", "核定", "全局"].iter().any(|word| lead.contains(word));
            let found = STAFF.into_iter().find(|name| lead.ends_with(name));
            found.filter(|_| is_of_all && is_of_one_unit && speaks_of_staff)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Settings, example, review};

    fn n_found(paragraphs: &[&str]) -> usize {
        let lines: String = paragraphs.iter().map(|line| format!("> {line}\n\n")).collect();
        let text = format!(
            "**部门机构设置情况**\n| 单位名称 |\n|---|\n| 青禾县水务局 |\n| 青禾县水库站 |\n\n**情况说明：国有资产占用情况**\n\n{lines}"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().filter(|finding| finding.code == "TX-09").count()
    }

    #[test]
    fn the_department_with_its_units_is_the_whole() {
        let whole = "本部门及所属单位共有公务用车12辆。";
        assert_eq!(n_found(&[whole, "本部门本级及所属预算单位共有公务用车13辆。"]), 1);
        assert_eq!(n_found(&[whole, "本部门共有公务用车13辆。"]), 1);
        for other in ["所属单位共有公务用车9辆。", "局机关共有公务用车3辆。", "本级共有公务用车3辆。"]
        {
            assert_eq!(n_found(&[whole, other]), 0, "{other}");
        }
    }

    #[test]
    fn numbers_of_two_points_in_time_are_not_compared() {
        let moved =
            "2030年年初本部门共有公务用车9辆，年中4辆达到使用年限，截至2030年10月本部门共有公务用车5辆。";
        assert_eq!(n_found(&[moved]), 0);
        assert_eq!(n_found(&[moved, "截至2030年10月底，本部门共有公务用车6辆。"]), 1);
        assert_eq!(n_found(&["本部门共有公务用车6辆。", "截至2030年12月31日，本部门共有公务用车5辆。"]), 1);
        assert_eq!(
            n_found(&["2030年末本部门共有公务用车6辆。", "截至2030年12月31日，本部门共有公务用车5辆。"]),
            1
        );
    }

    #[test]
    fn points_in_time() {
        let point = |year, month| Point { year, month };
        assert_eq!(Point::of("2030年年初"), point(Some(2030), Some(0)));
        assert_eq!(Point::of("截至2030年12月31日，共有"), point(Some(2030), Some(12)));
        assert_eq!(Point::of("2030年末"), point(Some(2030), Some(12)));
        assert_eq!(Point::of("截至2030年年底"), point(Some(2030), Some(12)));
        assert_eq!(Point::of("年初预算安排"), Point::default());
        assert_eq!(Point::of("截至目前"), Point::default());
    }
}
