-- Ends an execution with its result: running -> finished, or canceled if that was asked before. Touches one execution
-- and at most 64 waiting instances.
-- KEYS  1 prefix of the partition
-- ARGV  1 id  2 fence  3 token  4 result, JSON  5 retention, ms
-- Answers  done (also when this attempt had ended before by the same caller), lost
-- Event  finished, canceled
--@include common
--@include attempt
local id, fence, token = ARGV[1], ARGV[2], ARGV[3]
local exec = key('exec:' .. id)
if not holds(exec, fence, token) then
  return ended(exec, fence, token) and 'done' or 'lost'
end
local state = redis.call('HEXISTS', exec, 'cancel') == 1 and 'canceled' or 'finished'
remember(exec)
release(id, exec)
redis.call('HSET', exec, 'result', ARGV[4])
redis.call('HDEL', exec, 'failure')
finish(id, exec, state, now(), ARGV[5])
return 'done'
