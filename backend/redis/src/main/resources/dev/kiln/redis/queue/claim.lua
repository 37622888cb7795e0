-- Gives a worker the right to attempts: queued -> running. Touches at most `most` executions.
-- Lanes begin by weight (interactive 4, standard 2, batch 1 of 7 turns) and fall through to the others; within a lane
-- tenants take turns.
-- KEYS  1 prefix of the partition
-- ARGV  1 worker  2 token  3 most, 1 to 64  4 lease, ms
-- Answers  a list of id, fence, attempt, submission, flat; a token that was answered before gets the same again
-- Event  running, for each
--@include common
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
