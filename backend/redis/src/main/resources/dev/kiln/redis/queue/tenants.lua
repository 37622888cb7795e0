-- Reads how much tenants have waiting and running, in the order of their ids. Touches at most 100 tenants.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 the tenant before this page, or ''  2 most, 1 to 100
-- Answers  for each: tenant, waiting, running, CPU ms used today, CPU ms reserved, yes if it is paused, suspended, out of
--          the rings; then for each lane executions that are ready and since when the oldest waits, ms, or '';
--          at last the present, ms
-- Event  none
--@include common
--@include policy
--@include fair
local at = wall()

local function depth(lane, name)
  local ready, since = 0, nil
  for _, line in ipairs({ lane, lane .. '-steady' }) do
    local set = key('ready:' .. line .. ':' .. name)
    ready = ready + redis.call('ZCARD', set)
    local id = redis.call('ZRANGE', set, 0, 0)[1]
    local begun = id and tonumber(redis.call('HGET', key('exec:' .. id), 'since'))
    if begun and (not since or begun < since) then
      since = begun
    end
  end
  return tostring(ready), since and tostring(since) or ''
end

local answer = {}
local from = own(1) == '' and '-' or '(' .. own(1)
for _, name in ipairs(redis.call('ZRANGEBYLEX', key('tenants'), from, '+', 'LIMIT', 0, own(2))) do
  local t = tenantOf(name, at)
  for _, value in ipairs({ name, t.waiting, t.running, t.used, t.reserved }) do
    table.insert(answer, tostring(value))
  end
  for _, flag in ipairs({ t.paused or false, t.suspended or false, t.out }) do
    table.insert(answer, flag and 'yes' or 'no')
  end
  for _, lane in ipairs({ 'interactive', 'standard', 'batch' }) do
    for _, value in ipairs({ depth(lane, name) }) do
      table.insert(answer, value)
    end
  end
end
table.insert(answer, tostring(at))
return answer
