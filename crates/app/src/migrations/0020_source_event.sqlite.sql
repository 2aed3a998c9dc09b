alter table source add column n_events bigint not null default 0;
alter table source add column head_hash text not null default '';

-- 条款去向: the journal of a source. Each row's hash covers the one before it.
create table source_event (
    id text primary key,
    source_id text not null references source (id),
    position bigint not null,
    at bigint not null,
    -- Null where the program itself acted by rule.
    account_id text references account (id),
    person text not null,
    on_behalf_of text references account (id),
    absent_person text,
    act text not null,
    clause_id text references clause (id),
    -- What was decided, as JSON.
    body text not null,
    hash text not null
);
create unique index source_event_by_position on source_event (source_id, position);

create trigger source_event_kept before update on source_event begin
    select raise(abort, 'source_event is append-only');
end;

create trigger source_event_not_deleted before delete on source_event begin
    select raise(abort, 'source_event is append-only');
end;
