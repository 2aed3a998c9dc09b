//! 区划: by the division in the project codes, else by a county's name.

use budget::{Department, Project, Region, RegionCode, RegionLevel};

use super::outline::Outline;

pub fn region(outline: &Outline, department: &Department) -> (Option<String>, Option<RegionCode>) {
    let division = division(&outline.projects);
    if let Some(region) = division.and_then(Region::by_code) {
        return (Some(region.name.clone()), Some(region.code.clone()));
    }
    let code = division.and_then(RegionCode::new);
    match printed(outline, department) {
        Some(name) => {
            let known = only_county(&name).map(|region| region.code.clone());
            (Some(name), code.or(known))
        }
        None => (None, code),
    }
}

/// The division that most project codes name.
fn division(projects: &[Project]) -> Option<&str> {
    let mut divisions: Vec<&str> =
        projects.iter().filter_map(|project| project.code.as_ref()?.value.division()).collect();
    divisions.sort_unstable();
    divisions.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map(|same| same[0])
}

fn printed(outline: &Outline, department: &Department) -> Option<String> {
    /// Enough to find the county; the whole text would name its neighbours, too.
    const MOST_PASSAGES: usize = 12;
    let name = department.name.iter().map(|name| name.value.as_str());
    let opening = outline.opening.iter().map(|passage| passage.text.as_str());
    let units = outline.units.iter().map(|unit| unit.name.as_str());
    let names: Vec<&str> = name.chain(opening).chain(units).collect();
    let sections = outline.sections.iter().flat_map(|section| &section.passages);
    let texts = sections.chain(outline.targets.passages()).map(|passage| passage.text.as_str());
    names
        .iter()
        .find_map(|text| county_name(text))
        .or_else(|| names.iter().find_map(|text| Some(Region::named_in(text)?.name.clone())))
        .or_else(|| texts.take(MOST_PASSAGES).find_map(|text| Some(fully_named_in(text)?.name.clone())))
}

fn counties() -> impl Iterator<Item = &'static Region> {
    Region::known().iter().filter(|region| region.level == RegionLevel::County)
}

fn only_county(name: &str) -> Option<&'static Region> {
    let mut found = counties().filter(|region| region.name == name);
    found.next().filter(|_| found.next().is_none())
}

fn fully_named_in(text: &str) -> Option<&'static Region> {
    counties().find(|region| text.contains(region.name.as_str()))
}

/// 青禾县 of `中共青禾县委办公室`: a county's name as the name of an office holds it, known or not.
fn county_name(text: &str) -> Option<String> {
    /// In characters, with 县, 区 or 市.
    const LONGEST: usize = 5;
    const OPENINGS: [&str; 4] = ["中国共产党", "中共", "河北省", "中国人民政治协商会议"];
    const NO_COUNTIES: [&str; 6] = ["我", "本", "该", "各", "全", "辖"];
    const ZONES: [&str; 6] = ["开发", "新", "园", "社", "地", "景"];
    if text.contains(['，', '。']) {
        return None;
    }
    let text = OPENINGS.iter().fold(text.trim(), |text, opening| text.strip_prefix(opening).unwrap_or(text));
    let mut start = 0;
    let mut city = None;
    for (at, c) in text.char_indices().take(20) {
        match c {
            // 城市管理局 and 市场监督管理局 begin with no city of their own.
            '市' if start > 0 && text[start..at].chars().count() < 2 => {}
            '省' | '市' => {
                city = (c == '市').then(|| &text[start..at]).or(city);
                start = at + c.len_utf8();
            }
            '县' | '区' => {
                let name = &text[start..at];
                let fits = (1..LONGEST).contains(&name.chars().count())
                    && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
                    && !NO_COUNTIES.iter().any(|word| name.ends_with(word))
                    && !(c == '区' && ZONES.iter().any(|word| name.ends_with(word)));
                return fits.then(|| format!("{name}{c}"));
            }
            _ => {}
        }
    }
    let city = city.filter(|name| (2..LONGEST).contains(&name.chars().count()))?;
    Some(format!("{city}市"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counties_in_the_names_of_offices() {
        let name = |text| county_name(text);
        assert_eq!(name("中共青禾县委办公室本级").as_deref(), Some("青禾县"));
        assert_eq!(name("中国共产党秦皇岛市北戴河区委员会").as_deref(), Some("北戴河区"));
        assert_eq!(name("青禾县财政局").as_deref(), Some("青禾县"));
        assert_eq!(name("鹤鸣市城市管理局").as_deref(), Some("鹤鸣市"));
        assert_eq!(name("鹤鸣市市场监督管理局").as_deref(), Some("鹤鸣市"));
        assert_eq!(name("石桥市鹤鸣市财政局").as_deref(), Some("鹤鸣市"));
        assert_eq!(name("某市水务局").as_deref(), None);
        assert_eq!(name("河北卢龙经济开发区管理委员会"), None);
        assert_eq!(name("现将我县财政局预算公开"), None);
        assert_eq!(name("党委"), None);
    }
}
