//! A change to the text of a sample.

use budget::Place;

#[derive(Clone, Debug)]
pub enum Edit {
    /// Another text in a cell, `column` counted from 1; the whole line without one.
    Replace { line: u32, column: Option<u32>, text: String },
    /// Lines that go away.
    Remove { first: u32, last: u32 },
    /// The line comes twice.
    Repeat { line: u32 },
    /// A line of its own behind a line.
    Insert { behind: u32, text: String },
}

impl Edit {
    pub fn cell(place: &Place, text: String) -> Option<Edit> {
        match place {
            Place::Line { line, column } => Some(Edit::Replace { line: *line, column: *column, text }),
            _ => None,
        }
    }

    /// The first occurrence of `old` in the line of a place.
    pub fn within(text: &str, place: &Place, old: &str, new: &str) -> Option<Edit> {
        let line = line_of(place)?;
        let printed = text.lines().nth(line as usize - 1)?;
        let changed = printed.replacen(old, new, 1);
        (changed != printed).then_some(Edit::Replace { line, column: None, text: changed })
    }

    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 100);
        for (number, line) in (1..).zip(text.lines()) {
            match self {
                Edit::Replace { line: at, column, text } if *at == number => {
                    out.push_str(&replaced(line, *column, text));
                }
                Edit::Remove { first, last } if (*first..=*last).contains(&number) => continue,
                Edit::Repeat { line: at } if *at == number => {
                    out.push_str(line);
                    out.push('\n');
                    out.push_str(line);
                }
                Edit::Insert { behind, text } if *behind == number => {
                    out.push_str(line);
                    out.push('\n');
                    out.push_str(text);
                }
                _ => out.push_str(line),
            }
            out.push('\n');
        }
        out
    }

    pub fn changes(&self, text: &str) -> bool {
        let n_lines = text.lines().count();
        self.apply(text).lines().count() != n_lines || !self.apply(text).lines().eq(text.lines())
    }

    pub fn touches(&self, line: u32) -> bool {
        match self {
            Edit::Replace { line: at, .. } => line == *at,
            Edit::Remove { first, .. } => line == *first || line + 1 == *first,
            Edit::Repeat { line: at } | Edit::Insert { behind: at, .. } => line == *at || line == at + 1,
        }
    }

    /// For the list of what was missed.
    pub fn describe(&self, text: &str) -> String {
        let line = |number: u32| text.lines().nth(number as usize - 1).unwrap_or_default();
        match self {
            Edit::Replace { line: at, column, text } => {
                format!("{at}: {} → {text} ({column:?})", line(*at).chars().take(60).collect::<String>())
            }
            Edit::Remove { first, last } => format!("{first}–{last} removed: {}", line(*first)),
            Edit::Repeat { line: at } => format!("{at} twice: {}", line(*at)),
            Edit::Insert { behind, text } => format!("behind {behind}: {text}"),
        }
    }
}

pub fn line_of(place: &Place) -> Option<u32> {
    if let Place::Line { line, .. } = place { Some(*line) } else { None }
}

fn replaced(line: &str, column: Option<u32>, text: &str) -> String {
    let Some(column) = column else { return text.to_owned() };
    let mut cells: Vec<&str> = line.split('\t').collect();
    if let Some(cell) = cells.get_mut(column as usize - 1) {
        *cell = text;
    }
    cells.join("\t")
}
