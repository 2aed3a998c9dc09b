//! The steps of the schema. A step that is the same on both databases names one file twice.

/// One step: the text for either database.
#[derive(Debug)]
pub struct Step {
    pub lite: &'static str,
    pub pg: &'static str,
}

pub const STEPS: &[Step] = &[
    both(include_str!("../migrations/0001_accounts.sql")),
    both(include_str!("../migrations/0002_documents.sql")),
    Step {
        lite: include_str!("../migrations/0003_search.sqlite.sql"),
        pg: include_str!("../migrations/0003_search.postgres.sql"),
    },
    both(include_str!("../migrations/0004_texts.sql")),
    both(include_str!("../migrations/0005_review.sql")),
    Step {
        lite: include_str!("../migrations/0006_append_only.sqlite.sql"),
        pg: include_str!("../migrations/0006_append_only.postgres.sql"),
    },
    both(include_str!("../migrations/0007_finding_parent.sql")),
    both(include_str!("../migrations/0010_counts_and_examples.sql")),
    both(include_str!("../migrations/0011_organisation.sql")),
    both(include_str!("../migrations/0012_matters.sql")),
    Step {
        lite: include_str!("../migrations/0013_matter_kept.sqlite.sql"),
        pg: include_str!("../migrations/0013_matter_kept.postgres.sql"),
    },
    both(include_str!("../migrations/0014_notices.sql")),
    both(include_str!("../migrations/0015_single_sign_on.sql")),
    Step {
        lite: include_str!("../migrations/0016_attachment_kept.sqlite.sql"),
        pg: include_str!("../migrations/0016_attachment_kept.postgres.sql"),
    },
    both(include_str!("../migrations/0017_report.sql")),
    both(include_str!("../migrations/0018_ledger_indexes.sql")),
    both(include_str!("../migrations/0019_unit_leader.sql")),
    Step {
        lite: include_str!("../migrations/0020_source_event.sqlite.sql"),
        pg: include_str!("../migrations/0020_source_event.postgres.sql"),
    },
    both(include_str!("../migrations/0021_organisation_chain.sql")),
    both(include_str!("../migrations/0022_attachment_space.sql")),
    both(include_str!("../migrations/0023_look_at.sql")),
];

const fn both(sql: &'static str) -> Step {
    Step { lite: sql, pg: sql }
}
