-- Forgets a dead letter for good. Touches one execution.
-- KEYS  1 prefix of the partition
-- ARGV  1 id
-- Answers  done (also when there is none such: a repeated purge), alive if it is no dead letter
-- Event  purged
--@include common
--@include purging
local id = ARGV[1]
local state = redis.call('HGET', key('exec:' .. id), 'state')
if not state then
  return 'done'
end
if state ~= 'dead' then
  return 'alive'
end
purge(id, wall())
return 'done'
