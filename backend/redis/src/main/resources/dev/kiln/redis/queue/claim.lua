-- Gives a worker the right to attempts: queued -> running. Touches at most `most` executions and their tenants, and takes
-- at most 64 tenants out of their rings.
-- Lanes begin by weight (interactive 4, standard 2, batch 1 of 7 turns) and fall through to the others; within a lane
-- tenants take turns by their weights, and only those are in the ring that may run now.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 worker  2 token  3 most, 1 to 64  4 spot or on_demand
-- Answers  a list of id, fence, attempt, tenant, submission or '', reference to the object that holds it or '', flat; a token that was answered before gets the same again
-- Event  running, for each
--@include common
--@include policy
--@include clock
--@include fair
local worker, token, most, spot = own(1), own(2), tonumber(own(3)), own(4) == 'spot'

-- What a token gave is known for two leases, in which the network may still bring a request late; a worker's last one for
-- a day, because a worker asks again however long Redis was away, and nothing expires meanwhile.
local function given()
  local last = redis.call('GET', key('claimed:' .. worker))
  if last and string.sub(last, 1, #token + 1) == token .. ' ' then
    return string.sub(last, #token + 2)
  end
  return redis.call('GET', key('claim:' .. token))
end

local before = given()
if before then
  local claimed = {}
  for id in string.gmatch(before, '%S+') do
    local e = redis.call('HMGET', key('exec:' .. id), 'state', 'token', 'fence', 'attempts', 'tenant', 'submission',
      'submission_object')
    if e[1] == 'running' and e[2] == token then
      for _, value in ipairs({ id, e[3], e[4], e[5], e[6] or '', e[7] or '' }) do
        table.insert(claimed, value)
      end
    end
  end
  return claimed
end

redis.call('ZREM', key('idle'), worker)
local at = wall()
local time = now(at)
redis.call('ZADD', key('heard'), time, worker)

local PATTERN = { 'interactive', 'standard', 'interactive', 'batch', 'interactive', 'standard', 'interactive' }
local LANES = { 'interactive', 'standard', 'batch' }
local lanes = redis.call('HMGET', key('lanes'), 'turn', 'paused:interactive', 'paused:standard', 'paused:batch')
local turn = tonumber(lanes[1] or 0)
local paused = { interactive = lanes[2], standard = lanes[3], batch = lanes[4] }
local tenants, claimed, ids, begun, spare, reserve = {}, {}, {}, {}, 64, 0
local served = { interactive = 0, standard = 0, batch = 0 }

local function begin(id, lane, t)
  local exec = key('exec:' .. id)
  local e = redis.call('HMGET', exec, 'cpu', 'reserve', 'attempts', 'fence', 'events', 'submission',
    'submission_object')
  local attempt, fence, number = e[3] + 1, e[4] + 1, e[5] + 1
  redis.call('HSET', exec, 'state', 'running', 'worker', worker, 'token', token, 'started', at, 'attempts', attempt,
    'fence', fence, 'events', number, 'spot', spot and 1 or 0)
  redis.call('ZADD', key('leases'), time + policy.lease, id)
  event(id, number, 'running', at)
  t.waiting, t.running, t.reserved = t.waiting - 1, t.running + 1, t.reserved + e[1]
  served[lane], reserve = served[lane] + 1, reserve + e[2]
  table.insert(ids, id)
  for _, value in ipairs({ id, tostring(fence), tostring(attempt), t.name, e[6] or '', e[7] or '' }) do
    table.insert(claimed, value)
  end
end

-- Begins the next execution of a line, and says whether there was one.
local function serve(line, lane)
  local ring = key('ring:' .. line)
  while spare > 0 do
    local top = redis.call('ZRANGE', ring, 0, 0, 'WITHSCORES')
    if not top[1] then
      return false
    end
    local t = tenants[top[1]] or tenantOf(top[1], at)
    tenants[top[1]] = t
    local id = mayRun(t) and redis.call('ZPOPMIN', key('ready:' .. line .. ':' .. t.name))[1]
    if id then
      begun[line] = top[2]
      begin(id, lane, t)
      local turnAfter = top[2] + 1 / t.weight
      if head(line, t) then
        redis.call('ZADD', ring, turnAfter, t.name)
      else
        redis.call('ZREM', ring, t.name)
        redis.call('HSET', key('tenant:' .. t.name), 'turn:' .. line, turnAfter)
      end
      arrange(t, at)
      return true
    end
    -- Its bounds became tighter since it joined.
    spare = spare - 1
    leave(line, t)
    arrange(t, at)
  end
  return false
end

local function serveLane(lane)
  return not paused[lane] and (not spot and serve(lane .. '-steady', lane) or serve(lane, lane))
end

local function serveNext()
  local first = PATTERN[turn % #PATTERN + 1]
  return serveLane(first) or serveLane(LANES[1]) or serveLane(LANES[2]) or serveLane(LANES[3])
end

while #ids < most and serveNext() do
  turn = turn + 1
end

for _, t in pairs(tenants) do
  save(t)
end
if #ids > 0 then
  for lane, number in pairs(served) do
    if number > 0 then
      redis.call('HINCRBY', key('counts'), 'waiting:' .. lane, -number)
    end
  end
  redis.call('HINCRBY', key('counts'), 'running', #ids)
  redis.call('HINCRBY', key('counts'), 'reserve', reserve)
  redis.call('HSET', key('lanes'), 'turn', turn)
  for line, virtual in pairs(begun) do
    redis.call('HSET', key('lanes'), line, virtual)
  end
  local list = table.concat(ids, ' ')
  redis.call('SET', key('claim:' .. token), list, 'PX', 2 * policy.lease)
  redis.call('SET', key('claimed:' .. worker), token .. ' ' .. list, 'EX', 86400)
end
if #ids < most then
  redis.call('ZADD', key('idle'), at, worker)
end
return claimed
