-- Shared by the scripts that end an attempt: included by name after common, never run alone.

-- Whether fence and token are those of the running attempt.
local function holds(exec, fence, token)
  local current = redis.call('HMGET', exec, 'state', 'fence', 'token')
  return current[1] == 'running' and current[2] == fence and current[3] == token
end

-- Whether this very attempt was ended before by the same caller, who asks again because an answer was lost.
local function ended(exec, fence, token)
  local last = redis.call('HMGET', exec, 'ended_fence', 'ended_token')
  return last[1] == fence and last[2] == token
end

-- Remembers that the holder of the lease ended the attempt itself, for a repeated call. The sweep does not: whoever it
-- took the lease from must learn that it is lost.
local function remember(exec)
  local current = redis.call('HMGET', exec, 'fence', 'token')
  redis.call('HSET', exec, 'ended_fence', current[1], 'ended_token', current[2])
end

-- Takes the lease away.
local function release(id, exec)
  redis.call('ZREM', key('leases'), id)
  redis.call('HDEL', exec, 'token', 'worker')
  count('running', -1)
end

-- Tells at most 64 waiting instances that an execution is final.
local function tell(id)
  local waiters = redis.call('SPOP', key('waiters:' .. id), 64)
  for _, instance in ipairs(waiters) do
    redis.call('PUBLISH', key('final:' .. instance), id)
  end
end

-- Ends an execution for good: it stays readable for its retention, and its payload goes.
local function finish(id, exec, state, at, retention)
  redis.call('HSET', exec, 'state', state, 'finished', at)
  redis.call('HDEL', exec, 'submission', 'cancel')
  redis.call('PEXPIRE', exec, retention)
  redis.call('PEXPIRE', key('reasons:' .. id), retention)
  event(id, exec, state, at)
  tell(id)
end

-- Ends an attempt that we failed: canceled if that was asked, dead after the last attempt, else tried again later.
-- random is uniform in [0, 1): scripts draw no numbers of their own. Answers the new state.
local function failed(id, exec, failure, at, policy)
  local current = redis.call('HMGET', exec, 'cancel', 'attempts')
  local attempts = tonumber(current[2])
  release(id, exec)
  redis.call('HSET', exec, 'failure', failure)
  redis.call('RPUSH', key('reasons:' .. id), failure)
  if current[1] then
    redis.call('HDEL', exec, 'failure')
    finish(id, exec, 'canceled', at, policy.retention)
    return 'canceled'
  end
  if attempts >= policy.attempts then
    redis.call('HSET', exec, 'state', 'dead', 'finished', at)
    redis.call('ZADD', key('dead'), at, id)
    event(id, exec, 'dead', at)
    tell(id)
    return 'dead'
  end
  local bound = math.min(policy.cap, policy.base * 2 ^ math.min(attempts - 1, 30))
  redis.call('HSET', exec, 'state', 'retrying')
  redis.call('ZADD', key('delayed'), at + math.floor(bound * policy.random), id)
  count('waiting', 1)
  event(id, exec, 'retrying', at)
  return 'retrying'
end
