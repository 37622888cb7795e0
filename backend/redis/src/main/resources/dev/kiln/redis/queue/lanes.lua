-- Reads how deep each lane is. Touches the first tenant of each line.
-- KEYS  1 prefix of the partition
-- Answers  for each lane: name, executions that wait, tenants that have something ready, since when the oldest ready one
--          waits, ms, or '', yes if it is paused; at last the partition's running ones and the present, ms
-- Event  none
--@include common
local counts = redis.call('HMGET', key('counts'), 'waiting:interactive', 'waiting:standard', 'waiting:batch', 'running')

local function oldest(line)
  local tenant = redis.call('ZRANGE', key('heads:' .. line), 0, 0)[1]
  local id = tenant and redis.call('ZRANGE', key('ready:' .. line .. ':' .. tenant), 0, 0)[1]
  return id and tonumber(redis.call('HGET', key('exec:' .. id), 'since'))
end

local answer = {}
for number, lane in ipairs({ 'interactive', 'standard', 'batch' }) do
  local since = oldest(lane)
  local steady = oldest(lane .. '-steady')
  if steady and (not since or steady < since) then
    since = steady
  end
  table.insert(answer, lane)
  table.insert(answer, counts[number] or '0')
  table.insert(answer, tostring(redis.call('ZCARD', key('heads:' .. lane))))
  table.insert(answer, since and tostring(since) or '')
  table.insert(answer, redis.call('HEXISTS', key('lanes'), 'paused:' .. lane) == 1 and 'yes' or 'no')
end
table.insert(answer, counts[4] or '0')
table.insert(answer, tostring(wall()))
return answer
