-- Ends an attempt that we failed: running -> retrying, dead after the last attempt, or canceled if that was asked.
-- Touches one execution and at most 64 waiting instances.
-- KEYS  1 prefix of the partition
-- ARGV  1 id  2 fence  3 token  4 failure, JSON  5 attempts at most  6 base of the delay, ms  7 its cap, ms
--       8 random, [0, 1)  9 retention, ms
-- Answers  done (also when this attempt had ended before by the same caller), lost
-- Event  retrying, dead, canceled
--@include common
--@include attempt
local id, fence, token = ARGV[1], ARGV[2], ARGV[3]
local exec = key('exec:' .. id)
if not holds(exec, fence, token) then
  return ended(exec, fence, token) and 'done' or 'lost'
end
remember(exec)
failed(id, exec, ARGV[4], now(), {
  attempts = tonumber(ARGV[5]), base = tonumber(ARGV[6]), cap = tonumber(ARGV[7]), random = tonumber(ARGV[8]),
  retention = ARGV[9]
})
return 'done'
