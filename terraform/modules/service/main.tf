# A web-facing application, control plane or execution API: tasks on Fargate in private subnets behind a load balancer.

data "aws_region" "current" {}

locals {
  # Folders that must be writable, since the root is not. They are the task's own and end with it.
  scratch = { tmp = "/tmp", data = "/var/lib/kiln" }
  # Where secrets are that the application takes from a file.
  secret_folder = "/run/secrets"
  secret_paths  = { for name in keys(var.secret_files) : name => "${local.secret_folder}/${lower(trimsuffix(trimprefix(name, "KILN_"), "_FILE"))}" }

  log = {
    logDriver = "awslogs"
    options = {
      "awslogs-group"         = var.log_group
      "awslogs-region"        = data.aws_region.current.region
      "awslogs-stream-prefix" = var.application
      # A log that cannot be written must not stop the application.
      "mode"            = "non-blocking"
      "max-buffer-size" = "8m"
    }
  }

  # Bash itself asks, so that an image needs no other program for it.
  alive = "exec 3<>/dev/tcp/127.0.0.1/${var.port} && printf 'GET /livez HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"

  # Runs first and ends: opens the scratch folders to the application's user, and puts the secrets that are taken from
  # files where they are looked for. ECS gives secrets only as environment, and so they are in this container's, which is
  # gone, and not in the application's, which everything that it starts would inherit.
  prepare = join("\n", concat(
    ["set -eu", "umask 022"],
    [for folder in values(local.scratch) : "chmod 1777 ${folder}"],
    [for name, path in local.secret_paths : format("printf '%%s\\n' \"$%s\" >%s", name, path)],
  ))

  containers = [
    {
      name                   = "prepare"
      image                  = var.image
      essential              = false
      user                   = "0"
      entryPoint             = ["/bin/sh", "-c"]
      command                = [local.prepare]
      readonlyRootFilesystem = true
      secrets                = [for name, reference in var.secret_files : { name = name, valueFrom = reference }]
      mountPoints            = concat(local.scratch_mounts, [{ sourceVolume = "secrets", containerPath = local.secret_folder, readOnly = false }])
      logConfiguration       = local.log
    },
    {
      name                   = var.application
      image                  = var.image
      essential              = true
      dependsOn              = [{ containerName = "prepare", condition = "SUCCESS" }]
      readonlyRootFilesystem = true
      linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
      environment            = [for name, value in merge(var.environment, local.secret_paths) : { name = name, value = value }]
      secrets                = [for name, reference in var.secrets : { name = name, valueFrom = reference }]
      mountPoints            = concat(local.scratch_mounts, [{ sourceVolume = "secrets", containerPath = local.secret_folder, readOnly = true }])
      portMappings = concat(
        [{ name = var.application, containerPort = var.port, protocol = "tcp" }],
        [for name, port in var.private_ports : { name = name, containerPort = port, protocol = "tcp" }],
      )
      # The balancer's check asks /readyz and takes a task out; this one asks /livez, and its failure ends the task.
      healthCheck = {
        command     = ["CMD", "bash", "-c", local.alive]
        interval    = 10
        timeout     = 5
        retries     = 3
        startPeriod = var.start_seconds
      }
      stopTimeout      = var.stop_seconds
      logConfiguration = local.log
    },
  ]

  scratch_mounts = [for volume, folder in local.scratch : { sourceVolume = volume, containerPath = folder, readOnly = false }]
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.name}-${var.application}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.size.cpu
  memory                   = var.size.memory
  execution_role_arn       = var.execution_role_arn
  task_role_arn            = var.task_role_arn
  container_definitions    = jsonencode(local.containers)

  # Older revisions stay, so that a roll-back has something to go back to.
  skip_destroy = true

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  dynamic "volume" {
    for_each = toset(concat(keys(local.scratch), ["secrets"]))

    content {
      name = volume.value
    }
  }
}

resource "aws_ecs_service" "this" {
  name            = var.application
  cluster         = var.cluster.arn
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = var.tasks.least

  # What people and programs wait for is not reclaimed.
  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
  }

  # Without it a change of the strategy would make the service anew, and end its tasks first.
  force_new_deployment = true

  # New tasks are ready before old ones are asked to leave, and a deployment whose tasks do not become ready is undone.
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  availability_zone_rebalancing      = "ENABLED"

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  health_check_grace_period_seconds = var.start_seconds
  enable_execute_command            = false
  enable_ecs_managed_tags           = true
  propagate_tags                    = "SERVICE"
  wait_for_steady_state             = false

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = var.target_group_arn
    container_name   = var.application
    container_port   = var.port
  }

  # By plain TCP: a call may wait for its result for a minute, longer than the proxy lets an HTTP request be.
  service_connect_configuration {
    enabled   = true
    namespace = var.cluster.namespace_arn

    dynamic "service" {
      for_each = var.found_as == null ? {} : merge({ (var.application) = var.port }, var.private_ports)

      content {
        port_name      = service.key
        discovery_name = service.key

        client_alias {
          dns_name = var.found_as
          port     = service.value
        }
      }
    }
  }

  # Orders the first deployments, and begins tasks anew when one of those is made anew. A depends_on of the whole module
  # would do so too, but leave its data unread, and so its task definition unknown, at every change of the others.
  triggers = { for index, arn in var.after : "after-${index}" => arn }

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "tasks" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster.name}/${aws_ecs_service.this.name}"
  min_capacity       = var.tasks.least
  max_capacity       = var.tasks.most
}

resource "aws_appautoscaling_policy" "cpu" {
  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.tasks.service_namespace
  scalable_dimension = aws_appautoscaling_target.tasks.scalable_dimension
  resource_id        = aws_appautoscaling_target.tasks.resource_id

  target_tracking_scaling_policy_configuration {
    target_value = var.tasks.cpu_percent
    # Quickly up, slowly down.
    scale_out_cooldown = 30
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
