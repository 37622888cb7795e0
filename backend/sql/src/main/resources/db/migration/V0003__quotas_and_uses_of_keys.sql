alter table tenant add column suspended boolean default false not null;
-- The tenant's own quota: all of it, or none, and then it goes by the default one.
alter table tenant add column weight integer;
alter table tenant add column waiting integer;
alter table tenant add column running integer;
alter table tenant add column cpu_millis_per_day bigint;
alter table tenant add constraint tenant_quota_whole check (
    (weight is null and waiting is null and running is null and cpu_millis_per_day is null)
    or (weight is not null and waiting is not null and running is not null and cpu_millis_per_day is not null));

-- What names a key outside: the beginning of its hash.
alter table api_key add column id varchar(20);
update api_key set id = substr(hash, 1, 20);
alter table api_key alter column id set not null;
alter table api_key add constraint api_key_id unique (id);
alter table api_key add column expires_at timestamp(3) with time zone;
-- To the hour
alter table api_key add column last_used_at timestamp(3) with time zone;
create index api_key_by_age on api_key (tenant_id, created_at, id);
