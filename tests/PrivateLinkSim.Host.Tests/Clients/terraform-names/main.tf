terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
variable "endpoint" {}
provider "aws" {
  region     = "us-east-1"
  access_key = "111122223333"
  secret_key = "any"
  endpoints {
    ec2     = var.endpoint
    sts     = var.endpoint
    elbv2   = var.endpoint
    route53 = var.endpoint
  }
  default_tags { tags = { team = "orders" } }
}
data "aws_availability_zones" "all" {}
resource "aws_vpc" "home" { cidr_block = "10.7.0.0/16" }
resource "aws_subnet" "home" {
  count             = 2
  vpc_id            = aws_vpc.home.id
  cidr_block        = cidrsubnet(aws_vpc.home.cidr_block, 8, count.index)
  availability_zone = data.aws_availability_zones.all.names[count.index]
}
resource "aws_lb" "orders" {
  name               = "orders"
  internal           = true
  load_balancer_type = "network"
  subnets            = aws_subnet.home[*].id
}
resource "aws_vpc_endpoint_service" "orders" {
  acceptance_required        = false
  network_load_balancer_arns = [aws_lb.orders.arn]
  private_dns_name           = "orders.example.com"
}
resource "aws_route53_zone" "domain" {
  name    = "example.com"
  comment = "what the world knows of us"
  tags    = { stage = "one" }
}
resource "aws_route53_record" "proof" {
  zone_id = aws_route53_zone.domain.zone_id
  name    = "${aws_vpc_endpoint_service.orders.private_dns_name_configuration[0].name}.orders"
  type    = aws_vpc_endpoint_service.orders.private_dns_name_configuration[0].type
  ttl     = 300
  records = [aws_vpc_endpoint_service.orders.private_dns_name_configuration[0].value]
}
resource "aws_route53_record" "any" {
  zone_id = aws_route53_zone.domain.zone_id
  name    = "*.example.com"
  type    = "A"
  ttl     = 60
  records = ["192.0.2.1", "192.0.2.2"]
}
resource "aws_route53_record" "alias" {
  zone_id = aws_route53_zone.domain.zone_id
  name    = "example.com"
  type    = "A"
  alias {
    name                   = aws_lb.orders.dns_name
    zone_id                = aws_lb.orders.zone_id
    evaluate_target_health = true
  }
}
resource "aws_vpc_endpoint_service_private_dns_verification" "orders" {
  service_id            = aws_vpc_endpoint_service.orders.id
  wait_for_verification = true
  depends_on            = [aws_route53_record.proof]
}
data "aws_route53_zone" "domain" {
  name       = aws_route53_zone.domain.name
  depends_on = [aws_route53_zone.domain]
}
output "servers" { value = data.aws_route53_zone.domain.name_servers }
