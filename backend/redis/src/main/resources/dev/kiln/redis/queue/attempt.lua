-- Shared by the scripts that end attempts: included by name after fair, never run alone.

local function executionOf(id)
  local f = redis.call('HMGET', key('exec:' .. id), 'state', 'fence', 'token', 'worker', 'tenant', 'lane', 'cpu',
    'reserve', 'attempts', 'events', 'cancel', 'started', 'generation', 'spot', 'steady', 'ended_fence', 'ended_token',
    'place', 'spot_backs', 'lost', 'replays', 'submission_object')
  return {
    id = id, key = key('exec:' .. id), state = f[1], fence = f[2], token = f[3], worker = f[4], tenant = f[5],
    lane = f[6], cpu = tonumber(f[7] or 0), reserve = tonumber(f[8] or 0), attempts = tonumber(f[9] or 0),
    events = tonumber(f[10] or 0), cancel = f[11], started = tonumber(f[12] or 0),
    generation = tonumber(f[13] or 1), spot = f[14], steady = f[15], endedFence = f[16], endedToken = f[17],
    place = f[18], spotBacks = tonumber(f[19] or 0), lost = f[20], replays = tonumber(f[21] or 0),
    object = f[22]
  }
end

-- Whether fence and token are those of the running attempt.
local function holds(e, fence, token)
  return e.state == 'running' and e.fence == fence and e.token == token
end

-- Answers a call that does not hold: done if this very attempt was ended before by the same caller, who asks again
-- because an answer was lost. The sweep is not such a caller: whoever it took the lease from must learn that it is lost.
local function late(e, fence, token)
  return e.endedFence == fence and e.endedToken == token and 'done' or 'lost'
end

-- Moves an execution to a state, with further fields, and writes the event.
local function move(e, state, at, ...)
  e.events = e.events + 1
  redis.call('HSET', e.key, 'state', state, 'events', e.events, ...)
  event(e.id, e.events, state, at)
end

-- Takes the lease away, and settles what the claim had reserved with the CPU time that was used, ms.
local function release(e, t, used)
  redis.call('ZREM', key('leases'), e.id)
  redis.call('HINCRBY', key('counts'), 'running', -1)
  redis.call('HINCRBY', key('counts'), 'reserve', 0 - e.reserve)
  t.running = t.running - 1
  t.reserved = t.reserved - e.cpu
  t.used = t.used + used
end

-- Remembers that the holder of the lease ended the attempt itself, for a repeated call.
local function remember(e)
  redis.call('HSET', e.key, 'ended_fence', e.fence, 'ended_token', e.token)
end

-- Keeps how an attempt ended without a result: the last hundred.
local function keep(e, reason, message, at)
  local list = key('attempts:' .. e.id)
  redis.call('RPUSH', list, cjson.encode({
    generation = e.generation, attempt = e.attempts, worker = e.worker, startedAt = e.started, endedAt = at,
    reason = reason, message = message
  }))
  redis.call('LTRIM', list, -100, -1)
end

-- Tells at most 64 waiting instances that an execution is final.
local function tell(id)
  for _, instance in ipairs(redis.call('SPOP', key('waiters:' .. id), 64)) do
    redis.call('PUBLISH', key('final:' .. instance), id)
  end
end

-- Ends an execution for good: it stays readable for its retention, and its payload goes.
local function finish(e, state, at, ...)
  if e.object then
    discard(e.object, 0)
  end
  redis.call('HDEL', e.key, 'submission', 'submission_object', 'cancel', 'token', 'worker', 'reason', 'failure', 'cpu', 'reserve', 'spot',
    'steady', 'lost')
  move(e, state, at, 'finished', at, ...)
  redis.call('PEXPIRE', e.key, policy.retention)
  redis.call('PEXPIRE', key('attempts:' .. e.id), policy.retention)
  tell(e.id)
end

-- Counts one that waits again.
local function await(e, t)
  redis.call('HINCRBY', key('counts'), 'waiting:' .. e.lane, 1)
  t.waiting = t.waiting + 1
end

-- Whether so many different workers were lost during this execution that it is the cause.
local function poisons(e)
  if not e.lost then
    e.lost = e.worker
  elseif not string.find(' ' .. e.lost .. ' ', ' ' .. e.worker .. ' ', 1, true) then
    e.lost = e.lost .. ' ' .. e.worker
  end
  redis.call('HSET', e.key, 'lost', e.lost)
  local _, more = string.gsub(e.lost, ' ', ' ')
  return more + 1 >= policy.poison
end

-- A number in [0, 1) for each delay. A sweep ends many attempts with the one number that it was given: steps by the golden
-- ratio keep them apart, so that what a lost worker had does not come back all at once.
local function draw()
  local drawn = policy.random
  policy.random = (drawn + 0.6180339887498949) % 1
  return drawn
end

-- Ends an attempt that we failed: canceled if that was asked, dead after the last attempt, as poison or if its content
-- is lost, else tried again later. at is what records show, due from what a delay counts. Answers the new state.
local function failed(e, reason, message, at, due)
  local t = tenantOf(e.tenant, at)
  release(e, t, 0)
  keep(e, reason, message, at)
  redis.call('HDEL', e.key, 'token', 'worker')
  local state
  if e.cancel then
    state = 'canceled'
    finish(e, state, at)
  else
    local poison = reason == 'worker_lost' and poisons(e)
    local hopeless = poison or reason == 'content_lost'
    if hopeless or e.attempts >= policy.attempts then
      state = 'dead'
      move(e, state, at, 'finished', at, 'reason', poison and 'poison' or reason, 'failure', message)
      redis.call('ZADD', key('dead'), at, e.id)
      if not hopeless and e.replays < policy.replays then
        redis.call('ZADD', key('revive'), due + policy.replayDelay, e.id)
      end
      tell(e.id)
    else
      state = 'retrying'
      local bound = math.min(policy.cap, policy.base * 2 ^ math.min(e.attempts - 1, 30))
      move(e, state, at, 'reason', reason, 'failure', message)
      redis.call('ZADD', key('delayed'), due + math.floor(bound * draw()), e.id)
      await(e, t)
    end
  end
  save(t)
  arrange(t, at)
  return state
end
