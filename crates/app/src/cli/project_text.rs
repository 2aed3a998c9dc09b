//! Projects of a reading for people.

use budget::{Amount, Indicator, Located, PlanPoint, Project, SpendingPlan};

use super::columns::{Align, one_line};
use super::reading_text::Page;

pub fn render(page: &mut Page, projects: &[Project]) {
    if projects.is_empty() {
        return;
    }
    page.heading(format_args!("项目 {} 个", projects.len()));
    for (i, project) in projects.iter().enumerate() {
        print_project(page, i + 1, project);
    }
}

fn print_project(page: &mut Page, number: usize, project: &Project) {
    let code = project.code.as_ref().map_or("（无编码）", |c| c.value.as_str());
    let name = one_line(&project.name.value);
    page.line(format_args!("{number}. {name}　{code}　{}　{}", project.secrecy.word(), project.place));
    let amounts =
        [("预算数", &project.budgeted), ("财政资金", &project.fiscal), ("其他资金", &project.other)];
    let amounts: Vec<String> = amounts
        .iter()
        .filter_map(|(label, amount)| Some(format!("{label} {}", shown(amount.as_ref()?))))
        .collect();
    if !amounts.is_empty() {
        page.line(format_args!("  金额：{}", amounts.join("，")));
    }
    if let Some(purpose) = &project.purpose {
        page.line(format_args!("  用途：{}", one_line(&purpose.value)));
    }
    if let Some(plan) = &project.spending_plan {
        page.line(format_args!("  支出计划：{}", points(plan)));
    }
    for goal in &project.goals {
        page.line(format_args!("  目标：{}", one_line(&goal.value)));
    }
    print_indicators(page, &project.indicators);
}

fn shown(amount: &Amount) -> String {
    match amount.money() {
        Some(money) => format!("{money} 万元"),
        None if amount.is_blank() => "空".to_owned(),
        None => amount.printed.clone(),
    }
}

fn points(plan: &SpendingPlan) -> String {
    let point = |(date, point): (&&str, &PlanPoint)| match point {
        PlanPoint::Stated { percent, .. } => format!("{date} {percent}%"),
        PlanPoint::Blank => format!("{date} 空"),
        PlanPoint::Lost => format!("{date} 缺"),
        PlanPoint::Unread { printed, .. } => format!("{date} {printed}"),
        PlanPoint::Redacted(secrecy) => format!("{date} {}", secrecy.word()),
    };
    SpendingPlan::DATES.iter().zip(&plan.points).map(point).collect::<Vec<_>>().join("，")
}

fn print_indicators(page: &mut Page, indicators: &[Indicator]) {
    if indicators.is_empty() {
        return;
    }
    let text =
        |located: &Option<Located<String>>| located.as_ref().map(|l| l.value.clone()).unwrap_or_default();
    let head = ["一级指标", "二级指标", "三级指标", "指标值", "指标描述", "确定依据"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for indicator in indicators {
        rows.push(vec![
            indicator.kind.name().to_owned(),
            indicator.aspect.name().to_owned(),
            text(&indicator.name),
            indicator.target_value.value.text.clone(),
            text(&indicator.description),
            text(&indicator.value_basis),
        ]);
    }
    page.grid(&rows, &[Align::Left; 6], "  ");
}
