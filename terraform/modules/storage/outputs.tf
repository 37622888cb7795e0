output "key_arn" {
  description = "ARN of the key that everything is encrypted with."
  value       = aws_kms_key.kiln.arn
}

output "object_bucket" {
  description = "Name of the bucket of executions."
  value       = aws_s3_bucket.objects.id
}

output "object_bucket_arn" {
  description = "ARN of the bucket of executions."
  value       = aws_s3_bucket.objects.arn
}

output "object_prefix" {
  description = "Beginning of the keys of objects that belong to executions."
  value       = var.object_prefix
}

output "log_bucket" {
  description = "Name of the bucket of access logs, known once load balancers may write to it."
  value       = aws_s3_bucket.logs.id
  depends_on  = [aws_s3_bucket_policy.logs]
}
