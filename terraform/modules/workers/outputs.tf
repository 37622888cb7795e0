output "service_names" {
  description = "Names of the two services in their cluster: spot and steady."
  value       = { for which, service in aws_ecs_service.worker : which => service.name }
}

output "recovery_task_definition_arn" {
  description = "ARN of the task definition of recovery, with its revision."
  value       = aws_ecs_task_definition.recovery.arn
}
