-- 退回 and 延期, counted from the journal like the columns beside them
alter table matter add column n_returns bigint not null default 0;
alter table matter add column n_extensions bigint not null default 0;

update matter set n_returns =
    coalesce((select sum(n_returns) from assignment where assignment.matter_id = matter.id), 0);

-- An answer names the request by its place among the requests of the matter.
update matter set n_extensions = granted.n from (
    select asked.matter_id, count(*) as n
    from (
        select matter_id, body, row_number() over (partition by matter_id order by position) - 1 as request
        from matter_event where act = 'ask'
    ) as asked
    join matter_event as decided on decided.matter_id = asked.matter_id and decided.act = 'decide'
        and decided.body like '%"request":' || asked.request || ',"granted":true%'
    where asked.body like '%"kind":"extension"%'
    group by asked.matter_id
) as granted where granted.matter_id = matter.id;

-- 统计 counts within these two and reads no row.
create index matter_report_open on matter (region, is_open, lead_unit_id, leader_id, source_kind, stage, fixed_light,
    yellow_after, red_after, finish_due, n_returns, n_extensions, issued_at) where is_open = 1;
create index matter_report_done on matter (region, completed_at, lead_unit_id, leader_id, source_kind, fixed_light,
    n_returns, n_extensions, issued_at) where completed_at is not null;
