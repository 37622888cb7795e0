# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name    = "kiln-test"
  key_arn = "arn:aws:kms:eu-central-1:123456789012:key/kiln"
  emails  = ["operators@example.org"]
  watched = {
    cluster_name             = "kiln-test"
    queue_cluster_name       = "kiln-test"
    sql_identifier           = "kiln-test"
    schedule_dead_queue_name = "schedule-dead"
    event_dead_queue_name    = "events-dead"
    reclaim_rule_name        = "task-reclaimed"
    balancers                = { control = { balancer = "app/control/0", target_group = "targetgroup/control/0" }, api = { balancer = "app/api/0", target_group = "targetgroup/api/0" } }
    workers_expected         = true
  }
}

run "alarms_at_what_the_operator_must_know" {
  command = apply

  assert {
    condition     = length(setsubtract(["oldest-wait", "dead-letters", "recovery-not-started", "reclaims", "control-errors", "api-errors", "api-unhealthy", "queue-memory"], keys(aws_cloudwatch_metric_alarm.this))) == 0
    error_message = "One for each."
  }

  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.this), aws_cloudwatch_metric_alarm.no_workers) : alarm.alarm_actions == toset([aws_sns_topic.alarms.arn])])
    error_message = "Each tells the topic."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.no_workers) == 1
    error_message = "And one when no worker runs."
  }
}

run "is_quiet_about_no_workers_where_the_floor_is_none" {
  command = apply

  variables {
    watched = {
      cluster_name             = "kiln-test"
      queue_cluster_name       = "kiln-test"
      sql_identifier           = "kiln-test"
      schedule_dead_queue_name = "schedule-dead"
      event_dead_queue_name    = "events-dead"
      reclaim_rule_name        = "task-reclaimed"
      balancers                = {}
      workers_expected         = false
    }
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.no_workers) == 0
    error_message = "None is as it should be."
  }
}

run "draws_a_dashboard_without_overlaps" {
  command = apply

  assert {
    condition     = length(distinct([for widget in jsondecode(aws_cloudwatch_dashboard.kiln.dashboard_body).widgets : "${widget.x} ${widget.y}"])) == 10
    error_message = "Ten pictures in ten places."
  }
}

run "encrypts_logs_and_messages" {
  command = apply

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.application : group.kms_key_id == var.key_arn && group.retention_in_days == 365]) && aws_sns_topic.alarms.kms_master_key_id == var.key_arn
    error_message = "With our key, and for a year."
  }
}
