variable "name" {
  description = "Prefix of every name, for example kiln-production. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name: 3 to 20 of a-z, 0-9 and '-', beginning with a letter and not ending with '-'."
  }
}

variable "architecture" {
  description = "Processor of the tasks: ARM64 or X86_64; the image must be for it."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["ARM64", "X86_64"], var.architecture)
    error_message = "architecture: ARM64 or X86_64."
  }
}

variable "image" {
  description = "The image, REPOSITORY@sha256:DIGEST or REPOSITORY:TAG of a repository whose tags cannot be moved: what runs must not change under a service."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(@sha256:[0-9a-f]{64}|:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})$", var.image)) && !endswith(var.image, ":latest")
    error_message = "image: with a digest, or a tag other than latest."
  }
}

variable "cluster" {
  description = "The cluster: its ARN, and the names of the capacity providers for Spot and for on-demand tasks."
  type = object({
    arn = string
    capacity_providers = object({
      spot   = string
      steady = string
    })
  })
  nullable = false
}

variable "isolation" {
  description = <<-EOT
    What the boxes are made of. `restricted`: on Fargate, with the privileges that it gives; the task's own virtual machine
    is the outer wall. `namespaces`: on instances, in privileged containers, so that each box gets namespaces and control
    groups of its own; needs instances in the cluster.
  EOT
  type        = string
  nullable    = false

  validation {
    condition     = contains(["restricted", "namespaces"], var.isolation)
    error_message = "isolation: restricted or namespaces."
  }
}

variable "size" {
  description = "Size of a task: CPU units (1024 are a processor) and memory, MiB; on Fargate in a pair that it has."
  type = object({
    cpu    = number
    memory = number
  })
  nullable = false

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384], var.size.cpu) && var.size.memory >= var.size.cpu * 2 && var.size.memory <= var.size.cpu * 8
    error_message = "size: cpu 256, 512, 1024, 2048, 4096, 8192 or 16384, memory two to eight times as many MiB."
  }
}

variable "slots" {
  description = "Executions at a time in one task, 1 to 64. On Fargate without control groups a slot is not held to a share of the processor."
  type        = number
  nullable    = false

  validation {
    condition     = var.slots >= 1 && var.slots <= 64 && floor(var.slots) == var.slots
    error_message = "slots: a whole number, 1 to 64."
  }
}

variable "floor" {
  description = "On-demand tasks that are always there, 0 to 1000. With 0 nothing runs while nothing waits, and the first execution waits for a task to start."
  type        = number
  nullable    = false

  validation {
    condition     = var.floor >= 0 && var.floor <= 1000
    error_message = "floor: 0 to 1000."
  }
}

variable "stop_seconds" {
  description = "How long a task has from SIGTERM to SIGKILL, seconds, 30 to 120: a reclaim by Spot gives 120."
  type        = number
  nullable    = false
  default     = 120

  validation {
    condition     = var.stop_seconds >= 30 && var.stop_seconds <= 120
    error_message = "stop_seconds: 30 to 120, which is all that Fargate and a reclaim give."
  }
}

variable "drain_seconds" {
  description = "How long executions may go on after SIGTERM before they are handed back (KILN_DRAIN_SECONDS), seconds; at least 10 less than stop_seconds, which is what handing back takes at most."
  type        = number
  nullable    = false
  default     = 100

  validation {
    condition     = var.drain_seconds >= 0 && var.drain_seconds <= var.stop_seconds - 10
    error_message = "drain_seconds: 0 to stop_seconds - 10; else a task is killed before it has handed back what it holds."
  }
}

variable "ephemeral_gib" {
  description = "Disk of a task on Fargate, GiB, 21 to 200; the first 20 cost nothing."
  type        = number
  nullable    = false
  default     = 21

  validation {
    condition     = var.ephemeral_gib >= 21 && var.ephemeral_gib <= 200
    error_message = "ephemeral_gib: 21 to 200."
  }
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

variable "execution_role_arn" {
  description = "ARN of the role that starts the tasks: pulls the image, reads the queue's secret, writes the log."
  type        = string
  nullable    = false
}

variable "task_role_arn" {
  description = "ARN of the role that workers have."
  type        = string
  nullable    = false
}

variable "recovery_role_arn" {
  description = "ARN of the role that tasks of recovery have."
  type        = string
  nullable    = false
}

variable "log_groups" {
  description = "Names of the log groups of workers and of recovery."
  type = object({
    worker   = string
    recovery = string
  })
  nullable = false
}

variable "queue_reference" {
  description = "What KILN_REDIS_URL is taken from: a reference into Secrets Manager. The one secret that a worker has."
  type        = string
  nullable    = false
}

variable "environment" {
  description = "Settings that are no secret, by name (KILN_…), for workers and recovery alike."
  type        = map(string)
  nullable    = false
}
