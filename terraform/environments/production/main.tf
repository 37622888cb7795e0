provider "aws" {
  region = var.region

  default_tags {
    tags = merge(var.tags, { Kiln = var.name })
  }
}

module "kiln" {
  source = "../../modules/kiln"

  name = var.name
  # Survives the loss of a zone without a person.
  protected    = true
  architecture = var.architecture

  images          = var.images
  repository_arns = var.repository_arns
  settings        = var.settings

  network = {
    cidr           = var.cidr
    zones          = var.zones
    nat_zones      = length(var.zones)
    endpoint_zones = length(var.zones)
  }

  edge = {
    dns_zone_id    = var.dns_zone_id
    control_domain = var.control_domain
    api_domain     = var.api_domain
  }

  queue = {
    node_type     = "db.r7g.large"
    replicas      = var.queue_replicas
    snapshot_days = 7
  }

  sql = {
    instance_class   = "db.t4g.medium"
    storage_gib      = 100
    storage_most_gib = 1000
    multi_az         = true
    backup_days      = 14
  }

  control = {
    size  = { cpu = 1024, memory = 2048 }
    tasks = { least = 2, most = 6 }
  }

  api = {
    size  = { cpu = 1024, memory = 2048 }
    tasks = { least = 3, most = 20 }
  }

  # Many tenants: each box has namespaces and control groups of its own, which Fargate does not give.
  workers = {
    isolation      = var.isolation
    size           = { cpu = 2048, memory = 4096 }
    slots          = 2
    floor          = 2
    instance_types = var.instance_types
    instances_most = var.instances_most
  }

  log_days = 365

  alarms = {
    emails = var.alarm_emails
  }

  budget = {
    monthly_usd = var.monthly_usd
    tag         = { key = "Kiln", value = var.name }
  }
}
