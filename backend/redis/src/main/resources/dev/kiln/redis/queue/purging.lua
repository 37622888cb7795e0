-- Shared by the scripts that forget dead letters: included by name after common.

-- Forgets one for good, and writes the event.
local function purge(id, at)
  local e = redis.call('HMGET', key('exec:' .. id), 'events', 'submission_object')
  redis.call('ZREM', key('dead'), id)
  redis.call('ZREM', key('revive'), id)
  redis.call('DEL', key('exec:' .. id), key('attempts:' .. id))
  if e[2] then
    discard(e[2], 0)
  end
  event(id, (e[1] or 0) + 1, 'purged', at)
end
