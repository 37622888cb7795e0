-- Shared by the scripts that let executions in: included by name after fair. own(1) is what room Redis has, bytes, or -1
-- if it has no bound.
local at = wall()
local room = tonumber(own(1))
local bounded = room >= 0

-- What Redis takes for an execution beside its payload and result.
local OVERHEAD = 2048
-- jemalloc has four sizes for each doubling: a text takes up to a fourth more than its length. See MemoryRoom.
local ROUNDING = 1.25

local counts = redis.call('HMGET', key('counts'), 'waiting:interactive', 'waiting:standard', 'waiting:batch', 'reserve')
local waiting = tonumber(counts[1] or 0) + tonumber(counts[2] or 0) + tonumber(counts[3] or 0)
room = room - tonumber(counts[4] or 0)

local tenants = {}
local function tenant(name)
  tenants[name] = tenants[name] or tenantOf(name, at)
  return tenants[name]
end

-- The answer to one that was let in before, or whose idempotency key was used; nil if it is new.
local function known(id, idempotency, digest)
  local created = redis.call('HGET', key('exec:' .. id), 'created')
  if created then
    return { 'accepted', id, created }
  end
  local before = idempotency ~= '' and redis.call('GET', key('once:' .. idempotency))
  if before then
    local first, firstId, firstCreated = string.match(before, '^(%S+) (%S+) (%S+)$')
    return first == digest and { 'accepted', firstId, firstCreated } or { 'refused', 'reused', 0 }
  end
  return nil
end

-- The answer to one for which there is no room; nil if there is.
local function refused(t, bytes)
  if t.suspended then
    return { 'refused', 'suspended', 0 }
  elseif t.used >= t.mostCpu then
    return { 'refused', 'cpu', (t.day + 1) * DAY - at }
  elseif t.waiting >= t.mostWaiting then
    return { 'refused', 'waiting', 1000 }
  elseif waiting >= policy.waiting then
    return { 'refused', 'full', 1000 }
  elseif bounded and bytes > room then
    return { 'refused', 'memory', 5000 }
  end
  return nil
end
