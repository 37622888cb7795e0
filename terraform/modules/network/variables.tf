variable "name" {
  description = "Prefix of every name, for example kiln-production. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name: 3 to 20 of a-z, 0-9 and '-', beginning with a letter and not ending with '-'."
  }
}

variable "cidr" {
  description = "Address range of the network, a /16 to /20 in CIDR notation; sixteen equal subnets are cut from it."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && can(regex("/(1[6-9]|20)$", var.cidr))
    error_message = "cidr: an IPv4 range from /16 to /20."
  }
}

variable "zones" {
  description = "Availability zones, 2 to 4, all of one region, for example [\"eu-central-1a\", \"eu-central-1b\", \"eu-central-1c\"]."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 4 && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones: 2 to 4 different zones."
  }
}

variable "nat_zones" {
  description = "How many zones have a NAT gateway of their own, 1 to the number of zones. With fewer, the other zones leave through the first, and lose webhooks with it."
  type        = number
  nullable    = false

  validation {
    condition     = var.nat_zones >= 1 && var.nat_zones <= length(var.zones)
    error_message = "nat_zones: 1 to the number of zones."
  }
}

variable "endpoint_zones" {
  description = "How many zones have an interface of each VPC endpoint, 1 to the number of zones. With fewer, other zones reach it across zones, and lose it with that zone."
  type        = number
  nullable    = false

  validation {
    condition     = var.endpoint_zones >= 1 && var.endpoint_zones <= length(var.zones)
    error_message = "endpoint_zones: 1 to the number of zones."
  }
}

variable "endpoints" {
  description = "AWS services that are reached by an interface endpoint, by the end of their service name. The first five are what a worker on Fargate cannot do without."
  type        = set(string)
  nullable    = false
  default     = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ecs", "sqs", "monitoring"]

  validation {
    condition     = length(setsubtract(["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ecs"], var.endpoints)) == 0
    error_message = "endpoints: at least ecr.api, ecr.dkr, logs, secretsmanager and ecs; workers have no other way out."
  }
}

variable "bucket_arns" {
  description = "ARNs of the buckets that may be reached through the S3 endpoint, beside the one that holds the layers of images."
  type        = list(string)
  nullable    = false
}

variable "ports" {
  description = "TCP ports: what the control plane and the execution API listen on, the API's operators' port, and those of the two stores."
  type = object({
    control = number
    api     = number
    admin   = number
    queue   = number
    sql     = number
  })
  nullable = false
  default = {
    control = 8080
    api     = 8081
    admin   = 8083
    queue   = 6379
    sql     = 5432
  }

  validation {
    condition     = alltrue([for port in values(var.ports) : port >= 1 && port <= 65535])
    error_message = "ports: 1 to 65535 each."
  }
}

variable "webhook_ports" {
  description = "TCP ports on the internet that the execution API may call webhooks on."
  type        = set(number)
  nullable    = false
  default     = [443]

  validation {
    condition     = alltrue([for port in var.webhook_ports : port >= 1 && port <= 65535])
    error_message = "webhook_ports: 1 to 65535 each."
  }
}

variable "client_cidrs" {
  description = "Who may reach the two load balancers, IPv4 ranges in CIDR notation. The whole internet is [\"0.0.0.0/0\"]."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.client_cidrs) > 0 && alltrue([for range in var.client_cidrs : can(cidrhost(range, 0))])
    error_message = "client_cidrs: at least one IPv4 range in CIDR notation."
  }
}

variable "key_arn" {
  description = "ARN of the KMS key that the flow log is encrypted with."
  type        = string
  nullable    = false
}

variable "log_days" {
  description = "How long refused connections are kept in the flow log, days; one of the values that CloudWatch Logs takes."
  type        = number
  nullable    = false
  default     = 365

  validation {
    condition     = contains([30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_days)
    error_message = "log_days: 30, 60, 90, 120, 150, 180, 365 or one of the longer values of CloudWatch Logs."
  }
}
