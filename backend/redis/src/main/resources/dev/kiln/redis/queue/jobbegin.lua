-- Begins a job over dead letters. Touches at most 100 jobs.
-- KEYS  1 prefix of the partition
-- ARGV  1 id  2 how many may be under way  3 how many are kept; then its order: 4 replay or purge  5 tenant or ''
--       6 language or ''  7 reason or ''  8 died at or after, ms, or -inf  9 died before, ms, or +inf  10 how many a second
--       11 yes if it only counts
-- Answers  done (also when it was begun before with this order), other if it was with another, many
-- Event  none
--@include common
local id = ARGV[1]
local job = key('job:' .. id)
local order = table.concat({ unpack(ARGV, 4, 11) }, ' ')
local before = redis.call('HGET', job, 'order')
if before then
  return before == order and 'done' or 'other'
end
if redis.call('SCARD', key('jobs:open')) >= tonumber(ARGV[2]) then
  return 'many'
end
local at = wall()
local all = redis.call('ZRANGE', key('jobs'), 0, -1)
local spare = #all + 1 - ARGV[3]
for _, old in ipairs(all) do
  if spare > 0 and redis.call('SISMEMBER', key('jobs:open'), old) == 0 then
    redis.call('ZREM', key('jobs'), old)
    redis.call('DEL', key('job:' .. old))
    spare = spare - 1
  end
end
redis.call('HSET', job, 'order', order, 'action', ARGV[4], 'tenant', ARGV[5], 'language', ARGV[6], 'reason', ARGV[7],
  'from', ARGV[8], 'before', ARGV[9], 'rate', ARGV[10], 'dry', ARGV[11], 'state', 'running', 'matched', 0, 'done', 0,
  'created', at, 'changed', at)
redis.call('ZADD', key('jobs'), at, id)
redis.call('SADD', key('jobs:open'), id)
return 'done'
