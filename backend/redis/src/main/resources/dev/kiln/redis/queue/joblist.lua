-- Reads jobs over dead letters. Touches at most 100.
-- KEYS  1 prefix of the partition
-- ARGV  1 id, or '' for all that are kept, the last that began first
-- Answers  for each: id, then its fields in the order of `fields`, '' where one is not there
-- Event  none
--@include common
local fields = {
  'action', 'tenant', 'language', 'reason', 'from', 'before', 'rate', 'dry', 'state', 'counted', 'matched', 'done',
  'created', 'changed', 'ended'
}
local answer = {}
for _, id in ipairs(ARGV[1] ~= '' and { ARGV[1] } or redis.call('ZREVRANGE', key('jobs'), 0, -1)) do
  local f = redis.call('HMGET', key('job:' .. id), unpack(fields))
  if f[1] then
    table.insert(answer, id)
    for position = 1, #fields do
      table.insert(answer, f[position] or '')
    end
  end
end
return answer
