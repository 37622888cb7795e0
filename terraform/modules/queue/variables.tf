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
  description = "Id of the security group of the queue."
  type        = string
  nullable    = false
}

variable "key_arn" {
  description = "ARN of the KMS key for the data, the snapshots and the secrets."
  type        = string
  nullable    = false
}

variable "topic_arn" {
  description = "ARN of the SNS topic that is told of failovers and maintenance."
  type        = string
  nullable    = false
}

variable "engine_version" {
  description = "Version of MemoryDB's Valkey engine."
  type        = string
  nullable    = false
  default     = "7.3"

  validation {
    condition     = can(regex("^[0-9]+\\.[0-9]+$", var.engine_version))
    error_message = "engine_version: MAJOR.MINOR, for example 7.3."
  }
}

variable "node_type" {
  description = "Size of a node, for example db.t4g.small or db.r7g.large."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^db\\.", var.node_type))
    error_message = "node_type: begins with 'db.'."
  }
}

variable "shards" {
  description = "Number of shards, 1 to 500. More than one only with applications that speak to a cluster and have as many partitions or more."
  type        = number
  nullable    = false
  default     = 1

  validation {
    condition     = var.shards >= 1 && var.shards <= 500
    error_message = "shards: 1 to 500."
  }
}

variable "replicas" {
  description = "Replicas of each shard, 0 to 5, each in another zone. Nothing that was accepted is lost with 0, because MemoryDB's log is in several zones; but a lost node is then replaced in minutes instead of taken over in seconds."
  type        = number
  nullable    = false

  validation {
    condition     = var.replicas >= 0 && var.replicas <= 5
    error_message = "replicas: 0 to 5."
  }
}

variable "snapshot_days" {
  description = "How long daily snapshots are kept, days, 1 to 35."
  type        = number
  nullable    = false

  validation {
    condition     = var.snapshot_days >= 1 && var.snapshot_days <= 35
    error_message = "snapshot_days: 1 to 35."
  }
}

variable "snapshot_window" {
  description = "When the daily snapshot is taken, UTC, hh:mm-hh:mm, at least an hour."
  type        = string
  nullable    = false
  default     = "02:00-03:00"

  validation {
    condition     = can(regex("^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$", var.snapshot_window))
    error_message = "snapshot_window: hh:mm-hh:mm."
  }
}

variable "maintenance_window" {
  description = "When AWS may patch nodes, UTC, ddd:hh:mm-ddd:hh:mm, at least an hour, not in the snapshot window."
  type        = string
  nullable    = false
  default     = "sun:04:00-sun:05:00"

  validation {
    condition     = can(regex("^(mon|tue|wed|thu|fri|sat|sun):[0-2][0-9]:[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):[0-2][0-9]:[0-5][0-9]$", var.maintenance_window))
    error_message = "maintenance_window: ddd:hh:mm-ddd:hh:mm."
  }
}

variable "port" {
  description = "TCP port of the nodes, 1 to 65535."
  type        = number
  nullable    = false
  default     = 6379

  validation {
    condition     = var.port >= 1 && var.port <= 65535
    error_message = "port: 1 to 65535."
  }
}

variable "password_version" {
  description = "Number of the passwords, 1 or more. One more makes new ones: the new and the last one hold together, and tasks take the new one as they are replaced, so nothing stops."
  type        = number
  nullable    = false
  default     = 1

  validation {
    condition     = var.password_version >= 1 && floor(var.password_version) == var.password_version
    error_message = "password_version: a whole number, 1 or more."
  }
}

variable "secret_recovery_days" {
  description = "How long a deleted secret can be brought back, days, 7 to 30, or 0 to delete it at once, so that the same name can be used again."
  type        = number
  nullable    = false
  default     = 7

  validation {
    condition     = var.secret_recovery_days == 0 || (var.secret_recovery_days >= 7 && var.secret_recovery_days <= 30)
    error_message = "secret_recovery_days: 0, or 7 to 30."
  }
}
