//! 报表目录 with 是否空表 and the reason: the list says of each empty table what elsewhere stands in a note below it.

use budget::{BudgetTable, Located, normal_name};

use super::chapters;
use super::piece::{Cell, Piece, Row};

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
        let mut named = said.iter().filter(|(name, _)| is_title_of(&table.title, name));
        table.note = named.next().map(|(_, note)| note.clone());
    }
}

/// The whole title, but for the year and the owner that may stand before it. 支出预算表 is not 一般公共预算支出预算表.
fn is_title_of(title: &str, listed: &str) -> bool {
    let (title, listed) = (chapters::key(title), chapters::key(listed));
    let before = title.strip_suffix(listed.as_str()).or_else(|| listed.strip_suffix(title.as_str()));
    before.is_some_and(is_owner)
}

/// `青禾县水务局2031年部门预算`
fn is_owner(before: &str) -> bool {
    const OF_ALL: [&str; 6] = ["预算", "综合", "部门", "单位", "年度", "年"];
    const OFFICES: [&str; 18] = [
        "局", "委", "办", "室", "厅", "部", "院", "校", "馆", "站", "所", "处", "队", "会", "府", "区",
        "中心", "本级",
    ];
    let plain = OF_ALL.iter().fold(before.to_owned(), |rest, word| rest.replace(word, ""));
    let owner = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    owner.is_empty() || OFFICES.iter().any(|end| owner.ends_with(end))
}

/// Where the title, the mark and the reason stand, and what is printed above these two.
struct Columns {
    title: usize,
    is_empty: Option<(usize, String)>,
    reason: Option<(usize, String)>,
}

impl Columns {
    fn of(row: &Row) -> Option<Columns> {
        if !row.filled().any(|(_, cell)| cell.text.contains('空')) {
            return None;
        }
        let labels: Vec<(usize, String)> =
            row.filled().map(|(i, cell)| (i, normal_name(&cell.text))).collect();
        let find = |is: &dyn Fn(&str) -> bool| labels.iter().find(|(_, label)| is(label)).cloned();
        let is_empty = find(&|label| matches!(label, "是否空表" | "是否为空表" | "空表" | "是否为空"));
        let reason =
            find(&|label| label.contains('空') && ["理由", "原因"].iter().any(|end| label.ends_with(end)));
        let (title, _) = find(&|label| {
            matches!(label, "报表名称" | "表格名称" | "表名" | "表名称" | "公开表名称" | "名称")
        })?;
        (is_empty.is_some() || reason.is_some()).then_some(Columns { title, is_empty, reason })
    }

    /// `是否空表：是；公开空表理由：不涉及`
    fn said(&self, row: &Row) -> Option<(String, Located<String>)> {
        let cell = |column: usize| row.cells.get(column).filter(|cell| !cell.is_blank());
        let of = |column: &Option<(usize, String)>| {
            let (column, label) = column.as_ref()?;
            Some((label.clone(), cell(*column)?))
        };
        let (mark, reason) = (of(&self.is_empty), of(&self.reason).filter(|(_, cell)| is_reason(&cell.text)));
        let is_marked =
            |(_, mark): &(String, &Cell)| matches!(mark.line().as_str(), "是" | "√" | "空表" | "空");
        let is_empty =
            if self.is_empty.is_some() { mark.as_ref().is_some_and(is_marked) } else { reason.is_some() };
        let title = cell(self.title)?.line();
        let said: Vec<(String, &Cell)> = mark.into_iter().chain(reason).collect();
        let (_, first) = said.first().filter(|_| is_empty && title.ends_with('表'))?;
        let words: Vec<String> =
            said.iter().map(|(label, cell)| format!("{label}：{}", cell.line())).collect();
        Some((title, Located::new(words.join("；"), first.place.clone())))
    }
}

/// No sign that there is none.
fn is_reason(text: &str) -> bool {
    !matches!(normal_name(text).as_str(), "/" | "-" | "—" | "——" | "无" | "否")
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
    fn the_list_of_tables_says_in_its_words_which_are_empty() {
        let list = "序号\t表名\t是否空表\t空表原因\n1\t部门预算收支总表\t否\t\n2\t部门预算政府性基金收支表\t是\t没有此项";
        assert_eq!(notes(list), [None, Some("是否空表：是；空表原因：没有此项".to_owned())]);
        let reasons = "序号\t报表名称\t公开空表理由\n1\t部门预算收支总表\t无\n2\t2031年部门预算政府性基金收支表\t没有此项";
        assert_eq!(notes(reasons), [None, Some("公开空表理由：没有此项".to_owned())]);
    }

    #[test]
    fn a_list_without_these_columns_says_nothing() {
        let list = "序号\t表名\t备注\n1\t部门预算收支总表\t\n2\t部门预算政府性基金收支表\t是";
        assert_eq!(notes(list), [None, None]);
    }

    #[test]
    fn a_listed_title_is_whole_but_for_year_and_owner() {
        for (title, listed, is_it) in [
            ("部门预算支出总表", "支出总表", true),
            ("青禾县水务局2031年部门预算政府性基金收支表", "政府性基金收支表", true),
            ("政府性基金收支表", "2031年部门综合预算政府性基金收支表", true),
            ("2031年部门综合预算政府性基金收支表", "部门综合预算政府性基金收支表", true),
            ("一般公共预算支出预算表", "支出预算表", false),
            ("财政拨款收支总表", "收支总表", false),
            ("部门预算支出总表", "一般公共预算支出总表", false),
        ] {
            assert_eq!(super::is_title_of(title, listed), is_it, "{title} {listed}");
        }
    }
}
