-- Gives an execution back without counting the attempt: running -> queued at its old place, or canceled if that was
-- asked. Touches one execution, at most 64 waiting instances and at most 8 idle workers.
-- KEYS  1 prefix of the partition
-- ARGV  1 id  2 fence  3 token  4 retention, ms
-- Answers  done (also when this attempt had ended before by the same caller), lost
-- Event  queued, canceled
--@include common
--@include attempt
local id, fence, token = ARGV[1], ARGV[2], ARGV[3]
local exec = key('exec:' .. id)
if not holds(exec, fence, token) then
  return ended(exec, fence, token) and 'done' or 'lost'
end
local at = now()
local current = redis.call('HMGET', exec, 'cancel', 'lane', 'tenant', 'place')
remember(exec)
release(id, exec)
redis.call('HINCRBY', exec, 'attempts', -1)
if current[1] then
  finish(id, exec, 'canceled', at, ARGV[4])
  return 'done'
end
redis.call('HSET', exec, 'state', 'queued')
count('waiting', 1)
event(id, exec, 'queued', at)
enqueue(id, current[2], current[3], current[4], at)
return 'done'
