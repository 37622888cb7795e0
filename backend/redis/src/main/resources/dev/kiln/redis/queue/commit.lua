-- Ends an execution with its result: running -> finished, or canceled if that was asked before. Touches one execution,
-- its tenant, and at most 64 waiting instances.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 id  2 fence  3 token  4 result, JSON, or ''  5 CPU time that it used, ms  6 reference to the
--       object that holds the result instead, or ''
-- Answers  done (also when this attempt had ended before by the same caller), lost
-- Event  finished, canceled
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
release(e, t, tonumber(own(5)))
local field, result = 'result', own(4)
if own(6) ~= '' then
  field, result = 'result_object', own(6)
  discard(own(6), steady(at) + policy.retention)
end
finish(e, e.cancel and 'canceled' or 'finished', at, field, result, 'ended_fence', e.fence, 'ended_token', e.token)
save(t)
arrange(t, at)
return 'done'
