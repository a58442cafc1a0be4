terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
variable "endpoint" {}
variable "key" {}
variable "secret" {}
locals { customer = "444455556666" }
provider "aws" {
  region     = "us-east-1"
  access_key = var.key
  secret_key = var.secret
  endpoints {
    ec2   = var.endpoint
    elbv2 = var.endpoint
    iam   = var.endpoint
    sts   = var.endpoint
  }
}
provider "aws" {
  alias      = "customer"
  region     = "us-west-2"
  access_key = var.key
  secret_key = var.secret
  endpoints {
    ec2 = var.endpoint
    iam = var.endpoint
    sts = var.endpoint
  }
  assume_role {
    role_arn     = "arn:aws:iam::${local.customer}:role/deploy"
    session_name = "terraform"
    external_id  = "orders"
    duration     = "15m"
  }
}
data "aws_caller_identity" "provider" {}
data "aws_caller_identity" "customer" { provider = aws.customer }

resource "aws_iam_user" "ann" {
  name = "ann"
  path = "/ops/"
  tags = { team = "net" }
}
resource "aws_iam_access_key" "ann" { user = aws_iam_user.ann.name }
resource "aws_iam_user_policy" "ann" {
  name   = "look"
  user   = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ec2:Describe*", Resource = "*" }] })
}
resource "aws_iam_policy" "builders" {
  name        = "builders"
  path        = "/net/"
  description = "May make endpoint services"
  policy      = data.aws_iam_policy_document.builders.json
  tags        = { team = "net" }
}
data "aws_iam_policy_document" "builders" {
  statement {
    sid       = "Services"
    actions   = ["ec2:CreateVpcEndpointServiceConfiguration", "ec2:DeleteVpcEndpointServiceConfigurations"]
    resources = ["*"]
  }
  statement {
    effect    = "Deny"
    actions   = ["ec2:DeleteVpc"]
    resources = ["*"]
    condition {
      test     = "StringNotEquals"
      variable = "aws:PrincipalTag/team"
      values   = ["net"]
    }
  }
}
resource "aws_iam_user_policy_attachment" "ann" {
  user       = aws_iam_user.ann.name
  policy_arn = aws_iam_policy.builders.arn
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.ann.arn]
    }
  }
}
resource "aws_iam_role" "builder" {
  name                 = "builder"
  description          = "Builds"
  max_session_duration = 7200
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = "arn:aws:iam::aws:policy/AmazonEC2FullAccess"
  tags                 = { team = "net" }
}
resource "aws_iam_role_policy" "builder" {
  name   = "who"
  role   = aws_iam_role.builder.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:GetUser", "iam:GetRole"], Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "builder" {
  for_each   = { own = aws_iam_policy.builders.arn, all = "arn:aws:iam::aws:policy/AmazonEC2FullAccess" }
  role       = aws_iam_role.builder.name
  policy_arn = each.value
}
data "aws_iam_role" "builder" {
  name       = aws_iam_role.builder.name
  depends_on = [aws_iam_role_policy.builder]
}
data "aws_iam_policy" "all" { name = "AmazonEC2FullAccess" }
resource "aws_iam_role" "reader" {
  provider           = aws.customer
  name               = "reader"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = local.customer }, Action = "sts:AssumeRole" }] })
}

resource "aws_vpc" "provider" { cidr_block = "10.7.0.0/16" }
data "aws_availability_zones" "provider" {}
resource "aws_subnet" "provider" {
  count             = 2
  vpc_id            = aws_vpc.provider.id
  cidr_block        = cidrsubnet(aws_vpc.provider.cidr_block, 8, count.index)
  availability_zone = data.aws_availability_zones.provider.names[count.index]
}
resource "aws_lb" "orders" {
  name               = "orders"
  internal           = true
  load_balancer_type = "network"
  subnets            = aws_subnet.provider[*].id
}
resource "aws_vpc_endpoint_service" "orders" {
  acceptance_required        = true
  allowed_principals         = ["arn:aws:iam::${data.aws_caller_identity.customer.account_id}:root"]
  network_load_balancer_arns = [aws_lb.orders.arn]
  supported_regions          = ["us-east-1", "us-west-2"]
}
resource "aws_vpc" "customer" {
  provider   = aws.customer
  cidr_block = "10.8.0.0/16"
}
data "aws_availability_zones" "customer" { provider = aws.customer }
resource "aws_subnet" "customer" {
  provider          = aws.customer
  vpc_id            = aws_vpc.customer.id
  cidr_block        = aws_vpc.customer.cidr_block
  availability_zone = data.aws_availability_zones.customer.names[0]
}
resource "aws_default_security_group" "customer" {
  provider = aws.customer
  vpc_id   = aws_vpc.customer.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [aws_vpc.customer.cidr_block]
  }
}
resource "aws_default_route_table" "customer" {
  provider               = aws.customer
  default_route_table_id = aws_vpc.customer.default_route_table_id
  tags                   = { Name = "main" }
}
resource "aws_vpc_endpoint" "orders" {
  provider           = aws.customer
  vpc_id             = aws_vpc.customer.id
  service_name       = aws_vpc_endpoint_service.orders.service_name
  service_region     = "us-east-1"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [aws_subnet.customer.id]
  security_group_ids = [aws_default_security_group.customer.id]
  tags               = { Name = "orders" }
}
resource "aws_vpc_endpoint_connection_accepter" "orders" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.orders.id
  vpc_endpoint_id         = aws_vpc_endpoint.orders.id
}
output "provider" { value = data.aws_caller_identity.provider.arn }
output "customer" { value = data.aws_caller_identity.customer.arn }
output "policies" { value = data.aws_iam_policy.all.arn }
