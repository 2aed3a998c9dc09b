-- 分管领导 of the lead unit, beside the matter: the ledger of a leader is found by it in the order of its due days
alter table matter add column unit_leader_id text references account (id);
update matter set unit_leader_id = (select leader_id from unit where unit.id = matter.lead_unit_id);
create index matter_by_unit_leader on matter (unit_leader_id, is_open, finish_due, id, issued_at);
drop index matter_by_unit;
create index matter_by_unit on matter (lead_unit_id, is_open, finish_due, id);
