//! ST 结构与完整性

use crate::Family;

mod contents_differ_from_document;
mod department_goes_by_two_names;
mod empty_table_without_note;
mod form_label_not_official;
mod form_without_money;
mod itemised_goals_name_other_projects;
mod narrative_section_missing;
mod note_denies_table;
mod paragraph_repeated;
mod project_form_incomplete;
mod project_without_form;
mod subordinate_unit_not_listed;
mod table_head_incomplete;
mod table_missing;
mod table_name_not_official;

pub const FAMILY: Family = Family {
    key: "ST",
    name: "结构与完整性",
    rules: &[
        table_missing::RULE,
        empty_table_without_note::RULE,
        note_denies_table::RULE,
        narrative_section_missing::RULE,
        contents_differ_from_document::RULE,
        table_head_incomplete::RULE,
        department_goes_by_two_names::RULE,
        subordinate_unit_not_listed::RULE,
        table_name_not_official::RULE,
        project_form_incomplete::RULE,
        form_label_not_official::RULE,
        project_without_form::RULE,
        form_without_money::RULE,
        itemised_goals_name_other_projects::RULE,
        paragraph_repeated::RULE,
    ],
};
