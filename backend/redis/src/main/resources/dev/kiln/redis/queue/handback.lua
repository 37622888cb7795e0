-- Gives an execution back without counting the attempt: running -> queued at its old place, or canceled if that was
-- asked. After some hand-backs by Spot workers only on-demand workers claim it. Touches one execution, its tenant, at
-- most 64 waiting instances and at most 8 idle workers.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 id  2 fence  3 token
-- Answers  done (also when this attempt had ended before by the same caller), lost
-- Event  queued, canceled
--@include common
--@include policy
--@include fair
--@include attempt
local e = executionOf(own(1))
if not holds(e, own(2), own(3)) then
  return late(e, own(2), own(3))
end
local at = wall()
local t = tenantOf(e.tenant, at)
release(e, t, 0)
remember(e)
keep(e, 'handed_back', '', at)
if e.cancel then
  finish(e, 'canceled', at, 'attempts', e.attempts - 1)
  save(t)
  arrange(t, at)
  return 'done'
end
if e.spot == '1' then
  e.spotBacks = e.spotBacks + 1
  if e.spotBacks >= policy.spot then
    e.steady = '1'
    redis.call('HSET', e.key, 'steady', 1)
  end
end
redis.call('HDEL', e.key, 'token', 'worker')
move(e, 'queued', at, 'attempts', e.attempts - 1, 'spot_backs', e.spotBacks, 'since', at)
await(e, t)
save(t)
arrange(t, at)
enqueue(e.id, lineOf(e.lane, e.steady), t, e.place, at)
return 'done'
