# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name = "kiln-test"
}

run "encrypts_both_buckets_and_closes_them_to_the_public" {
  command = apply

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.objects.rule).apply_server_side_encryption_by_default).sse_algorithm == "aws:kms"
    error_message = "Objects are encrypted with our key."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.logs.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "Access logs with S3's: balancers deliver to nothing else."
  }

  assert {
    condition     = alltrue([for block in aws_s3_bucket_public_access_block.kiln : block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets]) && length(aws_s3_bucket_public_access_block.kiln) == 2
    error_message = "Both are closed in all four ways."
  }
}

run "refuses_everything_without_tls" {
  command = apply

  assert {
    condition = alltrue([
      for policy in [aws_s3_bucket_policy.objects.policy, aws_s3_bucket_policy.logs.policy] :
      anytrue([for statement in jsondecode(policy).Statement : statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"])
    ])
    error_message = "Both policies deny it."
  }
}

run "names_no_wildcard_but_on_itself" {
  command = apply

  assert {
    condition     = [for statement in jsondecode(aws_kms_key.kiln.policy).Statement : statement.Sid if contains(flatten([statement.Action]), "kms:*")] == ["Account"]
    error_message = "Only the account itself has every right on its key."
  }

  assert {
    condition     = aws_kms_key.kiln.enable_key_rotation
    error_message = "The key is rotated."
  }
}

run "lets_eventbridge_use_the_key_without_a_condition_that_it_cannot_meet" {
  command = apply

  assert {
    condition     = alltrue([for statement in jsondecode(aws_kms_key.kiln.policy).Statement : !can(statement.Condition) if contains(flatten([try(statement.Principal.Service, [])]), "events.amazonaws.com")])
    error_message = "EventBridge does not say its account to KMS: with a condition every event would be dropped in silence."
  }
}

run "refuses_a_prefix_that_is_no_folder" {
  command = plan

  variables {
    object_prefix = "executions"
  }

  expect_failures = [var.object_prefix]
}
