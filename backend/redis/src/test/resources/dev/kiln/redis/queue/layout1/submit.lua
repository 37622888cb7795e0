-- Accepts an execution: nothing -> queued. Touches at most 8 idle workers.
-- KEYS  1 prefix of the partition
-- ARGV  1 id  2 tenant  3 lane  4 language  5 version or ''  6 submission, JSON  7 most that may wait
-- Answers  accepted and when, ms (also when it was before); full
-- Event  queued
-- Shared by every script of the queue: included by name, never run alone.
-- KEYS[1] is the prefix of the partition, kiln:{pN}: , so that every key that a script makes up lies in one slot.

local function key(name)
  return KEYS[1] .. name
end

-- Milliseconds since 1970 by Redis' clock: the only clock that leases and delays go by.
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function count(name, change)
  redis.call('HINCRBY', key('counts'), name, change)
end

-- Appends one change of state to the partition's stream, numbered within its execution.
local function event(id, exec, state, at)
  local number = redis.call('HINCRBY', exec, 'events', 1)
  redis.call('XADD', key('events'), 'MAXLEN', '~', 100000, '*',
    'id', id, 'number', number, 'state', state, 'at', at)
end

-- Wakes the worker that became idle last. One whose entry is older than ten seconds has died or is about to poll
-- anyway; at most eight such are passed over.
local function wake(at)
  for _ = 1, 8 do
    local idle = redis.call('ZPOPMAX', key('idle'))
    if #idle == 0 then
      return
    end
    if tonumber(idle[2]) > at - 10000 then
      redis.call('PUBLISH', key('wake:' .. idle[1]), 'work')
      return
    end
  end
end

-- Makes an execution ready. Its place among its tenant's is the number that it was given at its submit, so that one
-- that comes back does not queue up again.
local function enqueue(id, lane, tenant, place, at)
  local ready = key('ready:' .. lane .. ':' .. tenant)
  if redis.call('EXISTS', ready) == 0 then
    redis.call('RPUSH', key('ring:' .. lane), tenant)
  end
  redis.call('ZADD', ready, place, id)
  wake(at)
end
local id, tenant, lane = ARGV[1], ARGV[2], ARGV[3]
local exec = key('exec:' .. id)
local created = redis.call('HGET', exec, 'created')
if created then
  return { 'accepted', created }
end
if tonumber(redis.call('HGET', key('counts'), 'waiting') or 0) >= tonumber(ARGV[7]) then
  return { 'full' }
end
local at = now()
local place = redis.call('INCR', key('place'))
redis.call('HSET', exec, 'state', 'queued', 'tenant', tenant, 'lane', lane, 'language', ARGV[4], 'version', ARGV[5],
  'submission', ARGV[6], 'place', place, 'created', at, 'attempts', 0, 'fence', 0)
count('waiting', 1)
event(id, exec, 'queued', at)
enqueue(id, lane, tenant, place, at)
return { 'accepted', tostring(at) }
