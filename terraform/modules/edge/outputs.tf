output "target_group_arns" {
  description = "ARNs of the target groups by application, known once a listener sends to them: before that ECS would refuse them."
  value       = { for which, group in aws_lb_target_group.this : which => group.arn }
  depends_on  = [aws_lb_listener.https]
}

output "balancer_dimensions" {
  description = "How metrics name the load balancers, by application."
  value       = { for which, balancer in aws_lb.this : which => balancer.arn_suffix }
}

output "target_group_dimensions" {
  description = "How metrics name the target groups, by application."
  value       = { for which, group in aws_lb_target_group.this : which => group.arn_suffix }
}

output "urls" {
  description = "Where each application is reached."
  value       = { for which, balancer in var.balancers : which => "https://${balancer.domain}" }
}
