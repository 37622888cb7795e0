# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name               = "kiln-test"
  application        = "control"
  cluster            = { arn = "arn:aws:ecs:eu-central-1:123456789012:cluster/kiln", name = "kiln", namespace_arn = "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-0" }
  architecture       = "ARM64"
  image              = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/kiln/control:1.0.0"
  size               = { cpu = 512, memory = 1024 }
  tasks              = { least = 2, most = 4 }
  port               = 8080
  subnet_ids         = ["subnet-1", "subnet-2"]
  security_group_id  = "sg-1"
  target_group_arn   = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/kiln/0"
  execution_role_arn = "arn:aws:iam::123456789012:role/start"
  task_role_arn      = "arn:aws:iam::123456789012:role/do"
  log_group          = "/kiln/test/control"
  environment        = { KILN_PORT = "8080" }
  secrets            = { KILN_REDIS_URL = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:url:::1" }
  secret_files       = { KILN_SQL_PASSWORD_FILE = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:sql:password::" }
}

run "is_private_and_on_demand" {
  command = apply

  assert {
    condition     = !aws_ecs_service.this.network_configuration[0].assign_public_ip
    error_message = "Tasks have no public address."
  }

  assert {
    condition     = [for strategy in aws_ecs_service.this.capacity_provider_strategy : strategy.capacity_provider] == ["FARGATE"]
    error_message = "What people wait for is not on Spot."
  }

  assert {
    condition     = one(aws_ecs_service.this.deployment_circuit_breaker).rollback && aws_ecs_service.this.deployment_minimum_healthy_percent == 100
    error_message = "A deployment takes nothing away before there is more, and goes back by itself."
  }
}

run "is_never_made_anew_for_another_strategy" {
  command = apply

  assert {
    condition     = aws_ecs_service.this.force_new_deployment
    error_message = "The provider replaces a service whose strategy changes, unless this is set."
  }
}

run "has_a_read_only_root_and_no_capability" {
  command = apply

  assert {
    condition     = alltrue([for container in jsondecode(aws_ecs_task_definition.this.container_definitions) : container.readonlyRootFilesystem])
    error_message = "Every container's root is read-only."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[1].linuxParameters.capabilities.drop == ["ALL"]
    error_message = "The application has no capability."
  }
}

run "keeps_secrets_of_files_out_of_the_applications_environment" {
  command = apply

  assert {
    condition     = [for secret in jsondecode(aws_ecs_task_definition.this.container_definitions)[1].secrets : secret.name] == ["KILN_REDIS_URL"]
    error_message = "The application's own environment has the queue's address alone."
  }

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.this.container_definitions)[1].environment, { name = "KILN_SQL_PASSWORD_FILE", value = "/run/secrets/sql_password" })
    error_message = "It is told where the file is."
  }

  assert {
    condition     = strcontains(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].command[0], "printf '%s\\n' \"$KILN_SQL_PASSWORD_FILE\" >/run/secrets/sql_password")
    error_message = "The container that runs first writes it."
  }
}

run "refuses_an_image_that_can_move" {
  command = plan

  variables {
    image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/kiln/control:latest"
  }

  expect_failures = [var.image]
}

run "refuses_a_size_that_fargate_has_not" {
  command = plan

  variables {
    size = { cpu = 512, memory = 512 }
  }

  expect_failures = [var.size]
}
