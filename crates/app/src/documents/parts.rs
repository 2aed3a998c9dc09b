//! Which page of a document a place stands on.

use budget::Place;

use super::place_key;
use crate::args;
use crate::db::Db;
use crate::error::Result;

/// Where each table, section and project begins, in reading order.
#[derive(Debug)]
pub struct Parts {
    document_id: String,
    begins: Vec<(Place, String)>,
}

impl Parts {
    pub async fn of(db: &Db, document_id: &str) -> Result<Parts> {
        let rows: Vec<(String, String, i64)> = db
            .all(
                "select 'tables' as part, place, 0 as number from budget_table where document_id = $1
                 union all select 'narrative', place, 0 from narrative_section where document_id = $1
                 union all select 'narrative', place, 0 from target_item where document_id = $1
                 union all select 'projects', place, ordinal + 1 from project where document_id = $1",
                args![document_id],
            )
            .await?;
        let mut begins = Vec::with_capacity(rows.len());
        for (part, place, number) in rows {
            let page = if number > 0 { format!("projects/{number}") } else { part };
            begins.push((place_key::stored(&place)?, page));
        }
        begins.sort();
        Ok(Parts { document_id: document_id.to_owned(), begins })
    }

    /// The address that shows this place.
    pub fn address(&self, place: &Place) -> String {
        let after = self.begins.partition_point(|(begin, _)| begin <= place);
        let page = after.checked_sub(1).map_or("", |i| self.begins[i].1.as_str());
        format!("/documents/{}/{page}#{}", self.document_id, place_key::of(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_opens_the_page_it_stands_on() {
        let begins = vec![
            (Place::line(10), "tables".to_owned()),
            (Place::line(50), "narrative".to_owned()),
            (Place::line(80), "projects/1".to_owned()),
        ];
        let parts = Parts { document_id: "d".to_owned(), begins };
        assert_eq!(parts.address(&Place::cell(12, 4)), "/documents/d/tables#L12.4");
        assert_eq!(parts.address(&Place::cell(80, 1)), "/documents/d/projects/1#L80.1");
        assert_eq!(parts.address(&Place::line(3)), "/documents/d/#L3");
    }
}
