# The provider is mocked: nothing is reached. What the parts are like is tested in each module.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  region         = "eu-central-1"
  zones          = ["eu-central-1a", "eu-central-1b"]
  dns_zone_id    = "Z0123456789ABCDEFGHIJ"
  control_domain = "kiln.example.org"
  api_domain     = "api.kiln.example.org"
  images = {
    control = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/kiln/control:1.0.0"
    api     = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/kiln/api:1.0.0"
    worker  = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/kiln/worker:1.0.0"
  }
  repository_arns = ["arn:aws:ecr:eu-central-1:123456789012:repository/kiln/control"]
  alarm_emails    = ["operators@example.org"]
  monthly_usd     = 400
}

run "puts_all_parts_together" {
  command = plan

  assert {
    condition     = output.urls == { control = "https://kiln.example.org", api = "https://api.kiln.example.org" }
    error_message = "Two names, apart."
  }

  assert {
    condition     = output.worker_services == { spot = "worker-spot", steady = "worker-steady" }
    error_message = "The names that the role of the control plane allows it to scale."
  }
}

run "goes_to_instances_by_one_variable" {
  command = plan

  variables {
    isolation = "namespaces"
  }
}

run "refuses_zones_of_another_region" {
  command = plan

  variables {
    zones = ["us-east-1a", "us-east-1b"]
  }

  expect_failures = [var.zones]
}
