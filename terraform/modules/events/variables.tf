variable "name" {
  description = "Prefix of every name, for example kiln-production. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name: 3 to 20 of a-z, 0-9 and '-', beginning with a letter and not ending with '-'."
  }
}

variable "key_arn" {
  description = "ARN of the KMS key for what is stored."
  type        = string
  nullable    = false
}

variable "cluster_arn" {
  description = "ARN of the cluster whose tasks are heard."
  type        = string
  nullable    = false
}

variable "instances" {
  description = "Whether workers run on instances, so that notices of Spot instances are heard too."
  type        = bool
  nullable    = false
}

variable "keep_seconds" {
  description = "How long an event waits for the control plane, seconds, 60 to 1209600. One that is older says nothing that a worker's own SIGTERM has not."
  type        = number
  nullable    = false
  default     = 3600

  validation {
    condition     = var.keep_seconds >= 60 && var.keep_seconds <= 1209600
    error_message = "keep_seconds: 60 to 1209600."
  }
}
