variable "name" {
  description = "Prefix of every name, for example kiln-production. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name: 3 to 20 of a-z, 0-9 and '-', beginning with a letter and not ending with '-'."
  }
}

variable "insights" {
  description = "What Container Insights measures: disabled, enabled or enhanced. The alarm `no workers` needs enabled or enhanced."
  type        = string
  nullable    = false
  default     = "enabled"

  validation {
    condition     = contains(["disabled", "enabled", "enhanced"], var.insights)
    error_message = "insights: disabled, enabled or enhanced."
  }
}

variable "architecture" {
  description = "Processor of tasks and instances: ARM64 or X86_64."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["ARM64", "X86_64"], var.architecture)
    error_message = "architecture: ARM64 or X86_64."
  }
}

variable "instances" {
  description = <<-EOT
    Instances for workers, or null where they run on Fargate alone.
      subnet_ids         ids of the worker subnets
      security_group_id  id of the security group of instances
      types              instance types of the architecture above, alike in size, the more the better for Spot
      spot_most          most Spot instances
      steady_most        most on-demand instances
      disk_gib           size of the disk, GiB, at least 30: images and the boxes' overlays
  EOT
  type = object({
    subnet_ids        = list(string)
    security_group_id = string
    types             = list(string)
    spot_most         = number
    steady_most       = number
    disk_gib          = optional(number, 50)
  })
  default = null

  validation {
    condition     = var.instances == null ? true : length(var.instances.types) >= 1 && var.instances.spot_most >= 1 && var.instances.steady_most >= 1 && var.instances.disk_gib >= 30
    error_message = "instances: at least one type, spot_most and steady_most at least 1, disk_gib at least 30."
  }
}
