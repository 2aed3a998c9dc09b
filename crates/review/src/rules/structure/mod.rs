//! ST 结构与完整性

use crate::Family;

mod empty_table_without_note;
mod note_denies_table;
mod project_without_form;
mod table_missing;

pub const FAMILY: Family = Family {
    key: "ST",
    name: "结构与完整性",
    rules: &[
        table_missing::RULE,
        empty_table_without_note::RULE,
        note_denies_table::RULE,
        project_without_form::RULE,
    ],
};
