# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name              = "kiln-test"
  subnet_ids        = ["subnet-1", "subnet-2", "subnet-3"]
  security_group_id = "sg-1"
  key_arn           = "arn:aws:kms:eu-central-1:123456789012:key/kiln"
  topic_arn         = "arn:aws:sns:eu-central-1:123456789012:kiln"
  node_type         = "db.t4g.small"
  replicas          = 1
  snapshot_days     = 7
}

run "is_encrypted_and_speaks_tls" {
  command = apply

  assert {
    condition     = aws_memorydb_cluster.kiln.tls_enabled && aws_memorydb_cluster.kiln.kms_key_arn == var.key_arn
    error_message = "On the wire and where it is stored."
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.url : secret.kms_key_id == var.key_arn])
    error_message = "The secrets too."
  }

  assert {
    condition     = alltrue([for version in aws_secretsmanager_secret_version.url : startswith(nonsensitive(version.secret_string), "rediss://kiln-test-")])
    error_message = "Each application gets an address of its own user, by TLS."
  }
}

run "throws_nothing_away_when_memory_is_full" {
  command = apply

  assert {
    condition     = anytrue([for parameter in aws_memorydb_parameter_group.kiln.parameter : parameter.name == "maxmemory-policy" && parameter.value == "noeviction"])
    error_message = "noeviction, as docs/queue.md asks."
  }
}

run "gives_each_application_what_it_uses_and_no_more" {
  command = apply

  assert {
    condition     = alltrue([for user in aws_memorydb_user.application : strcontains(user.access_string, " -@all ") && !strcontains(user.access_string, "+@") && !strcontains(user.access_string, "~*") && !strcontains(user.access_string, "&*")])
    error_message = "Every command, key and channel is named; no category, no everything."
  }

  assert {
    condition     = !strcontains(aws_memorydb_user.application["worker"].access_string, "kiln:key:")
    error_message = "A worker sees no API key."
  }

  assert {
    condition     = !strcontains(aws_memorydb_user.application["control"].access_string, "fleet")
    error_message = "The control plane cannot forge a worker."
  }

  assert {
    condition     = alltrue([for user in aws_memorydb_user.application : length(setintersection(split(" ", user.access_string), ["+flushall", "+flushdb", "+keys", "+config", "+acl"])) == 0])
    error_message = "Nobody can empty the queue."
  }

  assert {
    condition     = [for name, user in aws_memorydb_user.application : name if contains(split(" ", user.access_string), "+scan")] == ["api"]
    error_message = "Names of keys can be listed by the API alone."
  }

  assert {
    condition     = alltrue([for user in aws_memorydb_user.application : !strcontains(user.access_string, "%R~")])
    error_message = "The keys that a script is given count as written, so a user who may only read them cannot run it."
  }
}

# What each script calls, with its includes, against the user of the application that runs it. The list of scripts is in
# the module scripts beside this file.
run "knows_the_scripts" {
  module {
    source = "./tests/scripts"
  }

  assert {
    condition     = length(output.unknown) == 0
    error_message = "A script of backend/redis is of no application: say in tests/scripts whose it is, and in users.tf what it calls."
  }
}

run "lets_every_script_run_as_its_user" {
  command = apply

  assert {
    condition     = alltrue([for user, called in run.knows_the_scripts.called : length(setsubtract(called, split(" ", aws_memorydb_user.application[user].access_string))) == 0])
    error_message = "A script calls a command that the user of its application may not: see users.tf."
  }
}

run "keeps_the_last_password_beside_the_new_one" {
  command = apply

  variables {
    password_version = 3
  }

  assert {
    condition     = toset(keys(terraform_data.password)) == toset(["api-2", "api-3", "worker-2", "worker-3", "control-2", "control-3"])
    error_message = "Two of each: a change stops nobody."
  }
}
