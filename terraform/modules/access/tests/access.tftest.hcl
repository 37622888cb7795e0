# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name              = "kiln-test"
  key_arn           = "arn:aws:kms:eu-central-1:123456789012:key/kiln"
  cluster_arn       = "arn:aws:ecs:eu-central-1:123456789012:cluster/kiln-test"
  cluster_name      = "kiln-test"
  repository_arns   = ["arn:aws:ecr:eu-central-1:123456789012:repository/kiln/control"]
  log_group_arns    = { control = "arn:aws:logs:1:2:log-group:control", api = "arn:aws:logs:1:2:log-group:api", worker = "arn:aws:logs:1:2:log-group:worker", recovery = "arn:aws:logs:1:2:log-group:recovery" }
  queue_secret_arns = { control = "arn:aws:secretsmanager:1:2:secret:control", api = "arn:aws:secretsmanager:1:2:secret:api", worker = "arn:aws:secretsmanager:1:2:secret:worker" }
  sql_secret_arn    = "arn:aws:secretsmanager:1:2:secret:sql"
  object_bucket_arn = "arn:aws:s3:::kiln-objects"
  object_prefix     = "executions/"
  event_queue_arn   = "arn:aws:sqs:1:2:events"
  metric_namespace  = "Kiln"
}

run "has_no_wildcard_action" {
  command = apply

  assert {
    condition = alltrue([
      for policy in concat(values(aws_iam_role_policy.execution), values(aws_iam_role_policy.task)) :
      alltrue([for statement in jsondecode(policy.policy).Statement : alltrue([for action in flatten([statement.Action]) : !strcontains(action, "*")])])
    ])
    error_message = "Every action is named."
  }
}

run "takes_all_resources_only_where_a_call_names_none" {
  command = apply

  assert {
    condition = toset(flatten([
      for policy in concat(values(aws_iam_role_policy.execution), values(aws_iam_role_policy.task)) :
      [for statement in jsondecode(policy.policy).Statement : statement.Action if contains(flatten([statement.Resource]), "*")]
    ])) == toset(["ecr:GetAuthorizationToken", "cloudwatch:PutMetricData", "ecs:ListTasks"])
    error_message = "These three, and no more without a reason in main.tf and in the README."
  }

  assert {
    condition = alltrue(flatten([
      for policy in concat(values(aws_iam_role_policy.execution), values(aws_iam_role_policy.task)) :
      [for statement in jsondecode(policy.policy).Statement : can(statement.Condition) if contains(flatten([statement.Resource]), "*") && statement.Action != "ecr:GetAuthorizationToken"]
    ]))
    error_message = "What can be narrowed by a condition is."
  }
}

run "lets_a_worker_protect_itself_and_touch_its_objects_alone" {
  command = apply

  assert {
    condition     = toset(flatten([for statement in jsondecode(aws_iam_role_policy.task["worker"].policy).Statement : statement.Action])) == toset(["s3:ListBucket", "s3:DeleteObject", "s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "kms:Decrypt", "kms:GenerateDataKey", "ecs:UpdateTaskProtection", "ecs:GetTaskProtection"])
    error_message = "A worker's rights are these; it reads no secret."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.task["worker"].policy).Statement : statement.Resource if statement.Sid == "Objects"]) == "arn:aws:s3:::kiln-objects/executions/*"
    error_message = "Below the prefix."
  }

  assert {
    condition     = toset(flatten([for statement in jsondecode(aws_iam_role_policy.task["recovery"].policy).Statement : statement.Action])) == toset(["s3:ListBucket", "s3:DeleteObject"])
    error_message = "Recovery removes what nothing refers to, and reads no object."
  }
}

run "shows_each_start_its_own_secrets" {
  command = apply

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.execution["worker"].policy).Statement : statement.Resource if statement.Sid == "ReadSecrets"]) == ["arn:aws:secretsmanager:1:2:secret:worker"]
    error_message = "A worker's start reads the queue's secret of workers."
  }
}

run "makes_keys_of_the_form_that_kiln_takes" {
  command = apply

  assert {
    condition     = can(regex("^kiln_[0-9A-Za-z_-]{43}$", nonsensitive(aws_secretsmanager_secret_version.control["operator_key"].secret_string)))
    error_message = "kiln_ and 43 digits."
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.control : secret.kms_key_id == var.key_arn])
    error_message = "Encrypted with our key."
  }
}
