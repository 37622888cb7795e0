-- Prolongs leases, and hears their worker. Touches as many executions as are given, at most 64.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 worker; then id, fence, token for each
-- Answers  for each, in order: done, cancel (prolonged, and somebody wants it ended), lost
-- Event  none
--@include common
--@include policy
--@include clock
drain()
local time = now(wall())
redis.call('ZADD', key('heard'), time, own(1))
local answers = {}
for i = 16, #ARGV, 3 do
  local id = ARGV[i]
  local e = redis.call('HMGET', key('exec:' .. id), 'state', 'fence', 'token', 'cancel')
  if e[1] == 'running' and e[2] == ARGV[i + 1] and e[3] == ARGV[i + 2] then
    redis.call('ZADD', key('leases'), 'XX', time + policy.lease, id)
    table.insert(answers, e[4] and 'cancel' or 'done')
  else
    table.insert(answers, 'lost')
  end
end
return answers
