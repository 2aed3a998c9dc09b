-- A passage is a piece of text that a search can find, with the page and anchor it opens.
create table passage (
    id bigint generated always as identity primary key,
    document_id text not null references document (id) on delete cascade,
    part text not null,
    text text not null,
    tokens text not null,
    place text not null
);
create index passage_of_document on passage (document_id);

create index passage_index on passage using gin (to_tsvector('simple', tokens));
