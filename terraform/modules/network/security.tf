# Who may talk to whom. Each line of `talks` is one permission: it opens the caller's way out and the callee's way in, by
# reference to the other's group, and nothing else is open. The network ACLs below say the coarse part once more, by
# subnet, so that a mistake in a group does not give workers a way to SQL or to the internet.

locals {
  parts = {
    control_balancer = "The load balancer of the control plane"
    api_balancer     = "The load balancer of the execution API"
    control          = "Tasks of the control plane"
    api              = "Tasks of the execution API"
    worker           = "Tasks of workers and of recovery"
    instance         = "Instances that workers run on, where they are not on Fargate"
    queue            = "The queue, MemoryDB"
    sql              = "SQL, RDS for PostgreSQL"
    endpoints        = "Interfaces of AWS services in this network"
  }

  talks = {
    control_balancer_control = { from = "control_balancer", to = "control", port = var.ports.control }
    api_balancer_api         = { from = "api_balancer", to = "api", port = var.ports.api }
    control_api              = { from = "control", to = "api", port = var.ports.api }
    control_api_admin        = { from = "control", to = "api", port = var.ports.admin }
    control_queue            = { from = "control", to = "queue", port = var.ports.queue }
    control_sql              = { from = "control", to = "sql", port = var.ports.sql }
    control_endpoints        = { from = "control", to = "endpoints", port = 443 }
    api_queue                = { from = "api", to = "queue", port = var.ports.queue }
    api_endpoints            = { from = "api", to = "endpoints", port = 443 }
    worker_queue             = { from = "worker", to = "queue", port = var.ports.queue }
    worker_endpoints         = { from = "worker", to = "endpoints", port = 443 }
    instance_endpoints       = { from = "instance", to = "endpoints", port = 443 }
  }

  # What reads and writes objects, or only pulls images, goes to S3 by the gateway endpoint.
  object_users = toset(["control", "api", "worker", "instance"])

  clients = { for pair in setproduct(["control_balancer", "api_balancer"], var.client_cidrs, [80, 443]) : "${pair[0]} ${pair[1]} ${pair[2]}" => { to = pair[0], range = pair[1], port = pair[2] } }
}

resource "aws_security_group" "part" {
  # checkov:skip=CKV2_AWS_5: modules that are given the id attach it; checkov does not follow an id through an output
  for_each = local.parts

  name                   = "${var.name}-${replace(each.key, "_", "-")}"
  description            = each.value
  vpc_id                 = aws_vpc.kiln.id
  revoke_rules_on_delete = true

  tags = { Name = "${var.name}-${replace(each.key, "_", "-")}" }
}

resource "aws_vpc_security_group_egress_rule" "talk" {
  for_each = local.talks

  security_group_id            = aws_security_group.part[each.value.from].id
  referenced_security_group_id = aws_security_group.part[each.value.to].id
  description                  = "To ${replace(each.value.to, "_", " ")}"
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_vpc_security_group_ingress_rule" "talk" {
  for_each = local.talks

  security_group_id            = aws_security_group.part[each.value.to].id
  referenced_security_group_id = aws_security_group.part[each.value.from].id
  description                  = "From ${replace(each.value.from, "_", " ")}"
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

# Port 80 answers with a redirect to 443 and nothing else.
resource "aws_vpc_security_group_ingress_rule" "client" {
  for_each = local.clients

  security_group_id = aws_security_group.part[each.value.to].id
  cidr_ipv4         = each.value.range
  description       = "Clients"
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "objects" {
  for_each = local.object_users

  security_group_id = aws_security_group.part[each.key].id
  prefix_list_id    = aws_vpc_endpoint.objects.prefix_list_id
  description       = "To S3 by its gateway endpoint"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "webhook" {
  for_each = toset([for port in var.webhook_ports : tostring(port)])

  security_group_id = aws_security_group.part["api"].id
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Webhooks, by the NAT"
  ip_protocol       = "tcp"
  from_port         = tonumber(each.key)
  to_port           = tonumber(each.key)
}

# The agent of Service Connect, in each task that calls another, asks ECS at an address that has no interface endpoint.
resource "aws_vpc_security_group_egress_rule" "service_connect" {
  security_group_id = aws_security_group.part["control"].id
  cidr_ipv4         = "0.0.0.0/0"
  description       = "To ECS, for Service Connect, by the NAT"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# ---------------------------------------------------------------- by subnet

# ACLs keep no state: what was asked for comes back to a high port. The resolver of the network and the metadata of tasks
# are not subject to ACLs.
resource "aws_network_acl" "worker" {
  vpc_id     = aws_vpc.kiln.id
  subnet_ids = [for subnet in aws_subnet.worker : subnet.id]

  tags = { Name = "${var.name}-worker" }
}

resource "aws_network_acl_rule" "worker_queue" {
  for_each = local.zones

  network_acl_id = aws_network_acl.worker.id
  rule_number    = 100 + each.value
  egress         = true
  rule_action    = "allow"
  protocol       = "tcp"
  cidr_block     = local.subnets.data[each.key]
  from_port      = var.ports.queue
  to_port        = var.ports.queue
}

# S3 has public addresses also through its endpoint, and ACLs know no prefix lists; the route table is what keeps the
# rest of the internet away.
resource "aws_network_acl_rule" "worker_https" {
  network_acl_id = aws_network_acl.worker.id
  rule_number    = 200
  egress         = true
  rule_action    = "allow"
  protocol       = "tcp"
  cidr_block     = "0.0.0.0/0"
  from_port      = 443
  to_port        = 443
}

resource "aws_network_acl_rule" "worker_answers" {
  # checkov:skip=CKV_AWS_231: an answer comes to any high port, 3389 among them; the security group lets nobody begin
  network_acl_id = aws_network_acl.worker.id
  rule_number    = 100
  egress         = false
  rule_action    = "allow"
  protocol       = "tcp"
  cidr_block     = "0.0.0.0/0"
  from_port      = 1024
  to_port        = 65535
}

resource "aws_network_acl" "data" {
  vpc_id     = aws_vpc.kiln.id
  subnet_ids = [for subnet in aws_subnet.data : subnet.id]

  tags = { Name = "${var.name}-data" }
}

resource "aws_network_acl_rule" "data_in" {
  for_each = merge(
    { for zone, index in local.zones : "queue from worker ${zone}" => { number = 100 + index, range = local.subnets.worker[zone], port = var.ports.queue } },
    { for zone, index in local.zones : "queue from application ${zone}" => { number = 110 + index, range = local.subnets.application[zone], port = var.ports.queue } },
    { for zone, index in local.zones : "sql from application ${zone}" => { number = 120 + index, range = local.subnets.application[zone], port = var.ports.sql } },
  )

  network_acl_id = aws_network_acl.data.id
  rule_number    = each.value.number
  egress         = false
  rule_action    = "allow"
  protocol       = "tcp"
  cidr_block     = each.value.range
  from_port      = each.value.port
  to_port        = each.value.port
}

# Nodes of one store speak to each other; they leave for this network alone.
resource "aws_network_acl_rule" "data_nodes" {
  for_each = local.zones

  network_acl_id = aws_network_acl.data.id
  rule_number    = 130 + each.value
  egress         = false
  rule_action    = "allow"
  protocol       = "tcp"
  cidr_block     = local.subnets.data[each.key]
  from_port      = 1024
  to_port        = 65535
}

resource "aws_network_acl_rule" "data_answers" {
  network_acl_id = aws_network_acl.data.id
  rule_number    = 100
  egress         = true
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = var.cidr
}
