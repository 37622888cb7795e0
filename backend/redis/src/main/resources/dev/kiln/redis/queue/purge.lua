-- Forgets a dead letter for good. Touches one execution.
-- KEYS  1 prefix of the partition
-- ARGV  1 id
-- Answers  done (also when there is none such: a repeated purge), alive if it is no dead letter
-- Event  purged
--@include common
local id = ARGV[1]
local e = redis.call('HMGET', key('exec:' .. id), 'state', 'events')
if not e[1] then
  return 'done'
end
if e[1] ~= 'dead' then
  return 'alive'
end
redis.call('ZREM', key('dead'), id)
redis.call('ZREM', key('revive'), id)
redis.call('DEL', key('exec:' .. id), key('attempts:' .. id))
event(id, e[2] + 1, 'purged', wall())
return 'done'
