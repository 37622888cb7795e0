# The least that a Kiln needs to be told, in a configuration of your own. The environments are this, with a backend.

terraform {
  required_version = ">= 1.9.0, < 2.0.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = { Kiln = "kiln-example" }
  }
}

module "kiln" {
  source = "../../modules/kiln"

  name         = "kiln-example"
  architecture = "X86_64"

  images = {
    control = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/kiln/control:1.0.0"
    api     = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/kiln/api:1.0.0"
    worker  = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/kiln/worker:1.0.0"
  }
  repository_arns = [for application in ["control", "api", "worker"] : "arn:aws:ecr:eu-central-1:123456789012:repository/kiln/${application}"]

  network = {
    cidr           = "10.80.0.0/16"
    zones          = ["eu-central-1a", "eu-central-1b"]
    nat_zones      = 1
    endpoint_zones = 1
  }

  edge = {
    dns_zone_id    = "Z0123456789ABCDEFGHIJ"
    control_domain = "kiln.example.org"
    api_domain     = "api.kiln.example.org"
    # Also clients that are too old for TLS 1.3.
    tls_policy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
  }

  queue = { node_type = "db.t4g.small", replicas = 0, snapshot_days = 1 }
  sql   = { instance_class = "db.t4g.micro", storage_gib = 20, storage_most_gib = 100, multi_az = false, backup_days = 7 }

  control = { size = { cpu = 512, memory = 1024 }, tasks = { least = 1, most = 1 } }
  api     = { size = { cpu = 512, memory = 1024 }, tasks = { least = 1, most = 4 } }
  workers = { isolation = "restricted", size = { cpu = 1024, memory = 2048 }, slots = 1, floor = 1 }

  # Any KILN_… of docs/configuration.md.
  settings = {
    shared = { KILN_QUEUE_TENANT_RUNNING = "50" }
    api    = { KILN_LIMITS_MAXIMUM_CPU = "10s" }
  }

  budget = { monthly_usd = 400, tag = { key = "Kiln", value = "kiln-example" } }
}

output "urls" {
  description = "Where the control plane and the execution API are reached."
  value       = module.kiln.urls
}
