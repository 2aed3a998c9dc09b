-- 来源: minutes, instructions, documents that were cut into clauses
create table source (
    id text primary key,
    region text not null,
    -- meeting, instruction, superior, annual, document, inspection or message
    kind text not null,
    title text not null,
    number text,
    dated_on text,
    -- The text as it was pasted or imported.
    body text not null,
    account_id text not null references account (id),
    created_at bigint not null
);
create index source_of_region on source (region, created_at);

-- 督办事项. Everything below `stage` is computed from the journal in the transaction that writes it.
create table matter (
    id text primary key,
    region text not null,
    year bigint not null,
    number bigint not null,
    title text not null,
    requirement text not null,
    source_kind text not null,
    source_title text not null,
    source_number text,
    source_on text,
    clause_text text,
    source_id text references source (id),
    parent_id text references matter (id),
    template text not null,
    lead_unit_id text not null references unit (id),
    -- 批示领导 or 分管领导
    leader_id text references account (id),
    -- 督查员
    officer_id text not null references account (id),
    project_code text,
    created_at bigint not null,
    stage text not null,
    -- 1 from the first draft until 办结
    is_open bigint not null,
    is_suspended bigint not null default 0,
    progress bigint not null default 0,
    issued_at bigint,
    finish_due bigint,
    completed_at bigint,
    closed_at bigint,
    grade text,
    -- The lead's light turns after these instants if nothing happens; null where it never will.
    yellow_after bigint,
    red_after bigint,
    -- grey, done_on_time or done_late where time does not move the light
    fixed_light text,
    office_yellow_after bigint,
    office_red_after bigint,
    -- The next 恢复办理 by itself.
    resume_at bigint,
    last_feedback_at bigint,
    n_events bigint not null,
    head_hash text not null,
    changed_at bigint not null
);
create unique index matter_by_number on matter (region, year, number);
create index matter_by_due on matter (region, is_open, finish_due, id);
create index matter_by_newest on matter (region, is_open, year, number);
create index matter_by_day on matter (region, finish_due, id);
create index matter_by_unit on matter (lead_unit_id, is_open, finish_due, id);
create index matter_by_leader on matter (leader_id, is_open, finish_due, id);
create index matter_by_officer on matter (officer_id, is_open, finish_due, id);
create index matter_by_source_kind on matter (region, source_kind, is_open, finish_due, id);
create index matter_by_stage on matter (region, stage, finish_due, id);
create index matter_by_red on matter (region, is_open, red_after, id);
create index matter_by_source on matter (source_id);
create index matter_by_parent on matter (parent_id);
create index matter_to_resume on matter (resume_at) where resume_at is not null;

-- 条款 of a source: each ends as a matter, as part of one, or as a signed decision not to
create table clause (
    id text primary key,
    source_id text not null references source (id),
    position bigint not null,
    text text not null,
    -- matter, part or declined; null while undecided
    outcome text,
    matter_id text references matter (id),
    reason text,
    proposed_by text references account (id),
    -- 主任 who signs that no matter comes of it, and for whom when standing in
    signed_by text references account (id),
    signed_for text references account (id),
    signed_at bigint
);
create unique index clause_by_position on clause (source_id, position);
create index clause_of_matter on clause (matter_id);

-- 导入行: a row of a ledger that came in once is not registered twice
create table matter_import (
    region text not null,
    -- SHA-256 of what identifies the row
    row_key text not null,
    matter_id text not null references matter (id),
    primary key (region, row_key)
);

-- 办结标准
create table standard (
    matter_id text not null references matter (id),
    position bigint not null,
    text text not null,
    primary key (matter_id, position)
);

-- 承办任务, computed from the journal
create table assignment (
    id text primary key,
    matter_id text not null references matter (id),
    region text not null,
    unit_id text not null references unit (id),
    is_lead bigint not null,
    stage text not null,
    is_open bigint not null,
    handler_id text references account (id),
    plan_on text,
    progress bigint not null,
    n_returns bigint not null,
    due_version bigint not null,
    issued_at bigint not null,
    signed_at bigint,
    reported_at bigint,
    accepted_at bigint,
    sign_due bigint not null,
    feedback_due bigint,
    node_due bigint,
    finish_due bigint,
    yellow_after bigint,
    red_after bigint,
    fixed_light text,
    -- When the sweep must look at it again.
    remind_at bigint
);
create index assignment_of_matter on assignment (matter_id);
create index assignment_of_unit on assignment (unit_id, is_open, finish_due);
create index assignment_of_handler on assignment (handler_id, is_open, finish_due);
create index assignment_to_remind on assignment (remind_at) where remind_at is not null;

-- 留痕: the journal. Each row's hash covers the one before it.
create table matter_event (
    id text primary key,
    matter_id text not null references matter (id),
    position bigint not null,
    at bigint not null,
    -- Null where the program itself acted by rule.
    account_id text references account (id),
    person text not null,
    on_behalf_of text references account (id),
    absent_person text,
    act text not null,
    unit_id text references unit (id),
    -- The event and its words, as JSON.
    body text not null,
    hash text not null
);
create unique index matter_event_by_position on matter_event (matter_id, position);
create index matter_event_by_person on matter_event (account_id, id);

-- 附件: bytes lie in the content store
create table attachment (
    id text primary key,
    matter_id text not null references matter (id),
    -- Null until the event it came with is written.
    event_id text,
    name text not null,
    media_type text not null,
    size bigint not null,
    content_hash text not null,
    account_id text not null references account (id),
    person text not null,
    created_at bigint not null
);
create index attachment_of_matter on attachment (matter_id, id);

-- 督办单据: what a paper was filled with, frozen
create table paper (
    id text primary key,
    region text not null,
    matter_id text not null references matter (id),
    -- card, blue, yellow or red
    kind text not null,
    unit_id text references unit (id),
    number text not null,
    -- Of the due instant that was missed, where the program itself issued the paper.
    due_version bigint,
    -- The printed fields as JSON, and their hash as printed on the paper.
    fields text not null,
    fields_hash text not null,
    event_id text,
    created_at bigint not null
);
create index paper_of_matter on paper (matter_id, id);
create unique index paper_by_number on paper (region, number);
create unique index paper_once on paper (matter_id, unit_id, kind, due_version) where due_version is not null;

-- The last number given to a paper, by year: whoever takes the next holds the row until the paper is stored.
create table paper_number (
    region text not null,
    year bigint not null,
    last bigint not null,
    primary key (region, year)
);

-- 保存的筛选
create table saved_view (
    id text primary key,
    account_id text not null references account (id) on delete cascade,
    name text not null,
    query text not null,
    position bigint not null,
    created_at bigint not null
);
create index saved_view_of_account on saved_view (account_id, position);
