-- Puts a dead letter back: dead -> queued, as a new generation of the same id. Touches one execution, its tenant and at
-- most 8 idle workers.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 id  2 the caller's token
-- Answers  done (also when this token had replayed it before), alive if it is no dead letter, unknown
-- Event  queued
--@include common
--@include policy
--@include fair
--@include attempt
--@include replaying
local e = executionOf(own(1))
if not e.state then
  return 'unknown'
end
if redis.call('HGET', e.key, 'replay_token') == own(2) then
  return 'done'
end
if e.state ~= 'dead' then
  return 'alive'
end
replay(e, wall(), 'replay_token', own(2))
return 'done'
