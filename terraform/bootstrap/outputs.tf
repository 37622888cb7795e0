output "state_bucket" {
  description = "Name of the bucket of the state, for backend.hcl."
  value       = aws_s3_bucket.state.id
}

output "repository_urls" {
  description = "Where images are pushed to: control, api, worker."
  value       = { for which, repository in aws_ecr_repository.image : which => repository.repository_url }
}

output "repository_arns" {
  description = "ARNs of the repositories, for terraform.tfvars."
  value       = [for repository in aws_ecr_repository.image : repository.arn]
}
