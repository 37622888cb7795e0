-- Shared by the scripts that move executions in and out of the lines: included by name after common and policy.
-- A line is a lane, or a lane's steady part, which only on-demand workers claim. In a line each tenant has its ready
-- executions (ready:<line>:<tenant>) and, if it may run now, a turn in the ring (ring:<line>): the lowest is served, and
-- goes on by 1 / weight (start-time fair queueing). One that joins begins at the line's own turn, or where it had left.
local LINES = { 'interactive', 'standard', 'batch', 'interactive-steady', 'standard-steady', 'batch-steady' }
local DAY = 86400000

local function lineOf(lane, steady)
  return steady and lane .. '-steady' or lane
end

-- A tenant's bounds and counters. CPU time is counted by the UTC day; a clock that steps back opens no day again.
local function tenantOf(name, at)
  local f = redis.call('HMGET', key('tenant:' .. name), 'weight', 'most_waiting', 'most_running', 'most_cpu',
    'suspended', 'paused', 'waiting', 'running', 'day', 'used', 'reserved', 'out')
  local today = math.floor(at / DAY)
  local day = tonumber(f[9] or today)
  local t = {
    name = name, own = f[1] or f[5] or f[6], weight = tonumber(f[1] or 1),
    mostWaiting = tonumber(f[2] or policy.tenantWaiting), mostRunning = tonumber(f[3] or policy.tenantRunning),
    mostCpu = tonumber(f[4] or policy.tenantCpu), suspended = f[5], paused = f[6],
    waiting = tonumber(f[7] or 0), running = tonumber(f[8] or 0), day = math.max(day, today),
    used = day >= today and tonumber(f[10] or 0) or 0, reserved = tonumber(f[11] or 0), out = f[12] and true or false
  }
  t.busy = t.waiting + t.running > 0
  return t
end

-- Writes a tenant's counters back. One that has nothing here is not listed, and forgotten after two days.
local function save(t)
  local hash = key('tenant:' .. t.name)
  redis.call('HSET', hash, 'waiting', t.waiting, 'running', t.running, 'day', t.day, 'used', t.used,
    'reserved', t.reserved)
  local busy = t.waiting + t.running > 0
  if busy and not t.busy then
    redis.call('ZADD', key('tenants'), 0, t.name)
    redis.call('PERSIST', hash)
  elseif not busy then
    redis.call('ZREM', key('tenants'), t.name)
    if not t.own then
      redis.call('PEXPIRE', hash, 2 * DAY)
    end
  end
  t.busy = busy
end

-- Wakes the worker that became idle last. One whose entry is older than ten seconds has died or is about to poll
-- anyway; at most eight such are passed over. Once there is none, there is none for the rest of the script.
local idle = true

local function wake(at)
  for _ = 1, idle and 8 or 0 do
    local last = redis.call('ZPOPMAX', key('idle'))
    if #last == 0 then
      idle = false
      return
    end
    if tonumber(last[2]) > at - 10000 then
      redis.call('PUBLISH', key('wake:' .. last[1]), 'work')
      return
    end
  end
end

local function spent(t)
  return t.used + t.reserved >= t.mostCpu
end

local function mayRun(t)
  return not t.suspended and not t.paused and t.running < t.mostRunning and not spent(t)
end

local function join(line, t)
  local begun = redis.call('HGET', key('lanes'), line) or 0
  local left = redis.call('HGET', key('tenant:' .. t.name), 'turn:' .. line) or 0
  redis.call('ZADD', key('ring:' .. line), math.max(tonumber(begun), tonumber(left)), t.name)
end

local function leave(line, t)
  local turn = redis.call('ZSCORE', key('ring:' .. line), t.name)
  if turn then
    redis.call('ZREM', key('ring:' .. line), t.name)
    redis.call('HSET', key('tenant:' .. t.name), 'turn:' .. line, turn)
  end
end

-- Takes a tenant that may not run out of every ring, and one that may again back in, and wakes a worker for it. Whose
-- budget is spent is looked at again when the day ends.
local function arrange(t, at)
  local out = not mayRun(t)
  if out and spent(t) then
    redis.call('ZADD', key('spent'), (t.day + 1) * DAY, t.name)
  end
  if out == t.out then
    return
  end
  t.out = out
  if out then
    redis.call('HSET', key('tenant:' .. t.name), 'out', 1)
  else
    redis.call('HDEL', key('tenant:' .. t.name), 'out')
  end
  local joined = false
  for _, line in ipairs(LINES) do
    if out then
      leave(line, t)
    elseif redis.call('EXISTS', key('ready:' .. line .. ':' .. t.name)) == 1 then
      join(line, t)
      joined = true
    end
  end
  if joined then
    wake(at)
  end
end

-- Makes an execution ready. Its place among its tenant's is the number that it was given at its submit, so that one
-- that comes back does not queue up again.
local function enqueue(id, line, t, place, at)
  redis.call('ZADD', key('ready:' .. line .. ':' .. t.name), place, id)
  local first = redis.call('ZADD', key('heads:' .. line), 'LT', place, t.name) == 1
  if not t.out then
    if first then
      join(line, t)
    end
    wake(at)
  end
end

-- Notes with which place a tenant's line begins after one was taken out. Answers whether anything is left there.
local function head(line, t)
  local first = redis.call('ZRANGE', key('ready:' .. line .. ':' .. t.name), 0, 0, 'WITHSCORES')
  if first[2] then
    redis.call('ZADD', key('heads:' .. line), first[2], t.name)
    return true
  end
  redis.call('ZREM', key('heads:' .. line), t.name)
  return false
end
