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
