# Reads which commands the scripts of the queue call, by the application that runs them.

terraform {
  required_version = ">= 1.9.0, < 2.0.0"
}

locals {
  folder = "${path.module}/../../../../../backend/redis/src/main/resources/dev/kiln/redis"

  # What each application may run, and what is included by several.
  shared = ["queue/adopt", "queue/attempt", "queue/clock", "queue/common", "queue/fair", "queue/policy"]

  # Recovery, which an operator may ask the API for.
  sweeps = ["queue/objects", "queue/orphans", "queue/recover", "queue/replaying", "queue/trash"]

  scripts = {
    api = concat(local.shared, local.sweeps, [
      "queue/admission", "queue/await", "queue/cancel", "queue/deadletters", "queue/foresee", "queue/job", "queue/jobbegin",
      "queue/joblist", "queue/jobset", "queue/jobstep", "queue/lane", "queue/lanes", "queue/purge", "queue/purging",
      "queue/replay", "queue/settings", "queue/submit", "queue/tenants", "queue/walk", "fleet/workers", "tenant/used",
    ])
    worker = concat(local.shared, local.sweeps, [
      "queue/claim", "queue/commit", "queue/fail", "queue/handback", "queue/renew", "fleet/register",
    ])
    control = concat(local.shared, ["queue/settings"])
  }
}

output "unknown" {
  description = "Scripts that are of no application."
  value       = setsubtract([for file in fileset(local.folder, "**/*.lua") : trimsuffix(file, ".lua")], flatten(values(local.scripts)))
}

output "called" {
  description = "The commands that are called, by application, as a user's access string has them."
  value = {
    for user, scripts in local.scripts : user => toset(flatten([
      for script in scripts : [for call in regexall("redis\\.p?call\\('([A-Z]+)'", file("${local.folder}/${script}.lua")) : "+${lower(call[0])}"]
    ]))
  }
}
