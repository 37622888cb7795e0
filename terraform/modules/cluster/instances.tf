# Instances give what Fargate does not: the privileges by which a box gets namespaces and control groups of its own. Two
# groups, Spot and on-demand, so that the two services of workers name one each.

data "aws_partition" "current" {}

locals {
  groups = var.instances == null ? {} : {
    spot   = { most = var.instances.spot_most, on_demand_percent = 0 }
    steady = { most = var.instances.steady_most, on_demand_percent = 100 }
  }
  with_instances = var.instances == null ? toset([]) : toset(["instances"])

  # Resolved as an instance starts, so that new ones have the image of the day.
  image = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/${var.architecture == "ARM64" ? "arm64/" : ""}recommended/image_id"
}

resource "aws_iam_role" "instance" {
  for_each = local.with_instances

  name = "${var.name}-instance"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

# AWS' own policy for the agent: register, poll, report, pull images, write logs. Tasks have roles of their own and cannot
# reach the instance's: the agent blocks the metadata service for them.
resource "aws_iam_role_policy_attachment" "instance" {
  for_each = local.with_instances

  role       = aws_iam_role.instance[each.key].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

resource "aws_iam_instance_profile" "instance" {
  for_each = local.with_instances

  name = "${var.name}-instance"
  role = aws_iam_role.instance[each.key].name
}

resource "aws_launch_template" "instance" {
  for_each = local.with_instances

  name_prefix            = "${var.name}-"
  description            = "Instances for workers"
  image_id               = local.image
  update_default_version = true
  ebs_optimized          = true

  iam_instance_profile {
    arn = aws_iam_instance_profile.instance[each.key].arn
  }

  network_interfaces {
    associate_public_ip_address = false
    delete_on_termination       = true
    security_groups             = [var.instances.security_group_id]
  }

  # Version 2 only, and a hop limit of one: answers do not reach a container's own network.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  monitoring {
    enabled = true
  }

  # By the account's own key for disks: Auto Scaling may use that one without a grant. Nothing on it outlives a box but
  # images.
  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = var.instances.disk_gib
      encrypted             = true
      delete_on_termination = true
    }
  }

  user_data = base64encode(<<-EOT
    #!/bin/sh
    set -e
    cat >>/etc/ecs/ecs.config <<CONFIG
    ECS_CLUSTER=${var.name}
    ECS_ENABLE_SPOT_INSTANCE_DRAINING=true
    ECS_AWSVPC_BLOCK_IMDS=true
    ECS_DISABLE_PRIVILEGED=false
    ECS_CONTAINER_STOP_TIMEOUT=120s
    ECS_IMAGE_PULL_BEHAVIOR=prefer-cached
    CONFIG
  EOT
  )

  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "${var.name}-worker" }
  }
}

resource "aws_autoscaling_group" "instances" {
  for_each = local.groups

  name                = "${var.name}-${each.key}"
  vpc_zone_identifier = var.instances.subnet_ids
  min_size            = 0
  max_size            = each.value.most

  # ECS drains an instance before it goes, and protects those that still have tasks.
  protect_from_scale_in = true
  capacity_rebalance    = each.key == "spot"
  # A tear-down does not wait for what protects itself.
  force_delete          = true
  max_instance_lifetime = 1209600

  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity                  = 0
      on_demand_percentage_above_base_capacity = each.value.on_demand_percent
      spot_allocation_strategy                 = "price-capacity-optimized"
    }

    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.instance["instances"].id
        version            = aws_launch_template.instance["instances"].latest_version
      }

      dynamic "override" {
        for_each = var.instances.types

        content {
          instance_type = override.value
        }
      }
    }
  }

  # The mark by which ECS knows the groups that it manages.
  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "${var.name}-${each.key}"
    propagate_at_launch = true
  }

  lifecycle {
    ignore_changes = [desired_capacity]
  }
}

resource "aws_ecs_capacity_provider" "instances" {
  for_each = local.groups

  name = "${var.name}-${each.key}"

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.instances[each.key].arn
    managed_termination_protection = "ENABLED"
    managed_draining               = "ENABLED"

    managed_scaling {
      status                    = "ENABLED"
      target_capacity           = 100
      minimum_scaling_step_size = 1
      maximum_scaling_step_size = 100
      instance_warmup_period    = 60
    }
  }
}
