variable "name" {
  description = "Prefix of every name, for example kiln-production. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name: 3 to 20 of a-z, 0-9 and '-', beginning with a letter and not ending with '-'."
  }
}

variable "subnet_ids" {
  description = "Ids of the data subnets, at least two, in different zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids: at least two."
  }
}

variable "security_group_id" {
  description = "Id of the security group of SQL."
  type        = string
  nullable    = false
}

variable "key_arn" {
  description = "ARN of the KMS key for the data, the backups and the password."
  type        = string
  nullable    = false
}

variable "engine_version" {
  description = "Major version of PostgreSQL, 15 or newer."
  type        = string
  nullable    = false
  default     = "17"

  validation {
    condition     = can(regex("^1[5-9]$", var.engine_version))
    error_message = "engine_version: a major version, 15 or newer."
  }
}

variable "instance_class" {
  description = "Size of the instance, for example db.t4g.micro or db.m7g.large."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^db\\.", var.instance_class))
    error_message = "instance_class: begins with 'db.'."
  }
}

variable "storage_gib" {
  description = "Storage at first, GiB, 20 to 65536."
  type        = number
  nullable    = false

  validation {
    condition     = var.storage_gib >= 20 && var.storage_gib <= 65536
    error_message = "storage_gib: 20 to 65536."
  }
}

variable "storage_most_gib" {
  description = "How far storage may grow by itself, GiB, at least a tenth more than storage_gib."
  type        = number
  nullable    = false

  validation {
    condition     = var.storage_most_gib >= var.storage_gib * 1.1
    error_message = "storage_most_gib: at least a tenth more than storage_gib."
  }
}

variable "multi_az" {
  description = "Whether a standby in another zone takes over when the instance is lost."
  type        = bool
  nullable    = false
  default     = true
}

variable "backup_days" {
  description = "How far back any moment can be restored, days, 1 to 35."
  type        = number
  nullable    = false

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35
    error_message = "backup_days: 1 to 35."
  }
}

variable "backup_window" {
  description = "When the daily backup is taken, UTC, hh:mm-hh:mm."
  type        = string
  nullable    = false
  default     = "02:00-03:00"

  validation {
    condition     = can(regex("^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$", var.backup_window))
    error_message = "backup_window: hh:mm-hh:mm."
  }
}

variable "maintenance_window" {
  description = "When AWS may patch the instance, UTC, ddd:hh:mm-ddd:hh:mm, not in the backup window."
  type        = string
  nullable    = false
  default     = "sun:05:00-sun:06:00"

  validation {
    condition     = can(regex("^(mon|tue|wed|thu|fri|sat|sun):[0-2][0-9]:[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):[0-2][0-9]:[0-5][0-9]$", var.maintenance_window))
    error_message = "maintenance_window: ddd:hh:mm-ddd:hh:mm."
  }
}

variable "password_rotation" {
  description = "When the password changes, UTC, a cron expression of Secrets Manager. The control plane reads it as it starts: the schedule that begins it anew must follow within the hour."
  type        = string
  nullable    = false
  default     = "cron(0 3 1 * ? *)"

  validation {
    condition     = can(regex("^cron\\(.+\\)$", var.password_rotation))
    error_message = "password_rotation: cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR)."
  }
}

variable "deletion_protection" {
  description = "Whether the instance refuses to be deleted."
  type        = bool
  nullable    = false
  default     = true
}

variable "final_snapshot" {
  description = "Whether a tear-down leaves a last snapshot behind."
  type        = bool
  nullable    = false
  default     = true
}

variable "port" {
  description = "TCP port of the server, 1150 to 65535."
  type        = number
  nullable    = false
  default     = 5432

  validation {
    condition     = var.port >= 1150 && var.port <= 65535
    error_message = "port: 1150 to 65535."
  }
}

variable "log_days" {
  description = "How long the server's log is kept, days; one of the values that CloudWatch Logs takes."
  type        = number
  nullable    = false
  default     = 365

  validation {
    condition     = contains([30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_days)
    error_message = "log_days: 30, 60, 90, 120, 150, 180, 365 or one of the longer values of CloudWatch Logs."
  }
}
