output "arn" {
  description = "ARN of the cluster, known once its capacity providers are there."
  value       = aws_ecs_cluster.kiln.arn
  depends_on  = [aws_ecs_cluster_capacity_providers.kiln]
}

output "name" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.kiln.name
}

output "namespace_arn" {
  description = "ARN of the namespace that services find each other in."
  value       = aws_service_discovery_http_namespace.kiln.arn
}

output "capacity_providers" {
  description = "Names of the capacity providers that workers take: spot and steady, instances where there are some, else Fargate."
  value = {
    spot   = var.instances == null ? "FARGATE_SPOT" : aws_ecs_capacity_provider.instances["spot"].name
    steady = var.instances == null ? "FARGATE" : aws_ecs_capacity_provider.instances["steady"].name
  }
}
