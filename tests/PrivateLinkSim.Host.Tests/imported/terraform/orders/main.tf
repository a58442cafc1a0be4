terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}
variable "consumer_region" { default = "eu-west-1" }
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "111122223333"
  secret_key                  = "x"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
provider "aws" {
  alias                       = "consumer"
  region                      = var.consumer_region
  access_key                  = "444455556666"
  secret_key                  = "x"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals { zones = ["us-east-1a", "us-east-1b"] }
resource "aws_vpc" "shop" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "shop" }
}
resource "aws_subnet" "shop" {
  count             = 2
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 8, count.index)
  availability_zone = local.zones[count.index]
}
resource "aws_security_group" "nlb" {
  name   = "nlb"
  vpc_id = aws_vpc.shop.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_lb" "orders" {
  name                             = "orders"
  internal                         = true
  load_balancer_type               = "network"
  subnets                          = aws_subnet.shop[*].id
  security_groups                  = [aws_security_group.nlb.id]
  enable_cross_zone_load_balancing = true
}
resource "aws_lb_target_group" "orders" {
  name        = "orders"
  port        = 8443
  protocol    = "TCP"
  target_type = "ip"
  vpc_id      = aws_vpc.shop.id
  health_check {
    interval = 10
    protocol = "TCP"
  }
}
resource "aws_lb_target_group_attachment" "orders" {
  count            = 2
  target_group_arn = aws_lb_target_group.orders.arn
  target_id        = cidrhost(aws_subnet.shop[count.index].cidr_block, 10)
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
  supported_regions          = [var.consumer_region]
  allowed_principals         = ["arn:aws:iam::444455556666:root"]
  private_dns_name           = "orders.example.com"
  tags                       = { Name = "orders-service" }
}
module "consumer" {
  source         = "./consumer"
  service_name   = aws_vpc_endpoint_service.orders.service_name
  service_region = "us-east-1"
  providers      = { aws = aws.consumer }
}
resource "aws_vpc_endpoint_connection_accepter" "orders" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.orders.id
  vpc_endpoint_id         = module.consumer.endpoint_id
}
