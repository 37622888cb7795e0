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
  description = "ARN of the KMS key for logs and messages."
  type        = string
  nullable    = false
}

variable "log_days" {
  description = "How long logs of applications are kept, days; one of the values that CloudWatch Logs takes."
  type        = number
  nullable    = false
  default     = 365

  validation {
    condition     = contains([30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_days)
    error_message = "log_days: 30, 60, 90, 120, 150, 180, 365 or one of the longer values of CloudWatch Logs."
  }
}

variable "emails" {
  description = "Addresses that alarms are mailed to; each gets a mail to confirm first."
  type        = set(string)
  nullable    = false
  default     = []

  validation {
    condition     = alltrue([for email in var.emails : can(regex("^[^@[:space:]]+@[^@[:space:]]+$", email))])
    error_message = "emails: mail addresses."
  }
}

variable "metric_namespace" {
  description = "Namespace in CloudWatch of the applications' own metrics."
  type        = string
  nullable    = false
  default     = "Kiln"
}

variable "metrics" {
  description = "Names of the applications' own metrics: how long the oldest execution has waited, seconds, and how many dead letters there are."
  type = object({
    oldest_seconds = string
    dead_letters   = string
  })
  nullable = false
  default = {
    oldest_seconds = "kiln.queue.oldest"
    dead_letters   = "kiln.deadletters.waiting"
  }
}

variable "thresholds" {
  description = <<-EOT
    When somebody is told.
      oldest_seconds        an execution has waited for longer, for three minutes, seconds, more than 0
      errors_per_minute     more answers of 5xx in a minute, three times in a row, 0 or more
      reclaims_per_hour     Spot takes back more workers in an hour, 0 or more
      queue_memory_percent  more of the queue's memory is used, percent, below 70, where submissions are refused
  EOT
  type = object({
    oldest_seconds       = optional(number, 60)
    errors_per_minute    = optional(number, 10)
    reclaims_per_hour    = optional(number, 20)
    queue_memory_percent = optional(number, 60)
  })
  nullable = false
  default  = {}

  validation {
    condition     = var.thresholds.oldest_seconds > 0 && var.thresholds.errors_per_minute >= 0 && var.thresholds.reclaims_per_hour >= 0 && var.thresholds.queue_memory_percent > 0 && var.thresholds.queue_memory_percent < 70
    error_message = "thresholds: oldest_seconds more than 0, errors_per_minute and reclaims_per_hour 0 or more, queue_memory_percent 1 to 69."
  }
}

variable "watched" {
  description = <<-EOT
    What is watched, by the names that metrics have.
      cluster_name              the cluster of tasks
      queue_cluster_name        the cluster of MemoryDB
      sql_identifier            the instance of RDS
      schedule_dead_queue_name  what the schedule could not start
      event_dead_queue_name     what nobody understood
      reclaim_rule_name         the rule that counts what Spot takes back
      balancers                 by application the dimensions of its load balancer and target group
      workers_expected          whether it is an alarm that no worker runs: not with a floor of 0
  EOT
  type = object({
    cluster_name             = string
    queue_cluster_name       = string
    sql_identifier           = string
    schedule_dead_queue_name = string
    event_dead_queue_name    = string
    reclaim_rule_name        = string
    balancers                = map(object({ balancer = string, target_group = string }))
    workers_expected         = bool
  })
  nullable = false
}
