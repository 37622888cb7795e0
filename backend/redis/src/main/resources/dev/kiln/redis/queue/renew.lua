-- Prolongs leases. Touches as many executions as are given, at most 64.
-- KEYS  1 prefix of the partition
-- ARGV  1 lease, ms; then id, fence, token for each
-- Answers  for each, in order: done, cancel (prolonged, and somebody wants it ended), lost
-- Event  none
--@include common
--@include attempt
local at = now()
local answers = {}
for i = 2, #ARGV, 3 do
  local id = ARGV[i]
  local exec = key('exec:' .. id)
  if holds(exec, ARGV[i + 1], ARGV[i + 2]) then
    redis.call('ZADD', key('leases'), 'XX', at + tonumber(ARGV[1]), id)
    table.insert(answers, redis.call('HEXISTS', exec, 'cancel') == 1 and 'cancel' or 'done')
  else
    table.insert(answers, 'lost')
  end
end
return answers
