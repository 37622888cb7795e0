-- Shared by the scripts of jobs over dead letters: included by name after common. A job is a hash, job:<id>; jobs has all
-- of them by when they began, jobs:open those that have not ended.

-- Ends a job.
local function close(id, state, at)
  redis.call('SREM', key('jobs:open'), id)
  redis.call('HDEL', key('job:' .. id), 'driver', 'driven', 'budget', 'paced', 'after_at', 'after_id')
  redis.call('HSET', key('job:' .. id), 'state', state, 'changed', at, 'ended', at)
end
