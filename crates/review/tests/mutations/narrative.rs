//! Changes to the sentences.

use budget::Amount;
use fastrand::Rng;

use crate::edit::Edit;
use crate::{DISCLOSURE, Found, Kind, Sample};

pub const KINDS: &[Kind] = &[
    Kind { name: "文中金额改动", samples: DISCLOSURE, change: figure, found: Found::AtLine },
    Kind {
        name: "项目清单的金额改动", samples: DISCLOSURE, change: listed_amount, found: Found::AtLine
    },
    Kind {
        name: "项目清单的名称改动", samples: DISCLOSURE, change: listed_name, found: Found::AtLine
    },
    Kind { name: "增减数改动", samples: DISCLOSURE, change: change_amount, found: Found::AtLine },
    Kind { name: "比较年度改动", samples: DISCLOSURE, change: comparison_year, found: Found::AtLine },
    Kind {
        name: "资产截止日期改动", samples: DISCLOSURE, change: asset_date, found: Found::Anywhere
    },
    Kind { name: "留下模板字样", samples: DISCLOSURE, change: residue, found: Found::AtLine },
];

/// Another whole part, the decimals kept.
fn other_number(printed: &str, rng: &mut Rng) -> Option<String> {
    let digits: String = printed.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let (whole, rest) = digits.split_once('.').unwrap_or((&digits, ""));
    let changed = whole.parse::<u64>().ok()? + rng.u64(1..90);
    let changed = if rest.is_empty() { changed.to_string() } else { format!("{changed}.{rest}") };
    Some(printed.replacen(&digits, &changed, 1))
}

fn changed(sample: &Sample, name: &str, amount: &Amount, rng: &mut Rng) -> Option<Edit> {
    let other = other_number(&amount.printed, rng)?;
    Edit::within(&sample.text, &amount.place, &format!("{name}{}", amount.printed), &format!("{name}{other}"))
}

fn figure(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let stated = &sample.document.stated;
    let publics = stated.three_publics.as_ref()?;
    let figures = [
        ("预算收入", &stated.revenue),
        ("其中：一般公共预算收入", &stated.general_public),
        ("基金预算收入", &stated.government_fund),
        ("支出预算为", &stated.expenditure),
        ("其中基本支出", &stated.basic),
        ("人员经费", &stated.personnel),
        ("日常公用经费", &stated.operating),
        ("项目支出", &stated.project),
        ("机关运行经费共计安排", &stated.running_costs),
        ("预算安排", &publics.total),
        ("公务用车购置及运维费", &publics.vehicles),
        ("公务用车运行维护费", &publics.running),
        ("公务接待费", &publics.reception),
        ("安排政府采购预算", &stated.procurement),
        ("固定资产金额为", &stated.assets),
    ];
    let (name, amount) = &figures[rng.usize(..figures.len())];
    changed(sample, name, amount.as_ref()?, rng)
}

fn listed_amount(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let listed = &sample.document.stated.projects;
    let project = &listed[rng.usize(..listed.len())];
    changed(sample, &project.name, &project.amount, rng)
}

fn listed_name(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let listed = &sample.document.stated.projects;
    let project = &listed[rng.usize(..listed.len())];
    let other: String = project.name.chars().take(project.name.chars().count() - 2).collect();
    let printed = &project.amount.printed;
    Edit::within(
        &sample.text,
        &project.amount.place,
        &format!("{}{printed}", project.name),
        &format!("{other}款{printed}"),
    )
}

fn change_amount(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let comparison = sample.document.stated.comparison.as_ref()?;
    let changes = [&comparison.total, &comparison.basic, &comparison.project];
    let change = changes[rng.usize(..3)].as_ref()?;
    let number = change.amount.printed.trim_start_matches(|c: char| !c.is_ascii_digit());
    Edit::within(&sample.text, &change.amount.place, number, &other_number(number, rng)?)
}

fn comparison_year(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let comparison = sample.document.stated.comparison.as_ref()?;
    let year = comparison.year?.number();
    let other = year - rng.u16(1..9);
    Edit::within(&sample.text, &comparison.place, &format!("较{year}年"), &format!("较{other}年"))
}

fn asset_date(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let table = sample.document.table(budget::TableKind::Assets)?;
    let head = table.heads.iter().find(|head| head.value.starts_with("截止时间"))?;
    let year = 2000 + rng.u16(10..24);
    Edit::cell(&head.place, format!("截止时间：{year}-12-31"))
}

fn residue(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    const WORDS: [&str; 3] = ["××", "待填写", "（200字以内）"];
    let sections = &sample.document.narrative;
    let section = &sections[rng.usize(..sections.len())];
    let paragraphs = &section.paragraphs;
    let paragraph = paragraphs.get(rng.usize(..paragraphs.len().max(1)))?;
    let word = WORDS[rng.usize(..WORDS.len())];
    Edit::within(&sample.text, &paragraph.place, "，", &format!("{word}，"))
}
