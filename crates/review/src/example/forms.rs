//! Project forms of an example.

use budget::{
    Amount, Decimal, Indicator, IndicatorAspect, IndicatorKind, Located, Measure, Place, PlanPoint, Project,
    ProjectCode, Secrecy, SpendingPlan, TargetValue,
};

/// `房租`, `机要保障经费（不公开）`
pub fn form(title: &str, place: Place) -> Project {
    let marked = title.strip_suffix('）').and_then(|title| title.rsplit_once('（'));
    let marked = marked.and_then(|(name, mark)| Some((name, Secrecy::marked(mark)?)));
    let (name, secrecy) = marked.unwrap_or((title, Secrecy::Public));
    Project {
        name: Located::new(name.to_owned(), place.clone()),
        code: None,
        secrecy,
        budgeted: None,
        fiscal: None,
        other: None,
        purpose: None,
        spending_plan: None,
        goals: vec![],
        indicators: vec![],
        labels: vec![],
        place,
    }
}

/// `1. 保障平台运行。`, `栏目：项目编号、一级指标`
pub fn line(project: &mut Project, line: &str, number: u32) {
    let located = |text: &str| Located::new(text.to_owned(), Place::line(number));
    if let Some(labels) = line.strip_prefix("栏目：") {
        project.labels.extend(labels.split('、').map(located));
    } else if let Some((digits, goal)) = line.split_once(". ")
        && digits.parse::<u32>().is_ok()
    {
        project.goals.push(located(goal));
    }
}

pub fn row(project: &mut Project, head: &[String], cells: &[String], number: u32) {
    let cell = |name: &str| {
        let at = head.iter().position(|h| h == name)?;
        Some((cells[at].as_str(), Place::cell(number, u32::try_from(at).ok()? + 1)))
    };
    let amount = |name| cell(name).map(|(text, place)| Amount::read(text, Measure::Wan, place));
    if let Some((code, place)) = cell("项目编码") {
        project.code = Some(Located::new(ProjectCode::as_printed(code), place));
    }
    if let Some((purpose, place)) = cell("资金用途") {
        project.purpose = Some(Located::new(purpose.to_owned(), place));
    }
    if head.iter().any(|h| ["项目编码", "资金用途"].contains(&h.as_str())) {
        return;
    }
    if head[0] == "预算数" {
        project.budgeted = amount("预算数");
        project.fiscal = amount("财政资金");
        project.other = amount("其他资金");
    } else if head.iter().any(|h| h.ends_with("月底")) {
        let points = SpendingPlan::DATES.map(|date| match cell(date) {
            None => PlanPoint::Lost,
            Some(("", _)) => PlanPoint::Blank,
            Some((text, place)) => match text.parse::<Decimal>() {
                Ok(percent) => PlanPoint::Stated { percent, place },
                Err(_) => PlanPoint::Unread { printed: text.to_owned(), place },
            },
        });
        project.spending_plan = Some(SpendingPlan { points, place: Place::line(number) });
    } else {
        let text =
            |name| cell(name).filter(|(t, _)| !t.is_empty()).map(|(t, p)| Located::new(t.to_owned(), p));
        let (value, place) = cell("指标值").expect("an indicator table has a value column");
        let (kind, aspect) = (&cells[0], &cells[1]);
        if let Some((weight, place)) = cell("权重") {
            project.labels.push(Located::new(format!("{}{weight}", Project::WEIGHT), place));
        }
        if let Some(scoring) = text("评分标准") {
            let scoring = format!("{}{}", Project::SCORING, scoring.value);
            project.labels.push(Located::new(scoring, Place::line(number)));
        }
        project.indicators.push(Indicator {
            kind: IndicatorKind::of_label(kind).unwrap_or(IndicatorKind::Output),
            aspect: IndicatorAspect::of_label(aspect).unwrap_or(IndicatorAspect::Quantity),
            kind_label: Some(kind.clone()),
            aspect_label: Some(aspect.clone()),
            name: text("三级指标"),
            description: text("绩效指标描述"),
            target_value: Located::new(TargetValue::parse(value), place),
            value_basis: text("指标值确定依据"),
            place: Place::line(number),
        });
    }
}
