# Four kinds of subnet, one of each in every zone:
#   public       the two load balancers and the NAT gateways, nothing else
#   application  control plane and execution API; they leave through the NAT, so webhooks come from fixed addresses
#   worker       workers; no route to the internet at all, only VPC endpoints and the queue
#   data         queue and SQL; no route but to this network
# Who may talk to whom is in security.tf.

data "aws_region" "current" {}
data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  region  = data.aws_region.current.region
  zones   = { for index, zone in var.zones : zone => index }
  kinds   = { public = 0, application = 4, worker = 8, data = 12 }
  subnets = { for kind, first in local.kinds : kind => { for zone, index in local.zones : zone => cidrsubnet(var.cidr, 4, first + index) } }

  nat_zones      = toset(slice(var.zones, 0, var.nat_zones))
  endpoint_zones = slice(var.zones, 0, var.endpoint_zones)
}

resource "aws_vpc" "kiln" {
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = var.name }
}

# The group that AWS makes with every network: nothing is in it, and it lets nothing through.
resource "aws_default_security_group" "unused" {
  vpc_id = aws_vpc.kiln.id

  tags = { Name = "${var.name}-unused" }
}

# ---------------------------------------------------------------- subnets

resource "aws_subnet" "public" {
  for_each = local.subnets.public

  vpc_id                  = aws_vpc.kiln.id
  availability_zone       = each.key
  cidr_block              = each.value
  map_public_ip_on_launch = false

  tags = { Name = "${var.name}-public-${each.key}" }
}

resource "aws_subnet" "application" {
  for_each = local.subnets.application

  vpc_id            = aws_vpc.kiln.id
  availability_zone = each.key
  cidr_block        = each.value

  tags = { Name = "${var.name}-application-${each.key}" }
}

resource "aws_subnet" "worker" {
  for_each = local.subnets.worker

  vpc_id            = aws_vpc.kiln.id
  availability_zone = each.key
  cidr_block        = each.value

  tags = { Name = "${var.name}-worker-${each.key}" }
}

resource "aws_subnet" "data" {
  for_each = local.subnets.data

  vpc_id            = aws_vpc.kiln.id
  availability_zone = each.key
  cidr_block        = each.value

  tags = { Name = "${var.name}-data-${each.key}" }
}

# ---------------------------------------------------------------- ways out

resource "aws_internet_gateway" "kiln" {
  vpc_id = aws_vpc.kiln.id

  tags = { Name = var.name }
}

resource "aws_eip" "nat" {
  for_each = local.nat_zones

  domain = "vpc"

  tags = { Name = "${var.name}-nat-${each.key}" }

  depends_on = [aws_internet_gateway.kiln]
}

resource "aws_nat_gateway" "kiln" {
  for_each = local.nat_zones

  allocation_id = aws_eip.nat[each.key].allocation_id
  subnet_id     = aws_subnet.public[each.key].id

  tags = { Name = "${var.name}-${each.key}" }

  depends_on = [aws_internet_gateway.kiln]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.kiln.id

  tags = { Name = "${var.name}-public" }
}

resource "aws_route" "public_internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.kiln.id
}

resource "aws_route_table_association" "public" {
  for_each = local.zones

  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public[each.key].id
}

resource "aws_route_table" "application" {
  for_each = local.zones

  vpc_id = aws_vpc.kiln.id

  tags = { Name = "${var.name}-application-${each.key}" }
}

resource "aws_route" "application_internet" {
  for_each = local.zones

  route_table_id         = aws_route_table.application[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.kiln[contains(local.nat_zones, each.key) ? each.key : var.zones[0]].id
}

resource "aws_route_table_association" "application" {
  for_each = local.zones

  route_table_id = aws_route_table.application[each.key].id
  subnet_id      = aws_subnet.application[each.key].id
}

# No aws_route names this table, and a test holds it to that: the S3 endpoint adds its own.
resource "aws_route_table" "worker" {
  vpc_id = aws_vpc.kiln.id

  tags = { Name = "${var.name}-worker" }
}

resource "aws_route_table_association" "worker" {
  for_each = local.zones

  route_table_id = aws_route_table.worker.id
  subnet_id      = aws_subnet.worker[each.key].id
}

resource "aws_route_table" "data" {
  vpc_id = aws_vpc.kiln.id

  tags = { Name = "${var.name}-data" }
}

resource "aws_route_table_association" "data" {
  for_each = local.zones

  route_table_id = aws_route_table.data.id
  subnet_id      = aws_subnet.data[each.key].id
}

# ---------------------------------------------------------------- AWS from inside

resource "aws_vpc_endpoint" "objects" {
  vpc_id            = aws_vpc.kiln.id
  service_name      = "com.amazonaws.${local.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = concat([aws_route_table.worker.id], [for table in aws_route_table.application : table.id])

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # Kiln's own buckets, for principals of this account: what leaves through here cannot end in a stranger's bucket.
      {
        Sid       = "OwnBuckets"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListBucket"]
        Resource  = flatten([for arn in var.bucket_arns : [arn, "${arn}/*"]])
        Condition = { StringEquals = { "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id } }
      },
      # ECR keeps the layers of images in a bucket of AWS' own; without it no task starts.
      {
        Sid       = "LayersOfImages"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["s3:GetObject"]
        Resource  = ["arn:${data.aws_partition.current.partition}:s3:::prod-${local.region}-starport-layer-bucket/*"]
      },
    ]
  })

  tags = { Name = "${var.name}-objects" }
}

resource "aws_vpc_endpoint" "service" {
  for_each = var.endpoints

  vpc_id              = aws_vpc.kiln.id
  service_name        = "com.amazonaws.${local.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for zone in local.endpoint_zones : aws_subnet.application[zone].id]
  security_group_ids  = [aws_security_group.part["endpoints"].id]

  tags = { Name = "${var.name}-${each.key}" }
}

# ---------------------------------------------------------------- what was refused

resource "aws_cloudwatch_log_group" "flow" {
  # checkov:skip=CKV_AWS_338: `log_days` of the environment decides: a year in production, 30 days in small
  name              = "/kiln/${var.name}/flow"
  retention_in_days = var.log_days
  kms_key_id        = var.key_arn
}

resource "aws_flow_log" "refused" {
  vpc_id               = aws_vpc.kiln.id
  traffic_type         = "REJECT"
  log_destination_type = "cloud-watch-logs"
  log_destination      = aws_cloudwatch_log_group.flow.arn
  iam_role_arn         = aws_iam_role.flow.arn

  tags = { Name = "${var.name}-refused" }
}

resource "aws_iam_role" "flow" {
  name = "${var.name}-flow-log"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      Action    = "sts:AssumeRole"
      # Only for flow logs of this account: the service cannot be talked into it by another.
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "flow" {
  name = "write"
  role = aws_iam_role.flow.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # Writes the streams of this one group.
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
        Resource = "${aws_cloudwatch_log_group.flow.arn}:*"
      },
    ]
  })
}
