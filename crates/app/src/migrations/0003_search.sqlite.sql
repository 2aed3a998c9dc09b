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

create virtual table passage_index using fts5 (id unindexed, tokens, tokenize = 'unicode61');

create trigger passage_indexed after insert on passage begin
    insert into passage_index (id, tokens) values (new.id, new.tokens);
end;
