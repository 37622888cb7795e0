-- Puts or renews a worker's entry and drops those that were not renewed. Touches at most 100 stale entries.
-- KEYS  1 hash of the entries  2 sorted set of when each was seen
-- ARGV  1 worker  2 entry, JSON  3 how long an entry lasts, ms
-- Answers  done
local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000)
-- Redis looks for room only before the first write, and this one needs none: a full Redis still knows its workers.
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], at, ARGV[1])
local stale = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', at - tonumber(ARGV[3]), 'LIMIT', 0, 100)
for _, worker in ipairs(stale) do
  redis.call('ZREM', KEYS[2], worker)
  redis.call('HDEL', KEYS[1], worker)
end
return 'done'
