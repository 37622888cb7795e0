output "execution_role_arns" {
  description = "ARNs of the roles that start tasks, by application: control, api, worker (of recovery too)."
  value       = { for which, role in aws_iam_role.execution : which => role.arn }
  depends_on  = [aws_iam_role_policy.execution]
}

output "task_role_arns" {
  description = "ARNs of the roles that tasks have, by application: control, api, worker, recovery."
  value       = { for which, role in aws_iam_role.task : which => role.arn }
  depends_on  = [aws_iam_role_policy.task]
}

output "secret_names" {
  description = "Names of the secrets that a new Kiln begins with: admin_password, bootstrap_key, operator_key, control_key."
  value       = { for which, secret in aws_secretsmanager_secret.control : which => secret.name }
}

output "secret_references" {
  description = "What a task definition takes them from; each names its version, so that a new one makes new tasks."
  value       = { for which, version in aws_secretsmanager_secret_version.control : which => "${aws_secretsmanager_secret.control[which].arn}:::${version.version_id}" }
}
