output "log_group_names" {
  description = "Names of the log groups, by application: control, api, worker, recovery."
  value       = { for which, group in aws_cloudwatch_log_group.application : which => group.name }
}

output "log_group_arns" {
  description = "ARNs of the log groups, by application."
  value       = { for which, group in aws_cloudwatch_log_group.application : which => group.arn }
}

output "topic_arn" {
  description = "ARN of the topic that alarms are told to."
  value       = aws_sns_topic.alarms.arn
  depends_on  = [aws_sns_topic_policy.alarms]
}

output "metric_namespace" {
  description = "Namespace of the applications' own metrics."
  value       = var.metric_namespace
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.kiln.dashboard_name
}
