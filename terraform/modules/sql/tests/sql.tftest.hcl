# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name              = "kiln-test"
  subnet_ids        = ["subnet-1", "subnet-2", "subnet-3"]
  security_group_id = "sg-1"
  key_arn           = "arn:aws:kms:eu-central-1:123456789012:key/kiln"
  instance_class    = "db.t4g.micro"
  storage_gib       = 20
  storage_most_gib  = 100
  backup_days       = 7
}

run "is_encrypted_and_not_public" {
  command = apply

  assert {
    condition     = aws_db_instance.kiln.storage_encrypted && aws_db_instance.kiln.kms_key_id == var.key_arn
    error_message = "What is stored is encrypted with our key."
  }

  assert {
    condition     = !aws_db_instance.kiln.publicly_accessible
    error_message = "It has no public address."
  }

  assert {
    condition     = anytrue([for parameter in aws_db_parameter_group.kiln.parameter : parameter.name == "rds.force_ssl" && parameter.value == "1"])
    error_message = "It refuses connections without TLS."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.server : group.kms_key_id == var.key_arn])
    error_message = "Its logs are encrypted."
  }
}

run "has_a_standby_and_a_password_that_we_never_see" {
  command = apply

  assert {
    condition     = aws_db_instance.kiln.multi_az && aws_db_instance.kiln.manage_master_user_password
    error_message = "A standby by default; the password is RDS' own."
  }
}

run "refuses_storage_that_cannot_grow" {
  command = plan

  variables {
    storage_most_gib = 21
  }

  expect_failures = [var.storage_most_gib]
}
