-- What the queue goes by: the first arguments of every script that includes this; its own follow, own(1) the first.
local policy = {
  lease = tonumber(ARGV[1]), -- ms
  retention = tonumber(ARGV[2]), -- ms that a final execution stays readable
  waiting = tonumber(ARGV[3]), -- most that may wait in the partition
  attempts = tonumber(ARGV[4]), -- at most, then dead
  base = tonumber(ARGV[5]), -- ms, bound of the first delay
  cap = tonumber(ARGV[6]), -- ms, bound of every delay
  random = tonumber(ARGV[7]), -- uniform in [0, 1): scripts draw no numbers of their own
  spot = tonumber(ARGV[8]), -- hand-backs by Spot workers after which only on-demand workers claim it
  poison = tonumber(ARGV[9]), -- workers lost during it that make it poison
  replays = tonumber(ARGV[10]), -- at most, that the sweep makes by itself
  replayDelay = tonumber(ARGV[11]), -- ms before the sweep does
  tenantWaiting = tonumber(ARGV[12]), -- most that a tenant without a number of its own may have waiting
  tenantRunning = tonumber(ARGV[13]), -- likewise running
  tenantCpu = tonumber(ARGV[14]), -- likewise ms of CPU time a day
}

local function own(position)
  return ARGV[14 + position]
end
