-- Takes over an execution of layout 1: whatever it was but final -> queued, with the fields, counters and lines of today.
-- Touches one execution, its tenant and at most 8 idle workers. Repeated, it changes nothing.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 id  2 CPU time that its limits allow, ms  3 bytes that its result takes at most
-- Answers  adopted, or kept if there was nothing to do
-- Event  queued, if it was another state
--@include common
--@include policy
--@include fair
--@include attempt
local e = executionOf(own(1))
if not e.state or redis.call('HEXISTS', e.key, 'since') == 1 then
  return 'kept'
end
local at = wall()
for _, lane in ipairs({ 'interactive', 'standard', 'batch' }) do
  if redis.call('TYPE', key('ring:' .. lane)).ok == 'list' then
    redis.call('DEL', key('ring:' .. lane))
  end
end
redis.call('HSET', e.key, 'since', at)
if e.state == 'dead' then
  local failure = cjson.decode(redis.call('HGET', e.key, 'failure'))
  redis.call('HSET', e.key, 'cpu', own(2), 'reserve', own(3), 'reason', string.lower(failure.code), 'failure',
    failure.message)
  return 'adopted'
elseif e.state ~= 'queued' and e.state ~= 'running' and e.state ~= 'retrying' then
  return 'kept'
end
if e.state == 'running' then
  redis.call('ZREM', key('leases'), e.id)
  redis.call('HINCRBY', key('counts'), 'running', -1)
end
redis.call('ZREM', key('delayed'), e.id)
redis.call('HDEL', e.key, 'worker', 'token', 'failure')
redis.call('HSET', e.key, 'cpu', own(2), 'reserve', own(3))
if e.state ~= 'queued' then
  move(e, 'queued', at)
end
local t = tenantOf(e.tenant, at)
await(e, t)
save(t)
arrange(t, at)
enqueue(e.id, e.lane, t, e.place, at)
return 'adopted'
