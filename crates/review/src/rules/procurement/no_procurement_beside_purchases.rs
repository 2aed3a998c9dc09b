//! PR-02: nothing is to be procured, yet projects are named after equipment, building works or services.

use budget::{Amount, BudgetDocument, Money, Place, TableKind, normal_name};

use crate::checks::{Checks, Fault};
use crate::purchases::Purchases;
use crate::term::Term;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PR-02",
    title: "没有采购预算却有采购项目",
    severity: Severity::Warning,
    basis: basis::PROCUREMENT,
    page: include_str!("no_procurement_beside_purchases.md"),
    parameters: &[
        Parameter {
            key: "names",
            title: "项目名称里有这些字的，看作要采购",
            preset: Preset::Words(&["设备", "装备", "改造", "建设", "物业", "租赁", "维保", "系统", "采购"]),
        },
        Parameter {
            key: "others",
            title: "项目名称里有这些字的，不看作要采购",
            preset: Preset::Words(&[
                "党的建设",
                "党建设",
                "队伍建设",
                "组织建设",
                "作风建设",
                "文明建设",
                "文化建设",
                "法治建设",
                "廉政建设",
                "平安建设",
                "能力建设",
                "制度建设",
                "系统内",
                "全系统",
                "系统培训",
            ]),
        },
    ],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some((place, is_nil)) = nil(doc) else { return };
    match is_nil {
        Some(true) => {}
        Some(false) => return,
        None => return out.undecided("政府采购预算表有金额读不出".to_owned(), Some(place)),
    }
    let listed = projects(doc);
    if listed.is_empty() {
        if doc.stated.project.is_some() {
            out.undecided("没有读到项目清单，不知道有没有采购项目".to_owned(), Some(place));
        }
        return;
    }
    let (words, others) = (out.words("names"), out.words("others"));
    let holds = |name: &str, words: &[&str]| words.iter().any(|word| name.contains(word));
    let bought: Vec<(&str, Option<&Amount>)> = (listed.into_iter())
        .filter(|(name, amount)| {
            let name = normal_name(name);
            let costs = amount.is_none_or(|amount| amount.addend() != Some(Money::ZERO));
            costs && holds(&name, &words) && !holds(&name, &others)
        })
        .collect();
    if bought.is_empty() {
        return out.pass();
    }
    let terms: Vec<Term<'_>> =
        bought.iter().filter_map(|(what, amount)| Some(Term::Stated { what, amount: (*amount)? })).collect();
    let sum = Money::checked_sum(terms.iter().filter_map(Term::addend));
    let worth = sum.filter(|sum| *sum > Money::ZERO).map_or(String::new(), |sum| format!("，共 {sum} 万元"));
    let message =
        format!("政府采购预算为 0，却有 {} 个项目像是要采购{worth}：{}", bought.len(), named(&bought));
    let suggestion = "逐个核对是否属于集中采购目录内或限额以上的采购，属于的编入政府采购预算；都不属于的写明";
    let excerpt = doc.stated.procurement.as_ref().map_or("政府采购预算表", |amount| &amount.printed);
    let fault = Fault::new(place, format!("政府采购预算 {excerpt}"), message, suggestion);
    out.fail(if terms.is_empty() { fault } else { fault.with_terms("没有政府采购预算", &terms) });
}

/// Where the document says that nothing is to be procured, and whether it does; nothing where it is silent.
fn nil(doc: &BudgetDocument) -> Option<(&Place, Option<bool>)> {
    let table = doc.table(TableKind::Procurement);
    match (table, &doc.stated.procurement) {
        (Some(table), stated) => {
            let place = stated.as_ref().map_or(&table.place, |amount| &amount.place);
            Some((place, Purchases::of(table).is_nil()))
        }
        (None, Some(amount)) => Some((&amount.place, amount.money().map(|money| money == Money::ZERO))),
        (None, None) => None,
    }
}

/// Of the narrative's list, else of the forms.
fn projects(doc: &BudgetDocument) -> Vec<(&str, Option<&Amount>)> {
    let listed = &doc.stated.projects;
    if listed.is_empty() {
        return doc.projects.iter().map(|p| (p.name.value.as_str(), p.budgeted.as_ref())).collect();
    }
    listed.iter().map(|project| (project.name.as_str(), Some(&project.amount))).collect()
}

fn named(projects: &[(&str, Option<&Amount>)]) -> String {
    const MOST: usize = 12;
    let one = |(name, amount): &(&str, Option<&Amount>)| match amount.and_then(Amount::money) {
        Some(money) => format!("{name} {money}"),
        None => (*name).to_owned(),
    };
    let names = projects.iter().take(MOST).map(one).collect::<Vec<_>>().join("、");
    if projects.len() > MOST { names + "等" } else { names }
}
