locals {
  services = ["control", "api", "worker-spot", "worker-steady"]

  # How metrics of this cluster's services are named.
  of_service = { for service in local.services : service => { ClusterName = var.watched.cluster_name, ServiceName = service } }

  alarms = merge(
    {
      # What waits longest, in any lane. Told by the control plane.
      oldest-wait = {
        what      = "An execution waits for longer than ${var.thresholds.oldest_seconds} s"
        namespace = var.metric_namespace, metric = var.metrics.oldest_seconds, dimensions = {}, statistic = "Maximum"
        above     = var.thresholds.oldest_seconds, seconds = 60, of = 3, missing = "notBreaching"
      }
      # Infrastructure failed too often for something that was accepted. Told by the control plane.
      dead-letters = {
        what      = "There are dead letters: look at their reasons, mend, replay"
        namespace = var.metric_namespace, metric = var.metrics.dead_letters, dimensions = {}, statistic = "Maximum"
        above     = 0, seconds = 60, of = 5, missing = "notBreaching"
      }
      # Schedules that could not start a task, and events that nobody understood.
      recovery-not-started = {
        what      = "A task of the schedule could not be started: the reason is in the queue of dead letters"
        namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = var.watched.schedule_dead_queue_name }, statistic = "Maximum"
        above     = 0, seconds = 300, of = 1, missing = "notBreaching"
      }
      events-not-understood = {
        what      = "Events of Spot or of tasks could not be delivered or understood"
        namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = var.watched.event_dead_queue_name }, statistic = "Maximum"
        above     = 0, seconds = 300, of = 1, missing = "notBreaching"
      }
      # How fast Spot takes workers back: beyond this it is a shortage, and costs latency.
      reclaims = {
        what      = "Spot took back more than ${var.thresholds.reclaims_per_hour} workers within an hour"
        namespace = "AWS/Events", metric = "MatchedEvents", dimensions = { RuleName = var.watched.reclaim_rule_name }, statistic = "Sum"
        above     = var.thresholds.reclaims_per_hour, seconds = 3600, of = 1, missing = "notBreaching"
      }
      queue-memory = {
        what      = "The queue's memory is used to ${var.thresholds.queue_memory_percent} %: at 70 % submissions are refused"
        namespace = "AWS/MemoryDB", metric = "DatabaseMemoryUsagePercentage", dimensions = { ClusterName = var.watched.queue_cluster_name }, statistic = "Maximum"
        above     = var.thresholds.queue_memory_percent, seconds = 300, of = 2, missing = "breaching"
      }
      queue-engine = {
        what      = "The queue's one thread is busy for more than 80 %: it is the ceiling of a shard"
        namespace = "AWS/MemoryDB", metric = "EngineCPUUtilization", dimensions = { ClusterName = var.watched.queue_cluster_name }, statistic = "Maximum"
        above     = 80, seconds = 300, of = 3, missing = "breaching"
      }
      sql-cpu = {
        what      = "SQL is busy for more than 80 %"
        namespace = "AWS/RDS", metric = "CPUUtilization", dimensions = { DBInstanceIdentifier = var.watched.sql_identifier }, statistic = "Average"
        above     = 80, seconds = 300, of = 3, missing = "breaching"
      }
    },
    {
      for which, balancer in var.watched.balancers : "${which}-errors" => {
        what      = "${which} answers with 5xx more than ${var.thresholds.errors_per_minute} times a minute"
        namespace = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", dimensions = { LoadBalancer = balancer.balancer }, statistic = "Sum"
        above     = var.thresholds.errors_per_minute, seconds = 60, of = 3, missing = "notBreaching"
      }
    },
    {
      for which, balancer in var.watched.balancers : "${which}-unhealthy" => {
        what      = "Tasks of ${which} are not ready"
        namespace = "AWS/ApplicationELB", metric = "UnHealthyHostCount", dimensions = { LoadBalancer = balancer.balancer, TargetGroup = balancer.target_group }, statistic = "Maximum"
        above     = 0, seconds = 60, of = 5, missing = "breaching"
      }
    },
  )

  # One picture a question: does it wait, does it answer, what does it run on, is the queue well.
  dashboard = {
    widgets = [
      for index, widget in [
        { title = "Oldest wait, s; dead letters", stat = "Maximum", metrics = [[var.metric_namespace, var.metrics.oldest_seconds], [var.metric_namespace, var.metrics.dead_letters, { yAxis = "right" }]] },
        { title = "Requests a minute", stat = "Sum", metrics = [for which, balancer in var.watched.balancers : ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", balancer.balancer, { label = which }]] },
        { title = "Answers of 5xx a minute", stat = "Sum", metrics = [for which, balancer in var.watched.balancers : ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", balancer.balancer, { label = which }]] },
        { title = "Time to an answer, p99, s", stat = "p99", metrics = [for which, balancer in var.watched.balancers : ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", balancer.balancer, { label = which }]] },
        { title = "Tasks that run", stat = "Average", metrics = [for service in local.services : ["ECS/ContainerInsights", "RunningTaskCount", "ClusterName", var.watched.cluster_name, "ServiceName", service, { label = service }]] },
        { title = "CPU of tasks, %", stat = "Average", metrics = [for service in local.services : ["AWS/ECS", "CPUUtilization", "ClusterName", var.watched.cluster_name, "ServiceName", service, { label = service }]] },
        { title = "Workers that Spot took back", stat = "Sum", metrics = [["AWS/Events", "MatchedEvents", "RuleName", var.watched.reclaim_rule_name]] },
        { title = "Queue: memory and engine, %", stat = "Maximum", metrics = [for metric in ["DatabaseMemoryUsagePercentage", "EngineCPUUtilization"] : ["AWS/MemoryDB", metric, "ClusterName", var.watched.queue_cluster_name]] },
        { title = "Queue: connections", stat = "Maximum", metrics = [["AWS/MemoryDB", "CurrConnections", "ClusterName", var.watched.queue_cluster_name]] },
        { title = "SQL: CPU, %, and connections", stat = "Average", metrics = [["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", var.watched.sql_identifier], ["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", var.watched.sql_identifier, { yAxis = "right" }]] },
        ] : {
        type   = "metric"
        x      = index % 2 * 12
        y      = floor(index / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = widget.title
          region  = local.region
          view    = "timeSeries"
          stat    = widget.stat
          period  = 60
          metrics = widget.metrics
        }
      }
    ]
  }
}

resource "aws_cloudwatch_dashboard" "kiln" {
  dashboard_name = var.name
  dashboard_body = jsonencode(local.dashboard)
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.what
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.above
  period              = each.value.seconds
  evaluation_periods  = each.value.of
  datapoints_to_alarm = each.value.of
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# Both services of workers together: one of them may well be at nothing.
resource "aws_cloudwatch_metric_alarm" "no_workers" {
  count = var.watched.workers_expected ? 1 : 0

  alarm_name          = "${var.name}-no-workers"
  alarm_description   = "No worker runs, neither on Spot nor on demand"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "workers"
    expression  = "SUM([FILL(spot, 0), FILL(steady, 0)])"
    label       = "Workers"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = toset(["spot", "steady"])

    content {
      id = metric_query.value

      metric {
        namespace   = "ECS/ContainerInsights"
        metric_name = "RunningTaskCount"
        dimensions  = local.of_service["worker-${metric_query.value}"]
        period      = 60
        stat        = "Maximum"
      }
    }
  }
}
