//! A place as one short word: stored in the database, used as an anchor on pages.

use budget::Place;

/// `L105.4`, `P7.2.3.4` (a dash where unknown), `S12.4.收支总表`.
pub fn of(place: &Place) -> String {
    let part = |n: &Option<u32>| n.map_or("-".to_owned(), |n| n.to_string());
    match place {
        Place::Line { line, column: None } => format!("L{line}"),
        Place::Line { line, column: Some(column) } => format!("L{line}.{column}"),
        Place::Page { page, table, row, column } => {
            format!("P{page}.{}.{}.{}", part(table), part(row), part(column))
        }
        Place::Sheet { sheet, row, column } => format!("S{row}.{column}.{sheet}"),
    }
}

pub fn parse(key: &str) -> Option<Place> {
    let number = |text: &str| text.parse::<u32>().ok();
    let maybe = |text: &str| if text == "-" { Some(None) } else { number(text).map(Some) };
    if let Some(rest) = key.strip_prefix('L') {
        return Some(match rest.split_once('.') {
            None => Place::line(number(rest)?),
            Some((line, column)) => Place::cell(number(line)?, number(column)?),
        });
    }
    if let Some(rest) = key.strip_prefix('P') {
        let mut parts = rest.split('.');
        let page = number(parts.next()?)?;
        let [table, row, column] = [parts.next()?, parts.next()?, parts.next()?].map(maybe);
        return Some(Place::Page { page, table: table?, row: row?, column: column? });
    }
    let (row, rest) = key.strip_prefix('S')?.split_once('.')?;
    let (column, sheet) = rest.split_once('.')?;
    Some(Place::Sheet { sheet: sheet.to_owned(), row: number(row)?, column: number(column)? })
}

/// A stored place; what we stored ourselves we can read again.
pub fn stored(key: &str) -> Result<Place, anyhow::Error> {
    parse(key).ok_or_else(|| anyhow::anyhow!("not a stored place: {key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_survives_the_way_through_the_database() {
        let places = [
            Place::line(120),
            Place::cell(105, 4),
            Place::Page { page: 7, table: Some(2), row: None, column: Some(4) },
            Place::Sheet { sheet: "表1.收支".into(), row: 12, column: 4 },
        ];
        for place in places {
            assert_eq!(parse(&of(&place)), Some(place));
        }
        assert_eq!(parse("L"), None);
        assert_eq!(parse("X1"), None);
    }
}
