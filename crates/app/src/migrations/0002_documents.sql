-- 公开材料. The original file lies beside the database under its content hash.
create table document (
    id text primary key,
    file_hash text not null unique,
    file_name text not null,
    n_bytes bigint not null,
    kind text not null,
    fiscal_year bigint,
    region text,
    region_code text,
    department_code text,
    department_name text,
    imported_by text references account (id),
    imported_at bigint not null,
    n_errors bigint not null,
    n_warnings bigint not null,
    n_hints bigint not null,
    n_passed bigint not null,
    n_failed bigint not null,
    n_undecided bigint not null,
    not_applicable text not null
);
create index document_by_time on document (imported_at, id);
create index document_by_year on document (fiscal_year, region);

-- Who brought the same content to us may see it, whoever was first.
create table document_access (
    document_id text not null references document (id) on delete cascade,
    account_id text not null references account (id) on delete cascade,
    primary key (document_id, account_id)
);
create index document_access_of_account on document_access (account_id);

create table budget_table (
    id text primary key,
    document_id text not null references document (id) on delete cascade,
    ordinal bigint not null,
    kind text not null,
    title text not null,
    fiscal_year bigint,
    unit_line text,
    unit_place text,
    measure text not null,
    note text,
    note_place text,
    columns text not null,
    place text not null
);
create index budget_table_of_document on budget_table (document_id, ordinal);

create table table_row (
    id text primary key,
    table_id text not null references budget_table (id) on delete cascade,
    ordinal bigint not null,
    number bigint,
    side text,
    code text,
    name text not null,
    quantity_text text,
    quantity_place text,
    purchase_item text,
    purchase_catalogue text,
    purchase_measure text,
    place text not null
);
create index table_row_of_table on table_row (table_id, ordinal);
create index table_row_by_code on table_row (code);

-- state tells blank, 无, 0, redacted and unreadable apart; fen only where an amount is stated.
create table amount (
    row_id text not null references table_row (id) on delete cascade,
    ordinal bigint not null,
    meaning text not null,
    printed text not null,
    state text not null,
    fen bigint,
    place text not null,
    primary key (row_id, ordinal)
);

create table project (
    id text primary key,
    document_id text not null references document (id) on delete cascade,
    ordinal bigint not null,
    name text not null,
    name_place text not null,
    code text,
    code_place text,
    secrecy text not null,
    budgeted_text text,
    budgeted_state text,
    budgeted_fen bigint,
    budgeted_place text,
    fiscal_text text,
    fiscal_state text,
    fiscal_fen bigint,
    fiscal_place text,
    other_text text,
    other_state text,
    other_fen bigint,
    other_place text,
    purpose text,
    purpose_place text,
    plan_place text,
    place text not null
);
create index project_of_document on project (document_id, ordinal);
create index project_by_code on project (code);

create table plan_point (
    project_id text not null references project (id) on delete cascade,
    ordinal bigint not null,
    state text not null,
    percent text,
    place text,
    primary key (project_id, ordinal)
);

create table goal (
    project_id text not null references project (id) on delete cascade,
    ordinal bigint not null,
    text text not null,
    place text not null,
    primary key (project_id, ordinal)
);

create table indicator (
    id text primary key,
    project_id text not null references project (id) on delete cascade,
    ordinal bigint not null,
    kind text not null,
    aspect text not null,
    kind_label text,
    aspect_label text,
    name text,
    name_place text,
    description text,
    description_place text,
    value_text text not null,
    comparison text not null,
    number text,
    measure text,
    value_basis text,
    basis_place text,
    secrecy text not null,
    place text not null,
    value_place text not null
);
create index indicator_of_project on indicator (project_id, ordinal);

create table narrative_section (
    document_id text not null references document (id) on delete cascade,
    ordinal bigint not null,
    title text not null,
    text text not null,
    place text not null,
    primary key (document_id, ordinal)
);

-- 总体, 分项 and 保障措施 of the department's target.
create table target_item (
    document_id text not null references document (id) on delete cascade,
    ordinal bigint not null,
    part text not null,
    title text not null,
    text text not null,
    place text not null,
    primary key (document_id, ordinal)
);

-- The figures that sentences state, by name; the items of the project list carry the project's name.
create table stated_figure (
    document_id text not null references document (id) on delete cascade,
    ordinal bigint not null,
    meaning text not null,
    label text,
    printed text not null,
    state text not null,
    fen bigint,
    place text not null,
    primary key (document_id, ordinal)
);

create table budget_unit (
    document_id text not null references document (id) on delete cascade,
    ordinal bigint not null,
    name text not null,
    nature text,
    rank text,
    funding text,
    place text not null,
    primary key (document_id, ordinal)
);

create table contents_entry (
    document_id text not null references document (id) on delete cascade,
    ordinal bigint not null,
    title text not null,
    page bigint,
    place text not null,
    primary key (document_id, ordinal)
);

-- 阅读说明
create table note (
    document_id text not null references document (id) on delete cascade,
    ordinal bigint not null,
    message text not null,
    place text not null,
    primary key (document_id, ordinal)
);

-- A finding without parent is a cause; its consequences name it as parent.
create table finding (
    id text primary key,
    document_id text not null references document (id) on delete cascade,
    parent_id text references finding (id) on delete cascade,
    ordinal bigint not null,
    code text not null,
    severity text not null,
    place text not null,
    excerpt text not null,
    message text not null,
    suggestion text not null,
    basis text not null,
    formula text,
    difference bigint,
    tolerance bigint
);
create index finding_of_document on finding (document_id, ordinal);
create index finding_by_code on finding (code);

create table operand (
    finding_id text not null references finding (id) on delete cascade,
    ordinal bigint not null,
    label text not null,
    printed text not null,
    place text not null,
    primary key (finding_id, ordinal)
);

-- 无法判断
create table undecided (
    document_id text not null references document (id) on delete cascade,
    ordinal bigint not null,
    code text not null,
    reason text not null,
    place text,
    primary key (document_id, ordinal)
);
