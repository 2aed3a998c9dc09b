-- Where the chain of a county's changes ends.
create table organisation_chain (
    region text primary key,
    n_events bigint not null,
    head_hash text not null
);

-- Null where a change is older than the chain: its first link is over those.
alter table organisation_event add column position bigint;
alter table organisation_event add column hash text;
create unique index organisation_event_by_position on organisation_event (region, position);
