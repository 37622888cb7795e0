# Two load balancers, apart in name, certificate, rate and fate: a spike on the execution API cannot slow the IDE.

# ---------------------------------------------------------------- names and certificates

resource "aws_acm_certificate" "this" {
  for_each = var.balancers

  domain_name       = each.value.domain
  validation_method = "DNS"
  key_algorithm     = "EC_prime256v1"

  lifecycle {
    create_before_destroy = true
  }
}

# One name each, so one record each.
resource "aws_route53_record" "proof" {
  for_each = var.balancers

  zone_id         = var.dns_zone_id
  name            = one(aws_acm_certificate.this[each.key].domain_validation_options).resource_record_name
  type            = one(aws_acm_certificate.this[each.key].domain_validation_options).resource_record_type
  records         = [one(aws_acm_certificate.this[each.key].domain_validation_options).resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  for_each = var.balancers

  certificate_arn         = aws_acm_certificate.this[each.key].arn
  validation_record_fqdns = [aws_route53_record.proof[each.key].fqdn]
}

resource "aws_route53_record" "name" {
  for_each = var.balancers

  zone_id = var.dns_zone_id
  name    = each.value.domain
  type    = "A"

  alias {
    name                   = aws_lb.this[each.key].dns_name
    zone_id                = aws_lb.this[each.key].zone_id
    evaluate_target_health = true
  }
}

# ---------------------------------------------------------------- balancers

resource "aws_lb" "this" {
  # checkov:skip=CKV_AWS_150: `protected` of the environment decides; production is, small is not
  # checkov:skip=CKV2_AWS_76: the rules are there, in firewall.tf, but only count in bodies: a program may be a lesson about them
  for_each = var.balancers

  name               = "${var.name}-${each.key}"
  load_balancer_type = "application"
  internal           = false
  ip_address_type    = "ipv4"
  subnets            = var.subnet_ids
  security_groups    = [each.value.security_group_id]

  idle_timeout               = each.value.idle_seconds
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"
  enable_deletion_protection = var.deletion_protection
  enable_waf_fail_open       = false

  access_logs {
    bucket  = var.log_bucket
    prefix  = "balancers/${each.key}"
    enabled = true
  }
}

resource "aws_lb_target_group" "this" {
  for_each = var.balancers

  name        = "${var.name}-${each.key}"
  vpc_id      = var.vpc_id
  target_type = "ip"
  port        = each.value.port
  # Inside the network; nothing but this balancer and the control plane reaches the port.
  protocol         = "HTTP"
  protocol_version = "HTTP1"

  # As long as a call may wait, and no longer: what is still open is then cut.
  deregistration_delay          = 90
  load_balancing_algorithm_type = each.value.sticky_seconds > 0 ? "round_robin" : "least_outstanding_requests"

  health_check {
    path                = "/readyz"
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  stickiness {
    type            = "lb_cookie"
    enabled         = each.value.sticky_seconds > 0
    cookie_duration = max(each.value.sticky_seconds, 1)
  }
}

resource "aws_lb_listener" "https" {
  for_each = var.balancers

  load_balancer_arn = aws_lb.this[each.key].arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = var.tls_policy
  certificate_arn   = aws_acm_certificate_validation.this[each.key].certificate_arn

  routing_http_response_strict_transport_security_header_value = "max-age=31536000"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }
}

resource "aws_lb_listener" "http" {
  for_each = var.balancers

  load_balancer_arn = aws_lb.this[each.key].arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}
