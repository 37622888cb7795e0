output "queue_url" {
  description = "URL of the queue of events."
  value       = aws_sqs_queue.events.url
}

output "queue_arn" {
  description = "ARN of the queue of events."
  value       = aws_sqs_queue.events.arn
}

output "dead_queue_name" {
  description = "Name of the queue of events that could not be delivered or understood."
  value       = aws_sqs_queue.dead.name
}

output "reclaim_rule_name" {
  description = "Name of the rule that counts what Spot takes back."
  value       = aws_cloudwatch_event_rule.this["task-reclaimed"].name
}
