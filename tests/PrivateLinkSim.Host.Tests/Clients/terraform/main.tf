terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
variable "endpoint" {}
provider "aws" {
  region     = "us-east-1"
  access_key = "111122223333"
  secret_key = "any"
  endpoints {
    ec2   = var.endpoint
    sts   = var.endpoint
    elbv2 = var.endpoint
  }
  default_tags { tags = { team = "orders" } }
}
provider "aws" {
  alias      = "customer"
  region     = "us-west-2"
  access_key = "444455556666"
  secret_key = "any"
  endpoints {
    ec2   = var.endpoint
    sts   = var.endpoint
    elbv2 = var.endpoint
  }
}
data "aws_caller_identity" "customer" { provider = aws.customer }
data "aws_availability_zones" "customer" { provider = aws.customer }
resource "aws_vpc" "provider" {
  cidr_block = "10.7.0.0/16"
  tags       = { Name = "provider" }
}
data "aws_availability_zones" "provider" {}
resource "aws_subnet" "provider" {
  count                   = 2
  vpc_id                  = aws_vpc.provider.id
  cidr_block              = cidrsubnet(aws_vpc.provider.cidr_block, 8, count.index)
  availability_zone       = data.aws_availability_zones.provider.names[count.index]
  map_public_ip_on_launch = true
}
resource "aws_lb" "orders" {
  name                             = "orders"
  internal                         = true
  load_balancer_type               = "network"
  subnets                          = aws_subnet.provider[*].id
  enable_cross_zone_load_balancing = true
}
resource "aws_lb_target_group" "orders" {
  name        = "orders"
  port        = 8443
  protocol    = "TCP"
  target_type = "ip"
  vpc_id      = aws_vpc.provider.id
  health_check {
    protocol = "TCP"
    interval = 10
  }
}
resource "aws_lb_target_group_attachment" "orders" {
  target_group_arn = aws_lb_target_group.orders.arn
  target_id        = cidrhost(aws_subnet.provider[0].cidr_block, 99)
}
resource "aws_lb_listener" "orders" {
  load_balancer_arn = aws_lb.orders.arn
  port              = 443
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.orders.arn
  }
}
resource "aws_vpc_endpoint_service" "orders" {
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.orders.arn]
  supported_regions          = ["us-east-1", "us-west-2"]
  tags                       = { Name = "orders" }
}
resource "aws_vpc_endpoint_service_allowed_principal" "customer" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.orders.id
  principal_arn           = "arn:aws:iam::444455556666:root"
}
resource "aws_vpc" "customer" {
  provider                         = aws.customer
  cidr_block                       = "10.8.0.0/16"
  enable_dns_hostnames             = true
  assign_generated_ipv6_cidr_block = true
  tags                             = { Name = "customer" }
}
resource "aws_subnet" "customer" {
  provider                        = aws.customer
  count                           = 2
  vpc_id                          = aws_vpc.customer.id
  cidr_block                      = cidrsubnet(aws_vpc.customer.cidr_block, 8, count.index)
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.customer.ipv6_cidr_block, 8, count.index)
  availability_zone               = data.aws_availability_zones.customer.names[count.index]
  assign_ipv6_address_on_creation = true
  tags                            = { Name = "customer-${count.index}" }
}
resource "aws_security_group" "endpoint" {
  provider    = aws.customer
  name        = "endpoint"
  description = "Who may use the endpoint"
  vpc_id      = aws_vpc.customer.id
  ingress {
    description      = "clients"
    from_port        = 443
    to_port          = 443
    protocol         = "tcp"
    cidr_blocks      = [aws_vpc.customer.cidr_block, "192.168.0.0/24"]
    ipv6_cidr_blocks = [aws_vpc.customer.ipv6_cidr_block]
  }
  ingress {
    from_port   = 8
    to_port     = 0
    protocol    = "icmp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  tags = { Name = "endpoint" }
}
resource "aws_security_group" "clients" {
  provider    = aws.customer
  name_prefix = "clients-"
  vpc_id      = aws_vpc.customer.id
}
resource "aws_security_group_rule" "clients" {
  provider          = aws.customer
  type              = "ingress"
  security_group_id = aws_security_group.clients.id
  from_port         = 80
  to_port           = 81
  protocol          = "tcp"
  self              = true
  description       = "each other"
}
resource "aws_vpc_security_group_ingress_rule" "clients" {
  provider                     = aws.customer
  security_group_id            = aws_security_group.clients.id
  referenced_security_group_id = aws_security_group.endpoint.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  tags                         = { Name = "from-endpoint" }
}
resource "aws_vpc_security_group_egress_rule" "clients" {
  provider          = aws.customer
  security_group_id = aws_security_group.clients.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
  description       = "everything"
}
resource "aws_vpc_endpoint" "orders" {
  provider           = aws.customer
  vpc_id             = aws_vpc.customer.id
  service_name       = aws_vpc_endpoint_service.orders.service_name
  service_region     = "us-east-1"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = aws_subnet.customer[*].id
  security_group_ids = [aws_security_group.endpoint.id]
  tags               = { Name = "orders" }
  depends_on         = [aws_vpc_endpoint_service_allowed_principal.customer]
}
resource "aws_vpc_endpoint_connection_accepter" "orders" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.orders.id
  vpc_endpoint_id         = aws_vpc_endpoint.orders.id
}
data "aws_vpc_endpoint" "orders" {
  provider   = aws.customer
  id         = aws_vpc_endpoint.orders.id
  depends_on = [aws_vpc_endpoint_connection_accepter.orders]
}
output "dns" { value = aws_vpc_endpoint.orders.dns_entry[*].dns_name }
output "state" { value = data.aws_vpc_endpoint.orders.state }
