output "urls" {
  description = "Where the control plane and the execution API are reached."
  value       = module.edge.urls
}

output "secret_names" {
  description = "Names of the secrets that a new Kiln begins with: admin_password, bootstrap_key, operator_key, control_key."
  value       = module.access.secret_names
}

output "webhook_addresses" {
  description = "The public IPv4 addresses that webhooks come from."
  value       = module.network.webhook_addresses
}

output "cluster_name" {
  description = "Name of the cluster."
  value       = module.cluster.name
}

output "worker_services" {
  description = "Names of the two services of workers: spot and steady."
  value       = module.workers.service_names
}

output "object_bucket" {
  description = "Name of the bucket of executions."
  value       = module.storage.object_bucket
}

output "event_queue_url" {
  description = "URL of the queue of notices of Spot and of tasks."
  value       = module.events.queue_url
}

output "dashboard_name" {
  description = "Name of the dashboard in CloudWatch."
  value       = module.observability.dashboard_name
}
