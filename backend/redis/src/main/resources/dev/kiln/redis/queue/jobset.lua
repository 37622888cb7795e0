-- Pauses, resumes or stops a job over dead letters.
-- KEYS  1 prefix of the partition
-- ARGV  1 id  2 paused, running or stopped
-- Answers  done (also when it was so before), ended, unknown
-- Event  none
--@include common
--@include job
local id, wanted = ARGV[1], ARGV[2]
local state = redis.call('HGET', key('job:' .. id), 'state')
if not state then
  return 'unknown'
elseif state == wanted then
  return 'done'
elseif state ~= 'running' and state ~= 'paused' then
  return 'ended'
end
drain()
local at = wall()
if wanted == 'stopped' then
  close(id, wanted, at)
else
  -- What the rate allowed meanwhile is not made up for.
  redis.call('HSET', key('job:' .. id), 'state', wanted, 'changed', at, 'paced', at)
end
return 'done'
