# What both sides need: a bound on what one address may ask for, and the addresses and requests that AWS knows as bad.
# What this cannot have is a rule on the content of bodies in general: programs look like attacks, and are what we run.

locals {
  path_rates = { for which, balancer in var.balancers : which => { for index, path in sort(keys(balancer.paths_per_ip)) : path => { priority = 10 + index, limit = balancer.paths_per_ip[path] } } }
}

resource "aws_wafv2_web_acl" "this" {
  for_each = var.balancers

  name        = "${var.name}-${each.key}"
  description = "What may reach the load balancer of ${each.key}"
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  # Told as the application tells it: 429, try again.
  custom_response_body {
    key          = "too_many_requests"
    content_type = "APPLICATION_JSON"
    content      = jsonencode({ type = "about:blank", title = "Too many requests", status = 429, code = "too_many_requests" })
  }

  rule {
    name     = "rate"
    priority = 1

    action {
      block {
        custom_response {
          response_code            = 429
          custom_response_body_key = "too_many_requests"

          response_header {
            name  = "Retry-After"
            value = "60"
          }
        }
      }
    }

    statement {
      rate_based_statement {
        limit                 = each.value.requests_per_ip
        aggregate_key_type    = "IP"
        evaluation_window_sec = 300
      }
    }

    visibility_config {
      metric_name                = "${var.name}-${each.key}-rate"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
    }
  }

  dynamic "rule" {
    for_each = local.path_rates[each.key]

    content {
      name     = "rate-${rule.value.priority}"
      priority = rule.value.priority

      action {
        block {
          custom_response {
            response_code            = 429
            custom_response_body_key = "too_many_requests"

            response_header {
              name  = "Retry-After"
              value = "60"
            }
          }
        }
      }

      statement {
        rate_based_statement {
          limit                 = rule.value.limit
          aggregate_key_type    = "IP"
          evaluation_window_sec = 300

          scope_down_statement {
            byte_match_statement {
              search_string         = rule.key
              positional_constraint = "STARTS_WITH"

              field_to_match {
                uri_path {}
              }

              text_transformation {
                priority = 0
                type     = "NORMALIZE_PATH"
              }
            }
          }
        }
      }

      visibility_config {
        metric_name                = "${var.name}-${each.key}-rate-${rule.value.priority}"
        cloudwatch_metrics_enabled = true
        sampled_requests_enabled   = true
      }
    }
  }

  rule {
    name     = "bad-addresses"
    priority = 30

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesAmazonIpReputationList"
      }
    }

    visibility_config {
      metric_name                = "${var.name}-${each.key}-bad-addresses"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
    }
  }

  # Log4j and its like, in address and headers. In a body they are only counted: a lesson about the hole is a program too.
  rule {
    name     = "known-bad"
    priority = 31

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesKnownBadInputsRuleSet"

        dynamic "rule_action_override" {
          for_each = ["Log4JRCE_BODY", "JavaDeserializationRCE_BODY"]

          content {
            name = rule_action_override.value

            action_to_use {
              count {}
            }
          }
        }
      }
    }

    visibility_config {
      metric_name                = "${var.name}-${each.key}-known-bad"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    metric_name                = "${var.name}-${each.key}"
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  for_each = var.balancers

  resource_arn = aws_lb.this[each.key].arn
  web_acl_arn  = aws_wafv2_web_acl.this[each.key].arn
}

# The firewall writes only to groups whose name begins so.
resource "aws_cloudwatch_log_group" "firewall" {
  # checkov:skip=CKV_AWS_338: `log_days` of the environment decides: a year in production, 30 days in small
  for_each = var.balancers

  name              = "aws-waf-logs-${var.name}-${each.key}"
  retention_in_days = var.log_days
  kms_key_id        = var.key_arn
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  for_each = var.balancers

  resource_arn            = aws_wafv2_web_acl.this[each.key].arn
  log_destination_configs = [aws_cloudwatch_log_group.firewall[each.key].arn]

  # Keys of the API are in this header.
  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }

  redacted_fields {
    query_string {}
  }

  logging_filter {
    default_behavior = "DROP"

    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"

      condition {
        action_condition {
          action = "BLOCK"
        }
      }
    }
  }
}
