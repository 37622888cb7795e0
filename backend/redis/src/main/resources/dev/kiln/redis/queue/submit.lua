-- Accepts executions: nothing -> queued, each on its own. Touches as many as are given, at most 1,000, their tenants, and
-- at most 8 idle workers for each.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 bytes of room that Redis has for payloads, or -1 if it has no bound  2 how long an idempotency key
--       lasts, ms; then for each: id, tenant, lane, language, version or '', CPU time that its limits allow, ms, bytes
--       that its result takes at most, hash of its idempotency key or '', digest of its request, submission, JSON
-- Answers  for each, in order: accepted, id, when, ms (also when it was before; of a known idempotency key the id and time
--          of the first); or refused, why (full, memory, waiting, cpu, suspended, reused), when to try again, ms from now
-- Event  queued, for each
--@include common
--@include policy
--@include fair
local at = wall()
-- Redis writes a number that it is given with 17 digits, which costs as much as a small command: texts do not.
local when = tostring(at)
local room, lasting = tonumber(own(1)), own(2)
local tenants, accepted = {}, { interactive = 0, standard = 0, batch = 0 }
local last, left = nil, (#ARGV - 16) / 10

-- What Redis takes for an execution beside its payload and result.
local OVERHEAD = 2048
-- jemalloc has four sizes for each doubling: a text takes up to a fourth more than its length. See MemoryRoom.
local ROUNDING = 1.25

local counts = redis.call('HMGET', key('counts'), 'waiting:interactive', 'waiting:standard', 'waiting:batch', 'reserve')
local waiting = tonumber(counts[1] or 0) + tonumber(counts[2] or 0) + tonumber(counts[3] or 0)
room = room - tonumber(counts[4] or 0)

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

local function refused(t, bytes)
  if t.suspended then
    return { 'refused', 'suspended', 0 }
  elseif t.used >= t.mostCpu then
    return { 'refused', 'cpu', (t.day + 1) * DAY - at }
  elseif t.waiting >= t.mostWaiting then
    return { 'refused', 'waiting', 1000 }
  elseif waiting >= policy.waiting then
    return { 'refused', 'full', 1000 }
  elseif own(1) ~= '-1' and bytes > room then
    return { 'refused', 'memory', 5000 }
  end
  return nil
end

-- The next place in line. All that the call may need are taken at once: that some stay unused does no harm.
local function nextPlace()
  last = last or redis.call('INCRBY', key('place'), left) - left
  last = last + 1
  return tostring(last)
end

local function accept(id, t, lane, arguments, bytes)
  local place = nextPlace()
  redis.call('HSET', key('exec:' .. id), 'state', 'queued', 'tenant', t.name, 'lane', lane, 'language', arguments[1],
    'version', arguments[2], 'cpu', arguments[3], 'reserve', arguments[4], 'submission', arguments[7],
    'place', place, 'created', when, 'since', when, 'attempts', '0', 'fence', '0', 'events', '1')
  if arguments[5] ~= '' then
    redis.call('SET', key('once:' .. arguments[5]), arguments[6] .. ' ' .. id .. ' ' .. when, 'PX', lasting)
  end
  waiting, room = waiting + 1, room - bytes
  t.waiting, t.changed = t.waiting + 1, true
  accepted[lane] = accepted[lane] + 1
  event(id, '1', 'queued', when)
  arrange(t, at)
  enqueue(id, lane, t, place, at)
  return { 'accepted', id, when }
end

local answers = {}
for i = 17, #ARGV, 10 do
  local id, name, lane = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local arguments = { unpack(ARGV, i + 3, i + 9) }
  local answer = known(id, arguments[5], arguments[6])
  if not answer then
    local t = tenants[name] or tenantOf(name, at)
    tenants[name] = t
    local bytes = math.ceil(#arguments[7] * ROUNDING) + OVERHEAD
    answer = refused(t, bytes) or accept(id, t, lane, arguments, bytes)
  end
  table.insert(answers, answer)
end
for lane, number in pairs(accepted) do
  if number > 0 then
    redis.call('HINCRBY', key('counts'), 'waiting:' .. lane, number)
  end
end
for _, t in pairs(tenants) do
  if t.changed then
    save(t)
  end
end
return answers
