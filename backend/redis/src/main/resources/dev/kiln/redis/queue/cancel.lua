-- Ends a waiting execution, or asks for the end of a running one: queued, retrying -> canceled. Touches one execution, its
-- tenant, and at most 64 waiting instances.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 id  2 tenant
-- Answers  canceled, requested, final, unknown (also when it is another tenant's)
-- Event  canceled
--@include common
--@include policy
--@include fair
--@include attempt
local e = executionOf(own(1))
if e.tenant ~= own(2) then
  return 'unknown'
end
if e.state == 'running' then
  drain()
  redis.call('HSET', e.key, 'cancel', 1)
  redis.call('PUBLISH', key('wake:' .. e.worker), 'cancel')
  return 'requested'
end
local at = wall()
local t = tenantOf(e.tenant, at)
if e.state == 'queued' then
  local line = lineOf(e.lane, e.steady)
  redis.call('ZREM', key('ready:' .. line .. ':' .. t.name), e.id)
  if not head(line, t) then
    leave(line, t)
  end
elseif e.state == 'retrying' then
  redis.call('ZREM', key('delayed'), e.id)
else
  return 'final'
end
redis.call('HINCRBY', key('counts'), 'waiting:' .. e.lane, -1)
t.waiting = t.waiting - 1
finish(e, 'canceled', at)
save(t)
return 'canceled'
