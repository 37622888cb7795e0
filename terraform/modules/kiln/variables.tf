variable "name" {
  description = "Prefix of every name, for example kiln-production. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name: 3 to 20 of a-z, 0-9 and '-', beginning with a letter and not ending with '-'."
  }
}

variable "protected" {
  description = "Whether stores and load balancers refuse to be deleted, a last snapshot of SQL is kept, and buckets with something in them stop a tear-down. false is for what may be lost."
  type        = bool
  nullable    = false
  default     = true
}

variable "architecture" {
  description = "Processor of everything that runs: ARM64 or X86_64; the images must be for it."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["ARM64", "X86_64"], var.architecture)
    error_message = "architecture: ARM64 or X86_64."
  }
}

variable "images" {
  description = "The three images, each with a digest or a tag that cannot be moved: control, api, worker."
  type = object({
    control = string
    api     = string
    worker  = string
  })
  nullable = false
}

variable "repository_arns" {
  description = "ARNs of the ECR repositories that the images are in."
  type        = list(string)
  nullable    = false
}

variable "network" {
  description = <<-EOT
    The network; each value is that of module network.
      cidr            address range, /16 to /20
      zones           2 to 4 availability zones
      nat_zones       how many of them have a NAT gateway
      endpoint_zones  how many of them have interfaces of AWS services
      endpoints       services that have one
      client_cidrs    who may reach the two load balancers
      webhook_ports   TCP ports that webhooks may go to
  EOT
  type = object({
    cidr           = string
    zones          = list(string)
    nat_zones      = number
    endpoint_zones = number
    endpoints      = optional(set(string), ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ecs", "sqs", "monitoring"])
    client_cidrs   = optional(set(string), ["0.0.0.0/0"])
    webhook_ports  = optional(set(number), [443])
  })
  nullable = false
}

variable "edge" {
  description = <<-EOT
    Names and rates.
      dns_zone_id              id of the Route 53 zone
      control_domain           name of the control plane, inside the zone
      api_domain               name of the execution API, inside the zone
      tls_policy               policy of Elastic Load Balancing with TLS 1.3
      control_requests_per_ip  requests from one address in five minutes, 10 to 2000000000
      api_requests_per_ip      likewise; one address may be a whole school or a judge
  EOT
  type = object({
    dns_zone_id             = string
    control_domain          = string
    api_domain              = string
    tls_policy              = optional(string, "ELBSecurityPolicy-TLS13-1-3-2021-06")
    control_requests_per_ip = optional(number, 3000)
    api_requests_per_ip     = optional(number, 100000)
  })
  nullable = false

  validation {
    condition     = var.edge.control_domain != var.edge.api_domain
    error_message = "edge: two different domains."
  }
}

variable "queue" {
  description = "The queue; each value is that of module queue."
  type = object({
    node_type        = string
    replicas         = number
    shards           = optional(number, 1)
    snapshot_days    = number
    password_version = optional(number, 1)
  })
  nullable = false
}

variable "sql" {
  description = <<-EOT
    SQL; each value is that of module sql, and:
      restart_expression  when the control plane is begun anew, UTC: soon after password_rotation, and when its window of an hour is over
  EOT
  type = object({
    instance_class     = string
    storage_gib        = number
    storage_most_gib   = number
    multi_az           = bool
    backup_days        = number
    password_rotation  = optional(string, "cron(0 3 1 * ? *)")
    restart_expression = optional(string, "cron(15 3,4 1 * ? *)")
  })
  nullable = false
}

variable "control" {
  description = "The control plane: size of a task (CPU units, MiB), and how many there are, least and most."
  type = object({
    size  = object({ cpu = number, memory = number })
    tasks = object({ least = number, most = number, cpu_percent = optional(number, 50) })
  })
  nullable = false
}

variable "api" {
  description = "The execution API: size of a task (CPU units, MiB), and how many there are, least and most."
  type = object({
    size  = object({ cpu = number, memory = number })
    tasks = object({ least = number, most = number, cpu_percent = optional(number, 50) })
  })
  nullable = false
}

variable "workers" {
  description = <<-EOT
    Workers; each value is that of module workers, and for isolation `namespaces`:
      instance_types  types that instances may have, alike in size
      instances_most  most instances on Spot, and most on demand
  EOT
  type = object({
    isolation      = string
    size           = object({ cpu = number, memory = number })
    slots          = number
    floor          = number
    drain_seconds  = optional(number, 100)
    instance_types = optional(list(string), [])
    instances_most = optional(number, 10)
  })
  nullable = false

  validation {
    condition     = var.workers.isolation != "namespaces" || length(var.workers.instance_types) > 0
    error_message = "workers: isolation namespaces needs instance_types."
  }
}

variable "recovery_expression" {
  description = "How often recovery runs beside the sweeps of the workers: rate(…) or cron(…), UTC."
  type        = string
  nullable    = false
  default     = "rate(1 minute)"

  validation {
    condition     = can(regex("^(rate|cron)\\(.+\\)$", var.recovery_expression))
    error_message = "recovery_expression: rate(…) or cron(…)."
  }
}

variable "result_hours" {
  description = "How long a final execution stays readable (KILN_RESULT_TTL), hours, 1 to 720."
  type        = number
  nullable    = false
  default     = 24

  validation {
    condition     = var.result_hours >= 1 && var.result_hours <= 720 && floor(var.result_hours) == var.result_hours
    error_message = "result_hours: a whole number, 1 to 720."
  }
}

variable "object_days" {
  description = "How long objects of executions are kept, days, 1 to 3650; longer than result_hours."
  type        = number
  nullable    = false
  default     = 35

  validation {
    condition     = var.object_days * 24 > var.result_hours
    error_message = "object_days: longer than result_hours, or results lose their payloads while they can be read."
  }
}

variable "log_days" {
  description = "How long logs are kept, days; one of the values that CloudWatch Logs takes, 30 or more."
  type        = number
  nullable    = false
  default     = 365
}

variable "secret_version" {
  description = "Number of the keys and the password that a new Kiln begins with, 1 or more. One more makes new ones."
  type        = number
  nullable    = false
  default     = 1
}

variable "settings" {
  description = "Further settings of the applications, KILN_… by name: of all (what docs/configuration.md calls the queue's), and of each alone."
  type = object({
    shared  = optional(map(string), {})
    control = optional(map(string), {})
    api     = optional(map(string), {})
    worker  = optional(map(string), {})
  })
  nullable = false
  default  = {}

  validation {
    condition     = alltrue([for name in flatten([for settings in values(var.settings) : keys(settings)]) : can(regex("^KILN_[A-Z0-9_]+$", name))])
    error_message = "settings: names like KILN_QUEUE_LEASE."
  }
}

variable "alarms" {
  description = "Addresses that alarms are mailed to, and when there is one; each value is that of module observability."
  type = object({
    emails = optional(set(string), [])
    thresholds = optional(object({
      oldest_seconds       = optional(number, 60)
      errors_per_minute    = optional(number, 10)
      reclaims_per_hour    = optional(number, 20)
      queue_memory_percent = optional(number, 60)
    }), {})
  })
  nullable = false
  default  = {}
}

variable "budget" {
  description = "What this Kiln may cost in a month, US dollars, and the tag by which its cost is known."
  type = object({
    monthly_usd = number
    tag         = object({ key = string, value = string })
  })
  nullable = false
}
