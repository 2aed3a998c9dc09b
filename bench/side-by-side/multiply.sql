-- Every matter four times more, under other ids and numbers: a million of two hundred thousand. The journals of the copies
-- are not chained anew, so only reading and reminding is measured on them.
create extension if not exists hstore;
set session_replication_role = replica;

create function copied(id text, n int) returns text language sql immutable as $$ select md5(id || n) $$;

insert into matter_text (matter_id, tokens) select copied(matter_id, n), tokens from matter_text, generate_series(1, 4) n;
insert into standard select copied(matter_id, n), position, text from standard, generate_series(1, 4) n;
insert into matter_event
select (e #= hstore(array['id', left(e.id, 12) || left(copied(e.id, n), 20), 'matter_id', copied(e.matter_id, n)])).*
from matter_event e, generate_series(1, 4) n;
insert into assignment
select (a #= hstore(array['id', copied(a.matter_id, n) || right(a.id, -32), 'matter_id', copied(a.matter_id, n)])).*
from assignment a, generate_series(1, 4) n;
insert into matter
select (m #= hstore(array['id', copied(m.id, n), 'number', (m.number + n * 1000000)::text])).*
from matter m, generate_series(1, 4) n;

drop function copied;
