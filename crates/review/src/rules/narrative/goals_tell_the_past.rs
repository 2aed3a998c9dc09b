//! TX-10: goals of the year narrate what was done before.

use budget::{BudgetDocument, FiscalYear, fold};

use crate::checks::{Checks, Fault};
use crate::texts::{Part, Text};
use crate::words::sentence_with;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-10",
    title: "绩效目标写成了工作总结",
    severity: Severity::Hint,
    basis: basis::GOAL,
    page: include_str!("goals_tell_the_past.md"),
    parameters: &[
        Parameter {
            key: "accomplished",
            title: "叙述已完成工作的说法",
            preset: Preset::Words(&[
                "圆满完成了",
                "较好地完成了",
                "完成了",
                "取得了",
                "也取得新成绩",
                "获评",
                "荣获",
                "称号。",
                "被评为",
                "组织开展了",
                "开展了",
                "参与筹备了",
                "展示了",
                "做到了",
                "形成了一批",
                "有力推动了",
                "有力促进了",
                "一年来",
                "今年以来",
                "领导肯定。",
                "领导肯定，",
                "充分肯定；",
                "肯定和表扬",
            ]),
        },
        Parameter {
            key: "baseline",
            title: "年份前有这些字的是对比基数，不算",
            preset: Preset::Words(&[
                "较", "比", "与", "同", "自", "从", "截至", "截止", "至", "到", "按", "按照", "参照",
            ]),
        },
    ],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let phrases: Vec<String> = out.words("accomplished").into_iter().map(fold).collect();
    let baseline = out.words("baseline");
    for text in out.facts.texts.iter().filter(|text| is_goal(text)) {
        let plain: String = fold(text.text).chars().filter(|c| !c.is_whitespace()).collect();
        let mut told: Vec<String> = Vec::new();
        if let Some(year) = doc.fiscal_year {
            told.extend(past_years(&plain, year, &baseline).into_iter().map(|year| format!("{year}年")));
        }
        for phrase in phrases.iter().filter(|phrase| !phrase.is_empty() && plain.contains(phrase.as_str())) {
            if !told.iter().any(|longer| longer.contains(phrase)) {
                told.push(phrase.clone());
            }
        }
        let Some(first) = told.first() else {
            out.pass();
            continue;
        };
        let message = format!("{}像是叙述已经完成的工作：“{}”", text.part.label(), told.join("”“"));
        let suggestion = "改写成本年度要达到的产出和效果；上年成绩放到工作总结或自评报告";
        out.fail(Fault::new(text.place, sentence_with(text.text, first), message, suggestion));
    }
}

fn is_goal(text: &Text<'_>) -> bool {
    match text.part {
        // 情况 and 管理工作 report what was done, as they must.
        Part::Narrative(title) => title.contains("绩效") && !title.contains("情况"),
        Part::Target(_) => true,
        Part::Form(_, field) => field == "绩效目标",
        Part::Table(_) | Part::Heading => false,
    }
}

/// The years before the budget's that a text speaks of, but no baselines and no plans that reach into it.
fn past_years(text: &str, budget: FiscalYear, baseline: &[&str]) -> Vec<u16> {
    let mut years: Vec<u16> = Vec::new();
    for (at, _) in text.match_indices('年') {
        let before = text.get(..at).unwrap_or_default();
        let Some(start) = before.len().checked_sub(4).filter(|start| before.is_char_boundary(*start)) else {
            continue;
        };
        let (lead, digits) = before.split_at(start);
        let Some(year) = digits.parse().ok().filter(|year| (1990..budget.number()).contains(year)) else {
            continue;
        };
        let is_title = lead.rfind('《') > lead.rfind('》');
        let is_number = lead.ends_with(|c: char| c.is_ascii_digit());
        let is_span_end = lead.ends_with(['-', '—', '–', '~', '－']);
        let is_baseline = baseline.iter().any(|word| !word.is_empty() && lead.ends_with(word));
        let after = text.get(at + '年'.len_utf8()..).unwrap_or_default();
        let spans = after.trim_start_matches(['-', '—', '–', '~', '至', '到', '－']);
        let is_span = spans.len() < after.len() && spans.starts_with(|c: char| c.is_ascii_digit());
        let is_end_of_year = after.starts_with(['底', '末']);
        let is_spared =
            [is_number, is_title, is_baseline, is_span_end, is_span, is_end_of_year, is_object(lead, after)]
                .contains(&true)
                || says_which(lead, after)
                || is_of_basis(lead);
        if !is_spared && !years.contains(&year) {
            years.push(year);
        }
    }
    years
}

/// `整理2028年及2029年文书档案`, `支付2029年合同尾款`, `本部门2029年结转的资金继续实施`: behind a verb of plans, in a clause that
/// tells nothing as done, a year says which things are meant. Of a task, `完成2029年的造林任务`, it says when.
fn says_which(lead: &str, after: &str) -> bool {
    const MARKS: [char; 8] = ['，', ',', '。', '；', ';', '：', ':', '!'];
    const DONE: [&str; 11] = ["了", "已", "共计", "共完成", "累计", "先后", "全年", "曾", "以来", "获", "被"];
    const PLANS: [&str; 9] = ["开展", "继续", "推进", "完成", "实施", "落实", "用于", "保障", "做好"];
    // Whose object is always there before.
    const HANDLES: [&str; 20] = [
        "支付", "整理", "清理", "审计", "核查", "偿还", "归档", "编印", "编纂", "编制", "出版", "印刷",
        "兑付", "兑现", "清算", "结算", "清偿", "补发", "补缴", "汇编",
    ];
    const THINGS: &str = "部分 档案 文书 资料 年鉴 志书 史料 汇编 统计 决算 自评 绩效评价 考核 审计 合同 尾款 欠款 余款 质保金 积案 案件 债 贷款 \
                          利息 奖补 奖金 缺口 凭证 资金 结转 结余 遗留";
    const LEFT: [&str; 6] = ["结转", "结余", "遗留", "形成的", "立项", "下达"];
    /// In characters: whose things they are may stand between.
    const NEAR: usize = 8;
    let opening = lead.rsplit(MARKS).next().unwrap_or_default();
    let rest = after.split(MARKS).next().unwrap_or_default();
    let is_done = DONE.iter().any(|word| opening.contains(word) || rest.contains(word));
    let is_left = LEFT.iter().any(|word| rest.trim_start_matches('度').starts_with(word));
    let names_things = THINGS.split_ascii_whitespace().any(|thing| rest.contains(thing));
    let is_planned = PLANS.iter().any(|verb| opening.contains(verb));
    let is_handled = HANDLES.iter().any(|verb| {
        let between = opening.rsplit_once(verb).map(|(_, between)| between);
        between.is_some_and(|between| between.chars().count() <= NEAR && !between.contains('并'))
    });
    !is_done && (is_left || is_handled || is_planned && names_things)
}

/// `根据市联席会议纪要（2019年4月2日）`, `按照2019年部署`: the year of what the work rests on, not of work.
fn is_of_basis(lead: &str) -> bool {
    const INTRODUCTIONS: [&str; 6] = ["根据", "按照", "依据", "依照", "遵照", "参照"];
    const DOCUMENTS: [&str; 18] = [
        "文件",
        "通知",
        "告知单",
        "通知单",
        "纪要",
        "批复",
        "方案",
        "合同",
        "协议",
        "函",
        "决定",
        "意见",
        "规定",
        "办法",
        "计划书",
        "通知书",
        "请示",
        "》",
    ];
    let opening = lead.rsplit(['，', ',', '。', '；', ';', '!']).next().unwrap_or_default();
    let basis = INTRODUCTIONS.iter().find_map(|word| Some(&opening[opening.rfind(word)?..]));
    // `根据要求开展了2019年`, `按照部署抓好2019年`, `根据县里安排2019年`: the basis is over.
    const OVER: [&str; 15] = [
        "了", "已", "开展", "完成", "抓好", "做好", "组织", "举办", "加强", "推进", "落实", "实施", "强化",
        "巩固", "建设",
    ];
    const SAID: [&str; 4] = ["要求", "部署", "安排", "精神"];
    let rests = basis.is_some_and(|basis| {
        !OVER.iter().any(|verb| basis.contains(verb)) && !SAID.iter().any(|end| basis.ends_with(end))
    });
    let cited = lead.strip_suffix(['（', '(']).unwrap_or_default();
    rests || DOCUMENTS.iter().any(|word| cited.ends_with(word))
}

/// `对2023年度评定的民宿给予奖补`: the earlier year says which, not when.
fn is_object(lead: &str, after: &str) -> bool {
    const LONGEST: usize = 12;
    let clause = after.split(['，', ',', '。', '；', ';', '、']).next().unwrap_or_default();
    let of = clause.find('的').is_some_and(|at| clause[..at].chars().count() <= LONGEST);
    of && !clause.contains('了') && lead.ends_with(['对', '将', '把', '为'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_over_is_past() {
        let years = |text| past_years(text, FiscalYear::new(2022).unwrap(), &["较"]);
        for text in [
            "筹备了2021年钓鱼大赛",
            "2021年，开展培训5次",
            "按照要求开展了2021年汛期值守",
            "根据安排，2021年举办文化节",
            "我镇2021年共完成绿化3亩",
            "全面完成2021年造林任务",
            "全面完成2021年的造林任务",
            "开展2021年的森林防火宣传",
            "按照县委部署抓好2021年春季造林",
            "根据县里安排2021年举办文化节",
            "2021年完成文书档案归档",
            "整理会场并举办2021年文化节",
            "完成了2021年档案整理",
        ] {
            assert_eq!(years(text), [2021], "{text}");
        }
        for text in [
            "较2021年增长",
            "落实《2021年要点》",
            "2022年底前",
            "2021年—2025年规划",
            "2021年底基数",
            "12021年",
            "年",
            "〇年",
            "2022年3月底前完成2021年度项目绩效自评",
            "对2021年度评定的等级民宿给予奖补",
            "开展2020年及2021年部分文书档案的整理",
            "继续实施2020年、2021年结转的项目",
            "依据县专题会议纪要（2021年3月9日；第6期）补助渡运",
            "维修渡口（按县长办公会决定(2021年)列支）",
            "按照县政府2021年的部署设置渡工岗位",
            "完成县林业站2021年文书档案整理归档",
            "整理2021年护林日志",
            "编印2021年林业年鉴",
            "支付2021年苗木合同尾款",
            "兑现2021年造林奖补",
            "清理2021年积案",
            "完成2021年度林业志编印和档案归档",
            "做好2021年度部门决算",
            "对2021年获得认定的林场给予奖补",
        ] {
            assert_eq!(years(text), [0; 0], "{text}");
        }
    }
}
