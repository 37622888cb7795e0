# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name        = "kiln-test"
  cluster_arn = "arn:aws:ecs:eu-central-1:123456789012:cluster/kiln"
  key_arn     = "arn:aws:kms:eu-central-1:123456789012:key/kiln"
  instances   = false
}

run "hears_tasks_of_this_cluster_and_what_spot_takes_back" {
  command = apply

  assert {
    condition     = alltrue([for rule in aws_cloudwatch_event_rule.this : jsondecode(rule.event_pattern).detail.clusterArn == [var.cluster_arn]])
    error_message = "Of this cluster alone."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["task-reclaimed"].event_pattern).detail.stopCode == ["SpotInterruption"]
    error_message = "One rule counts reclaims."
  }

  assert {
    condition     = toset(keys(aws_cloudwatch_event_target.events)) == toset(["task-stopped", "task-stopping", "service-action"])
    error_message = "The one that counts sends nothing: each event comes once."
  }
}

run "hears_of_instances_where_there_are_some" {
  command = apply

  variables {
    instances = true
  }

  assert {
    condition     = contains(keys(aws_cloudwatch_event_target.events), "instance-reclaimed")
    error_message = "The two-minute notice of an instance."
  }
}

run "encrypts_and_closes_its_queues" {
  command = apply

  assert {
    condition     = aws_sqs_queue.events.kms_master_key_id == var.key_arn && aws_sqs_queue.dead.kms_master_key_id == var.key_arn
    error_message = "Both are encrypted."
  }

  assert {
    condition     = alltrue([for policy in aws_sqs_queue_policy.this : toset([for statement in jsondecode(policy.policy).Statement : statement.Effect]) == toset(["Allow", "Deny"])])
    error_message = "EventBridge may send; nobody may without TLS."
  }
}
