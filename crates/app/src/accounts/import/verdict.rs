//! What becomes of each row: new, changed, the same, or wrong with the reason. Pure: the same rows and the same county
//! give the same verdicts in the preview and when they are saved.

use std::collections::{HashMap, HashSet};

use supervision::Duty;

use super::lines::{Lines, PersonLine, UnitLine};
use super::world::World;
use crate::accounts::account::name_problem;
use crate::accounts::appointment::{is_email, is_phone};
use crate::units::unit::text_problem;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    New,
    /// What it was and what it will be
    Changed(Vec<String>),
    Same,
    Wrong(String),
}

impl Verdict {
    pub fn is_wrong(&self) -> bool {
        matches!(self, Verdict::Wrong(_))
    }

    pub fn word(&self) -> &'static str {
        match self {
            Verdict::New => "新增",
            Verdict::Changed(_) => "更新",
            Verdict::Same => "无变化",
            Verdict::Wrong(_) => "有误",
        }
    }

    pub fn text(&self) -> String {
        match self {
            Verdict::New | Verdict::Same => String::new(),
            Verdict::Changed(what) => what.join("；"),
            Verdict::Wrong(why) => why.clone(),
        }
    }
}

/// A verdict for each row, in the order of the sheets.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub units: Vec<Verdict>,
    pub people: Vec<Verdict>,
}

/// A unit needs its leader and a person needs their unit, and either may stand in the same file: rows fall until those
/// that are left hold each other up.
pub fn judge(world: &World, lines: &Lines) -> Report {
    let mut report = Report {
        units: vec![Verdict::New; lines.units.len()],
        people: vec![Verdict::New; lines.people.len()],
    };
    loop {
        let next = Report { units: units(world, lines, &report), people: people(world, lines, &report) };
        let n_wrong = |r: &Report| r.units.iter().chain(&r.people).filter(|v| v.is_wrong()).count();
        let is_settled = n_wrong(&next) == n_wrong(&report);
        report = next;
        if is_settled {
            return report;
        }
    }
}

/// The rows that are not wrong so far, by what they are known by.
fn good<'a, L>(lines: &'a [L], verdicts: &'a [Verdict]) -> impl Iterator<Item = &'a L> {
    lines.iter().zip(verdicts).filter(|(_, verdict)| !verdict.is_wrong()).map(|(line, _)| line)
}

fn units(world: &World, lines: &Lines, so_far: &Report) -> Vec<Verdict> {
    let by_name: HashMap<&str, &UnitLine> =
        good(&lines.units, &so_far.units).map(|line| (line.name.as_str(), line)).collect();
    let leaders = leaders(world, lines, so_far);
    let codes: HashMap<&str, &str> =
        world.units.values().filter_map(|unit| Some((unit.code.as_deref()?, unit.name.as_str()))).collect();
    let mut seen = HashSet::new();
    let mut seen_codes = HashSet::new();
    let judge = |line: &UnitLine| {
        let is_first = seen.insert(line.name.clone());
        let is_first_code = line.code.is_empty() || seen_codes.insert(line.code.clone());
        let holder = codes.get(line.code.as_str());
        let problem = text_problem(&line.name, &line.code, &line.position)
            .or_else(|| (!is_first).then(|| "表中有同名的单位".to_owned()))
            .or_else(|| (!is_first_code).then(|| "表中有相同的单位编码".to_owned()))
            .or_else(|| {
                holder.filter(|name| **name != line.name).map(|name| format!("单位编码已属于“{name}”"))
            })
            .or_else(|| parent_problem(world, line, &by_name, lines))
            .or_else(|| leader_problem(&line.leader, &leaders));
        problem.map_or_else(|| unit_change(world, line), Verdict::Wrong)
    };
    lines.units.iter().map(judge).collect()
}

fn parent_problem(
    world: &World,
    line: &UnitLine,
    by_name: &HashMap<&str, &UnitLine>,
    lines: &Lines,
) -> Option<String> {
    let parent = line.parent.as_str();
    if parent.is_empty() {
        return None;
    }
    if parent == line.name {
        return Some("上级单位不能是本单位".to_owned());
    }
    let known = world.units.get(parent);
    let in_file = by_name.get(parent);
    if known.is_none() && in_file.is_none() {
        return Some(format!("名录和表中都没有上级单位“{parent}”，或那一行有误"));
    }
    let is_second = known.is_some_and(|unit| unit.parent_id.is_some())
        || in_file.is_some_and(|line| !line.parent.is_empty());
    if is_second {
        return Some(format!("上级单位“{parent}”本身是二级单位，名录只分两级"));
    }
    let own = world.units.get(&line.name);
    let has_below = own
        .is_some_and(|own| world.units.values().any(|u| u.parent_id.as_ref() == Some(&own.id)))
        || lines.units.iter().any(|other| other.parent == line.name);
    has_below.then(|| "本单位有下级单位，不能再设上级".to_owned())
}

/// How many leaders of the county, known or in the file, bear each name.
fn leaders(world: &World, lines: &Lines, so_far: &Report) -> HashMap<String, usize> {
    let in_file: HashMap<&str, &PersonLine> =
        good(&lines.people, &so_far.people).map(|line| (line.sign_in_name(), line)).collect();
    let mut leaders: HashMap<String, usize> = HashMap::new();
    for person in world.people.values().filter(|person| person.disabled_at.is_none()) {
        let is_replaced = in_file.get(person.name.as_str()).is_some_and(|line| !line.duty.is_empty());
        if !is_replaced && person.duty().is_some_and(Duty::is_leader) {
            *leaders.entry(person.display_name.clone()).or_default() += 1;
        }
    }
    for line in in_file.values() {
        if duty_of(&line.duty).is_some_and(Duty::is_leader) {
            *leaders.entry(line.display_name.clone()).or_default() += 1;
        }
    }
    leaders
}

fn leader_problem(leader: &str, leaders: &HashMap<String, usize>) -> Option<String> {
    match leaders.get(leader) {
        _ if leader.is_empty() => None,
        None => Some(format!("没有叫“{leader}”的县领导；请先在人员中填写")),
        Some(1) => None,
        Some(_) => Some(format!("有不止一位县领导叫“{leader}”，请导入后在单位页面选择")),
    }
}

fn unit_change(world: &World, line: &UnitLine) -> Verdict {
    let Some(unit) = world.units.get(&line.name) else { return Verdict::New };
    changes(&[
        ("上级单位", world.unit_name(unit.parent_id.as_deref()), &line.parent),
        ("单位编码", unit.code.clone().unwrap_or_default(), &line.code),
        ("分管领导", world.person_name(unit.leader_id.as_deref()), &line.leader),
        ("排序", unit.position.to_string(), &line.position),
    ])
}

/// An empty cell leaves what was there.
fn changes(columns: &[(&str, String, &String)]) -> Verdict {
    let changed = columns.iter().filter(|(_, was, is)| !is.is_empty() && was != *is);
    let told: Vec<String> = changed
        .map(|(label, was, is)| format!("{label}：{} → {is}", if was.is_empty() { "（空）" } else { was }))
        .collect();
    if told.is_empty() { Verdict::Same } else { Verdict::Changed(told) }
}

fn people(world: &World, lines: &Lines, so_far: &Report) -> Vec<Verdict> {
    let units: HashSet<&str> = good(&lines.units, &so_far.units)
        .map(|line| line.name.as_str())
        .chain(world.units.keys().map(String::as_str))
        .collect();
    let mut seen = HashSet::new();
    let judge = |line: &PersonLine| {
        let is_first = seen.insert(line.sign_in_name().to_owned());
        let problem = person_text_problem(line)
            .or_else(|| (!is_first).then(|| "表中有相同的登录名".to_owned()))
            .or_else(|| person_problem(world, line, &units));
        problem.map_or_else(|| person_change(world, line), Verdict::Wrong)
    };
    lines.people.iter().map(judge).collect()
}

fn person_text_problem(line: &PersonLine) -> Option<String> {
    let n_characters = line.display_name.chars().count();
    if !(1..=32).contains(&n_characters) || line.display_name.contains(char::is_control) {
        return Some("请填写姓名，不超过 32 个字".to_owned());
    }
    if line.sign_in_name().is_empty() {
        return Some("登录名和电话至少填一项；没有登录名的用电话登录".to_owned());
    }
    if let Some(problem) = name_problem(line.sign_in_name()) {
        return Some(problem.to_owned());
    }
    if !line.phone.is_empty() && !is_phone(&line.phone) {
        return Some("电话为 5 至 20 位的数字，可带 + 和 -".to_owned());
    }
    if !line.email.is_empty() && !is_email(&line.email) {
        return Some("邮箱的写法不对".to_owned());
    }
    let is_known = line.duty.is_empty() || duty_of(&line.duty).is_some();
    (!is_known).then(|| {
        let words: Vec<&str> = Duty::ALL.into_iter().map(Duty::word).collect();
        format!("没有“{}”这个岗位；可填 {}", line.duty, words.join("、"))
    })
}

fn person_problem(world: &World, line: &PersonLine, units: &HashSet<&str>) -> Option<String> {
    let name = line.sign_in_name();
    if world.foreign_names.iter().any(|foreign| foreign == name) {
        return Some(format!("登录名“{name}”已有人使用，请换一个"));
    }
    let known = world.people.get(name);
    if known.is_some_and(|known| known.role().is_of_three()) {
        return Some("这是管理员的账号，请在账号页面修改".to_owned());
    }
    if known.is_some_and(|known| known.disabled_at.is_some()) {
        return Some("这个账号已停用，请先在账号页面恢复使用".to_owned());
    }
    if !line.unit.is_empty() && !units.contains(line.unit.as_str()) {
        return Some(format!("名录和表中都没有单位“{}”，或那一行有误", line.unit));
    }
    let duty = duty_of(&line.duty).or_else(|| known.and_then(|known| known.duty()));
    let has_unit = !line.unit.is_empty() || known.is_some_and(|known| known.unit_id.is_some());
    match duty {
        None => Some("请填写岗位".to_owned()),
        Some(duty) if duty.is_of_unit() && !has_unit => Some(format!("{}须填写单位", duty.word())),
        Some(_) => None,
    }
}

fn person_change(world: &World, line: &PersonLine) -> Verdict {
    let Some(known) = world.people.get(line.sign_in_name()) else { return Verdict::New };
    changes(&[
        ("姓名", known.display_name.clone(), &line.display_name),
        ("单位", world.unit_name(known.unit_id.as_deref()), &line.unit),
        ("岗位", known.duty().map_or("", Duty::word).to_owned(), &line.duty),
        ("电话", known.phone.clone().unwrap_or_default(), &line.phone),
        ("邮箱", known.email.clone().unwrap_or_default(), &line.email),
    ])
}

pub fn duty_of(word: &str) -> Option<Duty> {
    Duty::ALL.into_iter().find(|duty| duty.word() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(name: &str, parent: &str, leader: &str) -> UnitLine {
        UnitLine {
            name: name.to_owned(),
            parent: parent.to_owned(),
            leader: leader.to_owned(),
            ..UnitLine::default()
        }
    }

    fn person(display_name: &str, name: &str, unit: &str, duty: &str) -> PersonLine {
        PersonLine {
            display_name: display_name.to_owned(),
            name: name.to_owned(),
            unit: unit.to_owned(),
            duty: duty.to_owned(),
            ..PersonLine::default()
        }
    }

    fn judged(units: Vec<UnitLine>, people: Vec<PersonLine>) -> (Vec<String>, Vec<String>) {
        let report = judge(&World::default(), &Lines { units, people });
        let texts = |verdicts: Vec<Verdict>| verdicts.iter().map(Verdict::text).collect();
        (texts(report.units), texts(report.people))
    }

    #[test]
    fn units_and_people_of_one_file_hold_each_other_up() {
        let (units, people) = judged(
            vec![unit("县水利局", "", "王副县长"), unit("河道管理所", "县水利局", "")],
            vec![
                person("王副县长", "wang", "", "分管领导"),
                person("冯所长", "feng", "河道管理所", "单位负责人"),
            ],
        );
        assert_eq!((units, people), (vec![String::new(); 2], vec![String::new(); 2]));
    }

    #[test]
    fn a_row_that_leans_on_a_wrong_one_is_wrong() {
        let (units, people) = judged(
            vec![unit("县水利局", "", "无此人"), unit("河道管理所", "县水利局", "")],
            vec![
                person("冯所长", "feng", "河道管理所", "单位负责人"),
                person("王副县长", "wang", "", "县长"),
            ],
        );
        assert!(units[0].contains("没有叫“无此人”的县领导"), "{}", units[0]);
        assert!(units[1].contains("没有上级单位“县水利局”"), "{}", units[1]);
        assert!(people[0].contains("没有单位“河道管理所”"), "{}", people[0]);
        assert!(people[1].contains("没有“县长”这个岗位"), "{}", people[1]);
    }

    #[test]
    fn two_levels_and_no_more() {
        let (units, _) = judged(
            vec![
                unit("甲局", "", ""),
                unit("乙所", "甲局", ""),
                unit("丙站", "乙所", ""),
                unit("丁办", "丁办", ""),
            ],
            Vec::new(),
        );
        assert!(units[1].contains("有下级单位"), "{}", units[1]);
        assert!(units[2].contains("乙所"), "{}", units[2]);
        assert_eq!(units[3], "上级单位不能是本单位");
    }

    #[test]
    fn what_stands_twice_or_says_nothing_is_told_apart() {
        let (units, people) = judged(
            vec![unit("甲局", "", ""), unit("甲局", "", ""), unit("", "", "")],
            vec![
                person("张三", "zhang", "甲局", "联络员"),
                person("张三", "zhang", "甲局", "单位联络员"),
                person("张三", "zhang", "甲局", "单位联络员"),
                person("李四", "", "甲局", "经办人"),
                person("王五", "wang wu", "甲局", "经办人"),
                person("赵六", "zhao", "", "经办人"),
            ],
        );
        assert_eq!(units[1], "表中有同名的单位");
        assert!(units[2].contains("2 至 60 个字"));
        assert!(people[0].contains("没有“联络员”这个岗位"));
        assert_eq!(people[2], "表中有相同的登录名");
        assert!(people[3].contains("至少填一项") && people[4].contains("不含空格"));
        assert_eq!(people[5], "经办人须填写单位");
    }
}
