-- The sweep: running with an expired lease -> retrying, dead or canceled; retrying and due -> queued. Touches at most
-- `most` of each.
-- KEYS  1 prefix of the partition
-- ARGV  1 most  2 failure, JSON  3 attempts at most  4 base of the delay, ms  5 its cap, ms  6 random, [0, 1)
--       7 retention, ms
-- Answers  how many: expired leases, due retries, dead letters
-- Event  retrying, dead, canceled, queued, for each
--@include common
--@include attempt
local at = now()
local policy = {
  attempts = tonumber(ARGV[3]), base = tonumber(ARGV[4]), cap = tonumber(ARGV[5]), random = tonumber(ARGV[6]),
  retention = ARGV[7]
}
local dead = 0
local expired = redis.call('ZRANGEBYSCORE', key('leases'), '-inf', at, 'LIMIT', 0, ARGV[1])
for _, id in ipairs(expired) do
  if failed(id, key('exec:' .. id), ARGV[2], at, policy) == 'dead' then
    dead = dead + 1
  end
end
local due = redis.call('ZRANGEBYSCORE', key('delayed'), '-inf', at, 'LIMIT', 0, ARGV[1])
for _, id in ipairs(due) do
  local exec = key('exec:' .. id)
  local current = redis.call('HMGET', exec, 'lane', 'tenant', 'place')
  redis.call('ZREM', key('delayed'), id)
  redis.call('HSET', exec, 'state', 'queued')
  event(id, exec, 'queued', at)
  enqueue(id, current[1], current[2], current[3], at)
end
return { #expired, #due, dead }
