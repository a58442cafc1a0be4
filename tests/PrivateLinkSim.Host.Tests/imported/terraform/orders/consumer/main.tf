terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "service_name" {}
variable "service_region" {}
resource "aws_vpc" "this" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "this" {
  for_each          = { a = "eu-west-1a", b = "eu-west-1b" }
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.1.0.0/16", 8, each.key == "a" ? 1 : 2)
  availability_zone = each.value
}
resource "aws_security_group" "endpoint" {
  name_prefix = "endpoint-"
  vpc_id      = aws_vpc.this.id
}
resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.endpoint.id
  cidr_ipv4         = aws_vpc.this.cidr_block
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}
resource "aws_vpc_endpoint" "orders" {
  vpc_id             = aws_vpc.this.id
  service_name       = var.service_name
  service_region     = var.service_region
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [for s in aws_subnet.this : s.id]
  security_group_ids = [aws_security_group.endpoint.id]
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.this.id
  service_name = "com.amazonaws.eu-west-1.s3"
}
output "endpoint_id" { value = aws_vpc_endpoint.orders.id }
