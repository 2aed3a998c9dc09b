-- Beside the matter, for whoever looks for their own in the order of the due days: 分管领导 of the lead unit, and whether the
-- lead unit has it.
alter table matter add column unit_leader_id text references account (id);
alter table matter add column is_assigned bigint not null default 0;
update matter set unit_leader_id = (select leader_id from unit where unit.id = matter.lead_unit_id),
    is_assigned = case when exists (select 1 from assignment where assignment.matter_id = matter.id
        and assignment.is_lead = 1 and assignment.stage <> 'withdrawn') then 1 else 0 end;

create index matter_by_unit_leader on matter (unit_leader_id, is_open, finish_due, id, issued_at);
drop index matter_by_unit;
create index matter_by_unit on matter (lead_unit_id, is_open, finish_due, id, is_assigned);

-- What turns red next, and never, lies together: yellow and green are counted without the red ones.
drop index matter_by_red;
create index matter_by_red on matter (region, is_open, coalesce(red_after, 9223372036854775807), id, yellow_after, fixed_light,
    red_after);
