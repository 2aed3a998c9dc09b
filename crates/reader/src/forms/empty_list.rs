//! 报表目录 with 是否空表 and the reason: the list says of each empty table what elsewhere stands in a note below it.

use budget::{BudgetTable, Located, normal_name};

use super::piece::{Piece, Row};

/// Of the list, as far as it names empty tables: title, and what the table's note says.
pub type Said = Vec<(String, Located<String>)>;

/// What the lists of the document say.
pub fn read(pieces: &[Piece]) -> Said {
    let mut said = Said::new();
    let mut columns = None;
    for piece in pieces {
        let Piece::Row(row) = piece else {
            columns = None;
            continue;
        };
        match Columns::of(row) {
            Some(found) => columns = Some(found),
            None => said.extend(columns.as_ref().and_then(|columns| columns.said(row))),
        }
    }
    said
}

/// As notes of the tables that have none of their own.
pub fn note(tables: &mut [BudgetTable], said: &Said) {
    for table in tables.iter_mut().filter(|table| table.note.is_none()) {
        let title = normal_name(&table.title);
        let mut named = said.iter().filter(|(name, _)| title == *name || title.ends_with(name.as_str()));
        table.note = named.next().map(|(_, note)| note.clone());
    }
}

/// Where the title, the mark and the reason stand.
struct Columns {
    title: usize,
    is_empty: Option<usize>,
    reason: Option<usize>,
}

impl Columns {
    fn of(row: &Row) -> Option<Columns> {
        let find = |is: &dyn Fn(&str) -> bool| {
            let mut found = row.filled().filter(|(_, cell)| is(&normal_name(&cell.text)));
            found.next().map(|(i, _)| i)
        };
        let is_empty = find(&|label| matches!(label, "是否空表" | "是否为空表" | "空表" | "是否为空"));
        let reason =
            find(&|label| label.contains('空') && ["理由", "原因"].iter().any(|end| label.ends_with(end)));
        let title = find(&|label| {
            matches!(label, "报表名称" | "表格名称" | "表名" | "表名称" | "公开表名称" | "名称")
        })?;
        (is_empty.is_some() || reason.is_some()).then_some(Columns { title, is_empty, reason })
    }

    fn said(&self, row: &Row) -> Option<(String, Located<String>)> {
        let cell = |column: Option<usize>| row.cells.get(column?).filter(|cell| !cell.is_blank());
        let (mark, reason) = (cell(self.is_empty), cell(self.reason));
        let is_marked = mark.is_some_and(|mark| matches!(mark.line().as_str(), "是" | "√" | "空表" | "空"));
        let is_empty = if self.is_empty.is_some() { is_marked } else { reason.is_some() };
        let title = normal_name(&cell(Some(self.title))?.text);
        let place = mark.or(reason).filter(|_| is_empty && title.ends_with('表'))?.place.clone();
        let note = match reason {
            Some(reason) => format!("报表目录注明空表：{}", reason.line()),
            None => "报表目录注明空表".to_owned(),
        };
        Some((title, Located::new(note, place)))
    }
}

#[cfg(test)]
mod tests {
    use crate::read;

    fn notes(list: &str) -> Vec<Option<String>> {
        let text = format!(
            "青禾县水务局2031年部门预算公开表\n{list}\n部门预算收支总表\n单位：万元\n收入\t预算数\t支出\t预算数\n\
             一般公共预算拨款\t9.00\t农林水支出\t9.00\n收入总计\t9.00\t支出总计\t9.00\n\
             部门预算政府性基金收支表\n单位：万元\n收入\t预算数\t支出\t预算数\n政府性基金拨款\t\t农林水支出\t\n\
             收入总计\t\t支出总计\t\n"
        );
        let document = read("甲.txt", text.as_bytes()).unwrap().document;
        document.tables.iter().map(|table| table.note.as_ref().map(|note| note.value.clone())).collect()
    }

    #[test]
    fn the_list_of_tables_says_which_are_empty() {
        let list = "序号\t表名\t是否空表\t空表原因\n1\t部门预算收支总表\t否\t\n2\t部门预算政府性基金收支表\t是\t没有此项";
        assert_eq!(notes(list), [None, Some("报表目录注明空表：没有此项".to_owned())]);
        let reasons =
            "序号\t报表名称\t公开空表理由\n1\t部门预算收支总表\t\n2\t部门预算政府性基金收支表\t没有此项";
        assert_eq!(notes(reasons), [None, Some("报表目录注明空表：没有此项".to_owned())]);
    }

    #[test]
    fn a_list_without_these_columns_says_nothing() {
        let list = "序号\t表名\t备注\n1\t部门预算收支总表\t\n2\t部门预算政府性基金收支表\t是";
        assert_eq!(notes(list), [None, None]);
    }
}
