terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}
provider "aws" {
  region                      = "eu-central-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
provider "aws" {
  alias                       = "frankfurt-customer"
  region                      = "eu-central-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  access_key                  = "AKIA777788889999"
  secret_key                  = "x"
}
module "network" {
  source = "./modules/network"
  name   = "rates"
}
locals { subnets = module.network.private_subnets }
resource "aws_security_group" "clients" {
  name   = "clients"
  vpc_id = module.network.vpc_id
}
resource "aws_security_group" "front" {
  name   = "front"
  vpc_id = module.network.vpc_id
  ingress {
    from_port       = 8443
    to_port         = 8443
    protocol        = "tcp"
    security_groups = [aws_security_group.clients.id]
  }
  ingress {
    from_port   = 53
    to_port     = 53
    protocol    = "udp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_lb" "rates" {
  for_each           = toset(["blue", "green"])
  name               = "rates-${each.key}"
  internal           = true
  load_balancer_type = "network"
  security_groups    = [aws_security_group.front.id]
  dynamic "subnet_mapping" {
    for_each = module.network.private_subnets
    content { subnet_id = subnet_mapping.value }
  }
}
resource "aws_lb" "local" {
  name               = "local"
  internal           = true
  load_balancer_type = "network"
  subnets            = local.subnets
}
resource "aws_instance" "app" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "m7g.large"
  subnet_id     = module.network.private_subnets[0]
}
resource "aws_lb_target_group" "rates" {
  for_each             = aws_lb.rates
  name                 = "rates-${each.key}"
  port                 = 8443
  protocol             = "TLS"
  vpc_id               = module.network.vpc_id
  deregistration_delay = 30
  target_health_state { enable_unhealthy_connection_termination = false }
}
resource "aws_lb_target_group_attachment" "rates" {
  for_each         = aws_lb_target_group.rates
  target_group_arn = each.value.arn
  target_id        = aws_instance.app.id
}
resource "aws_lb_listener" "rates" {
  for_each                 = aws_lb.rates
  load_balancer_arn        = each.value.arn
  port                     = 443
  protocol                 = "TCP"
  tcp_idle_timeout_seconds = 600
  default_action {
    type = "forward"
    forward {
      target_group { arn = aws_lb_target_group.rates[each.key].arn }
    }
  }
}
resource "aws_vpc_endpoint_service" "rates" {
  for_each                   = aws_lb.rates
  acceptance_required        = each.key == "blue"
  network_load_balancer_arns = [each.value.arn]
  private_dns_name           = each.key == "green" ? "rates.example.com" : null
}
resource "aws_vpc_endpoint_service_allowed_principal" "rates" {
  for_each                = aws_vpc_endpoint_service.rates
  vpc_endpoint_service_id = each.value.id
  principal_arn           = "*"
}
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}
module "customer_network" {
  source    = "./modules/network"
  name      = "customer"
  providers = { aws = aws.frankfurt-customer }
}
module "endpoint" {
  source    = "./modules/endpoint"
  for_each  = aws_vpc_endpoint_service.rates
  providers = { aws = aws.frankfurt-customer }
  vpc       = module.customer_network.vpc_id
  subnets   = module.customer_network.private_subnets
  service   = each.value.service_name
  private   = each.key == "green"
}
