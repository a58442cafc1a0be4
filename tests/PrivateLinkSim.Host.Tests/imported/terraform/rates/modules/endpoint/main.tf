terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "vpc" {}
variable "subnets" {}
variable "service" {}
variable "private" {}
resource "aws_security_group" "this" {
  vpc_id = var.vpc
}
resource "aws_security_group_rule" "self" {
  type              = "ingress"
  security_group_id = aws_security_group.this.id
  self              = true
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
}
resource "aws_vpc_endpoint" "this" {
  vpc_id              = var.vpc
  service_name        = var.service
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [var.subnets[0]]
  private_dns_enabled = var.private
}
resource "aws_vpc_endpoint_subnet_association" "second" {
  vpc_endpoint_id = aws_vpc_endpoint.this.id
  subnet_id       = var.subnets[1]
}
resource "aws_vpc_endpoint_security_group_association" "this" {
  vpc_endpoint_id   = aws_vpc_endpoint.this.id
  security_group_id = aws_security_group.this.id
}
