variable "region" {
  description = "Region of AWS, for example eu-central-1."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region: for example eu-central-1."
  }
}

variable "prefix" {
  description = "Beginning of the names of repositories and of the state's bucket. 3 to 20 of a-z, 0-9 and '-'."
  type        = string
  nullable    = false
  default     = "kiln"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.prefix))
    error_message = "prefix: 3 to 20 of a-z, 0-9 and '-', beginning with a letter and not ending with '-'."
  }
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  nullable    = false
  default     = {}
}

variable "kept_images" {
  description = "How many images each repository keeps, 5 to 1000; the oldest go first. A roll-back needs the one before."
  type        = number
  nullable    = false
  default     = 50

  validation {
    condition     = var.kept_images >= 5 && var.kept_images <= 1000
    error_message = "kept_images: 5 to 1000."
  }
}
