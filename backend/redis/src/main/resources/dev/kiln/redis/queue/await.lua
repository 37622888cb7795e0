-- Registers an instance that waits for an execution's end, and tells how it stands: registered first, read after, so
-- that no end falls between the two. Touches one execution.
-- KEYS  1 prefix of the partition
-- ARGV  1 id  2 instance  3 how long the registration lasts, ms
-- Answers  the state, or unknown
-- Event  none
--@include common
local id = ARGV[1]
local state = redis.call('HGET', key('exec:' .. id), 'state')
if not state then
  return 'unknown'
end
if state == 'queued' or state == 'running' or state == 'retrying' then
  drain()
  redis.call('SADD', key('waiters:' .. id), ARGV[2])
  redis.call('PEXPIRE', key('waiters:' .. id), ARGV[3])
end
return state
