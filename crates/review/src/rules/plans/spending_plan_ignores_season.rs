//! PL-05: an even plan for a purchase or for an event of one season.

use budget::{BudgetDocument, normal_name};

use super::spending_plan_incomplete::text;
use super::spending_plan_same_everywhere::is_even;
use crate::checks::{Checks, Fault};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PL-05",
    title: "资金支出计划与任务时间不符",
    severity: Severity::Hint,
    basis: basis::FORM,
    page: include_str!("spending_plan_ignores_season.md"),
    parameters: &[
        Parameter {
            key: "seasons",
            title: "项目名称中表示季节性任务的字词",
            preset: Preset::Words(&[
                "旺季",
                "暑期",
                "汛期",
                "防汛",
                "春节",
                "国庆",
                "夏季",
                "冬季",
                "秋季",
                "春季",
                "取暖",
                "采暖",
                "供暖",
                "运动会",
                "艺术节",
                "文化节",
                "旅游节",
                "丰收节",
                "洽谈会",
                "博览会",
                "秸秆禁烧",
                "清雪",
                "除雪",
            ]),
        },
        Parameter {
            key: "purchases",
            title: "项目名称中表示一次性购置的字词",
            preset: Preset::Words(&["购置", "采购"]),
        },
        Parameter {
            key: "running",
            title: "项目名称中表示常年开支的字词（有这些字词的不算一次性购置）",
            preset: Preset::Words(&[
                "运行", "维护", "运维", "业务", "工作", "日常", "管理", "服务", "保障", "租赁",
            ]),
        },
    ],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let words = ["seasons", "purchases", "running"].map(|key| out.words(key));
    for project in &doc.projects {
        let Some(plan) = &project.spending_plan else { continue };
        let name = normal_name(&project.name.value);
        let named = |words: &[&str]| words.iter().any(|word| !word.is_empty() && name.contains(word));
        let [is_seasonal, is_purchase, is_running] = words.each_ref().map(|words| named(words));
        let what = match (is_seasonal, is_purchase && !is_running) {
            (true, _) => "季节性任务",
            (false, true) => "一次性购置",
            (false, false) => continue,
        };
        if !is_even(plan) {
            out.pass();
            continue;
        }
        let message =
            format!("项目“{}”是{what}，资金支出计划却按季平均为 25、50、75、100", project.name.value.trim());
        let suggestion = "按任务或采购实际发生的月份填列累计比例，例如 7、8 月的活动到 10 月底应基本支出完毕";
        out.fail(Fault::new(&plan.place, text(plan), message, suggestion));
    }
}
