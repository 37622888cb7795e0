# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name           = "kiln-test"
  cidr           = "10.64.0.0/16"
  zones          = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  nat_zones      = 3
  endpoint_zones = 3
  bucket_arns    = ["arn:aws:s3:::kiln-objects"]
  client_cidrs   = ["0.0.0.0/0"]
  key_arn        = "arn:aws:kms:eu-central-1:123456789012:key/kiln"
}

run "lets_the_internet_reach_nothing_but_the_two_balancers" {
  command = apply

  assert {
    condition = toset([
      for rule in aws_vpc_security_group_ingress_rule.client : rule.security_group_id
      ]) == toset([
      aws_security_group.part["control_balancer"].id, aws_security_group.part["api_balancer"].id,
    ])
    error_message = "Only the two balancers may be reached from addresses."
  }

  assert {
    condition     = toset([for rule in aws_vpc_security_group_ingress_rule.client : rule.to_port]) == toset([80, 443])
    error_message = "Clients may reach 80, for the redirect, and 443."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.talk : rule.cidr_ipv4 == null && rule.referenced_security_group_id != null])
    error_message = "Parts let each other in by reference, never by address."
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.public : !subnet.map_public_ip_on_launch])
    error_message = "Nothing gets a public address by being in a subnet."
  }
}

run "gives_workers_no_way_to_the_internet_or_to_sql" {
  command = apply

  assert {
    condition     = alltrue([for route in concat(values(aws_route.application_internet), [aws_route.public_internet]) : route.route_table_id != aws_route_table.worker.id && route.route_table_id != aws_route_table.data.id])
    error_message = "The tables of workers and of data have no route of their own."
  }

  assert {
    condition     = toset([for name, talk in local.talks : talk.to if talk.from == "worker"]) == toset(["queue", "endpoints"])
    error_message = "Workers speak to the queue and to AWS' endpoints alone."
  }

  assert {
    condition     = alltrue([for rule in concat(values(aws_vpc_security_group_egress_rule.webhook), [aws_vpc_security_group_egress_rule.service_connect]) : rule.security_group_id != aws_security_group.part["worker"].id])
    error_message = "No way out of the workers' group by address."
  }

  assert {
    condition     = [for name, talk in local.talks : talk.from if talk.to == "worker"] == []
    error_message = "Nobody speaks to workers."
  }

  assert {
    condition     = toset([for name, talk in local.talks : talk.from if talk.to == "sql"]) == toset(["control"])
    error_message = "SQL is the control plane's."
  }

  assert {
    condition     = alltrue([for name, rule in aws_network_acl_rule.data_in : !(startswith(name, "sql") && contains(values(local.subnets.worker), rule.cidr_block))])
    error_message = "Nor does the ACL of the data subnets let workers to SQL."
  }
}

run "keeps_the_operators_port_from_the_balancer" {
  command = apply

  assert {
    condition     = toset([for name, talk in local.talks : talk.from if talk.port == var.ports.admin]) == toset(["control"])
    error_message = "The operators' port is reached by the control plane alone."
  }
}

run "has_a_fixed_address_for_webhooks_in_each_zone" {
  command = apply

  assert {
    condition     = length(aws_eip.nat) == 3 && length(output.webhook_addresses) == 3
    error_message = "One in each zone."
  }
}

run "refuses_to_leave_out_what_a_worker_cannot_do_without" {
  command = plan

  variables {
    endpoints = ["logs"]
  }

  expect_failures = [var.endpoints]
}

run "refuses_more_nats_than_zones" {
  command = plan

  variables {
    nat_zones = 4
  }

  expect_failures = [var.nat_zones]
}
