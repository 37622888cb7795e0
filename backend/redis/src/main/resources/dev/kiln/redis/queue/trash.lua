-- Tells which objects may be removed: those that were given up, whose time has come, and to which nothing refers. One that
-- is referred to after all is left alone; if its execution ends by itself, until then. Touches at most `most` of them.
-- KEYS  1 prefix of the partition
-- ARGV  the policy; 1 most
-- Answers  their keys; they stay given up until the caller, who removes them, takes them out
-- Event  none
--@include common
--@include policy
--@include clock
--@include objects
drain()
local time = now(wall())
local answers = {}
for _, object in ipairs(redis.call('ZRANGEBYSCORE', key('trash'), '-inf', time, 'LIMIT', 0, own(1))) do
  local exec, referred = ownerOf(object)
  if not referred then
    table.insert(answers, object)
  else
    local left = exec and redis.call('PTTL', exec) or -1
    if left > 0 then
      redis.call('ZADD', key('trash'), time + left + 1000, object)
    else
      redis.call('ZREM', key('trash'), object)
    end
  end
end
return answers
