-- Lights are counted from the index alone.
drop index matter_by_red;
create index matter_by_red on matter (region, is_open, red_after, id, yellow_after, fixed_light);
-- What a unit may see is found without its assignments' rows.
create index assignment_seen on assignment (unit_id, matter_id, is_lead, stage);
-- So are those of a leader's units.
drop index matter_by_unit;
create index matter_by_unit on matter (lead_unit_id, is_open, finish_due, id, issued_at);
