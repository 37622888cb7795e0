-- Pauses a lane, or resumes it: nothing of a paused lane is claimed. Touches at most 64 idle workers.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 lane  2 paused or running
-- Answers  done
-- Event  none
--@include common
--@include policy
--@include fair
drain()
if own(2) == 'paused' then
  redis.call('HSET', key('lanes'), 'paused:' .. own(1), 1)
  return 'done'
end
redis.call('HDEL', key('lanes'), 'paused:' .. own(1))
local at = wall()
for _ = 1, 8 do
  wake(at)
end
return 'done'
