-- Gives up objects that nothing refers to: they may be removed after the grace, if still nothing does. Touches as many as
-- are given, at most 1,000.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 grace, ms; then the keys of objects
-- Answers  how many of them are given up for the first time
-- Event  none
--@include common
--@include policy
--@include clock
--@include objects
drain()
local due = now(wall()) + tonumber(own(1))
local found = 0
for i = 16, #ARGV do
  local _, referred = ownerOf(ARGV[i])
  if not referred then
    found = found + redis.call('ZADD', key('trash'), 'NX', due, ARGV[i])
  end
end
return found
