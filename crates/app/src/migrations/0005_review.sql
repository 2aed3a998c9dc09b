-- 审核设置: what an office changed. Region '' is the whole installation; a region has from there what it does not set.
create table review_setting (
    region text not null,
    code text not null,
    -- severity, off, or value.KEY of a parameter; revision is the last event that changed the rule.
    item text not null,
    value text not null,
    primary key (region, code, item)
);

-- Everything anybody decided about the review. Rows are only ever added.
create table review_event (
    id text primary key,
    at bigint not null,
    -- Null where the program itself acted.
    account_id text references account (id),
    person text not null,
    region text not null,
    -- set, reset, rules, waive or withdraw
    action text not null,
    code text not null,
    item text not null,
    document_id text,
    before_value text,
    after_value text,
    reason text not null
);
create index review_event_of_region on review_event (region, id);
create index review_event_of_document on review_event (document_id, id);

-- 同一部门同种材料 over the years; null where region or department is unknown.
alter table document add column series text;
update document set series = region || '/' || kind || '/' || coalesce(department_code, department_name)
    where region is not null and coalesce(department_code, department_name) is not null;
-- The rules and settings the document was reviewed with; with an exclamation mark where that failed.
alter table document add column reviewed_with text;
alter table document add column n_waived bigint not null default 0;
create index document_by_series on document (series, fiscal_year);
create index document_by_review on document (region, reviewed_with);

-- 豁免: a finding that somebody answers for. It covers every version of the same series and year.
create table waiver (
    id text primary key,
    document_id text not null references document (id) on delete cascade,
    series text,
    fiscal_year bigint,
    code text not null,
    -- What was found, in full, and its hash to be looked up by.
    statement text not null,
    statement_hash text not null,
    reason text not null,
    account_id text references account (id),
    person text not null,
    given_at bigint not null,
    withdrawn_at bigint
);
create unique index waiver_in_force on waiver (document_id, statement_hash) where withdrawn_at is null;
create index waiver_of_series on waiver (series, fiscal_year);

alter table finding add column statement_hash text;
alter table finding add column waiver_id text references waiver (id);
create index finding_of_waiver on finding (waiver_id);
