output "cluster_name" {
  description = "Name of the cluster, as metrics have it."
  value       = aws_memorydb_cluster.kiln.name
}

output "secret_arns" {
  description = "ARNs of the secrets with KILN_REDIS_URL, by application: api, worker, control."
  value       = { for user, secret in aws_secretsmanager_secret.url : user => secret.arn }
}

output "url_references" {
  description = "What a task definition takes KILN_REDIS_URL from, by application. It names the version, so that a new password makes a new task definition and with it new tasks."
  value       = { for user, version in aws_secretsmanager_secret_version.url : user => "${aws_secretsmanager_secret.url[user].arn}:::${version.version_id}" }
}
