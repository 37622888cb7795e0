# Notices of Spot and changes of tasks, to the control plane by a queue. They only add knowledge, to the registry, the
# history and the cost: what counts for a worker is its SIGTERM, for the stop code of an event may be missing.

locals {
  # Tasks of the two services of workers: recovery comes and goes each minute, and the others are not on Spot.
  of_workers = { clusterArn = [var.cluster_arn], group = [{ prefix = "service:worker-" }] }

  rules = merge(
    {
      # A task stopped, for whatever reason; among them `SpotInterruption`.
      task-stopped = {
        source        = ["aws.ecs"]
        "detail-type" = ["ECS Task State Change"]
        detail        = merge(local.of_workers, { lastStatus = ["STOPPED"] })
      }
      # Two minutes before, when the task is told to go.
      task-stopping = {
        source        = ["aws.ecs"]
        "detail-type" = ["ECS Task State Change"]
        detail        = merge(local.of_workers, { desiredStatus = ["STOPPED"], lastStatus = ["RUNNING", "DEACTIVATING", "STOPPING"] })
      }
      # What Spot takes back, alone, so that its rate can be counted and alarmed at.
      task-reclaimed = {
        source        = ["aws.ecs"]
        "detail-type" = ["ECS Task State Change"]
        detail        = merge(local.of_workers, { lastStatus = ["STOPPED"], stopCode = ["SpotInterruption"] })
      }
      # A service that cannot start tasks says why, for example that there is no capacity on Spot.
      service-action = {
        source        = ["aws.ecs"]
        "detail-type" = ["ECS Service Action"]
        detail        = { clusterArn = [var.cluster_arn], eventName = ["SERVICE_TASK_PLACEMENT_FAILURE", "SERVICE_TASK_START_IMPAIRED"] }
      }
    },
    var.instances ? {
      instance-reclaimed = { source = ["aws.ec2"], "detail-type" = ["EC2 Spot Instance Interruption Warning"] }
      instance-at-risk   = { source = ["aws.ec2"], "detail-type" = ["EC2 Instance Rebalance Recommendation"] }
    } : {},
  )

  # The rule that only counts has no target: it would bring each event twice.
  counted = toset(["task-reclaimed"])
  sent    = { for name, pattern in local.rules : name => pattern if !contains(local.counted, name) }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = local.rules

  name          = "${var.name}-${each.key}"
  description   = "For the control plane of ${var.name}"
  event_pattern = jsonencode(each.value)
}

resource "aws_cloudwatch_event_target" "events" {
  for_each = local.sent

  rule = aws_cloudwatch_event_rule.this[each.key].name
  arn  = aws_sqs_queue.events.arn

  retry_policy {
    maximum_event_age_in_seconds = max(60, min(var.keep_seconds, 86400))
    maximum_retry_attempts       = 20
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead.arn
  }
}

resource "aws_sqs_queue" "events" {
  name                              = "${var.name}-events"
  message_retention_seconds         = var.keep_seconds
  visibility_timeout_seconds        = 60
  receive_wait_time_seconds         = 20
  kms_master_key_id                 = var.key_arn
  kms_data_key_reuse_period_seconds = 3600

  # What the control plane could not make sense of five times.
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 })
}

resource "aws_sqs_queue" "dead" {
  name                              = "${var.name}-events-dead"
  message_retention_seconds         = 1209600
  kms_master_key_id                 = var.key_arn
  kms_data_key_reuse_period_seconds = 3600
}

resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  queue_url            = aws_sqs_queue.dead.id
  redrive_allow_policy = jsonencode({ redrivePermission = "byQueue", sourceQueueArns = [aws_sqs_queue.events.arn] })
}

resource "aws_sqs_queue_policy" "this" {
  for_each = { events = aws_sqs_queue.events, dead = aws_sqs_queue.dead }

  queue_url = each.value.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # EventBridge, for the rules above.
      {
        Sid       = "Rules"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = each.value.arn
        Condition = { ArnEquals = { "aws:SourceArn" = [for name in keys(local.sent) : aws_cloudwatch_event_rule.this[name].arn] } }
      },
      # Nobody without TLS.
      {
        Sid       = "OnlyByTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = each.value.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}
