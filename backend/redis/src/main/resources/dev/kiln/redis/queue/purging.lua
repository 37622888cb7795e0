-- Shared by the scripts that forget dead letters: included by name after common.

-- Forgets one for good, and writes the event.
local function purge(id, at)
  local events = redis.call('HGET', key('exec:' .. id), 'events')
  redis.call('ZREM', key('dead'), id)
  redis.call('ZREM', key('revive'), id)
  redis.call('DEL', key('exec:' .. id), key('attempts:' .. id))
  event(id, (events or 0) + 1, 'purged', at)
end
