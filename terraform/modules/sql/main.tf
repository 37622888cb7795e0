# What is kept for years: accounts, tenants, keys, projects, audit, history. The control plane alone speaks to it, and
# executions go on without it.

data "aws_caller_identity" "current" {}

locals {
  database = "kiln"
  user     = "kiln"
}

resource "aws_db_subnet_group" "kiln" {
  name        = var.name
  description = "Data subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
}

resource "aws_db_parameter_group" "kiln" {
  name_prefix = "${var.name}-"
  description = "SQL of ${var.name}"
  family      = "postgres${var.engine_version}"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  # Changes of the schema, and what took longer than half a second.
  parameter {
    name  = "log_statement"
    value = "ddl"
  }

  parameter {
    name  = "log_min_duration_statement"
    value = "500"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Made here, or RDS makes it: unencrypted and kept for ever.
resource "aws_cloudwatch_log_group" "server" {
  # checkov:skip=CKV_AWS_338: `log_days` of the environment decides: a year in production, 30 days in small
  for_each = toset(["postgresql", "upgrade"])

  name              = "/aws/rds/instance/${var.name}/${each.key}"
  retention_in_days = var.log_days
  kms_key_id        = var.key_arn
}

resource "aws_db_instance" "kiln" {
  # checkov:skip=CKV_AWS_157: `multi_az` of the environment decides: production has a standby
  # checkov:skip=CKV_AWS_293: `protected` of the environment decides: production is
  identifier = var.name

  engine                      = "postgres"
  engine_version              = var.engine_version
  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = false
  parameter_group_name        = aws_db_parameter_group.kiln.name
  ca_cert_identifier          = "rds-ca-rsa2048-g1"

  instance_class        = var.instance_class
  storage_type          = "gp3"
  allocated_storage     = var.storage_gib
  max_allocated_storage = var.storage_most_gib
  storage_encrypted     = true
  kms_key_id            = var.key_arn

  db_name                             = local.database
  username                            = local.user
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.key_arn
  iam_database_authentication_enabled = true

  multi_az               = var.multi_az
  db_subnet_group_name   = aws_db_subnet_group.kiln.name
  vpc_security_group_ids = [var.security_group_id]
  publicly_accessible    = false
  port                   = var.port

  backup_retention_period = var.backup_days
  backup_window           = var.backup_window
  maintenance_window      = var.maintenance_window
  copy_tags_to_snapshot   = true

  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.final_snapshot
  final_snapshot_identifier = var.final_snapshot ? "${var.name}-last" : null

  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.key_arn
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.monitoring.arn
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]

  depends_on = [aws_cloudwatch_log_group.server]
}

# Left alone, a managed password changes every seven days, and a control plane that has read the old one cannot open new
# connections. So it changes when we say, and module schedule begins the control plane anew right after.
resource "aws_secretsmanager_secret_rotation" "password" {
  # checkov:skip=CKV_AWS_304: it is by a cron expression, once a month by default; checkov 3.3.30 ends with an error at it
  secret_id          = aws_db_instance.kiln.master_user_secret[0].secret_arn
  rotate_immediately = false

  rotation_rules {
    schedule_expression = var.password_rotation
    duration            = "1h"
  }
}

resource "aws_iam_role" "monitoring" {
  name = "${var.name}-sql-monitoring"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Action    = "sts:AssumeRole"
      # Only for instances of this account.
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

data "aws_partition" "current" {}

# AWS' own policy: it writes the one log group RDSOSMetrics.
resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
