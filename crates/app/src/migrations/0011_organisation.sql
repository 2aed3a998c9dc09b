-- 承办单位, on two levels
create table unit (
    id text primary key,
    region text not null,
    -- 预算单位编码, where it has one
    code text,
    name text not null,
    parent_id text references unit (id),
    -- 分管领导
    leader_id text references account (id),
    position bigint not null,
    created_at bigint not null,
    dissolved_at bigint
);
create unique index unit_by_name on unit (region, name) where dissolved_at is null;
create unique index unit_by_code on unit (region, code) where dissolved_at is null and code is not null;
create index unit_of_leader on unit (leader_id);

alter table account add column unit_id text references unit (id);
-- 督办岗位; null where the person has no part in supervision
alter table account add column duty text;
-- security or audit: the two administrators besides 系统管理员, which is a role
alter table account add column admin_role text;
alter table account add column phone text;
alter table account add column email text;
alter table account add column totp_secret text;
alter table account add column totp_since bigint;
-- The last counter a code was accepted for: no code opens the door twice.
alter table account add column totp_counter bigint;
alter table account add column oidc_subject text;
create index account_by_phone on account (phone) where phone is not null;
create index account_of_unit on account (unit_id, duty);
create index account_by_duty on account (region, duty);
create unique index account_by_oidc on account (oidc_subject);

-- 委托代办: who acts for whom on which days
create table absence (
    id text primary key,
    account_id text not null references account (id),
    substitute_id text not null references account (id),
    from_on text not null,
    to_on text not null,
    reason text not null,
    created_by text not null references account (id),
    created_at bigint not null,
    withdrawn_at bigint
);
create index absence_by_substitute on absence (substitute_id, to_on);
create index absence_by_account on absence (account_id, to_on);

-- 邀请: a link that lets one named person bind their account, once
create table invitation (
    token_hash text primary key,
    account_id text not null references account (id),
    created_by text not null references account (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create index invitation_of_account on invitation (account_id);

-- Recovery codes of the second factor, hashed; each works once.
create table recovery_code (
    account_id text not null references account (id) on delete cascade,
    code_hash text not null,
    used_at bigint,
    primary key (account_id, code_hash)
);

-- Whose password was right and whose second factor is still awaited.
create table second_step (
    token_hash text primary key,
    account_id text not null references account (id) on delete cascade,
    next text not null,
    created_at bigint not null
);

-- A county's own days off and days worked, above the national notice.
create table calendar_day (
    region text not null,
    day text not null,
    -- holiday or workday
    kind text not null,
    name text not null,
    primary key (region, day)
);

-- 督办设置: what a county changed of the defaults
create table supervision_setting (
    region text not null,
    key text not null,
    value text not null,
    primary key (region, key)
);

-- Who changed units, people, calendar and settings. Rows are only ever added.
create table organisation_event (
    id text primary key,
    at bigint not null,
    account_id text references account (id),
    person text not null,
    region text not null,
    -- unit, account, absence, invitation, calendar or setting
    subject text not null,
    subject_id text not null,
    action text not null,
    before_value text,
    after_value text,
    reason text not null
);
create index organisation_event_of_region on organisation_event (region, id);
create index organisation_event_of_subject on organisation_event (subject, subject_id, id);
