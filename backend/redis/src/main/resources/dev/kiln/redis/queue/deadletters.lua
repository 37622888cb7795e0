-- Finds dead letters, the last one first. Looks at no more than 500 of them, so that a page may hold fewer than were asked
-- for and still not be the last.
-- KEYS  1 prefix of the partition
-- ARGV  1 tenant or ''  2 language or ''  3 reason or ''  4 died at or after, ms, or -inf  5 died before, ms, or +inf
--       6 when the one before this page died, ms, or ''  7 its id  8 most, 1 to 100
-- Answers  when the last one that was looked at died and its id, both '' if there are no more; then for each: id and its
--          fields, in the order of `fields`
-- Event  none
--@include common
local tenant, language, reason, from, to = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local afterAt, afterId, most = ARGV[6], ARGV[7], tonumber(ARGV[8])
local fields = {
  'tenant', 'language', 'version', 'lane', 'reason', 'failure', 'created', 'finished', 'generation', 'attempts',
  'replays'
}
local LOOKED_AT = 500
local upper = afterAt ~= '' and afterAt or (to == '+inf' and to or '(' .. to)
local found = redis.call('ZREVRANGEBYSCORE', key('dead'), upper, from, 'WITHSCORES', 'LIMIT', 0, LOOKED_AT)
local answer, last = { '', '' }, nil

local function matches(f)
  return (tenant == '' or f[1] == tenant) and (language == '' or f[2] == language) and (reason == '' or f[5] == reason)
end

local listed = 0
for i = 1, #found, 2 do
  local id, died = found[i], found[i + 1]
  if not (died == afterAt and id >= afterId) then
    if listed == most then
      answer[1], answer[2] = last[2], last[1]
      return answer
    end
    local f = redis.call('HMGET', key('exec:' .. id), unpack(fields))
    if matches(f) then
      listed = listed + 1
      table.insert(answer, id)
      for position = 1, #fields do
        table.insert(answer, f[position] or '')
      end
    end
    last = { id, died }
  end
end
if #found == 2 * LOOKED_AT and last then
  answer[1], answer[2] = last[2], last[1]
end
return answer
