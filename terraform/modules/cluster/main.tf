# The cluster, the name by which services find each other, and what tasks run on: Fargate always, instances if asked for.

resource "aws_ecs_cluster" "kiln" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = var.insights
  }

  service_connect_defaults {
    namespace = aws_service_discovery_http_namespace.kiln.arn
  }
}

resource "aws_service_discovery_http_namespace" "kiln" {
  name        = var.name
  description = "Services of ${var.name}"
}

resource "aws_ecs_cluster_capacity_providers" "kiln" {
  cluster_name       = aws_ecs_cluster.kiln.name
  capacity_providers = concat(["FARGATE", "FARGATE_SPOT"], [for provider in aws_ecs_capacity_provider.instances : provider.name])
}
