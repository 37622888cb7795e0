-- Makes the next step of a job over dead letters: first it counts those that are meant, then it replays or purges each, no
-- faster than its rate. Touches at most 500 dead letters, of which it changes at most 100, with their tenants and at most
-- 8 idle workers for each.
-- The rate is a bucket that fills by Redis' clock and holds a tenth of a second's, at least one; budget is what is in it, in
-- thousandths of a dead letter.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 id  2 driver  3 how long the driver has the job from now, ms
-- Answers  more, and ms until the next step is worth making; held by another, and for how many ms; rest (it is paused, has
--          ended, or is not there), 0
-- Event  queued, purged, for each
--@include common
--@include policy
--@include fair
--@include attempt
--@include replaying
--@include walk
--@include purging
--@include job
local id, driver, lasting = own(1), own(2), tonumber(own(3))
local job = key('job:' .. id)
local f = redis.call('HMGET', job, 'state', 'action', 'tenant', 'language', 'reason', 'from', 'before', 'rate', 'dry',
  'counted', 'created', 'after_at', 'after_id', 'driver', 'driven', 'budget', 'paced')
if f[1] ~= 'running' then
  return { 'rest', '0' }
end
local at = wall()
local left = tonumber(f[15] or 0) - at
-- More than that was given by a clock that has stepped back.
if f[14] and f[14] ~= driver and left > 0 and left <= lasting then
  return { 'held', tostring(left) }
end
drain()
redis.call('HSET', job, 'driver', driver, 'driven', at + lasting, 'changed', at)

-- What died after the job began is not meant.
local begun = f[11] + 1
local to = f[7] == '+inf' and begun or math.min(begun, tonumber(f[7]))
local filter = { tenant = f[3], language = f[4], reason = f[5], from = f[6], to = tostring(to) }
local met = 0

local function visit(most, change)
  local after_at, after_id = walk(filter, f[12] or '', f[13] or '', most, function(letter)
    -- One that died again within the millisecond in which the job began.
    if redis.call('HGET', key('exec:' .. letter), 'replay_token') ~= id then
      met = met + 1
      change(letter)
    end
  end)
  redis.call('HSET', job, 'after_at', after_at or '', 'after_id', after_id or '')
  return not after_at
end

if not f[10] then
  local all = visit(LOOKED_AT, function() end)
  redis.call('HINCRBY', job, 'matched', met)
  if all then
    redis.call('HSET', job, 'counted', 1)
  end
  if all and f[9] == 'yes' then
    close(id, 'finished', at)
    return { 'rest', '0' }
  end
  return { 'more', '0' }
end

local rate = tonumber(f[8])
local full = math.max(1000, rate * 100)
local budget = full
if f[16] then
  budget = math.min(full, f[16] + math.max(0, at - f[17]) * rate)
end
local most = math.min(100, math.floor(budget / 1000))
local all = most > 0 and visit(most, function(letter)
  if f[2] == 'replay' then
    replay(executionOf(letter), at, 'replay_token', id)
  else
    purge(letter, at)
  end
end)
budget = budget - met * 1000
redis.call('HSET', job, 'budget', budget, 'paced', at)
redis.call('HINCRBY', job, 'done', met)
if all then
  close(id, 'finished', at)
  return { 'rest', '0' }
end
return { 'more', tostring(math.max(0, math.ceil((1000 - budget) / rate))) }
