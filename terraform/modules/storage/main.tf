# The one key that everything of this Kiln is encrypted with, the bucket of executions, and the bucket of access logs.

data "aws_region" "current" {}
data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  region    = data.aws_region.current.region
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition

  # Bucket names are one for the whole world; account and region make them ours.
  object_bucket = "${var.name}-objects-${local.account}-${local.region}"
  log_bucket    = "${var.name}-logs-${local.account}-${local.region}"

  buckets = { objects = aws_s3_bucket.objects, logs = aws_s3_bucket.logs }
}

# ---------------------------------------------------------------- key

resource "aws_kms_key" "kiln" {
  description             = "Everything that ${var.name} stores"
  enable_key_rotation     = true
  deletion_window_in_days = var.key_deletion_days

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # The account itself, so that its IAM policies decide and nobody is locked out. The wildcard is on this key alone.
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      # Log groups of this account and region.
      {
        Sid       = "Logs"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.amazonaws.com" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:${local.partition}:logs:${local.region}:${local.account}:*" } }
      },
      # Alarms and budgets of this account are put into an encrypted topic.
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
      # Events are put into an encrypted queue, and failovers told to the topic. No condition on the account: EventBridge
      # does not say it to KMS, so that with one every event would be dropped in silence, and of MemoryDB it is not known.
      # Queue and topic themselves take messages of this account alone.
      {
        Sid       = "Events"
        Effect    = "Allow"
        Principal = { Service = ["events.amazonaws.com", "memorydb.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_kms_alias" "kiln" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.kiln.key_id
}

# ---------------------------------------------------------------- objects of executions

resource "aws_s3_bucket" "objects" {
  # checkov:skip=CKV2_AWS_62: nobody waits for a new object: the queue says what there is
  # checkov:skip=CKV_AWS_144: the queue that its objects belong to does not leave the region either
  bucket        = local.object_bucket
  force_destroy = var.force_destroy
}

resource "aws_s3_bucket_server_side_encryption_configuration" "objects" {
  bucket = aws_s3_bucket.objects.id

  rule {
    # One data key for many objects: without it every small object is a call to KMS, which costs and is rate-limited.
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.kiln.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "objects" {
  bucket = aws_s3_bucket.objects.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "objects" {
  bucket = aws_s3_bucket.objects.id

  rule {
    id     = "executions"
    status = "Enabled"

    filter {
      prefix = var.object_prefix
    }

    expiration {
      days = var.object_days
    }

    # What was overwritten or deleted by mistake can be brought back for a week.
    noncurrent_version_expiration {
      noncurrent_days = 7
    }
  }

  rule {
    id     = "leftovers"
    status = "Enabled"

    filter {}

    # The marks of what was deleted, once nothing is left below them.
    expiration {
      expired_object_delete_marker = true
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.objects]
}

resource "aws_s3_bucket_logging" "objects" {
  bucket        = aws_s3_bucket.objects.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "objects/"
}

# ---------------------------------------------------------------- access logs

resource "aws_s3_bucket" "logs" {
  # checkov:skip=CKV2_AWS_62: nobody waits for a new log
  # checkov:skip=CKV_AWS_144: logs are worth no second region
  # checkov:skip=CKV_AWS_145: load balancers deliver only into buckets with the key of S3 itself
  # checkov:skip=CKV_AWS_18: it is where accesses are logged to
  bucket        = local.log_bucket
  force_destroy = var.force_destroy
}

# Load balancers deliver their logs only into buckets whose default is S3's own key.
resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    id     = "logs"
    status = "Enabled"

    filter {}

    expiration {
      days = var.log_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 7
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.logs]
}

# ---------------------------------------------------------------- both

resource "aws_s3_bucket_public_access_block" "kiln" {
  for_each = local.buckets

  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "kiln" {
  for_each = local.buckets

  bucket = each.value.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_policy" "objects" {
  bucket = aws_s3_bucket.objects.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.tls_only.objects
  })

  depends_on = [aws_s3_bucket_public_access_block.kiln]
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.tls_only.logs, [
      # The load balancers of this account and region.
      {
        Sid       = "LoadBalancers"
        Effect    = "Allow"
        Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.logs.arn}/balancers/*"
        Condition = { ArnLike = { "aws:SourceArn" = "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account}:loadbalancer/*" } }
      },
      # S3 itself, for the accesses to the bucket of executions.
      {
        Sid       = "Bucket"
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.logs.arn}/objects/*"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = aws_s3_bucket.objects.arn }
          StringEquals = { "aws:SourceAccount" = local.account }
        }
      },
    ])
  })

  depends_on = [aws_s3_bucket_public_access_block.kiln]
}

locals {
  # Refuses whatever does not come by TLS 1.2 or newer, from anyone. Two statements, because deliveries of AWS itself
  # come by TLS but do not say by which.
  tls_only = {
    for which, bucket in local.buckets : which => [
      {
        Sid       = "OnlyByTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [bucket.arn, "${bucket.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "OnlyByTls12"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [bucket.arn, "${bucket.arn}/*"]
        Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }
      },
    ]
  }
}
