-- Shared by the scripts that sweep objects: included by name after common.

-- The execution whose object it is, and whether it refers to it. What is no execution's is not touched: it counts as
-- referred to.
local function ownerOf(object)
  local id = string.match(object, '^executions/([^/]+)/')
  if not id then
    return nil, true
  end
  local exec = key('exec:' .. id)
  for _, reference in ipairs(redis.call('HMGET', exec, 'submission_object', 'result_object')) do
    if reference and string.match(reference, '^%S+') == object then
      return exec, true
    end
  end
  return exec, false
end
