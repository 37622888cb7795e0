provider "aws" {
  region = var.region

  default_tags {
    tags = merge(var.tags, { Kiln = var.name })
  }
}

module "kiln" {
  source = "../../modules/kiln"

  name = var.name
  # What a course or a team begins with: nothing is promised about the loss of a zone but that nothing accepted is lost.
  protected    = false
  architecture = var.architecture

  images          = var.images
  repository_arns = var.repository_arns
  settings        = var.settings

  network = {
    cidr  = var.cidr
    zones = var.zones
    # One of each: half the price, and one zone whose loss stops webhooks and new tasks.
    nat_zones      = 1
    endpoint_zones = 1
  }

  edge = {
    dns_zone_id    = var.dns_zone_id
    control_domain = var.control_domain
    api_domain     = var.api_domain
  }

  queue = {
    node_type     = "db.t4g.small"
    replicas      = 0
    snapshot_days = 1
  }

  sql = {
    instance_class   = "db.t4g.micro"
    storage_gib      = 20
    storage_most_gib = 100
    multi_az         = false
    backup_days      = 7
  }

  control = {
    size  = { cpu = 512, memory = 1024 }
    tasks = { least = 1, most = 1 }
  }

  api = {
    size  = { cpu = 256, memory = 1024 }
    tasks = { least = 1, most = 2 }
  }

  # Nothing runs while nothing waits. The first execution then waits for a task on Fargate to start.
  workers = {
    isolation      = var.isolation
    size           = { cpu = 1024, memory = 2048 }
    slots          = 1
    floor          = 0
    instance_types = var.instance_types
    instances_most = var.instances_most
  }

  log_days = 30

  alarms = {
    emails = var.alarm_emails
  }

  budget = {
    monthly_usd = var.monthly_usd
    tag         = { key = "Kiln", value = var.name }
  }
}
