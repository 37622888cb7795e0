-- Gives a worker the right to attempts: queued -> running. Touches at most `most` executions.
-- Lanes begin by weight (interactive 4, standard 2, batch 1 of 7 turns) and fall through to the others; within a lane
-- tenants take turns.
-- KEYS  1 prefix of the partition
-- ARGV  1 worker  2 token  3 most, 1 to 64  4 lease, ms
-- Answers  a list of id, fence, attempt, submission, flat; a token that was answered before gets the same again
-- Event  running, for each
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
local worker, token, most, lease = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local at = now()

local function answer(ids)
  local claimed = {}
  for _, id in ipairs(ids) do
    local exec = redis.call('HMGET', key('exec:' .. id), 'state', 'token', 'fence', 'attempts', 'submission')
    if exec[1] == 'running' and exec[2] == token then
      table.insert(claimed, id)
      table.insert(claimed, exec[3])
      table.insert(claimed, exec[4])
      table.insert(claimed, exec[5])
    end
  end
  return claimed
end

local before = redis.call('LRANGE', key('claim:' .. token), 0, -1)
if #before > 0 then
  return answer(before)
end

local turns = {
  'interactive', 'standard', 'interactive', 'batch', 'interactive', 'standard', 'interactive'
}
local lanes = { 'interactive', 'standard', 'batch' }

-- The next execution of a lane, or nil: its first tenant's first, and the tenant goes to the end of the ring.
local function nextOf(lane)
  local ring = key('ring:' .. lane)
  local tenant = redis.call('LPOP', ring)
  if not tenant then
    return nil
  end
  local ready = key('ready:' .. lane .. ':' .. tenant)
  local first = redis.call('ZPOPMIN', ready)
  if redis.call('EXISTS', ready) == 1 then
    redis.call('RPUSH', ring, tenant)
  end
  return first[1]
end

local function nextOfAll()
  local turn = redis.call('INCR', key('turn')) % #turns
  local id = nextOf(turns[turn + 1])
  for _, lane in ipairs(lanes) do
    id = id or nextOf(lane)
  end
  return id
end

local ids = {}
while #ids < most do
  local id = nextOfAll()
  if not id then
    break
  end
  local exec = key('exec:' .. id)
  redis.call('HINCRBY', exec, 'fence', 1)
  redis.call('HINCRBY', exec, 'attempts', 1)
  redis.call('HSET', exec, 'state', 'running', 'worker', worker, 'token', token, 'started', at)
  redis.call('ZADD', key('leases'), at + lease, id)
  count('waiting', -1)
  count('running', 1)
  event(id, exec, 'running', at)
  table.insert(ids, id)
end

if #ids > 0 then
  redis.call('RPUSH', key('claim:' .. token), unpack(ids))
  redis.call('PEXPIRE', key('claim:' .. token), 2 * lease)
end
if #ids < most then
  redis.call('ZADD', key('idle'), at, worker)
end
return answer(ids)
