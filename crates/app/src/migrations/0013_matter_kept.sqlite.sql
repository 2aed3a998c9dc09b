-- What a search finds a matter by.
create table matter_text (
    id integer primary key,
    matter_id text not null unique references matter (id),
    tokens text not null
);

create virtual table matter_index using fts5 (
    matter_id unindexed, tokens, content = '', contentless_unindexed = 1, contentless_delete = 1,
    tokenize = 'unicode61'
);

create trigger matter_indexed after insert on matter_text begin
    insert into matter_index (rowid, matter_id, tokens) values (new.id, new.matter_id, new.tokens);
end;

create trigger matter_forgotten after delete on matter_text begin
    delete from matter_index where rowid = old.id;
end;

create trigger matter_event_kept before update on matter_event begin
    select raise(abort, 'matter_event is append-only');
end;

create trigger matter_event_not_deleted before delete on matter_event begin
    select raise(abort, 'matter_event is append-only');
end;

create trigger organisation_event_kept before update on organisation_event begin
    select raise(abort, 'organisation_event is append-only');
end;

create trigger organisation_event_not_deleted before delete on organisation_event begin
    select raise(abort, 'organisation_event is append-only');
end;
