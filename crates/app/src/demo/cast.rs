//! The people and units of a fictional county: 73 units, 223 people.

use supervision::{Actor, Duty, PersonId, UnitId};

pub struct Unit {
    pub id: String,
    pub name: String,
    /// Index of the leader in charge among the people.
    pub leader: usize,
}

pub struct Person {
    pub id: String,
    pub login: String,
    pub name: String,
    pub duty: Duty,
    /// Index of the unit.
    pub unit: Option<usize>,
}

pub struct Cast {
    pub region: String,
    pub units: Vec<Unit>,
    pub people: Vec<Person>,
}

/// The office itself comes first.
const OFFICES: [&str; 53] = [
    "县政府督查室",
    "县政府办公室",
    "县发展和改革局",
    "县教育和体育局",
    "县科学技术局",
    "县工业和信息化局",
    "县民族宗教事务局",
    "县公安局",
    "县民政局",
    "县司法局",
    "县财政局",
    "县人力资源和社会保障局",
    "县自然资源和规划局",
    "县生态环境分局",
    "县住房和城乡建设局",
    "县城市管理综合执法局",
    "县交通运输局",
    "县水利局",
    "县农业农村局",
    "县商务局",
    "县文化广电和旅游局",
    "县卫生健康局",
    "县退役军人事务局",
    "县应急管理局",
    "县审计局",
    "县行政审批局",
    "县市场监督管理局",
    "县统计局",
    "县医疗保障局",
    "县信访局",
    "县林业和草原局",
    "县机关事务服务中心",
    "县乡村振兴局",
    "县地方金融服务中心",
    "县国防动员办公室",
    "县数据和政务服务局",
    "县供销合作社",
    "县投资促进中心",
    "县气象局",
    "县税务局",
    "县烟草专卖局",
    "县邮政管理局",
    "县供电公司",
    "县残疾人联合会",
    "县总工会",
    "团县委",
    "县妇女联合会",
    "县科学技术协会",
    "县档案馆",
    "县融媒体中心",
    "县经济开发区管委会",
    "县消防救援大队",
    "县住房公积金管理部",
];

pub const TOWNS: [&str; 20] = [
    "城关镇",
    "青石镇",
    "双河镇",
    "柳林镇",
    "大营镇",
    "石门镇",
    "白沙镇",
    "高桥镇",
    "龙泉镇",
    "新集镇",
    "黄土岭镇",
    "榆树镇",
    "马兰乡",
    "下寨乡",
    "东山乡",
    "清水乡",
    "三岔乡",
    "杨庄乡",
    "云峰乡",
    "河口乡",
];

const SURNAMES: &str =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎";
const GIVEN: &str = "建国志强海燕晓东丽华永军春梅国庆秀英文斌振宇雪峰立新桂兰明辉卫东玉珍学军佳宁思远天佑嘉怡浩然子涵俊杰若曦";

/// How many handlers there are, so that the county has 223 people.
const N_HANDLERS: usize = 62;

impl Cast {
    pub fn new(n: usize, random: &mut fastrand::Rng) -> Cast {
        let region = if n == 0 { "云岭县".to_owned() } else { format!("云岭{}县", n + 1) };
        let mut cast = Cast { region, units: Vec::new(), people: Vec::new() };
        let prefix = if n == 0 { String::new() } else { format!("c{}-", n + 1) };
        cast.add_people(&prefix, random, "leader", Duty::ChiefLeader, None, 1);
        cast.add_people(&prefix, random, "vice", Duty::FieldLeader, None, 7);
        let towns = TOWNS.iter().map(|town| format!("{town}人民政府"));
        let names = OFFICES.iter().map(|name| (*name).to_owned()).chain(towns);
        cast.units = names
            .enumerate()
            .map(|(i, name)| Unit { id: id(random), name, leader: if i == 0 { 0 } else { 1 + i % 7 } })
            .collect();
        cast.add_people(&prefix, random, "director", Duty::Director, Some(0), 1);
        cast.add_people(&prefix, random, "inspector", Duty::Inspector, Some(0), 5);
        for unit in 1..cast.units.len() {
            cast.add_people(&prefix, random, "head", Duty::UnitHead, Some(unit), 1);
            cast.add_people(&prefix, random, "liaison", Duty::Liaison, Some(unit), 1);
        }
        for unit in 1..=N_HANDLERS {
            cast.add_people(&prefix, random, "handler", Duty::Handler, Some(unit), 1);
        }
        cast.add_people(&prefix, random, "observer", Duty::Observer, None, 3);
        cast
    }

    fn add_people(
        &mut self,
        prefix: &str,
        random: &mut fastrand::Rng,
        login: &str,
        duty: Duty,
        unit: Option<usize>,
        n: usize,
    ) {
        for _ in 0..n {
            let number = 1 + self.people.iter().filter(|person| person.duty == duty).count();
            self.people.push(Person {
                id: id(random),
                login: format!("{prefix}{login}{number}"),
                name: name(random),
                duty,
                unit,
            });
        }
    }

    /// Somebody with a duty, of a unit where one is named.
    pub fn find(&self, duty: Duty, unit: Option<usize>, random: &mut fastrand::Rng) -> usize {
        let fits = |person: &&Person| person.duty == duty && (unit.is_none() || person.unit == unit);
        let found: Vec<usize> = (0..self.people.len()).filter(|i| fits(&&self.people[*i])).collect();
        // Units without a handler let their liaison do the work.
        if found.is_empty() {
            self.find(Duty::Liaison, unit, random)
        } else {
            found[random.usize(..found.len())]
        }
    }

    pub fn actor(&self, person: usize) -> Actor {
        let person = &self.people[person];
        Actor {
            person: PersonId(person.id.clone()),
            duty: person.duty,
            unit: person.unit.map(|unit| self.unit_id(unit)),
            on_behalf_of: None,
        }
    }

    pub fn unit_id(&self, unit: usize) -> UnitId {
        UnitId(self.units[unit].id.clone())
    }
}

/// An identifier that depends on nothing but the seed.
pub fn id(random: &mut fastrand::Rng) -> String {
    format!("{:032x}", random.u128(..))
}

fn name(random: &mut fastrand::Rng) -> String {
    let pick = |text: &str, n: usize, random: &mut fastrand::Rng| {
        let all: Vec<char> = text.chars().collect();
        let at = random.usize(..all.len() / n) * n;
        all[at..at + n].iter().collect::<String>()
    };
    let surname = pick(SURNAMES, 1, random);
    if random.u8(..5) == 0 {
        return surname + &pick(GIVEN, 1, random);
    }
    surname + &pick(GIVEN, 2, random)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_county_has_73_units_and_223_people() {
        let cast = Cast::new(0, &mut fastrand::Rng::with_seed(1));
        assert_eq!((cast.units.len(), cast.people.len()), (73, 223));
        let logins: HashSet<&str> = cast.people.iter().map(|person| person.login.as_str()).collect();
        assert_eq!(logins.len(), 223);
    }

    #[test]
    fn the_same_seed_is_the_same_county() {
        let names = |seed| {
            let cast = Cast::new(0, &mut fastrand::Rng::with_seed(seed));
            cast.people.iter().map(|person| format!("{}{}", person.id, person.name)).collect::<Vec<_>>()
        };
        assert_eq!(names(7), names(7));
        assert_ne!(names(7), names(8));
    }
}
