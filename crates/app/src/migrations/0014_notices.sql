-- 消息: what a person is told, once for each rung of each due version
create table notice (
    id text primary key,
    region text not null,
    matter_id text not null references matter (id),
    assignment_id text references assignment (id),
    account_id text not null references account (id),
    -- A rung of the ladder, or what happened.
    rule text not null,
    due_version bigint not null,
    title text not null,
    -- Why this person is told.
    reason text not null,
    created_at bigint not null,
    read_at bigint
);
create unique index notice_once on notice (matter_id, coalesce(assignment_id, ''), rule, due_version, account_id);
create index notice_of_account on notice (account_id, read_at, id);

-- 发送: one row a channel
create table delivery (
    id text primary key,
    notice_id text not null references notice (id),
    -- mail, wecom, dingtalk, feishu or sms
    channel text not null,
    address text not null,
    -- 特急: goes out of office hours, too
    any_time bigint not null,
    -- Told together with others in one message on Monday.
    is_digest bigint not null,
    -- waiting, sent, dead or folded (into another message)
    state text not null,
    attempts bigint not null,
    run_at bigint not null,
    lease_until bigint,
    sent_at bigint,
    -- How many others this message speaks for.
    n_folded bigint not null default 0,
    error text
);
create unique index delivery_once on delivery (notice_id, channel, address);
create index delivery_to_send on delivery (run_at) where state = 'waiting';
