-- A passage is a piece of text that a search can find, with the page and anchor it opens.
create table passage (
    id integer primary key,
    document_id text not null references document (id) on delete cascade,
    part text not null,
    text text not null,
    tokens text not null,
    place text not null
);
create index passage_of_document on passage (document_id);

-- Keeps no text of its own, only which document a passage belongs to: a search reads nothing but the index.
create virtual table passage_index using fts5 (
    document_id unindexed, tokens, content = '', contentless_unindexed = 1, contentless_delete = 1,
    tokenize = 'unicode61'
);

create trigger passage_indexed after insert on passage begin
    insert into passage_index (rowid, document_id, tokens) values (new.id, new.document_id, new.tokens);
end;

create trigger passage_forgotten after delete on passage begin
    delete from passage_index where rowid = old.id;
end;
