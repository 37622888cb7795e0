# What may do what. Two roles for each application: one that ECS starts its tasks with, which sees its secrets and no
# other's, and one that the tasks themselves have.

data "aws_region" "current" {}
data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  region    = data.aws_region.current.region
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition

  # Only tasks of this account and region may be given these roles.
  assumed_by_tasks = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:ecs:${local.region}:${local.account}:*" }
      }
    }]
  })

  objects = "${var.object_bucket_arn}/${var.object_prefix}*"
  tasks   = "arn:${local.partition}:ecs:${local.region}:${local.account}:task/${var.cluster_name}/*"
  workers = [for which in ["spot", "steady"] : "arn:${local.partition}:ecs:${local.region}:${local.account}:service/${var.cluster_name}/worker-${which}"]
}

# ---------------------------------------------------------------- what starts tasks

locals {
  starting = {
    control = { logs = [var.log_group_arns.control], secrets = concat([var.queue_secret_arns.control, var.sql_secret_arn], [for secret in aws_secretsmanager_secret.control : secret.arn]) }
    api     = { logs = [var.log_group_arns.api], secrets = [var.queue_secret_arns.api] }
    worker  = { logs = [var.log_group_arns.worker, var.log_group_arns.recovery], secrets = [var.queue_secret_arns.worker] }
  }
}

resource "aws_iam_role" "execution" {
  for_each = local.starting

  name               = "${var.name}-${each.key}-start"
  description        = "Starts tasks of ${each.key}"
  assume_role_policy = local.assumed_by_tasks
}

resource "aws_iam_role_policy" "execution" {
  for_each = local.starting

  name = "start"
  role = aws_iam_role.execution[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # Signs in to ECR; the call names no repository, so it cannot be narrowed.
      {
        Sid      = "SignInToRegistry"
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
      # Pulls the images.
      {
        Sid      = "PullImages"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = var.repository_arns
      },
      # Writes its own log.
      {
        Sid      = "WriteLog"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = [for arn in each.value.logs : "${arn}:*"]
      },
      # Reads the secrets that its task definition names.
      {
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = each.value.secrets
      },
      # They are encrypted; the key is used through Secrets Manager alone.
      {
        Sid       = "DecryptSecrets"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = var.key_arn
        Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.${local.region}.amazonaws.com" } }
      },
    ]
  })
}

# ---------------------------------------------------------------- what tasks may do

locals {
  # Objects are encrypted; the key is used through S3 alone.
  object_key = {
    Sid       = "ObjectKey"
    Effect    = "Allow"
    Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = var.key_arn
    Condition = { StringEquals = { "kms:ViaService" = "s3.${local.region}.amazonaws.com" } }
  }

  # Removes objects that nothing refers to, which a sweep finds by listing them. What was deleted is kept for a week.
  sweep_objects = [
    {
      Sid       = "ListObjects"
      Effect    = "Allow"
      Action    = "s3:ListBucket"
      Resource  = var.object_bucket_arn
      Condition = { StringLike = { "s3:prefix" = "${var.object_prefix}*" } }
    },
    {
      Sid      = "RemoveObjects"
      Effect   = "Allow"
      Action   = "s3:DeleteObject"
      Resource = local.objects
    },
  ]

  # Puts metrics; the call names no resource, so the namespace is what narrows it.
  metrics = {
    Sid       = "Metrics"
    Effect    = "Allow"
    Action    = "cloudwatch:PutMetricData"
    Resource  = "*"
    Condition = { StringEquals = { "cloudwatch:namespace" = var.metric_namespace } }
  }

  doing = {
    control = [
      # Sets how many workers there are, of these two services.
      {
        Sid      = "ScaleWorkers"
        Effect   = "Allow"
        Action   = ["ecs:UpdateService", "ecs:DescribeServices"]
        Resource = local.workers
      },
      # Sees which tasks there are and where; listing names container instances, so the cluster is what narrows it.
      {
        Sid       = "SeeTasks"
        Effect    = "Allow"
        Action    = "ecs:ListTasks"
        Resource  = "*"
        Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
      },
      {
        Sid      = "DescribeTasks"
        Effect   = "Allow"
        Action   = "ecs:DescribeTasks"
        Resource = local.tasks
      },
      # Takes notices of Spot and of tasks.
      {
        Sid      = "TakeEvents"
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"]
        Resource = var.event_queue_arn
      },
      {
        Sid       = "EventKey"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = var.key_arn
        Condition = { StringEquals = { "kms:ViaService" = "sqs.${local.region}.amazonaws.com" } }
      },
      # Reads sealed events into the history.
      {
        Sid      = "ReadObjects"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = local.objects
      },
      local.object_key,
      local.metrics,
    ]
    api = concat(local.sweep_objects, [
      # Stores large payloads and reads results.
      {
        Sid      = "Objects"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"]
        Resource = local.objects
      },
      local.object_key,
      local.metrics,
    ])
    # Every worker sweeps, so that recovery has no owner.
    worker = concat(local.sweep_objects, [
      # Reads payloads and stores outputs.
      {
        Sid      = "Objects"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"]
        Resource = local.objects
      },
      local.object_key,
      # Protects itself from being scaled in while it is busy, by the agent's endpoint, which asks with this role.
      {
        Sid       = "ProtectItself"
        Effect    = "Allow"
        Action    = ["ecs:UpdateTaskProtection", "ecs:GetTaskProtection"]
        Resource  = local.tasks
        Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
      },
    ])
    # Sweeps once, and runs no program.
    recovery = local.sweep_objects
  }
}

resource "aws_iam_role" "task" {
  for_each = local.doing

  name               = "${var.name}-${each.key}"
  description        = "Tasks of ${each.key}"
  assume_role_policy = local.assumed_by_tasks
}

resource "aws_iam_role_policy" "task" {
  for_each = local.doing

  name = "do"
  role = aws_iam_role.task[each.key].id

  policy = jsonencode({ Version = "2012-10-17", Statement = each.value })
}
