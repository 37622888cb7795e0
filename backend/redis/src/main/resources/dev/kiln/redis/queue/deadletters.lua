-- Finds dead letters, the last one first. Looks at no more than 500 of them, so that a page may hold fewer than were asked
-- for and still not be the last.
-- KEYS  1 prefix of the partition
-- ARGV  1 tenant or ''  2 language or ''  3 reason or ''  4 died at or after, ms, or -inf  5 died before, ms, or +inf
--       6 when the one before this page died, ms, or ''  7 its id  8 most, 1 to 100
-- Answers  when the last one that was looked at died and its id, both '' if there are no more; then for each: id and its
--          fields, in the order of `fields`
-- Event  none
--@include common
--@include walk
local filter = { tenant = ARGV[1], language = ARGV[2], reason = ARGV[3], from = ARGV[4], to = ARGV[5] }
local fields = {
  'tenant', 'language', 'version', 'lane', 'reason', 'failure', 'created', 'finished', 'generation', 'attempts',
  'replays'
}
local answer = { '', '' }

local at, last = walk(filter, ARGV[6], ARGV[7], tonumber(ARGV[8]), function(id)
  local f = redis.call('HMGET', key('exec:' .. id), unpack(fields))
  table.insert(answer, id)
  for position = 1, #fields do
    table.insert(answer, f[position] or '')
  end
end)
answer[1], answer[2] = at or '', last or ''
return answer
