output "urls" {
  description = "Where the control plane and the execution API are reached."
  value       = module.kiln.urls
}

output "secret_names" {
  description = "Names of the secrets that a new Kiln begins with: admin_password, bootstrap_key, operator_key, control_key."
  value       = module.kiln.secret_names
}

output "webhook_addresses" {
  description = "The public IPv4 addresses that webhooks come from."
  value       = module.kiln.webhook_addresses
}

output "cluster_name" {
  description = "Name of the cluster."
  value       = module.kiln.cluster_name
}

output "worker_services" {
  description = "Names of the two services of workers: spot and steady."
  value       = module.kiln.worker_services
}

output "dashboard_name" {
  description = "Name of the dashboard in CloudWatch."
  value       = module.kiln.dashboard_name
}
