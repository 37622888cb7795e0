-- Reads the entries that were renewed in time. Touches at most 1,000 workers.
-- KEYS  1 hash of the entries  2 sorted set of when each was seen
-- ARGV  1 how long an entry lasts, ms
-- Answers  for each: the entry, JSON, and when it was seen, ms
local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000)
local seen = redis.call('ZRANGEBYSCORE', KEYS[2], at - tonumber(ARGV[1]), '+inf', 'WITHSCORES', 'LIMIT', 0, 1000)
local answer = {}
for i = 1, #seen, 2 do
  local entry = redis.call('HGET', KEYS[1], seen[i])
  if entry then
    table.insert(answer, entry)
    table.insert(answer, seen[i + 1])
  end
end
return answer
