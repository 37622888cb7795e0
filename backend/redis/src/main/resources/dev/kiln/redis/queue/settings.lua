-- Changes a tenant's bounds, or whether it may run, and lets that hold at once. Touches one tenant and at most 64 idle
-- workers.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 tenant; then field and value for each, '' to forget the field: weight, most_waiting, most_running,
--       most_cpu (ms), suspended, paused
-- Answers  done
-- Event  none
--@include common
--@include policy
--@include fair
drain()
local name = own(1)
local hash = key('tenant:' .. name)
for i = 16, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', hash, ARGV[i])
  else
    redis.call('HSET', hash, ARGV[i], ARGV[i + 1])
  end
end
local at = wall()
local t = tenantOf(name, at)
if t.own or t.busy then
  redis.call('PERSIST', hash)
else
  redis.call('PEXPIRE', hash, 2 * DAY)
end
local before = t.out
arrange(t, at)
if before and not t.out then
  for _ = 1, math.min(t.waiting, 7) do
    wake(at)
  end
end
return 'done'
