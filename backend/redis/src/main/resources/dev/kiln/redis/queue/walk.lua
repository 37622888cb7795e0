-- Shared by the scripts that go through the dead letters: included by name after common.
local LOOKED_AT = 500

-- Goes through the dead letters that a filter means, the last that died first, and visits at most so many: visit(id) is
-- what is done with one. The filter has tenant, language and reason, each '' if it does not matter, from and to, when it
-- died, in ms, or -inf and +inf. after_at and after_id say which one was looked at last, '' if none was. Looks at no more
-- than LOOKED_AT. Answers when the last one that was looked at died and its id; nil if there are no more.
local function walk(filter, after_at, after_id, most, visit)
  local upper = after_at ~= '' and after_at or (filter.to == '+inf' and filter.to or '(' .. filter.to)
  local found = redis.call('ZREVRANGEBYSCORE', key('dead'), upper, filter.from, 'WITHSCORES', 'LIMIT', 0, LOOKED_AT)
  local visited, at, last = 0, nil, nil
  for i = 1, #found, 2 do
    local id, died = found[i], found[i + 1]
    if not (died == after_at and id >= after_id) then
      if visited == most then
        return at, last
      end
      local f = redis.call('HMGET', key('exec:' .. id), 'tenant', 'language', 'reason')
      if (filter.tenant == '' or f[1] == filter.tenant) and (filter.language == '' or f[2] == filter.language)
        and (filter.reason == '' or f[3] == filter.reason) then
        visited = visited + 1
        visit(id)
      end
      at, last = died, id
    end
  end
  if #found < 2 * LOOKED_AT then
    return nil, nil
  end
  return at, last
end
