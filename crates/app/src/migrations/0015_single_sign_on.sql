-- 统一身份认证: somebody on the way to the identity provider and back
create table single_sign_on (
    token_hash text primary key,
    -- Binds this account to the identity; without one, signs in.
    account_id text references account (id),
    state text not null,
    nonce text not null,
    verifier text not null,
    next text not null,
    created_at bigint not null
);
