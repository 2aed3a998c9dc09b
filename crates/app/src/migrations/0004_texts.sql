-- The paragraphs of a section, each with its place. Sections stored before this step have none and are cut by line.
create table paragraph (
    document_id text not null references document (id) on delete cascade,
    section bigint not null,
    ordinal bigint not null,
    text text not null,
    place text not null,
    primary key (document_id, section, ordinal)
);

-- The running heads between a table's title and its rows, as printed.
create table table_head (
    table_id text not null references budget_table (id) on delete cascade,
    ordinal bigint not null,
    text text not null,
    place text not null,
    primary key (table_id, ordinal)
);

-- The labels and running heads of a project form, as printed, each once.
create table project_label (
    project_id text not null references project (id) on delete cascade,
    ordinal bigint not null,
    text text not null,
    place text not null,
    primary key (project_id, ordinal)
);

-- The reason a sentence gives for a change whose label is its name.
alter table stated_figure add column reason text;

alter table document add column department_code_place text;
alter table document add column department_name_place text;
