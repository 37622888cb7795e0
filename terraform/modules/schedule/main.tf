# What happens by the clock, whoever is alive: recovery, and a fresh control plane after SQL's password has changed.

data "aws_region" "current" {}
data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  region    = data.aws_region.current.region
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  # Of each task definition every revision, so that a deployment needs no new right.
  families = [for task in values(var.tasks) : replace(task.task_definition_arn, "/:[0-9]+$/", ":*")]
}

resource "aws_scheduler_schedule_group" "kiln" {
  name = var.name
}

resource "aws_scheduler_schedule" "task" {
  for_each = var.tasks

  name                         = each.key
  group_name                   = aws_scheduler_schedule_group.kiln.name
  description                  = "Runs a task of ${each.key}"
  schedule_expression          = each.value.expression
  schedule_expression_timezone = "UTC"
  kms_key_arn                  = var.key_arn

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.cluster_arn
    role_arn = aws_iam_role.scheduler.arn

    ecs_parameters {
      task_definition_arn     = each.value.task_definition_arn
      task_count              = 1
      launch_type             = "FARGATE"
      platform_version        = "LATEST"
      propagate_tags          = "TASK_DEFINITION"
      enable_ecs_managed_tags = true

      network_configuration {
        subnets          = var.subnet_ids
        security_groups  = [var.security_group_id]
        assign_public_ip = false
      }
    }

    # A sweep that comes a minute late is the next one; a start that fails for good is told.
    retry_policy {
      maximum_event_age_in_seconds = each.value.late_seconds
      maximum_retry_attempts       = each.value.attempts
    }

    dead_letter_config {
      arn = aws_sqs_queue.dead.arn
    }
  }
}

resource "aws_scheduler_schedule" "restart" {
  for_each = var.restarts

  name                         = "restart-${each.key}"
  group_name                   = aws_scheduler_schedule_group.kiln.name
  description                  = "Replaces the tasks of ${each.key}, one after the other"
  schedule_expression          = each.value.expression
  schedule_expression_timezone = "UTC"
  kms_key_arn                  = var.key_arn

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:${local.partition}:scheduler:::aws-sdk:ecs:updateService"
    role_arn = aws_iam_role.scheduler.arn
    input    = jsonencode({ Cluster = var.cluster_name, Service = each.value.service_name, ForceNewDeployment = true })

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 10
    }

    dead_letter_config {
      arn = aws_sqs_queue.dead.arn
    }
  }
}

# What could not be started, with the reason, for as long as SQS keeps it.
resource "aws_sqs_queue" "dead" {
  name                              = "${var.name}-schedule-dead"
  message_retention_seconds         = 1209600
  kms_master_key_id                 = var.key_arn
  kms_data_key_reuse_period_seconds = 3600
}

resource "aws_iam_role" "scheduler" {
  name = "${var.name}-scheduler"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      # Only for schedules of this group.
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnEquals    = { "aws:SourceArn" = aws_scheduler_schedule_group.kiln.arn }
      }
    }]
  })
}

resource "aws_iam_role_policy" "scheduler" {
  name = "run"
  role = aws_iam_role.scheduler.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        # Starts tasks of these definitions, in this cluster.
        {
          Effect    = "Allow"
          Action    = "ecs:RunTask"
          Resource  = local.families
          Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
        },
        # A task that is started carries the tags of its definition.
        {
          Effect    = "Allow"
          Action    = "ecs:TagResource"
          Resource  = "arn:${local.partition}:ecs:${local.region}:${local.account}:task/${var.cluster_name}/*"
          Condition = { StringEquals = { "ecs:CreateAction" = "RunTask" } }
        },
        # Hands the tasks their roles, to ECS and to nobody else.
        {
          Effect    = "Allow"
          Action    = "iam:PassRole"
          Resource  = var.role_arns
          Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
        },
        # Leaves what failed in the queue of dead letters.
        {
          Effect   = "Allow"
          Action   = "sqs:SendMessage"
          Resource = aws_sqs_queue.dead.arn
        },
        # That queue and the schedules themselves are encrypted.
        {
          Effect   = "Allow"
          Action   = ["kms:GenerateDataKey", "kms:Decrypt"]
          Resource = var.key_arn
        },
      ],
      # Begins new tasks of these services; it changes nothing else of them.
      [for restart in values(var.restarts) : {
        Effect   = "Allow"
        Action   = "ecs:UpdateService"
        Resource = "arn:${local.partition}:ecs:${local.region}:${local.account}:service/${var.cluster_name}/${restart.service_name}"
      }],
    )
  })
}
