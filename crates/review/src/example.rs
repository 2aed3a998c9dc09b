//! A reader of the examples in the rules' pages, of its own so that the rules are tested without the real reader.
//!
//! A bold line names a table or form (`**支出总表**`, `**预算项目绩效目标表：房租**`), Markdown tables follow, a `注：`
//! line is the note under the table, a `>` line is a sentence of the narrative.

use budget::{
    Amount, BudgetDocument, BudgetTable, Column, Decimal, DepartmentTarget, DocumentKind, FiscalYear,
    Indicator, IndicatorAspect, IndicatorKind, ListedProject, Located, Measure, NarrativeSection, Place,
    PlanPoint, Project, Quantity, Secrecy, Side, SpendingPlan, StatedFigures, TableKind, TableRow,
    TargetValue,
};

pub fn document(text: &str) -> BudgetDocument {
    let mut doc = empty();
    let mut head: Option<Vec<String>> = None;
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        if let Some(cells) = cells(line) {
            if cells.iter().all(|c| c.starts_with("---")) {
                continue;
            }
            match &head {
                None => head = Some(begin(&mut doc, cells)),
                Some(head) => row(&mut doc, head, &cells, number),
            }
            continue;
        }
        head = None;
        if let Some(title) = line.strip_prefix("**").and_then(|l| l.strip_suffix("**")) {
            title_line(&mut doc, title, number);
        } else if line.starts_with("注：")
            && let Some(table) = doc.tables.last_mut()
        {
            table.note = Some(Located::new(line.to_owned(), Place::line(number)));
        } else if let Some(sentence) = line.strip_prefix("> ") {
            narrative(&mut doc, sentence, number);
        }
    }
    doc
}

pub fn table(text: &str) -> BudgetTable {
    document(text).tables.remove(0)
}

fn empty() -> BudgetDocument {
    BudgetDocument {
        kind: DocumentKind::Disclosure,
        fiscal_year: FiscalYear::new(2022),
        region: None,
        region_code: None,
        department: budget::Department::default(),
        contents: vec![],
        tables: vec![],
        units: vec![],
        narrative: vec![],
        stated: StatedFigures::default(),
        target: DepartmentTarget::default(),
        projects: vec![],
    }
}

fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(|cell| cell.trim().to_owned()).collect())
}

fn title_line(doc: &mut BudgetDocument, title: &str, number: u32) {
    if let Some(name) = title.strip_prefix("预算项目绩效目标表：") {
        let (name, mark) = name.split_once('（').unwrap_or((name, ""));
        let secrecy = Secrecy::marked(mark.trim_end_matches('）')).unwrap_or_default();
        return doc.projects.push(form(name, secrecy, number));
    }
    let kinds = TableKind::ALL.into_iter().filter(|k| title.contains(k.name()));
    let kind = kinds.max_by_key(|k| k.name().len()).unwrap_or_else(|| panic!("no table is called {title}"));
    let measure = if title.contains("单位：元") { Measure::Yuan } else { Measure::Wan };
    doc.tables.push(BudgetTable {
        kind,
        title: title.to_owned(),
        fiscal_year: doc.fiscal_year,
        unit_line: None,
        measure,
        note: None,
        columns: vec![],
        rows: vec![],
        place: Place::line(number),
    });
}

fn form(name: &str, secrecy: Secrecy, number: u32) -> Project {
    Project {
        name: Located::new(name.to_owned(), Place::line(number)),
        code: None,
        secrecy,
        budgeted: None,
        fiscal: None,
        other: None,
        purpose: None,
        spending_plan: None,
        goals: vec![],
        indicators: vec![],
        place: Place::line(number),
    }
}

fn begin(doc: &mut BudgetDocument, head: Vec<String>) -> Vec<String> {
    if let Some(table) = doc.tables.last_mut().filter(|_| doc.projects.is_empty()) {
        for column in head.iter().filter_map(|h| column(h)) {
            if !table.columns.contains(&column) {
                table.columns.push(column);
            }
        }
    }
    head
}

fn column(head: &str) -> Option<Column> {
    let is_whole = ["预算数", "金额", "价值"].contains(&head);
    Column::ALL.into_iter().find(|c| c.name() == head || is_whole && *c == Column::Total)
}

fn row(doc: &mut BudgetDocument, head: &[String], cells: &[String], number: u32) {
    match doc.projects.last_mut() {
        Some(project) => form_row(project, head, cells, number),
        None => {
            let table = doc.tables.last_mut().expect("a bold title stands before a table");
            table_row(table, head, cells, number);
        }
    }
}

fn table_row(table: &mut BudgetTable, head: &[String], cells: &[String], number: u32) {
    let mut serial = None;
    let mut rows: Vec<TableRow> = vec![new_row(None, number)];
    for ((at, head), cell) in (1..).zip(head).zip(cells) {
        let side = match head.as_str() {
            "收入" => Some(Side::Revenue),
            "支出" => Some(Side::Expenditure),
            _ => None,
        };
        if side.is_some() {
            rows.push(new_row(side, number));
        }
        let row = rows.last_mut().expect("starts with one row");
        match (head.as_str(), column(head)) {
            ("序号", _) => serial = cell.parse().ok(),
            ("科目编码", _) => row.code = Some(cell.clone()).filter(|c| !c.is_empty()),
            ("数量", _) => {
                let place = Place::cell(number, at);
                row.quantity = Some(Quantity { printed: cell.clone(), number: cell.parse().ok(), place });
            }
            (_, Some(column)) => {
                let amount = Amount::read(cell, table.measure, Place::cell(number, at));
                row.amounts.push((column, amount));
            }
            _ => row.name.clone_from(cell),
        }
    }
    for mut row in rows.into_iter().filter(|row| !row.name.is_empty()) {
        row.number = serial;
        table.rows.push(row);
    }
}

fn new_row(side: Option<Side>, number: u32) -> TableRow {
    TableRow {
        number: None,
        side,
        code: None,
        name: String::new(),
        amounts: vec![],
        quantity: None,
        purchase: None,
        place: Place::line(number),
    }
}

fn form_row(project: &mut Project, head: &[String], cells: &[String], number: u32) {
    let cell = |name: &str| {
        let at = head.iter().position(|h| h == name)?;
        Some((cells[at].as_str(), Place::cell(number, u32::try_from(at).ok()? + 1)))
    };
    let amount = |name| cell(name).map(|(text, place)| Amount::read(text, Measure::Wan, place));
    if head[0] == "预算数" {
        project.budgeted = amount("预算数");
        project.fiscal = amount("财政资金");
        project.other = amount("其他资金");
    } else if head.iter().any(|h| h.ends_with("月底")) {
        let points = SpendingPlan::DATES.map(|date| match cell(date) {
            None => PlanPoint::Lost,
            Some(("", _)) => PlanPoint::Blank,
            Some((text, place)) => match text.parse::<Decimal>() {
                Ok(percent) => PlanPoint::Stated { percent, place },
                Err(_) => PlanPoint::Unread { printed: text.to_owned(), place },
            },
        });
        project.spending_plan = Some(SpendingPlan { points, place: Place::line(number) });
    } else {
        let text =
            |name| cell(name).filter(|(t, _)| !t.is_empty()).map(|(t, p)| Located::new(t.to_owned(), p));
        let (value, place) = cell("指标值").expect("an indicator table has a value column");
        let (kind, aspect) = (&cells[0], &cells[1]);
        project.indicators.push(Indicator {
            kind: IndicatorKind::of_label(kind).unwrap_or(IndicatorKind::Output),
            aspect: IndicatorAspect::of_label(aspect).unwrap_or(IndicatorAspect::Quantity),
            kind_label: Some(kind.clone()),
            aspect_label: Some(aspect.clone()),
            name: text("三级指标"),
            description: text("绩效指标描述"),
            target_value: Located::new(TargetValue::parse(value), place),
            value_basis: text("指标值确定依据"),
            place: Place::line(number),
        });
    }
}

/// `……机关运行经费……606.34 万元`, `项目支出 773.19 万元，主要为甲 1.00 万元，乙 2.00 万元`
fn narrative(doc: &mut BudgetDocument, sentence: &str, number: u32) {
    let place = Place::line(number);
    let section =
        NarrativeSection { title: "情况说明".into(), text: sentence.into(), place: place.clone() };
    doc.narrative.push(section);
    let figure = |text: &str| {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let end = start + text[start..].find("万元")?;
        Some((text[..start].trim().to_owned(), Amount::read(&text[start..end], Measure::Wan, place.clone())))
    };
    if let Some((_, rest)) = sentence.split_once("机关运行经费") {
        doc.stated.running_costs = figure(rest).map(|(_, amount)| amount);
    }
    let Some((_, rest)) = sentence.split_once("项目支出") else { return };
    let (total, list) = rest.split_once("主要为").unwrap_or((rest, ""));
    doc.stated.project = figure(total).map(|(_, amount)| amount);
    let items = list.split('，').filter_map(figure);
    doc.stated.projects = items.map(|(name, amount)| ListedProject { name, amount }).collect();
}
