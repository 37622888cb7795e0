variable "name" {
  description = "Prefix of every name, for example kiln-production. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name: 3 to 20 of a-z, 0-9 and '-', beginning with a letter and not ending with '-'."
  }
}

variable "monthly_usd" {
  description = "What this Kiln may cost in a month, US dollars, more than 0."
  type        = number
  nullable    = false

  validation {
    condition     = var.monthly_usd > 0
    error_message = "monthly_usd: more than 0."
  }
}

variable "tag" {
  description = "The tag by which the cost of this Kiln is known, key and value. It must be activated as a cost allocation tag in the billing account."
  type = object({
    key   = string
    value = string
  })
  nullable = false
}

variable "topic_arn" {
  description = "ARN of the SNS topic that is told."
  type        = string
  nullable    = false
}

variable "percentages" {
  description = "At which parts of the budget it is told, percent of what was spent, each more than 0."
  type        = set(number)
  nullable    = false
  default     = [50, 80, 100]

  validation {
    condition     = length(var.percentages) > 0 && length(var.percentages) <= 4 && alltrue([for percentage in var.percentages : percentage > 0])
    error_message = "percentages: one to four, each more than 0."
  }
}
