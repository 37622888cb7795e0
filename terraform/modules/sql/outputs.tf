output "identifier" {
  description = "Identifier of the instance, as metrics have it."
  value       = aws_db_instance.kiln.identifier
}

output "url" {
  description = "KILN_SQL_URL. The connection is encrypted, or the server refuses it."
  value       = "jdbc:postgresql://${aws_db_instance.kiln.address}:${aws_db_instance.kiln.port}/${local.database}?sslmode=require"
}

output "user" {
  description = "KILN_SQL_USER, owner of the schema."
  value       = local.user
}

output "secret_arn" {
  description = "ARN of the secret that RDS keeps, JSON with `username` and `password`."
  value       = aws_db_instance.kiln.master_user_secret[0].secret_arn
}

output "password_reference" {
  description = "What a task definition takes the password from."
  value       = "${aws_db_instance.kiln.master_user_secret[0].secret_arn}:password::"
}
