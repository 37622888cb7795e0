# A user for each application, with just the commands, keys and channels that it uses. What a script does is checked as
# the user that runs it, so each list is what the application sends and what its scripts call: docs/queue.md has the keys,
# and a test of this module compares the lists with the scripts.
#
# `kiln:{p*}:` are the partitions of the queue, `kiln:key:` the API keys, `kiln:{fleet}:` the registry of workers. A
# worker, which is nearest to hostile code, sees no API key; the control plane sees no registry that it could forge.

locals {
  connection = [
    # To sign in and stay connected.
    "+auth", "+hello", "+ping", "+client|setinfo", "+client|setname", "+quit",
    # Scripts, by their hash, and once by their text when the server has forgotten them.
    "+evalsha", "+eval", "+script|load", "+script|exists",
    # Where the slots are: MemoryDB is always a cluster.
    "+cluster|slots", "+cluster|shards", "+cluster|nodes", "+cluster|myid", "+readonly", "+readwrite",
    # Commands and their arguments, which cluster clients ask for.
    "+command",
  ]

  # What every script that moves an execution calls: the shared part of the scripts.
  transitions = [
    "+time", "+exists", "+type", "+get", "+set", "+del", "+incr", "+incrby", "+persist", "+pexpire", "+pttl", "+publish",
    "+hget", "+hmget", "+hexists", "+hset", "+hdel", "+hincrby", "+xadd",
    "+zadd", "+zrem", "+zcard", "+zscore", "+zrange", "+zrangebyscore", "+zpopmin", "+zpopmax",
    "+rpush", "+ltrim", "+spop",
  ]

  partition_channels = "&kiln:{p*}:*"

  users = {
    # Submits, reads, waits, cancels; for operators pauses, sets quotas, finds, replays and purges dead letters, sweeps.
    api = {
      # It only reads the registry, but by a script, and a script's keys count as written: `%R~` refuses it.
      keys     = ["~kiln:{p*}:*", "~kiln:key:*", "~kiln:{fleet}:*"]
      channels = [local.partition_channels]
      commands = concat(local.transitions, [
        "+info", "+subscribe", "+unsubscribe", "+hgetall", "+lrange",
        "+sadd", "+srem", "+scard", "+sismember", "+smembers", "+zrangebylex", "+zrevrange", "+zrevrangebyscore",
        # Where a new version has another layout of keys, this one finds what to bring up to date; the others wait for it.
        "+scan",
      ])
    }
    # Claims, renews, commits, fails, hands back, sweeps, and keeps its entry in the registry.
    worker = {
      keys     = ["~kiln:{p*}:*", "~kiln:{fleet}:*"]
      channels = [local.partition_channels]
      commands = concat(local.transitions, ["+subscribe", "+unsubscribe"])
    }
    # Projects API keys and quotas; a changed quota may put a tenant back into its ring and wake a worker.
    control = {
      keys     = ["~kiln:{p*}:*", "~kiln:key:*"]
      channels = [local.partition_channels]
      commands = concat(local.transitions, ["+hgetall", "+hmset"])
    }
  }

  passwords = { for pair in setproduct(keys(local.users), [var.password_version, var.password_version - 1]) : "${pair[0]}-${pair[1]}" => { user = pair[0], version = pair[1] } }
}

# A new one at every look; what is kept is the first that terraform_data saw.
data "aws_secretsmanager_random_password" "queue" {
  for_each = local.passwords

  password_length            = 64
  exclude_punctuation        = true
  require_each_included_type = true
}

# Keeps a password for as long as its number is in use. It is in the state, which is encrypted and closed: MemoryDB takes
# no other way, and IAM tokens, which would need none, are not yet spoken by the applications.
resource "terraform_data" "password" {
  for_each = local.passwords

  input = data.aws_secretsmanager_random_password.queue[each.key].random_password

  lifecycle {
    ignore_changes = [input]
  }
}

resource "aws_memorydb_user" "application" {
  for_each = local.users

  user_name     = "${var.name}-${each.key}"
  access_string = join(" ", concat(["on"], each.value.keys, ["resetchannels"], each.value.channels, ["-@all"], local.connection, each.value.commands))

  authentication_mode {
    type = "password"
    passwords = [
      for version in [var.password_version, var.password_version - 1] :
      sensitive(terraform_data.password["${each.key}-${version}"].output)
    ]
  }
}

resource "aws_memorydb_acl" "kiln" {
  name       = var.name
  user_names = [for user in aws_memorydb_user.application : user.user_name]
}

# The whole address with its password, as KILN_REDIS_URL takes it: `rediss` is TLS.
resource "aws_secretsmanager_secret" "url" {
  # checkov:skip=CKV2_AWS_57: password_version changes them, because MemoryDB must learn the new one first and tasks must be replaced after
  for_each = local.users

  name                    = "${var.name}/queue/${each.key}"
  description             = "KILN_REDIS_URL of ${each.key}"
  kms_key_id              = var.key_arn
  recovery_window_in_days = var.secret_recovery_days
}

resource "aws_secretsmanager_secret_version" "url" {
  for_each = local.users

  secret_id = aws_secretsmanager_secret.url[each.key].id
  secret_string = format(
    "rediss://%s:%s@%s:%d",
    aws_memorydb_user.application[each.key].user_name,
    sensitive(terraform_data.password["${each.key}-${var.password_version}"].output),
    aws_memorydb_cluster.kiln.cluster_endpoint[0].address,
    aws_memorydb_cluster.kiln.cluster_endpoint[0].port,
  )
}
