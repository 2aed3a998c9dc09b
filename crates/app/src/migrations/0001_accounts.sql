create table account (
    id text primary key,
    -- What the person types to sign in.
    name text not null unique,
    display_name text not null,
    password_hash text not null,
    role text not null check (role in ('administrator', 'reviewer', 'officer')),
    -- Name of the county the account works for; null sees every region.
    region text,
    created_at bigint not null,
    disabled_at bigint
);

create table session (
    -- Only the hash: a stolen database opens no session.
    token_hash text primary key,
    account_id text not null references account (id) on delete cascade,
    created_at bigint not null,
    last_seen_at bigint not null
);
create index session_of_account on session (account_id);

-- Failed sign-ins are counted in the database so that a lock holds on every server.
create table failed_sign_in (
    id text primary key,
    name text not null,
    address text not null,
    at bigint not null
);
create index failed_sign_in_by_name on failed_sign_in (name, at);
create index failed_sign_in_by_address on failed_sign_in (address, at);

-- One row per thing that may happen once: whoever inserts it first did it.
create table happened_once (
    what text primary key,
    at bigint not null
);
