//! 预算年度 of the document: stated by its heads or titles, else by the project codes, else in passing.

use budget::{FiscalYear, Project};

use super::head::{self, Head};
use super::outline::Outline;

pub fn fiscal_year(outline: &Outline) -> Option<FiscalYear> {
    let of_tables = || most(outline.tables.iter().filter_map(|table| table.fiscal_year));
    let of_heads = || {
        outline.heads.iter().find_map(|passage| match head::of(&passage.text) {
            Some(Head::Year(year)) => Some(year),
            _ => None,
        })
    };
    let of_titles = || outline.opening.iter().find_map(|passage| in_title(&passage.text));
    let in_passing = || outline.targets.passages().find_map(|passage| in_title(&passage.text));
    let of_sections =
        || most(outline.sections.iter().flat_map(|s| &s.passages).filter_map(|p| in_title(&p.text)));
    let of_table_titles = || most(outline.tables.iter().filter_map(|table| of_table(&table.title)));
    let of_form_titles = || {
        let titles = outline.titles.iter().filter_map(|passage| in_title(&passage.text));
        most(titles.chain(outline.heads.iter().filter_map(|passage| head::year_alone(&passage.text))))
    };
    of_tables()
        .or_else(of_heads)
        .or_else(of_titles)
        .or_else(of_form_titles)
        .or_else(of_table_titles)
        .or_else(|| of_codes(&outline.projects))
        .or_else(in_passing)
        .or_else(of_sections)
}

fn of_codes(projects: &[Project]) -> Option<FiscalYear> {
    most(projects.iter().filter_map(|project| project.code.as_ref()?.value.year()))
}

/// The year named most often: one slip does not date the document.
fn most(years: impl Iterator<Item = FiscalYear>) -> Option<FiscalYear> {
    let mut years: Vec<FiscalYear> = years.collect();
    years.sort_unstable();
    years.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map(|same| same[0])
}

/// 2022 of `某局2022年收支总表`.
fn of_table(title: &str) -> Option<FiscalYear> {
    let (before, _) = title.split_once('年')?;
    let digits = before.get(before.len().checked_sub(4)?..)?;
    digits.parse().ok().and_then(FiscalYear::new)
}

/// 2022 of `2022 年部门预算`, `2022年度单位预算`; in a line that is nothing but a title the department may stand between.
fn in_title(text: &str) -> Option<FiscalYear> {
    /// In characters.
    const LONGEST_TITLE: usize = 40;
    let compact: String = budget::fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    let is_title = compact.ends_with("部门预算") || compact.ends_with("单位预算");
    if is_title && compact.chars().count() <= LONGEST_TITLE {
        return of_table(&compact);
    }
    compact.match_indices('年').find_map(|(at, mark)| {
        let after = compact[at + mark.len()..].trim_start_matches('度');
        let is_budget = ["部门预算", "单位预算", "预算", "部门整体", "项目绩效", "项目支出绩效", "绩效"];
        let speaks = is_budget.iter().any(|word| after.chars().take(8).collect::<String>().contains(word));
        let digits = compact.get(at.checked_sub(4)?..at)?;
        if !speaks || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        FiscalYear::new(digits.parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_titles() {
        let year = |text| in_title(text).map(FiscalYear::number);
        assert_eq!(year("2022 年部门预算绩效文本"), Some(2022));
        assert_eq!(year("党委2023年度部门预算信息公开目录"), Some(2023));
        assert_eq!(year("做好办公室2021年部门预算的各项工作"), Some(2021));
        assert_eq!(year("2023年清湾县市场监督管理局部门预算"), Some(2023));
        assert_eq!(year("2018年—2020年度文明单位"), None);
    }
}
