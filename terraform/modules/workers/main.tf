# Workers. Two services and not one with a mixed strategy: the control plane's policy decides on two numbers, Spot and
# on-demand, and here each is the desired count of a service. In one service only the sum could be set; to move from Spot
# to on-demand while Spot is short would need a new strategy, and with it a deployment that replaces every task.

data "aws_region" "current" {}

locals {
  fargate = var.isolation == "restricted"

  services = {
    # What Spot may take back; as many as the control plane asks for.
    spot = { provider = var.cluster.capacity_providers.spot, base = 0, first = 0 }
    # The floor, and more while Spot is short.
    steady = { provider = var.cluster.capacity_providers.steady, base = var.floor, first = var.floor }
  }

  environment = merge(var.environment, {
    KILN_SANDBOX       = var.isolation
    KILN_SLOTS         = tostring(var.slots)
    KILN_DRAIN_SECONDS = tostring(var.drain_seconds)
    KILN_WORKER_PORT   = "8082"
    KILN_DATA          = "/var/lib/kiln"
    KILN_OBJECTS_PATH  = "/var/lib/kiln/objects"
  })

  # Folders that must be writable, since the root is not.
  scratch = { tmp = "/tmp", data = "/var/lib/kiln", run = "/run/kiln" }

  alive = "exec 3<>/dev/tcp/127.0.0.1/8082 && printf 'GET /livez HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"

  log = {
    for which, group in var.log_groups : which => {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = group
        "awslogs-region"        = data.aws_region.current.region
        "awslogs-stream-prefix" = which
        "mode"                  = "non-blocking"
        "max-buffer-size"       = "8m"
      }
    }
  }

  worker = {
    name                   = "worker"
    image                  = var.image
    essential              = true
    user                   = "0"
    readonlyRootFilesystem = true
    # On instances the container is privileged: mounts, namespaces and control groups are what boxes are made of, and
    # kiln-box takes every privilege away before a program begins. On Fargate nothing can be added, and nothing is.
    privileged      = !local.fargate
    linuxParameters = { initProcessEnabled = true }
    environment     = [for name, value in local.environment : { name = name, value = value }]
    secrets         = [{ name = "KILN_REDIS_URL", valueFrom = var.queue_reference }]
    mountPoints     = [for volume, folder in local.scratch : { sourceVolume = volume, containerPath = folder, readOnly = false }]
    healthCheck = {
      command     = ["CMD", "bash", "-c", local.alive]
      interval    = 10
      timeout     = 5
      retries     = 3
      startPeriod = 120
    }
    # Longer than the drain: what was not handed back by then is lost until its lease expires.
    stopTimeout      = var.stop_seconds
    logConfiguration = local.log.worker
  }

  recovery = {
    name                   = "recovery"
    image                  = var.image
    essential              = true
    readonlyRootFilesystem = true
    linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    environment            = [for name, value in merge(var.environment, { KILN_WORKER_MODE = "recover-once", KILN_OBJECTS_PATH = "/tmp/objects" }) : { name = name, value = value }]
    secrets                = [{ name = "KILN_REDIS_URL", valueFrom = var.queue_reference }]
    mountPoints            = [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }]
    stopTimeout            = 30
    logConfiguration       = local.log.recovery
  }
}

# ---------------------------------------------------------------- workers

resource "aws_ecs_task_definition" "worker" {
  family                   = "${var.name}-worker"
  requires_compatibilities = [local.fargate ? "FARGATE" : "EC2"]
  network_mode             = "awsvpc"
  cpu                      = var.size.cpu
  memory                   = var.size.memory
  execution_role_arn       = var.execution_role_arn
  task_role_arn            = var.task_role_arn
  container_definitions    = jsonencode([local.worker])
  skip_destroy             = true

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  dynamic "ephemeral_storage" {
    for_each = local.fargate ? [var.ephemeral_gib] : []

    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  dynamic "volume" {
    for_each = local.scratch

    content {
      name = volume.key
    }
  }
}

resource "aws_ecs_service" "worker" {
  for_each = local.services

  name            = "worker-${each.key}"
  cluster         = var.cluster.arn
  task_definition = aws_ecs_task_definition.worker.arn
  desired_count   = each.value.first

  capacity_provider_strategy {
    capacity_provider = each.value.provider
    base              = each.value.base
    weight            = 1
  }

  # Without it another floor would make the service anew, and end its tasks first.
  force_new_deployment = true

  # Old workers finish or hand back while new ones are there; those that are busy are protected, and leave when they are
  # not.
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  availability_zone_rebalancing      = "ENABLED"

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  enable_execute_command  = false
  enable_ecs_managed_tags = true
  propagate_tags          = "SERVICE"
  wait_for_steady_state   = false

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  # Whole zones first, then the instance with the least room left, so that others empty and go.
  dynamic "ordered_placement_strategy" {
    for_each = local.fargate ? [] : [{ type = "spread", field = "attribute:ecs.availability-zone" }, { type = "binpack", field = "memory" }]

    content {
      type  = ordered_placement_strategy.value.type
      field = ordered_placement_strategy.value.field
    }
  }

  lifecycle {
    # The control plane's.
    ignore_changes = [desired_count]
  }
}

# ---------------------------------------------------------------- recovery

# A task of its own and not an override of the worker's: it has fewer rights, needs no box, and a quarter of
# a processor is enough. Always on Fargate and on demand: it is what mends a shortage.
resource "aws_ecs_task_definition" "recovery" {
  family                   = "${var.name}-recovery"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = var.execution_role_arn
  task_role_arn            = var.recovery_role_arn
  container_definitions    = jsonencode([local.recovery])
  skip_destroy             = true

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  volume {
    name = "tmp"
  }
}
