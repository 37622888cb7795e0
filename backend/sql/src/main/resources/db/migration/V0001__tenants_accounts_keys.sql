-- Runs on PostgreSQL and on H2 in its PostgreSQL mode: keep to what both understand.

create table tenant (
    id         varchar(63)  not null primary key,
    name       varchar(100) not null,
    created_at timestamp(3) with time zone not null
);

create table account (
    id                  uuid         not null primary key,
    name                varchar(64)  not null constraint account_name_taken unique,
    tenant_id           varchar(63)  not null references tenant (id),
    -- Names its own algorithm, for example {bcrypt}$2a$…
    password_hash       varchar(255) not null,
    password_changed_at timestamp(3) with time zone not null,
    created_at          timestamp(3) with time zone not null
);

-- The role "user" is everybody's and has no row.
create table account_role (
    account_id uuid        not null references account (id) on delete cascade,
    role       varchar(32) not null,
    primary key (account_id, role)
);

create table api_key (
    -- SHA-256 of the secret, which is not kept
    hash       varchar(64)  not null primary key,
    name       varchar(100) not null,
    tenant_id  varchar(63)  not null references tenant (id),
    -- Words, separated by commas, in alphabetical order
    scopes     varchar(200) not null,
    created_at timestamp(3) with time zone not null,
    revoked_at timestamp(3) with time zone
);
create index api_key_tenant on api_key (tenant_id);
