//! Headings: what a line announces. Found by wording, after normalising, never by position.

use budget::{TableKind, normal_name};

use super::narrative;
use super::numbering::{self, Numbering};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading {
    /// 目录
    Contents,
    /// The title of a budget table
    Table(TableKind),
    /// `…绩效目标表`, with the name in front of it
    Form(String),
    /// `第一部分` and so on, with the title behind it where it stands on the same line
    Part(Option<String>),
    /// 部门整体绩效目标
    Targets,
    /// 总体绩效目标
    Overall,
    /// 分项绩效目标
    Itemised,
    /// 工作保障措施
    Safeguards,
    /// 预算项目绩效目标, 专项资金绩效目标
    Projects,
    /// `一、` and so on, with the title behind it
    Section { number: u32, title: String },
    /// `1.` and so on, with what reads like the title of a section behind it
    Numbered { number: u32, title: String },
}

impl Heading {
    /// Whether the wording is so plain that it is a heading even in a table's cell.
    pub fn may_stand_in_a_cell(&self) -> bool {
        matches!(self, Heading::Table(_) | Heading::Form(_) | Heading::Contents)
    }
}

const FORMS: [&str; 3] = ["绩效目标表", "绩效目标申报表", "绩效目标批复表"];

pub fn of(text: &str) -> Option<Heading> {
    /// In bytes. No heading is a paragraph.
    const LONGEST: usize = 200;
    if text.len() > LONGEST || !looks_like_one(text.trim()) {
        return None;
    }
    let normal = normal_name(text);
    if normal == "目录" || normal.ends_with("目录") && (normal.contains("公开") || normal.contains("绩效"))
    {
        return Some(Heading::Contents);
    }
    let counted = without_count(&normal);
    let form = FORMS.iter().find_map(|title| Some((*title, counted.strip_suffix(title)?)));
    if let Some((title, name)) = form {
        return Some(Heading::Form(form_name(text, name, title)));
    }
    if let Some(name) = name_with_brackets(&normal) {
        return Some(Heading::Form(name));
    }
    if let Some(kind) = table_kind(&normal) {
        return Some(Heading::Table(kind));
    }
    part(&normal, text).or_else(|| named(&normal)).or_else(|| section(text))
}

/// Whether print has broken the title of a form in two: `…绩效目`, `标表`.
pub fn is_torn_form(start: &str, end: &str) -> bool {
    let end = end.trim();
    let begins = |title: &str| {
        title.strip_suffix(end).is_some_and(|rest| !rest.is_empty() && start.trim_end().ends_with(rest))
    };
    !end.is_empty() && FORMS.iter().any(|title| begins(title))
}

/// Tells most texts apart without normalising them: by how every heading below begins or ends.
fn looks_like_one(text: &str) -> bool {
    text.ends_with(['录', '表', '算', '标', '施', '）', ')'])
        || text.starts_with(|c: char| c == '第' || c.is_ascii_digit() || numbering::NUMERALS.contains(c))
            && !text.ends_with(['。', '；', '，', '：', '、'])
}

/// `…绩效目标申报表（3）`, `…绩效目标表（2025年度）`, `…绩效目标表（二级项目）`
fn without_count(normal: &str) -> &str {
    let is_count = |inner: &str| {
        inner.chars().all(|c| c.is_ascii_digit() || numbering::NUMERALS.contains(c))
            || inner.trim_start_matches(|c: char| c.is_ascii_digit()).trim_end_matches('度') == "年"
            || is_scope(inner)
    };
    let bracket = normal.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    bracket.filter(|(_, inner)| is_count(inner)).map_or(normal, |(title, _)| title)
}

/// 一级项目, 部门预算项目, 区本级: for which projects the form is, and no project's own name.
fn is_scope(inner: &str) -> bool {
    const WORDS: [&str; 13] = [
        "专项资金",
        "转移支付",
        "专项",
        "部门",
        "单位",
        "预算",
        "项目",
        "支出",
        "重点",
        "一级",
        "二级",
        "三级",
        "本级",
    ];
    let rest = WORDS.iter().fold(inner.to_owned(), |rest, word| rest.replace(word, ""));
    let area = rest.strip_suffix('级').unwrap_or(&rest);
    !inner.is_empty() && matches!(area, "" | "省" | "市" | "县" | "区" | "乡" | "镇")
}

/// `项目支出绩效目标表（石桥维修项目）`: what the brackets behind the title name.
fn name_with_brackets(normal: &str) -> Option<String> {
    let (title, inner) = normal.strip_suffix(')')?.rsplit_once('(')?;
    let is_named = ["项目", "专项资金", "专项"].iter().any(|end| inner.ends_with(end));
    let is_remark = inner.starts_with(['含', '见', '详']);
    let name = FORMS.iter().find_map(|form| title.strip_suffix(form)).filter(|_| is_named && !is_remark)?;
    let is_of_any = name.is_empty() || is_scope(name);
    Some(if is_of_any { inner.to_owned() } else { format!("{name}({inner})") })
}

/// The name as printed, when the suffix stands as printed, too; else as normalised.
fn form_name(text: &str, normal: &str, title: &str) -> String {
    let name = text.trim().strip_suffix(title).unwrap_or(normal).trim();
    numbering::split(name).map_or(name, |(_, rest)| rest).to_owned()
}

fn table_kind(normal: &str) -> Option<TableKind> {
    let title = numbering::split(normal).map_or(normal, |(_, rest)| rest);
    let bare = without_brackets(title);
    let title = if bare.is_empty() { title } else { &bare };
    let title = title.strip_prefix("部门").unwrap_or(title);
    if matches!(title, "政府采购预算" | "政府采购预算表") {
        return Some(TableKind::Procurement);
    }
    let named = |word: &str| title.contains(word);
    // `“三公”经费及会议费、培训费支出表`
    let lists = title.contains('、') && !named("三公");
    // `一般公共预算项目支出预算表`, `政府性基金预算“三公”经费支出预算表`
    let is_part = named("项目支出")
        || named("三公") && (named("政府性基金") || named("国有资本"))
        || named("机关运行经费") && !named("三公");
    if !title.ends_with('表') || title.contains(['，', '。', '；']) || lists || is_part {
        return None;
    }
    Some(match () {
        () if named("“三公”") || named("三公") => TableKind::ThreePublics,
        () if named("国有资本经营") && (named("支出") || named("收支")) => {
            TableKind::StateCapitalExpenditure
        }
        () if named("政府性基金") && (named("支出") || named("收支")) => {
            TableKind::GovernmentFundExpenditure
        }
        () if named("基本支出") => TableKind::BasicExpenditure,
        () if named("财政拨款收支") => TableKind::AppropriationBalance,
        () if named("一般公共预算") && named("支出") => TableKind::GeneralPublicExpenditure,
        () if named("收支") && named("总") => TableKind::RevenueAndExpenditure,
        () if named("收入总") || named("收入预算总") || is_of_all(title, "收入") => {
            TableKind::Revenue
        }
        () if named("支出总") || named("支出预算总") || is_of_all(title, "支出") => {
            TableKind::Expenditure
        }
        () if named("政府采购") => TableKind::Procurement,
        () if named("资产占") => TableKind::Assets,
        () => return None,
    })
}

/// `2024年部门收入预算表`: of no book and no kind of money.
fn is_of_all(title: &str, side: &str) -> bool {
    let title = title.split_once('年').map_or(title, |(_, rest)| rest).trim_start_matches('度');
    let title = title.strip_prefix("部门").or(title.strip_prefix("单位")).unwrap_or(title);
    title.strip_suffix("预算表") == Some(side)
}

/// `部门（单位）预算收支总表`, `部门预算收支总表（空表）`
fn without_brackets(title: &str) -> String {
    let mut depth = 0_u32;
    title
        .chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

fn part(normal: &str, text: &str) -> Option<Heading> {
    let (number, rest) = normal.strip_prefix('第')?.split_once("部分")?;
    if number.chars().count() > 2 {
        return None;
    }
    let printed = text.split_once("部分").map_or(rest, |(_, rest)| rest);
    let title = printed.trim().trim_start_matches(['：', ':', '、', ' ']).to_owned();
    named(rest).or(Some(Heading::Part(Some(title).filter(|title| !title.is_empty()))))
}

fn named(normal: &str) -> Option<Heading> {
    let title = numbering::split(normal).map_or(normal, |(_, rest)| rest);
    Some(match title.strip_suffix('表').unwrap_or(title) {
        "部门整体绩效目标" | "部门整体支出绩效目标" | "整体绩效目标" => {
            Heading::Targets
        }
        "总体绩效目标" | "部门总体绩效目标" => Heading::Overall,
        "分项绩效目标" | "部门分项绩效目标" => Heading::Itemised,
        "工作保障措施" | "保障措施" => Heading::Safeguards,
        "预算项目绩效目标" | "项目绩效目标" | "专项资金绩效目标" => Heading::Projects,
        _ => return None,
    })
}

fn section(text: &str) -> Option<Heading> {
    /// In characters. A longer line is an item, not a title.
    const LONGEST: usize = 40;
    const LONGEST_NUMBERED: usize = 25;
    let (numbering, title) = numbering::split(text)?;
    let fits =
        |longest| !title.is_empty() && title.chars().count() <= longest && !title.contains(['。', '；']);
    let title = || title.trim().to_owned();
    match numbering {
        Numbering::Top(number) if fits(LONGEST) => Some(Heading::Section { number, title: title() }),
        Numbering::Arabic(number) if fits(LONGEST_NUMBERED) && narrative::is_numbered_title(&title()) => {
            Some(Heading::Numbered { number, title: title() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_known_by_their_titles() {
        let cases = [
            ("部门预算收支总表", TableKind::RevenueAndExpenditure),
            ("部门预算收入总表", TableKind::Revenue),
            ("单位预算支出总表", TableKind::Expenditure),
            ("部门预算财政拨款收支总表", TableKind::AppropriationBalance),
            ("部门预算一般公共预算财政拨款支出表", TableKind::GeneralPublicExpenditure),
            ("部门预算一般公共预算财政拨款基本支出表", TableKind::BasicExpenditure),
            ("部门预算政府基金预算财政拨款支出表", TableKind::GovernmentFundExpenditure),
            ("部门预算国有资本经营预算财政拨款支出表", TableKind::StateCapitalExpenditure),
            ("部门预算财政拨款“三公”经费支出表（空表）", TableKind::ThreePublics),
            ("“三公”经费及会议费、培训费支出表", TableKind::ThreePublics),
            ("2028年部门收入预算表", TableKind::Revenue),
            ("单位支出预算表", TableKind::Expenditure),
            ("部门政府采购预算", TableKind::Procurement),
            ("部门固定资产占用情况表", TableKind::Assets),
        ];
        for (title, kind) in cases {
            assert_eq!(of(title), Some(Heading::Table(kind)), "{title}");
        }
        for other in ["部门预算公开表", "一般公共预算支出预算表 ", "项目支出预算表"]
        {
            assert!(!matches!(of(other), Some(Heading::Table(TableKind::Expenditure))), "{other}");
        }
        assert_eq!(of("部门预算公开表"), None);
        assert_eq!(of("详见政府采购预算表。"), None);
    }

    #[test]
    fn forms_give_their_names() {
        let form = |name: &str| Some(Heading::Form(name.to_owned()));
        assert_eq!(of("1. 招商、争取资金经费绩效目标表"), form("招商、争取资金经费"));
        assert_eq!(
            of("专项运转保障经费（原政府事务局）绩效目标表"),
            form("专项运转保障经费（原政府事务局）")
        );
    }

    #[test]
    fn targets_parts_and_sections() {
        let form = Heading::Form("河道养护".into());
        for title in
            ["河道养护绩效目标表（二级项目）", "河道养护绩效目标表(区本级)", "河道养护绩效目标表（3）"]
        {
            assert_eq!(of(title), Some(form.clone()), "{title}");
        }
        let bridge = |name: &str| Some(Heading::Form(name.into()));
        assert_eq!(of("河道养护绩效目标表（石桥维修项目）"), bridge("河道养护(石桥维修项目)"));
        assert_eq!(of("项目支出绩效目标表（石桥维修项目）"), bridge("石桥维修项目"));
        assert_eq!(of("项目支出绩效目标表（含转移支付项目）"), None);
        assert_eq!(of("第一部分 部门整体绩效目标"), Some(Heading::Targets));
        assert_eq!(of("第三部分 预算项目绩效目标"), Some(Heading::Projects));
        assert_eq!(of("第二部分"), Some(Heading::Part(None)));
        assert_eq!(of("第二部分 部门概况"), Some(Heading::Part(Some("部门概况".into()))));
        assert_eq!(of("（二）分项绩效目标"), Some(Heading::Itemised));
        let section = Heading::Section { number: 5, title: "预算绩效信息".into() };
        assert_eq!(of("五、预算绩效信息"), Some(section));
        assert_eq!(of("一、抓学习，定思路。进一步深入学习"), None);
        assert_eq!(of("1、收入说明"), None);
        let numbered = Heading::Numbered { number: 3, title: "机关运行经费安排情况".into() };
        assert_eq!(of("3. 机关运行经费安排情况"), Some(numbered));
    }
}
