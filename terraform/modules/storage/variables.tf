variable "name" {
  description = "Prefix of every name, for example kiln-production. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name: 3 to 20 of a-z, 0-9 and '-', beginning with a letter and not ending with '-'."
  }
}

variable "object_days" {
  description = "How long objects of executions (large sources, inputs and outputs, sealed events) are kept, days, 1 to 3650. Longer than KILN_RESULT_TTL, or results lose their payloads while they can still be read."
  type        = number
  nullable    = false
  default     = 35

  validation {
    condition     = var.object_days >= 1 && var.object_days <= 3650 && floor(var.object_days) == var.object_days
    error_message = "object_days: a whole number, 1 to 3650."
  }
}

variable "object_prefix" {
  description = "Beginning of the keys of objects that belong to executions, ending with '/'."
  type        = string
  nullable    = false
  default     = "executions/"

  validation {
    condition     = can(regex("^[a-z0-9-]+(/[a-z0-9-]+)*/$", var.object_prefix))
    error_message = "object_prefix: of a-z, 0-9, '-' and '/', ending with '/'."
  }
}

variable "log_days" {
  description = "How long access logs of the load balancers and of the bucket are kept, days, 1 to 3650."
  type        = number
  nullable    = false
  default     = 365

  validation {
    condition     = var.log_days >= 1 && var.log_days <= 3650 && floor(var.log_days) == var.log_days
    error_message = "log_days: a whole number, 1 to 3650."
  }
}

variable "key_deletion_days" {
  description = "How long the key can still be brought back after its deletion was asked for, days, 7 to 30."
  type        = number
  nullable    = false
  default     = 30

  validation {
    condition     = var.key_deletion_days >= 7 && var.key_deletion_days <= 30
    error_message = "key_deletion_days: 7 to 30."
  }
}

variable "force_destroy" {
  description = "Whether a tear-down deletes the buckets with everything in them. false keeps them, and stops the tear-down until they are empty."
  type        = bool
  nullable    = false
  default     = false
}
