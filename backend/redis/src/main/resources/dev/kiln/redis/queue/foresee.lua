-- Tells what a submit of large executions would be answered now, and the time from which their objects are written.
-- Changes nothing. Touches as many executions as are given, at most 1,000, and their tenants.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 bytes of room that Redis has for payloads, or -1 if it has no bound; then for each: id, tenant, hash
--       of its idempotency key or '', digest of its request
-- Answers  the partition's time, ms; then for each, in order: open, or what submit answers
-- Event  none
--@include common
--@include policy
--@include fair
--@include admission
local answers = { string.format('%.0f', steady(at)) }
for i = 16, #ARGV, 4 do
  local answer = known(ARGV[i], ARGV[i + 2], ARGV[i + 3]) or refused(tenant(ARGV[i + 1]), OVERHEAD)
  table.insert(answers, answer or { 'open' })
end
return answers
