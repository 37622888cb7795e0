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

variable "application" {
  description = "Which application it is: control or api."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["control", "api"], var.application)
    error_message = "application: control or api."
  }
}

variable "cluster" {
  description = "The cluster: its ARN, its name, and the ARN of the namespace that services find each other in."
  type = object({
    arn           = string
    name          = string
    namespace_arn = string
  })
  nullable = false
}

variable "size" {
  description = "Size of a task: CPU units (1024 are a processor; 256 to 16384) and memory, MiB, in a pair that Fargate has."
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

variable "tasks" {
  description = "How many tasks there are, at least and at most, 1 to 1000. Between the two their CPU decides, cpu_percent of it is aimed at, 10 to 90."
  type = object({
    least       = number
    most        = number
    cpu_percent = optional(number, 50)
  })
  nullable = false

  validation {
    condition     = var.tasks.least >= 1 && var.tasks.most >= var.tasks.least && var.tasks.most <= 1000 && var.tasks.cpu_percent >= 10 && var.tasks.cpu_percent <= 90
    error_message = "tasks: 1 <= least <= most <= 1000, cpu_percent 10 to 90."
  }
}

variable "port" {
  description = "TCP port that the balancer and other services reach it on, 1 to 65535."
  type        = number
  nullable    = false

  validation {
    condition     = var.port >= 1 && var.port <= 65535
    error_message = "port: 1 to 65535."
  }
}

variable "private_ports" {
  description = "TCP ports by name that other services of the cluster reach it on and no balancer does."
  type        = map(number)
  nullable    = false
  default     = {}
}

variable "found_as" {
  description = "Name by which other services of the cluster find it, or null if none does."
  type        = string
  default     = null
}

variable "subnet_ids" {
  description = "Ids of the application subnets."
  type        = list(string)
  nullable    = false
}

variable "security_group_id" {
  description = "Id of its security group."
  type        = string
  nullable    = false
}

variable "target_group_arn" {
  description = "ARN of the target group of its load balancer."
  type        = string
  nullable    = false
}

variable "execution_role_arn" {
  description = "ARN of the role that starts its tasks: pulls the image, reads the secrets, writes the log."
  type        = string
  nullable    = false
}

variable "task_role_arn" {
  description = "ARN of the role that its tasks have."
  type        = string
  nullable    = false
}

variable "log_group" {
  description = "Name of its log group."
  type        = string
  nullable    = false
}

variable "environment" {
  description = "Settings that are no secret, by name (KILN_…)."
  type        = map(string)
  nullable    = false
}

variable "secrets" {
  description = "Secrets that it takes from the environment, by name (KILN_…): references into Secrets Manager, ARN:JSON-KEY:STAGE:VERSION."
  type        = map(string)
  nullable    = false
  default     = {}
}

variable "secret_files" {
  description = "Secrets that it takes from a file, by the name that names the file (KILN_…_FILE): references into Secrets Manager."
  type        = map(string)
  nullable    = false
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.secret_files) : can(regex("^KILN_[A-Z_]+_FILE$", name))])
    error_message = "secret_files: names like KILN_SQL_PASSWORD_FILE."
  }
}

variable "stop_seconds" {
  description = "How long a task may take to leave after SIGTERM, seconds, 2 to 120."
  type        = number
  nullable    = false
  default     = 60

  validation {
    condition     = var.stop_seconds >= 2 && var.stop_seconds <= 120
    error_message = "stop_seconds: 2 to 120, which is all that Fargate gives."
  }
}

variable "start_seconds" {
  description = "How long a task may take to be ready before it counts as broken, seconds, 30 to 300."
  type        = number
  nullable    = false
  default     = 120

  validation {
    condition     = var.start_seconds >= 30 && var.start_seconds <= 300
    error_message = "start_seconds: 30 to 300."
  }
}

variable "after" {
  description = "ARNs of the services of the cluster that must be there before it, because it finds them by name."
  type        = list(string)
  nullable    = false
  default     = []
}
