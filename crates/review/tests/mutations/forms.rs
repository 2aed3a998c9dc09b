//! Changes to the project forms.

use budget::{Amount, Indicator, Meaning, Project};
use fastrand::Rng;

use crate::edit::{Edit, line_of};
use crate::tables::swapped;
use crate::{DISCLOSURE, FORMS, Found, Kind, Sample};

const REDACTED: &[&str] = &["performance-text.txt"];

pub const KINDS: &[Kind] = &[
    Kind { name: "项目预算数改动", samples: FORMS, change: budgeted, found: Found::AtLine },
    Kind { name: "项目财政资金改动", samples: FORMS, change: fiscal, found: Found::AtLine },
    Kind { name: "项目编码少一位", samples: FORMS, change: code_short, found: Found::AtLine },
    Kind {
        name: "项目编码的区划或年份改动", samples: FORMS, change: code_head, found: Found::AtLine
    },
    Kind { name: "项目编码重复", samples: FORMS, change: code_repeated, found: Found::AtLine },
    Kind { name: "项目表名称改动", samples: DISCLOSURE, change: name, found: Found::Anywhere },
    Kind {
        name: "支出计划年末不到百分之百", samples: FORMS, change: plan_end, found: Found::AtLine
    },
    Kind { name: "支出计划倒退", samples: FORMS, change: plan_falls, found: Found::AtLine },
    Kind { name: "支出计划缺一栏", samples: FORMS, change: plan_blank, found: Found::AtLine },
    Kind { name: "指标值清空", samples: FORMS, change: value_cleared, found: Found::AtLine },
    Kind { name: "指标值改为是否", samples: FORMS, change: value_whether, found: Found::AtLine },
    Kind {
        name: "指标值的比较符去掉", samples: FORMS, change: operator_removed, found: Found::AtLine
    },
    Kind {
        name: "成本指标的比较符反向", samples: FORMS, change: cost_as_floor, found: Found::AtLine
    },
    Kind { name: "成本指标超过预算", samples: FORMS, change: cost_over_budget, found: Found::AtLine },
    Kind { name: "比率超过百分之百", samples: FORMS, change: share_over_whole, found: Found::AtLine },
    Kind { name: "比率指标写成个数", samples: FORMS, change: rate_as_count, found: Found::AtLine },
    Kind { name: "指标行重复", samples: FORMS, change: row_repeated, found: Found::AtLine },
    Kind {
        name: "不公开的标记漏了一格", samples: REDACTED, change: mark_forgotten, found: Found::AtLine
    },
];

fn open_project<'s>(sample: &'s Sample, rng: &mut Rng) -> Option<&'s Project> {
    let open: Vec<&Project> = sample.document.projects.iter().filter(|p| !p.secrecy.is_redacted()).collect();
    (!open.is_empty()).then(|| open[rng.usize(..open.len())])
}

fn indicator<'s>(
    sample: &'s Sample,
    rng: &mut Rng,
    fits: fn(&Indicator) -> bool,
) -> Option<(&'s Project, &'s Indicator)> {
    let project = open_project(sample, rng)?;
    let rows: Vec<&Indicator> = project.indicators.iter().filter(|row| fits(row)).collect();
    (!rows.is_empty()).then(|| (project, rows[rng.usize(..rows.len())]))
}

fn other_amount(amount: &Amount, rng: &mut Rng) -> Option<Edit> {
    let fen = amount.money()?.fen() + rng.i64(1..900) * 100_000;
    let unit = if amount.printed.contains('元') { "万元" } else { "" };
    let printed = budget::Money::from_fen(fen).wan().replace(',', "");
    Edit::cell(&amount.place, format!("{printed}{unit}"))
}

fn budgeted(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    other_amount(open_project(sample, rng)?.budgeted.as_ref()?, rng)
}

fn fiscal(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    other_amount(open_project(sample, rng)?.fiscal.as_ref()?, rng)
}

fn code_short(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let code = open_project(sample, rng)?.code.as_ref()?;
    let mut text = code.value.as_str().to_owned();
    text.remove(rng.usize(..text.len()));
    Edit::cell(&code.place, text)
}

fn code_head(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let code = open_project(sample, rng)?.code.as_ref()?;
    let (head, rest) = code.value.as_str().split_at_checked(8)?;
    Edit::cell(&code.place, format!("{}{rest}", swapped(head, rng)?))
}

fn code_repeated(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let (one, other) = (open_project(sample, rng)?, open_project(sample, rng)?);
    let code = one.code.as_ref()?;
    (one.code != other.code)
        .then(|| Edit::cell(&code.place, other.code.as_ref()?.value.as_str().to_owned()))?
}

fn name(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let project = open_project(sample, rng)?;
    let name = &project.name.value;
    let other: String = name.chars().rev().skip(2).collect::<Vec<_>>().into_iter().rev().collect();
    Edit::cell(&project.name.place, format!("{other}款"))
}

fn plan(sample: &Sample, rng: &mut Rng, point: usize, text: &str) -> Option<Edit> {
    let plan = open_project(sample, rng)?.spending_plan.as_ref()?;
    let budget::PlanPoint::Stated { place, .. } = &plan.points[point] else { return None };
    Edit::cell(place, text.to_owned())
}

fn plan_end(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let percent = rng.u8(86..100);
    plan(sample, rng, 3, &format!("{percent}%"))
}

fn plan_falls(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    plan(sample, rng, 2, "1%")
}

fn plan_blank(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let point = rng.usize(..3);
    plan(sample, rng, point, "")
}

fn is_counted(row: &Indicator) -> bool {
    matches!(row.target_value.value.meaning, Meaning::Quantity { .. })
        && row.target_value.value.has_operator()
}

fn value_cleared(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let (_, row) = indicator(sample, rng, |row| row.name.is_some())?;
    Edit::cell(&row.target_value.place, String::new())
}

fn value_whether(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let (_, row) = indicator(sample, rng, |row| row.name.is_some())?;
    Edit::cell(&row.target_value.place, "是否".to_owned())
}

fn operator_removed(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let (_, row) = indicator(sample, rng, is_counted)?;
    let value = &row.target_value;
    Edit::cell(&value.place, value.value.text.trim_start_matches(['≥', '≤', '=', '＝', '>', '<']).to_owned())
}

fn is_cost_with_ceiling(row: &Indicator) -> bool {
    row.is_cost() && row.target_value.value.text.starts_with('≤')
}

fn cost_as_floor(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let (_, row) = indicator(sample, rng, is_cost_with_ceiling)?;
    Edit::cell(&row.target_value.place, row.target_value.value.text.replacen('≤', "≥", 1))
}

fn cost_over_budget(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let is_of_all = |row: &Indicator| {
        is_cost_with_ceiling(row) && row.target_value.value.text.trim_end().ends_with("万元")
    };
    let (project, row) = indicator(sample, rng, is_of_all)?;
    let fen = project.budgeted.as_ref()?.money()?.fen() + rng.i64(1..900) * 1_000_000;
    let printed = budget::Money::from_fen(fen).wan().replace(',', "");
    Edit::cell(&row.target_value.place, format!("≤{printed}万元"))
}

fn is_share(row: &Indicator) -> bool {
    let value = &row.target_value.value.text;
    let name = row.name.as_ref().map_or("", |name| name.value.as_str());
    value.starts_with('≥') && value.ends_with('%') && ["率", "满意度"].iter().any(|word| name.ends_with(word))
}

fn share_over_whole(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let (_, row) = indicator(sample, rng, is_share)?;
    Edit::cell(&row.target_value.place, format!("≥{}%", rng.u16(101..900)))
}

fn rate_as_count(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let (_, row) = indicator(sample, rng, is_share)?;
    Edit::cell(&row.target_value.place, format!("≥{}次", rng.u16(2..90)))
}

fn row_repeated(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let (_, row) = indicator(sample, rng, |row| row.name.is_some() && row.kind_label.is_none())?;
    Some(Edit::Repeat { line: line_of(&row.place)? })
}

/// One cell of a withheld row prints what it should not.
fn mark_forgotten(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let redacted = sample.document.projects.iter().filter(|project| project.secrecy.is_redacted());
    let rows: Vec<&Indicator> = redacted.flat_map(|project| &project.indicators).collect();
    let row = rows[rng.usize(..rows.len())];
    let cells = [row.description.as_ref().map(|cell| &cell.place), Some(&row.target_value.place)];
    let texts = ["更新机要通信设备的台数", "≥95%"];
    let at = rng.usize(..2);
    Edit::cell(cells[at]?, texts[at].to_owned())
}
