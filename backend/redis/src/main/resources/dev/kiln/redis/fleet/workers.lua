-- Reads the entries that were renewed in time. Touches at most 1,000 workers.
-- KEYS  1 hash of the entries  2 sorted set of when each was seen
-- ARGV  1 how long an entry lasts, ms
-- Answers  the entries, JSON
local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000)
local seen = redis.call('ZRANGEBYSCORE', KEYS[2], at - tonumber(ARGV[1]), '+inf', 'LIMIT', 0, 1000)
if #seen == 0 then
  return {}
end
return redis.call('HMGET', KEYS[1], unpack(seen))
