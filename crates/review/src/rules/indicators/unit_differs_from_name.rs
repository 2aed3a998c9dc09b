//! IN-06: a value counted in another unit than the one its indicator's name gives.

use budget::{BudgetDocument, Indicator, IndicatorAspect, Meaning};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{
    Sort, is_count, is_no_unit, name, named_unit, plain, sort, subject, value_fault, without_prefix, wording,
};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-06",
    title: "指标值的单位与指标名称不一致",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("unit_differs_from_name.md"),
    parameters: &[],
    check,
};

/// Units that stand for each other.
const ALIKE: [&[&str]; 11] = [
    &["人", "名", "位", "人次"],
    &["次", "人次", "家次", "场次", "批次"],
    &["天", "日"],
    &["小时", "个小时", "时"],
    &["月", "个月"],
    &["工作日", "个工作日"],
    &["公里", "千米"],
    &["公斤", "千克"],
    &["册", "本"],
    &["户", "家"],
    &["场", "场次"],
];

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (project, indicator) in open_indicators(doc) {
        let Some(printed) = printed(indicator) else { continue };
        if let Some(named) = named_unit(name(indicator)) {
            if are_alike(&named, &printed) {
                out.pass();
                continue;
            }
            let value = &indicator.target_value.value.text;
            let wrong = format!("的名称标明单位是“{named}”，指标值却写“{value}”");
            let suggestion =
                format!("核对后统一：按名称用“{named}”重写指标值，或把名称中的单位改为“{printed}”");
            let fault = value_fault(project, indicator, &wrong, suggestion);
            out.fail(fault.of_form("名称标明的单位与指标值的单位不同"));
        } else if let Some((noun, expected, fits)) = counted(indicator, &printed) {
            if fits {
                out.pass();
                continue;
            }
            let value = &indicator.target_value.value.text;
            let wrong = format!("计的是{noun}，指标值却写“{value}”");
            let suggestion = format!("指标值的单位改为“{expected}”；单位没有错的，改指标名称");
            let fault = value_fault(project, indicator, &wrong, suggestion);
            out.fail(fault.of_form("指标值的单位不是名称所计的东西"));
        }
    }
}

/// The unit that the value itself prints. One that is no unit at all is for IN-05.
fn printed(indicator: &Indicator) -> Option<String> {
    let value = &indicator.target_value.value;
    let (Meaning::Quantity { measure, .. } | Meaning::Within { measure, .. }) = &value.meaning else {
        return None;
    };
    let unit = plain(measure);
    let is_unit = !unit.is_empty() && (unit == "%" || !is_no_unit(measure));
    is_unit.then_some(unit)
}

fn are_alike(a: &str, b: &str) -> bool {
    let behind_prefix = |unit: &str| without_prefix(unit).to_owned();
    let prefix = |unit: &str| unit.len() - without_prefix(unit).len();
    if a == b {
        return true;
    }
    let same_prefix = a.get(..prefix(a)) == b.get(..prefix(b));
    let (a, b) = (behind_prefix(a), behind_prefix(b));
    same_prefix
        && (a == b || ALIKE.iter().any(|group| group.contains(&a.as_str()) && group.contains(&b.as_str())))
}

const TIMES: [&str; 8] = ["时限", "时长", "用时", "时间", "年限", "天数", "寿命", "周期"];
const SUMS: [&str; 6] = ["总额", "金额", "投资额", "销售额", "交易额", "产值"];
const NOUNS: [(&str, &str, &[&str]); 11] = [
    ("人次", "人次", &["人次", "人", "名", "次"]),
    ("人次数", "人次", &["人次", "人", "名", "次"]),
    ("场次", "场次", &["场次", "场", "次", "期", "个"]),
    ("批次", "批次", &["批次", "批", "次", "个"]),
    ("株数", "株", &["株", "棵"]),
    ("人数", "人", &["人", "名", "位", "人次"]),
    ("户数", "户", &["户", "家"]),
    ("字数", "字", &["字"]),
    ("里程", "公里", &["公里", "千米", "米", "延米"]),
    ("长度", "公里", &["公里", "千米", "米", "延米", "厘米", "毫米"]),
    ("面积", "平方米", &["平方米", "平方公里", "平方千米", "亩", "公顷", "亩次"]),
];
// Words that end like a measure and are counted in one of their own.
const LONGER: [&str; 12] = [
    "用户数",
    "客户数",
    "账户数",
    "帐户数",
    "开户数",
    "门户数",
    "窗户数",
    "机器人数",
    "法人数",
    "层次数",
    "档次数",
    "名次数",
];
const OCCASIONS: [&str; 14] =
    ["次", "场", "期", "轮", "回", "批", "班", "趟", "遍", "起", "件", "节", "堂", "课时"];

/// What a name without a unit in brackets counts, the unit for it, and whether the printed one fits. Shares under such
/// names are for IN-07 and IN-14, times for IN-16.
fn counted(indicator: &Indicator, printed: &str) -> Option<(&'static str, &'static str, bool)> {
    let kind = sort(printed);
    let subject = subject(indicator);
    let is_share_elsewhere =
        kind == Sort::Share && (indicator.aspect == IndicatorAspect::Quantity || is_count(&subject));
    if is_share_elsewhere || matches!(kind, Sort::Rate | Sort::Grade) {
        return None;
    }
    // A name that lists several things, 送审稿字数、印刷册数, may be counted in any of their units.
    if subject.contains(['、', '及', '和', '与', '或']) {
        return None;
    }
    if LONGER.iter().any(|word| subject.ends_with(word)) {
        return None;
    }
    let unit = without_prefix(printed);
    if subject.ends_with("次数") && !subject.ends_with("人次数") {
        return Some(("次数", "次", OCCASIONS.iter().any(|end| unit.ends_with(end))));
    }
    let falls = ["缩短", "减少", "压缩", "降低", "下降", "节约", "节省", "同比", "较上年"];
    if kind == Sort::Share && falls.iter().any(|word| wording(indicator).contains(word)) {
        return None;
    }
    if TIMES.iter().any(|end| subject.ends_with(end)) && indicator.aspect != IndicatorAspect::Timeliness {
        return Some(("时间", "天", kind == Sort::Time));
    }
    // 能够核算出相关税费金额 is a sentence, and its share may well be meant.
    let is_sentence =
        ["能够", "可以", "是否", "按照", "根据", "通过"].iter().any(|word| subject.contains(word));
    if kind == Sort::Share && is_sentence {
        return None;
    }
    if SUMS.iter().any(|end| subject.ends_with(end)) && !indicator.is_cost() {
        return Some(("金额", "万元", matches!(kind, Sort::Money(_))));
    }
    let (noun, expected, units) = NOUNS.into_iter().find(|(noun, ..)| subject.ends_with(noun))?;
    Some((noun, expected, units.contains(&unit)))
}
