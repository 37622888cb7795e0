-- Accepts an execution: nothing -> queued. Touches at most 8 idle workers.
-- KEYS  1 prefix of the partition
-- ARGV  1 id  2 tenant  3 lane  4 language  5 version or ''  6 submission, JSON  7 most that may wait
-- Answers  accepted and when, ms (also when it was before); full
-- Event  queued
--@include common
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
