//! Administrative divisions.

use std::sync::LazyLock;

use crate::csv;

/// 行政区划代码: six digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(String);

impl RegionCode {
    pub fn new(code: &str) -> Option<RegionCode> {
        let fits = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| RegionCode(code.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// 区划层级
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionLevel {
    Province,
    City,
    County,
    /// A statistical zone: has a code, is not a division.
    Zone,
}

/// 区划
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    pub code: RegionCode,
    pub name: String,
    pub level: RegionLevel,
    pub parent: Option<RegionCode>,
}

impl Region {
    /// The divisions built in: the province of Hebei.
    pub fn known() -> &'static [Region] {
        static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
            csv::rows(include_str!("../../../reference/hebei_divisions.csv"))
                .filter_map(|row| read(&row))
                .collect()
        });
        &REGIONS
    }

    pub fn by_code(code: &str) -> Option<&'static Region> {
        Region::known().iter().find(|r| r.code.as_str() == code)
    }

    /// The county whose full name stands in a text, else whose name without 县/区/市 does. The longest name
    /// wins; of several counties of one name, none.
    pub fn named_in(text: &str) -> Option<&'static Region> {
        let counties = || Region::known().iter().filter(|r| r.level == RegionLevel::County);
        let pick = |found: Vec<&'static Region>| {
            let longest = found.iter().map(|r| r.name.len()).max()?;
            let mut best = found.into_iter().filter(|r| r.name.len() == longest);
            let first = best.next()?;
            best.next().is_none().then_some(first)
        };
        let full = counties().filter(|r| text.contains(r.name.as_str())).collect();
        pick(full).or_else(|| pick(counties().filter(|r| text.contains(r.short_name())).collect()))
    }

    /// 卢龙 for 卢龙县; a name that would shrink to one character stays whole.
    pub fn short_name(&self) -> &str {
        let short = self.name.strip_suffix(['县', '区', '市']).unwrap_or(&self.name);
        if short.chars().count() < 2 { &self.name } else { short }
    }
}

fn read(row: &[String]) -> Option<Region> {
    let level = match row[2].as_str() {
        "province" => RegionLevel::Province,
        "city" => RegionLevel::City,
        "county" => RegionLevel::County,
        _ => RegionLevel::Zone,
    };
    let parent = RegionCode::new(&row[3]);
    Some(Region { code: RegionCode::new(&row[0])?, name: row[1].clone(), level, parent })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_province_is_whole() {
        let count = |level| Region::known().iter().filter(|r| r.level == level).count();
        assert_eq!(count(RegionLevel::City), 11);
        assert_eq!(count(RegionLevel::County), 167);
        assert_eq!(Region::by_code("130324").unwrap().name, "卢龙县");
    }

    #[test]
    fn a_county_is_found_in_a_department_name() {
        let name = |text| Region::named_in(text).map(|r| r.name.as_str());
        assert_eq!(name("中国共产党卢龙县委员会办公室"), Some("卢龙县"));
        assert_eq!(name("河北卢龙经济开发区管理委员会"), Some("卢龙县"));
        assert_eq!(name("中国共产党秦皇岛市北戴河区委员会办公室"), Some("北戴河区"));
        assert_eq!(name("党委"), None);
        assert_eq!(name("桥西区委办公室"), None, "two cities have a 桥西区");
    }
}
