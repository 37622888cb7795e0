-- Accepts executions: nothing -> queued, each on its own. Touches as many as are given, at most 1,000, their tenants, and
-- at most 8 idle workers for each.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 bytes of room that Redis has for payloads, or -1 if it has no bound  2 how long an idempotency key
--       lasts, ms  3 how long ago an object may have been written, ms; then for each: id, tenant, lane, language, version
--       or '', CPU time that its limits allow, ms, bytes that its result takes at most, hash of its idempotency key or '',
--       digest of its request, submission, JSON, or '', reference to the object that holds it instead or '', the
--       partition's time when that began to be written, ms
-- Answers  for each, in order: accepted, id, when, ms (also when it was before; of a known idempotency key the id and time
--          of the first); or refused, why (full, memory, waiting, cpu, suspended, reused, late), when to try again, ms
--          from now
-- Event  queued, for each
--@include common
--@include policy
--@include fair
--@include admission
-- Redis writes a number that it is given with 17 digits, which costs as much as a small command: texts do not.
local when = tostring(at)
local lasting, patience = own(2), tonumber(own(3))
local accepted = { interactive = 0, standard = 0, batch = 0 }
local last, left = nil, (#ARGV - 17) / 12

-- The next place in line. All that the call may need are taken at once: that some stay unused does no harm.
local function nextPlace()
  last = last or redis.call('INCRBY', key('place'), left) - left
  last = last + 1
  return tostring(last)
end

local function accept(id, t, lane, arguments, bytes)
  local place = nextPlace()
  redis.call('HSET', key('exec:' .. id), 'state', 'queued', 'tenant', t.name, 'lane', lane, 'language', arguments[1],
    'version', arguments[2], 'cpu', arguments[3], 'reserve', arguments[4],
    arguments[8] == '' and 'submission' or 'submission_object', arguments[8] == '' and arguments[7] or arguments[8],
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

-- A sweep may take an object that was written so long ago for an orphan.
local function isLate(reference, since)
  return reference ~= '' and steady(at) - since > patience
end

local answers = {}
for i = 18, #ARGV, 12 do
  local id, name, lane = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local arguments = { unpack(ARGV, i + 3, i + 11) }
  local answer = known(id, arguments[5], arguments[6])
  if not answer and isLate(arguments[8], arguments[9]) then
    answer = { 'refused', 'late', 1000 }
  elseif not answer then
    local t = tenant(name)
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
