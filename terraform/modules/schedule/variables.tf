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
  description = "ARN of the cluster that tasks run in."
  type        = string
  nullable    = false
}

variable "tasks" {
  description = <<-EOT
    Tasks that run by the clock, by name.
      expression           rate(1 minute), or cron(MINUTES HOURS DAY MONTH WEEKDAY YEAR) in UTC
      task_definition_arn  ARN of the task definition, with its revision
      attempts             how often a start that failed is tried again, 0 to 185
      late_seconds         how late a start may be at most, 60 to 86400
  EOT
  type = map(object({
    expression          = string
    task_definition_arn = string
    attempts            = optional(number, 2)
    late_seconds        = optional(number, 60)
  }))
  nullable = false

  validation {
    condition     = alltrue([for task in values(var.tasks) : can(regex("^(rate|cron)\\(.+\\)$", task.expression)) && task.attempts >= 0 && task.attempts <= 185 && task.late_seconds >= 60 && task.late_seconds <= 86400])
    error_message = "tasks: expression rate(…) or cron(…), attempts 0 to 185, late_seconds 60 to 86400."
  }
}

variable "restarts" {
  description = "Services whose tasks are replaced by the clock, by name: expression as above, and the name of the service in the cluster."
  type = map(object({
    expression   = string
    service_name = string
  }))
  nullable = false
  default  = {}
}

variable "cluster_name" {
  description = "Name of the cluster."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Ids of the worker subnets."
  type        = list(string)
  nullable    = false
}

variable "security_group_id" {
  description = "Id of the security group of workers."
  type        = string
  nullable    = false
}

variable "role_arns" {
  description = "ARNs of the roles that the tasks above have and are started by; the schedule may hand over these and no others."
  type        = list(string)
  nullable    = false
}
