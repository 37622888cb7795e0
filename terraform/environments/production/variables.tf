variable "name" {
  description = "Prefix of every name. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false
  default     = "kiln-production"
}

variable "region" {
  description = "Region of AWS, for example eu-central-1."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region: for example eu-central-1."
  }
}

variable "zones" {
  description = "Availability zones of the region, 2 to 4."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for zone in var.zones : startswith(zone, var.region)])
    error_message = "zones: of the region."
  }
}

variable "cidr" {
  description = "Address range of the network, /16 to /20."
  type        = string
  nullable    = false
  default     = "10.64.0.0/16"
}

variable "tags" {
  description = "Tags of everything, beside Kiln, which is the name."
  type        = map(string)
  nullable    = false
  default     = {}
}

variable "dns_zone_id" {
  description = "Id of the Route 53 zone that the two names lie in."
  type        = string
  nullable    = false
}

variable "control_domain" {
  description = "Name of the control plane, for example kiln.example.org."
  type        = string
  nullable    = false
}

variable "api_domain" {
  description = "Name of the execution API, for example api.kiln.example.org."
  type        = string
  nullable    = false
}

variable "architecture" {
  description = "Processor of everything that runs: ARM64 or X86_64; the images must be for it."
  type        = string
  nullable    = false
  default     = "ARM64"

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
  description = "ARNs of the ECR repositories that the images are in, as terraform/bootstrap gave them."
  type        = list(string)
  nullable    = false
}

variable "alarm_emails" {
  description = "Addresses that alarms are mailed to; each gets a mail to confirm first."
  type        = set(string)
  nullable    = false
}

variable "monthly_usd" {
  description = "What this Kiln may cost in a month, US dollars."
  type        = number
  nullable    = false
}

variable "settings" {
  description = "Further settings of the applications, KILN_… by name: shared, control, api, worker."
  type = object({
    shared  = optional(map(string), {})
    control = optional(map(string), {})
    api     = optional(map(string), {})
    worker  = optional(map(string), {})
  })
  nullable = false
  default  = {}
}

variable "isolation" {
  description = "What boxes are made of: `namespaces` on instances, or `restricted` on Fargate. The README compares them."
  type        = string
  nullable    = false
  default     = "namespaces"

  validation {
    condition     = contains(["restricted", "namespaces"], var.isolation)
    error_message = "isolation: restricted or namespaces."
  }
}

variable "instance_types" {
  description = "Types of the instances that workers run on, of the architecture, alike in size; the more, the better for Spot."
  type        = list(string)
  nullable    = false
  default     = ["m7g.xlarge", "m6g.xlarge", "c7g.xlarge", "c6g.xlarge", "r7g.xlarge", "r6g.xlarge"]
}

variable "instances_most" {
  description = "Most instances on Spot, and most on demand, 1 to 1000."
  type        = number
  nullable    = false
  default     = 20

  validation {
    condition     = var.instances_most >= 1 && var.instances_most <= 1000
    error_message = "instances_most: 1 to 1000."
  }
}

variable "queue_replicas" {
  description = "Replicas of the queue, 0 to 5, each in another zone. 0 until the applications follow a moved primary: see the README."
  type        = number
  nullable    = false
  default     = 1

  validation {
    condition     = var.queue_replicas >= 0 && var.queue_replicas <= 5
    error_message = "queue_replicas: 0 to 5."
  }
}
