-- The partition's time, ms: what leases and delays go by. It runs with Redis' clock as long as the side of the workers
-- (claim, renew, fail, recover) is heard from at least every five seconds. When Redis' clock steps back, or nobody was
-- heard for longer (Redis was away or paused, a failover brought another clock, no worker was there), time stood still
-- meanwhile, and for one whole lease nothing expires: whoever could not be heard is not to blame.
local function now(at)
  local seen = redis.call('HMGET', key('clock'), 'heard', 'offset')
  local offset = tonumber(seen[2] or 0)
  local gap = seen[1] and at - seen[1] or 0
  if gap < 0 or gap > GAP then
    offset = offset - gap
    redis.call('HSET', key('clock'), 'heard', at, 'offset', offset)
    if gap > GAP then
      redis.call('HSET', key('clock'), 'grace', at + offset + policy.lease)
    end
  elseif gap >= 100 or not seen[1] then
    redis.call('HSET', key('clock'), 'heard', at, 'offset', offset)
  end
  return at + offset
end
