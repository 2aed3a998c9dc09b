//! IN-17: a benefit or satisfaction indicator that belongs under another second level.

use budget::{BudgetDocument, Indicator, IndicatorAspect, Meaning};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, name, value_fault, wording};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-17",
    title: "效益指标放错了二级指标",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("benefit_in_wrong_aspect.md"),
    parameters: &[Parameter {
        key: "ecology",
        title: "谈到生态环境的词（有这些字词的不算放错）",
        preset: Preset::Words(&[
            "生态",
            "环境",
            "环保",
            "绿",
            "污",
            "节能",
            "节约",
            "节水",
            "节电",
            "能耗",
            "能源",
            "资源",
            "减排",
            "排放",
            "碳",
            "垃圾",
            "废",
            "水质",
            "水体",
            "水土",
            "空气",
            "大气",
            "扬尘",
            "尘",
            "噪声",
            "噪音",
            "土壤",
            "耕地",
            "土地",
            "林",
            "树",
            "草",
            "植被",
            "湿地",
            "河",
            "湖",
            "塘",
            "渠",
            "海",
            "沙",
            "秸秆",
            "粪",
            "厕",
            "农药",
            "化肥",
            "地膜",
            "无害化",
            "生物",
            "物种",
            "保洁",
            "卫生",
            "清洁",
            "净化",
            "美化",
            "纸",
            "用水",
            "用电",
            "辐射",
            "气象",
            "循环",
            "再生",
            "可降解",
            "人居",
            "景观",
            "公园",
            "燃煤",
            "取暖",
            "尾气",
            "化学需氧量",
            "矿山",
            "修复",
            "防治",
            "自然",
            "容貌",
            "面貌",
            "宜居",
            "回收",
            "塑",
            "耗",
            "火灾",
            "灌溉",
            "整洁",
            "野生",
        ]),
    }],
    check,
};

/// What marks an indicator as none of this second level, unless one of its own words stands beside.
struct Drawer {
    foreign: &'static [&'static str],
    own: &'static [&'static str],
    better: &'static str,
}

/// No list holds every word for nature: what names neither nature nor one of these may still speak of it.
const FOREIGN_TO_NATURE: [&str; 30] = [
    "职工",
    "安置",
    "任务",
    "培训",
    "安全感",
    "满意",
    "知晓",
    "决策",
    "就业",
    "收入",
    "税",
    "产值",
    "利润",
    "干部",
    "党",
    "政务",
    "办公",
    "会议",
    "文化",
    "教育",
    "学生",
    "医疗",
    "患者",
    "社会稳定",
    "服务水平",
    "服务能力",
    "工作效率",
    "保障率",
    "队伍",
    "信访",
];

const ECONOMIC: Drawer = Drawer {
    foreign: &["决策", "长期稳定", "使用年限", "满意", "知晓率", "空气质量", "水质", "植被"],
    own: &[
        "经济", "收入", "增收", "产值", "产量", "税", "利润", "成本", "费用", "节约", "资金", "投资", "贷款",
        "损失", "财产", "效益", "销售", "市场", "消费", "企业", "招商", "价", "元",
    ],
    better: "社会效益指标或者与内容相符的二级指标",
};

const LASTING: Drawer = Drawer {
    foreign: &["节约成本", "节约资金", "降低成本", "经济收入", "税收", "产值", "利润"],
    own: &[
        "持续", "长期", "长效", "长远", "机制", "制度", "年限", "寿命", "今后", "后续", "未来", "发展",
        "稳定", "逐年", "每年", "保障", "影响",
    ],
    better: "经济效益指标",
};

const SERVED: Drawer = Drawer {
    foreign: &[
        "合格",
        "完成率",
        "及时率",
        "覆盖率",
        "达标率",
        "验收",
        "次数",
        "人数",
        "数量",
        "成本",
        "费用",
        "收入",
        "年限",
    ],
    own: &["满意", "好评", "评价", "认可", "投诉", "口碑", "获得感", "测评", "感受", "信任"],
    better: "产出指标或者效益指标",
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let ecology = out.words("ecology");
    for (project, indicator) in open_indicators(doc) {
        let nothing = ["", "无", "不适用", "不涉及", "/", "-", "—"].contains(&name(indicator));
        if indicator.target_value.value.meaning == Meaning::None || nothing {
            continue;
        }
        let Some(better) = better(indicator, &ecology) else { continue };
        let Some(better) = better else {
            out.pass();
            continue;
        };
        let aspect = indicator.aspect.name();
        let wrong = format!("说的不是{}", aspect.strip_suffix("指标").unwrap_or(aspect));
        let suggestion = format!("移到{better}；这一类确实没有合适内容的，不必凑数");
        let fault = value_fault(project, indicator, &wrong, suggestion);
        out.fail(fault.of_form("指标放错了二级指标"));
    }
}

/// Where the indicator belongs instead; the outer `None` where its second level is not judged.
fn better(indicator: &Indicator, ecology: &[&str]) -> Option<Option<&'static str>> {
    let wording = wording(indicator);
    let says = |words: &[&str]| words.iter().any(|word| wording.contains(word));
    let drawer = match indicator.aspect {
        IndicatorAspect::Ecological => {
            let is_foreign = says(&FOREIGN_TO_NATURE) && !says(ecology);
            return Some(is_foreign.then_some("社会效益指标或者与内容相符的二级指标"));
        }
        IndicatorAspect::Served => SERVED,
        IndicatorAspect::Economic => ECONOMIC,
        IndicatorAspect::Lasting => LASTING,
        _ => return None,
    };
    let in_money = Quantity::of(indicator).is_some_and(|quantity| matches!(quantity.sort, Sort::Money(_)));
    let is_own = says(drawer.own) || in_money && indicator.aspect == IndicatorAspect::Economic;
    Some((says(drawer.foreign) && !is_own).then_some(drawer.better))
}
