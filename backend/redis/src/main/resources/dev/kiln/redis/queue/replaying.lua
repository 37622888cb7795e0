-- Shared by the scripts that put dead letters back: included by name after attempt.

-- Opens a new generation: dead -> queued, behind what waits. What was tried before is kept.
local function replay(e, at, ...)
  redis.call('ZREM', key('dead'), e.id)
  redis.call('ZREM', key('revive'), e.id)
  local t = tenantOf(e.tenant, at)
  local place = redis.call('INCR', key('place'))
  redis.call('HDEL', e.key, 'finished', 'started', 'reason', 'failure', 'lost', 'spot', 'steady', 'spot_backs')
  move(e, 'queued', at, 'generation', e.generation + 1, 'attempts', 0, 'place', place, 'since', at, ...)
  await(e, t)
  save(t)
  arrange(t, at)
  enqueue(e.id, e.lane, t, place, at)
end
