terraform {
  required_version = ">= 1.9.0, < 2.0.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }

  # Which bucket is said by `terraform init -backend-config=backend.hcl`: see backend.hcl.example.
  backend "s3" {}
}
