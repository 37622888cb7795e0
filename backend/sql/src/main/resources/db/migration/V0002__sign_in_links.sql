create table sign_in_link (
    -- SHA-256 of the token, which is not kept
    token_hash varchar(64) not null primary key,
    expires_at timestamp(3) with time zone not null,
    used_at    timestamp(3) with time zone
);
