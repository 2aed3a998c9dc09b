//! 别处的材料: the clean disclosure of the fictional county, written as other provinces, years and kinds of publisher
//! write theirs. It stays clean: rules give right findings or cannot decide, and never a flood.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a file that cannot be read is a failed test")]

use std::path::PathBuf;

use budget::{Amount, BudgetDocument, Column, Measure, Place, TableKind};
use review::{Finding, Report, Settings, Severity};

fn sample() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples/disclosure.txt");
    std::fs::read_to_string(path).unwrap()
}

fn read(text: &str) -> BudgetDocument {
    reader::read("别处.txt", text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}")).document
}

fn grave(report: &Report) -> Vec<&Finding> {
    report.findings.iter().filter(|finding| finding.severity > Severity::Hint).collect()
}

#[track_caller]
fn stays_clean(text: &str) -> Report {
    let report = review::review(&read(text), &Settings::default());
    let grave = grave(&report);
    assert!(grave.is_empty(), "{} findings: {grave:#?}", grave.len());
    report
}

/// Every amount of the tables through a function, at its place.
fn with_amounts(text: &str, change: impl Fn(&Amount) -> Option<String>) -> String {
    let document = read(text);
    let mut lines: Vec<Vec<String>> =
        text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    let rows = document.tables.iter().flat_map(|table| &table.rows);
    for (_, amount) in rows.flat_map(|row| &row.amounts) {
        let Place::Line { line, column: Some(column) } = amount.place else { continue };
        if let Some(changed) = change(amount) {
            lines[line as usize - 1][column as usize - 1] = changed;
        }
    }
    lines.iter().map(|cells| cells.join("\t") + "\n").collect()
}

/// Tables in 元, sentences and project forms still in 万元.
fn in_yuan(text: &str) -> String {
    let document = read(text);
    let yuan = |amount: &Amount| amount.money().map(|money| (money.fen() / 100).to_string());
    let mut lines: Vec<String> = with_amounts(text, yuan).lines().map(str::to_owned).collect();
    let heads = document.tables.iter().flat_map(|table| &table.heads);
    for head in heads.filter(|head| head.value.contains("万元")) {
        let Place::Line { line, .. } = head.place else { continue };
        lines[line as usize - 1] = "单位：元".to_owned();
    }
    lines.join("\n").replace("价值（金额单位：万元）", "价值（金额单位：元）") + "\n"
}

/// Without the lines from one that is `first` to the one before `last`.
fn without(text: &str, first: &str, last: &str) -> String {
    let mut inside = false;
    let mut out = String::new();
    for line in text.lines() {
        inside = (inside || line == first) && line != last;
        if !inside {
            out += line;
            out.push('\n');
        }
    }
    out
}

#[test]
fn tables_in_yuan_beside_sentences_in_wan() {
    let text = in_yuan(&sample());
    let document = read(&text);
    let measures = document.tables.iter().filter(|table| !table.is_empty()).map(|table| table.measure);
    assert!(measures.clone().count() > 6 && measures.into_iter().all(|measure| measure == Measure::Yuan));
    let report = stays_clean(&text);
    assert!(report.n_passed > 300, "{}", report.n_passed);
}

#[test]
fn sentences_that_round_or_cut_off_what_tables_print_in_yuan() {
    const PATH: [&str; 8] = [
        "合计",
        "本年收入合计",
        "本年支出合计",
        "收入总计",
        "支出总计",
        "农林水支出",
        "农业农村",
        "农业生产发展",
    ];
    let summed = |name: &str| PATH.contains(&name) || name.starts_with("一般公共预算拨款");
    let document = read(&in_yuan(&sample()));
    let kept = [TableKind::BasicExpenditure, TableKind::ThreePublics, TableKind::Procurement];
    let tables = document.tables.iter().filter(|table| !kept.contains(&table.kind));
    let rows = tables.flat_map(|table| &table.rows).filter(|row| summed(&row.normal_name()));
    let amounts = rows.flat_map(|row| &row.amounts).filter(|(column, _)| *column != Column::Basic);
    let places: Vec<&Place> = amounts.map(|(_, amount)| &amount.place).collect();
    let text = with_amounts(&in_yuan(&sample()), |amount| {
        let more = if places.contains(&&amount.place) { 49 } else { 0 };
        amount.money().map(|money| (money.fen() / 100 + more).to_string())
    });
    let report = stays_clean(&text);
    assert!(report.findings.is_empty(), "3019.50 is 3019.5049 rounded: {:#?}", report.findings);
    let cut_off =
        text.replace("30195049", "30195099").replace("17610049", "17610099").replace("26547649", "26547699");
    let cut_off =
        cut_off.replace("21847649", "21847699").replace("12910049", "12910099").replace("9560049", "9560099");
    let report = stays_clean(&cut_off);
    let hints: Vec<&str> = report.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(hints.len() == 1 && hints[0].contains("截去尾数"), "{hints:#?}");
}

#[test]
fn amounts_with_thousands_separators() {
    stays_clean(&with_amounts(&sample(), |amount| amount.money().map(budget::Money::wan)));
}

#[test]
fn a_unit_for_a_department() {
    let text =
        sample().replace("部门预算", "单位预算").replace("本部门", "本单位").replace("我部门", "我单位");
    stays_clean(&text.replace("部门政府采购", "单位政府采购").replace("部门固定资产", "单位固定资产"));
}

#[test]
fn titles_without_the_department() {
    let text =
        sample().replace("部门预算", "").replace("部门固定", "固定").replace("部门政府采购", "政府采购");
    stays_clean(&text);
}

#[test]
fn other_names_for_the_same_tables() {
    let names = [
        ("收支总表", "收支总体情况表"),
        ("收入总表", "收入总体情况表"),
        ("支出总表", "支出总体情况表"),
        ("一般公共预算财政拨款支出表", "一般公共预算支出情况表"),
        ("一般公共预算财政拨款基本支出表", "一般公共预算基本支出情况表"),
        ("政府性基金预算财政拨款支出表", "政府性基金预算支出情况表"),
        ("国有资本经营预算财政拨款支出表", "国有资本经营预算支出情况表"),
        ("财政拨款“三公”经费支出表", "“三公”经费支出情况表"),
    ];
    stays_clean(&names.iter().fold(sample(), |text, (ours, theirs)| text.replace(ours, theirs)));
}

#[test]
fn sections_in_another_order() {
    let text = sample();
    let start = |title: &str| text.rfind(&format!("\n{title}\n")).unwrap() + 1;
    let (procurement, assets, terms) =
        (start("六、政府采购预算情况"), start("七、国有资产信息"), start("八、名词解释"));
    let moved = text[assets..terms].replacen("七、", "六、", 1)
        + &text[procurement..assets].replacen("六、", "七、", 1);
    let text = format!("{}{moved}{}", &text[..procurement], &text[terms..]);
    let contents =
        [("六、政府采购预算情况..", "七、政府采购预算情况.."), ("七、国有资产信息..", "六、国有资产信息..")];
    let text = contents.iter().fold(text, |text, (old, new)| text.replace(old, new));
    let mut lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.starts_with("七、政府采购预算情况..")).unwrap();
    lines.swap(at, at + 1);
    stays_clean(&(lines.join("\n") + "\n"));
}

#[test]
fn the_classes_of_years_before_2019() {
    let names = [
        ("卫生健康支出", "医疗卫生与计划生育支出"),
        ("自然资源海洋气象等支出", "国土海洋气象等支出"),
        ("文化旅游体育与传媒支出", "文化体育与传媒支出"),
        ("资源勘探工业信息等支出", "资源勘探信息等支出"),
        ("行政事业单位养老支出", "行政事业单位离退休"),
        ("2025", "2018"),
        ("2024", "2017"),
        ("2023", "2016"),
        ("13990125P", "13990118P"),
    ];
    stays_clean(&names.iter().fold(sample(), |text, (now, then)| text.replace(now, then)));
}

#[test]
fn a_county_of_another_province() {
    let text = sample().replace("139901", "431299").replace("云岭县", "沅岭县").replace("云岭", "沅岭");
    stays_clean(&text);
}

#[test]
fn codes_in_three_columns() {
    let parts = |code: &str| match code.len() {
        3 => format!("{code}\t\t"),
        5 => format!("\t{}\t", &code[3..]),
        _ => format!("\t\t{}", &code[5..]),
    };
    let document = read(&sample());
    let codes: Vec<(u32, String)> = (document.tables.iter().flat_map(|table| &table.rows))
        .filter_map(|row| match row.place {
            Place::Line { line, .. } => Some((line, row.code.clone()?)),
            _ => None,
        })
        .collect();
    let mut lines: Vec<String> = sample().lines().map(str::to_owned).collect();
    for (line, code) in codes {
        let line = &mut lines[line as usize - 1];
        *line = line.replacen(&format!("\t{code}\t"), &format!("\t{}\t", parts(&code)), 1);
    }
    for line in &mut lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let is_total = cells.len() > 3 && cells[1].is_empty() && cells[2] == "合计" && cells[0] == "1";
        *line = match cells.as_slice() {
            ["序号", "功能分类科目" | "支出部门经济分类科目", rest @ ..] => {
                format!("序号\t{}\t\t\t{}", cells[1], rest.join("\t"))
            }
            ["", "科目编码" | "科目 编码", rest @ ..] => format!("\t类\t款\t项\t{}", rest.join("\t")),
            _ if is_total => format!("1\t\t\t{}", cells[1..].join("\t")),
            _ => continue,
        };
    }
    let text = lines.join("\n") + "\n";
    let table = read(&text).table(TableKind::Expenditure).cloned().unwrap();
    let codes: Vec<_> = table.rows.iter().map(|row| (row.code.as_deref(), row.name.as_str())).collect();
    assert!(codes.contains(&(Some("2130122"), "农业生产发展")), "{codes:?} {:?}", table.columns);
    stays_clean(&text);
}

#[test]
fn eight_tables_where_an_office_asks_for_eight() {
    let text =
        without(&sample(), "部门预算国有资本经营预算财政拨款支出表", "部门预算财政拨款“三公”经费支出表");
    let text = text.lines().filter(|line| !line.starts_with("部门预算国有资本经营预算财政拨款支出表.."));
    let text: String = text.map(|line| format!("{line}\n")).collect();
    let report = review::review(&read(&text), &Settings::default());
    let is_open = report.undecided.iter().any(|undecided| undecided.code == "ST-01");
    assert!(grave(&report).is_empty() && is_open, "whether the table is due there is not known");
}

#[test]
fn a_narrative_whose_tables_are_published_apart() {
    let text = sample();
    let start = text.find("云岭县农业农村局2025年部门预算信息公开情况说明").unwrap();
    let report = stays_clean(&text[start..]);
    assert!(!report.undecided.is_empty());
}

#[test]
fn tables_whose_narrative_is_published_apart() {
    let text = sample();
    let start = text.rfind("\n第一部分 部门预算\n").unwrap();
    let end = text.find("云岭县农业农村局2025年部门预算信息公开情况说明").unwrap();
    stays_clean(&text[start..end]);
}

#[test]
fn a_source_of_money_with_a_name_of_its_own() {
    let report = stays_clean(&sample().replace("\t财政拨款收入\t", "\t本级安排\t"));
    let reasons: Vec<&str> = report.undecided.iter().map(|undecided| undecided.reason.as_str()).collect();
    assert!(reasons.iter().any(|reason| reason.contains("没有认出")), "{reasons:#?}");
}

#[test]
fn spending_by_kind_with_parts_below_each() {
    const TABLES: &str = "\
表一\n收支总体情况表\n单位：万元\n收入\t\t支出\t\n项目\t2023年预算\t项目\t2023年预算
一、财政拨款\t70.00\t一、基本支出\t60.00\n　一般公共预算拨款\t70.00\t　工资福利支出\t50.00
二、事业收入\t10.00\t　商品和服务支出\t10.00\n\t\t二、项目支出\t20.00
本年收入合计\t80.00\t本年支出合计\t80.00\n收入总计\t80.00\t支出总计\t80.00
表二\n收入总体情况表\n单位：万元\n项目\t2023年预算\n一、财政拨款\t70.00\n二、事业收入\t10.00
本年收入合计\t80.00\n收入总计\t80.00\n";
    let adds_up = |text: &str| {
        let report = review::review(&read(text), &Settings::default());
        !report.findings.iter().any(|finding| finding.code.starts_with("SB-"))
    };
    assert!(adds_up(TABLES));
    assert!(!adds_up(&TABLES.replace("二、项目支出\t20.00", "二、项目支出\t21.00")));
}

#[test]
fn a_reason_of_the_whole_that_names_the_parts() {
    let text = |reason: &str| {
        format!(
            "2023年部门预算情况说明\n一、“三公”经费安排情况\n2023年“三公”经费预算23.80万元，比上年减少1.60万元，{reason}其中：因公出国（境）费0.00万元，与上年持平；公务用车购置及运行维护费19.60万元，比上年减少1.20万元；公务接待费4.20万元，比上年减少0.40万元。\n二、名词解释\n略。\n"
        )
    };
    let unexplained = |reason: &str| {
        let report = review::review(&read(&text(reason)), &Settings::default());
        report.findings.iter().filter(|finding| finding.message.contains("没有写原因")).count()
    };
    assert_eq!(unexplained("主要原因是报废老旧车辆1辆，压减公务接待。"), 0);
    assert_eq!(unexplained("主要原因是报废老旧车辆1辆。"), 1);
}
