//! A table of a document, row by row. A row with a serial number becomes a numbered line that says what its columns are called,
//! since 分解表 are read like that; any other row is its cells.

/// Longer than what a column is called.
const LONGEST_LABEL: usize = 12;

#[derive(Debug, Default)]
pub struct Table {
    /// The first row, until it is known whether it names the columns.
    head: Option<Vec<String>>,
    names_columns: bool,
    n_rows: usize,
    /// The cells of the row that is read, each with its lines.
    cells: Vec<Vec<String>>,
    /// The cell that is read; none between cells.
    at: Option<usize>,
}

impl Table {
    pub fn open_cell(&mut self) {
        self.at = Some(self.cells.len());
        self.cells.push(Vec::new());
    }

    /// A cell across several columns moves those behind it.
    pub fn widen(&mut self, columns: usize) {
        // Word has at most 63 columns.
        self.cells.extend((1..columns.min(64)).map(|_| Vec::new()));
    }

    pub fn close_cell(&mut self) {
        self.at = None;
    }

    /// A line of the cell that is read; given back between cells.
    pub fn take(&mut self, line: String) -> Option<String> {
        match self.at.and_then(|at| self.cells.get_mut(at)) {
            Some(cell) => {
                cell.push(line);
                None
            }
            None => Some(line),
        }
    }

    pub fn close_row(&mut self) -> Vec<String> {
        let cells = std::mem::take(&mut self.cells);
        self.n_rows += 1;
        let one_line: Vec<String> = cells.iter().map(|lines| lines.join(" ").trim().to_owned()).collect();
        if self.n_rows == 1 && is_head(&one_line) {
            self.head = Some(one_line);
            return Vec::new();
        }
        if let Some(line) = numbered(&one_line, self.head.as_deref().unwrap_or_default()) {
            self.names_columns = self.head.is_some();
            return vec![line];
        }
        let mut lines = self.close();
        if cells.iter().any(|cell| cell.len() > 1) {
            lines.extend(cells.into_iter().flatten());
        } else {
            let said: Vec<String> = one_line.into_iter().filter(|cell| !cell.is_empty()).collect();
            lines.push(said.join(" "));
        }
        lines.retain(|line| !line.trim().is_empty());
        lines
    }

    /// A first row that named no column is a row like any other.
    pub fn close(&mut self) -> Vec<String> {
        if self.names_columns {
            return Vec::new();
        }
        self.head.take().map(|head| head.join(" ")).into_iter().collect()
    }
}

fn is_head(cells: &[String]) -> bool {
    let is_label = |cell: &String| (1..=LONGEST_LABEL).contains(&cell.chars().count());
    cells.len() >= 3 && cells.iter().all(is_label) && !is_serial(&cells[0])
}

fn is_serial(cell: &str) -> bool {
    (1..=3).contains(&cell.len()) && cell.bytes().all(|b| b.is_ascii_digit())
}

/// `1. 加快除险加固（牵头单位：县水利局，完成时限：9月底前）`
fn numbered(cells: &[String], head: &[String]) -> Option<String> {
    let (serial, rest) = cells.split_first().filter(|(serial, _)| is_serial(serial))?;
    let mut said = rest.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let (_, what) = said.next()?;
    let further: Vec<String> = said
        .map(|(at, cell)| match head.get(at + 1) {
            Some(label) => format!("{label}：{cell}"),
            None => cell.clone(),
        })
        .collect();
    let what = if further.is_empty() { what } else { what.trim_end_matches(['。', '；']) };
    let further = if further.is_empty() { String::new() } else { format!("（{}）", further.join("，")) };
    Some(format!("{serial}. {what}{further}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rows: &[&[&str]]) -> Vec<String> {
        let mut table = Table::default();
        let mut lines = Vec::new();
        for row in rows {
            for cell in *row {
                table.open_cell();
                for line in cell.lines() {
                    assert_eq!(table.take(line.to_owned()), None);
                }
                table.close_cell();
            }
            lines.extend(table.close_row());
        }
        lines.extend(table.close());
        lines
    }

    #[test]
    fn a_row_with_a_serial_number_says_what_its_columns_are_called() {
        let head: &[&str] = &["序号", "议定事项", "牵头单位", "完成时限"];
        let first: &[&str] = &["1", "加快水库除险加固。", "县水利局", "9月30日前"];
        let second: &[&str] = &["2", "清理暂付款", "县财政局", ""];
        let wanted = [
            "1. 加快水库除险加固（牵头单位：县水利局，完成时限：9月30日前）",
            "2. 清理暂付款（牵头单位：县财政局）",
        ];
        assert_eq!(lines(&[head, first, second]), wanted);
        assert_eq!(lines(&[first]), ["1. 加快水库除险加固（县水利局，9月30日前）"]);
    }

    #[test]
    fn a_table_that_lists_nothing_is_its_cells() {
        let rows: [&[&str]; 3] = [&["时间", "9月10日", "地点"], &["议题", "一、防汛\n二、秋收"], &["", ""]];
        assert_eq!(lines(&rows), ["时间 9月10日 地点", "议题", "一、防汛", "二、秋收"]);
        assert_eq!(lines(&[&["时间", "9月10日", "地点"]]), ["时间 9月10日 地点"]);
    }
}
