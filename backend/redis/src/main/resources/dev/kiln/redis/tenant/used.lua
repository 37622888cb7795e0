-- Notes when a key was last used, if the key is there. Touches one hash.
-- KEYS  1 hash of the key
-- ARGV  1 the hour, ms since 1970
-- Answers  noted, or unknown if there is no such key
-- Event  none
if redis.call('EXISTS', KEYS[1]) == 0 then
  return 'unknown'
end
redis.call('HSET', KEYS[1], 'used', ARGV[1])
return 'noted'
