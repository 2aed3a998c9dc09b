-- What a search finds a matter by.
create table matter_text (
    id bigint generated always as identity primary key,
    matter_id text not null unique references matter (id),
    tokens text not null
);
create index matter_index on matter_text using gin (to_tsvector('simple', tokens));

create function event_kept() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;

create trigger matter_event_kept before update or delete on matter_event
    for each row execute function event_kept();
create trigger organisation_event_kept before update or delete on organisation_event
    for each row execute function event_kept();
