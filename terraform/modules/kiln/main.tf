# All of a Kiln, from the network to the budget. What the environments differ in is values, and those are theirs.

locals {
  instances = var.workers.isolation == "namespaces"
  floor     = var.workers.floor

  # The same in every application of one Kiln.
  shared = merge(var.settings.shared, {
    KILN_RESULT_TTL = "${var.result_hours}h"
  })
}

module "storage" {
  source = "../storage"

  name              = var.name
  object_days       = var.object_days
  log_days          = var.log_days
  force_destroy     = !var.protected
  key_deletion_days = var.protected ? 30 : 7
}

module "network" {
  source = "../network"

  name           = var.name
  cidr           = var.network.cidr
  zones          = var.network.zones
  nat_zones      = var.network.nat_zones
  endpoint_zones = var.network.endpoint_zones
  endpoints      = setunion(var.network.endpoints, local.instances ? ["ecs-agent", "ecs-telemetry"] : [])
  client_cidrs   = var.network.client_cidrs
  webhook_ports  = var.network.webhook_ports
  bucket_arns    = [module.storage.object_bucket_arn]
  key_arn        = module.storage.key_arn
  log_days       = var.log_days
}

module "observability" {
  source = "../observability"

  name       = var.name
  key_arn    = module.storage.key_arn
  log_days   = var.log_days
  emails     = var.alarms.emails
  thresholds = var.alarms.thresholds

  watched = {
    cluster_name             = module.cluster.name
    queue_cluster_name       = module.queue.cluster_name
    sql_identifier           = module.sql.identifier
    schedule_dead_queue_name = module.schedule.dead_queue_name
    event_dead_queue_name    = module.events.dead_queue_name
    reclaim_rule_name        = module.events.reclaim_rule_name
    workers_expected         = local.floor > 0
    balancers = {
      for which in ["control", "api"] : which => {
        balancer     = module.edge.balancer_dimensions[which]
        target_group = module.edge.target_group_dimensions[which]
      }
    }
  }
}

module "queue" {
  source = "../queue"

  name                 = var.name
  subnet_ids           = module.network.subnet_ids.data
  security_group_id    = module.network.security_group_ids.queue
  key_arn              = module.storage.key_arn
  topic_arn            = module.observability.topic_arn
  node_type            = var.queue.node_type
  replicas             = var.queue.replicas
  shards               = var.queue.shards
  snapshot_days        = var.queue.snapshot_days
  password_version     = var.queue.password_version
  secret_recovery_days = var.protected ? 30 : 0
}

module "sql" {
  source = "../sql"

  name                = var.name
  subnet_ids          = module.network.subnet_ids.data
  security_group_id   = module.network.security_group_ids.sql
  key_arn             = module.storage.key_arn
  instance_class      = var.sql.instance_class
  storage_gib         = var.sql.storage_gib
  storage_most_gib    = var.sql.storage_most_gib
  multi_az            = var.sql.multi_az
  backup_days         = var.sql.backup_days
  password_rotation   = var.sql.password_rotation
  log_days            = var.log_days
  deletion_protection = var.protected
  final_snapshot      = var.protected
}

module "cluster" {
  source = "../cluster"

  name         = var.name
  architecture = var.architecture

  instances = local.instances ? {
    subnet_ids        = module.network.subnet_ids.worker
    security_group_id = module.network.security_group_ids.instance
    types             = var.workers.instance_types
    spot_most         = var.workers.instances_most
    steady_most       = var.workers.instances_most
  } : null
}

module "events" {
  source = "../events"

  name        = var.name
  cluster_arn = module.cluster.arn
  key_arn     = module.storage.key_arn
  instances   = local.instances
}

module "access" {
  source = "../access"

  name                 = var.name
  cluster_arn          = module.cluster.arn
  cluster_name         = module.cluster.name
  key_arn              = module.storage.key_arn
  repository_arns      = var.repository_arns
  log_group_arns       = module.observability.log_group_arns
  queue_secret_arns    = module.queue.secret_arns
  sql_secret_arn       = module.sql.secret_arn
  object_bucket_arn    = module.storage.object_bucket_arn
  object_prefix        = module.storage.object_prefix
  event_queue_arn      = module.events.queue_arn
  metric_namespace     = module.observability.metric_namespace
  secret_version       = var.secret_version
  secret_recovery_days = var.protected ? 30 : 0
}

module "edge" {
  source = "../edge"

  name                = var.name
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.subnet_ids.public
  dns_zone_id         = var.edge.dns_zone_id
  tls_policy          = var.edge.tls_policy
  log_bucket          = module.storage.log_bucket
  key_arn             = module.storage.key_arn
  log_days            = var.log_days
  deletion_protection = var.protected

  balancers = {
    control = {
      domain            = var.edge.control_domain
      security_group_id = module.network.security_group_ids.control_balancer
      port              = 8080
      # A page lives in the memory of one task for as long as its session.
      sticky_seconds  = 43200
      idle_seconds    = 300
      requests_per_ip = var.edge.control_requests_per_ip
      paths_per_ip    = { "/sign-in" = 100 }
    }
    api = {
      domain            = var.edge.api_domain
      security_group_id = module.network.security_group_ids.api_balancer
      port              = 8081
      # A call may wait for a minute.
      idle_seconds    = 120
      requests_per_ip = var.edge.api_requests_per_ip
    }
  }
}

module "api" {
  source = "../service"

  name               = var.name
  application        = "api"
  cluster            = { arn = module.cluster.arn, name = module.cluster.name, namespace_arn = module.cluster.namespace_arn }
  architecture       = var.architecture
  image              = var.images.api
  size               = var.api.size
  tasks              = var.api.tasks
  port               = 8081
  private_ports      = { admin = 8083 }
  found_as           = "api"
  subnet_ids         = module.network.subnet_ids.application
  security_group_id  = module.network.security_group_ids.api
  target_group_arn   = module.edge.target_group_arns["api"]
  execution_role_arn = module.access.execution_role_arns["api"]
  task_role_arn      = module.access.task_role_arns["api"]
  log_group          = module.observability.log_group_names["api"]
  # Longer than a call may wait.
  stop_seconds = 90

  environment = merge(local.shared, var.settings.api, {
    KILN_HOST     = "0.0.0.0"
    KILN_API_PORT = "8081"
    # Reached by the control plane alone: see the table in module network.
    KILN_ADMIN_HOST = "0.0.0.0"
    KILN_ADMIN_PORT = "8083"
    # Where it may write. In the bucket they are once the applications can do that: see the README.
    KILN_OBJECTS_PATH = "/var/lib/kiln/objects"
  })

  secrets = { KILN_REDIS_URL = module.queue.url_references["api"] }
}

module "control" {
  source = "../service"

  name               = var.name
  application        = "control"
  cluster            = { arn = module.cluster.arn, name = module.cluster.name, namespace_arn = module.cluster.namespace_arn }
  architecture       = var.architecture
  image              = var.images.control
  size               = var.control.size
  tasks              = var.control.tasks
  port               = 8080
  subnet_ids         = module.network.subnet_ids.application
  security_group_id  = module.network.security_group_ids.control
  target_group_arn   = module.edge.target_group_arns["control"]
  execution_role_arn = module.access.execution_role_arns["control"]
  task_role_arn      = module.access.task_role_arns["control"]
  log_group          = module.observability.log_group_names["control"]

  environment = merge(local.shared, var.settings.control, {
    KILN_HOST    = "0.0.0.0"
    KILN_PORT    = "8080"
    KILN_DATA    = "/var/lib/kiln"
    KILN_API_URL = "http://api:8081"
    # The balancer says who calls and that it was by TLS.
    KILN_FORWARDED_HEADERS = "native"
    KILN_SQL_URL           = module.sql.url
    KILN_SQL_USER          = module.sql.user
  })

  secrets = { KILN_REDIS_URL = module.queue.url_references["control"] }

  secret_files = {
    KILN_SQL_PASSWORD_FILE   = module.sql.password_reference
    KILN_ADMIN_PASSWORD_FILE = module.access.secret_references["admin_password"]
    KILN_BOOTSTRAP_KEY_FILE  = module.access.secret_references["bootstrap_key"]
    KILN_OPERATOR_KEY_FILE   = module.access.secret_references["operator_key"]
    KILN_CONTROL_KEY_FILE    = module.access.secret_references["control_key"]
  }

  # A task knows only the services that were there when it was deployed.
  after = [module.api.service_arn]
}

module "workers" {
  source = "../workers"

  name               = var.name
  cluster            = { arn = module.cluster.arn, capacity_providers = module.cluster.capacity_providers }
  isolation          = var.workers.isolation
  architecture       = var.architecture
  image              = var.images.worker
  size               = var.workers.size
  slots              = var.workers.slots
  floor              = local.floor
  drain_seconds      = var.workers.drain_seconds
  subnet_ids         = module.network.subnet_ids.worker
  security_group_id  = module.network.security_group_ids.worker
  execution_role_arn = module.access.execution_role_arns["worker"]
  task_role_arn      = module.access.task_role_arns["worker"]
  recovery_role_arn  = module.access.task_role_arns["recovery"]
  queue_reference    = module.queue.url_references["worker"]
  environment        = merge(local.shared, var.settings.worker)

  log_groups = {
    worker   = module.observability.log_group_names["worker"]
    recovery = module.observability.log_group_names["recovery"]
  }
}

module "schedule" {
  source = "../schedule"

  name              = var.name
  cluster_arn       = module.cluster.arn
  cluster_name      = module.cluster.name
  key_arn           = module.storage.key_arn
  subnet_ids        = module.network.subnet_ids.worker
  security_group_id = module.network.security_group_ids.worker
  role_arns         = [module.access.execution_role_arns["worker"], module.access.task_role_arns["recovery"]]

  tasks = {
    recovery = {
      expression          = var.recovery_expression
      task_definition_arn = module.workers.recovery_task_definition_arn
    }
  }

  restarts = {
    control = {
      expression   = var.sql.restart_expression
      service_name = "control"
    }
  }
}

module "budget" {
  source = "../budget"

  name        = var.name
  monthly_usd = var.budget.monthly_usd
  tag         = var.budget.tag
  topic_arn   = module.observability.topic_arn
}
