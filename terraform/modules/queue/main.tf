# MemoryDB keeps each write in a log that is in several zones before it answers, so what was accepted survives the loss of
# every node and of a zone. Its primary answers only after that: no WAIT, no AOF settings.

resource "aws_memorydb_subnet_group" "kiln" {
  name        = var.name
  description = "Data subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
}

resource "aws_memorydb_parameter_group" "kiln" {
  name        = var.name
  description = "Queue of ${var.name}"
  family      = "memorydb_valkey${split(".", var.engine_version)[0]}"

  # Any other policy throws accepted executions away when memory is full.
  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }
}

resource "aws_memorydb_cluster" "kiln" {
  name        = var.name
  description = "Queue of ${var.name}"

  engine                     = "valkey"
  engine_version             = var.engine_version
  auto_minor_version_upgrade = true
  parameter_group_name       = aws_memorydb_parameter_group.kiln.name

  node_type              = var.node_type
  num_shards             = var.shards
  num_replicas_per_shard = var.replicas
  port                   = var.port

  subnet_group_name  = aws_memorydb_subnet_group.kiln.name
  security_group_ids = [var.security_group_id]

  acl_name    = aws_memorydb_acl.kiln.name
  tls_enabled = true
  kms_key_arn = var.key_arn

  snapshot_retention_limit = var.snapshot_days
  snapshot_window          = var.snapshot_window
  maintenance_window       = var.maintenance_window
  sns_topic_arn            = var.topic_arn
}
