# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name         = "kiln-test"
  architecture = "ARM64"
}

run "runs_on_fargate_alone_unless_told_otherwise" {
  command = apply

  assert {
    condition     = toset(aws_ecs_cluster_capacity_providers.kiln.capacity_providers) == toset(["FARGATE", "FARGATE_SPOT"])
    error_message = "Fargate and Fargate Spot."
  }

  assert {
    condition     = output.capacity_providers == { spot = "FARGATE_SPOT", steady = "FARGATE" }
    error_message = "Workers take those two."
  }
}

run "has_instances_on_spot_and_on_demand_where_asked_for" {
  command = apply

  variables {
    instances = { subnet_ids = ["subnet-1"], security_group_id = "sg-1", types = ["m7g.xlarge", "c7g.xlarge"], spot_most = 5, steady_most = 3 }
  }

  assert {
    condition     = aws_autoscaling_group.instances["spot"].mixed_instances_policy[0].instances_distribution[0].on_demand_percentage_above_base_capacity == 0
    error_message = "One group is Spot alone."
  }

  assert {
    condition     = aws_autoscaling_group.instances["steady"].mixed_instances_policy[0].instances_distribution[0].on_demand_percentage_above_base_capacity == 100
    error_message = "The other on demand alone."
  }

  assert {
    condition     = aws_launch_template.instance["instances"].metadata_options[0].http_tokens == "required" && aws_launch_template.instance["instances"].metadata_options[0].http_put_response_hop_limit == 1
    error_message = "The metadata service is version 2 and one hop away."
  }

  assert {
    condition     = aws_launch_template.instance["instances"].network_interfaces[0].associate_public_ip_address == "false" && aws_launch_template.instance["instances"].block_device_mappings[0].ebs[0].encrypted == "true"
    error_message = "No public address, an encrypted disk."
  }

  assert {
    condition     = strcontains(base64decode(aws_launch_template.instance["instances"].user_data), "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true") && strcontains(base64decode(aws_launch_template.instance["instances"].user_data), "ECS_AWSVPC_BLOCK_IMDS=true")
    error_message = "The agent drains on a reclaim, and keeps tasks from the metadata service."
  }
}
