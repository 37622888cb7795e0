# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name               = "kiln-test"
  cluster            = { arn = "arn:aws:ecs:eu-central-1:123456789012:cluster/kiln", capacity_providers = { spot = "FARGATE_SPOT", steady = "FARGATE" } }
  isolation          = "restricted"
  architecture       = "ARM64"
  image              = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/kiln/worker:1.0.0"
  size               = { cpu = 1024, memory = 2048 }
  slots              = 1
  floor              = 2
  subnet_ids         = ["subnet-1", "subnet-2"]
  security_group_id  = "sg-1"
  execution_role_arn = "arn:aws:iam::123456789012:role/start"
  task_role_arn      = "arn:aws:iam::123456789012:role/worker"
  recovery_role_arn  = "arn:aws:iam::123456789012:role/recovery"
  log_groups         = { worker = "/kiln/test/worker", recovery = "/kiln/test/recovery" }
  queue_reference    = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:url:::1"
  environment        = { KILN_QUEUE_LEASE = "30s" }
}

run "has_spot_and_an_on_demand_floor" {
  command = apply

  assert {
    condition     = [for strategy in aws_ecs_service.worker["spot"].capacity_provider_strategy : strategy.capacity_provider] == ["FARGATE_SPOT"]
    error_message = "One service is on Spot alone."
  }

  assert {
    condition     = one([for strategy in aws_ecs_service.worker["steady"].capacity_provider_strategy : strategy if strategy.capacity_provider == "FARGATE"]).base == 2 && aws_ecs_service.worker["steady"].desired_count == 2
    error_message = "The other is the floor, on demand."
  }

  assert {
    condition     = aws_ecs_service.worker["spot"].desired_count == 0
    error_message = "Nothing on Spot until the control plane asks for it."
  }
}

run "changes_its_floor_without_ending_its_tasks" {
  command = apply

  assert {
    condition     = alltrue([for service in aws_ecs_service.worker : service.force_new_deployment])
    error_message = "The provider replaces a service whose strategy changes, unless this is set."
  }
}

run "kills_a_worker_only_after_it_has_handed_back" {
  command = apply

  assert {
    condition = (
      jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].stopTimeout >= 10 +
      tonumber(one([for setting in jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].environment : setting.value if setting.name == "KILN_DRAIN_SECONDS"]))
    )
    error_message = "stopTimeout must be above KILN_DRAIN_SECONDS by what handing back takes."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].stopTimeout == 120
    error_message = "All that Fargate gives."
  }
}

run "gives_a_worker_the_queues_secret_and_nothing_else" {
  command = apply

  assert {
    condition     = [for secret in jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].secrets : secret.name] == ["KILN_REDIS_URL"]
    error_message = "One secret."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].readonlyRootFilesystem && !jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].privileged
    error_message = "A read-only root, and on Fargate no privilege."
  }

  assert {
    condition     = alltrue([for service in aws_ecs_service.worker : !service.network_configuration[0].assign_public_ip])
    error_message = "No public address."
  }
}

run "sweeps_once_with_a_role_of_its_own" {
  command = apply

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.recovery.container_definitions)[0].environment, { name = "KILN_WORKER_MODE", value = "recover-once" })
    error_message = "Recovery is the worker's run-once mode."
  }

  assert {
    condition     = aws_ecs_task_definition.recovery.task_role_arn == var.recovery_role_arn
    error_message = "With a role of its own."
  }
}

run "takes_instances_and_their_privileges_for_namespaces" {
  command = apply

  variables {
    isolation = "namespaces"
    cluster   = { arn = "arn:aws:ecs:eu-central-1:123456789012:cluster/kiln", capacity_providers = { spot = "kiln-test-spot", steady = "kiln-test-steady" } }
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].privileged && aws_ecs_task_definition.worker.requires_compatibilities == toset(["EC2"])
    error_message = "Privileged, and on instances."
  }

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].environment, { name = "KILN_SANDBOX", value = "namespaces" })
    error_message = "The worker is told to refuse anything weaker."
  }

  assert {
    condition     = aws_ecs_task_definition.recovery.requires_compatibilities == toset(["FARGATE"])
    error_message = "Recovery stays on Fargate: it needs no instance that may be gone."
  }
}

run "refuses_a_drain_that_stop_would_cut" {
  command = plan

  variables {
    drain_seconds = 115
  }

  expect_failures = [var.drain_seconds]
}
