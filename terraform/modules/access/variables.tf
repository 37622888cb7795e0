variable "name" {
  description = "Prefix of every name, for example kiln-production. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name: 3 to 20 of a-z, 0-9 and '-', beginning with a letter and not ending with '-'."
  }
}

variable "key_arn" {
  description = "ARN of the KMS key for what is stored."
  type        = string
  nullable    = false
}

variable "cluster_arn" {
  description = "ARN of the cluster."
  type        = string
  nullable    = false
}

variable "cluster_name" {
  description = "Name of the cluster."
  type        = string
  nullable    = false
}

variable "repository_arns" {
  description = "ARNs of the ECR repositories that images are pulled from."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.repository_arns) > 0 && alltrue([for arn in var.repository_arns : can(regex(":repository/", arn))])
    error_message = "repository_arns: at least one, each of an ECR repository."
  }
}

variable "log_group_arns" {
  description = "ARNs of the log groups, by application: control, api, worker, recovery."
  type        = map(string)
  nullable    = false
}

variable "queue_secret_arns" {
  description = "ARNs of the secrets with KILN_REDIS_URL, by application: control, api, worker."
  type        = map(string)
  nullable    = false
}

variable "sql_secret_arn" {
  description = "ARN of the secret with SQL's password."
  type        = string
  nullable    = false
}

variable "object_bucket_arn" {
  description = "ARN of the bucket of executions."
  type        = string
  nullable    = false
}

variable "object_prefix" {
  description = "Beginning of the keys of objects that belong to executions, ending with '/'."
  type        = string
  nullable    = false
}

variable "event_queue_arn" {
  description = "ARN of the queue of events."
  type        = string
  nullable    = false
}

variable "metric_namespace" {
  description = "Namespace in CloudWatch that applications may put their metrics into."
  type        = string
  nullable    = false
}

variable "secret_version" {
  description = "Number of the keys and passwords below, 1 or more. One more makes new ones."
  type        = number
  nullable    = false
  default     = 1

  validation {
    condition     = var.secret_version >= 1 && floor(var.secret_version) == var.secret_version
    error_message = "secret_version: a whole number, 1 or more."
  }
}

variable "secret_recovery_days" {
  description = "How long a deleted secret can be brought back, days, 7 to 30, or 0 to delete it at once."
  type        = number
  nullable    = false
  default     = 7

  validation {
    condition     = var.secret_recovery_days == 0 || (var.secret_recovery_days >= 7 && var.secret_recovery_days <= 30)
    error_message = "secret_recovery_days: 0, or 7 to 30."
  }
}
