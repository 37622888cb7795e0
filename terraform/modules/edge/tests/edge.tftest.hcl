# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name        = "kiln-test"
  vpc_id      = "vpc-0"
  subnet_ids  = ["subnet-1", "subnet-2"]
  dns_zone_id = "Z0"
  log_bucket  = "kiln-logs"
  key_arn     = "arn:aws:kms:eu-central-1:123456789012:key/kiln"

  balancers = {
    control = { domain = "kiln.example.org", security_group_id = "sg-1", port = 8080, sticky_seconds = 43200, requests_per_ip = 3000, paths_per_ip = { "/sign-in" = 100 } }
    api     = { domain = "api.kiln.example.org", security_group_id = "sg-2", port = 8081, requests_per_ip = 100000 }
  }
}

run "has_two_public_balancers_with_logs_and_a_firewall_each" {
  command = apply

  assert {
    condition     = toset([for which, balancer in aws_lb.this : which if !balancer.internal]) == toset(["control", "api"])
    error_message = "Two, and both are what the public sees."
  }

  assert {
    condition     = alltrue([for balancer in aws_lb.this : balancer.access_logs[0].enabled && balancer.drop_invalid_header_fields])
    error_message = "Each writes its log and drops headers that are not headers."
  }

  assert {
    condition     = keys(aws_wafv2_web_acl_association.this) == ["api", "control"]
    error_message = "Each has its firewall."
  }
}

run "speaks_tls_1_3" {
  command = apply

  assert {
    condition     = alltrue([for listener in aws_lb_listener.https : listener.protocol == "HTTPS" && startswith(listener.ssl_policy, "ELBSecurityPolicy-TLS13-1-3-")])
    error_message = "Nothing older by default."
  }

  assert {
    condition     = alltrue([for listener in aws_lb_listener.http : listener.default_action[0].type == "redirect"])
    error_message = "Port 80 only redirects."
  }
}

run "keeps_a_browser_with_one_control_plane_and_spreads_calls" {
  command = apply

  assert {
    condition     = aws_lb_target_group.this["control"].stickiness[0].enabled && !aws_lb_target_group.this["api"].stickiness[0].enabled
    error_message = "Pages stick, calls do not."
  }
}

run "bounds_what_one_address_may_ask_for" {
  command = apply

  assert {
    condition     = alltrue([for acl in aws_wafv2_web_acl.this : anytrue([for rule in acl.rule : rule.name == "rate"])])
    error_message = "Each firewall has its rate."
  }

  assert {
    condition     = anytrue([for rule in aws_wafv2_web_acl.this["control"].rule : rule.name == "rate-10"])
    error_message = "Signing in has one of its own."
  }
}

run "refuses_tls_without_1_3" {
  command = plan

  variables {
    tls_policy = "ELBSecurityPolicy-2016-08"
  }

  expect_failures = [var.tls_policy]
}
