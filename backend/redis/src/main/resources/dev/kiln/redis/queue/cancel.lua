-- Ends a waiting execution, or asks for the end of a running one: queued, retrying -> canceled. Touches one execution
-- and at most 64 waiting instances; the tenant's turn is sought in the ring only when nothing else of it waits there.
-- KEYS  1 prefix of the partition
-- ARGV  1 id  2 tenant  3 retention, ms
-- Answers  canceled, requested, final, unknown (also when it is another tenant's)
-- Event  canceled
--@include common
--@include attempt
local id, tenant = ARGV[1], ARGV[2]
local exec = key('exec:' .. id)
local current = redis.call('HMGET', exec, 'tenant', 'state', 'lane', 'worker')
if current[1] ~= tenant then
  return 'unknown'
end
local state, lane = current[2], current[3]
if state == 'running' then
  redis.call('HSET', exec, 'cancel', 1)
  redis.call('PUBLISH', key('wake:' .. current[4]), 'cancel')
  return 'requested'
end
if state == 'queued' then
  local ready = key('ready:' .. lane .. ':' .. tenant)
  redis.call('ZREM', ready, id)
  if redis.call('EXISTS', ready) == 0 then
    redis.call('LREM', key('ring:' .. lane), 1, tenant)
  end
elseif state == 'retrying' then
  redis.call('ZREM', key('delayed'), id)
else
  return 'final'
end
redis.call('HDEL', exec, 'failure')
count('waiting', -1)
finish(id, exec, 'canceled', now(), ARGV[3])
return 'canceled'
