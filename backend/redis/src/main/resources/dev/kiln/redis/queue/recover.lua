-- The sweep: running with an expired lease -> retrying, dead or canceled; retrying and due -> queued; dead and to be
-- replayed by policy -> queued; dead for longer than they are kept -> purged; tenants whose day began anew may run again.
-- Touches at most `most` of each, and 100 workers that have not been heard for an hour.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 most  2 how long a dead letter is kept, ms
-- Answers  how many: expired leases, due retries, dead letters, replays, expired dead letters; then how many leases and
--          retries are left
-- Event  retrying, dead, canceled, queued, purged, for each
--@include common
--@include policy
--@include clock
--@include fair
--@include attempt
--@include replaying
--@include purging
drain()
local at = wall()
local time = now(at)
local most = own(1)

local function due(name, latest)
  return redis.call('ZRANGEBYSCORE', key(name), '-inf', latest, 'LIMIT', 0, most)
end

local LOST = 'The worker was lost during the attempt: its lease expired, and nothing was heard of it.'
local EXPIRED = 'The lease expired: its worker is there, and did not renew it.'

local dead = 0
local grace = tonumber(redis.call('HGET', key('clock'), 'grace') or 0)
local expired = time >= grace and due('leases', time) or {}
for _, id in ipairs(expired) do
  local e = executionOf(id)
  local heard = tonumber(redis.call('ZSCORE', key('heard'), e.worker) or 0) > time - policy.lease
  local state = failed(e, heard and 'lease_expired' or 'worker_lost', heard and EXPIRED or LOST, at, time)
  dead = dead + (state == 'dead' and 1 or 0)
end

local retries = due('delayed', time)
for _, id in ipairs(retries) do
  redis.call('ZREM', key('delayed'), id)
  local e = executionOf(id)
  local t = tenantOf(e.tenant, at)
  move(e, 'queued', at, 'since', at)
  arrange(t, at)
  enqueue(id, lineOf(e.lane, e.steady), t, e.place, at)
end

local replays = due('revive', time)
for _, id in ipairs(replays) do
  local e = executionOf(id)
  replay(e, at, 'replays', e.replays + 1)
end

-- By Redis' clock, as results expire.
local forgotten = due('dead', at - own(2))
for _, id in ipairs(forgotten) do
  purge(id, at)
end

for _, name in ipairs(due('spent', at)) do
  redis.call('ZREM', key('spent'), name)
  local t = tenantOf(name, at)
  save(t)
  arrange(t, at)
end

for _, worker in ipairs(redis.call('ZRANGEBYSCORE', key('heard'), '-inf', time - 3600000, 'LIMIT', 0, 100)) do
  redis.call('ZREM', key('heard'), worker)
end
return {
  #expired, #retries, dead, #replays, #forgotten, redis.call('ZCARD', key('leases')), redis.call('ZCARD', key('delayed'))
}
