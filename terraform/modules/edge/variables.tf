variable "name" {
  description = "Prefix of every name, for example kiln-production. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name: 3 to 20 of a-z, 0-9 and '-', beginning with a letter and not ending with '-'."
  }
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Ids of the public subnets, at least two, in different zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids: at least two."
  }
}

variable "dns_zone_id" {
  description = "Id of the Route 53 zone that the names below lie in; certificates are proved and names are set there."
  type        = string
  nullable    = false
}

variable "balancers" {
  description = <<-EOT
    The two load balancers, by the application behind each: control and api.
      domain             its name, inside the DNS zone
      security_group_id  id of its security group
      port               TCP port of its application
      sticky_seconds     how long a browser stays with one task, 0 (not at all) to 604800
      idle_seconds       how long a connection may say nothing, 1 to 4000; longer than a call may wait
      requests_per_ip    requests from one address in five minutes, 100 to 2000000000; more are refused with 429
      paths_per_ip       like requests_per_ip, for paths that begin so: what guesses passwords is slowed down
  EOT
  type = map(object({
    domain            = string
    security_group_id = string
    port              = number
    sticky_seconds    = optional(number, 0)
    idle_seconds      = optional(number, 120)
    requests_per_ip   = number
    paths_per_ip      = optional(map(number), {})
  }))
  nullable = false

  validation {
    condition     = toset(keys(var.balancers)) == toset(["control", "api"])
    error_message = "balancers: control and api."
  }

  validation {
    condition     = alltrue([for balancer in values(var.balancers) : balancer.idle_seconds >= 1 && balancer.idle_seconds <= 4000 && balancer.sticky_seconds >= 0 && balancer.sticky_seconds <= 604800])
    error_message = "balancers: idle_seconds 1 to 4000, sticky_seconds 0 to 604800."
  }

  validation {
    condition     = alltrue([for limit in flatten([for balancer in values(var.balancers) : concat([balancer.requests_per_ip], values(balancer.paths_per_ip))]) : limit >= 10 && limit <= 2000000000])
    error_message = "balancers: requests_per_ip and paths_per_ip 10 to 2000000000."
  }
}

variable "tls_policy" {
  description = "Which TLS is spoken: a policy of Elastic Load Balancing with TLS 1.3. The default refuses everything older; ELBSecurityPolicy-TLS13-1-2-Res-2021-06 also speaks TLS 1.2 with forward secrecy, for old clients."
  type        = string
  nullable    = false
  default     = "ELBSecurityPolicy-TLS13-1-3-2021-06"

  validation {
    condition     = can(regex("^ELBSecurityPolicy-TLS13-1-(3|2-Res)-", var.tls_policy))
    error_message = "tls_policy: ELBSecurityPolicy-TLS13-1-3-… or ELBSecurityPolicy-TLS13-1-2-Res-…"
  }
}

variable "log_bucket" {
  description = "Name of the bucket that access logs go to, below balancers/."
  type        = string
  nullable    = false
}

variable "key_arn" {
  description = "ARN of the KMS key for the log of refused requests."
  type        = string
  nullable    = false
}

variable "log_days" {
  description = "How long refused requests are kept in the log, days; one of the values that CloudWatch Logs takes."
  type        = number
  nullable    = false
  default     = 365

  validation {
    condition     = contains([30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_days)
    error_message = "log_days: 30, 60, 90, 120, 150, 180, 365 or one of the longer values of CloudWatch Logs."
  }
}

variable "deletion_protection" {
  description = "Whether the load balancers refuse to be deleted."
  type        = bool
  nullable    = false
  default     = true
}
