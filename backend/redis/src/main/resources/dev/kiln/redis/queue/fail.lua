-- Ends an attempt that we failed: running -> retrying, dead after the last attempt, or canceled if that was asked.
-- Touches one execution, its tenant, and at most 64 waiting instances.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 id  2 fence  3 token  4 reason, a code  5 message
-- Answers  done (also when this attempt had ended before by the same caller), lost
-- Event  retrying, dead, canceled
--@include common
--@include policy
--@include clock
--@include fair
--@include attempt
local e = executionOf(own(1))
if not holds(e, own(2), own(3)) then
  return late(e, own(2), own(3))
end
drain()
local at = wall()
remember(e)
failed(e, own(4), own(5), at, now(at))
return 'done'
