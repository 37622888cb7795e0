# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name              = "kiln-test"
  cluster_arn       = "arn:aws:ecs:eu-central-1:123456789012:cluster/kiln"
  cluster_name      = "kiln"
  key_arn           = "arn:aws:kms:eu-central-1:123456789012:key/kiln"
  subnet_ids        = ["subnet-1"]
  security_group_id = "sg-1"
  role_arns         = ["arn:aws:iam::123456789012:role/start", "arn:aws:iam::123456789012:role/recovery"]
  tasks             = { recovery = { expression = "rate(1 minute)", task_definition_arn = "arn:aws:ecs:eu-central-1:123456789012:task-definition/kiln-recovery:7" } }
  restarts          = { control = { expression = "cron(15 3,4 1 * ? *)", service_name = "control" } }
}

run "starts_recovery_every_minute_on_demand" {
  command = apply

  assert {
    condition     = aws_scheduler_schedule.task["recovery"].schedule_expression == "rate(1 minute)" && aws_scheduler_schedule.task["recovery"].target[0].ecs_parameters[0].launch_type == "FARGATE"
    error_message = "Each minute, whether there is Spot or not."
  }

  assert {
    condition     = !aws_scheduler_schedule.task["recovery"].target[0].ecs_parameters[0].network_configuration[0].assign_public_ip
    error_message = "Without a public address."
  }
}

run "tells_of_what_could_not_be_started" {
  command = apply

  assert {
    condition     = alltrue([for schedule in concat(values(aws_scheduler_schedule.task), values(aws_scheduler_schedule.restart)) : schedule.target[0].dead_letter_config[0].arn == aws_sqs_queue.dead.arn])
    error_message = "Every schedule has the queue of dead letters."
  }

  assert {
    condition     = aws_sqs_queue.dead.kms_master_key_id == var.key_arn
    error_message = "It is encrypted."
  }
}

run "may_start_these_tasks_and_hand_over_these_roles" {
  command = apply

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.scheduler.policy).Statement : !contains(flatten([statement.Resource]), "*") && alltrue([for action in flatten([statement.Action]) : !strcontains(action, "*")])])
    error_message = "No wildcard, in actions or in resources."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.scheduler.policy).Statement : flatten([statement.Resource]) if statement.Action == "ecs:RunTask"]) == ["arn:aws:ecs:eu-central-1:123456789012:task-definition/kiln-recovery:*"]
    error_message = "Every revision of the one definition."
  }
}
