-- Shared by every script of the queue: included by name, never run alone.
-- KEYS[1] is the prefix of the partition, kiln:{pN}: , so that every key that a script makes up lies in one slot.

local function key(name)
  return KEYS[1] .. name
end

-- Milliseconds since 1970 by Redis' clock: what records show. Leases and delays go by the partition's time instead, see
-- clock.
local function wall()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- How long the side of the workers may be silent until its silence is taken for an outage, ms: see clock.
local GAP = 5000

-- The partition's time as clock keeps it, for callers that are not of the workers' side and so are not heard.
local function steady(at)
  local seen = redis.call('HMGET', key('clock'), 'heard', 'offset')
  local offset = tonumber(seen[2] or 0)
  local silent = seen[1] and at - seen[1] or 0
  return (silent < 0 or silent > GAP) and seen[1] + offset or at + offset
end

-- Gives an object up, by a reference to it: from that time of the partition on the sweep may remove it.
local function discard(reference, due)
  redis.call('ZADD', key('trash'), due, string.match(reference, '^%S+'))
end

-- Redis looks for room only before a script's first write, and a write that can only free passes even when there is none:
-- whatever begins so lets a full Redis drain. Deleting a key that never is costs nothing.
local function drain()
  redis.call('DEL', key('none'))
end

-- Appends one change of state to the partition's stream, numbered within its execution.
local function event(id, number, state, at)
  redis.call('XADD', key('events'), 'MAXLEN', '~', 100000, '*',
    'id', id, 'number', number, 'state', state, 'at', at)
end
