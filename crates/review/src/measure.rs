//! 计量: what a target value is counted in, and what the indicator's name says it should be counted in.

use std::collections::HashSet;
use std::sync::LazyLock;

use budget::{Comparison, Decimal, Indicator, Meaning, Measure, Money, Project, fold, normal_name};

use crate::checks::Fault;
use crate::direction::{Better, better};

/// A target value with a number: `≥98%`.
#[derive(Clone, Debug)]
pub struct Quantity {
    pub comparison: Comparison,
    pub number: Decimal,
    /// In its plain form; that of the name, `……（万元）`, where the value prints none.
    pub measure: String,
    pub sort: Sort,
}

/// The kinds of 计量单位.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Neither the value nor the name has one.
    Bare,
    /// `%`, `‰`
    Share,
    Money(Measure),
    /// 天, 小时, 个工作日
    Time,
    /// 平方米, 公里, 吨
    Extent,
    /// 分, 级, 倍
    Grade,
    /// `元/亩`, `次/年`
    Rate,
    /// 个, 次, 人
    Count,
}

const TIMES: [&str; 16] = [
    "秒",
    "分钟",
    "小时",
    "个小时",
    "时",
    "天",
    "日",
    "周",
    "月",
    "个月",
    "季度",
    "季",
    "年",
    "工作日",
    "个工作日",
    "工作时",
];
const GRADES: [&str; 7] = ["分", "级", "倍", "星", "档", "折", "成"];

/// Asked of every indicator by many rules.
static EXTENTS: Words = LazyLock::new(|| {
    words(
        "平方米 平方公里 平方千米 立方米 亩 公顷 平米 米 厘米 毫米 公里 千米 延米 吨 公斤 千克 克 斤 升 \
         毫升 度 千瓦时 千瓦 兆 G M GB TB MB",
    )
});
static COUNTS: Words = LazyLock::new(|| {
    words(
        "个 人 名 位 户 家 次 人次 家次 场 场次 期 批 批次 件 条 项 份 册 本 套 台 辆 架 艘 部 块 座 \
         处 栋 幢 间 所 宗 起 篇 张 幅 类 种 组 队 班 头 只 羽 株 棵 眼 盏 字 点 袋 箱 瓶 桶 把 根 条次 亩次 \
         村 乡 镇 单 例 名次 节 门 课时 学时 台次 台套 台件 车次 床 线 页 支 顶 卷",
    )
});

type Words = LazyLock<HashSet<&'static str>>;

fn words(text: &'static str) -> HashSet<&'static str> {
    text.split_ascii_whitespace().collect()
}

impl Quantity {
    /// `None` where the value is blank, a date, a period or words.
    pub fn of(indicator: &Indicator) -> Option<Quantity> {
        let Meaning::Quantity { comparison, number, measure } = &indicator.target_value.value.meaning else {
            return None;
        };
        let mut measure = plain(measure);
        if measure.is_empty() {
            measure = named_unit(name(indicator)).unwrap_or_default();
        }
        let sort = sort(&measure);
        Some(Quantity { comparison: *comparison, number: *number, measure, sort })
    }

    /// Whether a share: percents, or a bare number under a name like 满意度.
    pub fn percent(&self) -> Option<Decimal> {
        (self.sort == Sort::Share && self.measure != "‰").then_some(self.number)
    }

    pub fn is_floor(&self) -> bool {
        matches!(self.comparison, Comparison::AtLeast | Comparison::MoreThan)
    }

    /// The value as it should be written with this comparison.
    pub fn written(&self, comparison: Comparison) -> String {
        format!("{}{}{}", comparison.sign(), self.number, self.measure)
    }
}

pub fn sort(measure: &str) -> Sort {
    match measure {
        "" => Sort::Bare,
        _ if measure.contains(['%', '‰']) => Sort::Share,
        _ if measure.contains(['/', ':', '每']) => Sort::Rate,
        // 24小时不间断
        _ if TIMES.iter().any(|unit| measure.starts_with(unit)) => Sort::Time,
        _ if GRADES.contains(&measure) => Sort::Grade,
        _ if EXTENTS.contains(measure) || EXTENTS.contains(without_prefix(measure)) => Sort::Extent,
        _ => Measure::from_word(measure).map_or(Sort::Count, Sort::Money),
    }
}

/// Whether a measure counts things; one that is not known may be technical.
pub fn is_counted_in(measure: &str) -> bool {
    let unit = without_prefix(measure);
    COUNTS.contains(unit) || measure.contains('(') && COUNTS.iter().any(|count| measure.starts_with(count))
}

/// 册 of 万册.
pub fn without_prefix(measure: &str) -> &str {
    let rest = measure.trim_start_matches(['十', '百', '千', '万', '亿']);
    if rest.is_empty() { measure } else { rest }
}

/// Folded; the words for per cent as the sign; of a span `-20天` the unit.
pub fn plain(measure: &str) -> String {
    let measure: String = fold(measure).chars().filter(|c| !c.is_whitespace()).collect();
    let behind_span = measure.rfind(|c: char| c.is_ascii_digit()).filter(|_| !measure.contains(['/', ':']));
    let measure = behind_span.map_or(measure.as_str(), |at| &measure[at + 1..]);
    // `≥100(平方米)`
    let bracketed = measure.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let measure = bracketed.filter(|inner| !inner.is_empty()).unwrap_or(measure);
    match measure {
        "百分比" | "百分数" | "百分点" | "个百分点" | "pct" => "%".to_owned(),
        "㎡" | "m2" | "m²" | "平米" => "平方米".to_owned(),
        "km" | "KM" => "公里".to_owned(),
        "kg" | "KG" => "公斤".to_owned(),
        "h" | "H" => "小时".to_owned(),
        "min" => "分钟".to_owned(),
        measure => measure.to_owned(),
    }
}

/// A measure that is the name of a thing, `参与次数`, or two at once, `%%`.
pub fn is_no_unit(measure: &str) -> bool {
    let measure: String = fold(measure).chars().filter(|c| !c.is_whitespace()).collect();
    let doubled =
        measure.contains('%') && plain(&measure) != "%" && !measure.contains(['/', '左', '每', '(']);
    let is_word = ["数", "率", "百分比", "比例"].iter().any(|end| measure.ends_with(end));
    doubled || is_word
}

/// 万元 of `密码装备费用（万元）`, where the brackets hold a unit and not a remark.
pub fn named_unit(name: &str) -> Option<String> {
    let name = normal_name(name);
    let (_, unit) = name.strip_suffix(')')?.rsplit_once('(')?;
    // 按期完成率（2023年）: a year, and no unit; 餐费标准（每人餐）: of what, and no unit.
    if unit.starts_with(|c: char| c.is_ascii_digit() || c == '每') {
        return None;
    }
    let unit = plain(unit.strip_prefix("单位:").unwrap_or(unit));
    let counts = || COUNTS.contains(without_prefix(&unit));
    (!unit.is_empty() && (sort(&unit) != Sort::Count || counts())).then_some(unit)
}

/// The name without the unit in brackets: `完成率` of `完成率（%）`.
pub fn subject(indicator: &Indicator) -> String {
    let name = normal_name(name(indicator));
    let name = name.strip_suffix("指标").unwrap_or(&name);
    let bracket = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    bracket.map_or(name, |(subject, _)| subject).to_owned()
}

pub fn name(indicator: &Indicator) -> &str {
    indicator.name.as_ref().map_or("", |name| name.value.trim())
}

/// Name and description, for matching.
pub fn wording(indicator: &Indicator) -> String {
    let description = indicator.description.as_ref().map_or("", |text| text.value.as_str());
    normal_name(&format!("{}，{description}", name(indicator)))
}

/// Whether a name says that it is a share: 合格率, 占比, 满意度. 频率 and 效率 are none.
pub fn is_ratio(subject: &str) -> bool {
    const RATIOS: [&str; 6] = ["率", "比例", "占比", "比重", "百分比", "满意度"];
    const OTHERS: [&str; 13] = [
        "频率",
        "效率",
        "容积率",
        "速率",
        "分辨率",
        "心率",
        "功率",
        "倍率",
        "周转率",
        "汇率",
        "曝光率",
        "斜率",
        "投入比例",
    ];
    RATIOS.iter().any(|end| subject.ends_with(end)) && !OTHERS.iter().any(|end| subject.ends_with(end))
}

/// Whether a name says that it is a count: 次数, 人数.
pub fn is_count(subject: &str) -> bool {
    const COUNTED: [&str; 18] = [
        "次数", "人数", "户数", "个数", "件数", "台数", "份数", "册数", "期数", "篇数", "场次", "人次",
        "数量", "天数", "字数", "辆数", "家数", "条数",
    ];
    COUNTED.iter().any(|end| subject.ends_with(end))
}

/// 节约资金, 成本节约率, 节电费用; neither 节约型机关创建费用 nor 节能宣传费.
pub fn is_saving(subject: &str) -> bool {
    const SAVED: [&str; 16] = [
        "节约", "节省", "节支", "压减", "降低", "下降", "节电", "节水", "节油", "节气", "节能", "审减",
        "核减", "削减", "缩减", "扣减",
    ];
    const OBJECTS: [&str; 11] =
        ["率", "额", "金额", "资金", "成本", "费", "经费", "支出", "开支", "财政", "幅度"];
    SAVED.iter().any(|word| {
        subject.match_indices(word).any(|(at, _)| {
            let behind = subject.get(at + word.len()..).unwrap_or_default();
            let is_money = OBJECTS.iter().any(|object| behind.starts_with(object));
            is_money || behind.is_empty() && (subject.contains("成本") || subject.contains("费用"))
        })
    })
}

/// Whether a cost is that of one: 人均, 每公里, 单座造价, 补助标准, 保费补贴比例.
pub fn is_per_one(indicator: &Indicator) -> bool {
    const PER_ONE: [&str; 7] = ["均", "每", "单价", "单位成本", "单位造价", "单次", "费率"];
    let subject = subject(indicator);
    let wording = wording(indicator).replace("每年", "");
    subject.ends_with("标准")
        || begins_with_one(&subject)
        || PER_ONE.iter().any(|word| wording.contains(word))
}

/// 单座造价, 单车购置成本; 单位 and 单独 are words of their own.
fn begins_with_one(subject: &str) -> bool {
    const OTHERS: [char; 6] = ['位', '独', '一', '纯', '据', '证'];
    let rest = subject.strip_prefix('单');
    rest.and_then(|rest| rest.chars().next()).is_some_and(|next| !OTHERS.contains(&next))
}

/// Whether names and values give a number per so many: `万台死亡率`, 每百万人次投诉率, which needs no per cent.
pub fn is_per_many(indicator: &Indicator) -> bool {
    const RATES: [&str; 5] = ["死亡率", "发病率", "患病率", "伤亡率", "发案率"];
    let (subject, wording) = (subject(indicator), wording(indicator));
    wording.contains('每')
        || ["万", "亿", "千人", "千台", "百人"].iter().any(|base| wording.contains(base))
        || RATES.iter().any(|rate| subject.ends_with(rate))
}

/// `78000元`, without separators and idle zeros.
pub fn plain_amount(money: Money, measure: Measure) -> String {
    let number = money.in_measure(measure).replace(',', "");
    let number = number.trim_end_matches('0').trim_end_matches('.');
    format!("{number}{}", measure.word())
}

/// The comparison that fits what the indicator measures.
pub fn fitting(indicator: &Indicator, quantity: &Quantity) -> Comparison {
    const SMALLER_IS_BETTER: [&str; 18] = [
        "差错",
        "错误",
        "失误",
        "事故",
        "投诉",
        "损失",
        "受害",
        "死亡",
        "亡人",
        "违规",
        "违纪",
        "缺陷",
        "故障率",
        "发病率",
        "时限",
        "用时",
        "响应时间",
        "间隔",
    ];
    let subject = subject(indicator);
    let is_at_most = indicator.is_cost()
        || better(indicator, quantity) == Some(Better::Less)
        || SMALLER_IS_BETTER.iter().any(|word| subject.contains(word))
        || indicator.aspect == budget::IndicatorAspect::Timeliness && quantity.sort == Sort::Time;
    match () {
        () if quantity.number == Decimal::whole(0) => Comparison::Equal,
        () if is_at_most => Comparison::AtMost,
        () if quantity.percent() == Some(Decimal::whole(100)) => Comparison::Equal,
        () => Comparison::AtLeast,
    }
}

/// `项目“云督办平台经费”数量指标“平台绑定人数”`
pub fn label(project: &Project, indicator: &Indicator) -> String {
    let aspect = indicator.aspect.name();
    match name(indicator) {
        "" => format!("项目“{}”{aspect}（没有名称）", project.name.value.trim()),
        name => format!("项目“{}”{aspect}“{name}”", project.name.value.trim()),
    }
}

/// A fault at the value: the indicator, then what is wrong.
pub fn value_fault(
    project: &Project,
    indicator: &Indicator,
    wrong: &str,
    suggestion: impl Into<String>,
) -> Fault {
    let value = indicator.target_value.value.text.as_str();
    let excerpt = [indicator.aspect.name(), name(indicator), value];
    let excerpt = excerpt.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    let message = format!("{}{wrong}", label(project, indicator));
    Fault::new(&indicator.target_value.place, excerpt, message, suggestion)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_from_remarks() {
        for (name, unit) in [
            ("馆藏档案数(万册)", Some("万册")),
            ("完成率 (%)", Some("%")),
            ("奖补资金（单位：万元）", Some("万元")),
            ("专项经费（原政府事务局）", None),
            ("改造面积", None),
        ] {
            assert_eq!(named_unit(name).as_deref(), unit, "{name}");
        }
    }

    #[test]
    fn measures_are_sorted() {
        for (measure, expected) in [
            ("百分比", Sort::Share),
            ("-98%", Sort::Share),
            ("万元", Sort::Money(Measure::Wan)),
            ("-20天", Sort::Time),
            ("万亩", Sort::Extent),
            ("元/亩", Sort::Rate),
            (":1", Sort::Rate),
            ("小时不间断", Sort::Time),
            ("（平方米）", Sort::Extent),
            ("万册", Sort::Count),
            ("", Sort::Bare),
        ] {
            assert_eq!(sort(&plain(measure)), expected, "{measure}");
        }
        assert!(is_no_unit("参与次数") && is_no_unit("%%") && is_no_unit("百分比"));
        assert!(!is_no_unit("%") && !is_no_unit("人次") && !is_no_unit("-98%"));
    }

    #[test]
    fn names_say_what_they_are() {
        assert!(is_ratio("编辑出版完成率") && is_ratio("群众满意度") && !is_ratio("巡查频率"));
        assert!(is_count("督查检查次数") && !is_count("社会影响力"));
    }
}
