//! A reading for people: heads, tables in columns, narrative, projects, notes.

use std::fmt::Display;

use budget::{Amount, BudgetDocument, BudgetTable, Located, Side, TableRow};
use reader::Reading;

use super::columns::{self, Align};
use super::project_text;

/// The reading as lines.
pub fn render(reading: &Reading, file: &str) -> String {
    let document = &reading.document;
    let mut page = Page::default();
    head(&mut page, document, file);
    document.tables.iter().for_each(|table| print_table(&mut page, table));
    narrative(&mut page, document);
    targets(&mut page, document);
    project_text::render(&mut page, &document.projects);
    notes(&mut page, reading);
    page.text.push('\n');
    page.text
}

/// Lines of text under headings.
#[derive(Debug, Default)]
pub struct Page {
    text: String,
}

impl Page {
    pub fn line(&mut self, line: impl Display) {
        self.text.push_str(&format!("{line}\n"));
    }

    pub fn heading(&mut self, heading: impl Display) {
        self.line(format_args!("\n【{heading}】"));
    }

    pub fn grid(&mut self, rows: &[Vec<String>], aligns: &[Align], indent: &str) {
        columns::lines(rows, aligns).iter().for_each(|line| self.line(format_args!("{indent}{line}")));
    }

    /// A labelled text, its paragraphs under each other.
    pub fn paragraphs(&mut self, text: &str) {
        text.lines().map(str::trim).filter(|l| !l.is_empty()).for_each(|l| self.line(format_args!("  {l}")));
    }
}

fn head(page: &mut Page, document: &BudgetDocument, file: &str) {
    let value = |located: &Option<Located<String>>| located.as_ref().map(|l| l.value.clone());
    let unknown = || "（未写明）".to_owned();
    let code = document.region_code.as_ref().map(|c| format!("（{}）", c.as_str()));
    let department = [value(&document.department.code), value(&document.department.name)];
    let department = department.into_iter().flatten().collect::<Vec<_>>().join(" ");
    page.line(format_args!("文件：{file}"));
    page.line(format_args!("种类：{}", document.kind.name()));
    page.line(format_args!("年度：{}", document.fiscal_year.map_or_else(unknown, |y| y.to_string())));
    let region = document.region.clone().unwrap_or_else(unknown);
    page.line(format_args!("区划：{region}{}", code.unwrap_or_default()));
    page.line(format_args!("部门：{}", if department.is_empty() { unknown() } else { department }));
    for unit in &document.units {
        let parts = [&unit.nature, &unit.rank, &unit.funding].into_iter().flatten().map(String::as_str);
        let parts = parts.collect::<Vec<_>>().join("，");
        page.line(format_args!("单位：{}（{parts}）", unit.name));
    }
}

fn print_table(page: &mut Page, table: &BudgetTable) {
    let title = if table.title.is_empty() { table.kind.name() } else { &table.title };
    page.heading(format_args!("{title}　单位：{}　{}", table.measure.word(), table.place));
    if table.kind.is_two_sided() {
        for side in [Side::Revenue, Side::Expenditure] {
            let word = if side == Side::Revenue { "收入" } else { "支出" };
            print_rows(page, word, &table.side(side).collect::<Vec<_>>());
        }
    } else {
        print_rows(page, "项目", &table.rows.iter().collect::<Vec<_>>());
    }
    if let Some(note) = &table.note {
        page.line(format_args!("注：{}", note.value.trim_start_matches("注：")));
    }
}

fn print_rows(page: &mut Page, name_head: &str, rows: &[&TableRow]) {
    let mut columns = Vec::new();
    for (column, _) in rows.iter().flat_map(|row| &row.amounts) {
        if !columns.contains(column) {
            columns.push(*column);
        }
    }
    let has_code = rows.iter().any(|row| row.code.is_some());
    let has_quantity = rows.iter().any(|row| row.quantity.is_some());
    let mut head = vec!["序号".to_owned()];
    head.extend(has_code.then(|| "编码".to_owned()));
    head.push(name_head.to_owned());
    head.extend(has_quantity.then(|| "数量".to_owned()));
    head.extend(columns.iter().map(|c| c.name().to_owned()));
    let mut aligns = vec![Align::Right, Align::Left];
    aligns.extend(has_code.then_some(Align::Left));
    aligns.resize(head.len(), Align::Right);
    let mut grid = vec![head];
    for row in rows {
        let mut cells = vec![row.number.map(|n| n.to_string()).unwrap_or_default()];
        cells.extend(has_code.then(|| row.code.clone().unwrap_or_default()));
        cells.push(row.name.clone());
        cells.extend(
            has_quantity.then(|| row.quantity.as_ref().map(|q| q.printed.clone()).unwrap_or_default()),
        );
        cells.extend(columns.iter().map(|c| printed(row.amount(*c))));
        grid.push(cells);
    }
    page.grid(&grid, &aligns, "");
}

fn printed(amount: Option<&Amount>) -> String {
    amount.map(|a| a.printed.clone()).unwrap_or_default()
}

fn narrative(page: &mut Page, document: &BudgetDocument) {
    for section in &document.narrative {
        page.heading(format_args!("{}　{}", section.title, section.place));
        page.paragraphs(&section.text());
    }
}

fn targets(page: &mut Page, document: &BudgetDocument) {
    let target = &document.target;
    if let Some(overall) = &target.overall {
        page.heading(format_args!("总体绩效目标　{}", overall.place));
        page.paragraphs(&overall.value);
    }
    for (heading, items) in [("分项绩效目标", &target.itemised), ("工作保障措施", &target.safeguards)]
    {
        if !items.is_empty() {
            page.heading(heading);
        }
        for item in items {
            page.line(&item.title);
            page.paragraphs(&item.text);
        }
    }
}

fn notes(page: &mut Page, reading: &Reading) {
    if reading.notes.is_empty() {
        return;
    }
    page.heading(format_args!("阅读说明 {} 条", reading.notes.len()));
    reading.notes.iter().for_each(|note| page.line(format_args!("{}　{}", note.place, note.message)));
}
