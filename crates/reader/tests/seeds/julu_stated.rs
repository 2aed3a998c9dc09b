//! A disclosure of 2022: contents, narrative, the figures it states, targets.

use budget::{Money, Place};
use reader::Reading;

use super::julu::julu;
use super::{stated, wan};

#[test]
fn the_contents_list_has_pages() {
    let Some(Reading { document, .. }) = julu() else { return };
    let entries: Vec<(&str, Option<u32>)> =
        document.contents.iter().map(|entry| (entry.title.as_str(), entry.page)).collect();
    let expected = [
        ("第一部分 部门预算", None),
        ("部门预算公开表", None),
        ("部门预算收支总表", Some(1)),
        ("部门预算收入总表", Some(3)),
        ("部门预算支出总表", Some(6)),
        ("部门预算财政拨款收支总表", Some(8)),
        ("部门预算一般公共预算财政拨款支出表", Some(11)),
        ("部门预算一般公共预算财政拨款基本支出表", Some(13)),
        ("部门预算政府基金预算财政拨款支出表", Some(15)),
        ("部门预算国有资本经营预算财政拨款支出表", Some(16)),
        ("部门预算财政拨款“三公”经费支出表", Some(17)),
        ("部门预算信息公开情况说明", None),
        ("一、部门职责及机构设置情况", Some(18)),
        ("二、部门预算安排的总体情况", Some(20)),
        ("三、机关运行经费安排情况", Some(22)),
        ("四、财政拨款“三公”经费预算情况及增减变化原因", Some(22)),
        ("五、预算绩效信息", Some(22)),
        ("六、政府采购预算情况", Some(54)),
        ("七、国有资产信息", Some(56)),
        ("八、名词解释", Some(56)),
        ("九、其他需要说明的事项", Some(57)),
    ];
    assert_eq!(entries, expected);
}

#[test]
fn the_unit_and_its_nature() {
    let Some(Reading { document, .. }) = julu() else { return };
    let [unit] = &document.units[..] else { panic!("{:?}", document.units) };
    assert_eq!(unit.name, "中共巨鹿县委办公室本级");
    let rest = [&unit.nature, &unit.rank, &unit.funding].map(|text| text.as_deref());
    assert_eq!(rest, [Some("行政"), Some("正科级"), Some("财政拨款")]);
}

#[test]
fn the_nine_sections_follow_the_official_order() {
    let Some(Reading { document, .. }) = julu() else { return };
    let sections: Vec<(&str, Place)> =
        document.narrative.iter().map(|section| (section.title.as_str(), section.place.clone())).collect();
    let expected = [
        ("部门职责及机构设置情况", 411),
        ("部门预算安排的总体情况", 450),
        ("机关运行经费安排情况", 468),
        ("财政拨款“三公”经费预算情况及增减变化原因", 472),
        ("预算绩效信息", 476),
        ("政府采购预算情况", 863),
        ("国有资产信息", 878),
        ("名词解释", 898),
        ("其他需要说明的事项", 920),
    ];
    assert_eq!(sections, expected.map(|(title, line)| (title, Place::line(line))));
    let terms = &document.narrative[7].text();
    assert_eq!(terms.lines().count(), 10);
    assert!(terms.starts_with("1、一般公共预算拨款收入：") && terms.contains("存款利息收入等。"));
    assert!(document.narrative[0].text().contains("相关会议的组织服务工作。"), "joined over a page break");
}

#[test]
fn revenue_and_expenditure_are_stated() {
    let Some(Reading { document, .. }) = julu() else { return };
    let s = &document.stated;
    let amounts = [
        (&s.revenue, "1379.53", 456),
        (&s.general_public, "1379.53", 456),
        (&s.government_fund, "0", 456),
        (&s.special_account, "0", 456),
        (&s.other_revenue, "0", 456),
        (&s.expenditure, "1379.53", 460),
        (&s.basic, "606.34", 460),
        (&s.personnel, "537.64", 460),
        (&s.operating, "68.7", 460),
        (&s.project, "773.19", 460),
        (&s.running_costs, "606.34", 470),
        (&s.procurement, "0.00", 865),
        (&s.assets, "746.66", 880),
        (&s.planned_assets, "0.00", 880),
    ];
    for (amount, expected, line) in amounts {
        assert_eq!(stated(amount.as_ref()), wan(expected));
        assert_eq!(amount.as_ref().unwrap().place, Place::line(line));
    }
    let parts: Vec<(&str, Money)> =
        s.running_cost_parts.iter().map(|(name, amount)| (name.as_str(), stated(Some(amount)))).collect();
    let expected = [("工资福利支出", "527.05"), ("商品和服务支出", "68.7"), ("对个人和家庭的补助", "10.59")];
    assert_eq!(parts, expected.map(|(name, amount)| (name, wan(amount))));
}

#[test]
fn the_comparison_with_the_year_before_is_stated() {
    let Some(Reading { document, .. }) = julu() else { return };
    let comparison = document.stated.comparison.unwrap();
    assert_eq!(comparison.year.unwrap().number(), 2021);
    let [total, basic, project] =
        [comparison.total, comparison.basic, comparison.project].map(Option::unwrap);
    assert_eq!(stated(Some(&total.amount)), wan("238.63"));
    assert_eq!(stated(Some(&basic.amount)), wan("163.08"));
    assert_eq!(stated(Some(&project.amount)), wan("75.55"));
    let reason = "县委县政府事务局合并巨鹿县机关后勤服务中心，预算列入我单位";
    assert_eq!(total.reason, None);
    assert_eq!([basic.reason.as_deref(), project.reason.as_deref()], [Some(reason); 2]);
}

#[test]
fn the_three_publics_are_stated() {
    let Some(Reading { document, .. }) = julu() else { return };
    let publics = document.stated.three_publics.unwrap();
    let amounts = [
        &publics.total,
        &publics.overseas_travel,
        &publics.vehicles,
        &publics.purchase,
        &publics.running,
        &publics.reception,
    ];
    let amounts = amounts.map(|amount| stated(amount.as_ref()));
    assert_eq!(amounts, ["50", "0", "50", "0", "50", "0"].map(wan));
    let change = publics.change.unwrap();
    assert_eq!(stated(Some(&change.amount)), wan("-37"));
    assert_eq!(change.reason.as_deref(), Some("压缩公车开支"));
}

#[test]
fn the_targets_are_itemised() {
    let Some(Reading { document, .. }) = julu() else { return };
    let target = document.target;
    let overall = target.overall.unwrap();
    assert_eq!((overall.value.lines().count(), overall.place), (2, Place::line(482)));
    assert!(overall.value.contains("印发《督查专报》80余期") && !overall.value.contains("**"));
    let titles: Vec<&str> = target.itemised.iter().map(|item| item.title.as_str()).collect();
    let expected = [
        "坚持把讲政治贯穿于工作的各方面，牢固树立“四个意识”，坚定“四个自信”，做到“两个维护”",
        "聚焦中心、服务大局，持续提高工作能力",
        "做到督查落实高标准",
        "坚持主动担当尽责，持续创新发力，全力推动各项重点工作取得新成效",
    ];
    assert_eq!(titles, expected);
    assert!(target.itemised[1].text.contains("等139期；及时掌握形势动态"));
    assert!(
        target.itemised[3].text.starts_with("绩效目标：") && target.itemised[3].text.contains("\n绩效指标：")
    );
    assert_eq!(target.safeguards.len(), 5);
}
